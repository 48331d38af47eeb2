"""The index by difference says the same as an index made anew, and touches no more paragraphs than it must."""

from hypothesis import given
from hypothesis import strategies as st

from models.spans import Fragment
from ui.text.marks import Mark
from ui.text.paragraphs import Paragraphs
from ui.text.span_index import SpanIndex

TEXT = "First line.\n\nA second one 😀 here.\nThird."


def mark(name: str, *fragments: tuple[int, int], label: str = "quote") -> Mark:
    return Mark(name, label, tuple(Fragment(*pair) for pair in fragments))


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    names = draw(st.lists(st.sampled_from("abcdefgh"), unique=True))
    made = []
    for name in names:
        cuts = sorted(draw(st.sets(st.integers(0, len(TEXT)), min_size=2, max_size=4)))
        made.append(mark(name, *zip(cuts[::2], cuts[1::2], strict=False)))
    return made


@given(st.lists(marks(), min_size=1, max_size=4))
def test_replacing_marks_leads_to_what_an_index_made_anew_holds(versions: list[list[Mark]]) -> None:
    paragraphs = Paragraphs(TEXT)
    kept = SpanIndex(paragraphs)
    for version in versions:
        before = [kept.in_paragraph(i) for i in range(len(paragraphs))]
        touched = kept.replace(version)
        anew = SpanIndex(paragraphs)
        anew.replace(version)

        after = [kept.in_paragraph(i) for i in range(len(paragraphs))]
        assert after == [anew.in_paragraph(i) for i in range(len(paragraphs))]
        assert {i for i in range(len(paragraphs)) if before[i] != after[i]} == touched


def test_a_mark_touches_only_the_paragraphs_of_its_fragments() -> None:
    index = SpanIndex(Paragraphs(TEXT))

    assert index.put(mark("a", (0, 5), (34, 38))) == {0, 3}
    assert index.put(mark("a", (0, 5), (34, 38))) == set()
    assert index.put(mark("a", (0, 5))) == {0, 3}
    assert index.discard("a") == {0}
    assert index.discard("a") == set()


def test_the_innermost_mark_at_an_offset_comes_first() -> None:
    index = SpanIndex(Paragraphs(TEXT))
    index.replace([mark("outer", (0, 11)), mark("inner", (6, 10), label="cue"), mark("elsewhere", (13, 20))])

    assert [found.id for found in index.covering(6)] == ["inner", "outer"]
    assert [found.id for found in index.covering(10)] == ["outer"]
    assert index.covering(11) == []


def test_the_gap_of_a_broken_mark_is_not_covered() -> None:
    index = SpanIndex(Paragraphs(TEXT))
    index.put(mark("broken", (0, 2), (6, 8)))

    assert [bool(index.covering(offset)) for offset in (1, 3, 6, 8)] == [True, False, True, False]
