"""Every difference is one disagreement of its kind, and nothing else is."""

from dataclasses import replace

from hypothesis import given, settings

from agreement.model import Settings
from agreement.report import agreement
from models.figures import Disagreement
from models.records import Record
from models.spans import Link, Span
from models.stances import Stance
from tests.unit.agreement.samples import TEXT, link, projects, record, span

END = TEXT.index("”") + 1
QUOTE = span("q", "quote", (0, END), type="direct")
SPEAKER = span("s", "speaker", (34, 43), entity="mayor")
OTHER = span("o", "speaker", (91, 101), entity="deputy")
CUE = span("c", "cue", (44, 48))
FAVOR = Stance("t", "favor", "mayor", "bridge", quote="q", basis="explicit")
FRAME = (QUOTE, SPEAKER, OTHER, CUE, link("speaker", "q", "s"), link("cue", "q", "c"), FAVOR)

Part = Span | Link | Stance


def _found(*sides: tuple[Part, ...]) -> list[Disagreement]:
    records = [record(name, *parts) for name, parts in zip(("ana", "ben", "cas"), sides, strict=False)]
    return list(agreement(records, Settings(gamma=False)).disagreements)


def _kinds(*sides: tuple[Part, ...]) -> list[tuple[str, str, str]]:
    return [(item.kind, item.sub_kind, item.label) for item in _found(*sides)]


def _with(*changed: Part, without: tuple[str, ...] = ()) -> tuple[Part, ...]:
    """The frame with some parts in place of those of the same id, and some left out."""
    new = {part.id: part for part in changed}
    kept = [new.pop(part.id, part) for part in FRAME if part.id not in without]
    return (*kept, *new.values())


def test_equal_readings_have_no_disagreement() -> None:
    assert _found(FRAME, FRAME, FRAME) == []


def test_a_missing_span_is_one_disagreement_and_its_links_are_none() -> None:
    assert _kinds(FRAME, _with(without=("s", "speaker:q:s"))) == [("missing", "", "speaker")]


def test_a_missing_quote_takes_its_links_and_stances_with_it() -> None:
    assert _kinds(FRAME, (SPEAKER, OTHER, CUE)) == [("missing", "", "quote")]


def test_another_label_takes_its_links_with_it_whatever_they_are_called_then() -> None:
    source = span("s", "source", (34, 43), entity="mayor")
    for links in ((), (link("via", "q", "s"),)):
        relabelled = (*_with(source, without=("speaker:q:s",)), *links)
        assert _kinds(FRAME, FRAME, relabelled) == [("label", "", "speaker")]
        assert _kinds(relabelled, FRAME) == [("label", "", "source")]


def test_what_belongs_to_a_span_in_pieces_is_not_told_again() -> None:
    first, second = span("q", "quote", (0, 12), type="direct"), span("q2", "quote", (13, END), type="indirect")
    pieces = (*_with(first), second)
    elsewhere = (*_with(first, without=("speaker:q:s", "cue:q:c", "t")), second, link("speaker", "q2", "o"))
    for one in (pieces, elsewhere):
        assert _kinds(FRAME, FRAME, one) == [("split", "", "quote")]
        assert _kinds(one, FRAME) == [("split", "", "quote")]


def test_those_who_have_the_same_pieces_are_compared_all_the_same() -> None:
    pieces = (*_with(span("q", "quote", (0, 12), type="direct")), span("q2", "quote", (13, END), type="direct"))
    other = (*_with(span("q", "quote", (0, 12), type="mixed")), span("q2", "quote", (13, END), type="direct"))
    assert sorted(_kinds(FRAME, pieces, other)) == [("attribute", "type", "quote"), ("split", "", "quote")]


def test_a_border_that_differs_by_a_word_is_a_boundary() -> None:
    assert _kinds(FRAME, _with(span("q", "quote", (4, END), type="direct"))) == [("boundary", "", "quote")]


