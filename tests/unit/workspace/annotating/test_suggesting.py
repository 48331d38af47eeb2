"""Suggestions: accepted in whole or in part, rejected, put right by hand; never counted before."""

from dataclasses import replace

import pytest

from models.edits import Edit
from models.ids import IdMaker
from models.readings import Header, Reading, State
from models.spans import Fragment, Link, Span
from models.stances import Stance
from models.suggested import counted_record, is_assisted, is_suggested
from storage import bulk
from tests.desks import Hand
from tests.samples import at
from workspace.annotating.finishing import incomplete
from workspace.annotating.gestures import NEW
from workspace.annotating.offers import next_stop, offer_in_hand, offers, stops
from workspace.exporting import ExportOptions, records
from workspace.passes import Pass
from workspace.project import Project, entry_for

STAY, MONEY, YEAR = "“The old bridge will stay open.”", "“We have no money for it 🏗️,”", "“not this year.”"
MAYOR, TREASURER = "Mayor Ilse Brandt", "the treasurer, Noël A\u0301vila"


def suggested(label: str, *words: str, score: float | None = None) -> Span:
    """A suggested span; a quote says who suggested it and how sure it is."""
    kind: dict[str, str] = {"type": "direct"} if label == "quote" else {}
    extra = {} if score is None else {"score": score, "suggested_by": "rules"}
    fragments = tuple(Fragment(*at(one)) for one in words)
    return Span(IdMaker()(), label, fragments, kind, origin="suggested", extra=extra)


def reading_with(project: Project, *, state: State = State.TODO) -> Reading:
    """Two suggested attributions, a suggested stance on the first, and a source that is suggested for no quote."""
    ids = IdMaker()
    stay, money = suggested("quote", STAY, score=0.9), suggested("quote", MONEY, YEAR, score=0.6)
    mayor, said, told = suggested("speaker", MAYOR), suggested("cue", "said"), suggested("cue", "told")
    treasurer, alone = suggested("speaker", TREASURER), suggested("source", "the Tidewater Post", score=0.4)
    links = [
        Link(ids(), "speaker", stay.id, mayor.id),
        Link(ids(), "cue", stay.id, said.id),
        Link(ids(), "speaker", money.id, treasurer.id),
        Link(ids(), "cue", money.id, told.id),
    ]
    stance = Stance(ids(), "favor", quote=stay.id, evidence=(stay.id,), extra={"origin": "suggested"})
    article = project.articles(project.annotator("ana"))[0].id
    header = Header(ids(), article, project.annotator("ana").id, "attribution-v1", state)
    spans = (stay, money, mayor, said, told, treasurer, alone)
    return Reading(header, {span.id: span for span in spans}, {link.id: link for link in links}, {stance.id: stance})


@pytest.fixture
def hand(annotated: Project) -> Hand:
    """At an article that came with suggestions."""
    reading = reading_with(annotated)
    with annotated.store.writing() as connection:
        bulk.add_reading(connection, reading)
    return Hand(annotated)


def arrives(hand: Hand, before: Span | None, after: Span | Link) -> None:
    """An object comes from elsewhere, or is changed there."""
    edit = Edit(before, after, hand.reading.header.id)
    article = hand.reading.header.article
    hand.desk.project.run(entry_for(hand.desk.project, "merge", [edit], hand.annotator, article))
    hand.desk.open(article)


def go(hand: Hand, label: str = "quote", words: str = STAY) -> None:
    hand.activate(label, words)


def left(hand: Hand) -> int:
    """How much is only suggested still."""
    return sum(is_suggested(span) for span in hand.reading.spans.values())


def test_enter_accepts_all_and_what_is_accepted_remembers_who_suggested_it(hand: Hand) -> None:
    go(hand)

    hand.does("accept")

    frame = [hand.quote(), hand.span("speaker", MAYOR), hand.span("cue", "said")]
    assert [span.origin for span in frame] == ["human"] * 3
    assert all(is_assisted(span) and span.extra["suggested_by"] == "rules" for span in frame)
    assert hand.quote().extra["score"] == 0.9
    assert not is_suggested(hand.stance())
    assert hand.name_of(hand.span("speaker", MAYOR)) == "Ilse Brandt"
    assert hand.reading.header.state == "doing"
    assert left(hand) == 4


def test_what_was_suggested_by_nobody_known_is_still_told_from_what_was_made_by_hand(hand: Hand) -> None:
    source = hand.span("source", "the Tidewater Post")
    arrives(hand, source, replace(source, extra={}))
    go(hand, "source", "the Tidewater Post")

    hand.does("accept")

    assert hand.span("source", "the Tidewater Post").extra == {"suggested_by": "unknown"}


