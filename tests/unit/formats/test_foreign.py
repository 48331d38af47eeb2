"""Annotations of other tools: spans, links and attributes arrive at the right characters, behind an emoji too."""

from __future__ import annotations

import io
import json

import pytest

from formats.foreign import citron, conll, doccano, label_studio, prodigy, web_annotation, xmi
from formats.interface import Reader, ReadOptions
from models.errors import UserError
from models.readings import State
from models.records import Intake, Record
from tests.folders import MemoryFolder
from tests.unit.formats.probes import GOLDEN, fault, only

TEXT = "😀 “We stay,” Ada said.\r\nThe end 😀."
CLEAN = TEXT.replace("\r\n", "\n")
WANTED = {("quote", ("“We stay,”",)), ("speaker", ("Ada",)), ("cue", ("said",))}
LINKED = {("speaker", "“We stay,”", "Ada"), ("cue", "“We stay,”", "said")}


def at(words: str, *, utf16: bool = False, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    start += sum(char > "\uffff" for char in text[:start]) if utf16 else 0
    return start, start + len(words) + (sum(char > "\uffff" for char in words) if utf16 else 0)


def spans(record: Record) -> set[tuple[str, tuple[str, ...]]]:
    return {(span.label, span.words(record.article.text)) for span in record.spans}


def links(record: Record) -> set[tuple[str, str, str]]:
    said = {span.id: " ".join(span.words(record.article.text)) for span in record.spans}
    return {(link.role, said[link.from_span], said[link.to_span]) for link in record.links}


def lines(*values: object) -> bytes:
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values).encode()


def check(intake: Intake, annotator: str | None = None) -> Record:
    record = intake.record
    assert (record.article.text, spans(record), links(record)) == (CLEAN, WANTED, LINKED)
    assert (record.annotator, record.state) == (annotator, State.DONE)
    assert {span.origin for span in record.spans} == {"imported"}
    return record


# --- doccano ------------------------------------------------------------------------------------------------------


def doccano_line(*, utf16: bool) -> dict[str, object]:
    found = enumerate((("quote", "“We stay,”"), ("Speaker", "Ada"), ("cue", "said")), start=11)
    entities = [
        {"id": key, "label": label, **dict(zip(("start_offset", "end_offset"), at(words, utf16=utf16), strict=True))}
        for key, (label, words) in found
    ]
    relations = [
        {"id": 1, "from_id": 11, "to_id": 12, "type": "speaker"},
        {"id": 2, "from_id": 13, "to_id": 11, "type": "cue"},
    ]
    return {"id": 7, "text": TEXT, "entities": entities, "relations": relations, "Comments": [], "outlet": "Post"}


@pytest.mark.parametrize("utf16", [False, True])
def test_doccano_with_relations_in_either_unit(utf16: bool) -> None:
    intake = only(doccano.read, lines(doccano_line(utf16=utf16)), "a.jsonl")
    record = check(intake)
    assert (record.article.key, record.article.meta.outlet) == ("7", "Post")
    assert {span.key for span in record.spans} == {"11", "12", "13"}
    assert any("UTF-16" in warning for warning in intake.warnings) is utf16


def test_doccano_of_the_older_form_names_what_it_does_not_store() -> None:
    value = {"text": TEXT, "label": [[*at("Ada"), "speaker"], [*at("end"), "Place"]]}
    intake = only(doccano.read, lines(value), "a.jsonl")
    assert spans(intake.record) == {("speaker", ("Ada",))}
    assert intake.warnings == ("a.jsonl:1: not stored, no label for Place: 1 (s2)",)
    mapped = only(doccano.read, lines(value), "a.jsonl", ReadOptions(labels={"Place": "source"}))
    assert ("source", ("end",)) in spans(mapped.record)


# --- Prodigy ------------------------------------------------------------------------------------------------------


def prodigy_span(label: str, words: str) -> dict[str, object]:
    start, end = at(words)
    return {"start": start, "end": end, "label": label, "token_start": 0, "token_end": 0}


