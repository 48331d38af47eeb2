"""Which disagreements are listed: filters by kind, label, annotator, article and section of the guideline.

Knows no Qt. A filter is a value; the empty one lets everything through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import combinations
from typing import Any

from models.figures import Disagreement, Version

_PLACED = ("boundary", "split")
SECTIONS: Mapping[str, str] = {
    "Q": "what a quote is",
    "Y": "type, status, medium",
    "C": "cues",
    "S": "speakers",
    "D": "addressees",
    "O": "sources",
    "N": "nested quotes",
    "T": "stances",
    "U": "same utterances",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """annotators: one who differs from any other, or two who differ from one another; section: of the guideline;

    labels: a cell of the confusion, "" for missing. Empty parts let everything through.
    """

    kind: str = ""
    label: str = ""
    annotators: tuple[str, ...] = ()
    article: str = ""
    section: str = ""
    labels: tuple[str, str] | tuple[()] = ()

    def passes(self, item: Disagreement) -> bool:
        """Whether a disagreement is listed."""
        return (
            self.kind in ("", item.kind)
            and self.label in ("", item.label)
            and self.article in ("", item.article)
            and self.section in ("", item.topic)
            and (not self.annotators or differ(item, self.annotators))
            and (not self.labels or _confuses(item, self.labels))
        )

    @property
    def set_parts(self) -> tuple[str, ...]:
        """The names of the parts that are set."""
        return tuple(part.name for part in fields(self) if getattr(self, part.name))

    def without(self, part: str) -> Filter:
        """The filter with one part let go."""
        empty = getattr(Filter(), part)
        return replace(self, **{part: empty})

    def toggled(self, part: str, value: object) -> Filter:
        """The filter with a part set, or let go where it has that value already."""
        changed: dict[str, Any] = {part: value}
        return self.without(part) if getattr(self, part) == value else replace(self, **changed)


def differ(item: Disagreement, annotators: Sequence[str]) -> bool:
    """Whether the annotator differs from anybody, or the two from one another."""
    versions = {version.annotator: _compared(item, version) for version in item.versions}
    if any(name not in versions for name in annotators):
        return False
    own = versions[annotators[0]]
    others = annotators[1:] or [name for name in versions if name != annotators[0]]
    return any(versions[other] != own for other in others)


def _compared(item: Disagreement, version: Version) -> object:
    if item.kind == "missing":
        return bool(version.fragments)
    return version.fragments if item.kind in _PLACED else version.value


def _confuses(item: Disagreement, labels: tuple[str, str]) -> bool:
    if "" in labels:
        return item.kind == "missing" and item.label in labels
    return item.kind == "label" and set(labels) <= {version.value for version in item.versions}


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter to choose. part: of the filter; value: what it is set to; words: for people; count: what it leaves."""

    part: str
    value: object
    words: str
    count: int


def choices(
    items: Sequence[Disagreement], headings: Mapping[str, str], labels: Sequence[str], shown: Mapping[str, str]
) -> Iterator[Choice]:
    """Everything one can filter by, each with its count; nothing that leaves nothing.

    headings: of articles; labels: in their order; shown: what annotators are called.
    """
    kinds = Counter(item.kind for item in items)
    yield from (Choice("kind", kind, f"kind {kind}", n) for kind, n in kinds.most_common())
    of_label = Counter(item.label for item in items)
    order = [*labels, *sorted(set(of_label) - set(labels))]
    yield from (Choice("label", name, f"label {name}", of_label[name]) for name in order if of_label[name])
    yield from _of_annotators(items, shown)
    sections = Counter(item.topic for item in items if item.topic)
    for letter, n in sections.most_common():
        yield Choice("section", letter, f"guideline {letter}: {SECTIONS.get(letter, letter)}", n)
    articles = Counter(item.article for item in items)
    yield from (Choice("article", id, f"article {headings.get(id, id)}", n) for id, n in articles.most_common())


def _of_annotators(items: Sequence[Disagreement], shown: Mapping[str, str]) -> Iterator[Choice]:
    pairs = list(combinations(shown, 2)) if len(shown) > 2 else []
    for names in [*((name,) for name in shown), *pairs]:
        count = sum(differ(item, names) for item in items)
        if count:
            yield Choice("annotators", names, "annotator " + " and ".join(shown[name] for name in names), count)
