"""All formats by name: which module reads or writes each, by which suffixes and marks a file is known.

A format's module has `read`, `write` or both (`formats.interface`) and is imported when first asked for, so
that starting the program loads no parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import BinaryIO, cast

from formats.folders import Folder, FolderParts, FolderReader, FolderWriter
from formats.interface import Reader, ReadOptions, Writer
from formats.limits import DELIVERY
from models.errors import UsageError, UserError
from models.records import Intake

HEAD = 300_000  # bytes of a file's beginning that are enough for `sniff`
_LOOKED_AT = 4096  # of them, or of what is left of them without long texts
_JSON = (".json", ".jsonl", ".ndjson", ".jsonld")
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)  # or what is there of one, so that it never looks back
_LONG_STRING = 100  # bytes: of JSON, what stands behind a long text may tell more than the text


@dataclass(frozen=True, slots=True)
class Format:
    """suffixes: lower case, with the dot; marks: bytes in a file's beginning that tell it from its likes.

    hints: weaker marks, which count where no format is marked;
    plain: whether it is read line by line by simple code, so that no process of its own is needed for safety.
    folder: whether it is a folder of files, so that the module also has `parts`, `read_folder`, `write_folder`.
    """

    name: str
    module: str
    title: str
    suffixes: tuple[str, ...] = ()
    marks: tuple[bytes, ...] = ()
    hints: tuple[bytes, ...] = ()
    reads: bool = True
    writes: bool = False
    folder: bool = False
    plain: bool = False


# Where several formats share a suffix, the first one whose mark is found is taken, else the first.
FORMATS: tuple[Format, ...] = (
    Format(
        "inquit-jsonl",
        "formats.native",
        "Inquit JSON Lines",
        suffixes=(".jsonl", ".ndjson"),
        marks=(b'"inquit-jsonl/',),
        hints=(b'"meta":', b'"spans":', b'"annotator":', b'"offsets":', b'"source_name":'),
        writes=True,
        plain=True,
    ),
    Format(
        "json",
        "formats.json_articles",
        "Articles as JSON",
        suffixes=(".json", ".jsonl", ".ndjson"),
        marks=(b'"headline":', b'"full_text":', b'"fulltext":', b'"article_text":'),
        hints=(
            b'"title":',
            b'"body":',
            b'"content":',
            b'"author":',
            b'"byline":',
            b'"outlet":',
            b'"date":',
            b'"published":',
        ),
    ),
    Format("text", "formats.plain_text", "Plain text and Markdown", suffixes=(".txt", ".text", ".md"), plain=True),
    Format("html", "formats.html", "Web page", suffixes=(".html", ".htm", ".xhtml")),
    Format("docx", "formats.docx", "Word document", suffixes=(".docx",)),
    Format("odt", "formats.odt", "OpenDocument text", suffixes=(".odt", ".fodt")),
    Format("rtf", "formats.rtf", "Rich text", suffixes=(".rtf",)),
    Format("mail", "formats.mail", "E-mail or saved web page", suffixes=(".eml", ".mhtml", ".mht")),
    Format("table", "formats.tables", "Table with one article a row", suffixes=(".csv", ".tsv")),
    Format(
        "doccano",
        "formats.foreign.doccano",
        "doccano JSONL",
        suffixes=(".jsonl", ".json"),
        marks=(b'"start_offset"', b'"label": [[', b'"label":[[', b'"labels": [[', b'"labels":[[', b'"Comments":'),
        hints=(b'"label": []', b'"label":[]'),
    ),
    Format(
        "prodigy",
        "formats.foreign.prodigy",
        "Prodigy JSONL",
        suffixes=(".jsonl", ".json"),
        marks=(b'"_input_hash"', b'"_task_hash"', b'"answer"', b'"ents"'),
    ),
    Format(
        "label-studio",
        "formats.foreign.label_studio",
        "Label Studio JSON",
        suffixes=(".json", ".jsonl"),
        marks=(b'"completed_by"', b'"annotations"', b'"from_name"', b'"annotation_id"'),
    ),
    Format(
        "citron",
        "formats.foreign.citron",
        "Citron JSON",
        suffixes=(".json", ".jsonl"),
        marks=(b'"contents"', b'"quotes"', b'"coreference_groups"'),
    ),
    Format(
        "web-annotation",
        "formats.foreign.web_annotation",
        "W3C Web Annotations",
        suffixes=(".jsonld", ".json", ".jsonl"),
        marks=(b"http://www.w3.org/ns/anno", b'"TextPositionSelector"'),
        folder=True,
    ),
    Format("conll", "formats.foreign.conll", "CoNLL with BIO tags", suffixes=(".conll", ".bio", ".iob", ".conllu")),
    Format("uima-xmi", "formats.foreign.xmi", "UIMA CAS XMI", suffixes=(".xmi", ".xml"), marks=(b"omg.org/XMI",)),
    Format(
        "webanno-tsv",
        "formats.foreign.webanno",
        "WebAnno TSV 3",
        suffixes=(".tsv",),
        marks=(b"#FORMAT=WebAnno TSV 3",),
    ),
    Format("pdf", "formats.pdf", "PDF with a text layer", suffixes=(".pdf",)),
    Format("epub", "formats.epub", "E-book", suffixes=(".epub",)),
    Format("press-database", "formats.press_databases", "Nexis, Factiva or ProQuest delivery"),
    Format("zip", "formats.zipped", "ZIP of such files", suffixes=(".zip",)),
    Format("brat", "formats.brat", "brat standoff, a folder or a ZIP of one", writes=True, folder=True, plain=True),
)

_ADVICE: Mapping[str, str] = {  # what to do with kinds that often come up
    ".ann": "bring the folder that it lies in, with its texts",
    **dict.fromkeys((".doc", ".docm", ".dot", ".pages", ".wpd"), "save it as .docx"),
    ".msg": "save it as .eml",
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".numbers"), "save the sheet as .csv"),
    **dict.fromkeys((".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar"), "unpack it first, or pack it as .zip"),
    **dict.fromkeys((".mobi", ".azw", ".azw3"), "convert it to .epub"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff"), "bring the text that is in the picture"),
}
_PLAIN = ReadOptions()
_DELIVERED_AS = frozenset(("text", "html", "docx", "odt", "rtf"))  # the kinds of files that press databases deliver

BY_NAME = {item.name: item for item in FORMATS}
_BY_SUFFIX: Mapping[str, Sequence[Format]] = {
    suffix: [item for item in FORMATS if item.reads and suffix in item.suffixes]
    for suffix in {suffix for item in FORMATS for suffix in item.suffixes}
}


def reader(name: str) -> Reader:
    """The reader of format `name`; raises UsageError where there is none."""
    found = _known(name, lambda item: item.reads, "read")
    read = cast("Reader", import_module(found.module).read)

    def named(data: BinaryIO, file: str, options: ReadOptions = _PLAIN, /) -> Iterator[Intake | UserError]:
        items = read(data, storable(file), options)
        return _deliveries_split(items) if options.splits and name in _DELIVERED_AS else items

    return named


def _deliveries_split(items: Iterator[Intake | UserError]) -> Iterator[Intake | UserError]:
    for item in items:
        if isinstance(item, Intake) and DELIVERY in item.warnings:
            from formats.press_databases import split_if_certain  # it asks this module for readers

            yield from split_if_certain(item)
        else:
            yield item


def storable(name: str) -> str:
    """A file's name in Unicode: bytes of it that are none are written as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


