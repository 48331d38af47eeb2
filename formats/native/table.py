"""A table of fields, by which one kind of JSON object is taken apart.

Knows JSON and no field by name. Null is the same as a missing key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter
from types import NoneType
from typing import Any, NamedTuple

from formats.strict_json import refuse_deep, shown
from models.errors import UserError
from models.spans import EMPTY

Data = Mapping[str, object]

REQUIRED = object()

_MOST_SHAPES = 500  # kept of one kind of object


class Kind(NamedTuple):
    """What a field takes: values of exactly these types, so that true is no number; wanted: how to say so."""

    types: tuple[type, ...]
    wanted: str


TEXT = Kind((str,), "a text")
WHOLE = Kind((int,), "a whole number")
NUMBER = Kind((int, float), "a number")
FLAG = Kind((bool,), "true or false")
LIST = Kind((list,), "a list")
OBJECT = Kind((dict,), "an object")


class Field(NamedTuple):
    """default: what a missing key means, REQUIRED where it must be there."""

    key: str
    kind: Kind
    default: object = None


class Table:
    """The fields of one kind of object in the order of the contract; `optional` ones follow where they say something.

    Unknown keys of an object are its extra: kept, and put back after the known ones. Most objects of a file have the
    same keys with values of the same types; such a shape is looked at once.
    """

    def __init__(self, *fields: Field, optional: tuple[Field, ...] = ()) -> None:
        self.keys = tuple(field.key for field in fields)
        self.optional = tuple(field.key for field in optional)
        self._rows = tuple((field.key, _accepted(field), field) for field in (*fields, *optional))
        self._known = frozenset((*self.keys, *self.optional))
        self._stand_ins = (*(field.default for _, _, field in self._rows), EMPTY)
        self._shapes: dict[tuple[object, ...], Callable[[tuple[object, ...]], tuple[Any, ...]]] = {}

    def take(self, item: Data, faults: list[UserError] | None = None) -> tuple[Any, ...]:
        """The values of all fields, then of the optional ones, defaults filled, then the extra.

        A value of another kind than wanted goes into `faults` and counts as missing; without `faults` it is raised as
        a UserError, as is a missing value that is required.
        """
        shape = (*item, *map(type, item.values()))
        if shape in self._shapes:
            return self._shapes[shape]((*item.values(), *self._stand_ins))
        missing = [field for key, types, field in self._rows if type(item.get(key)) not in types]
        known = item.keys() <= self._known
        if known and len(self._shapes) < _MOST_SHAPES and all(_may_miss(field, item) for field in missing):
            self._shapes[shape] = self._getter(list(item), missing)
        stand_ins = {field.key: _stand_in(field, item.get(field.key), faults) for field in missing}
        values = (stand_ins.get(key, item.get(key)) for key, _, _ in self._rows)
        return (*values, EMPTY if known else self._extra(item))

    def _getter(self, keys: list[str], missing: list[Field]) -> Callable[[tuple[object, ...]], tuple[Any, ...]]:
        """Takes the values of all fields out of those of an object with `keys`, followed by the defaults."""
        taken = set(keys).difference(field.key for field in missing)
        places = [
            keys.index(key) if key in taken else len(keys) + place for place, (key, _, _) in enumerate(self._rows)
        ]
        return itemgetter(*places, len(keys) + len(self._rows))

    def _extra(self, item: Data) -> Data:
        found = {key: value for key, value in item.items() if key not in self._known}
        refuse_deep(found)
        return found


def _may_miss(field: Field, item: Data) -> bool:
    return item.get(field.key) is None and field.default is not REQUIRED


def _accepted(field: Field) -> tuple[type, ...]:
    return (*field.kind.types, NoneType) if field.default is None else field.kind.types


def _stand_in(field: Field, value: object, faults: list[UserError] | None) -> object:
    """What stands in for a value that cannot be taken as it is: the default, and a fault unless it is only missing."""
    missing = value is None
    if missing and field.default is not REQUIRED:
        return field.default
    fault = UserError(
        f"{field.key} is missing" if missing else f"{field.key} must be {field.kind.wanted}",
        value="" if missing else shown(value),
        remedy=f"give {field.kind.wanted}",
    )
    if faults is None or field.default is REQUIRED:
        raise fault
    faults.append(fault)
    return field.default


def texts(values: list[Any], what: str) -> tuple[str, ...]:
    """`values`, which must all be texts; raises UserError."""
    for value in values:
        if type(value) is not str:
            raise UserError(f"{what} must be a list of texts", value=shown(value), remedy="write texts")
    return tuple(values)


def text_values(item: Mapping[str, Any], what: str) -> Mapping[str, str]:
    """An object whose values must all be texts; raises UserError."""
    for key, value in item.items():
        if type(value) is not str:
            raise UserError(f"{what} must be texts", value=f"{key}: {shown(value)}", remedy="write texts")
    return item


def one_of(value: str, what: str, allowed: tuple[str, ...]) -> str:
    """`value`, which must be one of the texts `allowed`; raises UserError."""
    if value not in allowed:
        raise UserError(f"unknown {what}", value=value, remedy=f"use one of {', '.join(allowed)}")
    return value


def obj(value: object, what: str) -> Data:
    """`value`, which must be an object; raises UserError."""
    if type(value) is not dict:
        raise UserError(f"{what} must be an object", value=shown(value), remedy="write an object")
    return value
