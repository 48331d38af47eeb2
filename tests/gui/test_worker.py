"""Jobs run in the order they are given; answers, refusals and bugs each come back to the window's thread."""

from collections.abc import Iterator
from threading import current_thread, main_thread

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from models.errors import UserError
from ui.worker import Worker


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


def refuse() -> None:
    raise UserError("there is no ink", remedy="buy some")


def break_down() -> None:
    raise KeyError("a bug")


def unexpected(error: object) -> None:
    raise AssertionError(f"not expected: {error}")


def test_answers_come_in_the_order_of_asking_and_on_the_windows_thread(worker: Worker, qtbot: QtBot) -> None:
    threads: list[object] = []
    answers: list[int] = []

    def job(number: int) -> int:
        threads.append(current_thread())
        return number

    def take(number: int) -> None:
        assert current_thread() is main_thread()
        answers.append(number)

    for number in range(20):
        worker.database(lambda number=number: job(number), take, unexpected)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(answers) == 20)

    assert answers == list(range(20))
    assert len(set(threads)) == 1
    assert threads[0] is not main_thread()


def test_it_says_how_many_answers_are_waited_for(worker: Worker, qtbot: QtBot) -> None:
    told: list[int] = []
    worker.waiting_changed.connect(told.append)
    for _ in range(2):
        worker.database(lambda: None, lambda _: None, unexpected)
    qtbot.waitUntil(lambda: len(told) == 4)

    assert told == [1, 2, 1, 0]


def test_a_users_error_goes_to_whom_it_concerns(worker: Worker, qtbot: QtBot) -> None:
    errors: list[UserError] = []
    worker.database(refuse, unexpected, errors.append)
    qtbot.waitUntil(lambda: bool(errors))

    assert errors[0].trouble.what == "there is no ink"
    assert worker.waiting == 0


def test_a_bug_is_raised_on_the_windows_thread_and_leaves_nothing_waiting(worker: Worker, qtbot: QtBot) -> None:
    ended: list[bool] = []
    with capture_exceptions() as bugs:
        worker.database(break_down, unexpected, unexpected, lambda: ended.append(True))
        qtbot.waitUntil(lambda: bool(bugs))

    assert bugs[0][0] is KeyError
    assert (ended, worker.waiting) == ([True], 0)


def test_a_bug_beside_the_database_is_no_answer_of_it(worker: Worker, qtbot: QtBot) -> None:
    with capture_exceptions() as bugs:
        worker.pool(break_down, unexpected, unexpected)
        qtbot.waitUntil(lambda: bool(bugs))

    assert worker.waiting == 0


def test_closing_does_what_was_given_and_answers_nothing_more(worker: Worker, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(5):
        worker.database(lambda number=number: done.append(number), unexpected, unexpected)  # type: ignore[misc]
    worker.close()
    qtbot.wait(20)

    assert done == [0, 1, 2, 3, 4]
