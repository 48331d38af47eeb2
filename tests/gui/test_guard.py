"""An exception in an override of a Qt virtual is reported and goes no further."""

import logging

import pytest
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from ui.guard import guarded


class Faulty(QWidget):
    """Fails as C code does, which is what kills Python 3.11 when it gets out."""

    @guarded(QSize(7, 8))
    def sizeHint(self) -> QSize:
        nothing: list[int] = []
        return QSize(nothing[0], 0)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        len(5)  # type: ignore[arg-type]


class Filter(QObject):
    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return bool(1 / 0)


class Leaving(QWidget):
    @guarded(QSize())
    def sizeHint(self) -> QSize:
        raise KeyboardInterrupt


def test_qt_gets_the_default_when_an_override_fails(qtbot: QtBot) -> None:
    widget = Faulty()
    qtbot.addWidget(widget)

    with capture_exceptions() as failures:
        widget.adjustSize()

    assert widget.size() == QSize(7, 8)
    assert {kind for kind, _, _ in failures} >= {IndexError}


def test_a_failure_inside_a_call_from_python_into_qt_leaves_the_process_alive(qtbot: QtBot) -> None:
    widget, filter_ = QWidget(), Filter()
    qtbot.addWidget(widget)
    widget.installEventFilter(filter_)

    with capture_exceptions() as failures:
        widget.show()
        widget.removeEventFilter(filter_)

    assert widget.isVisible()
    assert {kind for kind, _, _ in failures} == {ZeroDivisionError}


def test_a_failure_is_logged_with_its_place_and_its_stack(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    widget = Faulty()
    qtbot.addWidget(widget)

    with capture_exceptions(), caplog.at_level(logging.ERROR):
        widget.sizeHint()

    (record,) = caplog.records
    assert record.getMessage() == "Faulty.sizeHint failed"
    assert record.exc_info is not None
    assert record.exc_info[0] is IndexError


def test_a_hook_that_fails_is_stopped_at_the_border_too(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken_hook(*_: object) -> None:
        raise RuntimeError("no dialog today")

    widget = Faulty()
    qtbot.addWidget(widget)
    monkeypatch.setattr("sys.excepthook", broken_hook)

    assert widget.sizeHint() == QSize(7, 8)
    assert [record.getMessage() for record in caplog.records] == [
        "Faulty.sizeHint failed",
        "the hook for bugs failed",
    ]


def test_what_works_comes_back_unchanged() -> None:
    assert guarded(0)(max)(3, 4) == 4


def test_an_interrupt_passes() -> None:
    with pytest.raises(KeyboardInterrupt):
        Leaving.sizeHint(None)  # type: ignore[arg-type]
