"""The dialogs that ask for files, and nothing else of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_PROJECTS = "Inquit projects (*.inquit)"


def files_to_open(parent: QWidget) -> list[Path]:
    """The files the user wants to open; none when they think better of it."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, "Open articles, annotations or a project", "", "All files (*)")
    return [Path(name) for name in chosen]


def folder_to_open(parent: QWidget) -> Path | None:
    """The folder whose articles the user wants to open."""
    chosen = QFileDialog.getExistingDirectory(parent, "Open a folder of articles")
    return Path(chosen) if chosen else None


def new_project(parent: QWidget) -> Path | None:
    """Where a new project is to be."""
    chosen, _ = QFileDialog.getSaveFileName(parent, "New project", "articles.inquit", _PROJECTS)
    return _with_suffix(chosen, ".inquit")


def file_to_write(parent: QWidget, name: str) -> Path | None:
    """Where a dataset is to be written; `name` is proposed, and its ending kept."""
    suffix = Path(name).suffix
    chosen, _ = QFileDialog.getSaveFileName(parent, "Export a dataset", name, f"Datasets (*{suffix})")
    return _with_suffix(chosen, suffix)


def copy_to_write(parent: QWidget, project: Path) -> Path | None:
    """Where a copy of the project is to be written."""
    name = str(project.with_name(f"{project.stem} copy.inquit"))
    chosen, _ = QFileDialog.getSaveFileName(parent, "Save a copy of the project", name, "Projects (*.inquit)")
    return _with_suffix(chosen, ".inquit")


def mended_copy_to_write(parent: QWidget, project: Path) -> Path | None:
    """Where a mended copy of the project is to be written; a file that exists is not replaced."""
    name = str(project.with_name(f"{project.stem} mended.inquit"))
    chosen, _ = QFileDialog.getSaveFileName(parent, "Mend a copy of the project", name, _PROJECTS)
    return _with_suffix(chosen, ".inquit")


def local_copy_to_write(parent: QWidget, project: Path) -> Path | None:
    """Where a copy to work on is to be: proposed in the first of the user's folders that no sync program works on."""
    from workspace.keeping.places import worry

    homes = [
        Path(QStandardPaths.writableLocation(place))
        for place in (QStandardPaths.StandardLocation.DocumentsLocation, QStandardPaths.StandardLocation.HomeLocation)
    ]
    folder = next((home for home in homes if not worry(home / project.name)), homes[-1])
    chosen, _ = QFileDialog.getSaveFileName(parent, "Work on a local copy", str(folder / project.name), _PROJECTS)
    return _with_suffix(chosen, ".inquit")


def report_to_write(parent: QWidget, *, table: bool) -> Path | None:
    """Where a report on agreement is to be written: a page, or a table of the disagreements."""
    suffix, kind = (".csv", "Tables (*.csv)") if table else (".html", "Pages (*.html)")
    chosen, _ = QFileDialog.getSaveFileName(parent, "Write the report", f"agreement{suffix}", kind)
    return _with_suffix(chosen, suffix)


def _with_suffix(chosen: str, suffix: str) -> Path | None:
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(suffix)
