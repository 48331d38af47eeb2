"""What is compared and how: the settings, and one article as several annotators read it.

Knows records; knows nothing of coefficients.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import combinations

from models.articles import Article
from models.attributions import resolve
from models.entities import Entity
from models.readings import State
from models.records import Record
from models.scheme import Scheme, default_scheme
from models.spans import Link, Span
from models.stances import Stance
from models.suggested import counted_record, is_assisted

PRIORITY = ("cue", "speaker", "addressee", "source", "stance", "quote")
QUOTE = "quote"

Pair = tuple[str, str]


@dataclass(frozen=True)
class Settings:
    """How to compare. annotators, labels: None for all there are; only_done: leave out unfinished readings.

    profile: "" or what readings are projected to before; with_suggested: whether accepted suggestions count;
    repeats: annotators that are another one's blind repeat; min_iou: overlap (0 to 1) below which spans are not
    matched; gamma_samples: random continua an article, None to let the number of articles decide; competence: whether
    to estimate that of each annotator, whose intervals take seconds with many annotators.
    """

    annotators: tuple[str, ...] | None = None
    labels: tuple[str, ...] | None = None
    only_done: bool = True
    profile: str = ""
    with_suggested: bool = True
    repeats: Mapping[str, str] = field(default_factory=dict)
    min_iou: float = 0.0
    draws: int = 2000
    seed: int = 1
    gamma: bool = True
    gamma_samples: int | None = None
    gamma_alpha: float = 1.0
    gamma_beta: float = 1.0
    competence: bool = True
    scheme: Scheme = field(default_factory=default_scheme)

    @cached_property
    def key(self) -> str:
        """Tells settings apart under which one article's statistics differ."""
        parts = [
            str(getattr(self, item.name))
            for item in fields(self)
            if item.name not in ("scheme", "draws", "gamma", "repeats", "competence")
        ]
        parts += [str(sorted(self.repeats.items())), self.scheme.sha256]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()

    @cached_property
    def defaults(self) -> Mapping[str, Mapping[str, str | None]]:
        """What missing values of the scheme's attributes mean, by label and name, None where they mean nothing."""
        labels = self.scheme.label.items()
        return {label: {name: one.default for name, one in known.attributes.items()} for label, known in labels}

    @cached_property
    def link_defaults(self) -> Mapping[str, Mapping[str, str]]:
        """The same of links by role, those alone that mean something."""
        links = {link.role: link.attributes.items() for link in self.scheme.links}
        return {
            role: {name: one.default for name, one in known if one.default is not None} for role, known in links.items()
        }

    def default(self, owner: str, attribute: str) -> str | None:
        """What a missing value of a label's or a link role's attribute means, None where it means nothing."""
        of_label, of_link = self.scheme.label.get(owner), self.scheme.link.get(owner)
        known = of_label.attributes if of_label else of_link.attributes if of_link else {}
        return known[attribute].default if attribute in known else None


@dataclass(frozen=True)
class Side:
    """One annotator's part. spans: of the labels compared, without doubles, in a canonical order."""

    annotator: str
    record: Record
    spans: tuple[Span, ...]
    duplicates: int = 0
    suggested: int = 0

    @cached_property
    def by_label(self) -> Mapping[str, Sequence[Span]]:
        """The spans of each label."""
        found: dict[str, list[Span]] = defaultdict(list)
        for span in self.spans:
            found[span.label].append(span)
        return found

    @cached_property
    def doubles(self) -> Mapping[str, str]:
        """Of spans that are left out, the id of the one with the same label and fragments that is compared."""
        if len(self.spans) == len(self.record.spans):
            return {}
        first = {(span.label, span.fragments): span.id for span in self.spans}
        places = ((span.id, (span.label, span.fragments)) for span in self.record.spans)
        return {name: first[place] for name, place in places if place in first and first[place] != name}

    @cached_property
    def names_entities(self) -> bool:
        """Whether the annotator says of any mention who it is."""
        return any(span.entity is not None for span in self.spans if span.label != QUOTE)

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """The entities that the record brings, by id."""
        return {entity.id: entity for entity in self.record.entities}

    def entity(self, name: str | None) -> str | None:
        """The id of the entity that stands for `name` since merges."""
        return None if name is None else resolve(name, self.entities)

    @cached_property
    def _targets(self) -> Mapping[str, str]:
        return {target.id: target.merged_into for target in self.record.targets if target.merged_into}

    def target(self, name: str | None) -> str | None:
        """The id of the target that stands for `name` since merges."""
        seen: set[str] = set()
        while name is not None and name in self._targets and name not in seen:
            seen.add(name)
            name = self._targets[name]
        return name

    @property
    def links(self) -> Sequence[Link]:
        """The links, doubles not removed."""
        return self.record.links

    @property
    def stances(self) -> Sequence[Stance]:
        """The stances."""
        return self.record.stances


@dataclass(frozen=True)
class Comparison:
    """One article and its annotators' sides, in the order of their names."""

    article: Article
    sides: tuple[Side, ...]
    labels: tuple[str, ...]

    @cached_property
    def annotators(self) -> tuple[str, ...]:
        """Who takes part."""
        return tuple(side.annotator for side in self.sides)

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Every two sides, as their places."""
        return tuple(combinations(range(len(self.sides)), 2))

    def pair(self, first: int, second: int) -> Pair:
        """The names of two sides."""
        return self.sides[first].annotator, self.sides[second].annotator


def comparison(records: Sequence[Record], settings: Settings) -> Comparison:
    """The sides of one article. records: its readings, one an annotator.

    Quotes are always kept, since stances rest on them.
    """
    labels = labels_of(records, settings)
    wanted = {*labels, QUOTE}
    sides = sorted((_side(record, wanted, settings) for record in records), key=lambda side: side.annotator)
    return Comparison(records[0].article, tuple(sides), labels)


def _side(record: Record, labels: set[str], settings: Settings) -> Side:
    record = counted_record(record)
    wanted = [span for span in record.spans if span.label in labels and span.fragments]
    suggested = sum(map(is_assisted, wanted))
    if not settings.with_suggested:
        wanted = [span for span in wanted if not is_assisted(span)]
    found: dict[object, Span] = {}
    for span in sorted(wanted, key=_place):
        found.setdefault((span.label, span.fragments), span)
    return Side(record.annotator or "", record, tuple(found.values()), len(wanted) - len(found), suggested)


def _place(span: Span) -> tuple[object, ...]:
    return (span.fragments, span.label, span.key or span.id)


def labels_of(records: Iterable[Record], settings: Settings) -> tuple[str, ...]:
    """The labels asked for, else the scheme's and all that are used.

    They stand in the order in which a character is given one; others come after, as asked for or by name.
    """
    if settings.labels is not None:
        wanted = list(dict.fromkeys(settings.labels))
    else:
        wanted = sorted({span.label for record in records for span in record.spans} | set(settings.scheme.label))
    known = [label for label in PRIORITY if label in wanted]
    return (*known, *(label for label in wanted if label not in known))


def by_article(records: Iterable[Record]) -> Mapping[str, list[Record]]:
    """The readings of each article, by its id in the order of the ids; articles without annotator are left out."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.annotator is not None:
            found[record.article.id].append(record)
    return {article: found[article] for article in sorted(found)}


def finished(record: Record, settings: Settings) -> bool:
    """Whether a reading can be compared: an unfinished one is not, or it would be scored as empty."""
    return record.state is State.DONE if settings.only_done else record.state is not State.TODO
