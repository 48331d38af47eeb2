"""Bytes of an unknown encoding to text: by byte order mark, else strict UTF-8, else as the user says.

A likely encoding is only proposed, in the remedy of the error, never applied. The BOM stays in the text, for
`normalise` to count.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from models.errors import UserError

_BOMS: Mapping[bytes, str] = {  # the longer first: UTF-32 LE begins like UTF-16 LE
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_SAMPLE = 1 << 16  # bytes around the first bad one that a proposal looks at
_FOREIGN_RUN = re.compile(
    "[\u00c0-\u00ff]{4,}"
)  # accents stand alone in Western words; Cyrillic read as cp1252 runs on


def decoded(data: bytes, encoding: str | None = None) -> str:
    """`data` as text, in the encoding of its BOM, else in `encoding`, else in UTF-8; strictly.

    Raises UserError with the offset (in bytes) and value of the first byte that does not fit, and a likely
    encoding.
    """
    named = bom_encoding(data) or encoding or "utf-8"
    if named == "utf-8":
        _refuse_wide(data)
    try:
        return data.decode(named)
    except LookupError as error:
        raise UserError("unknown encoding", value=named, remedy="use a name such as utf-8 or windows-1252") from error
    except UnicodeDecodeError as error:
        raise _not_in(named, data, error.start) from error


def bom_encoding(data: bytes) -> str | None:
    """The encoding that the byte order mark at the start of `data` tells, if there is one."""
    return next((name for bom, name in _BOMS.items() if data.startswith(bom)), None)


def proposal(data: bytes, near: int = 0) -> str | None:
    """A likely encoding of `data` by the bytes around offset `near`; to be shown, never applied unseen."""
    sample = data[max(0, near - _SAMPLE // 2) : near + _SAMPLE // 2]
    if _looks_western(sample):
        return "windows-1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding.replace("_", "-") if best is not None else None


def _looks_western(sample: bytes) -> bool:
    try:
        return _FOREIGN_RUN.search(sample.decode("windows-1252")) is None
    except UnicodeDecodeError:
        return False


def _refuse_wide(data: bytes) -> None:
    """UTF-16 without a BOM is also valid UTF-8, with a NUL in every character: no article."""
    head = data[:_SAMPLE]
    if head.count(0) * 4 > len(head):
        odd = head[1::2].count(0) >= head[::2].count(0)
        raise UserError(
            "not a text in UTF-8: a quarter or more of its bytes are NUL",
            value=f"byte 0x00 at offset {head.index(0)}",
            remedy=f"save it as UTF-8, or choose its encoding (perhaps utf-16-{'le' if odd else 'be'})",
        )


def _not_in(named: str, data: bytes, offset: int) -> UserError:
    likely = proposal(data, offset) if named == "utf-8" else None
    choice = f"choose its encoding (probably {likely})" if likely else "choose its encoding"
    return UserError(
        f"not a text in {named.upper()}",
        value=f"byte 0x{data[offset]:02X} at offset {offset}",
        remedy=f"save it as UTF-8, or {choice}",
    )
