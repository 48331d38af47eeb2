"""What Q takes without a selection, in invented sentences; `|` stands behind the cue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.spans import Fragment
from suggest.clauses import is_act, quote_candidates


def candidates(marked: str, cue: str) -> list[str]:
    before, _, after = marked.partition("|")
    text = before + after
    fragment = Fragment(len(before) - len(cue), len(before))
    assert text[fragment.start : fragment.end] == cue
    return [text[start:end] for start, end in quote_candidates(text, len(before), (fragment,))]


@pytest.mark.parametrize(
    ("marked", "cue", "expected"),
    [
        ("Ode said| the dam leaks. Nobody left.", "said", "the dam leaks"),
        ("Ode said| that the dam leaks, while Lind denied it.", "said", "that the dam leaks"),
        ("Ode denied| the charge, arguing it was old.", "denied", "the charge"),
        ("Ode promised| to repair it, the Gazette reported.", "promised", "to repair it"),
        ("Ode called it “a ‘gift’,” adding| that nobody wanted it.", "adding", "that nobody wanted it"),
        ("Ode said| it was “an old, leaking dam,” while Lind laughed.", "said", "it was “an old, leaking dam,”"),
        ("Ode said| it was “old.” Nobody left.", "said", "it was “old.”"),
        ("Ode said| it was “old”.", "said", "it was “old”"),
        ("Ode:| Dam ‘Leaks,’ Nobody Leaves", ":", "Dam ‘Leaks,’"),
        ("Ode argued| that “the dam leaks,” as she left.", "argued", "“the dam leaks,”"),
        ("Ode argued| that “if it leaks, we leave,” as she put it.", "argued", "“if it leaks, we leave,”"),
        ("Ode said|, “We stay. We never left.”", "said", "“We stay. We never left.”"),
        ("(Ode said| nobody leaves.)", "said", "nobody leaves"),
        ("Ode said| “this week is dry,” and Lind said that it rained.", "said", "“this week is dry,”"),
        ("Ode erklärte|, man werde klagen, wenn es regnet.", "erklärte", "man werde klagen, wenn es regnet"),
        ("Ode a reconnu| en privé que le quai « coûtera ».", "reconnu", "que le quai « coûtera »"),
        ("وأكدت| أن السد قديم، بحسب الصحيفة.", "وأكدت", "أن السد قديم"),
    ],
)
def test_the_clause_behind_a_cue_ends_with_its_first_comma_or_its_sentence(
    marked: str, cue: str, expected: str
) -> None:
    assert candidates(marked, cue)[0] == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "Ode said| that if the dam breaks, they would leave, and sat down.",
            "that if the dam breaks, they would leave",
        ),
        ("Ode said| that, in her view, it leaks.", "that, in her view, it leaks"),
        ("Ode said| the mayor, a baker, would leave.", "the mayor, a baker, would leave"),
        ("Ode said| boats, nets, and sails were lost.", "boats, nets, and sails were lost"),
        ("Ode said| three towns, including Ulm, Olm, and Elm, were lost.", None),
        ("Ode said| it began on May 3, 2021, in Ulm.", "it began on May 3, 2021, in Ulm"),
        ("Ode said| it leaks, especially at night.", "it leaks, especially at night"),
    ],
)
def test_commas_that_belong_to_the_clause_do_not_end_it(marked: str, expected: str | None) -> None:
    whole = marked.partition("|")[2].strip().rstrip(".")
    assert candidates(marked, "said")[0] == (expected or whole)


@pytest.mark.parametrize(
    ("marked", "cue", "expected"),
    [
        ("Ode told| a crowd in Ulm that the dam leaks.", "told", "that the dam leaks"),
        ("Ode urged| the pilots to leave.", "urged", "to leave"),
        ("Ode told| them she would stay.", "told", "she would stay"),
        ("Ode said| on Monday in Ulm that it leaks.", "said", "that it leaks"),
        ("Ode asked| whether it leaks.", "asked", "whether it leaks"),
        ("Ode asked| about plans to leave.", "asked", "about plans to leave"),
        ("According to| the Gazette, the dam leaks.", "According to", "the dam leaks"),
    ],
)
def test_whom_it_is_said_to_and_when_do_not_belong_to_the_quote(marked: str, cue: str, expected: str) -> None:
    assert candidates(marked, cue)[0] == expected


def test_the_second_candidate_is_the_rest_of_the_sentence() -> None:
    found = candidates("Ode said| the dam leaks, while the mayor of the old town left.", "said")
    assert found[:2] == ["the dam leaks", "the dam leaks, while the mayor of the old town left"]


def test_a_clause_without_commas_may_end_before_a_conjunction() -> None:
    found = candidates("Ode said| the dam leaks and left.", "said")
    assert found[:2] == ["the dam leaks and left", "the dam leaks"]


def test_what_is_reported_as_an_act_may_end_before_when_and_where_it_was_done() -> None:
    found = candidates("Ode rejected| the plan of the mayor at a meeting in Ulm.", "rejected")
    assert found[:3] == [
        "the plan of the mayor at a meeting in Ulm",
        "the plan of the mayor",
        "the plan of the mayor at a meeting",
    ]


def test_a_dash_behind_the_cue_is_no_part_of_the_clause() -> None:
    assert candidates("Ode said| – that it leaks.", "said")[0] == "that it leaks"


def test_a_day_at_the_end_is_left_out_by_the_second_press() -> None:
    assert candidates("Ode rejected| the plan on Monday.", "rejected")[:2] == ["the plan on Monday", "the plan"]


def test_a_clause_inside_a_quotation_does_not_take_its_closing_mark() -> None:
    assert candidates("“Lind said| it leaks,” Ode recalled.", "said")[0] == "it leaks"


@pytest.mark.parametrize(
    ("marked", "cue", "expected"),
    [
        ("“We stay,” Ode said|.", "said", "“We stay,”"),
        ("“We stay,” said| Ode.", "said", "“We stay,”"),
        ("“We stay. We never left,” the old mayor told| a crowd in Ulm.", "told", "“We stay. We never left,”"),
        ("“Who leaks it?” Ode asked|, as per the Gazette.", "asked", "“Who leaks it?”"),
        ("“Old,” Lind called it, while Ode said| that it held.", "said", "that it held"),
        ("“Old,” he said, adding| nobody wanted it.", "adding", "nobody wanted it"),
    ],
)
def test_a_cue_that_only_closes_the_sentence_reports_the_quotation_before_it(
    marked: str, cue: str, expected: str
) -> None:
    assert candidates(marked, cue)[0] == expected


def test_without_a_cue_the_quotation_at_the_caret_comes_first_then_its_sentence() -> None:
    text = "Ode said: “We stay.” Nobody left."
    found = quote_candidates(text, text.index("stay"))
    assert [text[start:end] for start, end in found[:2]] == ["“We stay.”", "Ode said: “We stay.”"]


def test_without_marks_the_sentence_at_the_caret_is_taken_without_its_stop() -> None:
    text = "It rained. Nobody left! So what?"
    (first, *_) = quote_candidates(text, text.index("left"))
    assert text[first.start : first.end] == "Nobody left"


def test_behind_a_cue_at_the_end_there_is_still_its_sentence() -> None:
    text = "“We stay,” Ode said."
    cue = Fragment(text.index("said"), text.index("said") + 4)
    assert quote_candidates(text, cue.end, (cue,))


@given(st.text(st.sampled_from("ab ,.;:“”‘’'\"()—\nthat"), max_size=60), st.data())
def test_candidates_are_parts_of_any_text_and_each_comes_once(text: str, data: st.DataObject) -> None:
    caret = data.draw(st.integers(0, len(text)))
    start = data.draw(st.integers(0, caret))
    cue = (Fragment(start, caret),) if start < caret else None
    found = quote_candidates(text, caret, cue)
    assert len(set(found)) == len(found)
    assert all(0 <= start < end <= len(text) for start, end in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ode told Harbour News (HN): “We stay.” Nobody left.", "“We stay.”"),
        ("Ode wrote on Monday: “We stay. All of us.”", "“We stay. All of us.”"),
    ],
)
def test_a_quotation_that_a_colon_announces_comes_before_what_stands_between(text: str, expected: str) -> None:
    verb = text.split()[1]
    cue = Fragment(text.index(verb), text.index(verb) + len(verb))
    first = quote_candidates(text, cue.end, (cue,))[0]
    assert text[first.start : first.end] == expected


@pytest.mark.parametrize(
    ("marked", "cue", "expected"),
    [
        ("– Das geht nicht, sagte| er.", "sagte", "– Das geht nicht"),
        ("– Das geht nicht! rief| die Fährfrau.", "rief", "– Das geht nicht!"),
        ("— Je viens demain, dit|-il.", "dit", "— Je viens demain"),
        ("—No puedo —dijo| Ana—. Vengo mañana.", "dijo", "—No puedo"),
        ("— We shall tow them, the captain said|.", "said", "— We shall tow them"),
    ],
)
def test_behind_a_dialogue_dash_the_quote_stands_before_its_cue(marked: str, cue: str, expected: str) -> None:
    assert candidates(marked, cue)[0] == expected


def test_without_a_cue_what_is_spoken_at_the_caret_comes_first() -> None:
    text = "– Das geht nicht, sagte er."
    first = quote_candidates(text, text.index("geht"))[0]
    assert text[slice(*first)] == "– Das geht nicht"


@pytest.mark.parametrize(
    ("cue", "quote", "act"),
    [
        ("rejected", "the idea of a toll", True),
        ("welcomed", "his offer", True),
        ("announced", "a new ferry", True),
        ("rejected", "that the dam leaks", False),
        ("denied", "she had left", False),
        ("warned", "the dam would break", False),
        ("said", "the dam leaks", False),
        ("calling", "the dam a danger", False),
        ("according to", "the plan of the council", False),
    ],
)
def test_a_noun_phrase_behind_a_verb_of_acting_is_an_act(cue: str, quote: str, act: bool) -> None:
    text = f"Ode {cue} {quote}."
    at = Fragment(4, 4 + len(cue))
    assert is_act(text, [at], Fragment(at.end + 1, len(text) - 1)) is act


@pytest.mark.parametrize(
    ("marked", "cue", "expected"),
    [
        ("The dam leaks, Ode said|. Nobody came.", "said", "The dam leaks"),
        ("BREAKING: ferry stuck off Orrin, coastguard says|\n\n14:12 More to follow.", "says", "ferry stuck off Orrin"),
        ("Orrin\n\nThe mayor said|\n\n“We stay.”", "said", "“We stay.”"),
    ],
)
def test_behind_a_cue_that_ends_its_sentence_the_clause_stands_before_it(marked: str, cue: str, expected: str) -> None:
    assert candidates(marked, cue)[0] == expected


def test_a_clause_before_its_reporting_clause_is_found_where_more_follows_the_cue() -> None:
    assert "The dam leaks" in candidates("The dam leaks, the mayor told| reporters on Monday.", "told")


def test_the_whole_turn_of_an_interview_is_the_second_proposal() -> None:
    found = candidates("Lena Ode:| I would close it. Tom agrees.\n\nAsker: Why?", ":")

    assert found[:2] == ["I would close it", "I would close it. Tom agrees"]
