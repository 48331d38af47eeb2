"""What a person brings, before it is read: which files that is, and which of them want a look before they come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from formats import registry
from models.errors import UserError
from workspace.intake.passed_over import PassedOver, names_read, passed_over
from workspace.intake.sources import AUTO, sources

_SURE = frozenset(("inquit-jsonl", "text", "docx", "odt", "rtf", "epub"))  # nothing in them is for a person to choose
_UNSURE_SUFFIXES = {suffix for item in registry.FORMATS if item.name not in _SURE for suffix in item.suffixes}
_SURE_SUFFIXES = frozenset(registry.suffixes() - _UNSURE_SUFFIXES)  # which need not be opened to know it
_BRAT = ".ann"


@dataclass(frozen=True, slots=True)
class Brought:
    """One file, or a folder whose files belong together. format, profile: by name, "" to be told by the file."""

    path: Path
    format: str = ""
    profile: str = ""


def brought(paths: Sequence[Path]) -> Iterator[Brought]:
    """The files among `paths` and in its folders; what is brat's in a folder is one thing, and comes first."""
    for path in paths:
        if path.is_dir() and any(path.rglob(f"*{_BRAT}")):
            is_polnear = any(folder.is_dir() for folder in path.rglob("attributions"))
            corpus = Brought(path, "brat", "polnear" if is_polnear else "")
            yield corpus
            read = _names_read(corpus)
            others = (source.path for source in sources([path]) if source.trouble is None)
            yield from (Brought(other) for other in others if other.relative_to(path).as_posix() not in read)
        else:
            yield from (Brought(source.path) for source in sources([path]))


def unread(paths: Sequence[Path], found: Iterable[Brought]) -> list[PassedOver]:
    """What of the folders among `paths` is not read; found: what `brought` made of them."""
    known = {one.path: one for one in found if one.format}
    left: list[PassedOver] = []
    for path in paths:
        one = known.get(path)
        formats, profile = ((one.format, AUTO), one.profile or None) if one is not None else ((AUTO,), None)
        left.extend(passed_over([path], formats, profile))
    return left


def _names_read(corpus: Brought) -> set[str]:
    try:
        return names_read(corpus.path, corpus.format, corpus.profile or None)
    except UserError:  # which the import says
        return set()


def wants_a_look(one: Brought) -> bool:
    """Whether a person may have something to choose, by the kind of the file; what cannot be read wants none."""
    if one.format:
        return True
    if one.path.suffix.lower() in _SURE_SUFFIXES:
        return False
    try:
        with one.path.open("rb") as file:
            return registry.sniff(one.path.name, file.read(registry.HEAD)) not in _SURE
    except (OSError, UserError):  # the import says what is wrong
        return False
