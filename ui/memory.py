"""What the program remembers from one time to the next: project, article, annotator, size of window and text."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QByteArray, QSettings


class Store(Protocol):
    """What QSettings has, and so has `Remembered`."""

    def value(self, key: str, defaultValue: object = ...) -> object: ...  # noqa: N803 - Qt's name

    def setValue(self, key: str, value: object) -> None: ...


class Remembered:
    """Settings in a mapping, for as long as the program runs."""

    def __init__(self, values: Mapping[str, object] | None = None) -> None:
        self._values: MutableMapping[str, object] = dict(values or {})

    def value(self, key: str, defaultValue: object = None) -> object:  # noqa: N803 - Qt's name
        return self._values.get(key, defaultValue)

    def setValue(self, key: str, value: object) -> None:
        self._values[key] = value


class Memory:
    """Typed access to the settings; what is not there, or no longer fits, is passed over."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def project(self) -> Path | None:
        """The project that was open last, if its file is still there."""
        path = Path(self._text("project"))
        return path if self._text("project") and path.is_file() else None

    @property
    def annotator(self) -> str:
        """Who annotated last."""
        return self._text("annotator")

    @property
    def zoom(self) -> int:
        """The size of the text in per cent."""
        return int(self._text("zoom") or 100) if self._text("zoom").isdigit() else 100

    @property
    def geometry(self) -> QByteArray | None:
        """Where the window was, as Qt saves it."""
        value = self._store.value("geometry")
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def article(self, project: Path) -> str:
        """The article that was open last in a project."""
        return self._text(f"article/{_key(project)}")

    def keep_project(self, project: Path, annotator: str) -> None:
        """Keeps which project is open and who works at it."""
        self._store.setValue("project", str(project))
        self._store.setValue("annotator", annotator)

    def keep_article(self, project: Path, article: str) -> None:
        """Keeps which article is open."""
        self._store.setValue(f"article/{_key(project)}", article)

    def accepts_place(self, project: Path) -> bool:
        """Whether the user wants to work where the project lies, and not be asked again."""
        return self._text(f"place/{_key(project)}") == "accepted"

    def accept_place(self, project: Path) -> None:
        """Keeps that the user knows where the project lies."""
        self._store.setValue(f"place/{_key(project)}", "accepted")

    def origin(self, copy: Path) -> Path | None:
        """The project that a local copy was made of, None for one that is no such copy."""
        found = self._text(f"origin/{_key(copy)}")
        return Path(found) if found else None

    def keep_origin(self, copy: Path, original: Path) -> None:
        """Keeps what a local copy was made of."""
        self._store.setValue(f"origin/{_key(copy)}", str(original))

    def keep_window(self, geometry: QByteArray, zoom: int) -> None:
        """Keeps where the window is and how large its text."""
        self._store.setValue("geometry", geometry)
        self._store.setValue("zoom", str(zoom))

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        return value if isinstance(value, str) else ""


def memory(settings: QSettings | Mapping[str, object] | None) -> Memory:
    """The memory in the given settings; the user's own without any."""
    if isinstance(settings, Mapping):
        return Memory(Remembered(settings))
    return Memory(settings if settings is not None else QSettings("Inquit", "Inquit"))


def _key(project: Path) -> str:
    return str(project.resolve()).replace("/", "|").replace("\\", "|")
