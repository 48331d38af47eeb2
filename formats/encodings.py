"""Bytes of an unknown encoding to text: by byte order mark, else strict UTF-8, else as the user says.

A likely encoding is only proposed, in the remedy of the error, never applied. The BOM stays in the text, for
`normalise` to count.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from unicodedata import category

from models.errors import UserError
from models.previews import EncodingChoice

_BOMS: Mapping[bytes, str] = {  # the longer first: UTF-32 LE begins like UTF-16 LE
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_SAMPLE = 1 << 16  # bytes around the first bad one that a proposal looks at
_AROUND = 60  # code points before and behind the first byte in doubt that a choice shows
_OFFERED = (  # in the order in which they are offered where nothing speaks for one of them
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "koi8-r",
    "mac-roman",
    "windows-1253",
    "windows-1254",
    "windows-1256",
    "shift-jis",
    "euc-jp",
    "gb18030",
    "big5",
    "euc-kr",
    "utf-16-le",
    "utf-16-be",
)
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


def encoding_choices(data: bytes) -> tuple[EncodingChoice, ...]:
    """The encodings in which `data` could be read, the likeliest first; none where a BOM or UTF-8 settles it."""
    if bom_encoding(data) is not None or (bad := _first_bad(data)) is None:
        return ()
    likely = wide_proposal(data) or proposal(data, bad)
    names = [likely] if likely else []
    texts = {name: _strictly(data, name) for name in dict.fromkeys((*names, *_OFFERED))}
    found = [(name, text) for name, text in texts.items() if text is not None and _is_readable(text)]
    return tuple(EncodingChoice(name, _around(text, data, bad, name)) for name, text in found)


def _first_bad(data: bytes) -> int | None:
    """The offset of the first byte that is not UTF-8, or of the first NUL of what looks like UTF-16."""
    if _is_wide(data):
        return data.index(0)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_readable(text: str) -> bool:
    """Whether a text holds none of the controls and unassigned characters that a wrong encoding yields."""
    sample = text[:_SAMPLE]
    return not any(category(char) in ("Cc", "Cn", "Co") and char not in "\t\n\r\f\ufeff" for char in set(sample))


def _around(text: str, data: bytes, bad: int, encoding: str) -> str:
    """The words around the byte at offset `bad`."""
    at = len(data[:bad].decode(encoding, "ignore"))
    return text[max(0, at - _AROUND) : at + _AROUND]


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
    if _is_wide(data):
        raise UserError(
            "not a text in UTF-8: a quarter or more of its bytes are NUL",
            value=f"byte 0x00 at offset {data.index(0)}",
            remedy=f"save it as UTF-8, or choose its encoding (perhaps {wide_proposal(data)})",
        )


def _is_wide(data: bytes) -> bool:
    """UTF-16 without a BOM is also valid UTF-8, with a NUL in every character: no article."""
    head = data[:_SAMPLE]
    return head.count(0) * 4 > len(head)


def wide_proposal(data: bytes) -> str | None:
    """The kind of UTF-16 that bytes with many NULs are in; None where they are not many."""
    head = data[:_SAMPLE]
    odd = head[1::2].count(0) >= head[::2].count(0)
    return f"utf-16-{'le' if odd else 'be'}" if _is_wide(data) else None


def _not_in(named: str, data: bytes, offset: int) -> UserError:
    likely = proposal(data, offset) if named == "utf-8" else None
    choice = f"choose its encoding (probably {likely})" if likely else "choose its encoding"
    return UserError(
        f"not a text in {named.upper()}",
        value=f"byte 0x{data[offset]:02X} at offset {offset}",
        remedy=f"save it as UTF-8, or {choice}",
    )
