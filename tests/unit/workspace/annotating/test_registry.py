"""Gestures on entities, targets, chains and utterances. Each runs inside `undoable()`."""

import pytest

from models.entities import Entity
from tests.desks import Hand
from workspace.annotating.gestures import NEW

STAY = "“The old bridge will stay open.”"
MAYOR = "Mayor Ilse Brandt"
MONEY = "“We have no money for it 🏗️,”"
TREASURER = "the treasurer, Noël A\u0301vila"


def _entity(hand: Hand) -> Entity:
    return hand.desk.snapshot.shared.entity(hand.span("speaker", MAYOR).entity or "")


def _spoken(hand: Hand) -> None:
    hand.does("quote", STAY)
    hand.does("speaker", MAYOR)


def test_everything_known_of_an_entity_can_be_said(hand: Hand) -> None:
    _spoken(hand)
    for field, value in (("name", "Ilse Brandt"), ("type", "group"), ("external_id", "Q7"), ("note", "of the port")):
        hand.does("describe_entity", argument=f"{field}={value}")
    hand.does("describe_entity", argument=f"alias={NEW}the mayor")

    entity = _entity(hand)
    assert (entity.name, entity.type, entity.external_id, entity.note) == ("Ilse Brandt", "group", "Q7", "of the port")
    assert entity.aliases == ("the mayor",)


def test_an_alias_given_again_is_taken_away(hand: Hand) -> None:
    _spoken(hand)
    hand.does("describe_entity", argument="alias=the mayor")
    hand.does("describe_entity", argument="alias=the mayor")

    assert _entity(hand).aliases == ()


def test_looking_up_an_entity_asks_for_it_then_for_the_field_then_for_the_value(hand: Hand) -> None:
    _spoken(hand)
    argument = "/"
    for wanted in (_entity(hand).name, "note"):
        asked = hand.does("describe_entity", argument=argument).outcome.ask
        assert asked is not None
        argument = next(option.argument for option in asked.options if option.label == wanted)
    value = hand.does("describe_entity", argument=argument).outcome.ask
    assert value is not None
    assert value.makes

    hand.does("describe_entity", argument=f"{value.prefix}{NEW}elected in May")
    assert _entity(hand).note == "elected in May"


@pytest.mark.parametrize(
    ("argument", "why"),
    [("type=planet", "no such type"), ("colour=red", "no such field"), ("name= ", "needs a name"), ("x/", "no such")],
)
def test_what_an_entity_cannot_be_is_refused(hand: Hand, argument: str, why: str) -> None:
    _spoken(hand)

    hand.is_refused(why, "describe_entity", argument=argument)


def test_a_target_can_be_renamed(hand: Hand) -> None:
    hand.does("target", argument=f"{NEW}Bridge")
    hand.does("rename_target", argument=f"{NEW}The old bridge")

    assert [target.name for target in hand.desk.snapshot.shared.targets.values()] == ["The old bridge"]


def test_a_source_changes_places_in_the_chain(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("source", "the Harbour Gazette")
    hand.does("source", "told")
    hand.does("move_source", argument="out")
    assert hand.linked("via") == ["told", "the Harbour Gazette"]

    hand.is_refused("end of the chain", "move_source", argument="out")
    hand.does("move_source", argument="in")
    assert hand.linked("via") == ["the Harbour Gazette", "told"]


def test_a_mention_that_is_not_the_quotes_is_taken_out_of_its_frame(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("speaker", TREASURER)
    hand.does("unlink")

    assert hand.linked("speaker") == []
    assert hand.span("speaker", TREASURER).entity is not None


def test_quotes_that_report_the_same_words_are_grouped_and_leave_the_group_again(hand: Hand) -> None:
    hand.does("quote", STAY)
    hand.does("same_words_as", argument=f"{NEW}open bridge")
    (made,) = hand.desk.snapshot.shared.utterances.values()
    hand.does("quote", MONEY)
    hand.does("same_words_as", argument=made.id)
    hand.does("variant", argument="paraphrase")

    (group,) = hand.desk.snapshot.shared.utterances.values()
    assert [member.variant for member in group.members] == [None, "paraphrase"]
    hand.does("same_words_as", argument="none")
    (group,) = hand.desk.snapshot.shared.utterances.values()
    assert len(group.members) == 1
    hand.is_refused("no utterance", "variant", argument="partial")


@pytest.mark.parametrize(
    ("cue", "part", "label"),
    [
        ("told", "“not this year.”", "quote"),  # a reporting clause breaks the quote
        ("told", "Gazette", "cue"),  # no border of clauses stands between
    ],
)
def test_a_further_part_goes_where_the_sentence_says(hand: Hand, cue: str, part: str, label: str) -> None:
    hand.does("quote", MONEY)
    hand.does("cue", cue)
    hand.does("add_fragment", part)

    assert [span.label for span in hand.reading.spans.values() if len(span.fragments) == 2] == [label]


def test_a_mention_picked_by_hand_takes_the_further_part(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("cue", "told")
    hand.activate("cue", "told")
    hand.does("add_fragment", "“not this year.”")

    assert len(hand.span("cue", "told … “not this year.”").fragments) == 2


def test_after_a_value_was_set_a_mention_takes_no_place_that_is_filled(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("cue", "told")
    hand.activate("quote", MONEY)
    hand.does("type")
    hand.does("cue", "not this year")

    hand.activate("quote", MONEY)
    assert hand.linked("cue") == ["told"]


def test_an_entity_that_was_only_a_wrong_guess_is_forgotten(hand: Hand) -> None:
    known = set(hand.desk.snapshot.shared.entities)
    hand.does("quote", STAY)
    hand.does("speaker", MAYOR)
    hand.does("entity", argument=f"{NEW}Somebody else")

    names = {one.name for one in hand.desk.snapshot.shared.entities.values() if one.id not in known}
    assert names == {"Somebody else"}


def test_a_guess_that_was_confirmed_or_is_named_elsewhere_stays(hand: Hand) -> None:
    known = set(hand.desk.snapshot.shared.entities)
    hand.does("quote", STAY)
    hand.does("speaker", MAYOR)
    hand.does("confirm")
    hand.does("entity", argument=f"{NEW}Somebody else")

    assert len(set(hand.desk.snapshot.shared.entities) - known) == 2
