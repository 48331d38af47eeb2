"""The scheme: which labels, attributes, links and policies annotations follow, read from plain JSON data.

Owns the reading and checking of that data. Knows no annotation: what a
reading must satisfy is in `models.invariants`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import files
from typing import cast

from models.errors import UserError
from models.names import refuse_alike

DEFAULT = "attribution-v1"

Data = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A name with its allowed values; default: what a missing value means, None where it means nothing."""

    name: str
    values: tuple[str, ...]
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What a span can be. key: the letter that makes one; display: its name on the screen.

    takes_entity: whether its spans may say who they are; fragments: whether they may be discontinuous.
    """

    name: str
    key: str = ""
    display: str = ""
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    takes_entity: bool = False
    fragments: bool = True
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class LinkType:
    """A role between spans. at_most: how many links of the role one span may send out, None for any number.

    inside: whether the span it comes from must lie inside the one it goes to.
    """

    role: str
    from_label: str
    to_labels: tuple[str, ...]
    at_least: int = 0
    at_most: int | None = None
    ordered: bool = False
    inside: bool = False
    attributes: Mapping[str, Attribute] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bullet:
    """One rule of the guideline, with an example and a counter-example. id: such as Q-1; label: what it is about."""

    id: str
    text: str
    label: str = ""
    example: str = ""
    counter_example: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A narrower way to work under the scheme. labels: those in use, None for all; rules: its data."""

    name: str
    labels: tuple[str, ...] | None = None
    rules: Data = field(default_factory=dict)


