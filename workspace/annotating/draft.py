"""A gesture in the making: values are put and dropped, and what comes out is one list of edits.

Knows neither storage nor the window. Later steps of a gesture see what earlier ones did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from models.articles import Article
from models.edits import Edit, Kind, Stored, edited
from models.entities import Entity, Target, Utterance
from models.errors import Refused
from models.readings import Header, Reading, State
from models.scheme import Scheme
from models.spans import Link, Span
from models.stances import Stance
from models.suggested import accepted_span, accepted_value, is_suggested
from suggest.sameness import Passage
from workspace.passes import Pass
from workspace.recording import versioned
from workspace.shared import Shared

_CREATION = {kind: place for place, kind in enumerate(Kind)}


class Draft:
    """The reading as the gesture would leave it, and the edits that lead there."""

    def __init__(
        self,
        article: Article,
        reading: Reading,
        shared: Shared,
        scheme: Scheme,
        new_id: Callable[[], str],
        quotes_everywhere: Callable[[], Iterable[Passage]] = tuple,
        step: Pass = Pass.ALL,
    ) -> None:
        """quotes_everywhere: the annotator's quotes in all articles as they are stored; asked only where needed;

        step: the pass that the project works on.
        """
        self.article = article
        self.reading = reading
        self.shared = shared
        self.scheme = scheme
        self.new_id = new_id
        self.quotes_everywhere = quotes_everywhere
        self.step = step
        self._before: dict[tuple[Kind, str], Stored | None] = {}
        self._after: dict[tuple[Kind, str], Stored | None] = {}
        self._begun = None if reading.header.id else self._begin()

    def _begin(self) -> Header:
        """The first mark on an article makes the reading itself."""
        begun = versioned(self.reading.header, self.scheme)
        header = replace(begun, id=self.new_id(), state=State.DOING)
        self.reading = Reading(header)
        self._note(Edit(None, header))
        return header

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def put(self, value: Stored) -> None:
        """Creates the object, or replaces the one with its id."""
        self._do(value, _settled(self._present(value), value))

    def drop(self, value: Stored) -> None:
        """Deletes the object."""
        self._do(value, None)

    def _do(self, value: Stored, after: Stored | None) -> None:
        before = self._present(value)
        if before == after:
            return
        in_reading = isinstance(value, Span | Link | Stance)
        edit = Edit(before, after, self.reading.header.id if in_reading else None)
        self._note(edit)
        self.reading = edited(self.reading, [edit])
        self.shared = self.shared.edited((edit,))

    def _note(self, edit: Edit) -> None:
        name = (edit.kind, edit.id)
        self._before.setdefault(name, edit.before)
        self._after[name] = edit.after

    def _present(self, value: Stored) -> Stored | None:
        match value:
            case Span():
                return self.reading.spans.get(value.id)
            case Link():
                return self.reading.links.get(value.id)
            case Stance():
                return self.reading.stances.get(value.id)
            case Header():
                return self.reading.header
            case Entity():
                return self.shared.entities.get(value.id)
            case Target():
                return self.shared.targets.get(value.id)
            case Utterance():
                return self.shared.utterances.get(value.id)
            case _:
                raise Refused("an article's text and data are not changed by annotating", value=value.id)

    def edits(self) -> tuple[Edit, ...]:
        """One edit an object, in an order that the stored references allow: makings, changes, deletions.

        A reading that was begun for nothing is not made.
        """
        changed = [
            (name, Edit(before, self._after[name], self._reading_of(name[0])))
            for name, before in self._before.items()
            if before != self._after[name]
        ]
        if self._begun is not None and [edit.after for _, edit in changed] == [self._begun]:
            return ()
        return tuple(edit for _, edit in sorted(changed, key=lambda item: _place(item[0][0], item[1])))

    def _reading_of(self, kind: Kind) -> str | None:
        return self.reading.header.id if kind in (Kind.SPAN, Kind.LINK, Kind.STANCE) else None


def _settled(before: Stored | None, after: Stored) -> Stored:
    """A suggestion that a hand has changed is one no more; a note or a lost link changes nothing of it."""
    if isinstance(before, Span) and isinstance(after, Span) and is_suggested(after):
        same = replace(after, note=before.note, extra=before.extra) == before
        return after if same else accepted_span(after)
    if isinstance(before, Stance) and isinstance(after, Stance) and is_suggested(after):
        beside = {name: getattr(before, name) for name in ("note", "extra", "evidence", "according_to")}
        return after if replace(after, **beside) == before else accepted_value(after)
    return after


def _place(kind: Kind, edit: Edit) -> tuple[int, int]:
    if edit.before is None:
        return 0, _CREATION[kind]
    if edit.after is None:
        return 2, -_CREATION[kind]
    return 1, 0
