"""Folders in brat standoff format to readings: `x.txt` with `x.ann`, or a corpus's own layout under a named profile.

A reading stands in an .ann file, its text in a .txt file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import PurePosixPath
from typing import BinaryIO

from formats.archives import ZipFolder, is_litter
from formats.brat.profiles import Configuration, Profile, chosen, configured
from formats.brat.standoff import NOTE, Argument, Bound, Event, Standoff, parse
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
from models.spans import Fragment

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
            reading = _Reading(self._draft(standoff), standoff, profiled=bool(self.profile.name))
            faults = [*standoff.faults, *reading.faults]
            if not faults:
                record = self._record(name, reading)
                yield self._with_unmapped(self._intake(record, reading.draft.warnings(name)), reading.draft)
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

    def _record(self, name: str, reading: _Reading) -> Record:
        state = State.DONE if self.profile.name or reading.draft.spans else State.TODO
        extra = self.origin()
        if self.profile.name and reading.unquoted:
            extra = {"brat": {"profile": self.profile.name, "events": reading.unquoted}}
        return reading.draft.record(self.article(), self.profile.annotator_of(name, self.path), state, extra)

    def _with_unmapped(self, intake: Intake, done: Draft) -> Intake:
        """The intake with the names that a person may map; a profile knows what it leaves out."""
        if self.profile.name:
            return intake
        return replace(intake, unmapped_labels=done.unmapped_labels, unmapped_roles=done.unmapped_roles)

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


class _Reading:
    """Turns the lines of one .ann file into a draft; what is impossible becomes a fault, what does not fit a note."""

    def __init__(self, mine: Draft, standoff: Standoff, *, profiled: bool) -> None:
        self.draft = mine
        self._profiled = profiled
        self.faults: list[UserError] = []
        self.unquoted: list[dict[str, object]] = []  # events without a quote, to go out again
        self._triggers: dict[str, tuple[Fragment, ...]] = {}
        self._standoff = standoff
        if not standoff.faults:  # with them, references may lead nowhere
            for identity in standoff.repeated:
                self.draft.note("line given twice, read once", identity)
            self._add_spans()
        if not standoff.faults and not self.faults:
            self._add_events()
            self._add_relations()
            self._add_remarks()

    def _add_spans(self) -> None:
        triggers = {event.trigger for event in self._standoff.events.values()}
        for bound in self._standoff.bounds.values():
            try:
                if bound.id in triggers and self.draft.label(bound.label) is None:
                    self._add_trigger(bound)
                else:
                    self.draft.add(bound.id, bound.label, bound.fragments, bound.text)
            except UserError as error:
                self.faults.append(error.at("", bound.line))

    def _add_trigger(self, bound: Bound) -> None:
        """A trigger is no span of ours; where it stands is kept with the quotes of its event."""
        moved = self.draft.moved(bound.fragments)
        self._triggers[bound.id] = self.draft.fragments(bound.id, sorted(moved))
        if moved != sorted(moved):
            self.draft.note("fragments of a trigger sorted", bound.id)
        if not self.draft.stands(moved, bound.text):
            self.draft.note("trigger whose words stand elsewhere", bound.id)

    def _add_events(self) -> None:
        linked = set[str]()
        for event in self._standoff.events.values():
            linked.update(argument.id for argument in self._arguments(event))
            self._add_event(event)
        if not self._profiled:  # links may be relations there
            linked.update(end for line in self._standoff.relations for end in (line.source, line.target))
            if not self._standoff.events:
                return
        for key, span in self.draft.spans.items():
            if key not in linked:
                self.draft.note("unlinked", f"{key} {span.label}")

    def _arguments(self, event: Event) -> list[Argument]:
        """The event's arguments, and its trigger where that is a span of ours that plays a part."""
        trigger = Argument(event.label, event.trigger)
        is_one = bool(event.arguments) and event.trigger in self.draft.spans and self._role(trigger) is not None
        return [*event.arguments, *([trigger] if is_one else [])]

    def _add_event(self, event: Event) -> None:
        arguments = self._each_once(event)
        fits = [self._fits(event, argument) for argument in arguments]
        fitting = list(compress(arguments, fits))
        quotes = [argument for argument in fitting if self._role(argument) == "quote"]
        others = [argument for argument in fitting if self._role(argument) != "quote"]
        unfitting = [argument for argument, fit in zip(arguments, fits, strict=True) if not fit]
        if not event.arguments:
            self.draft.note("empty event, not stored", f"{event.id} {event.label} {event.trigger}")
        elif not quotes:
            self.draft.note("event without a quote, no links", f"{event.id} {event.label}")
            stored = [list(argument) for argument in event.arguments if argument.id in self.draft.spans]
            self.unquoted.append({**self._kept(event, ""), "arguments": stored})
        for quote in quotes:
            if self._claim(event, quote):
                self._keep(quote.id, [*self._link(event, quote, others), *unfitting])

    def _each_once(self, event: Event) -> list[Argument]:
        """The event's arguments without those that say the same again, which are noted."""
        found: dict[tuple[str, str], Argument] = {}
        for argument in self._arguments(event):
            if found.setdefault((argument.plain_role, argument.id), argument) is not argument:
                self.draft.note("argument given twice, read once", f"{event.id} {argument.role} {argument.id}")
        return list(found.values())

    def _fits(self, event: Event, argument: Argument) -> bool:
        """Whether the argument's span is stored and of the label that its role asks for; else the loss is noted."""
        role, span = self._role(argument), self.draft.spans.get(argument.id)
        wanted = () if role is None else self.draft.scheme.link[role].to_labels if role != "quote" else ("quote",)
        if role is None:
            self.draft.unmapped_roles[argument.plain_role] += 1
        if span is None or span.label not in wanted:
            kept = "not stored" if span is None else f"a {span.label}"
            self.draft.note("link lost", f"{event.id} {argument.role} {argument.id}, which is {kept}")
            return False
        return True

    def _role(self, argument: Argument) -> str | None:
        """What an argument is; without a profile, a quote may be known by its label alone."""
        name = argument.plain_role
        if self.draft.roles.get(name, name).casefold() == "quote":
            return "quote"
        role, span = self.draft.role(name), self.draft.spans.get(argument.id)
        is_quote = role is None and not self._profiled and span is not None and span.label == "quote"
        return "quote" if is_quote else role

    def _claim(self, event: Event, quote: Argument) -> bool:
        """Keeps with the quote what its event was; an event that comes second is kept with its arguments, unlinked."""
        kept = self._kept(event, quote.role)
        first = self.draft.spans[quote.id].extra.get("brat")
        if not isinstance(first, dict):
            self.draft.change(quote.id, extra={"brat": kept})
            return True
        kept["arguments"] = [list(argument) for argument in event.arguments]
        self.draft.change(quote.id, extra={"brat": {**first, "also": [*first.get("also", []), kept]}})
        self.draft.note("quote in a second event, links of the first", f"{quote.id} {event.id}")
        return False

    def _kept(self, event: Event, role: str) -> dict[str, object]:
        """What of an event is kept with a quote that plays this role in it."""
        span = self.draft.spans.get(event.trigger)
        offsets = self._triggers[event.trigger] if span is None else span.fragments
        numbered = self._numbered(event)
        return {
            "event": event.id,
            "role": role,
            "trigger": event.label,
            "trigger_id": event.trigger,
            "offsets": [list(fragment) for fragment in offsets],
            **({"roles": numbered} if numbered else {}),
        }

    def _numbered(self, event: Event) -> dict[str, str]:
        """The roles of the arguments that a quote is linked to, by their ids, where the event numbers them."""
        first = {(one.plain_role, one.id): one for one in reversed(event.arguments)}
        numbered = [one for one in first.values() if one.role != one.plain_role]
        return {one.id: one.role for one in numbered if self._role(one) not in ("quote", None)}

    def _link(self, event: Event, quote: Argument, arguments: list[Argument]) -> list[Argument]:
        """Links the quote to the event's other arguments; returns those that could not be."""
        lost = []
        for argument in arguments:
            role = self._role(argument) or ""
            if not self.draft.link(role, quote.id, argument.id, f"{event.id} {argument.role}"):
                lost.append(argument)
        return lost

    def _keep(self, quote: str, lost: list[Argument]) -> None:
        """Keeps with the quote the arguments that have no link, so that they go out again with its event."""
        kept = self.draft.spans[quote].extra.get("brat")
        stored = [list(argument) for argument in lost if argument.id in self.draft.spans]
        if stored and isinstance(kept, dict):
            self.draft.change(quote, extra={"brat": {**kept, "arguments": stored}})

    def _add_relations(self) -> None:
        for relation in self._standoff.relations:
            role = self.draft.role(relation.label)
            if role is None:
                self.draft.no_role(relation.label, relation.source, relation.target, relation.id)
            else:
                self.draft.link(role, relation.source, relation.target, relation.id)

    def _add_remarks(self) -> None:
        for attribute in self._standoff.attributes:
            self.draft.attribute(attribute.target, attribute.name, attribute.value or "yes", attribute.id)
        for comment in self._standoff.comments:
            span = self.draft.spans.get(comment.target)
            if span is not None and not self._profiled and comment.label == NOTE:
                self.draft.change(span.id, note="\n".join(filter(None, (span.note, comment.text))))
            else:
                self.draft.note("note, not stored", f"{comment.id} on {comment.target}: {comment.text}")
