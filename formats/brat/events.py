"""The events of a reading as brat has them, rebuilt from its links and from what its quotes kept of their events.

Knows nothing of files. What a quote keeps under `brat` may have been edited by others, so all of it is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from formats.brat.profiles import Profile
from formats.brat.standoff import Argument, type_name
from models.spans import Fragment, Link, Span


@dataclass(slots=True)
class Frame:
    """An event to be written. id, trigger: those of the file it came from, or empty; arguments: with ids of T lines.

    roles: how the file numbered the roles of its arguments, by their ids, where it did; origin: the id of the event
    that it was, perhaps with others.
    """

    label: str
    offsets: tuple[Fragment, ...]
    id: str = ""
    trigger: str = ""
    arguments: list[Argument] = field(default_factory=list)
    roles: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""
    _known: set[tuple[str, str]] = field(default_factory=set)  # plain roles and ids of the arguments
    _taken: set[str] = field(default_factory=set)  # their roles
    _numbers: dict[str, int] = field(default_factory=dict)  # by plain role, the first that may be free

    def emptied(self, id: str) -> Frame:
        """The same event without its arguments, under this id."""
        return Frame(self.label, self.offsets, id, self.trigger, roles=self.roles, origin=self.origin)

    def numbered(self, role: str, key: str | None) -> str:
        """The role of the argument that has this key, as the file numbered it."""
        known = Argument(self.roles.get(key or "", role), "")
        return known.role if known.plain_role == role else role

    def add(self, role: str, identity: str) -> None:
        """Adds an argument unless it is there, under the first free number of its role."""
        argument = Argument(role, identity)
        plain = argument.plain_role
        if (plain, identity) in self._known:
            return
        number = self._numbers.get(plain, 2)
        while argument.role in self._taken:
            argument, number = Argument(f"{plain}{number}", identity), number + 1
        self._numbers[plain] = number
        self._known.add((plain, identity))
        self._taken.add(argument.role)
        self.arguments.append(argument)


def frames(
    spans: Mapping[str, Span],
    links: Iterable[Link],
    ids: Mapping[str, str],
    profile: Profile,
    *,
    length: int,
    unquoted: object = (),
) -> list[Frame]:
    """The events among `spans`: those that quotes were in, with their present links, and new ones for other links.

    ids: of the T lines by span id; length: of the text, beyond which nothing that was kept may lie; unquoted: what the
    reading kept of events without a quote. Quotes of one event stay together while their links are the same. The
    order is that of the events' numbers, new ones last: of two events of a quote the first is the one that links it.
    """
    names = {ours: brat for brat, ours in profile.roles.items()}
    outgoing = _outgoing(link for link in links if link.role in names and link.to_span in spans)
    quotes = [span for span in spans.values() if span.label == "quote"]
    events = {quote.id: _kept_events(quote, length) for quote in quotes}
    found = _Found(ids, {span.key: ids[span.id] for span in spans.values() if span.key})
    for quote in quotes:
        linked = [(link.role, spans[link.to_span]) for link in outgoing.get(quote.id, [])]
        kept = next(iter(events[quote.id]), None)
        if kept is not None:
            arguments = [Argument(kept.numbered(names[role], span.key), ids[span.id]) for role, span in linked]
            found.add(kept, kept.arguments[0].role, quote.id, arguments)
            found.add_lost(kept)
        elif linked:
            arguments = [Argument(names[role], ids[span.id]) for role, span in linked]
            found.add(_new_frame(quote, dict(reversed(linked)), profile), names["quote"], quote.id, arguments)
    for quote in quotes:
        for kept in events[quote.id][1:]:
            found.add_also(kept, quote.id)
    for data in unquoted if isinstance(unquoted, list) else ():
        if (kept := _kept(data, length)) is not None:
            found.add_unquoted(kept)
    return sorted(found.frames, key=lambda frame: (not frame.origin, len(frame.origin), frame.origin))


def _kept_events(quote: Span, length: int) -> list[Frame]:
    """The events that the quote was in when it was imported, the first one first; none where that is damaged.

    The quote's own role stands first among the arguments, with an empty id.
    """
    first = quote.extra.get("brat")
    if not isinstance(first, dict):
        return []
    also = first.get("also", [])
    every = [first, *(also if isinstance(also, list) else [])]
    return [frame for data in every if (frame := _kept(data, length)) is not None]


class _Found:
    """The frames so far, each found again by its event and its links. ids, by_key: of T lines, by span id and key."""

    def __init__(self, ids: Mapping[str, str], by_key: Mapping[str, str]) -> None:
        self.frames: list[Frame] = []
        self._ids = ids
        self._by_key = by_key
        self._groups: dict[tuple[str, frozenset[Argument]], Frame] = {}
        self._events: dict[str, Frame] = {}

    def add(self, frame: Frame, role: str, quote: str, linked: list[Argument]) -> None:
        group = (frame.id or quote, frozenset(linked))
        mine = self._groups.get(group)
        if mine is None:
            identity = "" if frame.id in self._events else frame.id
            mine = self._groups[group] = frame.emptied(identity)
            self._keep(mine)
        mine.add(role, self._ids[quote])
        for argument in linked:
            mine.add(*argument)

    def add_also(self, kept: Frame, quote: str) -> None:
        """Adds the quote to a further event that it was in; one that no other quote is in is rebuilt as it was."""
        mine = self._events.get(kept.id)
        if mine is None:
            mine = kept.emptied(kept.id)
            self._keep(mine)
            self._add_kept(mine, kept)
        mine.add(kept.arguments[0].role, self._ids[quote])

    def add_lost(self, kept: Frame) -> None:
        """Adds the arguments that the quote's first event had beside its links, while their spans are there."""
        if kept.arguments[1:] and kept.id in self._events:
            self._add_kept(self._events[kept.id], kept)

    def add_unquoted(self, kept: Frame) -> None:
        """Adds an event that has no quote, while a span of its arguments is there."""
        mine = kept.emptied("" if kept.id in self._events else kept.id)
        self._add_kept(mine, kept)
        if mine.arguments:
            self._keep(mine)

    def _add_kept(self, mine: Frame, kept: Frame) -> None:
        for role, key in kept.arguments[1:]:
            if key in self._by_key:
                mine.add(role, self._by_key[key])

    def _keep(self, frame: Frame) -> None:
        self.frames.append(frame)
        if frame.id:
            self._events[frame.id] = frame


