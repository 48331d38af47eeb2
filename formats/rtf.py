"""Rich text (.rtf) to articles: every character of the body, in the code page of its font.

Tracked deletions, hidden text, notes, pictures, headers and footers are left out. Knows the control words of RTF 1.9.1.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from formats.articles import article_intake, limited
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.metadata import Findings
from models.errors import UserError
from models.records import Intake

LARGEST_FILE = 20_000_000  # bytes

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])"
    r"|(?P<brace>[{}])|[\r\n\0]+|(?P<plain>[^\\{}\r\n\0]+)|\\"
)
_CELL_END = "\ufdd0"  # a noncharacter, in no text
_CHARACTERS: Mapping[str, str] = {
    **dict.fromkeys(("par", "line", "sect", "page", "row", "nestrow", "\n", "\r"), "\n"),
    "cell": _CELL_END,
    "nestcell": _CELL_END,
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "zwbo": "\u200b",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
    "~": "\u00a0",
    "-": "\u00ad",
    "_": "\u2011",
    "{": "{",
    "}": "}",
    "\\": "\\",
}
_DROPPED = frozenset(
    (
        *("fonttbl", "colortbl", "stylesheet", "info", "pict", "nonshppict", "objdata", "header", "headerl", "headerr"),
        *("headerf", "footer", "footerl", "footerr", "footerf", "footnote", "annotation", "fldinst", "datafield", "xe"),
        *("tc", "rxe", "txe", "bkmkstart", "bkmkend", "listtable", "listoverridetable", "pntext", "listtext", "revtbl"),
        *("rsidtbl", "generator", "themedata", "latentstyles", "datastore", "xmlnstbl", "sp", "shprslt", "filetbl"),
    )
)
_COUNTED = {"footnote": "footnotes", "annotation": "comments", "deleted": "tracked deletions", "v": "hidden passages"}
_READ_THOUGH_STARRED = ("shpinst", "ud")
_ENDS = frozenset(("par", "sect", "row", "cell", "nestcell", "nestrow"))  # of paragraphs
_CODE_PAGES: Mapping[int, str] = {0: "cp1252", 10000: "mac_roman", 65001: "utf-8"}  # those that Python calls otherwise
_CHARSETS: Mapping[int, str] = {
    0: "cp1252",
    2: "latin-1",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}


def read(data: BinaryIO, name: str, _options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The one article of a document, or why there is none."""
    try:
        yield _article(limited(data.read(LARGEST_FILE + 1), LARGEST_FILE), name)
    except UserError as error:
        yield error.at(name)