class _StorableNames:
    """A folder whose files have names that can be stored."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._own = {storable(name): name for name in folder.names()}

    def names(self) -> list[str]:
        """The paths, in the folder's order."""
        return list(self._own)

    def read(self, name: str) -> bytes:
        """The bytes under a name."""
        return self._folder.read(self._own.get(name, name))


def writer(name: str) -> Writer:
    """The writer of format `name`; raises UsageError where there is none."""
    found = _known(name, lambda item: item.writes, "write")
    return cast("Writer", import_module(found.module).write)


def folder_reader(name: str) -> FolderReader:
    """The reader of the folders of format `name`; raises UsageError where there is none."""
    found = _known(name, lambda item: item.reads and item.folder, "read")
    read = cast("FolderReader", import_module(found.module).read_folder)
    return lambda folder, options=_PLAIN: read(_StorableNames(folder), options)


def folder_parts(name: str) -> FolderParts:
    """What divides a folder of format `name` into parts; raises UserError where there is no such format."""
    found = _known(name, lambda item: item.reads and item.folder, "read")
    return cast("FolderParts", import_module(found.module).parts)


def folder_writer(name: str) -> FolderWriter:
    """The writer of format `name` to a folder; raises UsageError where there is none."""
    found = _known(name, lambda item: item.writes and item.folder, "write")
    return cast("FolderWriter", import_module(found.module).write_folder)


def sniff(name: str, head: bytes, *, has_columns: bool = False) -> str:
    """The format of a file, by its name's suffix and its first bytes (at most HEAD are looked at).

    Of JSON, keys behind the text of the first article count too. has_columns: whether a person says which key holds
    what, so that JSON without the marks of a format is articles. Raises UserError for files that no reader knows.
    """
    suffix = PurePath(name).suffix.lower()
    candidates = _BY_SUFFIX.get(suffix, ())
    found = _marked(candidates, head[:_LOOKED_AT])
    if found is None and suffix in _JSON:
        head = _STRING.sub(lambda found: found[0] if len(found[0]) < _LONG_STRING else b'""', head[:HEAD])
        found = _marked(candidates, head[:_LOOKED_AT])
    if found is not None:
        return found.name
    if has_columns and suffix in BY_NAME["json"].suffixes:
        return "json"
    hinted = (item for item in candidates if any(hint in head[:_LOOKED_AT] for hint in item.hints))
    found = next(hinted, candidates[0] if candidates else None)
    if found is None:
        remedy = _ADVICE.get(suffix, f"name the format, or use {', '.join(sorted(suffixes()))}")
        raise UserError("files of this kind cannot be read", value=suffix or name, remedy=remedy)
    return "json" if found.name == "inquit-jsonl" and not _may_be_native(head) else found.name


def _may_be_native(head: bytes) -> bool:
    """Whether JSON could be our own, whose records have a text, and perhaps nothing else."""
    return b'"text"' in head or b'"' not in head


def suffixes() -> frozenset[str]:
    """The endings of files that some reader knows, lower case, with the dot."""
    return frozenset(suffix for item in FORMATS if item.reads for suffix in item.suffixes)


def _marked(candidates: Sequence[Format], head: bytes) -> Format | None:
    """The first format whose mark is found; where the suffix says nothing, any may be."""
    able = (item for item in candidates or FORMATS if item.reads)
    return next((item for item in able if any(mark in head for mark in item.marks)), None)


def _known(name: str, is_able: Callable[[Format], bool], verb: str) -> Format:
    found = BY_NAME.get(name)
    if found is None or not is_able(found):
        raise UsageError(
            f"no format of this name can be {_PARTICIPLE[verb]}",
            value=name,
            remedy=f"use one of {', '.join(item.name for item in FORMATS if is_able(item))}",
        )
    return found


_PARTICIPLE = {"read": "read", "write": "written"}
