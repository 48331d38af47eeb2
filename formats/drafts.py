"""Builds one reading out of a foreign file: maps its labels and offsets to ours and notes whatever does not fit.

Knows the scheme and the normalised text, and no file format. What is left out or
changed is named in `warnings`, so that nothing disappears in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import starmap

from formats.interface import ReadOptions
from formats.normalise import Normalised
from models.articles import Article
from models.errors import UserError
from models.invariants import DEEPEST_NESTING, nesting_levels
from models.readings import State
from models.records import Record
from models.scheme import LinkType, Scheme, default_scheme
from models.spans import EMPTY, Fragment, Link, Span, fragments_of, well_formed


@dataclass(slots=True)
class Draft:
    """A reading in the making. text: of the article, with the way from the file's offsets to its own.

    labels, roles: foreign names to ours; a name that is ours already, in any case, needs no entry.
    """

    text: Normalised
    scheme: Scheme
    labels: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)
    unmapped_labels: Counter[str] = field(default_factory=Counter)
    unmapped_roles: Counter[str] = field(default_factory=Counter)
    _known: dict[str, str | None] = field(default_factory=dict)  # labels that were asked for
    _ends: dict[tuple[str, str], set[str]] = field(default_factory=dict)  # by role and start

    def label(self, name: str) -> str | None:
        """Our label for a foreign one, or None where there is none."""
        return _ours(name, self.labels, self.scheme.label)

    def role(self, name: str) -> str | None:
        """Our link role for a foreign one, or None where there is none."""
        return _ours(name, self.roles, self.scheme.link)

    def add(
        self,
        key: str,
        label: str,
        pairs: Iterable[tuple[int, int]],
        words: str | None = None,
        extra: Mapping[str, object] = EMPTY,
        *,
        keyed: bool = True,
    ) -> Span | None:
        """Adds a span under a foreign label; None, and noted, where that means none of ours.

        pairs: in code points of the text before it was normalised, in any order; words: what the file says stands
        there, fragments joined by a space; keyed: whether `key` is the file's own id. Raises UserError for impossible
        offsets, for words that stand elsewhere and for a key used twice.
        """
        ours = self._known.get(label) or self._known.setdefault(label, self.label(label))
        if ours is None:
            self.no_label(label, key)
            return None
        if key in self.spans:
            raise UserError("this id is used twice", value=key, remedy="give each span an id of its own")
        moved = self.moved(pairs)
        fragments = self.fragments(key, moved)
        if words is not None:
            self._verify(key, moved, words)
        span = Span(key, ours, fragments, origin="imported", key=key if keyed else None, extra=extra)
        self.spans[key] = span
        return span

    def moved(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Pairs of the file's text as pairs of the normalised one, in their order."""
        return list(pairs) if not self.text.lost else [self.text.fragment(*pair) for pair in pairs]

    def fragments(self, key: str, moved: list[tuple[int, int]]) -> tuple[Fragment, ...]:
        """Pairs of the normalised text, sorted and disjoint; raises UserError for impossible ones. key: for notes."""
        ascending = sorted(moved)
        if moved != ascending:
            self.note("fragments sorted", key)
        try:
            found = fragments_of(self._disjoint(key, ascending))
        except UserError as error:
            trouble = error.trouble
            raise UserError(trouble.what, value=f"{key}: {trouble.value}", remedy=trouble.remedy) from error
        if found[-1].end > len(self.text.text):
            end = len(self.text.text)
            raise UserError(
                "the span ends behind the text",
                value=f"{key}: {list(found[-1])}",
                remedy=f"the text has {end:,} characters: mend the offsets, or use the text that was annotated",
            )
        return found

    def stands(self, moved: list[tuple[int, int]], words: str) -> bool:
        """Whether these words, fragments joined by a space, stand at pairs of the normalised text, but for space."""
        found = self._words(moved)
        return found == words or found.split() == words.split()

    def link(self, role: str, start: str, end: str, name: str = "") -> bool:
        """Links two spans under a role of ours where the scheme lets it; else notes the loss, under `name`."""
        kind, reason = self.scheme.link[role], ""
        source, target = self.spans.get(start), self.spans.get(end)
        if source is None or target is None:
            reason = "it joins what is not stored"
        elif source.label != kind.from_label or target.label not in kind.to_labels:
            reason = f"a {source.label} has no {role} that is a {target.label}"
        elif kind.inside and not target.covers(source):
            reason = f"{start} lies not inside {end}"
        elif self._full(kind, start, end):
            reason = f"{start} has its {role} already"
        if reason:
            self.note("link lost", f"{name or role} of {start}, since {reason}")
            return False
        ends = self._ends.setdefault((role, start), set())
        if end not in ends:
            self.links.append(Link(f"l{len(self.links) + 1}", role, start, end, len(ends)))
            ends.add(end)
        return True

    def connect(self, role: str, one: str, other: str) -> None:
        """Links two spans under a foreign role, in the direction that the scheme has, whichever the file has."""
        ours = self.role(role)
        if ours is None:
            self.no_role(role, one, other)
            return
        ends = [self.spans[key].label if key in self.spans else "" for key in (one, other)]
        kind = self.scheme.link[ours]
        backwards = ends[1] == kind.from_label and ends[0] in kind.to_labels and ends[0] != ends[1]
        self.link(ours, *((other, one) if backwards else (one, other)))

    def no_label(self, name: str, key: str) -> None:
        """Notes a span that has no label of ours."""
        self.note(f"not stored, no label for {name}", key)
        self.unmapped_labels[name] += 1

    def no_role(self, name: str, one: str, other: str, identity: str = "") -> None:
        """Notes a relation between two spans that has no role of ours; identity: its own id in the file, if any."""
        self.note(f"not stored, no role for {name}", f"{identity} {one} {other}".lstrip())
        self.unmapped_roles[name] += 1

    def attribute(self, key: str, name: str, value: str, identity: str = "") -> None:
        """Sets an attribute where the scheme has it with this value, else notes it, under its own id if it has one."""
        span = self.spans.get(key)
        known = self.scheme.label[span.label].attributes if span is not None else {}
        attribute = known.get(name.casefold())
        if span is None or attribute is None or value.casefold() not in attribute.values:
            self.note("attribute not stored", f"{identity} {name} {value} of {key}".lstrip())
            return
        self.change(key, attributes={**span.attributes, attribute.name: value.casefold()})

    def change(self, key: str, **changes: object) -> None:
        """Replaces fields of a span."""
        self.spans[key] = replace(self.spans[key], **changes)  # type: ignore[arg-type]

    def note(self, kind: str, what: str) -> None:
        """Keeps in mind something that the report must say."""
        self.notes.setdefault(kind, []).append(what)

    @property
    def noted(self) -> dict[str, int]:
        """How often there is something to say of each kind."""
        return {kind: len(which) for kind, which in self.notes.items()}

    def warnings(self, file: str) -> tuple[str, ...]:
        """One line a kind: how often, and which."""
        return tuple(f"{file}: {kind}: {len(which)} ({', '.join(which)})" for kind, which in self.notes.items())

    def record(
        self, article: Article, annotator: str | None, state: State, extra: Mapping[str, object] = EMPTY
    ) -> Record:
        """What was built, for `article`; ask for the `warnings` afterwards."""
        return Record(
            article,
            annotator=annotator,
            state=state,
            scheme=self.scheme.name,
            spans=tuple(self.spans.values()),
            links=tuple(self._soundly_nested()),
            extra=extra,
        )

    def _soundly_nested(self) -> list[Link]:
        """The links without those by which spans would lie in a circle, or too deeply; these are noted."""
        parents = {link.from_span: link.to_span for link in self.links if self.scheme.link[link.role].inside}
        levels = nesting_levels(parents)
        lost = {child for child in parents if not 0 < levels[child] <= DEEPEST_NESTING}
        for child in sorted(lost):
            self.note("link lost", f"nesting of {child}, since it would be a circle, or too deep")
        return [link for link in self.links if link.from_span not in lost or not self.scheme.link[link.role].inside]

    def _disjoint(self, key: str, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Ascending pairs without the empty ones, those that overlap united; what is changed is noted."""
        if len(pairs) < 2 or well_formed(starmap(Fragment, pairs)) or any(start > end for start, end in pairs):
            return pairs
        found: list[tuple[int, int]] = []
        for start, end in pairs:
            if found and start < found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            elif start < end:
                found.append((start, end))
        if found:
            self.note("fragments that are empty or overlap, united", key)
        return found or pairs

    def _verify(self, key: str, fragments: list[tuple[int, int]], words: str) -> None:
        if not self.stands(fragments, words):
            raise UserError(
                "other words stand at these offsets",
                value=f"{key}: {words!r}, not {self._words(fragments)!r}",
                remedy="use the text that was annotated",
            )

    def _words(self, fragments: list[tuple[int, int]]) -> str:
        return " ".join([self.text.text[start:end] for start, end in fragments])

    def _full(self, kind: LinkType, start: str, end: str) -> bool:
        ends = self._ends.get((kind.role, start), set())
        return kind.at_most is not None and len(ends) >= kind.at_most and end not in ends


def draft(text: Normalised, options: ReadOptions) -> Draft:
    """An empty draft under the scheme and the mappings that the user chose."""
    return Draft(text, options.scheme or default_scheme(), options.labels, options.roles)


def _ours(name: str, mapping: Mapping[str, str], known: Mapping[str, object]) -> str | None:
    wanted = mapping.get(name, name)
    return next((ours for ours in (wanted, wanted.casefold()) if ours in known), None)
