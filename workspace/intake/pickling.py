"""Frozen values as bytes, for the way from one process of ours to another: as their class and what they are made of.

Python's own way with a frozen, slotted dataclass asks for each field by name and sets it past the guard; calling the
class is faster, and checks the value again.
"""

from __future__ import annotations

import copyreg
import io
import pickle
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from models.articles import Article, Meta
from models.entities import Entity, Target, Utterance
from models.records import Intake, Record
from storage.reading_rows import ReadingRows
from workspace.intake.arriving import Arrival

_Reduced = tuple[type, tuple[object, ...]]


def pickled(message: object) -> bytes:
    """`message` as `pickle.load` reads it."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _TABLE
    pickler.dump(message)
    return out.getvalue()


def _by_fields(kind: type) -> Callable[[Any], _Reduced]:
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda value: (kind, values(value))


_KINDS = (Article, Meta, Entity, Target, Utterance, Arrival, Intake, Record, ReadingRows)
_TABLE = copyreg.dispatch_table | {kind: _by_fields(kind) for kind in _KINDS}