@pytest.mark.parametrize(("part", "rest"), [("quote", 2), ("speaker", 2), ("cue", 2)])
def test_a_part_is_accepted_by_its_own_key_and_the_rest_stays_suggested(hand: Hand, part: str, rest: int) -> None:
    go(hand)
    hand.does("accept", argument=part)

    offer = offer_in_hand(hand.reading, hand.desk.snapshot.state)
    assert offer is not None
    assert len(offer.spans) == rest
    assert not offer.part(part)


def test_a_part_that_is_not_suggested_cannot_be_accepted(hand: Hand) -> None:
    go(hand)
    hand.is_refused("no source is suggested", "accept", argument="source")
    hand.desk.activate(None)
    hand.is_refused("no suggestion is active", "accept")
    hand.is_refused("no suggestion is active", "reject")


def test_selected_words_are_put_in_the_place_of_the_suggested_ones(hand: Hand) -> None:
    go(hand)
    hand.does("accept", "Ilse Brandt", argument="speaker")
    assert hand.linked("speaker") == ["Ilse Brandt"]
    assert MAYOR not in [" ".join(span.words(hand.text)) for span in hand.reading.spans.values()]

    hand.does("accept", "The old bridge will stay open", argument="quote")
    assert hand.quote().words(hand.text) == ("The old bridge will stay open",)
    assert is_assisted(hand.quote())


def test_words_elsewhere_are_marked_as_ever_and_leave_the_suggestion_alone(hand: Hand) -> None:
    go(hand)
    hand.does("accept", "“a ‘gift’ to nobody”", argument="quote")
    assert hand.quote().words(hand.text) == ("“a ‘gift’ to nobody”",)
    assert not is_assisted(hand.quote())

    go(hand)
    hand.does("accept", "Nobody else", argument="speaker")
    assert len(hand.desk.snapshot.state.pending) == 1
    assert left(hand) == 7


def test_a_mention_marked_by_hand_takes_the_place_of_the_suggested_one(hand: Hand) -> None:
    go(hand)
    hand.does("accept", argument="quote")
    hand.does("cue", "said on Monday")

    assert hand.linked("cue") == ["said on Monday"]


def test_marking_exactly_the_suggested_words_accepts_them(hand: Hand) -> None:
    hand.does("quote", STAY)

    assert is_assisted(hand.quote())
    assert len(hand.reading.quotes) == 2


def test_what_a_hand_changes_is_no_suggestion_any_more(hand: Hand) -> None:
    go(hand)
    hand.does("type")
    assert is_assisted(hand.quote())

    go(hand, "quote", f"{MONEY} … {YEAR}")
    hand.does("border", argument="end in word")
    assert is_assisted(hand.quote())

    go(hand, "speaker", TREASURER)
    hand.does("note", argument=f"{NEW}is she the treasurer?")
    assert is_suggested(hand.span("speaker", TREASURER))


def test_x_rejects_all_of_it(hand: Hand) -> None:
    go(hand)
    hand.does("reject")

    assert [span.label for span in hand.reading.spans.values()].count("quote") == 1
    assert left(hand) == 4
    assert not hand.reading.stances


def test_rejecting_leaves_accepted_parts_to_wait_for_the_right_quote(hand: Hand) -> None:
    go(hand)
    hand.does("accept", argument="speaker")
    hand.does("reject")
    assert [hand.reading.spans[id].label for id in hand.desk.snapshot.state.pending] == ["speaker"]

    hand.does("quote", "The old bridge will stay open")
    assert hand.linked("speaker") == [MAYOR]


def test_rejecting_what_is_left_keeps_the_accepted_quote(hand: Hand) -> None:
    go(hand)
    hand.does("accept", argument="quote")
    hand.does("reject")

    assert hand.linked("speaker") == hand.linked("cue") == []
    assert not is_suggested(hand.quote())


def test_a_polarity_accepts_and_says_which_stance_it_is(hand: Hand) -> None:
    go(hand)
    hand.does("polarity", argument=f"against/{NEW}The bridge")

    assert not is_suggested(hand.quote())
    held = [stance for stance in hand.reading.stances.values() if stance.target]
    assert [hand.desk.snapshot.shared.entity(stance.holder or "").name for stance in held] == ["Ilse Brandt"]


def test_all_above_a_score_are_accepted_in_one_gesture(hand: Hand) -> None:
    asked = hand.does("accept_above").outcome.ask
    assert asked is not None
    assert [(option.label, option.hint) for option in asked.options][-1] == ("all", "3 of 3")

    hand.does("accept_above", argument="0.5")
    assert left(hand) == 1
    hand.is_refused("no score", "accept_above", argument=f"{NEW}most")
    hand.does("accept_above", argument=f"{NEW}0 %")
    assert left(hand) == 0
    hand.is_refused("nothing is suggested", "accept_above")


