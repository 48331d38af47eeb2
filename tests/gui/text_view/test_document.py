"""What Qt makes of the displayed text has the paragraphs and offsets that we reckon with."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from models.offsets import OffsetMap
from ui.text.display_text import display_text
from ui.text.paragraphs import Paragraphs

ODD = (
    "ab “é\n\r\t\0\x0b\x0c\u0085\u00a0\u00ad\u200b\u200d\u2028\u2029\u202e\ufe0f\ufeff\ufffe\ufdd0\ufdd1\ufffc\ud800ש😀"
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.sampled_from(ODD), max_size=40))
def test_qt_breaks_paragraphs_where_we_do_and_counts_as_many_units(qtbot: QtBot, text: str) -> None:
    shown = display_text(text)
    document = QTextDocument()
    document.setPlainText(shown)
    units = OffsetMap(shown).from_code_point

    paragraphs = Paragraphs(shown)

    assert document.blockCount() == len(paragraphs)
    for i, (start, end) in enumerate(paragraphs):
        block = document.findBlockByNumber(i)
        assert (block.position(), block.length() - 1) == (units(start), units(end) - units(start))
