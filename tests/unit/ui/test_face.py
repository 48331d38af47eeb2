"""How a card looks: its words, in their order, as far as the project's pass and the width let them stand."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from tests.unit.ui.conftest import Do
from ui.cards.card import card
from ui.cards.face import Face, folded, opened
from ui.typeset import Style, Typesetter
from workspace.annotating.desk import Desk
from workspace.passes import Pass

QUOTE = "“The old bridge will stay open.”"
KEYS_OF_OTHERS = {
    Pass.QUOTES: {"E", "T", "R", "F", "A", "N", "U", "0", "C"},
    Pass.SOURCES: {"T", "R", "F", "A", "N", "U"},
    Pass.STANCE: set(),
}


def words(face: Face) -> list[str]:
    return [item.piece.text for item in face.placed]


@pytest.fixture
def setter(qapp: QApplication) -> Typesetter:
    return Typesetter()


@pytest.mark.parametrize("step", [Pass.QUOTES, Pass.SOURCES])
def test_a_pass_hides_the_rows_and_keys_of_other_layers(desk: Desk, do: Do, setter: Typesetter, step: Pass) -> None:
    do("quote", QUOTE)
    do("cue", "said on Monday")
    quote = desk.snapshot.state.active or ""
    desk.project.choose_pass(step)
    shown = card(desk.snapshot, quote)
    keys = {item.piece.text for item in opened(shown, setter, 400).placed if item.piece.style is Style.KEY}

    assert not keys & KEYS_OF_OTHERS[step]
    assert "stance" not in words(opened(shown, setter, 400))
    assert "stance?" not in words(folded(shown, setter, 400))
    assert ("cue" in words(opened(shown, setter, 400))) is (step is Pass.SOURCES)


def test_where_sources_are_hidden_a_card_says_how_its_quote_begins(desk: Desk, do: Do, setter: Typesetter) -> None:
    do("quote", QUOTE)
    desk.project.choose_pass(Pass.QUOTES)
    shown = card(desk.snapshot, desk.snapshot.state.active or "")

    assert words(folded(shown, setter, 600))[:2] == ["1", QUOTE]
    assert words(opened(shown, setter, 600))[0] == QUOTE


@pytest.mark.parametrize("width", [270, 400])
def test_nothing_of_an_open_card_stands_on_anything_else_or_beyond_its_edge(
    desk: Desk, do: Do, setter: Typesetter, width: int
) -> None:
    do("quote", "“We have no money for it 🏗️,”")
    do("add_fragment", "“not this year.”")
    do("speaker", "the treasurer, Noël A\u0301vila,")
    do("cue", "told")
    do("source", "the Harbour Gazette")
    do("source", "Tidewater Post")
    do("polarity", argument="against/new:Whatever the council has planned for the bridges of the northern bank")
    shown = card(desk.snapshot, desk.snapshot.state.active or "")

    assert _overlaps(opened(shown, setter, width), width) == []


@pytest.mark.parametrize("width", [200, 270, 400])
def test_nothing_of_a_folded_card_stands_on_anything_else(desk: Desk, do: Do, setter: Typesetter, width: int) -> None:
    do("quote", "“We have no money for it 🏗️,”")
    do("add_fragment", "“not this year.”")
    do("speaker", "the treasurer, Noël A\u0301vila,")
    do("cue", "told")

    assert _overlaps(folded(card(desk.snapshot, desk.snapshot.state.active or ""), setter, width), width) == []


def _overlaps(face: Face, width: int) -> list[tuple[QRectF, QRectF]]:
    boxes = [item.box for item in face.placed if item.piece.text.strip()]
    assert all(box.left() >= 0 and box.right() <= width and box.bottom() <= face.height for box in boxes)
    return [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if one.adjusted(0.5, 0.5, -0.5, -0.5).intersects(other)
    ]
