"""Every state of the key table on a real project, and what a key did there, in the words of the table."""

from collections.abc import Mapping
from pathlib import Path

from models.errors import Refused
from models.ids import IdMaker
from models.readings import Header, Reading, State
from models.spans import Fragment, Link, Span
from models.suggested import is_suggested
from storage import bulk
from tests.desks import Hand
from tests.samples import TEXT, at, new_project
from ui.keys import Command, Context, bound, by_key
from workspace.annotating.desk import Desk, Snapshot
from workspace.annotating.gestures import NEW, DeskState, Gesture, Outcome
from workspace.annotating.keywords import REFUSED, Active, Caret, Does, Stand, Undo
from workspace.project import Project

STAY, MONEY, GIFT = "“The old bridge will stay open.”", "“We have no money for it 🏗️,”", "“a ‘gift’ to nobody”"
MAYOR, TREASURER, POST = "Mayor Ilse Brandt", "the treasurer, Noël A\u0301vila", "the Tidewater Post"
ELSEWHERE, YEAR, INNER, CUE = "Nobody else", "“not this year.”", "‘gift’", "said on Monday"


SUGGESTED = (Stand.SUGGESTION, Stand.SUGGESTION_SELECTION, Stand.LONE, Stand.LONE_SELECTION)


def suggested_reading(project: Project, stand: Stand = Stand.SUGGESTION) -> Reading:
    """A quote with its speaker and cue, all suggested; or the speaker alone."""
    ids = IdMaker()
    said = {"score": 0.9, "suggested_by": "rules"}
    quote = Span(ids(), "quote", (at(STAY),), {"type": "direct"}, origin="suggested", extra=said)
    parts = [Span(ids(), label, (at(words),), origin="suggested") for label, words in _PARTS]
    links = [Link(ids(), part.label, quote.id, part.id) for part in parts]
    ana = project.annotator("ana")
    header = Header(ids(), project.articles(ana)[0].id, ana.id, "attribution-v1", State.TODO)
    if stand in (Stand.LONE, Stand.LONE_SELECTION):
        return Reading(header, {parts[0].id: parts[0]})
    return Reading(header, {span.id: span for span in (quote, *parts)}, {link.id: link for link in links})


_PARTS = (("speaker", MAYOR), ("cue", "said"))


def project_for(stand: Stand, path: Path) -> Project:
    """A project with two articles, the first annotated so far that its annotator can stand there."""
    project = new_project(path, TEXT, TEXT)
    if stand in SUGGESTED:
        reading = suggested_reading(project, stand)
        with project.store.writing() as connection:
            bulk.add_reading(connection, reading)
    other = Hand(project, article=1)
    other.desk.perform(other.gesture("quote", MONEY))
    hand = Hand(project)
    for gesture in _gestures(stand, hand):
        hand.desk.perform(gesture)
    if stand is Stand.DONE:
        hand.desk.finish(State.DONE)
    return project


def _gestures(stand: Stand, hand: Hand) -> list[Gesture]:
    """In all of them a quote with a source and a stance stands in the article already."""
    base = [
        hand.gesture("quote", GIFT),
        hand.gesture("source", POST),
        hand.gesture("polarity", argument=f"against/{NEW}The bridge"),
        hand.gesture("escape"),
        hand.gesture("escape"),
    ]
    money = [hand.gesture("quote", MONEY)]
    more: Mapping[Stand, list[Gesture]] = {
        Stand.QUOTE: money,
        Stand.QUOTE_SELECTION: money,
        Stand.ASKED: money,
        Stand.MENTION: [*money, hand.gesture("speaker", TREASURER)],
        Stand.STANCE: [*money, hand.gesture("speaker", TREASURER), hand.gesture("polarity", argument="favor")],
        Stand.PENDING: [hand.gesture("speaker", MAYOR), hand.gesture("cue", CUE)],
        Stand.PENDING_SELECTION: [hand.gesture("speaker", MAYOR), hand.gesture("cue", CUE)],
        Stand.EVIDENCE: [*money, hand.gesture("target", "no money")],
        Stand.PARTS: [*money, hand.gesture("add_fragment", YEAR)],
        Stand.NESTED: [hand.gesture("quote", INNER)],
    }
    return [*base, *more.get(stand, [])]


def takes_up(stand: Stand, desk: Desk) -> None:
    """Puts the annotator where the state says: what is picked by hand is not stored."""
    desk.open(desk.snapshot.article.id)
    spans = {
        " … ".join(span.words(desk.snapshot.article.text)): span.id for span in desk.snapshot.reading.spans.values()
    }
    words = picked(stand)
    if words is not None:
        desk.activate(spans[words])
    elif stand in (Stand.NOTHING, Stand.SELECTION, Stand.DONE):
        desk.activate(None)


def picked(stand: Stand) -> str | None:
    """The words of the span that is picked by hand there."""
    return {
        Stand.MENTION: TREASURER,
        Stand.SUGGESTION: STAY,
        Stand.SUGGESTION_SELECTION: STAY,
        Stand.LONE: MAYOR,
        Stand.LONE_SELECTION: MAYOR,
    }.get(stand)


