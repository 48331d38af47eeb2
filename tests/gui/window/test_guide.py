"""The guide's steps (docs/guide.md, section 3), followed to the letter on the article that it names."""

from pathlib import Path

import pytest

from models.readings import State
from models.spans import Span
from models.stances import Stance
from tests.gui.window.conftest import CTRL, NONE, SHIFT, Key, OpenOn, User

TEXT = (Path(__file__).parents[3] / "sample" / "articles" / "07-night-sailings.txt").read_text(encoding="utf-8")
MOON, ONE = "“We have asked for lights on the piles, not for the moon,”", "“One of the two we can do without.”"
LIT = "that every pile had been lit since Monday and that the crews had been shown the photographs"


@pytest.fixture
def reader(open_on: OpenOn) -> User:
    """Somebody who has opened the article and the guide."""
    return open_on(TEXT)


def mark(reader: User, key: Key, words: str, within: str = "", *, shift: bool = False) -> None:
    """Selects words and presses the key; within: a longer stretch in which they stand once."""
    around = within or words
    start = reader.text.index(around) + around.index(words)
    reader.view.select(start, start + len(words))
    reader.press(key, SHIFT if shift else NONE)


def answer(reader: User, words: str) -> None:
    """Types into the question's field, and Enter."""
    reader.type(words)
    reader.press(Key.Key_Return)


def stances(reader: User) -> list[tuple[str, str, str]]:
    """Polarity, target and holder of each stored stance."""
    shared = reader.snapshot.shared

    def told(stance: Stance) -> tuple[str, str, str]:
        return stance.polarity, shared.targets[stance.target or ""].name, shared.entities[stance.holder or ""].name

    return [told(stance) for stance in reader.stored().stances.values()]


def test_a_quote_with_speaker_and_cue(reader: User) -> None:
    crews = "Crews on the Sorrel Strait ferries will decide next week whether to sail at night again"
    mark(reader, Key.Key_Q, crews)
    mark(reader, Key.Key_S, "their union")
    mark(reader, Key.Key_C, "said", "said on Wednesday")

    assert reader.linked(crews) == {("speaker", "their union"), ("cue", "said")}


def test_a_quote_broken_in_two_and_its_stance(reader: User) -> None:
    reader.click("We have asked", double=True)
    reader.press(Key.Key_Q)
    mark(reader, Key.Key_C, "said", "said the union")
    mark(reader, Key.Key_S, "the union’s secretary, Oona Pell")
    reader.click("of the two", double=True)
    reader.press(Key.Key_Plus)
    reader.press(Key.Key_F)
    answer(reader, "Lights on the piles")

    assert ("quote", MOON, ONE) in reader.spans()
    assert reader.linked(MOON) == {("speaker", "the union’s secretary, Oona Pell"), ("cue", "said")}
    assert stances(reader) == [("favor", "Lights on the piles", "Oona Pell")]


def test_a_speaker_who_comes_first_waits_and_the_clause_behind_the_cue_claims_both(reader: User) -> None:
    mark(reader, Key.Key_S, "The operator, Strait Lines")
    mark(reader, Key.Key_C, "said", "said that every pile")
    assert not reader.snapshot.reading.quotes
    reader.press(Key.Key_Q)

    assert reader.linked(LIT) == {("speaker", "The operator, Strait Lines"), ("cue", "said")}


def test_another_target_is_chosen_before_the_polarity(reader: User) -> None:
    mark(reader, Key.Key_S, "Pell", "Pell dismissed")
    mark(reader, Key.Key_C, "dismissed")
    reader.press(Key.Key_Q)
    reader.press(Key.Key_T)
    answer(reader, "The photographs")
    reader.press(Key.Key_A)

    assert ("quote", "the photographs as “taken at noon.”") in reader.spans()
    assert [stance[:2] for stance in stances(reader)] == [("against", "The photographs")]


def test_a_source_with_its_cue_and_the_next_sentence_that_inherits_it(reader: User) -> None:
    captains, shore = "the captains are on the side of the crews", "the reflectors “face the wrong shore.”"
    mark(reader, Key.Key_C, "According to", shift=True)
    mark(reader, Key.Key_O, "the website Lindhaven Live")
    mark(reader, Key.Key_Q, captains)
    mark(reader, Key.Key_S, "They")
    mark(reader, Key.Key_C, "say", "say the reflectors")
    reader.press(Key.Key_Q)
    reader.press(Key.Key_V)

    assert reader.linked(captains) == {("via", "the website Lindhaven Live")}
    assert reader.linked(shore) == {("speaker", "They"), ("cue", "say"), ("via", "the website Lindhaven Live")}
    assert [link.attributes.get("inherited") for link in reader.stored().links.values() if link.role == "via"] == [
        "no",
        "yes",
    ]


def test_a_quote_in_a_quote_that_nobody_has_said_yet(reader: User) -> None:
    outer, inner = (
        "“If they tell us: ‘wait until the autumn’, then we shall wait, but in port,”",
        "‘wait until the autumn’",
    )
    reader.click("If they tell us", double=True)
    reader.press(Key.Key_Q)
    mark(reader, Key.Key_S, "Pell", "Pell said")
    mark(reader, Key.Key_C, "said", "said.\n\nThe result")
    mark(reader, Key.Key_Q, inner)
    mark(reader, Key.Key_S, "they", "they tell")
    mark(reader, Key.Key_C, "tell", "tell us")
    reader.press(Key.Key_0)
    reader.press(Key.Key_Y, SHIFT, times=3)

    assert reader.linked(outer) == {("speaker", "Pell"), ("cue", "said")}
    assert reader.linked(inner) == {("nested_in", outer), ("speaker", "they"), ("cue", "tell")}
    assert span(reader, "they").entity == reader.snapshot.shared.built_in("implicit").id
    assert span(reader, inner).attributes["status"] == "hypothetical"


def test_the_source_of_the_whole_article_and_the_end(reader: User) -> None:
    mark(reader, Key.Key_O, "MPS", shift=True)
    assert span(reader, "MPS").attributes["scope"] == "document"
    reader.press(Key.Key_Return, CTRL)

    assert reader.stored().header.state is State.DONE
    reader.press(Key.Key_Return, CTRL)  # past the list of what looks incomplete
    assert reader.window.status.hints.words == "This is the last article"


def span(reader: User, words: str) -> Span:
    """The stored span of these words."""
    return next(one for one in reader.stored().spans.values() if one.words(TEXT)[0] == words)
