"""Annotating: one annotator at one article. Gestures run here one after the other, in the order of pressing.

What "the active quote" is gets resolved when the gesture runs, so that keys may be typed faster than commits work.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from models.articles import Article
from models.edits import Edit, edited
from models.errors import Refused
from models.readings import Annotator, Reading, State
from models.scheme import Scheme
from models.spans import Span
from storage import passages
from suggest.sameness import Passage
from workspace.annotating import borders, chains, labelling, noting, registry, stances, suggesting, utterances, values
from workspace.annotating.draft import Draft
from workspace.annotating.gestures import DeskState, Gesture, Outcome
from workspace.annotating.in_hand import awaiting, picked
from workspace.passes import Pass, refuse_others
from workspace.project import Done, Project, entry_for
from workspace.recording import versioned
from workspace.shared import Shared

Act = Callable[[Draft, DeskState, Gesture], Outcome]

ACTS: Mapping[str, Act] = {
    "quote": labelling.quote,
    "speaker": labelling.speaker,
    "cue": labelling.cue,
    "relay_cue": labelling.relay_cue,
    "source": labelling.source,
    "article_source": labelling.article_source,
    "addressee": labelling.addressee,
    "inherit_source": labelling.inherit_source,
    "nest": labelling.nest,
    "add_fragment": labelling.add_fragment,
    "remove_fragment": labelling.remove_fragment,
    "delete": labelling.delete,
    "delete_attribution": labelling.delete_attribution,
    "escape": labelling.escape,
    "accept": suggesting.accept,
    "reject": suggesting.reject,
    "accept_above": suggesting.accept_above,
    "type": values.next_type,
    "status": values.next_status,
    "set_value": values.set_value,
    "entity": values.entity,
    "chip": values.chip,
    "implicit": values.implicit,
    "no_entity": values.no_entity,
    "confirm": values.confirm,
    "polarity": stances.polarity,
    "target": stances.target,
    "hedged": stances.hedged,
    "basis": stances.basis,
    "strength": stances.strength,
    "repeat_stance": stances.repeat_stance,
    "drop_stance": stances.drop_stance,
    "set_stance": stances.set_stance,
    "ascribe": stances.ascribe,
    "lone_stance": stances.lone_stance,
    "note": noting.note,
    "question": noting.question,
    "answer": noting.answer,
    "mark_every": noting.mark_every,
    "describe_entity": registry.describe_entity,
    "merge_entity": registry.merge_entity,
    "split_entity": registry.split_entity,
    "rename_target": registry.rename_target,
    "same_words": utterances.same_words_elsewhere,
    "same_words_as": utterances.same_words_as,
    "variant": utterances.variant,
    "move_source": chains.move_source,
    "unlink": chains.unlink,
    "border": borders.border,
    "put_border": borders.put_border,
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a view needs to draw an article, as values that never change."""

    article: Article
    reading: Reading
    state: DeskState
    shared: Shared
    scheme: Scheme
    step: Pass = Pass.ALL


@dataclass(frozen=True, slots=True)
class Result:
    """What a gesture did. done: the committed change, None where nothing was stored; moved: the article is another."""

    snapshot: Snapshot
    outcome: Outcome
    done: Done | None = None
    moved: bool = False