def test_space_around_a_cue_that_is_nothing_but_a_mark_is_trivial() -> None:
    mark, wider = (span("c", "cue", (END - 1, end)) for end in (END, END + 1))
    assert _kinds(_with(mark), _with(wider)) == [("boundary", "trivial", "cue")]


def test_a_border_that_differs_by_outer_marks_and_space_is_trivial() -> None:
    assert _kinds(FRAME, _with(span("q", "quote", (1, END - 2), type="direct"))) == [("boundary", "trivial", "quote")]


def test_fragments_that_touch_are_no_other_border_than_one_fragment() -> None:
    broken = span("q", "quote", (0, 10), (10, END), type="direct")
    assert _kinds(FRAME, _with(broken)) == [("boundary", "trivial", "quote")]


def test_the_same_words_under_another_label() -> None:
    assert _kinds((CUE,), (replace(CUE, label="source"),)) == [("label", "", "cue")]


def test_nearly_the_same_words_under_another_label() -> None:
    assert _kinds((CUE,), (span("x", "source", (44, 47)),)) == [("label", "boundary", "cue")]


def test_one_quote_of_the_one_that_is_two_of_the_other_is_split() -> None:
    halves = (span("x", "quote", (0, 12), type="direct"), span("y", "quote", (13, END), type="direct"))
    assert _kinds((QUOTE,), halves) == [("split", "", "quote")]
    found = _found((QUOTE,), halves)[0]
    assert [len(version.fragments) for version in found.versions] == [1, 2]


def test_a_nested_quote_that_one_lacks_is_missing_and_not_split() -> None:
    inner = span("x", "quote", (12, 20), type="direct")
    shorter = replace(QUOTE, fragments=span("q", "quote", (4, END)).fragments)
    assert sorted(_kinds((QUOTE, inner), (shorter,))) == [("boundary", "", "quote"), ("missing", "", "quote")]


def test_another_value_of_an_attribute() -> None:
    assert _kinds(FRAME, _with(replace(QUOTE, attributes={"type": "mixed"}))) == [("attribute", "type", "quote")]


def test_the_default_of_the_scheme_is_no_difference_to_leaving_it_out() -> None:
    assert _kinds(FRAME, _with(replace(QUOTE, attributes={"type": "direct", "status": "asserted"}))) == []
    hedged = _with(replace(QUOTE, attributes={"type": "direct", "status": "hedged"}))
    assert _kinds(FRAME, hedged) == [("attribute", "status", "quote")]


def test_an_annotator_who_gives_an_attribute_nowhere_was_not_asked_for_it() -> None:
    assert _kinds(FRAME, _with(replace(QUOTE, attributes={}))) == []


def test_an_attribute_left_out_by_one_who_gives_it_elsewhere() -> None:
    far = span("f", "quote", (100, 120), type="direct")
    assert _kinds((*FRAME, far), (*_with(replace(QUOTE, attributes={})), far)) == [("attribute", "type", "quote")]


def test_another_entity() -> None:
    assert _kinds(FRAME, _with(replace(SPEAKER, entity="deputy"))) == [("entity", "", "speaker")]


def test_a_missing_link() -> None:
    assert _kinds(FRAME, _with(without=("speaker:q:s",))) == [("link", "missing", "speaker")]


def test_a_link_to_another_span() -> None:
    changed = _with(link("speaker", "q", "o"), without=("speaker:q:s",))
    assert _kinds(FRAME, changed) == [("link", "target", "speaker")]


def test_a_link_of_another_role() -> None:
    changed = _with(link("addressee", "q", "s"), without=("speaker:q:s",))
    assert [kind[:2] for kind in _kinds(FRAME, changed)] == [("link", "type")]


def test_a_link_the_other_way_round() -> None:
    changed = _with(link("speaker", "s", "q"), without=("speaker:q:s",))
    assert [kind[:2] for kind in _kinds(FRAME, changed)] == [("link", "direction")]