def test_prodigy_spans_and_relations_of_an_accepted_task() -> None:
    quote, speaker, cue = (
        prodigy_span("QUOTE", "“We stay,”"),
        prodigy_span("SPEAKER", "Ada"),
        prodigy_span("CUE", "said"),
    )
    relations = [
        {"head": 2, "child": 1, "head_span": quote, "child_span": speaker, "label": "SPEAKER"},
        {"head": 2, "child": 3, "head_span": quote, "child_span": cue, "label": "CUE"},
    ]
    value = {"text": TEXT, "spans": [quote, speaker, cue], "relations": relations, "answer": "accept"}
    more = {"_input_hash": 1, "_annotator_id": "ana", "meta": {"title": "T", "pattern": 3}}
    record = check(only(prodigy.read, lines({**value, **more}), "a.jsonl"), "ana")
    assert record.article.meta.title == "T"
    rejected = only(prodigy.read, lines({**value, "answer": "reject"}), "a.jsonl")
    assert (rejected.record.spans, rejected.record.annotator, rejected.record.state) == ((), None, State.TODO)
    assert rejected.warnings == ("a.jsonl:1: not accepted, article only: 1 (reject)",)


def test_a_document_that_spacy_wrote_is_read_with_its_entities_and_span_groups() -> None:
    intake = only(prodigy.read, (GOLDEN / "files" / "spacy.json").read_bytes(), "a.json")
    assert (intake.record.article.text, spans(intake.record)) == (CLEAN, WANTED)


# --- Label Studio -------------------------------------------------------------------------------------------------


def region(key: str, label: str, words: str, *, utf16: bool) -> dict[str, object]:
    start, end = at(words, utf16=utf16)
    value = {"start": start, "end": end, "text": words, "labels": [label]}
    return {"id": key, "from_name": "label", "to_name": "text", "type": "labels", "value": value, "origin": "manual"}


@pytest.mark.parametrize("utf16", [False, True])
def test_label_studio_regions_relations_and_choices(utf16: bool) -> None:
    result = [
        region("q", "Quote", "“We stay,”", utf16=utf16),
        region("s", "Speaker", "Ada", utf16=utf16),
        region("c", "Cue", "said", utf16=utf16),
        {"type": "relation", "from_id": "s", "to_id": "q", "direction": "right", "labels": ["speaker"]},
        {"type": "relation", "from_id": "q", "to_id": "c", "direction": "right", "labels": ["cue"]},
        {"type": "choices", "id": "q", "from_name": "type", "value": {"choices": ["Direct"], "start": 2, "end": 9}},
        {"type": "choices", "id": "zz", "from_name": "mood", "value": {"choices": ["sad"]}},
    ]
    annotations = [
        {"id": 1, "completed_by": {"email": "ana@post.example"}, "result": result, "was_cancelled": False},
        {"id": 2, "completed_by": 5, "result": [], "was_cancelled": True},
    ]
    task = {"id": 3, "data": {"text": TEXT, "title": "T"}, "annotations": annotations}
    intake = only(label_studio.read, json.dumps([task]).encode(), "a.json")
    record = check(intake, "ana@post.example")
    assert next(span for span in record.spans if span.key == "q").attributes == {"type": "direct"}
    assert "a.json:1: not stored, choices: 1 (mood)" in intake.warnings
    assert "a.json:1: skipped annotation, not stored: 1 (2)" in intake.warnings


def test_label_studio_tasks_without_annotations_and_its_smallest_form() -> None:
    bare = only(label_studio.read, json.dumps([{"id": 3, "data": {"text": TEXT}}]).encode(), "a.json")
    assert (bare.record.annotator, bare.record.spans) == (None, ())
    start, end = at("Ada")
    smallest = {"id": 3, "text": TEXT, "label": [{"start": start, "end": end, "text": "Ada", "labels": ["speaker"]}]}
    intake = only(label_studio.read, json.dumps([{**smallest, "annotator": 4}]).encode(), "a.json")
    assert (spans(intake.record), intake.record.annotator) == ({("speaker", ("Ada",))}, "4")


def test_label_studio_regions_of_pages_are_refused() -> None:
    result = [{"id": "a", "type": "hypertextlabels", "value": {"start": "/p[1]", "end": "/p[1]"}}]
    task = {"data": {"text": TEXT}, "annotations": [{"completed_by": 1, "result": result}]}
    assert fault(label_studio.read, json.dumps([task]).encode(), "a.json").trouble.what.startswith("a region")


# --- Citron -------------------------------------------------------------------------------------------------------


def part(words: str) -> dict[str, object]:
    start, end = at(words)
    return {"start": start, "end": end, "text": words}


