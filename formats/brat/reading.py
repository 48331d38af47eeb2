"""Folders in brat standoff format to readings: `x.txt` with `x.ann`, or a corpus's own layout under a named profile.

A reading stands in an .ann file, its text in a .txt file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import BinaryIO

from formats.archives import ZipFolder, is_litter
from formats.brat.drafting import DraftedReading
from formats.brat.profiles import Configuration, Profile, chosen, configured
from formats.brat.standoff import Bound, Standoff, parse
from formats.drafts import Draft, draft
from formats.encodings import decoded
from formats.folders import Folder, Part, SubFolder
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.limits import text_warnings
from formats.normalise import BOM, Normalised, normalise
from models.articles import Article, Meta
from models.errors import UserError
from models.readings import State
from models.records import Intake, Record

CONFIGURATION = "annotation.conf"


@dataclass(frozen=True, slots=True)
class Unit:
    """A text file with the .ann files that annotate it, as paths in the folder."""

    text: str
    annotations: tuple[str, ...]


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The readings of a ZIP that holds a brat folder."""
    try:
        folder = ZipFolder(data)
        yield from read_folder(SubFolder(folder, (path for path in folder.names() if not is_litter(path))), options)
    except UserError as error:
        raise error.at(name) from error


def read_folder(folder: Folder, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The readings of a brat folder, text by text; an error names the file it is in, by its path in the folder.

    Raises UserError for an unknown profile.
    """
    profile = chosen(options.profile)
    names = frozenset(folder.names())
    if not any(profile.holds_text(name) or profile.holds_annotations(name) for name in names):
        raise _nothing(profile)
    yield from (_orphan(name) for name in _orphans(names, profile))
    for unit in _units(names, profile):
        try:
            configuration = _configuration(folder, unit.text, names)
            texts, raw = _text(folder, unit.text, options)
        except UserError as error:
            yield error.at(unit.text)
            continue
        reader = _Reader(unit.text, texts, raw, profile, configuration, options)
        if not unit.annotations:
            yield reader.article_only()
        for name in unit.annotations:
            yield from reader.readings(name, folder)


def parts(folder: Folder, options: ReadOptions = READ_DEFAULTS) -> list[Part]:
    """Each .ann file with its text, so that a bad one costs nothing but itself, and whatever lies there alone.

    Raises UserError for an unknown profile.
    """
    profile = chosen(options.profile)
    names = frozenset(folder.names())
    found = [Part(name, SubFolder(folder, [name])) for name in _orphans(names, profile)]
    for unit in _units(names, profile):
        above = [path for path in _configurations(unit.text) if path in names]
        files = unit.annotations or (unit.text,)
        found.extend(Part(name, SubFolder(folder, {name, unit.text, *above})) for name in files)
    return sorted(found)


def _units(names: frozenset[str], profile: Profile) -> list[Unit]:
    """Which .ann files belong to which text, in the order of the texts' paths."""
    annotations: dict[str, list[str]] = {}
    for name in sorted(names):
        if profile.holds_annotations(name):
            annotations.setdefault(profile.text_of(name, names), []).append(name)
    texts = (name for name in sorted(names) if profile.holds_text(name))
    return [Unit(name, tuple(annotations.get(name, ()))) for name in texts]


def _orphans(names: frozenset[str], profile: Profile) -> list[str]:
    annotations = sorted(name for name in names if profile.holds_annotations(name))
    return [name for name in annotations if profile.text_of(name, names) not in names]


def _orphan(name: str) -> UserError:
    return UserError("annotations without their text file", remedy="put the .txt file where it belongs", file=name)


def _nothing(profile: Profile) -> UserError:
    if profile.texts:
        places = f"{profile.texts}/ and {profile.annotations}/"
        return UserError(
            f"no folders {places}", remedy=f"choose the folder that holds them, or leave out {profile.name}"
        )
    return UserError("no .txt and .ann files", remedy="choose the folder that holds them")


def _text(folder: Folder, name: str, options: ReadOptions) -> tuple[list[Normalised], bytes]:
    """The text with the ways from offsets to it: as the file is, then as other programs count it, and its bytes."""
    raw = folder.read(name)
    text = decoded(raw, options.encoding)
    counted = [text, text.removeprefix(BOM)]
    counted += [one.replace("\r\n", "\n") for one in counted]
    texts = [normalise(one) for one in dict.fromkeys(counted)]
    if not texts[0].text:
        raise UserError("the file is empty", remedy="leave it out, or look whether it was saved")
    return texts, raw


def _standoff(data: bytes, options: ReadOptions) -> Standoff:
    """The lines of an .ann file, which is in UTF-8 or, where that cannot be, in the encoding of its text."""
    try:
        return parse(decoded(data))
    except UserError:
        if options.encoding is None:
            raise
    return parse(decoded(data, options.encoding))


def _configurations(text: str) -> list[str]:
    """Where the annotation.conf of a text may lie, the nearest first."""
    return [str(place / CONFIGURATION) for place in PurePosixPath(text).parents]


def _configuration(folder: Folder, text: str, names: frozenset[str]) -> Configuration:
    """The annotation.conf nearest above the text, as brat looks for it."""
    for path in _configurations(text):
        if path in names:
            return configured(decoded(folder.read(path)), path)
    return Configuration()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes intakes of one text and its annotations. texts: the ways in which offsets may count it."""

    path: str
    texts: list[Normalised]
    raw: bytes
    profile: Profile
    configuration: Configuration
    options: ReadOptions

    @property
    def text(self) -> Normalised:
        """The text as the file has it."""
        return self.texts[0]

    def article(self) -> Article:
        stem = PurePosixPath(self.path).stem
        return Article(stem, self.text.text, Meta(source_name=f"{stem}.txt"), key=stem, extra=self.origin())

    def origin(self) -> Mapping[str, object]:
        """What article and reading keep of the profile they came in under, so that they go out under it."""
        return {"brat": {"profile": self.profile.name}} if self.profile.name else {}

    def article_only(self) -> Intake:
        return self._intake(Record(self.article()))

    def readings(self, name: str, folder: Folder) -> Iterator[Intake | UserError]:
        """The reading of one .ann file, or its faults."""
        try:
            standoff = _standoff(folder.read(name), self.options)
            reading = DraftedReading(self._draft(standoff), standoff, profiled=bool(self.profile.name))
            faults = [*standoff.faults, *reading.faults]
            if not faults:
                record = self._record(name, reading)
                yield self._with_notes(self._intake(record, reading.draft.warnings(name)), reading.draft)
            yield from (fault.at(name) for fault in faults)
        except UserError as error:
            yield error.at(name)

    def _draft(self, standoff: Standoff) -> Draft:
        text = self._counted(standoff)
        mine = draft(text, self.options)
        if text is not self.text:
            mine.note("offsets count the text without its byte order mark, or a line end as one character", self.path)
        labels = {**self.configuration.labels(mine.scheme.label), **self.profile.labels, **mine.labels}
        return replace(mine, labels=labels, roles={**self.profile.roles, **mine.roles})

    def _counted(self, standoff: Standoff) -> Normalised:
        """The text under the way of counting that fits most lines; of equals the one of the file as it is."""
        if len(self.texts) == 1:
            return self.text
        return max(self.texts, key=lambda text: sum(_stands(bound, text) for bound in standoff.bounds.values()))

    def _record(self, name: str, reading: DraftedReading) -> Record:
        state = State.DONE if self.profile.name or reading.draft.spans else State.TODO
        extra = self.origin()
        if self.profile.name and reading.unquoted:
            extra = {"brat": {"profile": self.profile.name, "events": reading.unquoted}}
        return reading.draft.record(self.article(), self.profile.annotator_of(name, self.path), state, extra)

    def _with_notes(self, intake: Intake, done: Draft) -> Intake:
        """The intake with counts and the names that a person may map; a profile knows what it leaves out."""
        if self.profile.name:
            return replace(intake, noted=done.noted)
        labels, roles = done.unmapped_labels, done.unmapped_roles
        return replace(intake, unmapped_labels=labels, unmapped_roles=roles, noted=done.noted)

    def _intake(self, record: Record, warnings: tuple[str, ...] = ()) -> Intake:
        return Intake(
            record,
            changes=self.text.changes,
            warnings=(*text_warnings(self.text.text), *warnings),
            raw=self.raw,
            media_type="text/plain",
            reader="brat",
        )


def _stands(bound: Bound, text: Normalised) -> bool:
    """Whether the words of a T line stand where it says, as this text is counted."""
    found = " ".join(text.text[slice(*text.fragment(*pair))] for pair in bound.fragments)
    return found.split() == bound.text.split()
