"""The open card edited in place, by keys alone and by the mouse; what it says of the next key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.window.conftest import CTRL, LEFT, NONE, User, place_of
from ui.cards.card import Card
from ui.cards.face import SPAN, STANCE

Key = Qt.Key
QUOTE = "“We have no money for it 🏗️,”"


def _card(user: User) -> Card:
    return next(card for card in user.window.annotate.cards.shown if card.active)


def _mark(user: User, key: Qt.Key, words: str) -> None:
    user.view.select(*user.at(words))
    user.press(key)


@pytest.fixture
def quoted(user: User) -> User:
    """At a quote with a cue and two sources."""
    _mark(user, Key.Key_Q, QUOTE)
    _mark(user, Key.Key_C, "told")
    _mark(user, Key.Key_O, "Noël A\u0301vila")
    _mark(user, Key.Key_O, "the Harbour Gazette")
    while user.snapshot.state.unconfirmed:
        user.press(Key.Key_Return)
    return user


def _way(user: User) -> tuple[str, ...]:
    return _card(user).way[-2:]


def test_enter_goes_into_the_card_once_everybody_is_confirmed_and_esc_back(quoted: User) -> None:
    cards = quoted.window.annotate.cards
    quoted.press(Key.Key_Return)
    assert (quoted.focused, cards.field) == (cards, f"{SPAN}{_card(quoted).speaker}")
    quoted.press(Key.Key_Escape)

    assert (quoted.focused, cards.field) == (quoted.view, "")
    assert quoted.snapshot.state.active is not None


def test_enter_on_a_quote_without_guesses_goes_into_its_card_and_leaves_the_guesses_elsewhere(user: User) -> None:
    _mark(user, Key.Key_Q, QUOTE)
    _mark(user, Key.Key_O, "the Harbour Gazette")
    guessed = user.snapshot.state.unconfirmed
    _mark(user, Key.Key_Q, "“The old bridge will stay open.”")
    user.press(Key.Key_Return)

    assert user.focused is user.window.annotate.cards
    assert user.snapshot.state.unconfirmed == guessed != ()


def test_a_guessed_source_is_shown_as_one_on_the_card_and_enter_confirms_it(user: User) -> None:
    _mark(user, Key.Key_Q, QUOTE)
    _mark(user, Key.Key_O, "the Harbour Gazette")
    (source,) = _card(user).doubted
    assert source in _card(user).steps
    user.press(Key.Key_Return)

    assert _card(user).doubted == user.snapshot.state.unconfirmed == ()
    assert user.focused is user.view


def test_the_arrows_go_through_the_fields_and_enter_changes_one_without_leaving_the_card(quoted: User) -> None:
    cards = quoted.window.annotate.cards
    quoted.press(Key.Key_Return)
    quoted.press(Key.Key_Down)
    assert cards.field == "type"
    before = _card(quoted).type
    quoted.press(Key.Key_Return)

    assert _card(quoted).type != before
    assert quoted.focused is cards
    quoted.press(Key.Key_Up)
    quoted.press(Key.Key_Return)
    quoted.type("Vik")
    quoted.press(Key.Key_Return, CTRL)
    assert _card(quoted).name == "Vik"
    assert quoted.focused is cards


def test_sources_are_moved_in_the_chain_on_the_card(quoted: User) -> None:
    cards = quoted.window.annotate.cards
    assert _way(quoted) == ("Noël A\u0301vila", "Harbour Gazette")
    quoted.press(Key.Key_Return)
    while cards.field.removeprefix(SPAN) not in filter(None, _card(quoted).steps):
        quoted.press(Key.Key_Down)
    assert quoted.snapshot.reading.spans[cards.field.removeprefix(SPAN)].words(quoted.text) == ("Noël A\u0301vila",)
    quoted.press(Key.Key_Right)
    assert _way(quoted) == ("Harbour Gazette", "Noël A\u0301vila")
    quoted.press(Key.Key_Left)
    assert _way(quoted) == ("Noël A\u0301vila", "Harbour Gazette")
    quoted.press(Key.Key_Z, CTRL)

    assert _way(quoted) == ("Harbour Gazette", "Noël A\u0301vila")


def test_a_source_is_picked_and_moved_with_the_mouse_on_the_card(quoted: User) -> None:
    cards = quoted.window.annotate.cards
    (source,) = [span for span in quoted.snapshot.reading.spans.values() if span.words(quoted.text)[0].startswith("No")]
    for command in (f"{SPAN}{source.id}", "source in"):
        view = cards.card_view(_card(quoted).id)
        assert view is not None
        QTest.mouseClick(view, LEFT, NONE, place_of(view, command))
        quoted.settle()

    assert _way(quoted) == ("Harbour Gazette", "Noël A\u0301vila")


def test_the_card_shows_which_keys_would_add_the_selection_to_it(user: User) -> None:
    _mark(user, Key.Key_Q, QUOTE)
    user.drag("told")
    assert _card(user).lands == ("speaker", "cue", "source", "add_fragment")
    user.drag("Nobody else")
    assert _card(user).lands == ("add_fragment",)
    user.press(Key.Key_Escape)

    assert _card(user).lands == ()


def test_a_value_on_the_open_card_changes_with_a_click(quoted: User) -> None:
    view = quoted.window.annotate.cards.card_view(_card(quoted).id)
    assert view is not None
    before = _card(quoted).type
    QTest.mouseClick(view, LEFT, NONE, place_of(view, "type"))
    quoted.settle()

    assert _card(quoted).type != before


def test_pointing_at_a_card_brings_out_its_frame_and_no_other(quoted: User) -> None:
    _mark(quoted, Key.Key_Q, "“The old bridge will stay open.”")
    cards, first = quoted.window.annotate.cards, quoted.snapshot.reading.quotes[1]
    view = cards.card_view(first.id)
    assert view is not None
    QTest.mouseMove(view, view.rect().center())
    hinted = quoted.view._layout.emphasis.hinted
    assert {quoted.snapshot.reading.spans[id].label for id in hinted} == {"quote", "cue", "source"}
    QTest.mouseMove(quoted.view.viewport(), quoted.view.viewport().rect().bottomRight())

    assert not quoted.view._layout.emphasis.hinted


@pytest.fixture
def disputed(user: User) -> User:
    """At a quote with two stances to one target: the speaker's against it, and one in favour that she ascribes."""
    _mark(user, Key.Key_Q, QUOTE)
    _mark(user, Key.Key_S, "the treasurer")
    user.press(Key.Key_Return)
    user.press(Key.Key_A)
    user.type("bridge")
    user.press(Key.Key_Return)
    user.window.commands.run("ascribe")
    user.settle()
    user.type("Tourists")
    user.press(Key.Key_Return, CTRL)
    user.press(Key.Key_F)
    return user


