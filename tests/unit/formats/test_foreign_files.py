"""Files that other tools' own libraries wrote of invented text, an emoji before the first span: the words are right."""

from __future__ import annotations

import io

import pytest

from formats import registry
from formats.foreign import conll, web_annotation
from formats.interface import ReadOptions
from models.records import Intake
from tests.folders import MemoryFolder
from tests.unit.formats.probes import GOLDEN, only

FILES = GOLDEN / "files"
TEXT = "😀 “We stay,” Ada said. The end 😀."
WANTED = [("quote", "“We stay,”"), ("speaker", "Ada"), ("cue", "said")]


def spans(intake: Intake) -> list[tuple[str, str]]:
    return [(span.label, "|".join(span.words(intake.record.article.text))) for span in intake.record.spans]


@pytest.mark.parametrize("name", ["label_studio.json", "label_studio_min.json"])
def test_what_label_studios_converter_wrote_is_known_and_read(name: str) -> None:
    content = (FILES / name).read_bytes()
    (intake,) = registry.reader(registry.sniff(name, content))(io.BytesIO(content), name, ReadOptions())
    assert isinstance(intake, Intake)
    assert (intake.record.article.text, intake.record.annotator, spans(intake)) == (TEXT, "1", WANTED)


@pytest.mark.parametrize(("name", "roles"), [("doccano.jsonl", set()), ("doccano_relations.jsonl", {"speaker", "cue"})])
def test_what_doccanos_own_exporter_wrote_is_known_and_read(name: str, roles: set[str]) -> None:
    content = (FILES / name).read_bytes()
    (intake,) = registry.reader(registry.sniff(name, content))(io.BytesIO(content), name, ReadOptions())
    assert isinstance(intake, Intake)
    assert (intake.record.article.text, spans(intake)) == (TEXT, WANTED)
    assert {link.role for link in intake.record.links} == roles
    (warning,) = intake.warnings
    assert "comment, not stored: 1" in warning


def test_the_conll_that_label_studios_converter_wrote_is_read_by_its_own_tokens() -> None:
    intake = only(conll.read, (FILES / "label_studio.conll").read_bytes(), "a.conll")
    assert spans(intake) == [("quote", "“We stay , ”"), ("speaker", "Ada"), ("cue", "said.")]


def test_web_annotations_that_a_json_ld_processor_compacted_find_their_words() -> None:
    files = MemoryFolder({"a.jsonld": (FILES / "pyld.jsonld").read_bytes(), "a.txt": TEXT.encode()})
    (intake,) = web_annotation.read_folder(files)
    assert isinstance(intake, Intake)
    assert sorted(spans(intake)) == sorted(WANTED)
