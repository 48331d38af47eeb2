"""What the next keys would do, and on which card it would land."""

from models.spans import Fragment
from tests.samples import at
from tests.unit.ui.conftest import Do
from ui.cards.card import PENDING
from ui.hints import Hint, hints, landings
from workspace.annotating.desk import Desk
from workspace.passes import Pass

QUOTE = "“The old bridge will stay open.”"


def words(desk: Desk, selection: Fragment | None) -> list[str]:
    """The hints as the status line says them."""
    return [f"{hint.command}: {hint.words}" for hint in hints(desk.snapshot, selection)]


def test_the_hints_name_the_quote_on_which_a_selection_would_land(desk: Desk, do: Do) -> None:
    do("quote", QUOTE)
    quote = desk.snapshot.state.active

    assert words(desk, at("said on Monday"))[1:4] == ["speaker: speaker", "cue: cue", "source: source of 1"]
    assert words(desk, at("told"))[1:4] == ["speaker: speaker", "cue: cue", "source: source of the next quote"]
    assert landings(desk.snapshot, at("said on Monday"))["cue"] == quote
    assert landings(desk.snapshot, at("told"))["cue"] == PENDING


def test_labels_that_land_apart_are_told_apart(desk: Desk, do: Do) -> None:
    do("quote", QUOTE)
    do("cue", "said on Monday")

    assert words(desk, at("Mayor Ilse Brandt"))[1:4] == [
        "speaker: speaker of 1",
        "cue: cue of the next quote",
        "source: source of 1",
    ]


def test_the_hints_say_what_a_further_part_would_belong_to(desk: Desk, do: Do) -> None:
    do("quote", "“We have no money for it 🏗️,”")

    assert "add_fragment: part of 1" in words(desk, at("“not this year.”"))
    assert landings(desk.snapshot, at("“not this year.”"))["add_fragment"] == desk.snapshot.state.active
    assert "add_fragment" not in landings(desk.snapshot, at("money"))


def test_the_hints_say_what_a_quote_would_claim(desk: Desk, do: Do) -> None:
    do("source", "the Tidewater Post")

    assert hints(desk.snapshot, at("“a ‘gift’ to nobody”"))[0] == Hint("quote", "quote claims “the Tidewater Post”")


def test_the_hints_say_in_which_quote_another_would_be_nested(desk: Desk, do: Do) -> None:
    do("quote", "“a ‘gift’ to nobody”")

    assert hints(desk.snapshot, at("‘gift’"))[0] == Hint("quote", "quote in 1")


def test_without_a_quote_there_is_no_stance_to_hint_at(desk: Desk) -> None:
    commands = [hint.command for hint in hints(desk.snapshot, Fragment(0, 5))]

    assert commands == ["quote", "speaker", "cue", "source", "article_source"]


def test_all_four_polarities_are_offered_on_the_active_quote(desk: Desk, do: Do) -> None:
    do("quote", QUOTE)

    assert Hint("favor", "stance of 1", ("against", "neutral", "unclear")) in hints(desk.snapshot, None)


def test_keys_of_other_layers_than_the_pass_are_not_offered(desk: Desk, do: Do) -> None:
    do("quote", QUOTE)
    desk.project.choose_pass(Pass.STANCE)

    assert not {"speaker", "cue", "source"} & set(landings(desk.snapshot, at("said on Monday")))
    assert [hint.command for hint in hints(desk.snapshot, None)] == ["favor", "target", "next card", "done"]
