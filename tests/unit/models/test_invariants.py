"""Every rule a reading must satisfy, each broken once; a valid reading has no fault."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from models.invariants import faults, reference_faults
from models.records import Record
from models.scheme import Scheme, default_scheme
from models.spans import Fragment, Link, Span
from models.stances import Stance
from tests.strategies import records

SCHEME = default_scheme()
TEXT = "“If they say: ‘go,’ we go,” Ada said. “No.”"
OUTER = Span("q1", "quote", (Fragment(0, 27),))
INNER = Span("q2", "quote", (Fragment(14, 18),))
LAST = Span("q3", "quote", (Fragment(38, 43),))
ADA = Span("s1", "speaker", (Fragment(28, 31),), entity="E1")
SAID = Span("c1", "cue", (Fragment(32, 36),))
SPEAKER = Link("l1", "speaker", "q1", "s1")
NESTED = Link("l2", "nested_in", "q2", "q1")
ALL = (OUTER, INNER, LAST, ADA, SAID)


def found(
    spans: tuple[Span, ...] = ALL,
    links: tuple[Link, ...] = (),
    stances: tuple[Stance, ...] = (),
    scheme: Scheme = SCHEME,
) -> list[str]:
    return [str(fault) for fault in faults(TEXT, spans, links, stances, scheme)]


@given(records())
def test_a_valid_reading_has_no_fault(record: Record) -> None:
    assert faults(record.article.text, record.spans, record.links, record.stances, SCHEME) == []


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (replace(OUTER, fragments=()), "a span needs at least one fragment: q1"),
        (
            replace(OUTER, fragments=(Fragment(-1, 4),)),
            "a fragment must start at 0 or later and before its end: q1: [-1, 4)",
        ),
        (
            replace(OUTER, fragments=(Fragment(4, 4),)),
            "a fragment must start at 0 or later and before its end: q1: [4, 4)",
        ),
        (
            replace(OUTER, fragments=(Fragment(0, 44),)),
            "a span ends behind the end of the text: q1: 44: the text has 43",
        ),
        (
            replace(OUTER, fragments=(Fragment(5, 9), Fragment(8, 10))),
            "fragments must ascend and not overlap: q1: [5, 9) and",
        ),
        (replace(OUTER, label="sentiment"), "unknown label: q1: sentiment: use one of quote, "),
        (replace(OUTER, attributes={"mood": "bad"}), "unknown attribute: q1: mood: use one of type, "),
        (
            replace(OUTER, attributes={"type": "odd"}),
            "unknown value of the attribute type: q1: odd: use one of direct, ",
        ),
        (replace(SAID, entity="E1"), "a span labelled cue has no entity: c1: E1"),
    ],
)
def test_a_span_by_itself(span: Span, words: str) -> None:
    assert [fault[: len(words)] for fault in found((span,))] == [words]


def test_touching_fragments_are_sound() -> None:
    assert found((replace(OUTER, fragments=(Fragment(0, 5), Fragment(5, 9))),)) == []


def test_a_label_may_have_to_be_in_one_piece() -> None:
    cue = replace(SAID, fragments=(Fragment(0, 2), Fragment(5, 9)))
    assert found((cue,)) == []
    assert found((cue,), scheme=SCHEME.under("polnear")) == [
        "a span labelled cue must be in one piece: c1: keep one fragment"
    ]


@pytest.mark.parametrize(
    ("links", "words"),
    [
        ((replace(SPEAKER, role="author"),), "unknown role of a link: author from q1 to s1: use one of speaker, "),
        ((replace(SPEAKER, to_span="s9"),), "a link ends at an unknown span: speaker from q1 to s9: s9"),
        (
            (replace(SPEAKER, to_span="c1"),),
            "a speaker link leads from quote to speaker: speaker from q1 to c1: quote to cue",
        ),
        ((replace(NESTED, from_span="q1"),), "a nested_in link leads from quote to quote: nested_in from q1 to q1"),
        (
            (replace(SPEAKER, attributes={"inherited": "yes"}),),
            "unknown attribute: speaker from q1 to s1: inherited: leave it",
        ),
        ((SPEAKER, replace(SPEAKER, order=1)), "two speaker links join the same spans: q1: speaker"),
        ((replace(SPEAKER, order=1),), "the order of the speaker links must run from 0 without a gap: q1: 1"),
        ((replace(NESTED, from_span="q3"),), "nested in a quote that does not hold it: nested_in from q3 to q1"),
    ],
)
def test_links(links: tuple[Link, ...], words: str) -> None:
    assert [fault[: len(words)] for fault in found(links=links)] == [words]


def test_a_slot_for_one_takes_one() -> None:
    more = replace(SAID, id="c2")
    links = (Link("a", "cue", "q1", "c1", 0), Link("b", "cue", "q1", "c2", 1))
    assert found((*ALL, more), links) == ["more cue links than a span may have: q1: 2: keep 1"]


def test_quotes_of_equal_extent_may_nest_but_not_in_a_circle() -> None:
    twin = replace(OUTER, id="q9")
    one_way, back = Link("a", "nested_in", "q9", "q1"), Link("b", "nested_in", "q1", "q9")
    assert found((*ALL, twin), (one_way,)) == []
    circle = found((*ALL, twin), (one_way, back))
    assert [fault.split(":")[0] for fault in circle] == ["quotes are nested in a circle"] * 2


MANY = 20_000  # so many that whoever looks at each pair of them does not come to an end


def chained(count: int, back_to: int | None = None) -> list[str]:
    """What is wrong with `count` quotes of one extent, each nested in the next; the last one in `back_to`."""
    quotes = [replace(OUTER, id=f"q{number}") for number in range(count)]
    links = [Link(f"l{at}", "nested_in", f"q{at}", f"q{at + 1}") for at in range(count - 1)]
    links += [] if back_to is None else [Link("last", "nested_in", f"q{count - 1}", f"q{back_to}")]
    return [str(fault) for fault in faults(TEXT, quotes, links, (), SCHEME)]


def test_only_the_quotes_of_a_circle_are_named_not_those_that_lead_into_it() -> None:
    assert [fault.split(": ")[1] for fault in chained(6, back_to=3)] == ["q3", "q4", "q5"]


def test_circles_and_chains_of_thousands_of_quotes_are_found_in_one_walk() -> None:
    assert len(chained(2_000, back_to=0)) == 2_000
    assert len(chained(2_000, back_to=1_998)) == 2 + 1  # and one that is too deep, the way into the circle
    assert chained(MANY)[0].startswith("quotes are nested too deeply")


def test_a_hundred_levels_of_quotes_are_not_too_deep() -> None:
    assert chained(101) == []
    assert [fault.split(": ")[1] for fault in chained(103)] == ["q1"]


def test_thousands_of_fragments_in_thousands_of_fragments_are_looked_up() -> None:
    pieces = tuple(Fragment(3 * at, 3 * at + 2) for at in range(MANY))
    outer = replace(OUTER, fragments=pieces)
    assert outer.covers(outer)
    assert outer.covers(replace(INNER, fragments=(Fragment(3 * MANY - 3, 3 * MANY - 2),)))
    assert not outer.covers(replace(INNER, fragments=(*pieces[:-1], Fragment(3 * MANY - 5, 3 * MANY - 3))))


def test_each_fragment_of_the_inner_quote_lies_in_one_of_the_outer() -> None:
    outer = replace(OUTER, fragments=(Fragment(0, 16), Fragment(17, 27)))
    assert found((outer, INNER), (NESTED,))[0].startswith("nested in a quote that does not hold it")
    split = replace(INNER, fragments=(Fragment(14, 16), Fragment(17, 18)))
    assert found((outer, split), (NESTED,)) == []


def test_a_quote_has_an_entity_only_without_a_speaker() -> None:
    quote = replace(OUTER, entity="E1")
    assert found((quote, ADA)) == []
    assert found((quote, ADA), (SPEAKER,))[0].startswith("a quote with a speaker has no entity of its own: q1: E1")


def test_policies_can_forbid_nesting_and_overlap() -> None:
    strict = SCHEME.under("polnear")
    assert found(links=(NESTED,), scheme=strict) == [
        "the scheme has no nested quotes: nested_in from q2 to q1: take the nested_in link away",
        "the scheme has no quotes that share text: q1 and q2: [14, 18): change the borders of one",
    ]


@pytest.mark.parametrize(
    ("stance", "words"),
    [
        (Stance("t1", "favor", quote="q9"), "unknown quote: t1: q9"),
        (Stance("t1", "favor", according_to="s1"), "the according_to of a stance is no quote: t1: s1"),
        (Stance("t1", "favor", evidence=("q1", "x")), "unknown evidence: t1: x"),
        (Stance("t1", "favor", evidence=("q1", "q1")), "duplicate id among the evidence of t1: q1"),
    ],
)
def test_stances_refer_to_spans_that_exist(stance: Stance, words: str) -> None:
    assert [fault[: len(words)] for fault in found(stances=(stance,))] == [words]


def test_ids_are_unique() -> None:
    assert found((OUTER, replace(LAST, id="q1"))) == ["duplicate id among the spans: q1: give each an id of its own"]


def test_entities_and_targets_must_exist() -> None:
    stance = Stance("t1", "favor", "E2", "T1")
    assert [str(fault) for fault in reference_faults((ADA,), (stance,), {"E3"}, set())] == [
        "unknown entity: s1: E1: give an id that exists, or no entity",
        "unknown holder: t1: E2: give an id that exists, or no holder",
        "unknown target: t1: T1: give an id that exists, or no target",
    ]
    assert list(reference_faults((ADA,), (stance,), {"E1", "E2"}, {"T1"})) == []
