"""A report on agreement as files for others: a page for a paper's appendix, a table of the disagreements."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from agreement.page import as_html
from agreement.table import as_csv
from models.errors import UserError
from models.figures import AgreementReport


def write_page(path: Path, report: AgreementReport, project: str) -> None:
    """Writes the report as an HTML page. project: what it is called."""
    _write(path, as_html(report, f"Agreement: {project}"))


def write_table(path: Path, report: AgreementReport, titles: Mapping[str, str]) -> None:
    """Writes the disagreements as CSV, one row each. titles: of the articles, by id."""
    _write(path, as_csv(report, titles))


def _write(path: Path, text: str) -> None:
    """Replaces the file whole or not at all; raises UserError where that is not possible."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("w", encoding="utf-8", newline="") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, path)
    except OSError as error:
        raise UserError("the report cannot be written", value=error.strerror or "", file=str(path)) from error
    finally:
        draft.unlink(missing_ok=True)
