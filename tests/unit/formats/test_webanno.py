"""WebAnno TSV: spans, slots, relations and chains of INCEpTION's format arrive at the right characters."""

import pytest

from formats.foreign import webanno
from formats.interface import ReadOptions
from tests.unit.formats.probes import fault, only
from tests.unit.formats.test_foreign import check

TSV = """#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue
#T_SP=webanno.custom.Attribution|kind|type|ROLE_webanno.custom.Attribution:cue_webanno.custom.Link|uima.tcas.Annotation
#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceType|referenceRelation
#T_RL=webanno.custom.Arc|role|BT_webanno.custom.Attribution


#Text=😀 “We stay,” Ada said.
1-1\t0-2\t😀\tSYM\t_\t_\t_\t_\t_\t_\t_\t_
1-2\t3-6\t“We\tX\tquote[1]|odd\\_one[9]\tdirect[1]|*[9]\t*[1]|*[9]\t1-5|_\t_\t_\t_\t_
1-3\t7-13\tstay,”\tX\tquote[1]\tdirect[1]\t*[1]\t1-5\t_\t_\t_\t_
1-4\t14-17\tAda\tX\tspeaker\t*\t_\t_\tpr[1]\tcoref->1-1\tspeaker\t1-2[1_0]
1-5\t18-22\tsaid\tX\tcue\t*\t_\t_\t_\t_\t_\t_
1-6\t22-23\t.\tX\t_\t_\t_\t_\t_\t_\t_\t_

#Text=The end 😀.
2-1\t24-27\tThe\tX\t_\t_\t_\t_\t_\t_\t_\t_
2-2\t28-31\tend\tX\t_\t_\t_\t_\t_\t_\t_\t_
2-2.1\t28-30\ten\tX\t_\t_\t_\t_\t_\t_\t_\t_
2-3\t32-34\t😀\tX\t_\t_\t_\t_\t_\t_\t_\t_
2-4\t34-35\t.\tX\t_\t_\t_\t_\t_\t_\t_\t_
"""


def test_webanno_spans_slots_and_relations_behind_an_emoji() -> None:
    intake = only(webanno.read, TSV.encode(), "a.tsv")
    record = check(intake)
    assert next(span for span in record.spans if span.label == "quote").attributes == {"type": "direct"}
    assert "a.tsv: not stored, layer webanno.custom.Attribution: 1 (odd_one)" in intake.warnings


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("#FORMAT=WebAnno TSV 3.3", "#FORMAT=WebAnno TSV 2", "not a WebAnno TSV 3 file"),
        ("14-17\tAda", "14-17\tBob", "other words stand at these offsets"),
        ("14-17\tAda", "x\tAda", "a token needs its place and its words"),
        ("2-1\t24-27", "2-1\t10-13", "a sentence is not at the place that its tokens say"),
        ("2-1\t24-27", "2-1\t99999999-3", "a sentence is not at the place that its tokens say"),
    ],
)
def test_a_damaged_webanno_file_costs_one_clear_error(old: str, new: str, what: str) -> None:
    assert fault(webanno.read, TSV.replace(old, new).encode(), "a.tsv").trouble.what == what


def webanno_tsv(layers: list[str], *rows: str) -> bytes:
    """A file of one sentence, "Ada said no"; rows: its lines, cells parted by spaces."""
    head = ["#FORMAT=WebAnno TSV 3.3", *layers, "", "", "#Text=Ada said no"]
    return "\n".join([*head, *(f"{row}\t".replace(" ", "\t") for row in rows), ""]).encode()


def test_webannos_spans_without_words_are_named() -> None:
    rows = ("1-1 0-3 Ada speaker", "1-1.1 3-3  cue", "1-2 4-8 said cue", "1-3 9-11 no _")
    intake = only(webanno.read, webanno_tsv(["#T_SP=custom.Span|value"], *rows), "a.tsv")
    assert [span.label for span in intake.record.spans] == ["speaker", "cue"]
    assert intake.warnings == ("a.tsv: empty span, not stored: 1 (custom.Span@1-1.1/0)",)


def test_a_relation_of_webanno_may_have_its_role_in_any_feature() -> None:
    layers = ["#T_SP=custom.Span|value", "#T_RL=custom.Relation|sure|value|BT_custom.Span"]
    rows = ("1-1 0-3 Ada speaker _ _ _", "1-2 4-8 said _ _ _ _", "1-3 9-11 no quote true speaker 1-1")
    (link,) = only(webanno.read, webanno_tsv(layers, *rows), "a.tsv").record.links
    assert link.role == "speaker"


def test_webannos_chains_are_counted_and_labels_that_mean_nothing_can_be_mapped() -> None:
    layers = ["#T_CH=coref.CoreferenceLink|relation|type", "#T_SP=ner.NamedEntity|identifier|value"]
    rows = ("1-1 0-3 Ada *->1-1 nom http://x PER", "1-2 4-8 said _ _ _ _", "1-3 9-11 no _ _ _ _")
    data = webanno_tsv(layers, *rows)
    intake = only(webanno.read, data, "a.tsv")
    assert "a.tsv: chain, not stored: 1 (CoreferenceLink 1-1)" in intake.warnings
    assert intake.unmapped_labels == {"PER": 1}
    mapped = only(webanno.read, data, "a.tsv", ReadOptions(labels={"PER": "speaker"}))
    assert [span.label for span in mapped.record.spans] == ["speaker"]