def test_citron_contents_are_the_fragments_of_one_quote() -> None:
    quotes = [
        {"id": "1", "cue": part("said"), "sources": [part("Ada")], "contents": [part("“We stay,”")]},
        {"cue": part("said"), "sources": [part("Ada")], "contents": [part("end"), part("The")], "coreferences": [1]},
    ]
    data = json.dumps({"text": TEXT, "quotes": quotes, "coreference_groups": []}, indent=1).encode()
    intake = only(citron.read, data, "a.json")
    assert spans(intake.record) == WANTED | {("quote", ("The", "end"))}
    assert links(intake.record) == LINKED | {("speaker", "The end", "Ada"), ("cue", "The end", "said")}
    assert intake.warnings == ("a.json:1: coreference, not stored: 1 (of 1 quotes and in 0 groups)",)


# --- CoNLL --------------------------------------------------------------------------------------------------------


def test_conll_of_each_tag_scheme_gives_the_same_spans() -> None:
    tokens = ["😀", "“We", "stay,”", "Ada", "said", "."]
    schemes = {
        "IOB2": ["O", "B-quote", "I-quote", "B-speaker", "B-cue", "O"],
        "IOB1": ["O", "I-quote", "I-quote", "I-speaker", "I-cue", "O"],
        "BIOES": ["O", "B-quote", "E-quote", "S-speaker", "S-cue", "O"],
        "BILOU": ["O", "B-quote", "L-quote", "U-speaker", "U-cue", "O"],
    }
    for tags in schemes.values():
        data = "\n".join(f"{token}\tNN\t{tag}" for token, tag in zip(tokens, tags, strict=True))
        intake = only(conll.read, f"-DOCSTART-\tO\n\n{data}\n\nThe\tX\tO\n".encode(), "a.conll")
        assert intake.record.article.text == "😀 “We stay,” Ada said .\nThe"
        assert spans(intake.record) == WANTED


def test_columns_with_tags_that_spacy_made_are_read() -> None:
    intake = only(conll.read, (GOLDEN / "files" / "spacy.conll").read_bytes(), "a.conll")
    assert intake.record.article.text == "😀 “ We stay , ” Ada said . The end 😀 ."
    assert spans(intake.record) == {("quote", ("“ We stay , ”",)), ("speaker", ("Ada",)), ("cue", ("said",))}


def test_conll_documents_are_articles_and_spaces_are_left_out_where_the_file_says() -> None:
    row = "{}\t{}\t_\tX\t_\t_\t0\t_\t_\t{}"
    rows = [row.format(1, "Ada", "SpaceAfter=No"), row.format(2, ".", "_")]
    data = "\n".join(("# newdoc id = 1", "# text = Ada.", *rows, "", "# newdoc", row.format(1, "Bob", "_"), ""))
    found = [item for item in conll.read(io.BytesIO(data.encode()), "a.conllu") if isinstance(item, Intake)]
    assert [item.record.article.text for item in found] == ["Ada.", "Bob"]


# --- UIMA CAS XMI -------------------------------------------------------------------------------------------------


def test_a_cas_that_dkpro_cassis_wrote_gives_its_spans_and_links() -> None:
    data = (GOLDEN / "files" / "dkpro_cassis.xmi").read_bytes()
    intake = only(xmi.read, data, "a.xmi")
    record = check(intake)
    assert {span.key for span in record.spans} == {"2", "3", "5"}
    assert set(intake.warnings) == {
        "a.xmi: not stored, no label for Attribution: 1 (4)",
        "a.xmi: attribute not stored: 1 (manner loud of 5)",
    }


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<x/>", "not a UIMA CAS in XMI"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "XML with a DOCTYPE, which is not accepted"),
        (b'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"/>', "the CAS has no text"),
    ],
)
def test_a_damaged_cas_costs_one_clear_error(data: bytes, what: str) -> None:
    assert fault(xmi.read, data, "a.xmi").trouble.what == what


def test_an_offset_of_a_cas_inside_a_character_is_refused() -> None:
    data = (GOLDEN / "files" / "dkpro_cassis.xmi").read_bytes().replace(b'begin="14"', b'begin="1"')
    assert fault(xmi.read, data, "a.xmi").trouble.what == "an offset lies outside the text or inside a character"


# --- W3C Web Annotation -------------------------------------------------------------------------------------------


