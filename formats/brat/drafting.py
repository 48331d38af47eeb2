"""The lines of one .ann file turned into a draft of a reading: spans, events as links, what else it says.

Knows neither files nor profiles: the draft's labels and roles say what the names mean.
"""

from __future__ import annotations

from itertools import compress

from formats.brat.standoff import NOTE, Argument, Bound, Event, Standoff
from formats.drafts import Draft
from models.errors import UserError
from models.spans import Fragment

_MOST_ARGUMENTS = 100_000  # of one event times its quotes, each of which is linked to them or keeps them


class DraftedReading:
    """A reading in the making; what is impossible becomes a fault, what does not fit a note.

    profiled: whether the names are those of a known corpus; unquoted: events without a quote, to go out again.
    """

    def __init__(self, mine: Draft, standoff: Standoff, *, profiled: bool) -> None:
        self.draft = mine
        self._profiled = profiled
        self.faults: list[UserError] = []
        self.unquoted: list[dict[str, object]] = []
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
        for event in sorted(self._standoff.events.values(), key=lambda event: (len(event.id), event.id)):
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
        elif len(quotes) * len(arguments) > _MOST_ARGUMENTS:
            what, value = "an event with too many arguments", f"{event.id}: {len(arguments):,}"
            self.faults.append(UserError(what, value=value, remedy="split it into several", line=event.line))
            return
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
        first.setdefault("also", []).append(kept)
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
