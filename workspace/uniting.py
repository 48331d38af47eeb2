"""The utterances of a project, found by their key or by the quotes in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from models.edits import Edit
from models.entities import Utterance
from models.readings import Reading
from models.records import Record


class Utterances:
    """An index that can be completed; keys are those of one annotator."""

    def __init__(self, utterances: Iterable[Utterance] = ()) -> None:
        self._by_id: dict[str, Utterance] = {}
        self._ids: dict[tuple[str, str], str] = {}  # by annotator and key, or own id where there is no key
        self._of_quote: dict[str, list[str]] = {}
        for utterance in utterances:
            self.put(utterance)

    def put(self, utterance: Utterance) -> None:
        """Takes in an utterance that is new or has changed."""
        self.drop(utterance.id)
        self._by_id[utterance.id] = utterance
        self._ids[utterance.annotator, utterance.key or utterance.id] = utterance.id
        for member in utterance.members:
            self._of_quote.setdefault(member.quote, []).append(utterance.id)

    def drop(self, id: str) -> None:
        """Forgets an utterance."""
        gone = self._by_id.pop(id, None)
        if gone is None:
            return
        del self._ids[gone.annotator, gone.key or gone.id]
        for member in gone.members:
            self._of_quote[member.quote].remove(id)

    def known_as(self, key: str | None, annotator: str) -> Utterance | None:
        """The annotator's utterance that files call `key`."""
        return self._by_id.get(self._ids.get((annotator, key or ""), ""))

    def of(self, reading: Reading) -> list[Utterance]:
        """The utterances that quotes of the reading are in, oldest first."""
        if not self._of_quote:
            return []
        ids = {id for span in reading.spans for id in self._of_quote.get(span, ())}
        return [self._by_id[id] for id in sorted(ids)]

    def brought(self, record: Record, annotator: str) -> list[Utterance]:
        """The utterances of a record as the project's own where it knows them, with the record's members only.

        The record's spans bear the project's ids.
        """
        return [replace(self.known_as(one.key, annotator) or one, members=one.members) for one in record.utterances]

    def unite(self, record: Record, annotator: str, new_id: Callable[[], str]) -> Iterator[Edit]:
        """Adds the members of a record to the annotator's utterances; those of one key are one utterance.

        The record's spans bear the project's ids.
        """
        for one in record.utterances:
            present = self.known_as(one.key, annotator)
            if present is None:
                after = Utterance(new_id(), annotator, one.name, one.members, one.key, one.extra)
            else:
                name, extra = present.name or one.name, {**one.extra, **present.extra}
                after = replace(present, name=name, members=(*present.members, *one.members), extra=extra)
            self.put(after)
            yield Edit(present, after)

    def leave(self, reading: Reading) -> Iterator[Edit]:
        """Takes the quotes of a reading out of all utterances."""
        for present in self.of(reading):
            after = replace(present, members=tuple(one for one in present.members if one.quote not in reading.spans))
            self.put(after)
            yield Edit(present, after)
