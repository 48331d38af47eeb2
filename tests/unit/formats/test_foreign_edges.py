"""What other tools write at the edges of their formats: is stored, or named in the report; all texts are invented."""

from __future__ import annotations

import json

import pytest

from formats import registry
from formats.foreign import conll, label_studio, prodigy, web_annotation, webanno, xmi
from models.records import Intake
from tests.unit.formats.probes import GOLDEN, fault, only
from tests.unit.formats.test_webanno import webanno_tsv

TEXT = "😀 “We stay,” Ada said. Ada left."


def spans(intake: Intake) -> list[tuple[str, str]]:
    return [(span.label, "|".join(span.words(intake.record.article.text))) for span in intake.record.spans]


def links(intake: Intake) -> set[tuple[str, str, str]]:
    by_id = {span.id: span.words(intake.record.article.text)[0] for span in intake.record.spans}
    return {(link.role, by_id[link.from_span], by_id[link.to_span]) for link in intake.record.links}


# --- UIMA CAS XMI -----------------------------------------------------------------------------------------------------


def test_arrays_and_views_that_dkpro_cassis_wrote_are_read_or_named() -> None:
    intake = only(xmi.read, (GOLDEN / "files" / "dkpro_cassis_arrays.xmi").read_bytes(), "a.xmi")
    assert spans(intake) == [("speaker", "Ada"), ("speaker", "𝔅ob"), ("quote", "“We stay,”")]
    assert links(intake) == {("speaker", "“We stay,”", "Ada"), ("speaker", "“We stay,”", "𝔅ob")}
    said = "\n".join(intake.warnings)
    assert "in another view of the CAS, not stored: 1 (" in said
    assert "attribute not stored: 1 (remarks loud clear of " in said
    assert dict(intake.unmapped_labels) == {"verb": 1}


def test_spans_that_share_a_long_array_of_references_cost_one_error() -> None:
    names = ["xmi=http://www.omg.org/XMI", "cas=http:///uima/cas.ecore", "t=http:///t.ecore"]
    spaces = " ".join('xmlns:{}="{}"'.format(*name.split("=")) for name in names)
    ids = range(10, 1_100)
    array = f'<cas:FSArray xmi:id="2" elements="{" ".join(map(str, ids))}"/>'
    spans = "".join(f'<t:Cue xmi:id="{one}" sofa="1" begin="0" end="3" with="2"/>' for one in ids)
    data = f'<xmi:XMI {spaces}><cas:Sofa xmi:id="1" sofaString="Ada said"/>{array}{spans}</xmi:XMI>'
    assert fault(xmi.read, data.encode(), "a.xmi").trouble.what == "the spans refer to more than 1,000,000 others"


# --- Label Studio -----------------------------------------------------------------------------------------------------


def task(*results: object, **more: object) -> bytes:
    annotations = [{"id": 9, "completed_by": 1, "result": results}]
    return json.dumps([{"id": 1, "data": {"text": TEXT}, "annotations": annotations, **more}]).encode()


def region(words: str, labels: list[str], **more: object) -> dict[str, object]:
    start = TEXT.index(words)
    value = {"start": start, "end": start + len(words), "text": words, "labels": labels}
    return {"id": words, "type": "labels", "value": value, **more}


def test_label_studios_remarks_are_notes_and_what_has_no_label_is_named() -> None:
    results = [region("Ada", ["speaker"], meta={"text": ["her,", "surely"]}), region("said", [])]
    intake = only(label_studio.read, task(*results), "a.json")
    assert [(span.label, span.note) for span in intake.record.spans] == [("speaker", "her,\nsurely")]
    assert "a.json:1: region without a label, not stored: 1 (said)" in intake.warnings


def test_label_studios_predictions_and_drafts_are_named() -> None:
    drafts = [{"id": 3, "result": [region("Ada", ["speaker"])]}, {"result": []}]
    only_ids = [5]  # as snapshots may have them
    intake = only(label_studio.read, task(drafts=drafts, predictions=only_ids), "a.json")
    assert "a.json:1: draft, not stored: 2 (3, without an id)" in intake.warnings
    assert "a.json:1: prediction, not stored: 1 (5)" in intake.warnings


def test_other_controls_of_the_smallest_form_are_named() -> None:
    record = {"id": 1, "text": TEXT, "mood": {"choices": ["glad", "calm"]}, "annotation_id": 2}
    warnings = only(label_studio.read, json.dumps([record]).encode(), "a.json").warnings
    assert "a.json:1: not stored, another control: 1 (mood)" in warnings


