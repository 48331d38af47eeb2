"""Title and meta line above the text, inside the scrolling column. Not part of the text: no caret goes there."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter, QTextLayout

from ui.palettes import Palette
from ui.text.typography import Typography
from ui.theme import colour
from ui.visible import visible

_BELOW_TITLE: Final = 0.25  # of the meta font's height
_BELOW: Final = 1.6


class Heading:
    """Lines of text with a height; the first is the title, "" for none, the others are small and grey."""

    def __init__(self, lines: Sequence[str], typography: Typography, width: int) -> None:
        self._parts: list[tuple[QTextLayout, float, bool]] = []
        bottom = float(typography.top)
        gap = typography.meta.pixelSize()
        for number, text in enumerate(lines):
            if not text:
                continue
            is_title = number == 0
            layout = _laid_out(text, typography.title if is_title else typography.meta, width)
            self._parts.append((layout, bottom, is_title))
            bottom += layout.boundingRect().height() + (gap * _BELOW_TITLE if is_title else 0)
        self.height = round(bottom + gap * _BELOW) if lines else typography.top

    def draw(self, painter: QPainter, left: float, palette: Palette) -> None:
        """Draw the heading; left: of the column."""
        for layout, top, is_title in self._parts:
            painter.setPen(colour(palette.text if is_title else palette.muted))
            layout.draw(painter, QPointF(left, top))


def _laid_out(text: str, font: QFont, width: int) -> QTextLayout:
    layout = QTextLayout(visible(text), font)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout
