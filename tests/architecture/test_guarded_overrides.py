"""Every Python override of a Qt method is guarded: see ui/guard.py for what happens otherwise."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QWidget

import ui
from ui.guard import GUARD_MARK, guarded


def test_every_override_of_a_qt_method_in_ui_is_guarded() -> None:
    unguarded = [place for class_ in classes_of_ui() for place in unguarded_overrides(class_)]

    assert unguarded == []


def test_no_class_of_ui_hides_inside_a_function_where_the_walk_would_not_see_it() -> None:
    hidden = [
        f"{file.name}:{inner.lineno}"
        for file in Path(ui.__path__[0]).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.ClassDef)
    ]

    assert hidden == []


def test_the_walk_finds_an_unguarded_override_its_own_or_inherited_from_a_mixin() -> None:
    assert unguarded_overrides(Careless) == [
        "tests.architecture.test_guarded_overrides.Careless.sizeHint",
        "tests.architecture.test_guarded_overrides.CarelessMixin.eventFilter",
    ]


def test_the_walk_is_content_with_guarded_overrides_and_methods_of_our_own() -> None:
    assert unguarded_overrides(Careful) == []


class CarelessMixin:
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return False


class Careless(QWidget, CarelessMixin):
    def sizeHint(self) -> QSize:
        return QSize()

    def measure(self) -> int:
        return 0


class Careful(QWidget):
    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize()

    def measure(self) -> int:
        return 0


def classes_of_ui() -> Iterator[type]:
    """Every class that a module of `ui` defines, classes inside classes included."""
    for found in pkgutil.walk_packages(ui.__path__, "ui."):
        if not found.name.endswith("__main__"):
            module = importlib.import_module(found.name)
            yield from classes_in(module, module.__name__)


def classes_in(holder: object, module: str) -> Iterator[type]:
    for member in vars(holder).values():
        if inspect.isclass(member) and member.__module__ == module:
            yield member
            yield from classes_in(member, module)


def unguarded_overrides(class_: type) -> list[str]:
    """The methods that replace one of Qt's without the guard, by their full names."""
    ours = [part for part in class_.__mro__ if not is_qt(part) and part is not object]
    qt_names = {name for part in class_.__mro__ if is_qt(part) for name in vars(part)}
    return [
        f"{part.__module__}.{part.__qualname__}.{name}"
        for part in ours
        for name, member in vars(part).items()
        if inspect.isfunction(member) and name in qt_names and not is_dunder(name)
        if not hasattr(member, GUARD_MARK)
    ]


def is_qt(class_: type) -> bool:
    return class_.__module__.split(".")[0] in ("PySide6", "shiboken6", "Shiboken")


def is_dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")
