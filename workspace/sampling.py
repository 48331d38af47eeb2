"""The first record of a dataset as it would be written, for people to look at before they write it all."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from formats import registry
from formats.interface import WriteOptions
from models.offsets import OffsetUnit
from models.readings import State
from models.records import Record
from workspace.disk_folder import DiskFolder
from workspace.exporting import ExportOptions, records
from workspace.project import NATIVE, Project

_LONGEST = 20_000  # code points that are shown
_TEXT = 160  # of the article, in code points


def sample(
    project: Project,
    format_name: str,
    annotator: str | None,
    states: Sequence[State],
    offsets: OffsetUnit = OffsetUnit.CODE_POINT,
    profile: str | None = None,
) -> str:
    """The first record, its lines broken for people; "" where there is none. annotator: None for everyone.

    Raises UserError where the record cannot be written truly.
    """
    everyone = annotator is None
    options = ExportOptions(format_name, annotator, everyone, tuple(states), offsets, profile)
    with closing(records(project, options)) as stream:
        first = list(islice(stream, 1))
    if not first:
        return ""
    return _written(first, format_name, WriteOptions(offsets, profile))[:_LONGEST]


def _broken(record: dict[str, object]) -> str:
    """A native record with a line for each value, and for each object of a list; its text is cut short."""
    shown = {**record, "text": _shortened(str(record["text"]))}
    lines = (f" {json.dumps(name)}: {_value(value)}" for name, value in shown.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _value(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(f"  {json.dumps(one, ensure_ascii=False)}" for one in value) + "\n ]"
    return json.dumps(value, ensure_ascii=False)


def _shortened(text: str) -> str:
    return text if len(text) <= _TEXT else f"{text[:_TEXT]}… ({len(text):,} characters)"


def _written(some: list[Record], format_name: str, options: WriteOptions) -> str:
    known = registry.BY_NAME[format_name]
    if not known.folder:
        out = io.BytesIO()
        registry.writer(format_name)(some, out, options)
        text = out.getvalue().decode()
        return _broken(json.loads(text)) if format_name == NATIVE else text
    with TemporaryDirectory(prefix="inquit-") as folder:
        registry.folder_writer(format_name)(some, DiskFolder(Path(folder)), options)
        found = sorted(path for path in Path(folder).rglob("*") if path.is_file() and path.suffix != ".txt")
        return "\n".join(f"{path.name}\n\n{path.read_text(encoding='utf-8')}" for path in found)
