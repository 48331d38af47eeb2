"""Which marks open, close and belong together, in invented sentences of many languages."""

import pytest

from models.text.marks import Quotation, quotation_at, quotations


def found(text: str) -> list[tuple[str, str]]:
    return [(text[quotation.start : quotation.end], quotation.state.value) for quotation in quotations(text)]


def only(text: str) -> Quotation:
    (quotation,) = quotations(text)
    return quotation


@pytest.mark.parametrize(
    ("text", "quotation"),
    [
        ("She said “the tide is late” again.", "“the tide is late”"),
        ('She said "the tide is late" again.', '"the tide is late"'),
        ("She said 'the tide is late' again.", "'the tide is late'"),
        ("She said ‘the tide is late’ again.", "‘the tide is late’"),
        ("She said ``the tide is late'' again.", "``the tide is late''"),
        ("Sie sagte: „Die Flut ist spät“, und ging.", "„Die Flut ist spät“"),
        ("Sie sagte: »Die Flut ist spät«, und ging.", "»Die Flut ist spät«"),
        ("Sie sagte: ‚Die Flut ist spät‘, und ging.", "‚Die Flut ist spät‘"),
        ("Powiedziała: „Woda przyjdzie później” i wyszła.", "„Woda przyjdzie później”"),
        ("Elle a dit : «\u00a0La marée est en retard\u00a0» hier.", "«\u00a0La marée est en retard\u00a0»"),
        ("Hon sade: ”Vattnet är sent”, och gick.", "”Vattnet är sent”"),
        ("Hän sanoi: »Vesi on myöhässä», ja lähti.", "»Vesi on myöhässä»"),
        ("Hon sade ’vattnet är sent’ igen.", "’vattnet är sent’"),
        ("彼女は「潮が遅い」と言った。", "「潮が遅い」"),
        ("她说“潮水来晚了”就走了。", "“潮水来晚了”"),
        ("她说‘潮水来晚了’就走了。", "‘潮水来晚了’"),
    ],
)
def test_the_marks_of_many_languages_are_paired(text: str, quotation: str) -> None:
    assert found(text) == [(quotation, "balanced")]


def test_a_quotation_in_a_quotation_is_one_deeper() -> None:
    text = "“Then he said: ‘Come at noon’, and I came,” Ode recalled."
    outer, inner = quotations(text)
    assert (outer.depth, inner.depth) == (0, 1)
    assert text[inner.start : inner.end] == "‘Come at noon’"


def test_corner_brackets_nest() -> None:
    assert [quotation.depth for quotation in quotations("「彼は『行く』と言った」")] == [0, 1]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour’s pilots don’t know the ships’ names.",
        "Rock ’n’ roll in the ’90s wasn't what 'twas.",
        "A 6\" pipe and a 5′ 10″ pilot, at 12'.",
        "The pilots' plan and the captains' answer.",
        "O’Hara’s and D’Souza's boats.",
    ],
)
def test_apostrophes_elisions_and_inches_are_no_marks(text: str) -> None:
    assert found(text) == []


def test_a_plural_possessive_does_not_end_a_quotation_in_single_marks() -> None:
    text = "He called it ‘the pilots’ last chance’ on Monday."
    assert found(text) == [("‘the pilots’ last chance’", "balanced")]


def test_a_lone_closing_mark_reaches_back_to_the_start_of_its_sentence() -> None:
    text = "It rained. If the dam breaks, we leave,” Ode said."
    assert found(text) == [("If the dam breaks, we leave,”", "missing_open")]


def test_a_lone_closing_mark_does_not_reach_into_the_quotation_before() -> None:
    text = "“We stay,” Ode said, we never left,” and sat down."
    assert found(text) == [("“We stay,”", "balanced"), ("Ode said, we never left,”", "missing_open")]


def test_a_lone_opening_mark_reaches_to_the_end_of_its_paragraph() -> None:
    text = "Ode said: “We stay. We never left.\n\nIt rained."
    assert found(text) == [("“We stay. We never left.", "missing_close")]


def test_a_lone_opening_mark_ends_where_the_next_quotation_begins() -> None:
    text = "“We stay, Ode said. “We never left,” he added."
    assert found(text) == [("“We stay, Ode said.", "missing_close"), ("“We never left,”", "balanced")]


def test_a_single_mark_that_opens_with_an_apostrophe_has_the_wrong_glyph() -> None:
    text = "“They tell us: ’come at noon’, and we come,” said Ode. The ‘noon’ is late."
    assert [state for _, state in found(text)] == ["balanced", "wrong_glyph", "balanced"]


def test_marks_of_two_kinds_pair_with_the_wrong_glyph() -> None:
    assert found('Ode said “we stay" again.') == [('“we stay"', "wrong_glyph")]


def test_a_quotation_runs_through_paragraphs_that_repeat_the_opening_mark() -> None:
    text = "“The dam is old.\n\n“It leaks.\n\n“We must leave,” Ode said."
    assert only(text).state == "balanced"
    assert text[only(text).start : only(text).end].endswith("leave,”")


def test_a_paragraph_without_the_repeated_mark_ends_an_open_quotation() -> None:
    text = "“The dam is old.\n\nIt leaks, “badly”, Ode said."
    assert found(text) == [("“The dam is old.", "missing_close"), ("“badly”", "balanced")]


def test_two_quotations_in_neighbouring_paragraphs_stay_two() -> None:
    assert len(quotations("“The dam is old,” Ode said.\n\n“It leaks,” she added.")) == 2


def test_what_stands_between_the_marks_leaves_them_out() -> None:
    text = "Ode said ``we stay''."
    assert text[only(text).inner.start : only(text).inner.end] == "we stay"


def test_the_innermost_quotation_at_a_place_is_found() -> None:
    text = "“Then he said: ‘Come at noon’, and I came,” Ode recalled."
    inner, outer = quotation_at(text, text.index("noon")), quotation_at(text, text.index("came"))
    assert inner is not None
    assert outer is not None
    assert (inner.depth, outer.depth) == (1, 0)
    assert quotation_at(text, text.index("recalled")) is None


def test_a_quotation_is_found_from_the_blank_line_inside_it() -> None:
    text = "“The dam is old.\n\n“We must leave,” Ode said."
    assert quotation_at(text, text.index("\n") + 1) == only(text)