def _article(raw: bytes, name: str) -> Intake:
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise UserError("not a rich text file", remedy="save it as .rtf again")
    document = _Document(raw.decode("latin-1"))
    findings = Findings()
    findings.offer("title", document.title, "document properties")
    return article_intake(
        document.text,
        name,
        findings,
        reader="rtf",
        media_type="text/rtf",
        raw=raw,
        warnings=tuple(f"left out: {count} {kind}" for kind, count in document.left_out.items()),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds inside a pair of braces. into: where its words go; skip: characters that stand for one \\u."""

    into: str = "text"
    starred: bool = False
    skip: int = 1
    font: int | None = None
    hidden: bool = False
    deleted: bool = False
    either: bool = False  # whether its groups say the same twice (\upr)


class _Document:
    """Reads the whole document at once. text, title: its words; left_out: how many of what.

    The words of a text box wait for the end of the paragraph in which it is anchored.
    """

    def __init__(self, content: str) -> None:
        self.left_out: Counter[str] = Counter()
        self._pieces: dict[str, list[str]] = {"text": [], "title": [], "box": []}
        self._group = _Group()
        self._outer: list[_Group] = []
        self._bytes = bytearray()  # that no character was made of yet
        self._to_skip = 0
        self._code_page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._words: Mapping[str, Callable[[int | None], None]] = self._control_words()
        self._read(content)

    @property
    def text(self) -> str:
        """The body's words; a tab stands between the cells of a row."""
        *cells, behind = "".join(self._pieces["text"]).split(_CELL_END)
        text = "".join([*map(_cell, cells), behind])
        return text.replace(f"{_CELL_END}\n", "\n").replace(_CELL_END, "\t").strip("\n")

    @property
    def title(self) -> str:
        """The title in the document's properties."""
        return "".join(self._pieces["title"])

    def _read(self, content: str) -> None:
        at = 0
        while (match := _TOKEN.match(content, at)) is not None:
            at = match.end()
            word, number = match["word"], match["number"]
            if match["plain"]:
                self._literal(match["plain"].encode("latin-1"))
            elif match["hex"]:
                self._literal(bytes.fromhex(match["hex"]))
            elif word == "bin":
                at += max(int(number or 0), 0)
            elif word:
                self._control(word, int(number) if number else None)
            elif match["brace"]:
                self._brace(match["brace"])
            elif match["symbol"]:
                self._symbol(match["symbol"])
        self._flush()
        self._set(into="text")
        self._place_boxes()

    def _literal(self, characters: bytes) -> None:
        skipped = min(self._to_skip, len(characters))
        self._to_skip -= skipped
        self._bytes += characters[skipped:]

    def _brace(self, brace: str) -> None:
        self._flush()
        if brace == "{":
            self._outer.append(self._group)
            if self._group.starred or self._group.either:  # else the same value serves any depth
                self._group = replace(self._group, starred=False, into="" if self._group.either else self._group.into)
        elif self._outer:
            self._group = self._outer.pop()

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._group = replace(self._group, starred=True)
        elif symbol in _CHARACTERS:
            self._put(_CHARACTERS[symbol])

    def _control(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._put(chr(number % 0x10000))
            self._to_skip = self._group.skip
            return
        self._to_skip = 0
        starred = self._group.starred
        if starred:  # which only says something of this word
            self._set(starred=False)
        if word in _ENDS:
            self._place_boxes()
        if word in _CHARACTERS:
            self._put(_CHARACTERS[word])
        elif word in _DROPPED or (starred and word not in _READ_THOUGH_STARRED):
            self._flush()
            self._count(word)
            self._set(into=word)
        elif word in self._words:
            self._flush()
            self._words[word](number)

    def _control_words(self) -> Mapping[str, Callable[[int | None], None]]:
        return {
            "ansicpg": self._set_code_page,
            "mac": lambda _: self._set_code_page(10000),
            "pc": lambda _: self._set_code_page(437),
            "pca": lambda _: self._set_code_page(850),
            "f": lambda number: self._set(font=number),
            "fcharset": self._set_charset,
            "uc": lambda number: self._set(skip=max(number or 0, 0)),
            "plain": lambda _: self._set(hidden=False, deleted=False),
            "v": lambda number: self._set_unseen("v", "hidden", number),
            "deleted": lambda number: self._set_unseen("deleted", "deleted", number),
            "mvf": lambda number: self._set_unseen("deleted", "deleted", number),  # moved from here
            "shptxt": lambda _: self._set(into="box" if self._group.into == "text" else self._group.into),
            "title": lambda _: self._set(into="title" if self._group.into == "info" else self._group.into),
            "upr": lambda _: self._set(either=True),
            "ud": lambda _: self._set(into=self._outer[-2].into if len(self._outer) > 1 else "text", either=False),
        }

    def _set(self, **changes: object) -> None:
        self._group = replace(self._group, **changes)  # type: ignore[arg-type]

    def _set_unseen(self, word: str, field: str, number: int | None) -> None:
        if number != 0 and not getattr(self._group, field):
            self._count(word)
        self._set(**{field: number != 0})

    def _set_code_page(self, number: int | None) -> None:
        name = _CODE_PAGES.get(number or 0, f"cp{number}")
        try:
            self._code_page = codecs.lookup(name).name
        except LookupError as error:
            raise UserError("a code page that is not known", value=name, remedy="save the text as .docx") from error

    def _set_charset(self, number: int | None) -> None:
        name = _CHARSETS.get(number or 0)
        if self._group.into == "fonttbl" and self._group.font is not None and name is not None:
            self._fonts[self._group.font] = name

    def _count(self, word: str) -> None:
        if word in _COUNTED and self._group.into == "text":
            self.left_out[_COUNTED[word]] += 1

    def _put(self, character: str) -> None:
        self._flush()
        self._to_skip = 0
        if self._group.into in self._pieces and not (self._group.hidden or self._group.deleted):
            self._pieces[self._group.into].append(character)

    def _place_boxes(self) -> None:
        """Ends the paragraph with the words of the text boxes that stand in it, on lines of their own."""
        if self._pieces["box"] and self._group.into == "text":
            self._flush()
            self._pieces["text"] += ["\n", "".join(self._pieces["box"]).strip("\n")]
            self._pieces["box"] = []

    def _flush(self) -> None:
        """Makes characters of the bytes so far; they cannot be made one by one, since some take two."""
        if not self._bytes:
            return
        waiting, self._bytes = bytes(self._bytes), bytearray()
        if self._group.into not in self._pieces or self._group.hidden or self._group.deleted:
            return
        name = self._code_page
        if self._group.font in self._fonts and self._fonts[self._group.font] != "cp1252":
            name = self._fonts[self._group.font]
        try:
            self._pieces[self._group.into].append(waiting.decode(name))
        except UnicodeDecodeError as error:
            bad = f"byte 0x{waiting[error.start]:02X} in {name}"
            raise UserError(
                "a character that its code page lacks", value=bad, remedy="save the text as .docx"
            ) from error


def _cell(words: str) -> str:
    """A cell with its end; its last paragraph ends with it, while a first line end is that of the row before."""
    start = "\n" if words.startswith("\n") else ""
    return start + words.removeprefix(start).rstrip("\n") + _CELL_END
