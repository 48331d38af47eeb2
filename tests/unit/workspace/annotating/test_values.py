"""Gestures that say what a span is, who it names and which position it takes. Each runs inside `undoable()`."""

from pathlib import Path

import pytest

from models.errors import Refused
from tests.desks import Hand
from tests.samples import new_project
from workspace.annotating.chips import chips

STAY = "“The old bridge will stay open.”"
MONEY = "“We have no money for it 🏗️,”"
YEAR = "“not this year.”"
TREASURER = "the treasurer, Noël A\u0301vila"


@pytest.fixture
def framed(hand: Hand) -> Hand:
    """A quote with a speaker, active."""
    hand.does("quote", MONEY)
    hand.does("speaker", TREASURER)
    return hand


def test_y_walks_through_all_types_and_comes_back(framed: Hand) -> None:
    seen = []
    for _ in range(4):
        framed.does("type")
        seen.append(framed.quote().attributes["type"])

    assert sorted(seen) == ["direct", "indirect", "mixed", "reported"]
    assert seen[-1] == "direct"


def test_a_type_and_a_status_can_be_chosen(framed: Hand) -> None:
    framed.does("type", argument="mixed")
    framed.does("status", argument="hedged")

    assert (framed.quote().attributes["type"], framed.quote().attributes["status"]) == ("mixed", "hedged")
    framed.is_refused("no such value", "type", argument="sung")


def test_any_attribute_can_be_set(framed: Hand) -> None:
    framed.does("set_value", argument="medium=writing")
    framed.does("set_value", argument="mention_type=description")

    assert framed.quote().attributes["medium"] == "writing"
    assert framed.span("speaker", TREASURER).attributes["mention_type"] == "description"
    framed.is_refused("nothing in hand has a colour", "set_value", argument="colour=blue")
    framed.is_refused("no such value", "set_value", argument="medium=smoke")


def test_an_entity_is_asked_for_made_and_chosen(framed: Hand) -> None:
    asked = framed.does("entity")
    assert asked.done is None
    assert asked.outcome.ask is not None
    assert asked.outcome.ask.makes

    framed.does("entity", argument="new:Noël  Ávila 😀")
    assert framed.name_of(framed.span("speaker", TREASURER)) == "Noël Ávila 😀"

    other = framed.desk.snapshot.shared.built_in("author").id
    framed.does("entity", argument=other)
    assert framed.name_of(framed.span("speaker", TREASURER)) == "AUTHOR"
    framed.is_refused("no such entity", "entity", argument="nobody")
    framed.is_refused("needs a name", "entity", argument="new:  ")


def test_a_digit_takes_the_entity_of_its_number_on_the_card(framed: Hand) -> None:
    framed.does("entity", argument="new:Ilse Brandt")
    framed.does("no_entity")
    mention = framed.span("speaker", TREASURER)
    shown = framed.desk.snapshot
    options = chips(framed.text, shown.reading, shown.shared, mention)

    framed.does("chip", argument="1")

    assert framed.name_of(framed.span("speaker", TREASURER)) == options[0].name
    framed.is_refused("no entity of this number", "chip", argument="9")


def test_zero_says_that_the_text_names_nobody(framed: Hand) -> None:
    framed.does("implicit")

    assert framed.name_of(framed.span("speaker", TREASURER)) == "IMPLICIT"