@dataclass(frozen=True)
class Scheme:
    """nesting, overlap: whether quotes may stand in quotes and share text. body: the data read.

    Not slotted: the indexes are cached.
    """

    name: str
    version: int
    labels: tuple[Label, ...]
    links: tuple[LinkType, ...]
    nesting: bool = True
    overlap: bool = True
    profiles: tuple[Profile, ...] = ()
    guideline: tuple[Bullet, ...] = ()
    body: Data = field(default_factory=dict, compare=False)

    @cached_property
    def label(self) -> Mapping[str, Label]:
        """The labels by name."""
        return {label.name: label for label in self.labels}

    @cached_property
    def link(self) -> Mapping[str, LinkType]:
        """The link types by role."""
        return {link.role: link for link in self.links}

    @cached_property
    def profile(self) -> Mapping[str, Profile]:
        """The profiles by name."""
        return {profile.name: profile for profile in self.profiles}

    @cached_property
    def sha256(self) -> str:
        """Digest of the data, independent of the order of its keys, as 64 hexadecimal digits."""
        text = json.dumps(self.body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def span_attributes(self, label: str, given: Mapping[str, str]) -> dict[str, str]:
        """The attributes of a span, with the defaults of its label where it says nothing."""
        return {**self._defaults["label", label], **given} if label in self.label else dict(given)

    def link_attributes(self, role: str, given: Mapping[str, str]) -> dict[str, str]:
        """The attributes of a link, with the defaults of its role where it says nothing."""
        return {**self._defaults["link", role], **given} if role in self.link else dict(given)

    @cached_property
    def _defaults(self) -> Mapping[tuple[str, str], Mapping[str, str]]:
        owners = {("label", label.name): label.attributes for label in self.labels}
        owners |= {("link", link.role): link.attributes for link in self.links}
        return {
            owner: {name: one.default for name, one in attributes.items() if one.default is not None}
            for owner, attributes in owners.items()
        }

    def under(self, profile: str) -> Scheme:
        """The scheme as `profile` narrows it: its labels, their links, its nesting and overlap.

        Raises UserError for an unknown profile.
        """
        if profile not in self.profile:
            raise UserError("no such profile", value=profile, remedy=f"use one of {', '.join(self.profile)}")
        chosen = self.profile[profile]
        names = set(self.label if chosen.labels is None else chosen.labels)
        return replace(
            self,
            labels=tuple(_narrowed(label, chosen.rules) for label in self.labels if label.name in names),
            links=tuple(link for link in self.links if link.from_label in names and names & set(link.to_labels)),
            nesting=_flag(chosen.rules, "nesting", default=self.nesting),
            overlap=_flag(chosen.rules, "overlap", default=self.overlap),
        )


@cache
def default_scheme() -> Scheme:
    """The scheme that a new project has."""
    text = files("models").joinpath("schemes", f"{DEFAULT}.json").read_text(encoding="utf-8")
    return scheme_from(json.loads(text))


def scheme_from(data: object) -> Scheme:
    """A scheme from data shaped like `models/schemes/attribution-v1.json`; unknown keys stay in `body`.

    Raises UserError that names the part which is none of a scheme's.
    """
    body = _object(data, "the scheme")
    labels = tuple(_label(item) for item in _objects(body, "labels"))
    links = tuple(_link(item) for item in _objects(body, "links"))
    refuse_alike("a label of the scheme", [label.name for label in labels])
    refuse_alike("a label's display in the scheme", [label.display for label in labels])
    refuse_alike("a link of the scheme", [link.role for link in links])
    _refuse_unknown_ends(labels, links)
    return Scheme(
        name=_text(body, "name", required=True),
        version=_number(body, "version") or 1,
        labels=labels,
        links=links,
        nesting=_flag(body, "nesting", default=True),
        overlap=_flag(body, "overlap", default=True),
        profiles=tuple(_profile(name, item) for name, item in _object(body.get("profiles", {}), "profiles").items()),
        guideline=tuple(_bullet(item) for item in _objects(body, "guideline")),
        body=body,
    )


def _label(item: Data) -> Label:
    name = _text(item, "name", required=True)
    attributes = _object(item.get("attributes", {}), f"{name}: attributes")
    return Label(
        name=name,
        key=_text(item, "key"),
        display=_text(item, "display") or name,
        attributes=_attributes(name, {key: value for key, value in attributes.items() if key != "entity"}, item),
        takes_entity="entity" in attributes,
        fragments=_flag(item, "fragments", default=True),
        hidden=_flag(item, "hidden", default=_flag(item, "default_hidden", default=False)),
    )


def _link(item: Data) -> LinkType:
    role = _text(item, "name", required=True)
    return LinkType(
        role=role,
        from_label=_text(item, "from", required=True),
        to_labels=_texts(item.get("to"), f"{role}: to"),
        at_least=_number(item, "min") or 0,
        at_most=_number(item, "max"),
        ordered=_flag(item, "ordered", default=False),
        inside="constraint" in item,
        attributes=_attributes(role, _object(item.get("attributes", {}), f"{role}: attributes"), item),
    )


def _attributes(owner: str, values: Data, item: Data) -> Mapping[str, Attribute]:
    defaults = _object(item.get("defaults", {}), f"{owner}: defaults")
    refuse_alike(f"an attribute of {owner}", values)
    found = {
        name: _attribute(f"{owner}: {name}", name, allowed, defaults.get(name)) for name, allowed in values.items()
    }
    for name in defaults:
        if name not in found:
            raise UserError("a scheme's default is for no attribute", value=f"{owner}: {name}")
    return found


def _attribute(place: str, name: str, allowed: object, default: object) -> Attribute:
    values = _texts(allowed, place)
    refuse_alike(f"a value of {place}", values)
    if default is not None and default not in values:
        raise UserError("a scheme's default is none of the values", value=f"{place}: {default}")
    return Attribute(name, values, default)


def _narrowed(label: Label, rules: Data) -> Label:
    fragments = _flag(rules, f"{label.name}_fragments", default=label.fragments)
    return label if fragments == label.fragments else replace(label, fragments=fragments)


def _profile(name: str, item: object) -> Profile:
    rules = _object(item, f"profile {name}")
    labels = _texts(rules["labels"], f"profile {name}: labels") if "labels" in rules else None
    return Profile(name, labels, rules)


def _bullet(item: Data) -> Bullet:
    return Bullet(
        id=_text(item, "id", required=True),
        text=_text(item, "text", required=True),
        label=_text(item, "label"),
        example=_text(item, "example"),
        counter_example=_text(item, "counter_example"),
    )


def _refuse_unknown_ends(labels: tuple[Label, ...], links: tuple[LinkType, ...]) -> None:
    names = {label.name for label in labels}
    for link in links:
        for end in (link.from_label, *link.to_labels):
            if end not in names:
                raise UserError("a scheme's link names no label of it", value=f"{link.role}: {end}")


# --- plain data, checked ------------------------------------------------------------------------------


def _object(value: object, place: str) -> Data:
    if not isinstance(value, dict):
        raise UserError("a scheme needs an object here", value=f"{place}: {value!r}")
    return cast("Data", value)


def _objects(data: Data, key: str) -> tuple[Data, ...]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise UserError("a scheme needs a list here", value=f"{key}: {value!r}")
    return tuple(_object(item, key) for item in value)


def _texts(value: object, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise UserError("a scheme needs a list of texts here", value=f"{place}: {value!r}")
    return tuple(value)


def _text(data: Data, key: str, *, required: bool = False) -> str:
    value = data.get(key, "")
    if not isinstance(value, str) or (required and not value):
        raise UserError("a scheme needs a text here", value=f"{key}: {value!r}")
    return value


def _number(data: Data, key: str) -> int | None:
    value = data.get(key)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        raise UserError("a scheme needs a whole number here", value=f"{key}: {value!r}")
    return value


def _flag(data: Data, key: str, *, default: bool) -> bool:
    value = data.get(key, default)
    if not isinstance(value, bool):
        raise UserError("a scheme needs true or false here", value=f"{key}: {value!r}")
    return value