def place(stand: Stand) -> tuple[Fragment | None, int]:
    """What is selected there, and where the caret is."""
    selected = {
        Stand.SELECTION: ELSEWHERE,
        Stand.QUOTE_SELECTION: TREASURER,
        Stand.PENDING_SELECTION: STAY,
        Stand.SUGGESTION_SELECTION: "Ilse Brandt",
        Stand.LONE_SELECTION: ELSEWHERE,
    }.get(stand)
    if selected is not None:
        return at(selected), at(selected).end
    caret = {
        Stand.QUOTE: at(MONEY).end,
        Stand.ASKED: at(MONEY).end,
        Stand.STANCE: at(MONEY).start + 6,
        Stand.EVIDENCE: at(MONEY).end,
        Stand.PARTS: at(YEAR).end,
        Stand.NESTED: at(INNER).end,
        Stand.MENTION: at(TREASURER).start + 2,
        Stand.PENDING: at(CUE).end,
        Stand.SUGGESTION: at(STAY).start,
        Stand.LONE: at(MAYOR).start,
    }
    return None, caret.get(stand, at(ELSEWHERE).start + 2)


def keys_at(stand: Stand) -> Mapping[str, Command]:
    """What the keys of the text mean there."""
    over = by_key(bound(Context.SUGGESTION)) if stand in SUGGESTED else {}
    return {**by_key(bound(Context.TEXT)), **over}


def does(desk: Desk, stand: Stand, wanted: Command, home: DeskState) -> Does:
    """Does what a key asks for, and takes it back; says what happened. Proves that undo restores everything."""
    if desk.snapshot.state != home:
        takes_up(stand, desk)
    before = desk.snapshot
    selection, caret = place(stand)
    gesture = Gesture(wanted.gesture, selection, caret, wanted.argument)
    try:
        result = desk.perform(gesture)
    except Refused:
        assert desk.snapshot == before
        return REFUSED
    after, outcome = result.snapshot, result.outcome
    if result.done is not None:
        desk.undo()
        assert (desk.snapshot.reading, desk.snapshot.state) == (before.reading, before.state)
        assert desk.snapshot.shared == before.shared
    return Does(
        effects(before, after, outcome),
        where(outcome.caret, gesture, after),
        who(before.state, after.state),
        Undo.NOTHING if result.done is None else Undo.ALL,
    )


def where(caret: int | None, gesture: Gesture, after: Snapshot) -> Caret:
    """Where the caret goes, as the table says it."""
    if caret is None:
        return Caret.STAYS
    if gesture.selection is not None and caret == gesture.selection.end:
        return Caret.BEHIND_SELECTION
    places: dict[int, Caret] = {}
    for id, start, end in (
        (after.state.active, Caret.START_OF_QUOTE, Caret.END_OF_QUOTE),
        (after.state.selected, Caret.START_OF_SPAN, Caret.END_OF_SPAN),
    ):
        span = after.reading.spans.get(id or "")
        for part in span.fragments if span is not None else ():
            places |= {part.start: start, part.end: end}
    return Caret.STAYS if caret == gesture.caret and caret not in places else places[caret]


def who(before: DeskState, after: DeskState) -> Active:
    """Which quote is active, as the table says it."""
    if after.active == before.active:
        return Active.SAME
    return Active.NONE if after.active is None else Active.NEW


def effects(before: Snapshot, after: Snapshot, outcome: Outcome | None = None) -> str:
    """What is another than before, as words with a sign; they come in the order of the alphabet, each once."""
    found = [*_spans(before, after), *_links(before, after), *_others(before, after)]
    if outcome is not None and outcome.ask is not None:
        found.append("asks")
    was, present = (before.state.active, before.state.selected), (after.state.active, after.state.selected)
    if was != present and not found:
        found.append("goes" if present[0] not in (None, was[0]) else "lets-go")
    return " ".join(sorted(set(found))) or "nothing"


def _spans(before: Snapshot, after: Snapshot) -> list[str]:
    old, new = before.reading.spans, after.reading.spans
    found = [f"+{new[id].label}" for id in new.keys() - old.keys()]
    found += [f"-{old[id].label}" for id in old.keys() - new.keys()]
    for id in new.keys() & old.keys():
        one, other = old[id], new[id]
        if is_suggested(one) and not is_suggested(other):
            found.append(f"accepts-{one.label}")
        found += [f"~{name}" for name in _CHANGES if getattr(one, name) != getattr(other, name)]
    return found


_CHANGES = ("label", "fragments", "attributes", "entity", "note")


def _links(before: Snapshot, after: Snapshot) -> list[str]:
    old, new = before.reading.links, after.reading.links
    found = [f"+link:{new[id].role}" for id in new.keys() - old.keys()]
    return found + [f"-link:{old[id].role}" for id in old.keys() - new.keys()]


def _others(before: Snapshot, after: Snapshot) -> list[str]:
    found: list[str] = []
    found += ["~state"] * (before.reading.header.state is not after.reading.header.state)
    for name, old, new in (
        ("record", before.reading.stances, after.reading.stances),
        ("entity", before.shared.entities, after.shared.entities),
        ("target", before.shared.targets, after.shared.targets),
        ("utterance", before.shared.utterances, after.shared.utterances),
    ):
        found += [f"+{name}"] * bool(new.keys() - old.keys()) + [f"-{name}"] * bool(old.keys() - new.keys())
        found += [f"~{name}"] * any(old[id] != new[id] for id in new.keys() & old.keys())
    if before.state.unconfirmed and len(after.state.unconfirmed) < len(before.state.unconfirmed):
        found.append("confirms")
    return found