def _stances(user: User) -> list[tuple[str, str, bool]]:
    """Polarity, holder where it is not the speaker, whether it is in hand: as the open card says it."""
    return [(stance.polarity, stance.holder, stance.present) for stance in _card(user).stances]


def _click(user: User, command: str) -> None:
    view = user.window.annotate.cards.card_view(_card(user).id)
    assert view is not None
    QTest.mouseClick(view, LEFT, NONE, place_of(view, command))
    user.settle()


def test_each_of_several_stances_towards_one_target_is_picked_and_changed_with_the_mouse(disputed: User) -> None:
    assert _stances(disputed) == [("against", "", False), ("favor", "Tourists", True)]
    first, second = (f"{STANCE}{stance.id}" for stance in _card(disputed).stances)
    _click(disputed, first)
    disputed.press(Key.Key_U)
    assert _stances(disputed) == [("unclear", "", True), ("favor", "Tourists", False)]
    _click(disputed, second)
    _click(disputed, second)
    disputed.press(Key.Key_N)
    assert _stances(disputed) == [("unclear", "", False), ("neutral", "Tourists", True)]
    _click(disputed, "holder")
    disputed.type("Drivers")
    disputed.press(Key.Key_Return, CTRL)

    assert _stances(disputed) == [("unclear", "", False), ("neutral", "Drivers", True)]
    assert sorted(stance.polarity for stance in disputed.stored().stances.values()) == ["neutral", "unclear"]


def test_each_of_several_stances_is_picked_and_changed_by_keys_alone(disputed: User) -> None:
    cards = disputed.window.annotate.cards
    first, second = (f"{STANCE}{stance.id}" for stance in _card(disputed).stances)
    disputed.press(Key.Key_Return)
    while cards.field != first:
        disputed.press(Key.Key_Down)
    disputed.press(Key.Key_H)
    disputed.press(Key.Key_Return)
    disputed.press(Key.Key_N)
    assert _stances(disputed) == [("neutral", "", True), ("favor", "Tourists", False)]
    while cards.field != second:
        disputed.press(Key.Key_Down)
    disputed.press(Key.Key_Down)
    assert cards.field == "retarget"
    disputed.press(Key.Key_Return)
    disputed.type("The ferry")
    disputed.press(Key.Key_Return, CTRL)

    assert [(stance.target, stance.details) for stance in _card(disputed).stances] == [
        ("bridge", ("hedged",)),
        ("The ferry", ()),
    ]
    assert disputed.focused is cards