def test_the_smallest_form_of_a_page_is_refused_too() -> None:
    record = {"id": 1, "text": TEXT, "label": [{"start": "/p[1]", "hypertextlabels": ["quote"]}], "annotation_id": 2}
    assert fault(label_studio.read, json.dumps([record]).encode(), "a.json").trouble.value == "hypertextlabels"


# --- Prodigy ----------------------------------------------------------------------------------------------------------


def test_prodigys_spans_without_a_label_are_named() -> None:
    record = {"text": TEXT, "spans": [{"start": 2, "end": 12}, {"start": 13, "end": 16, "label": "speaker"}]}
    intake = only(prodigy.read, json.dumps(record).encode(), "a.jsonl")
    assert spans(intake) == [("speaker", "Ada")]
    assert intake.warnings == ("a.jsonl:1: span without a label, not stored: 1 (2-12)",)


# --- CoNLL ------------------------------------------------------------------------------------------------------------


def test_tokens_of_several_words_stand_in_the_text_as_themselves() -> None:
    rest = "\t_" * 7
    rows = [
        f"1\tAda{rest}\tner=B-speaker|x=y",
        f"2-3\tdidn’t{rest}\tSpaceAfter=No",
        f"2\tdid{rest}\t_",
        f"3\tnot{rest}\tner=B-cue",
        f"3.1\tat all{rest}\t_",
        f"4\t.{rest}\t_",
    ]
    intake = only(conll.read, "\n".join(["# newdoc", *rows, ""]).encode(), "a.conllu")
    assert intake.record.article.text == "Ada didn’t."
    assert spans(intake) == [("speaker", "Ada"), ("cue", "didn’t")]


def test_columns_before_the_last_hold_a_tag_only_where_it_has_a_label() -> None:
    row = "{}\t{}\t_\tNOUN\t{}\t_\t0\t_\t_\t_"
    rows = [row.format(1, "Ada", "S"), row.format(2, "disse", "B-cue")]
    assert spans(only(conll.read, "\n".join(rows).encode(), "a.conllu")) == [("cue", "disse")]


def test_a_word_that_looks_like_a_tag_is_none() -> None:
    rest = "NOUN\t_\t_\t0\t_\t_"
    rows = [f"1\tB-52\tB-52\t{rest}\t_", f"2\tsaid\tE-mail\t{rest}\tB-cue"]
    intake = only(conll.read, "\n".join(rows).encode(), "a.conllu")
    assert (spans(intake), intake.unmapped_labels) == ([("cue", "said")], {})


def test_no_word_is_lost_where_those_of_a_longer_token_are_missing() -> None:
    rest = "\t_" * 8
    rows = [f"1-2\tdidn’t{rest}", f"3-4\tcan’t{rest}", f"5\tstay{rest}"]
    assert only(conll.read, "\n".join(rows).encode(), "a.conllu").record.article.text == "didn’t can’t stay"


def test_rows_of_ontonotes_begin_with_document_and_part() -> None:
    rows = ["#begin document (n/1); part 000", "n/1 0 0 Ada NNP - B-speaker", "n/1 0 1 said VBD - O", "#end document"]
    assert only(conll.read, "\n".join(rows).encode(), "a.conll").record.article.text == "Ada said"


# --- WebAnno TSV ------------------------------------------------------------------------------------------------------


def test_numbers_behind_the_targets_of_a_slot_are_the_targets_own() -> None:
    slot = "#T_SP=news.Quote|ROLE_news.Quote:speaker_news.Link|news.Span"
    rows = ("1-1 0-3 Ada speaker[1] _ _", "1-2 4-8 said speaker[2] _ _", "1-3 9-11 no _ *;main 1-1[1];1-2[2]")
    intake = only(webanno.read, webanno_tsv(["#T_SP=news.Span|value", slot], *rows), "a.tsv")
    assert links(intake) == {("speaker", "no", "Ada"), ("speaker", "no", "said")}


def test_an_annotation_whose_value_is_an_underscore_is_named() -> None:
    rows = ("1-1 0-3 Ada \\_", "1-2 4-8 said cue", "1-3 9-11 no _")
    intake = only(webanno.read, webanno_tsv(["#T_SP=news.Span|value"], *rows), "a.tsv")
    assert intake.warnings == ("a.tsv: not stored, layer news.Span: 1 (_)",)


# --- W3C Web Annotation -----------------------------------------------------------------------------------------------


