"""Suggestions by real keys: Tab goes there, Enter, Q S C O and X answer, a polarity key accepts as it sets."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.ids import IdMaker
from models.readings import Header, Reading, State
from models.spans import Fragment, Link, Span
from models.suggested import is_assisted, is_suggested
from storage import bulk
from tests.gui.window.conftest import CTRL, LEFT, NONE, SHIFT, Key, OpenOn, User, place_of
from tests.samples import at, new_project
from ui.cards.card import Card

STAY, MONEY = "“The old bridge will stay open.”", "“We have no money for it 🏗️,”"


def _span(label: str, words: str, score: float | None = None) -> Span:
    extra = {} if score is None else {"score": score, "suggested_by": "rules"}
    return Span(IdMaker()(), label, (Fragment(*at(words)),), origin="suggested", extra=extra)


@pytest.fixture
def user(open_on: OpenOn, tmp_path: Path, qtbot: QtBot) -> User:
    """At an article that came with two suggestions, and a source that is suggested for no quote."""
    project = new_project(tmp_path / "p.inquit")
    ana, ids = project.annotator("ana"), project.ids
    quotes = (_span("quote", STAY, 0.9), _span("quote", MONEY, 0.6))
    parts = (_span("speaker", "Mayor Ilse Brandt"), _span("cue", "said"), _span("cue", "told"))
    alone = _span("source", "the Tidewater Post", 0.4)
    links = [
        Link(ids(), "speaker", quotes[0].id, parts[0].id),
        Link(ids(), "cue", quotes[0].id, parts[1].id),
        Link(ids(), "cue", quotes[1].id, parts[2].id),
    ]
    header = Header(ids(), project.articles(ana)[0].id, ana.id, "attribution-v1", State.TODO)
    with project.store.writing() as connection:
        spans = {span.id: span for span in (*quotes, *parts, alone)}
        bulk.add_reading(connection, Reading(header, spans, {link.id: link for link in links}))
    project.close()
    return open_on()


def _by_hand(user: User) -> list[tuple[str, ...]]:
    """Label and words of the stored spans that count."""
    spans = sorted(user.stored().spans.values(), key=lambda span: (span.start, span.label))
    return [(span.label, *span.words(user.text)) for span in spans if not is_suggested(span)]


def test_tab_goes_to_a_suggestion_and_enter_accepts_it(user: User) -> None:
    user.press(Key.Key_Tab)
    assert user.view.caret == user.at(STAY)[0]

    user.press(Key.Key_Return)
    assert _by_hand(user) == [("speaker", "Mayor Ilse Brandt"), ("cue", "said"), ("quote", STAY)]
    assert all(is_assisted(span) for span in user.stored().spans.values() if not is_suggested(span))

    user.press(Key.Key_Z, CTRL)
    assert _by_hand(user) == []


def test_a_letter_accepts_that_part_and_x_rejects_the_rest(user: User) -> None:
    user.press(Key.Key_Tab)
    user.press(Key.Key_Q)
    user.press(Key.Key_S)
    assert _by_hand(user) == [("speaker", "Mayor Ilse Brandt"), ("quote", STAY)]

    user.press(Key.Key_X)
    assert {role for role, _ in user.linked(STAY)} == {"speaker"}


def test_selected_words_are_put_in(user: User) -> None:
    user.press(Key.Key_Tab)
    user.drag("said on Monday")
    user.press(Key.Key_C)

    assert ("cue", "said on Monday") in _by_hand(user)
    assert ("cue", "said on Monday") in user.linked(STAY)


def test_after_a_rejected_suggestion_tab_goes_on_from_there(user: User) -> None:
    user.press(Key.Key_Tab)
    user.press(Key.Key_X)
    user.press(Key.Key_Tab)

    assert user.view.caret == user.at(MONEY)[0]
    user.press(Key.Key_Tab, SHIFT)
    assert user.view.caret == user.at("the Tidewater Post")[0]


def test_a_polarity_key_accepts_and_sets(user: User) -> None:
    user.press(Key.Key_Tab)
    user.press(Key.Key_A)
    user.type("bridge")
    user.press(Key.Key_Return)

    (stance,) = user.stored().stances.values()
    assert (stance.polarity, ("quote", STAY) in _by_hand(user)) == ("against", True)


def test_all_above_a_score_are_accepted_at_once_and_nothing_here_where_none_is_active(user: User) -> None:
    user.press(Key.Key_Tab)
    user.press(Key.Key_Return, CTRL | SHIFT)
    user.press(Key.Key_1)
    assert ("quote", STAY) in _by_hand(user)
    assert ("quote", MONEY) not in _by_hand(user)

    user.press(Key.Key_Z, CTRL)
    user.press(Key.Key_Escape)
    user.press(Key.Key_Return, CTRL | SHIFT)
    assert user.stored().header.state is State.DONE


def _open_card(user: User) -> Card:
    (found,) = [card for card in user.window.annotate.cards.shown if card.active]
    return found


def test_a_mention_suggested_for_no_quote_has_a_card_of_its_own_and_is_answered_there(user: User) -> None:
    user.press(Key.Key_Tab, times=3)
    card = _open_card(user)
    assert (card.mention, card.name, card.score) == ("source", "the Tidewater Post", 0.4)
    assert user.view.caret == user.at("the Tidewater Post")[0]
    user.drag("called")
    user.press(Key.Key_C)
    assert ("cue", "called") in _by_hand(user)
    assert not user.linked(MONEY) & {("cue", "called")}

    user.press(Key.Key_Z, CTRL)
    assert _open_card(user).mention == "source"
    user.press(Key.Key_X)
    assert "source" not in [label for label, *_ in user.spans()]


def test_a_click_on_the_card_of_a_mention_opens_it_and_one_on_its_key_accepts(user: User) -> None:
    cards = user.window.annotate.cards
    (alone,) = [card for card in cards.shown if card.mention]
    for where in (None, "accept"):
        view = cards.card_view(alone.id)
        assert view is not None
        QTest.mouseClick(view, LEFT, NONE, place_of(view, where) if where else view.rect().center())
        user.settle()

    assert _by_hand(user) == [("source", "the Tidewater Post")]
    assert _open_card(user).waits


def test_in_a_pass_enter_accepts_what_is_shown_and_leaves_the_rest_suggested(user: User) -> None:
    user.window.commands.run("pass quotes")
    user.press(Key.Key_Tab)
    user.press(Key.Key_Return)

    assert _by_hand(user) == [("quote", STAY)]
    assert not _open_card(user).suggested
    user.window.commands.run("pass all")
    user.settle()
    assert _open_card(user).suggested


def test_space_selects_a_quotation_that_is_only_suggested_and_q_accepts_it(user: User) -> None:
    user.put_caret("old bridge")
    user.press(Key.Key_Space)
    assert user.selected == STAY
    user.press(Key.Key_Q)

    assert _by_hand(user) == [("quote", STAY)]
