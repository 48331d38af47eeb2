"""Pictures of widgets compared with those kept in tests/snapshots; `--update-snapshots` renews them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

SNAPSHOTS = Path(__file__).parents[1] / "snapshots"
BLOCK = 8  # pixels: compared by the mean of each block, so that smoothing of letters may differ a little
TOLERANCE = 24  # of 255, a block's mean difference; a line of 2 pixels that has moved makes 50 and more

PATIENCE = 60_000  # milliseconds

CompareWithSnapshot = Callable[..., None]


class PatientBot(QtBot):
    """Waits as long as a busy machine may need: no test measures time, so none may fail for want of it."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        """Handles events until the callback agrees; fails after `timeout` milliseconds."""
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """pytest-qt's own, with more patience."""
    return PatientBot(request)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-snapshots", action="store_true", help="keep what is drawn now as tests/snapshots")


@pytest.fixture
def compare_with_snapshot(request: pytest.FixtureRequest) -> CompareWithSnapshot:
    """Compare a widget's picture with the one kept under a name; a difference leaves the new one beside it.

    ratio: of the screen's pixels to those that the widget counts in.
    """

    def compare(widget: QWidget, name: str, ratio: float = 1.0) -> None:
        QApplication.processEvents()
        drawn = picture(widget, ratio)
        kept = SNAPSHOTS / f"{name}.png"
        if request.config.getoption("--update-snapshots", default=False):
            kept.parent.mkdir(parents=True, exist_ok=True)
            drawn.save(str(kept))
            return
        assert kept.exists(), f"no snapshot yet: run pytest tests/gui --update-snapshots, and look at {kept.name}"
        worst = difference(drawn, QImage(str(kept)))
        if worst > TOLERANCE:
            drawn.save(str(request.getfixturevalue("tmp_path") / kept.name))
        assert worst <= TOLERANCE, (
            f"{kept.name} differs by {worst}; what was drawn lies in {request.getfixturevalue('tmp_path')}"
        )

    return compare


def picture(widget: QWidget, ratio: float) -> QImage:
    """The widget as a screen of that pixel ratio shows it."""
    drawn = QImage(widget.size() * ratio, QImage.Format.Format_RGB32)
    drawn.setDevicePixelRatio(ratio)
    widget.render(drawn)
    drawn.setDevicePixelRatio(1.0)
    return drawn


def difference(one: QImage, other: QImage) -> int:
    """The largest mean difference of a block, 0 to 255; pictures of unlike size differ altogether."""
    if one.size() != other.size():
        return 255
    apart = one.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(apart)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, other)
    painter.end()
    blocks = apart.scaled(
        QSize(apart.width() // BLOCK, apart.height() // BLOCK),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    rows = ((blocks.pixelColor(x, y) for x in range(blocks.width())) for y in range(blocks.height()))
    return max(max(colour.red(), colour.green(), colour.blue()) for row in rows for colour in row)