def quoting(words: str, start: int | None = None, *, utf16: bool = False) -> dict[str, object]:
    at = TEXT.index(words) if start is None else start
    before, after = TEXT[max(0, at - 4) : at], TEXT[at + len(words) :][:4]
    return {"type": "TextQuoteSelector", "exact": words, "prefix": before.replace(" ", "\n"), "suffix": after}


def position(words: str, shift: int = 0) -> dict[str, object]:
    start = TEXT.index(words) + shift
    return {"type": "TextPositionSelector", "start": start, "end": start + len(words)}


def annotation(selector: object, label: str = "speaker", **more: object) -> dict[str, object]:
    source = {"id": "urn:a", "value": TEXT}
    return {"id": label, "bodyValue": label, "target": {"source": source, "selector": selector}, **more}


def read(*annotations: object) -> Intake:
    return only(web_annotation.read, json.dumps(annotations).encode(), "a.jsonld")


@pytest.mark.parametrize(
    "selector",
    [
        quoting("Ada"),
        quoting("Ada", TEXT.rindex("Ada")),
        [quoting("Ada"), position("Ada")],
        {"type": "FragmentSelector", "value": "char=13,16"},
        {"type": "TextQuoteSelector", "exact": "Ada said", "refinedBy": {**position("Ada"), "start": 0, "end": 3}},
        {
            "type": "TextQuoteSelector",
            "exact": "stay,” Ada",
            "refinedBy": quoting("Ada") | {"prefix": "", "suffix": ""},
        },
    ],
)
def test_a_selector_of_any_kind_finds_its_words(selector: object) -> None:
    assert spans(read(annotation(selector))) == [("speaker", "Ada")]


def test_positions_in_utf16_units_are_known_by_the_words_beside_them() -> None:
    intake = read(annotation([position("Ada", 1), quoting("Ada")]))
    assert spans(intake) == [("speaker", "Ada")]
    assert "positions read as UTF-16 units" in intake.warnings[0]


@pytest.mark.parametrize(
    ("selector", "what"),
    [
        ({"type": "TextQuoteSelector", "exact": "Ada"}, "these words stand there several times"),
        ({"type": "TextQuoteSelector", "exact": "Eve"}, "these words are not in the text"),
        ({"type": "TextQuoteSelector", "exact": " "}, "a quote needs its words"),
        ({"type": "XPathSelector", "value": "/p"}, "no selector of a part of a plain text"),
        ({"type": "FragmentSelector", "value": "p2", "refinedBy": position("Ada")}, "no selector of a part of a plain"),
        (position("Ada", 90), "a position lies outside the text or inside a character"),
        ([position("said"), quoting("Ada")], "other words stand at these offsets"),
    ],
)
def test_a_selector_that_names_no_one_place_is_an_error_with_the_annotation(selector: object, what: str) -> None:
    error = fault(web_annotation.read, json.dumps([annotation(selector)]).encode(), "a.jsonld").trouble
    assert error.what.startswith(what)
    assert (error.value.startswith("speaker: "), bool(error.remedy)) == (True, True)


def test_links_may_stand_before_what_they_join_and_comments_are_notes() -> None:
    link = {"id": "l", "motivation": ["linking"], "bodyValue": "speaker", "target": ["quote", "speaker"]}
    comment = [{"value": "quote"}, {"value": "cue"}, {"value": "Really?", "purpose": "commenting"}]
    quote = {**annotation(quoting("“We stay,”"), "quote"), "body": comment, "bodyValue": None}
    intake = read({**link, "bodyValue": "speaker"}, quote, annotation(quoting("Ada")))
    assert links(intake) == {("speaker", "“We stay,”", "Ada")}
    assert intake.record.spans[0].note == "Really?"
    assert "a.jsonld: further tag, not stored: 1 (cue of quote)" in intake.warnings


def test_a_collection_that_goes_on_elsewhere_says_where() -> None:
    pages = {"type": "AnnotationPage", "items": [annotation(quoting("Ada"))], "next": "https://post.example/2"}
    intake = only(web_annotation.read, json.dumps({"first": pages}).encode(), "a.jsonld")
    assert (
        "a.jsonld: the collection goes on elsewhere, which is not read: 1 (https://post.example/2)" in intake.warnings
    )


# --- which format it is -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", ['"entities": [], "relations": [], "Comments": []', '"label": []'])
def test_a_doccano_file_whose_first_records_nobody_labelled_is_known(first: str) -> None:
    assert registry.sniff("a.jsonl", f'{{"id": 1, "text": "Ada said no.", {first}}}\n'.encode()) == "doccano"
