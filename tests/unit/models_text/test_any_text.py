"""What must hold for every text, however broken."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from models.spans import Fragment
from models.text.index import TextIndex
from models.text.marks import direct_parts, mark_state, proposed_type, quotation_at, quotations, quotations_in
from models.text.segments import grow, levels, paragraphs, sentences, shrink, snap, step_border, step_character
from models.text.words import tokens, word_at

ALPHABET = "aAs .,!?…“”‘’„«»\"'`「」『』‹›″\n:()-—9e\u0301😀\u200d🇩🇪中かไ\u00a0"
PARTS = ["– ", "—", " —", "a", ", ", "sagte", " ", "?", ".", "\n", "“", "”"]
DIALOGUE = st.lists(st.sampled_from(PARTS), max_size=30).map(lambda parts: f"– {''.join(parts)}")
TEXTS = st.one_of(
    st.text(st.sampled_from(ALPHABET), max_size=60),
    st.text(max_size=60),
    DIALOGUE,
)


@st.composite
def selections(draw: st.DrawFn) -> tuple[str, Fragment]:
    text = draw(TEXTS.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, Fragment(start, draw(st.integers(start + 1, len(text))))


@given(TEXTS)
def test_tokens_tile_the_text(text: str) -> None:
    assert "".join(text[start:end] for start, end in tokens(text)) == text


@given(TEXTS)
def test_sentences_hold_all_but_white_space_once(text: str) -> None:
    covered = [offset for sentence in sentences(text) for offset in range(*sentence)]
    assert len(covered) == len(set(covered))
    assert {offset for offset, char in enumerate(text) if not char.isspace()} <= set(covered)


@given(TEXTS)
def test_every_sentence_lies_in_a_paragraph(text: str) -> None:
    whole = list(paragraphs(text))
    assert all(any(paragraph.contains(sentence) for paragraph in whole) for sentence in sentences(text))


@settings(max_examples=400)
@given(TEXTS)
def test_quotations_nest_and_never_cross(text: str) -> None:
    found = quotations(text)
    for quotation in found:
        enclosing = [q for q in found if q != quotation and q.fragment.contains(quotation.fragment)]
        assert quotation.depth == len(enclosing)
        assert 0 <= quotation.start < quotation.end <= len(text)
        assert quotation.inner.start <= quotation.inner.end
        crossing = [q for q in found if q.fragment.overlaps(quotation.fragment) and q not in enclosing]
        assert all(quotation.fragment.contains(q.fragment) for q in crossing)


@settings(max_examples=300)
@given(selections())
def test_looking_at_one_place_finds_what_looking_at_all_finds(selection: tuple[str, Fragment]) -> None:
    text, (start, end) = selection
    index = TextIndex(text)
    assert quotations_in(text, start, end) == index.quotations_in(start, end)
    assert quotation_at(text, start) == index.quotation_at(start)


@given(selections())
def test_snapping_twice_is_snapping_once(selection: tuple[str, Fragment]) -> None:
    text, fragment = selection
    found = snap(text, *fragment)
    if found is None:
        assert not text[fragment.start : fragment.end].strip()
    else:
        assert snap(text, *found) == found
        assert not text[found.start].isspace()
        assert not text[found.end - 1].isspace()


@given(selections())
def test_growing_contains_and_shrinking_is_contained(selection: tuple[str, Fragment]) -> None:
    text, fragment = selection
    assert grow(text, fragment).contains(fragment)
    assert fragment.contains(shrink(text, fragment))
    units = levels(text, fragment.start)
    assert all(larger.contains(smaller) for smaller, larger in pairwise(units))


@given(selections())
def test_borders_move_the_way_they_are_sent(selection: tuple[str, Fragment]) -> None:
    text, (start, end) = selection
    for offset in (start, end):
        for edge in ("start", "end"):
            assert 0 <= step_border(text, offset, -1, edge) <= offset <= step_border(text, offset, 1, edge) <= len(text)
        assert 0 <= step_character(text, offset, -1) <= offset <= step_character(text, offset, 1) <= len(text)
    assert word_at(text, end) is None or word_at(text, end).start <= end  # type: ignore[union-attr]


@given(selections())
def test_any_span_has_a_state_and_parts_inside_it(selection: tuple[str, Fragment]) -> None:
    text, fragment = selection
    parts = direct_parts(text, (fragment,))
    assert all(fragment.contains(part) for part in parts)
    assert (mark_state(text, (fragment,)) == "none") == (not parts) == (proposed_type(text, (fragment,)) == "indirect")
