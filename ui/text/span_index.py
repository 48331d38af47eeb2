"""Which marks lie in which paragraph, kept by difference: a new mark costs its paragraphs only. No Qt here."""

from collections.abc import Iterable

from ui.text.marks import Mark
from ui.text.paragraphs import Paragraphs


class SpanIndex:
    """The marks of one article, by id and by paragraph. Every change returns the paragraphs it touched."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self._paragraphs = paragraphs
        self._marks: dict[str, Mark] = {}
        self._buckets: dict[int, dict[str, Mark]] = {}

    def get(self, mark_id: str) -> Mark | None:
        """The mark of that id, if there is one."""
        return self._marks.get(mark_id)

    def put(self, mark: Mark) -> set[int]:
        """Add a mark, or replace the one of the same id; the paragraphs to be drawn anew."""
        known = self._marks.get(mark.id)
        if known == mark:
            return set()
        touched = self.discard(mark.id) if known else set()
        self._marks[mark.id] = mark
        for paragraph in self._paragraphs_of(mark):
            self._buckets.setdefault(paragraph, {})[mark.id] = mark
            touched.add(paragraph)
        return touched

    def discard(self, mark_id: str) -> set[int]:
        """Take a mark out if it is there; the paragraphs to be drawn anew."""
        mark = self._marks.pop(mark_id, None)
        if mark is None:
            return set()
        touched = self._paragraphs_of(mark)
        for paragraph in touched:
            del self._buckets[paragraph][mark_id]
        return touched

    def replace(self, marks: Iterable[Mark]) -> set[int]:
        """Make `marks` the only ones; the paragraphs in which something differs."""
        wanted = {mark.id: mark for mark in marks}
        gone = self._marks.keys() - wanted.keys()
        changed = [mark for mark in wanted.values() if self._marks.get(mark.id) is not mark]
        touched = {paragraph for mark_id in gone for paragraph in self.discard(mark_id)}
        return touched.union(*map(self.put, changed))

    def in_paragraph(self, index: int) -> list[Mark]:
        """The marks with a character in one paragraph, longest first, so that inner ones are drawn last."""
        bucket = self._buckets.get(index, {})
        return sorted(bucket.values(), key=lambda mark: (-mark.length, mark.start, mark.id))

    def covering(self, offset: int) -> list[Mark]:
        """The marks with the character at `offset`, innermost first."""
        here = self.in_paragraph(self._paragraphs.at(offset))
        return [mark for mark in reversed(here) if mark.covers(offset)]

    def paragraphs_of(self, mark_ids: Iterable[str]) -> set[int]:
        """The paragraphs in which these marks lie; unknown ids lie nowhere."""
        found = (self._marks[mark_id] for mark_id in mark_ids if mark_id in self._marks)
        return set().union(*map(self._paragraphs_of, found))

    def _paragraphs_of(self, mark: Mark) -> set[int]:
        return set().union(*(self._paragraphs.touching(*fragment) for fragment in mark.fragments))
