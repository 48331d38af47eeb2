"""One span from its plain data: offsets of any unit in the text as the file has it, to fragments of the clean text."""

from __future__ import annotations

from formats.native import fields
from formats.native.table import Data, one_of, text_values, texts
from formats.normalise import Normalised, normalised_slice
from formats.strict_json import shown
from models.errors import UserError
from models.invariants import ORIGINS
from models.offsets import OffsetMap, OffsetUnit
from models.spans import Fragment, Span, fragments_of


class SpanReader:
    """Reads the spans of one record. raw: the text as the file has it; clean: the same, normalised.

    unit: of the file's offsets, which count in `raw`.
    """

    def __init__(self, raw: str, clean: Normalised, unit: OffsetUnit) -> None:
        self._raw = raw
        self._clean = clean
        self._unit = unit
        self._map = OffsetMap(raw, unit)

    def __call__(self, item: Data, number: int) -> Span:
        """The span, whose fragments are code points of the clean text; raises UserError for what is wrong with it."""
        key, label, pairs, words, attributes, entity, origin, note, extra = fields.SPAN.take(item)
        return Span(
            key or f"#{number}",
            label,
            self._fragments(pairs, words),
            text_values(attributes, "attributes"),
            entity,
            one_of(origin, "origin", ORIGINS),
            note,
            key or None,
            extra,
        )

    def _fragments(self, given: list[object], words: list[object] | None) -> tuple[Fragment, ...]:
        pairs = [self._code_points(pair) for pair in given]
        if words is not None:
            self._compare(pairs, words)
        fragments = fragments_of(pairs)
        return fragments if not self._clean.changes else fragments_of(self._moved(*pair) for pair in fragments)

    def _code_points(self, pair: object) -> tuple[int, int]:
        if type(pair) is not list or len(pair) != 2:
            raise UserError("a fragment must be [start, end]", value=shown(pair), remedy="write two whole numbers")
        start, end = pair
        if type(start) is not int or type(end) is not int:
            raise UserError("offsets must be whole numbers", value=shown(pair), remedy="write two whole numbers")
        if start < 0 or start >= end:
            what = "a fragment must start at 0 or later and before its end"
            raise UserError(what, value=shown(pair), remedy="correct the offsets")
        if self._unit is not OffsetUnit.CODE_POINT:
            return self._code_point(start), self._code_point(end)
        if end > len(self._raw):
            raise self._behind(end)
        return start, end

    def _code_point(self, offset: int) -> int:
        code_point = self._map.to_code_point(offset)
        if code_point is not None:
            return code_point
        if offset > self._map.from_code_point(len(self._raw)):
            raise self._behind(offset)
        raise UserError(
            "an offset inside a character", value=f"{offset} ({self._unit})", remedy="point between two characters"
        )

    def _behind(self, offset: int) -> UserError:
        length = self._map.from_code_point(len(self._raw))
        return UserError(
            "an offset behind the end of the text", value=offset, remedy=f"the text has {length} ({self._unit})"
        )

    def _compare(self, pairs: list[tuple[int, int]], words: list[object]) -> None:
        raw = self._raw
        found = [raw[start:end] for start, end in pairs]
        if found == words:
            return
        given = texts(words, "text")
        if len(given) != len(pairs):
            raise UserError(
                "text must hold one slice for each fragment", value=shown(given), remedy=f"give {len(pairs)}, or none"
            )
        there, expected = next(pair for pair in zip(found, given, strict=True) if pair[0] != pair[1])
        raise UserError(
            "a slice differs from the text",
            value=f"{shown(expected)}, but the text has {shown(there)}",
            remedy=f"correct the offsets (in {self._unit})",
        )

    def _moved(self, start: int, end: int) -> tuple[int, int]:
        """A fragment of the raw text, in the clean text; verified, since it is here that a slip would be silent."""
        new_start, new_end = self._clean.fragment(start, end)
        if (
            normalised_slice(self._raw[start:end]).removeprefix("\ufeff" * (not start))
            != self._clean.text[new_start:new_end]
        ):
            what = "a fragment begins or ends inside a line break"
            raise UserError(what, value=shown([start, end]), remedy="point before or behind both of its characters")
        if new_start == new_end:
            what = "a fragment of which normalising leaves nothing"
            raise UserError(what, value=shown([start, end]), remedy="remove it")
        return new_start, new_end