def test_sources_in_another_order() -> None:
    sources = span("x", "source", (60, 70)), span("y", "source", (75, 86))
    there = (QUOTE, *sources, link("via", "q", "x", 0), link("via", "q", "y", 1))
    back = (QUOTE, *sources, link("via", "q", "y", 0), link("via", "q", "x", 1))
    assert _kinds(there, back) == [("link", "order", "via")]


def test_an_attribute_of_a_link() -> None:
    source = span("x", "source", (60, 70))
    assert _kinds(
        (QUOTE, source, link("via", "q", "x", inherited="no")), (QUOTE, source, link("via", "q", "x", inherited="yes"))
    ) == [("attribute", "inherited", "via")]


def test_another_polarity() -> None:
    found = _found(FRAME, _with(replace(FAVOR, polarity="against")))
    assert [(item.kind, item.sub_kind) for item in found] == [("stance", "polarity")]
    assert "Ida Holm" in found[0].subject
    assert [version.value for version in found[0].versions] == ["favor", "against"]


def test_favor_against_neutral_weighs_less_than_against_its_opposite() -> None:
    opposite = _found(FRAME, _with(replace(FAVOR, polarity="against")))[0]
    neutral = _found(FRAME, _with(replace(FAVOR, polarity="neutral")))[0]
    assert neutral.weight < opposite.weight


def test_a_link_of_another_role_is_one_disagreement_also_of_one_against_two() -> None:
    changed = (*_with(without=("speaker:q:s",)), link("addressee", "q", "s"))
    assert _kinds(FRAME, FRAME, changed) == [("link", "type", "speaker")]
    assert _kinds(changed, FRAME, changed) == [("link", "type", "addressee")]


def test_evidence_that_one_has_no_span_for_is_a_missing_span_and_nothing_else() -> None:
    words = span("e", "stance", (8, 17))
    pointing = (*_with(replace(FAVOR, evidence=("e",))), words)
    assert _kinds(pointing, FRAME, pointing) == [("missing", "", "stance")]


def test_a_missing_stance() -> None:
    assert _kinds(FRAME, _with(without=("t",))) == [("stance", "missing", "stance")]


def test_another_holder_or_target_is_one_disagreement_and_not_two_missing_stances() -> None:
    assert _kinds(FRAME, _with(replace(FAVOR, holder="deputy"))) == [("stance", "holder", "stance")]
    assert _kinds(FRAME, _with(replace(FAVOR, target="plan"))) == [("stance", "target", "stance")]


def test_a_stance_that_rests_on_another_quote_is_one_disagreement() -> None:
    far = span("f", "quote", (100, 120), type="direct")
    for moved in (replace(FAVOR, quote="f"), replace(FAVOR, quote=None)):
        found = _found((*FRAME, far), (*_with(moved), far), (*FRAME, far))
        assert [(item.kind, item.sub_kind) for item in found] == [("stance", "quote")]
        assert len({version.value for version in found[0].versions}) == 2


def test_a_stance_missing_here_and_another_one_too_many_there_are_two() -> None:
    far = span("f", "quote", (100, 120), type="direct")
    other = replace(FAVOR, id="u", quote="f", polarity="against")
    assert _kinds((*FRAME, far), (*_with(other, without=("t",)), far)) == [("stance", "missing", "stance")] * 2
    third = (*_with(replace(other, polarity="favor")), far)
    assert _kinds((*_with(without=("t",)), far), third, third) == [("stance", "missing", "stance")] * 2


def test_another_target_and_another_polarity_are_both_told() -> None:
    changed = _with(replace(FAVOR, target="plan", polarity="against"))
    assert sorted(_kinds(FRAME, changed)) == [("stance", "polarity", "stance"), ("stance", "target", "stance")]


def test_who_fills_in_stances_says_by_pointing_to_nothing_that_nobody_ascribes_them() -> None:
    assert _kinds(_with(replace(FAVOR, according_to="q")), FRAME) == [("stance", "according_to", "stance")]


