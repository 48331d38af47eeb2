"""The pages of the window: a tab each, in this order. Others are added by whoever makes them.

A page is made when it is first shown; what it needs comes with `Services`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from ui.page import PageKind, Services


def _review(services: Services) -> QWidget:
    from ui.review.page import ReviewPage  # the start does not wait for pages that are not shown

    return ReviewPage(services)


def _import(services: Services) -> QWidget:
    from ui.intake.page import ImportPage

    return ImportPage(services)


def _dataset(services: Services) -> QWidget:
    from ui.dataset.page import DatasetPage

    return DatasetPage(services)


ANNOTATE: Final = "annotate"
DATASET: Final = "dataset"
IMPORT: Final = "import"
FURTHER_PAGES: Final[Sequence[PageKind]] = (
    PageKind("review", "Review", _review),
    PageKind(DATASET, "Dataset", _dataset),
    PageKind(IMPORT, "Import", _import),
)
