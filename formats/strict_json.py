"""JSON as the standard has it, and no more: what Python's `json` lets through in silence is refused here.

Refused are NaN and infinities (also as 1e999), keys given twice, lone surrogates (also as escapes), and what is nested
too deeply or has numbers too long to be read. Knows no format.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from json.encoder import encode_basestring as _quoted

from models.errors import UserError

DEEPEST = 64  # levels of arrays and objects in a value that a format keeps without understanding it

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


def parse(line: bytes) -> object:
    """The value of one JSON text in UTF-8; raises UserError that says what is wrong and where in the line."""
    if not line:
        raise UserError("an empty line", remedy="remove it")
    try:
        text = line.decode("utf-8")
        value: object = _DECODER.decode(text)
        if _SURROGATE_ESCAPE.search(text):
            _refuse_lone_surrogates(value)
        return value
    except UnicodeDecodeError as error:
        bad = f"byte 0x{line[error.start]:02X} at byte {error.start} of the line"
        raise UserError("not UTF-8", value=bad, remedy="save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise UserError(
            "not JSON", value=f"{error.msg}, character {error.pos + 1} of the line", remedy="mend or remove the line"
        ) from error
    except RecursionError as error:
        raise UserError("JSON that is nested too deeply", remedy=f"use at most {DEEPEST} levels") from error
    except ValueError as error:  # Python refuses to read integers of thousands of digits
        raise UserError("a number that is too long", remedy="mend the number") from error


def refuse_deep(value: object, levels: int = DEEPEST) -> None:
    """Raises UserError where `value` has more levels of arrays and objects than `levels`."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if parts and not levels:
        raise UserError("JSON that is nested too deeply", remedy=f"use at most {DEEPEST} levels")
    for part in parts:
        refuse_deep(part, levels - 1)


def written(value: object) -> str:
    """A value as compact JSON text; raises ValueError for what JSON has not, such as NaN."""
    if type(value) is str:
        return _quoted(value)
    return "null" if value is None else _ENCODER.encode(value)


def shown(value: object) -> str:
    """A value as JSON writes it, to be named in an error."""
    return json.dumps(value, ensure_ascii=False, default=str)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = next(name for name, count in counts.items() if count > 1)
        raise UserError("a key stands twice in one object", value=twice, remedy="keep one of them")
    return found


def _no_constant(name: str) -> object:
    raise UserError("no number in JSON", value=name, remedy="write null or a number")


def _finite(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise UserError("a number that is too large", value=digits, remedy="mend the number")
    return value


def _refuse_lone_surrogates(value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        lone = f"\\u{ord(error.object[error.start]):04x}"
        raise UserError("half a surrogate pair in a text", value=lone, remedy="write the whole character") from error


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite)