def test_what_two_point_to_is_compared_though_a_third_has_no_span_there() -> None:
    words = span("e", "stance", (8, 17))
    pointing, plain = (*_with(replace(FAVOR, evidence=("e",))), words), (*_with(replace(FAVOR, evidence=("q",))), words)
    expected = [("missing", "", "stance"), ("stance", "evidence", "stance")]
    assert sorted(_kinds(pointing, plain, _with(replace(FAVOR, evidence=("q",))))) == expected


def test_an_attribute_of_a_link_to_a_span_in_pieces_is_not_told_again() -> None:
    sources = span("x", "source", (60, 66)), span("y", "source", (70, 76))
    both = (*sources, link("via", "q", "x", 0, inherited="no"), link("via", "q", "y", 1, inherited="yes"))
    one = (span("x", "source", (60, 76)), link("via", "q", "x", 0, inherited="yes"))
    assert _kinds((*FRAME, *both), (*FRAME, *one)) == [("split", "", "source")]


def test_another_basis_hedge_strength_evidence_or_source_of_a_stance() -> None:
    strong = replace(FAVOR, strength=2, evidence=("q",), according_to="q")
    for changed, field in (
        (replace(strong, basis="inferred"), "basis"),
        (replace(strong, hedged=True), "hedged"),
        (replace(strong, strength=3), "strength"),
        (replace(strong, evidence=("c",)), "evidence"),
    ):
        assert _kinds(_with(strong), _with(changed)) == [("stance", field, "stance")]


def test_stance_fields_that_one_never_fills_in_are_not_compared() -> None:
    assert _kinds(FRAME, _with(replace(FAVOR, basis=None))) == []


def test_evidence_is_compared_by_what_it_stands_for_and_not_by_its_borders() -> None:
    evidence, longer = span("e", "stance", (4, 20)), span("e", "stance", (4, 24))
    stance = replace(FAVOR, evidence=("e",))
    assert _kinds(_with(evidence, stance), _with(longer, stance)) == [("boundary", "", "stance")]


def test_stances_without_a_quote_are_compared_too() -> None:
    alone = Stance("u", "against", "AUTHOR", "plan")
    assert _kinds(_with(alone), FRAME) == [("stance", "missing", "stance")]


def test_with_three_annotators_one_who_differs_makes_one_disagreement() -> None:
    found = _found(FRAME, _with(replace(SPEAKER, entity="deputy")), FRAME)
    assert [item.kind for item in found] == ["entity"]
    assert [version.value for version in found[0].versions] == ["Ida Holm", "Per Lund", "Ida Holm"]


def test_the_hardest_come_first_and_the_order_is_fixed() -> None:
    changed = _with(
        span("q", "quote", (1, END), type="mixed"), replace(FAVOR, polarity="against"), without=("c", "cue:q:c")
    )
    found = _found(FRAME, changed)
    assert [item.kind for item in found] == ["stance", "missing", "attribute", "boundary"]
    assert [item.weight for item in found] == sorted((item.weight for item in found), reverse=True)
    assert found == _found(FRAME, tuple(reversed(changed)))


def test_every_disagreement_names_the_part_of_the_guideline() -> None:
    changed = _with(replace(QUOTE, attributes={"type": "mixed"}), replace(FAVOR, polarity="against"))
    assert {item.topic for item in _found(FRAME, changed)} == {"Y", "T"}


@settings(max_examples=40)
@given(projects(annotators=("ana", "ben"), articles=1))
def test_questions_are_told_apart_within_an_article(records: list[Record]) -> None:
    found = agreement(records, Settings(gamma=False, draws=5)).disagreements
    assert len({item.question for item in found}) == len(found)
    assert all(0 <= item.weight <= 1 for item in found)


def test_who_names_anybody_was_asked_for_all_entities() -> None:
    source = span("v", "source", (74, 90), entity="mayor")
    assert _kinds((*FRAME, source), (*FRAME, replace(source, entity=None))) == [("entity", "", "source")]