def _outgoing(links: Iterable[Link]) -> Mapping[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in sorted(links, key=lambda link: (link.role, link.order)):
        found.setdefault(link.from_span, []).append(link)
    return found


def _new_frame(quote: Span, linked: Mapping[str, Span], profile: Profile) -> Frame:
    """An event for a quote that had none; its trigger is the cue or, without one, the quote's first fragment.

    linked: by role, the first span that the quote is linked to.
    """
    with_speaker, without = profile.triggers or ("Attribution", "Attribution")
    offsets = linked["cue"].fragments if "cue" in linked else quote.fragments[:1]
    return Frame(with_speaker if "speaker" in linked else without, offsets)


def _kept(data: object, length: int) -> Frame | None:
    if not isinstance(data, dict):
        return None
    event, role, label, pairs = (data.get(name) for name in ("event", "role", "trigger", "offsets"))
    if not (isinstance(event, str) and isinstance(role, str) and isinstance(label, str) and isinstance(pairs, list)):
        return None
    offsets = tuple(pair for pair in map(_fragment, pairs) if pair is not None)
    if not offsets or len(offsets) < len(pairs) or max(offset.end for offset in offsets) > length:
        return None
    if not re.fullmatch(r"E\d+", event):
        return None
    arguments = [Argument(type_name(role), ""), *_arguments(data.get("arguments"))]
    trigger, roles = str(data.get("trigger_id", "")), _roles(data.get("roles"))
    return Frame(type_name(label), offsets, event, trigger, arguments, roles, origin=event)


def _fragment(pair: object) -> Fragment | None:
    match pair:
        case [int(start), int(end)] if 0 <= start < end:
            return Fragment(start, end)
    return None


def _arguments(pairs: object) -> list[Argument]:
    known = pairs if isinstance(pairs, list) else []
    texts = [pair for pair in known if isinstance(pair, list) and [type(part) for part in pair] == [str, str]]
    return [Argument(type_name(role), identity) for role, identity in texts]


def _roles(names: object) -> dict[str, str]:
    known = names.items() if isinstance(names, dict) else ()
    return {key: type_name(role) for key, role in known if isinstance(role, str)}