def test_a_speaker_of_two_quotes_goes_only_with_the_last_of_them(hand: Hand) -> None:
    second = next(quote for quote in hand.reading.quotes if quote.start > at(STAY)[1])
    arrives(hand, None, Link(IdMaker()(), "speaker", second.id, hand.span("speaker", MAYOR).id, 1))

    go(hand)
    hand.does("reject")
    assert [quote.id for quote in hand.reading.quotes] == [second.id]
    assert hand.span("speaker", MAYOR).id in hand.reading.incoming


def test_tab_stops_at_every_quote_and_at_mentions_suggested_for_none(hand: Hand) -> None:
    assert len(stops(hand.reading)) == len(offers(hand.reading)) == 3
    found = []
    for _ in range(4):
        state = hand.desk.snapshot.state
        hand.desk.activate(next_stop(hand.reading, state, 0, 1))
        found.append(hand.desk.snapshot.state.selected or hand.desk.snapshot.state.active)
    assert found == [span.id for span in (*stops(hand.reading), stops(hand.reading)[0])]

    behind = len(hand.text)
    assert next_stop(hand.reading, type(hand.desk.snapshot.state)(), behind, -1) == stops(hand.reading)[-1].id


def test_what_is_only_suggested_is_missed_by_nobody(hand: Hand) -> None:
    snapshot = hand.desk.snapshot
    assert incomplete(hand.text, snapshot.reading, snapshot.state, snapshot.shared) == ()


def test_suggestions_leave_a_project_only_as_suggestions(hand: Hand) -> None:
    hand.desk.finish(State.DONE)
    (native,) = records(hand.desk.project, ExportOptions(annotator="ana"))
    (foreign,) = records(hand.desk.project, ExportOptions("brat", annotator="ana"))

    assert {span.origin for span in native.spans} == {"suggested"}
    assert (foreign.spans, foreign.links, foreign.stances) == ((), (), ())
    assert counted_record(native) == foreign


def test_suggestions_are_no_spans_of_an_annotator(hand: Hand) -> None:
    (progress,) = hand.desk.project.progress()
    (entry,) = hand.desk.project.articles(hand.annotator)
    assert progress.spans == {}
    assert entry.quotes == 0


def test_a_mention_picked_that_is_suggested_for_no_quote_is_accepted_before_the_active_quote_s(hand: Hand) -> None:
    go(hand)
    go(hand, "source", "the Tidewater Post")
    hand.does("accept")

    assert not is_suggested(hand.span("source", "the Tidewater Post"))
    assert is_suggested(hand.span("quote", STAY))


def test_a_mention_suggested_for_no_quote_is_picked_alone_and_waits_for_its_quote_once_accepted(hand: Hand) -> None:
    source = hand.span("source", "the Tidewater Post")
    go(hand)
    hand.activate("source", "the Tidewater Post")
    state = hand.desk.snapshot.state
    assert (state.active, state.selected) == (None, source.id)
    hand.does("cue", "called")
    assert not hand.reading.incoming.get(hand.span("cue", "called").id)
    hand.desk.undo()

    hand.activate("source", "the Tidewater Post")
    hand.does("accept")
    assert hand.desk.snapshot.state.pending == (source.id,)
    hand.does("quote", "“a ‘gift’ to nobody”")
    (link,) = hand.reading.incoming[source.id]
    assert link.from_span == hand.desk.snapshot.state.active


@pytest.mark.parametrize(("step", "taken"), [(Pass.QUOTES, 1), (Pass.SOURCES, 3), (Pass.STANCE, 3)])
def test_in_a_pass_only_what_its_cards_tell_is_accepted(hand: Hand, step: Pass, taken: int) -> None:
    hand.desk.project.choose_pass(step)
    go(hand)
    hand.does("accept")

    assert left(hand) == 7 - taken
    assert is_suggested(hand.stance()) is (step is not Pass.STANCE)
    hand.is_refused("no suggestion is active", "accept")


def test_in_a_pass_a_part_of_another_layer_is_refused(hand: Hand) -> None:
    hand.desk.project.choose_pass(Pass.QUOTES)
    go(hand)
    hand.is_refused("in the pass", "accept", argument="speaker")
    hand.is_refused("in the pass", "accept", "Ilse Brandt", argument="speaker")

    assert [span.label for span in stops(hand.reading, Pass.QUOTES)] == ["quote", "quote"]