def test_a_quote_without_a_speaker_can_say_itself_whose_it_is_until_a_speaker_is_linked(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("entity", argument="new:The treasurer")
    assert hand.name_of(hand.quote()) == "The treasurer"

    hand.does("speaker", TREASURER)

    assert hand.quote().entity is None


def test_a_stance_has_holder_target_polarity_and_the_quote_as_evidence(framed: Hand) -> None:
    framed.does("polarity", argument="against/new:the old bridge 🌉")

    stance = framed.stance()
    assert stance.polarity == "against"
    assert stance.holder == framed.span("speaker", TREASURER).entity
    assert stance.evidence == (framed.quote().id,)
    assert framed.desk.snapshot.shared.targets[stance.target or ""].name == "the old bridge 🌉"


def test_another_polarity_towards_the_same_target_changes_the_stance(framed: Hand) -> None:
    framed.does("polarity", argument="against/new:the bridge")

    framed.does("polarity", argument="favor")

    assert framed.stance().polarity == "favor"


def test_without_a_target_a_polarity_asks_for_one_and_stores_nothing(framed: Hand) -> None:
    asked = framed.does("polarity", argument="neutral")

    assert asked.done is None
    assert asked.outcome.ask is not None


def test_selected_words_carry_the_next_stance(framed: Hand) -> None:
    framed.does("target", "no money")
    framed.does("polarity", argument="against/new:the bridge")

    assert framed.stance().evidence == (framed.span("stance", "no money").id,)


def test_selected_words_are_added_to_the_stance_in_hand(framed: Hand) -> None:
    framed.does("polarity", argument="against/new:the bridge")
    framed.does("target", "no money")

    assert framed.span("stance", "no money").id in framed.stance().evidence


def test_hedged_basis_and_strength_go_round(framed: Hand) -> None:
    framed.does("polarity", argument="against/new:the bridge")

    framed.does("hedged")
    framed.does("basis")
    framed.does("strength", argument="2")
    stance = framed.stance()
    assert (stance.hedged, stance.basis, stance.strength) == (True, "explicit", 2)

    framed.does("hedged")
    framed.does("basis")
    framed.does("basis")
    framed.does("strength", argument="2")
    stance = framed.stance()
    assert (stance.hedged, stance.basis, stance.strength) == (False, None, None)
    framed.is_refused("a strength is 1, 2 or 3", "strength", argument="4")


def test_a_stance_can_be_repeated_changed_and_dropped(framed: Hand) -> None:
    framed.does("polarity", argument="against/new:the bridge")
    framed.does("quote", STAY)
    framed.does("repeat_stance")
    assert len(framed.reading.stances) == 2

    author = framed.desk.snapshot.shared.built_in("author").id
    money = framed.span("quote", MONEY).id
    framed.does("set_stance", argument=f"holder={author}")
    framed.does("set_stance", argument=f"according_to={money}")
    (changed,) = framed.reading.stances_on(framed.quote().id)
    assert (changed.holder, changed.according_to) == (author, money)
    framed.is_refused("no such quote", "set_stance", argument="according_to=nowhere")
    framed.is_refused("no such field", "set_stance", argument="colour=blue")

    framed.does("drop_stance")
    assert [stance.quote for stance in framed.reading.stances.values()] == [money]


def test_a_note_is_put_on_what_is_in_hand_and_taken_away(framed: Hand) -> None:
    framed.does("note", argument="new:really? 😀")
    assert "really? 😀" in [span.note for span in framed.reading.spans.values()]

    framed.does("note", argument="new:")
    assert not [span.note for span in framed.reading.spans.values() if span.note]


def test_every_other_occurrence_is_marked(hand: Hand) -> None:
    hand.does("speaker", "The treasurer")
    before = len(hand.reading.spans)
    hand.activate("speaker", "The treasurer")

    hand.does("mark_every")

    assert len(hand.reading.spans) >= before


def test_two_entities_are_merged_and_split(framed: Hand) -> None:
    framed.does("entity", argument="new:N. Ávila")
    framed.does("quote", STAY)
    framed.does("speaker", "Mayor Ilse Brandt")
    framed.does("entity", argument="new:Ilse Brandt")
    into = framed.span("speaker", TREASURER).entity or ""

    framed.does("merge_entity", argument=into)
    assert framed.name_of(framed.span("speaker", "Mayor Ilse Brandt")) == "N. Ávila"

    asked = framed.does("split_entity")
    assert asked.outcome.ask is not None
    framed.does("split_entity", argument=asked.outcome.ask.options[0].argument)
    assert framed.name_of(framed.span("speaker", "Mayor Ilse Brandt")) == "Ilse Brandt"


def test_enter_confirms_the_mentions_of_the_active_quote_and_nothing_elsewhere(tmp_path: Path) -> None:
    text = "Ana Ode said that it rains. Bo Lind and Cy Pim said that it pours."
    hand = Hand(new_project(tmp_path / "two.inquit", text))
    for speakers, quote in ((("Ana Ode",), "that it rains"), (("Bo Lind", "Cy Pim"), "that it pours")):
        for speaker in speakers:
            hand.does("speaker", speaker)
        hand.does("quote", quote)
    hand.does("confirm")
    hand.does("confirm")
    elsewhere = (hand.span("speaker", "Ana Ode").id,)
    assert hand.desk.snapshot.state.unconfirmed == elsewhere

    with pytest.raises(Refused, match="nothing in hand"):
        hand.does("confirm")
    hand.desk.activate(None)
    with pytest.raises(Refused, match="press Tab"):
        hand.does("confirm")
    assert hand.desk.snapshot.state.unconfirmed == elsewhere


def test_confirming_a_proposed_entity_is_a_step_of_its_own_and_lasts(framed: Hand) -> None:
    before = framed.desk.snapshot.state.unconfirmed
    assert framed.span("speaker", TREASURER).id in before

    framed.does("confirm")

    framed.desk.open(framed.desk.snapshot.article.id)
    assert len(framed.desk.snapshot.state.unconfirmed) == len(before) - 1


# --- borders --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        ("end out word", "told the"),
        ("start in character", "old"),
        ("end in character", "tol"),
        ("end out character", "told "),
    ],
)
def test_a_border_moves_by_word_or_character(framed: Hand, argument: str, words: str) -> None:
    framed.does("cue", "told")
    framed.activate("cue", "told")

    framed.does("border", argument=argument, caret="told")

    assert framed.span("cue", words)  # type: ignore[truthy-bool]  # it fails where there is none


def test_a_border_cannot_pass_the_other_one(framed: Hand) -> None:
    framed.does("cue", "it")
    framed.activate("cue", "it")
    framed.does("border", argument="end in character", caret="it 🏗️")

    framed.is_refused("border cannot go further|needs at least", "border", argument="end in character")


def test_a_border_is_put_where_it_was_dragged(framed: Hand) -> None:
    framed.does("cue", "told")

    framed.does("put_border", "told the Harbour", argument=framed.span("cue", "told").id)

    assert framed.span("cue", "told the Harbour").fragments
    framed.is_refused("no such span", "put_border", "told", argument="nowhere")
