"""What the figures on agreement are called and mean, for whoever shows them. Imports nothing that is slow to load."""

from __future__ import annotations

from collections.abc import Mapping

from agreement.definitions import DEFINITIONS

__all__ = ["DEFINITIONS", "TITLES"]

TITLES: Mapping[str, str] = {
    "f1_exact": "F1 exact",
    "f1_overlap": "overlap",
    "f1_iou": "IoU",
    "f1_chars": "F1 of characters",
    "char_alpha": "α characters",
    "gamma": "γ",
    "given_both": "F1 given both ends",
    "ordered": "order and members",
    "polarity_alpha": "α of polarity, per holder and target",
}
