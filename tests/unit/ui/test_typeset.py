"""What is cut where a line is short."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ui.typeset import Piece, Typesetter


def test_a_chain_is_cut_at_its_beginning_so_that_the_nearest_source_stays(qapp: QApplication) -> None:
    chain = "Merethi Press Service › Radio Vessen › the Karsund Ledger"
    setter = Typesetter(12)

    (kept_end,) = setter.line([Piece(chain, elides=True, keeps_end=True)], 0, 0, 150)
    (kept_start,) = setter.line([Piece(chain, elides=True)], 0, 0, 150)

    assert kept_end.piece.text.startswith("…")
    assert kept_end.piece.text.endswith("Ledger")
    assert kept_start.piece.text.startswith("Merethi")
