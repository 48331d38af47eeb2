"""Suggestions by real keys: Tab goes there, Enter, Q S C O and X answer, a polarity key accepts as it sets."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.ids import IdMaker
from models.readings import Header, Reading, State
from models.spans import Fragment, Link, Span
from models.suggested import is_assisted, is_suggested
from storage import bulk
from tests.gui.window.conftest import CTRL, SHIFT, Key, OpenOn, User
from tests.samples import at, new_project

STAY, MONEY = "“The old bridge will stay open.”", "“We have no money for it 🏗️,”"


def _span(label: str, words: str, score: float | None = None) -> Span:
    extra = {} if score is None else {"score": score, "suggested_by": "rules"}
    return Span(IdMaker()(), label, (Fragment(*at(words)),), origin="suggested", extra=extra)


@pytest.fixture
def user(open_on: OpenOn, tmp_path: Path, qtbot: QtBot) -> User:
    """At an article that came with two suggestions."""
    project = new_project(tmp_path / "p.inquit")
    ana, ids = project.annotator("ana"), project.ids
    quotes = (_span("quote", STAY, 0.9), _span("quote", MONEY, 0.6))
    parts = (_span("speaker", "Mayor Ilse Brandt"), _span("cue", "said"), _span("cue", "told"))
    links = [
        Link(ids(), "speaker", quotes[0].id, parts[0].id),
        Link(ids(), "cue", quotes[0].id, parts[1].id),
        Link(ids(), "cue", quotes[1].id, parts[2].id),
    ]
    header = Header(ids(), project.articles(ana)[0].id, ana.id, "attribution-v1", State.TODO)
    with project.store.writing() as connection:
        spans = {span.id: span for span in (*quotes, *parts)}
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
    assert user.view.caret == user.at(MONEY)[0]


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
