"""Gestures on what readings share, on single links and on utterances. Each runs inside `undoable()`."""

import pytest

from tests.desks import Hand
from tests.helpers import refused
from workspace.project import Project

STAY = "“The old bridge will stay open.”"
MONEY = "“We have no money for it 🏗️,”"
TREASURER = "the treasurer, Noël A\u0301vila"


@pytest.fixture
def framed(hand: Hand) -> Hand:
    """A quote with a speaker, active."""
    hand.does("quote", MONEY)
    hand.does("speaker", TREASURER)
    return hand


@pytest.mark.parametrize(
    ("argument", "field", "value"),
    [
        ("name=Noël  Ávila 😀", "name", "Noël Ávila 😀"),
        ("type=group", "type", "group"),
        ("alias=the man with the purse", "aliases", ("the man with the purse",)),
        ("external_id=Q42", "external_id", "Q42"),
        ("note=invented", "note", "invented"),
    ],
)
def test_what_is_known_of_an_entity_can_be_set(framed: Hand, argument: str, field: str, value: object) -> None:
    framed.does("describe_entity", argument=argument)

    entity = framed.desk.snapshot.shared.entity(framed.span("speaker", TREASURER).entity or "")
    found = getattr(entity, field)
    assert value[0] in found if isinstance(value, tuple) else found == value


def test_an_entity_keeps_a_name_and_a_type_that_exist(framed: Hand) -> None:
    framed.is_refused("needs a name", "describe_entity", argument="name= ")
    framed.is_refused("no such type", "describe_entity", argument="type=ship")
    framed.is_refused("no such field", "describe_entity", argument="colour=blue")


def test_the_entity_can_be_taken_away(framed: Hand) -> None:
    framed.does("no_entity")

    assert framed.span("speaker", TREASURER).entity is None


def test_confirming_a_proposed_entity_stores_nothing(framed: Hand) -> None:
    assert framed.does("confirm").done is None


def test_the_current_target_can_be_renamed(framed: Hand) -> None:
    framed.does("polarity", argument="against/new:the bridge")

    framed.does("rename_target", argument="new:the  old bridge 🌉")

    assert framed.desk.snapshot.shared.targets[framed.stance().target or ""].name == "the old bridge 🌉"


def test_the_next_stance_can_be_somebody_elses(framed: Hand) -> None:
    author = framed.desk.snapshot.shared.built_in("author").id
    framed.does("ascribe", argument=author)
    framed.does("polarity", argument="favor/new:the bridge")

    assert framed.stance().holder == author


def test_a_stance_may_rest_on_no_quote(hand: Hand) -> None:
    hand.does("lone_stance", "stay open", argument="favor/new:the bridge")

    stance = hand.stance()
    assert (stance.quote, stance.polarity) == (None, "favor")
    assert stance.evidence == (hand.span("stance", "stay open").id,)


def test_sources_change_places_in_the_chain(framed: Hand) -> None:
    framed.does("source", "the Harbour Gazette")
    framed.does("source", "Noël A\u0301vila")

    framed.does("move_source", argument="out")
    assert framed.linked("via") == ["Noël A\u0301vila", "the Harbour Gazette"]
    framed.does("move_source", argument="in")
    assert framed.linked("via") == ["the Harbour Gazette", "Noël A\u0301vila"]
    framed.is_refused("end of the chain", "move_source", argument="in")


def test_a_mention_that_is_not_the_quotes_is_unlinked_and_stays(framed: Hand) -> None:
    framed.activate("speaker", TREASURER)

    framed.does("unlink")

    assert framed.linked("speaker") == []
    assert framed.span("speaker", TREASURER).entity


def test_quotes_of_two_articles_join_one_utterance_with_a_variant_and_leave_it(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("same_words_as", argument="new:no money 😀")
    (utterance,) = hand.desk.snapshot.shared.utterances.values()
    hand.does("quote", STAY)
    hand.does("same_words_as", argument=utterance.id)
    hand.does("variant", argument="translation")

    (utterance,) = hand.desk.snapshot.shared.utterances.values()
    assert [(member.quote, member.variant) for member in utterance.members] == [
        (hand.span("quote", MONEY).id, None),
        (hand.span("quote", STAY).id, "translation"),
    ]
    hand.does("same_words_as", argument="none")
    (utterance,) = hand.desk.snapshot.shared.utterances.values()
    assert len(utterance.members) == 1


def test_deleting_a_quote_takes_it_out_of_its_utterance(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("same_words_as", argument="new:no money")

    hand.does("delete_attribution")

    assert [utterance.members for utterance in hand.desk.snapshot.shared.utterances.values()] == [()]


def test_an_entity_that_another_annotator_uses_by_now_survives_the_undo_of_its_making(annotated: Project) -> None:
    ana, bo = Hand(annotated, "ana"), Hand(annotated, "bo")
    ana.does("quote", MONEY)
    ana.desk.perform(ana.gesture("entity", argument="new:Noël Ávila"))
    entity = ana.quote().entity or ""
    bo.does("quote", MONEY)
    bo.does("entity", argument=entity)

    ana.desk.undo()

    assert ana.quote().entity is None
    assert bo.name_of(bo.quote()) == "Noël Ávila"
    ana.desk.redo()
    assert ana.quote().entity == entity


def test_undo_is_refused_where_another_has_changed_the_thing_since(annotated: Project) -> None:
    ana, bo = Hand(annotated, "ana"), Hand(annotated, "bo")
    ana.does("quote", MONEY)
    ana.does("entity", argument="new:Noël Ávila")
    bo.does("quote", MONEY)
    bo.does("entity", argument=ana.quote().entity or "")
    ana.does("describe_entity", argument="note=first")
    bo.does("describe_entity", argument="note=second")

    with refused(ana.desk, "changed meanwhile"):
        ana.desk.undo()
    bo.desk.undo()
    ana.desk.undo()
    assert annotated.shared.entity(ana.quote().entity or "").note == ""
