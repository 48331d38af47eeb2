"""Gestures that mark words. Each runs inside `undoable()`."""

from pathlib import Path

import pytest

from models.spans import Fragment
from tests.desks import Hand
from tests.samples import new_project
from workspace.annotating.gestures import Ask, Gesture
from workspace.project import Project

STAY = "“The old bridge will stay open.”"
MONEY = "“We have no money for it 🏗️,”"
YEAR = "“not this year.”"
GIFT = "“a ‘gift’ to nobody”"
INNER = "‘gift’"
GOES_ON = "According to Harbour News, Ode said it rains. Ode said it pours."
TREASURER = "the treasurer, Noël A\u0301vila"


def test_the_first_quote_makes_the_reading_and_is_active(hand: Hand) -> None:
    assert not hand.reading.header.id

    result = hand.does("quote", STAY)

    assert hand.quote().words(hand.text) == (STAY,)
    assert hand.quote().attributes["type"] == "direct"
    assert hand.reading.header.state == "doing"
    assert result.outcome.caret == hand.quote().end


def test_a_quote_on_the_same_words_is_the_same_quote(hand: Hand) -> None:
    hand.does("quote", STAY)

    assert hand.does("quote", STAY).done is None
    assert len(hand.reading.spans) == 1


def test_a_speaker_beside_the_active_quote_is_linked_to_it_and_named(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("speaker", TREASURER)

    assert hand.linked("speaker") == [TREASURER]
    assert hand.name_of(hand.span("speaker", TREASURER))
    assert hand.span("speaker", TREASURER).attributes["mention_type"]


def test_what_stands_before_its_quote_waits_for_it(hand: Hand) -> None:
    waiting = hand.does("speaker", "Mayor Ilse Brandt")
    hand.does("cue", "said")
    assert "waits" in waiting.outcome.message
    assert len(hand.desk.snapshot.state.pending) == 2

    hand.does("quote", STAY)

    assert hand.linked("speaker") == ["Mayor Ilse Brandt"]
    assert hand.linked("cue") == ["said"]
    assert not hand.desk.snapshot.state.pending


def test_a_second_cue_takes_the_place_of_the_first(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("cue", "told")
    hand.activate("quote", MONEY)
    hand.does("cue", "told the Harbour Gazette")

    assert hand.linked("cue") == ["told the Harbour Gazette"]


def test_sources_are_appended_as_the_innermost(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("source", "the Harbour Gazette")
    hand.does("source", "Noël A\u0301vila")

    assert hand.linked("via") == ["the Harbour Gazette", "Noël A\u0301vila"]


def test_an_addressee_is_linked(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("addressee", "the Harbour Gazette")

    assert hand.linked("addressee") == ["the Harbour Gazette"]


def test_the_cue_of_a_source_is_linked_to_it_whichever_comes_first(hand: Hand) -> None:
    hand.does("quote", GIFT)
    hand.does("source", "the Tidewater Post")
    hand.does("relay_cue", "According to")

    source = hand.span("source", "the Tidewater Post")
    assert [span.id for span in hand.reading.linked(source.id, "relay_cue")] == [hand.span("cue", "According to").id]


def test_a_cue_of_a_source_waits_for_the_next_source(hand: Hand) -> None:
    hand.does("quote", GIFT)
    hand.does("relay_cue", "According to")
    assert hand.desk.snapshot.state.relay_cue
    hand.does("source", "the Tidewater Post")

    source = hand.span("source", "the Tidewater Post")
    assert [span.id for span in hand.reading.linked(source.id, "relay_cue")] == [hand.span("cue", "According to").id]
    assert hand.desk.snapshot.state.relay_cue is None


def test_a_source_can_hold_for_the_whole_article(hand: Hand) -> None:
    hand.does("article_source", "Tidewater Post")

    source = hand.span("source", "Tidewater Post")
    assert (source.attributes["scope"], source.attributes["source_role"]) == ("document", "agency_credit")


def test_the_last_source_can_be_inherited(hand: Hand) -> None:
    hand.does("quote", GIFT)
    hand.does("source", "the Tidewater Post")
    hand.does("quote", YEAR)
    hand.does("inherit_source")

    assert hand.linked("via") == ["the Tidewater Post"]
    (link,) = [link for link in hand.reading.outgoing[hand.quote().id] if link.role == "via"]
    assert link.attributes == {"inherited": "yes"}


def test_a_source_that_has_become_a_cue_is_inherited_no_more(hand: Hand) -> None:
    hand.does("quote", GIFT)
    hand.does("source", "the Tidewater Post")
    hand.does("cue")
    hand.does("quote", YEAR)

    hand.is_refused("no source yet to inherit", "inherit_source")


def test_a_cue_that_has_become_a_speaker_waits_for_no_source(hand: Hand) -> None:
    hand.does("relay_cue", "According to")
    hand.does("speaker")
    hand.does("source", "the Tidewater Post")

    assert hand.reading.linked(hand.span("source", "the Tidewater Post").id, "relay_cue") == ()


def test_a_quote_in_a_quote_nests_itself_and_key_i_takes_it_out_and_in(hand: Hand) -> None:
    hand.does("quote", GIFT)
    hand.does("quote", INNER)
    assert hand.linked("nested_in") == [GIFT]

    hand.does("nest")
    assert not hand.linked("nested_in")
    hand.does("nest")
    assert hand.linked("nested_in") == [GIFT]


def test_a_quote_broken_in_two_keeps_both_parts_and_loses_the_one_under_the_caret(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("add_fragment", YEAR)
    assert list(hand.quote().words(hand.text)) == [MONEY, YEAR]

    hand.does("remove_fragment", caret="not this year")
    assert list(hand.quote().words(hand.text)) == [MONEY]


def test_taking_a_part_away_drops_the_nesting_that_no_longer_holds(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("add_fragment", YEAR)
    hand.does("quote", "this year")
    assert hand.linked("nested_in")
    hand.activate("quote", f"{MONEY} … {YEAR}")

    hand.does("remove_fragment", caret="not this year")

    assert not [link for link in hand.reading.links.values() if link.role == "nested_in"]


def test_a_label_key_on_the_selected_mention_relabels_it(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("source", "the Harbour Gazette")

    hand.does("addressee")

    assert hand.linked("addressee") == ["the Harbour Gazette"]
    assert hand.linked("via") == []


def test_a_label_key_without_words_asks_which_and_stores_nothing(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("speaker", TREASURER)
    hand.does("quote", STAY)

    asked = hand.does("speaker")

    assert asked.done is None
    assert asked.outcome.ask is not None
    (option,) = asked.outcome.ask.options
    hand.does("speaker", argument=option.argument)
    assert hand.linked("speaker") == [TREASURER]


def frame(hand: Hand) -> None:
    """A whole attribution with a stance."""
    hand.does("quote", MONEY)
    hand.does("add_fragment", YEAR)
    hand.does("speaker", TREASURER)
    hand.does("cue", "told")
    hand.does("source", "the Harbour Gazette")
    hand.does("target", "money", argument="")
    hand.does("polarity", argument="against/new:the bridge 🌉")


def test_deleting_a_quote_takes_along_what_is_used_nowhere_else(hand: Hand) -> None:
    frame(hand)
    hand.activate("quote", f"{MONEY} … {YEAR}")

    hand.does("delete_attribution")

    assert not hand.reading.spans
    assert not hand.reading.links
    assert not hand.reading.stances


def test_deleting_a_quote_leaves_the_mentions_that_another_uses(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("speaker", TREASURER)
    hand.does("quote", YEAR)
    hand.does("speaker", argument=hand.span("speaker", TREASURER).id)

    hand.does("delete_attribution")

    assert hand.span("speaker", TREASURER).entity
    assert [quote.words(hand.text) for quote in hand.reading.quotes] == [(MONEY,)]


def test_deleting_the_selected_mention_leaves_the_quote(hand: Hand) -> None:
    hand.does("quote", MONEY)
    hand.does("source", "the Harbour Gazette")
    hand.does("source", "Noël A\u0301vila")
    hand.activate("source", "the Harbour Gazette")

    hand.does("delete")

    assert hand.linked("via") == ["Noël A\u0301vila"]
    assert [link.order for link in hand.reading.links.values()] == [0]


def test_deleting_the_words_of_a_stance_leaves_the_stance(hand: Hand) -> None:
    frame(hand)
    hand.activate("stance", "money")

    hand.does("delete")

    assert hand.stance().evidence == ()


def test_escape_lets_go_of_the_span_then_drops_what_waits_then_lets_go_of_the_quote(hand: Hand) -> None:
    hand.does("quote", STAY)
    hand.does("speaker", "Nobody else")
    hand.activate("quote", STAY)
    pending = hand.desk.snapshot.state.pending
    assert len(pending) == 1

    hand.does("escape")
    assert pending[0] not in hand.reading.spans
    hand.does("escape")
    assert hand.desk.snapshot.state.active is None


REFUSED = [
    ("no active quote", "inherit_source", None, ""),
    ("no active quote", "nest", None, ""),
    ("no active quote", "delete_attribution", None, ""),
    ("no active quote", "speaker", None, ""),
    ("no active quote", "type", None, ""),
    ("no active quote", "polarity", None, "against/new:x"),
    ("no active quote", "hedged", None, ""),
    ("no words are selected", "relay_cue", None, ""),
    ("no words are selected", "add_fragment", None, ""),
    ("no words are selected", "article_source", None, ""),
    ("no mention is selected", "mark_every", None, ""),
    ("every entity is confirmed", "confirm", None, ""),
]


@pytest.mark.parametrize(("why", "action", "words", "argument"), REFUSED, ids=[f"{a}: {w}" for w, a, *_ in REFUSED])
def test_what_needs_a_quote_or_words_is_refused_without_them(
    hand: Hand, why: str, action: str, words: str | None, argument: str
) -> None:
    hand.is_refused(why, action, words, argument)


def test_what_does_not_fit_the_quote_is_refused(hand: Hand) -> None:
    hand.does("quote", STAY)

    hand.is_refused("no other quote stands around", "nest")
    hand.is_refused("no source yet", "inherit_source")
    hand.is_refused("no speaker to link", "speaker")
    hand.is_refused("only part", "remove_fragment", STAY)
    hand.is_refused("no part of the span", "remove_fragment", "Nobody")
    hand.is_refused("no stance yet", "hedged")
    hand.is_refused("no stance to repeat", "repeat_stance")


def test_two_annotators_in_one_file_undo_their_own_gestures_only(annotated: Project) -> None:
    ana, bo = Hand(annotated, "ana"), Hand(annotated, "bo")
    ana.does("quote", STAY)
    bo.does("quote", GIFT)
    ana.does("quote", MONEY)

    bo.desk.undo()
    ana.desk.undo()

    assert words(ana) == [STAY]
    assert words(bo) == []
    bo.desk.redo()
    assert words(bo) == [GIFT]
    assert words(ana) == [STAY]


def words(hand: Hand) -> list[str]:
    return [" … ".join(quote.words(hand.text)) for quote in hand.reading.quotes]


@pytest.mark.parametrize("speaker_first", [True, False])
def test_a_source_is_asked_about_once_where_the_same_speaker_goes_on(speaker_first: bool, tmp_path: Path) -> None:
    project = new_project(tmp_path / "goes on.inquit", GOES_ON)
    hand = Hand(project)
    hand.does("source", "Harbour News")
    hand.does("speaker", "Ode")
    hand.does("quote", "it rains")
    again = Fragment(hand.text.rindex("Ode"), hand.text.rindex("Ode") + 3)

    def marks_speaker() -> Ask | None:
        return hand.desk.perform(Gesture("speaker", again, again.end)).outcome.ask

    first = [marks_speaker()] if speaker_first else []
    asked = [*first, hand.does("quote", "it pours").outcome.ask, *([] if speaker_first else [marks_speaker()])]

    (ask,) = [ask for ask in asked if ask is not None]
    assert (ask.title, [option.hint for option in ask.options]) == ("Still via Harbour News?", ["Y", "N"])
    hand.does("inherit_source", argument=ask.options[0].argument)
    assert hand.linked("via") == ["Harbour News"]
    project.close()


def test_a_speaker_behind_a_dash_is_that_of_the_quote_before_it(tmp_path: Path) -> None:
    hand = Hand(new_project(tmp_path / "dash.inquit", "• “Finally!” — Ode Harrow, a baker\n• “It is loud.” — Pim, 9"))
    for quote, speaker in (("“Finally!”", "Ode Harrow"), ("“It is loud.”", "Pim")):
        hand.does("quote", quote)
        hand.does("speaker", speaker)
        assert hand.linked("speaker") == [speaker]


def test_a_speaker_behind_a_question_and_a_dash_is_that_of_the_quote(tmp_path: Path) -> None:
    hand = Hand(new_project(tmp_path / "dash.inquit", "—¿Multas? —preguntó ella riendo—. Que vengan."))
    hand.does("quote", "—¿Multas?")
    hand.does("cue", "preguntó")
    hand.does("speaker", "ella")
    hand.does("add_fragment", "Que vengan.")

    assert hand.linked("speaker") == ["ella"]
    assert hand.quote().words(hand.text) == ("—¿Multas?", "Que vengan.")


def test_what_follows_a_quotation_closed_behind_a_space_is_not_in_its_sentence(tmp_path: Path) -> None:
    text = "« Les comptes sont publics. » Selon Le Phare, l’élue avoue que « tout » coûtera le double."
    hand = Hand(new_project(tmp_path / "marks.inquit", text))
    hand.does("quote", "« Les comptes sont publics. »")
    hand.does("source", "Le Phare")
    hand.does("speaker", "l’élue")

    assert hand.linked("via") == hand.linked("speaker") == []


def test_what_waits_in_another_paragraph_is_not_linked_to_the_next_quote(tmp_path: Path) -> None:
    hand = Hand(new_project(tmp_path / "left.inquit", "Pim smiled.\nThe drivers said they would not drive."))
    hand.does("speaker", "Pim")
    hand.does("speaker", "The drivers")
    hand.does("cue", "said")
    hand.does("quote", "they would not drive")

    assert hand.linked("speaker") == ["The drivers"]
    assert hand.desk.snapshot.state.pending == (hand.span("speaker", "Pim").id,)


@pytest.mark.parametrize("opening", ["Pim said:", "As Pim said"])
def test_what_waits_is_linked_to_a_quote_that_opens_the_next_paragraph(opening: str, tmp_path: Path) -> None:
    hand = Hand(new_project(tmp_path / "next.inquit", f"It rained. {opening}\n\n“They will not drive.”"))
    hand.does("speaker", "Pim")
    hand.does("cue", "said")
    hand.does("quote", "“They will not drive.”")

    assert (hand.linked("speaker"), hand.linked("cue")) == (["Pim"], ["said"])