class Desk:
    """Opens articles and performs gestures on them; use it from one thread at a time."""

    def __init__(self, project: Project, annotator: Annotator) -> None:
        self.project = project
        self.annotator = annotator
        self._article: Article | None = None
        self._reading: Reading | None = None
        self._state = DeskState()

    @property
    def snapshot(self) -> Snapshot:
        """The present state; raises Refused while no article is open."""
        if self._article is None or self._reading is None:
            raise Refused("no article is open")
        project = self.project
        return Snapshot(self._article, self._reading, self._state, project.shared, project.scheme, project.step)

    def open(self, article: str) -> Snapshot:
        """Opens an article where it was left: the active quote and what was pending are as they were."""
        self._article = self.project.article(article)
        self._reading = self.project.reading(article, self.annotator)
        context = json.loads(self.project.last_context(self.annotator, article))
        self._state = replace(_side(context, "after"), target=self._state.target).within(self._reading)
        return self.snapshot

    def activate(self, span: str | None) -> Snapshot:
        """Picks a span by hand, or a stance: see `in_hand.picked`; None lets go of all."""
        self._state = picked(self.snapshot.reading, self._state, span)
        return self.snapshot

    def perform(self, gesture: Gesture, origin: str = "") -> Result:
        """Runs a gesture: one command, one transaction, one row of the log, one event.

        Raises Refused (or another UserError) where it does not fit; state, rows and history are then as before.
        """
        present = self.snapshot
        refuse_others(present.step, gesture.action)
        draft = self._draft(present)
        outcome = ACTS[gesture.action](draft, present.state, gesture)
        done = None
        if outcome.ask is None or outcome.keeps:
            _begin_work(draft)
            after = replace(outcome.state, chosen=False)  # a choice by hand holds for one gesture: then reading goes on
            after = awaiting(present.reading, present.state, draft.reading, after)
            done = self._store(gesture.action, draft, after, origin)
            self._state = after.within(self.snapshot.reading)
        return Result(self.snapshot, replace(outcome, state=self._state), done)

    def _draft(self, present: Snapshot) -> Draft:
        scheme, ids = self.project.scheme, self.project.ids
        return Draft(
            present.article, present.reading, present.shared, scheme, ids, self._quotes_everywhere, present.step
        )

    def _quotes_everywhere(self) -> Iterator[Passage]:
        with self.project.store.reading() as view:
            yield from (Passage(*found) for found in passages.quote_words(view, self.annotator.id))

    def _store(self, command: str, draft: Draft, after: DeskState, origin: str) -> Done | None:
        edits = draft.edits()
        confirmed = after.within(draft.reading).unconfirmed != self._state.unconfirmed
        if not edits and not confirmed:
            return None
        context = _context(self._state, after.within(draft.reading))
        entry = entry_for(self.project, command, edits, self.annotator, draft.article.id, context)
        done = self.project.run(entry, origin, even_bare=confirmed)
        self._reading = draft.reading
        return done

    def finish(self, state: State, origin: str = "") -> Result:
        """Sets the state of the reading; done without spans means that there is nothing to annotate."""
        present = self.snapshot
        draft = self._draft(present)
        header = draft.reading.header
        begun = versioned(header, draft.scheme) if header.state is State.TODO else header
        draft.put(replace(begun, state=state))
        done = self._store(f"state {state.value}", draft, self._state, origin)
        return Result(self.snapshot, Outcome(self._state), done)

    def spend(self, article: str, seconds: float, origin: str = "") -> None:
        """Adds to the time spent on an article, whether anything is marked in it or not; this is no step of undo."""
        is_open = self._article is not None and self._article.id == article and self._reading is not None
        header = (self.snapshot.reading if is_open else self.project.reading(article, self.annotator)).header
        if seconds <= 0:
            return
        before = header if header.id else None
        id = header.id or self.project.ids()
        after = replace(header, id=id, seconds=round(header.seconds + seconds, 1))
        context = _context(self._state, self._state) if is_open else self.project.last_context(self.annotator, article)
        entry = entry_for(self.project, "time", [Edit(before, after)], self.annotator, article, context)
        self.project.run(replace(entry, undoable=False), origin)
        if is_open and self._reading is not None:
            self._reading = replace(self._reading, header=after)

    def undo(self, origin: str = "") -> Result:
        """Takes back the annotator's last change, wherever it was; its article is opened first."""
        return self._back(self.project.history(self.annotator).to_undo, "there is nothing to undo", origin)

    def redo(self, origin: str = "") -> Result:
        """Takes back the last undo."""
        return self._back(self.project.history(self.annotator).to_redo, "there is nothing to redo", origin)

    def _back(self, change: str | None, nothing: str, origin: str) -> Result:
        if change is None:
            raise Refused(nothing)
        entry = self.project.logged(change)
        moved = self._article is None or entry.article != self._article.id
        if moved and entry.article:
            self.open(entry.article)
        restored = _side(json.loads(entry.context), "before")
        done = self.project.take_back(change, _context(self._state, restored), origin)
        if done is not None and self._reading is not None:
            self._reading = self._reread(done)
        self._state = restored.within(self.snapshot.reading)
        return Result(self.snapshot, Outcome(self._state, _place(done)), done, moved)

    def _reread(self, done: Done) -> Reading:
        """The reading after the change; one whose own making was undone, or redone, is read again."""
        reading = self.snapshot.reading
        header = reading.header
        own = [edit for edit in done.entry.edits if edit.kind == "reading"]
        if own or not header.id:
            return self.project.reading(header.article, self.annotator)
        return edited(reading, done.entry.edits)


def _begin_work(draft: Draft) -> None:
    """Whoever changes a reading that was still to do, as one that came with suggestions, is at work on it."""
    header = draft.reading.header
    if header.state is State.TODO and draft.edits():
        draft.put(replace(versioned(header, draft.scheme), state=State.DOING))


def _context(before: DeskState, after: DeskState) -> str:
    return json.dumps({"before": before.as_json(), "after": after.as_json()})


def _side(context: Mapping[str, Mapping[str, object]], side: str) -> DeskState:
    return DeskState.from_json(context.get(side, {}))


def _place(done: Done | None) -> int | None:
    """Where a change shows: the start of the first span that it touched."""
    touched = [] if done is None else [edit.value for edit in done.entry.edits]
    spans = [value for value in touched if isinstance(value, Span)]
    return min((span.start for span in spans), default=None)
