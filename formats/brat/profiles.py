"""What a brat folder's names mean: the profiles of known corpora, and a folder's own annotation.conf."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from models.errors import UserError


@dataclass(frozen=True, slots=True)
class Profile:
    """labels, roles: brat's names to ours; a role may also mean "quote", the span that an event's links start from.

    texts, annotations: sister folders of the .txt and .ann files; by_annotator: an .ann is named `<text>_<annotator>`.
    triggers: the label of a new event's trigger with a speaker, and without; None: links are relations.
    """

    name: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    texts: str = ""
    annotations: str = ""
    by_annotator: bool = False
    triggers: tuple[str, str] | None = None

    def holds_text(self, path: str) -> bool:
        """Whether a file is a text of the corpus, not one that lies beside it, such as a README."""
        return path.endswith(".txt") and (not self.texts or PurePosixPath(path).parent.name == self.texts)

    def holds_annotations(self, path: str) -> bool:
        """Whether a file holds annotations of the corpus."""
        return path.endswith(".ann") and (not self.annotations or PurePosixPath(path).parent.name == self.annotations)

    def text_of(self, path: str, names: Container[str]) -> str:
        """The path of the text that an .ann file annotates; names: of the files there are."""
        paths = [self._text_path(path, stem) for stem in self._stems(path)]
        return next((found for found in paths if found in names), paths[0])

    def _stems(self, path: str) -> list[str]:
        """What the text may be called, the likeliest first: an annotator's name may have a `_`, or be missing."""
        stem = PurePosixPath(path).stem
        if not self.by_annotator:
            return [stem]
        return [stem[:place] for place in range(len(stem) - 1, 0, -1) if stem[place] == "_"] + [stem]

    def _text_path(self, path: str, stem: str) -> str:
        place = PurePosixPath(path).parent
        return str((place.parent / self.texts if self.texts else place) / f"{stem}.txt")

    def text_path(self, stem: str, folder: str) -> str:
        """Where a text is written; folder: the reading's own, for a profile without sister folders."""
        return f"{self.texts or folder}/{stem}.txt".lstrip("/")

    def annotations_path(self, stem: str, annotator: str) -> str:
        """Where the .ann file of an annotator's reading is written."""
        name = f"{stem}_{annotator}" if self.by_annotator else stem
        return f"{self.annotations or annotator}/{name}.ann".lstrip("/")

    def annotator_of(self, path: str, text: str) -> str | None:
        """Whose annotations an .ann file of a text holds, where its name says so."""
        if not self.by_annotator:
            return None
        return PurePosixPath(path).stem.removeprefix(PurePosixPath(text).stem).removeprefix("_") or None


_POLNEAR = {"Source": "speaker", "Cue": "cue", "Content": "quote"}

PROFILES: Mapping[str, Profile] = {
    "": Profile(),
    "polnear": Profile(
        name="polnear",
        labels=_POLNEAR,
        roles=_POLNEAR,
        texts="text",
        annotations="attributions",
        by_annotator=True,
        triggers=("Attribution", "Attribution-no-source"),
    ),
}


def chosen(name: str | None) -> Profile:
    """The profile of this name; raises UserError where there is none."""
    if (name or "") not in PROFILES:
        raise UserError("no such profile of brat", value=name, remedy=f"use {' or '.join(filter(None, PROFILES))}")
    return PROFILES[name or ""]


@dataclass(frozen=True, slots=True)
class Configuration:
    """What an annotation.conf says that matters here. parents: each type's more general one."""

    parents: Mapping[str, str] = field(default_factory=dict)

    def labels(self, known: Iterable[str]) -> Mapping[str, str]:
        """Types that are no label of ours but stand below one that is, each with that label."""
        ours = {name.casefold(): name for name in known}
        found: dict[str, str] = {}
        for name in self.parents:
            line = list(self._upwards(name))
            if label := next((ours[step.casefold()] for step in line if step.casefold() in ours), None):
                found[name] = label
        return found

    def _upwards(self, name: str) -> Iterable[str]:
        seen: set[str] = set()
        while name and name not in seen:
            yield name
            seen.add(name)
            name = self.parents.get(name, "")


def configured(text: str, file: str) -> Configuration:
    """The types of the sections [entities] and [events], each line indented by tabs below its parent.

    Raises UserError for a line that is indented below nothing.
    """
    parents: dict[str, str] = {}
    path: list[str] = []
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if match := re.fullmatch(r"\[(\w+)\]\s*", line):
            section, path = match[1], []
        elif section in ("entities", "events") and line.strip() and not line.lstrip().startswith(("#", "<", "-")):
            depth = len(line) - len(line.lstrip("\t"))
            if depth > len(path):
                remedy = "indent it by one tab more than the type that it belongs to"
                raise UserError(
                    "a type is indented below nothing", value=line.strip(), remedy=remedy, file=file, line=number
                )
            name = line.split()[0].removeprefix("!")  # a type that only groups others
            path = [*path[:depth], name]
            parents[name] = path[-2] if depth else ""
    return Configuration(parents)
