"""What a card says of a quote, and of the frame that waits for one."""

from models.spans import Fragment
from tests.samples import at
from tests.unit.ui.conftest import Do
from ui.cards.card import NOBODY, PENDING, Card, card, pending_card
from workspace.annotating.desk import Desk
from workspace.annotating.gestures import Gesture

QUOTE = "“The old bridge will stay open.”"


def active_card(desk: Desk) -> Card:
    return card(desk.snapshot, desk.snapshot.state.active or "")


def test_a_bare_quote_has_a_number_a_type_and_nobody_who_says_it(desk: Desk, do: Do) -> None:
    do("quote", QUOTE)
    shown = active_card(desk)

    assert (shown.number, shown.type, shown.name, shown.cue, shown.stances) == ("1", "direct", NOBODY, "", ())
    assert shown.active


def test_a_full_frame_shows_speaker_cue_chain_and_stance(desk: Desk, do: Do) -> None:
    do("quote", "“We have no money for it 🏗️,”")
    do("add_fragment", "“not this year.”")
    do("speaker", "Noël A\u0301vila")
    do("cue", "told")
    do("polarity", argument="against/new:the new bridge")
    shown = active_card(desk)

    assert shown.name == "Noël A\u0301vila"
    assert shown.cue == "told"
    assert shown.parts == 2
    assert [(stance.glyph, stance.target, stance.holder) for stance in shown.stances] == [("−", "the new bridge", "")]
    assert shown.way[-1] == shown.name
    assert shown.via == ()


def test_the_chain_on_a_folded_card_ends_before_the_speaker(desk: Desk, do: Do) -> None:
    do("source", "the Tidewater Post")
    speaker = Fragment(at("Brandt called").start, at(" called the plan").start)
    desk.perform(Gesture("speaker", speaker, speaker.end))
    do("quote", "“a ‘gift’ to nobody”")
    shown = active_card(desk)

    assert shown.way == (*shown.via, shown.name)
    assert shown.via[-1] == "Tidewater Post"


def test_who_nobody_knows_is_offered_by_digits(desk: Desk, do: Do) -> None:
    do("quote", QUOTE)
    do("speaker", "Ilse Brandt")
    do("quote", "“a ‘gift’ to nobody”")

    assert "Ilse Brandt" in active_card(desk).chips


def test_the_target_that_polarity_keys_go_to_stands_on_the_active_card(desk: Desk, do: Do) -> None:
    do("quote", QUOTE)
    do("target", argument="new:the old bridge")

    assert active_card(desk).current == "the old bridge"


def test_the_pending_card_tells_what_waits(desk: Desk, do: Do) -> None:
    assert pending_card(desk.snapshot) is None
    do("source", "the Tidewater Post")
    waiting = pending_card(desk.snapshot)

    assert waiting is not None
    assert (waiting.id, waiting.name, waiting.via) == (PENDING, NOBODY, ("Tidewater Post",))
    assert waiting.waits


def test_a_card_reads_as_one_sentence(desk: Desk, do: Do) -> None:
    do("quote", QUOTE)
    do("cue", "said on Monday")

    assert active_card(desk).spoken == f"Quote 1, direct, by {NOBODY}, cue said on Monday"


def test_a_stance_is_offered_to_be_repeated_once_another_quote_has_one(desk: Desk, do: Do) -> None:
    do("quote", QUOTE)
    do("polarity", argument="against/new:the old bridge")
    assert not active_card(desk).repeats

    do("quote", "“a ‘gift’ to nobody”")
    assert active_card(desk).repeats
