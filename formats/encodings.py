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
_CONTROLS = 0.6  # of every second byte, which is the upper half of a character in UTF-16
_AROUND = 60  # code points before and behind the first byte in doubt that a choice shows
_OFFERED = (  # in the order in which they are offered where nothing speaks for one of them
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "koi8-r",
    "mac-roman",
    "iso-8859-2",
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
    "utf-32-le",
    "utf-32-be",
)
_LATIN = ("windows-1252", "windows-1250", "iso-8859-2", "mac-roman")
_ACCENT = re.compile("[^\\x00-\\x7f]")
_RUN = re.compile("[^\\x00-\\x7f\\W]{4,}")  # accents stand alone in Latin words; Cyrillic read as windows-1252 runs on
_SOME_ACCENTS = 3  # characters beyond ASCII that are UTF-8 by no chance
_MOST_ACCENTS = 0.3  # of all bytes of a text in Latin letters
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_CYRILLIC_WORD = re.compile("(?<![\u0400-\u04ff])[\u0400-\u04ff]?[\u0430-\u045f\u0491]+(?![\u0400-\u04ff])")
_MOST_OF_ALL = 0.9  # of the letters, to stand in such words


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
    likely = proposal(data, bad)
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
    if (wide := wide_proposal(data)) is not None:
        return wide
    sample = data[max(0, near - _SAMPLE // 2) : near + _SAMPLE // 2]
    high = len(sample) - len(sample.decode("ascii", "ignore"))
    is_latin = high <= _MOST_ACCENTS * len(sample)
    for name in _LATIN if is_latin else ("windows-1251", "koi8-r"):
        text = _strictly(sample, name)
        if text is not None and (_looks_latin(text) if is_latin else _looks_cyrillic(text)):
            return name
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding.replace("_", "-") if best is not None else None


def _looks_latin(text: str) -> bool:
    """Whether words are as words in Latin letters are: no capital behind a small letter, no sign between letters."""
    return _RUN.search(text) is None and not any(_is_odd(text, match.start()) for match in _ACCENT.finditer(text))


def _is_odd(text: str, at: int) -> bool:
    char, before, behind = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if char.isalpha():
        return char.isupper() and before.islower()
    return category(char)[0] not in "PZ" and before.isalpha() and behind.isalpha()


def _looks_cyrillic(text: str) -> bool:
    """Whether Cyrillic letters stand in words of lower case; of the two encodings the wrong one swaps the cases."""
    letters = len(_CYRILLIC.findall(text))
    others = sum(char.isalpha() for char in text if char > "\x7f") - letters
    return letters > 0 and sum(map(len, _CYRILLIC_WORD.findall(text))) > _MOST_OF_ALL * (letters + others)


def _refuse_wide(data: bytes) -> None:
    if _is_wide(data):
        raise UserError(
            "not a text in UTF-8: half of its bytes are controls",
            value=f"byte 0x00 at offset {data.index(0)}",
            remedy=f"save it as UTF-8, or choose its encoding (perhaps {wide_proposal(data)})",
        )


def _is_wide(data: bytes) -> bool:
    """UTF-16 without a BOM is often valid UTF-8 too, with a NUL or another control in every character: no article."""
    head = data[:_SAMPLE]
    return 0 in head and max(_controls(head[::2]), _controls(head[1::2])) > _CONTROLS


def _controls(some: bytes) -> float:
    """The share of bytes that are controls."""
    return sum(map(some.count, range(0x20))) / max(1, len(some))


def wide_proposal(data: bytes) -> str | None:
    """The kind of UTF-16 or UTF-32 that bytes with many controls are in; None where they are not many."""
    head = data[: _SAMPLE // 4 * 4]
    if not _is_wide(head):
        return None
    order = "le" if _controls(head[1::2]) >= _controls(head[::2]) else "be"
    empty = head[2::4] + head[3::4] if order == "le" else head[::4] + head[1::4]
    return f"utf-{32 if _controls(empty) == 1 else 16}-{order}"


def _not_in(named: str, data: bytes, offset: int) -> UserError:
    value = f"byte 0x{data[offset]:02X} at offset {offset}"
    if named == "utf-8" and _accents(data[:offset]) >= _SOME_ACCENTS:
        remedy = "it seems to mix encodings, since all before is UTF-8: save it anew, or choose one encoding for all"
        return UserError("not a text in UTF-8", value=value, remedy=remedy)
    likely = proposal(data, offset) if named == "utf-8" else None
    choice = f"choose its encoding (probably {likely})" if likely else "choose its encoding"
    return UserError(f"not a text in {named.upper()}", value=value, remedy=f"save it as UTF-8, or {choice}")


def _accents(data: bytes) -> int:
    """How many characters beyond ASCII there are in bytes that are UTF-8."""
    return len(_ACCENT.findall(data[-_SAMPLE:].decode("utf-8", "ignore")))
