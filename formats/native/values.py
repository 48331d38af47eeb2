"""Plain JSON values, checked as they are taken out of an object; null is the same as a missing key.

Knows JSON and no field by name. Every function raises a UserError that names the key and the value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from formats.strict_json import refuse_deep, shown
from models.errors import UserError
from models.spans import EMPTY

Data = Mapping[str, object]


def text(item: Data, key: str, default: str = "") -> str:
    """A text, or `default`."""
    value = item.get(key)
    if value is None:
        return default
    if type(value) is not str:
        raise wrong(key, "a text", value)
    return value


def required_text(item: Data, key: str) -> str:
    """A text that must be there and not be empty."""
    value = text(item, key)
    if not value:
        raise UserError(f"{key} is missing or empty", value=shown(item.get(key)), remedy=f"give {key}")
    return value


def optional_text(item: Data, key: str) -> str | None:
    """A text, or None."""
    value = item.get(key)
    if value is not None and type(value) is not str:
        raise wrong(key, "a text or null", value)
    return value


def one_of(item: Data, key: str, allowed: tuple[str, ...], default: str) -> str:
    """One of the texts `allowed`, or `default`."""
    value = text(item, key, default)
    if value not in allowed:
        raise UserError(f"unknown value of {key}", value=value, remedy=f"use one of {', '.join(allowed)}")
    return value


def whole(item: Data, key: str) -> int | None:
    """A whole number, or None; neither 1.0 nor true is one."""
    value = item.get(key)
    if value is not None and type(value) is not int:
        raise wrong(key, "a whole number", value)
    return value


def seconds(item: Data, key: str) -> float:
    """A time span, 0 or more."""
    value = item.get(key)
    if value is None:
        return 0.0
    if type(value) not in (int, float) or not 0 <= cast("float", value) < 1e12:
        raise wrong(key, "a number of seconds, 0 or more", value)
    return float(cast("float", value))


def flag(item: Data, key: str) -> bool:
    """True or false; false where nothing is said."""
    value = item.get(key)
    if value is not None and type(value) is not bool:
        raise wrong(key, "true or false", value)
    return bool(value)


def items(item: Data, key: str) -> list[object]:
    """A list of anything; an empty one where there is none."""
    value = item.get(key)
    if value is None:
        return []
    if type(value) is not list:
        raise wrong(key, "a list", value)
    return value


def texts(item: Data, key: str) -> tuple[str, ...]:
    """A list of texts."""
    found = items(item, key)
    for value in found:
        if type(value) is not str:
            raise wrong(key, "a list of texts", value)
    return tuple(cast("list[str]", found))


def obj(value: object, what: str) -> Data:
    """An object, by itself."""
    if type(value) is not dict:
        raise wrong(what, "an object", value)
    return cast("Data", value)


def part(item: Data, key: str) -> Data:
    """An object under a key; an empty one where there is none."""
    value = item.get(key)
    return EMPTY if value is None else obj(value, key)


def attributes(item: Data) -> Mapping[str, str]:
    """The attributes of a span or a link: an object of texts."""
    found = part(item, "attributes")
    for name, value in found.items():
        if type(value) is not str:
            raise wrong(f"the attribute {name}", "a text", value)
    return cast("Mapping[str, str]", found)


def identity(item: Data, number: int) -> tuple[str, str | None]:
    """The id of an object and its key: both as the file has them, or else its number among its likes and None."""
    key = text(item, "id")
    return (key, key) if key else (f"#{number}", None)


def name_of(item: object, number: int) -> str:
    """What an error calls an object that may be broken in any way: its id, else its number among its likes."""
    given = item.get("id") if isinstance(item, dict) else None
    return given if isinstance(given, str) and given else f"#{number}"


def extra(item: Data, known: frozenset[str]) -> Data:
    """The part of `item` under keys that the format does not know, in their order; it is kept and written back."""
    if item.keys() <= known:
        return EMPTY
    found = {key: value for key, value in item.items() if key not in known}
    refuse_deep(found)
    return found


def wrong(key: str, wanted: str, value: object) -> UserError:
    """The fault of a value that is of another kind than wanted."""
    return UserError(f"{key} must be {wanted}", value=shown(value), remedy=f"write {wanted}")
