"""What annotators of an article differ in, typed and weighed, in a fixed order.

Owns the kinds that concern spans themselves (missing, split, label, boundary); attributes, links and stances have
theirs in their own modules. A row can have one disagreement on who has a span at all and one on its bounds or label.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from agreement import attributes, links, stance, stance_differences
from agreement.aligned import Aligned, differing, passage, version
from agreement.alignment import Row
from agreement.attributes import TOPICS
from agreement.intervals import iou, union
from agreement.pooling import Statistics
from models.figures import Disagreement, Version
from models.spans import Fragment, Span

TRIVIAL = "trivial"
_LABEL_WEIGHT = 0.9
_TRIVIAL_WEIGHT = 0.05
_LEAST_WEIGHT = 0.1  # of bounds that differ by a word or a letter of one


def disagreements(
    aligned: Aligned,
    fields: Mapping[str, attributes.Fields],
    drawn: Sequence[links.Drawn],
    held: Sequence[stance.Held],
) -> tuple[Disagreement, ...]:
    """Everything the annotators differ in, hardest first, then in the order of the text."""
    found = [
        *_of_spans(aligned),
        *attributes.disagreements(aligned, fields),
        *links.disagreements(aligned, drawn),
        *stance_differences.disagreements(aligned, held),
    ]
    return tuple(sorted(found, key=hardest_first))


def hardest_first(item: Disagreement) -> tuple[object, ...]:
    """Sort key of disagreements, also of several articles."""
    return -item.weight, item.article, item.start, item.end, item.kind, item.sub_kind, item.label, item.subject


def confusion(into: Statistics, aligned: Aligned) -> None:
    """Counts (label, label) of every two annotators of every row, "" where one has nothing; both ways round."""
    for labels, rows in aligned.patterns.items():
        for one, other in combinations(labels, 2):
            if one or other:
                into.add(("confusion",), (one, other), rows)
                into.add(("confusion",), (other, one), rows)


def _of_spans(aligned: Aligned) -> Iterator[Disagreement]:
    told: set[int] = set()
    for _, rows in sorted(aligned.splits.items()):
        told.update(rows)
        yield _split(aligned, sorted(rows))
    for index, row in aligned.reported:
        if index not in told:
            if not row.whole:
                yield _missing(aligned, row)
            if not row.alike:
                yield _unlike(aligned, row)


def _missing(aligned: Aligned, row: Row) -> Disagreement:
    return aligned.disagreement(
        "missing",
        "",
        _label(row),
        passage(row.present),
        _versions(aligned, row),
        differing([span is None for span in row.spans]),
        TOPICS.get(_label(row), ""),
    )


def _unlike(aligned: Aligned, row: Row) -> Disagreement:
    spans = row.present
    labels = {span.label for span in spans}
    same_label = len(labels) == 1
    if same_label:
        trivial = _same_core(aligned.case.article.text, spans)
        kind, sub_kind = "boundary", TRIVIAL if trivial else ""
        weight = _TRIVIAL_WEIGHT if trivial else max(_LEAST_WEIGHT, _apart(spans))
    else:
        same_place = all(span.fragments == spans[0].fragments for span in spans)
        kind, sub_kind, weight = "label", "" if same_place else "boundary", _LABEL_WEIGHT
    versions = [
        version(aligned.sides[place], aligned.words(span) if same_label else span.label, span)
        for place, span in zip(row.members, spans, strict=True)
    ]
    label = _label(row)
    return aligned.disagreement(kind, sub_kind, label, passage(spans), versions, weight, TOPICS.get(label, ""))


def _apart(spans: Sequence[Span]) -> float:
    apart = [1 - iou(one.fragments, other.fragments) for one, other in combinations(spans, 2)]
    return sum(apart) / len(apart)


def _versions(aligned: Aligned, row: Row) -> list[Version]:
    return [
        version(side, aligned.words(span) if span is not None else "", span)
        for side, span in zip(aligned.sides, row.spans, strict=True)
    ]


def _label(row: Row) -> str:
    """The label most have; of equals the first by name."""
    labels = [span.label for span in row.present]
    return labels[0] if row.alike else min(labels, key=lambda label: (-labels.count(label), label))


# --- bounds that differ in nothing but outer punctuation and space ------------------------------------------------


def _same_core(text: str, spans: Iterable[Span]) -> bool:
    different = {span.fragments for span in spans}
    return len({_core(text, fragments) for fragments in different}) == 1


def _core(text: str, fragments: tuple[Fragment, ...]) -> tuple[tuple[int, int], ...]:
    """The fragments that hold a word, without their outer punctuation and space; if none does, without space."""
    runs = fragments if len(fragments) == 1 else union([fragments])
    for is_outer in (_is_outer, str.isspace):
        cores = [_stripped(text, start, end, is_outer) for start, end in runs]
        if found := tuple([core for core in cores if core[0] < core[1]]):
            return found
    return fragments


def _stripped(text: str, start: int, end: int, is_outer: Callable[[str], bool]) -> tuple[int, int]:
    while start < end and is_outer(text[start]):
        start += 1
    while end > start and is_outer(text[end - 1]):
        end -= 1
    return start, end


def _is_outer(character: str) -> bool:
    if character.isalnum():  # by far the most frequent case
        return False
    return character.isspace() or unicodedata.category(character)[0] == "P" or character == "`"


# --- one span of the one is several of the other ------------------------------------------------------------------


def _split(aligned: Aligned, rows: Sequence[int]) -> Disagreement:
    members = [aligned.rows[row] for row in rows]
    spans = [span for row in members for span in row.present]
    versions = [_pieces(aligned, side, [row.spans[side] for row in members]) for side in range(len(aligned.sides))]
    places = [union([version.fragments]) for version in versions if version.fragments]
    weight = max(1 - iou(one, other) for one, other in combinations(places, 2))
    label = _label(members[0])
    return aligned.disagreement("split", "", label, passage(spans), versions, max(weight, 0.5), TOPICS.get(label, ""))


def _pieces(aligned: Aligned, side: int, spans: Sequence[Span | None]) -> Version:
    own = sorted((span for span in spans if span is not None), key=lambda span: span.start)
    fragments = tuple(sorted(fragment for span in own for fragment in span.fragments))
    words = " | ".join(aligned.words(span) for span in own)
    return Version(aligned.sides[side].annotator, words, fragments, own[0].id if own else None)
