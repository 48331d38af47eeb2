"""The disagreements as a CSV table, one row each, one pair of columns an annotator."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from models.figures import AgreementReport, Disagreement, Version

HEAD = ("article", "title", "start", "end", "kind", "sub_kind", "label", "subject", "weight", "topic")
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # what makes a spreadsheet run a cell, in any width


def as_csv(report: AgreementReport, titles: Mapping[str, str] | None = None) -> str:
    """Text of the table, offsets in code points, lines ending in CRLF (RFC 4180). titles: of articles, by id."""
    out = StringIO()
    writer = csv.writer(out)
    columns = [f"{name}: {what}" for name in report.annotators for what in ("has", "where")]
    writer.writerow([safe(cell) for cell in (*HEAD, *columns)])
    for item in report.disagreements:
        title = (titles or {}).get(item.article, "")
        writer.writerow([safe(cell) for cell in _cells(item, title, report.annotators)])
    return out.getvalue()


def safe(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _cells(item: Disagreement, title: str, annotators: Sequence[str]) -> list[str]:
    versions = {version.annotator: version for version in item.versions}
    place = [item.article, title, str(item.start), str(item.end)]
    head = [*place, item.kind, item.sub_kind, item.label, item.subject]
    found = [cell for name in annotators for cell in _version(versions.get(name))]
    return [*head, f"{item.weight:.3f}", item.topic, *found]


def _version(version: Version | None) -> tuple[str, str]:
    if version is None:
        return "", ""
    places = (f"[{start}, {end})" for start, end in version.fragments)  # 3:20 would become a time of day
    return version.value, " ".join(places)
