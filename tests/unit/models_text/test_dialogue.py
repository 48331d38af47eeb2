"""Dialogue dashes: what is spoken behind one, in invented sentences of many languages, and what is none."""

import sys

import pytest

from models.text.marks import MarkState, mark_state, proposed_type, quotation_at, quotations


def found(text: str) -> list[str]:
    return [text[quotation.start : quotation.end] for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("– Das geht nicht, sagte er.", ["– Das geht nicht"]),
        ("– Das geht nicht! rief die Fährfrau. Dann ging sie.", ["– Das geht nicht!"]),
        ("– Wir warten, bis das Eis weg ist, sagte Ode, der Hafenmeister.", ["– Wir warten, bis das Eis weg ist"]),
        ("— Je viens demain, dit-il. Attends-moi.", ["— Je viens demain"]),
        ("— Quoi ? s’écria la capitaine.", ["— Quoi ?"]),
        ("—No puedo —dijo Ana—. Vengo mañana.", ["—No puedo", "Vengo mañana."]),
        ("—¿Cuándo abre el puente? —preguntó la alcaldesa.", ["—¿Cuándo abre el puente?"]),
        ("— We shall tow them, the old ferry captain said.", ["— We shall tow them"]),
        ("— We shall tow them – all of them, said Ode.", ["— We shall tow them – all of them"]),
        ("– Det går inte, säger hon. Vi har inga pengar.", ["– Det går inte"]),
        ("– Nie mogę – powiedział Jan.", ["– Nie mogę"]),
        ("— Лодка ушла, — сказал он. — Ждите.", ["— Лодка ушла", "— Ждите."]),
    ],
)
def test_what_is_spoken_behind_a_dash_ends_at_its_reporting_clause(text: str, spoken: list[str]) -> None:
    assert found(text) == spoken


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("– Das geht nicht, sagte er.\n– Doch.", ["– Das geht nicht", "– Doch."]),
        ("– Wie teuer wird das?\n– Niemand weiß es.", ["– Wie teuer wird das?", "– Niemand weiß es."]),
        ("– Das geht nicht, sagte er.\n— Küstenbote", ["– Das geht nicht"]),
    ],
)
def test_a_paragraph_without_a_clause_is_told_by_its_neighbours(text: str, spoken: list[str]) -> None:
    assert found(text) == spoken


@pytest.mark.parametrize(
    "text",
    [
        "– 12 neue Boote\n– drei Brücken\n– ein Steg",
        "– Wer zahlt?\n– Wer baut?\n– Wer haftet?",
        "– The report lists boats, ships and what the council called hazards.",
        "— The plan, added last year, needs money.",
        "LONDON — The mayor said the bridge stays.",
        "Die Brücke – sagte er später – bleibt offen.",
        "“Finally!”\n— Ode Harrow",
        "— Reuters",
        "—",
        "– \n– x",
    ],
)
def test_an_ordinary_dash_opens_nothing(text: str) -> None:
    assert not [spoken for spoken in found(text) if spoken[0] in "–—"]


def test_marks_inside_what_is_spoken_are_one_deeper_and_marks_behind_the_dash_say_more_than_it() -> None:
    outer, inner = quotations("— Il a dit « non » hier, répondit-elle.")
    assert (outer.depth, inner.depth) == (0, 1)
    assert found("– „Das geht nicht“, sagte er.") == ["„Das geht nicht“"]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("– Wir „gehen – sagte er – und dann“ blieb er.", ["„gehen – sagte er – und dann“"]),
        ("– Wir „gehen“ nun – sagte er – und dann.", ["– Wir „gehen“ nun", "„gehen“", "– und dann."]),
    ],
)
def test_marks_across_an_end_of_what_is_spoken_say_more_than_the_dash(text: str, spoken: list[str]) -> None:
    assert found(text) == spoken


def test_twice_as_many_dashes_and_marks_in_a_paragraph_take_twice_as_many_steps() -> None:
    once, twice = (_calls("– Das „geht“ nicht – sagte er " * times) for times in (200, 400))
    assert twice < 2.2 * once


def _calls(text: str) -> int:
    """How many calls of functions it takes to find the quotations of a text."""
    count = 0

    def called(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        quotations(text)
    finally:
        sys.setprofile(before)
    return count


def test_a_quote_in_dashes_is_direct_with_its_dash_and_without() -> None:
    text = "– Das geht nicht, sagte er."
    spoken = quotation_at(text, 5)
    assert spoken is not None
    for words in (spoken.fragment, spoken.inner):
        assert proposed_type(text, [words]) == "direct"
        assert mark_state(text, [words]) is MarkState.BALANCED
