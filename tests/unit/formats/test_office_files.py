"""Files that LibreOffice wrote of one document: what it holds comes out of each container the same."""

from __future__ import annotations

import io

import pytest

from formats import registry
from formats.interface import ReadOptions
from models.records import Intake
from tests.unit.formats.probes import GOLDEN, PARAGRAPHS, compare_with_golden, lost

WORDS = ("docx", "odt", "fodt", "rtf")  # containers that tell what is a note, hidden or deleted
PAGES = ("html", "xhtml", "epub")


def intake_of(suffix: str) -> Intake:
    name = f"libreoffice.{suffix}"
    content = (GOLDEN / "files" / name).read_bytes()
    (item,) = registry.reader(registry.sniff(name, content))(io.BytesIO(content), name, ReadOptions())
    assert isinstance(item, Intake), item
    return item


@pytest.mark.parametrize("suffix", [*WORDS, *PAGES])
def test_every_probe_survives_in_what_libreoffice_wrote(suffix: str) -> None:
    intake = intake_of(suffix)
    assert lost(intake) == []
    assert not set(PARAGRAPHS) - set(intake.record.article.text.split("\n"))
    compare_with_golden(intake, f"libreoffice_{suffix}")


def test_four_containers_of_one_document_hold_one_text() -> None:
    texts = {intake_of(suffix).record.article.text for suffix in WORDS}
    assert len(texts) == 1
    (text,) = texts
    assert "never" not in text  # deleted
    assert "nobody sees" not in text  # hidden
    assert "Boat\tYear\nAda\nof Ellery\t1999\nAround a box.\nIn a box.\n" in text