def annotation(key: str, label: str, *words: str) -> dict[str, object]:
    targets = []
    for said in words:
        start, end = at(said)
        position = {"type": "TextPositionSelector", "start": start, "end": end}
        selectors = [position, {"type": "TextQuoteSelector", "exact": said}]
        targets.append({"source": "https://post.example/a.txt", "selector": selectors})
    body = {"type": "TextualBody", "purpose": "tagging", "value": label}
    return {"id": key, "type": "Annotation", "creator": {"name": "ana"}, "body": body, "target": targets}


def linking(role: str, one: str, other: str) -> dict[str, object]:
    body = [{"id": other}, {"type": "TextualBody", "purpose": "tagging", "value": role}]
    return {"id": f"{one}{other}", "type": "Annotation", "motivation": "linking", "body": body, "target": one}


ANNOTATIONS = [
    annotation("q", "quote", "“We stay,”"),
    annotation("s", "speaker", "Ada"),
    annotation("c", "cue", "said"),
    linking("speaker", "q", "s"),
    linking("cue", "q", "c"),
]


def test_web_annotations_find_their_text_beside_them() -> None:
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": ANNOTATIONS}
    files = MemoryFolder({"x/a.jsonld": json.dumps(page).encode(), "x/a.txt": TEXT.encode()})
    (intake,) = web_annotation.read_folder(files)
    assert isinstance(intake, Intake)
    check(intake, "ana")


def test_web_annotations_may_hold_their_text_and_have_several_fragments() -> None:
    two = annotation("q", "quote", "end", "The")
    source = {"id": "urn:a", "type": "TextualBody", "value": TEXT}
    targets = [{**target, "source": source} for target in two["target"]]  # type: ignore[attr-defined]
    intake = only(web_annotation.read, json.dumps([{**two, "target": targets}]).encode(), "a.jsonld")
    assert spans(intake.record) == {("quote", ("The", "end"))}


def test_web_annotations_without_a_text_say_what_to_do() -> None:
    error = fault(web_annotation.read, json.dumps(ANNOTATIONS).encode(), "a.jsonld")
    assert (error.trouble.what, error.trouble.remedy) == (
        "the text is not in the file",
        "import the folder that holds both, with --format web-annotation",
    )


# --- all of them --------------------------------------------------------------------------------------------------

NOT_WHOLE = "an offset must be a whole number"
BAD: list[tuple[Reader, object, str]] = [
    (doccano.read, {"text": TEXT, "label": [[0, "x", "cue"]]}, "a label is [start, end, name]"),
    (doccano.read, {"text": TEXT, "label": [[3, 99, "cue"]]}, "an offset lies outside the text or inside a character"),
    (doccano.read, {"text": TEXT, "label": [[5, 5, "cue"]]}, "a fragment must start at 0 or later and before its end"),
    (doccano.read, {"text": TEXT, "label": [[-1, 5, "cue"]]}, "an offset lies outside the text or inside a character"),
    (doccano.read, {"text": 3}, "a text is needed"),
    (doccano.read, {"text": "x", "entities": 3}, "a list of objects is needed"),
    (
        prodigy.read,
        {"text": TEXT, "spans": [{"start": True, "end": 2, "label": "cue"}]},
        "an offset must be a whole number",
    ),
    (
        prodigy.read,
        {"text": TEXT, "spans": [{"start": 1.5, "end": 2, "label": "cue"}]},
        "an offset must be a whole number",
    ),
    (label_studio.read, {"data": 3}, "a task needs its data"),
    (
        citron.read,
        {"text": TEXT, "quotes": [{"contents": [{"start": 0, "end": 3, "text": "no"}]}]},
        "other words stand at these offsets",
    ),
    (
        web_annotation.read,
        {"target": [{"source": "a"}], "body": {"id": "cue"}},
        "an annotation needs a tag and a target in one text",
    ),
]


@pytest.mark.parametrize(("reader", "value", "what"), BAD)
def test_a_bad_record_is_named_with_its_line_and_the_next_is_read(reader: Reader, value: object, what: str) -> None:
    good = {"text": "fine", "data": {"text": "fine"}}
    found = list(reader(io.BytesIO(lines(value, good)), "a.jsonl", ReadOptions()))
    errors = [item for item in found if isinstance(item, UserError)]
    assert [(error.trouble.what, error.trouble.line) for error in errors] == [(what, 1)]
    assert len(found) == 1 + (reader is not web_annotation.read)
