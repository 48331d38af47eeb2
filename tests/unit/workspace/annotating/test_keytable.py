"""The key table is true: every key of the text in every state, on a real project, and undone again."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stands import does, keys_at, project_for, takes_up
from ui.keys import Context, bound, by_key
from workspace.annotating.desk import Desk
from workspace.annotating.keytable import ROWS, WINDOW_ROWS
from workspace.annotating.keywords import REFUSED, Row, Stand, in_words

# Digits, and brackets and J, do as the first of their kind.
_BRACKETS = [f"{more}{sign}" for more in ("", "Shift+", "Alt+", "Alt+Shift+") for sign in "[]"]
_ALIKE = {*"23456789J", "Alt+2", "Alt+3", *_BRACKETS}
_STANDS = [stand for stand in Stand if stand is not Stand.ASKED]  # there the window takes every key


@pytest.fixture
def desk(stand: Stand, tmp_path: Path) -> Iterator[Desk]:
    """Somebody who stands there."""
    project = project_for(stand, tmp_path / "p.inquit")
    made = Desk(project, project.annotator("ana"))
    made.open(project.articles(made.annotator)[0].id)
    takes_up(stand, made)
    yield made
    project.close()


@pytest.mark.parametrize("stand", _STANDS)
def test_every_key_does_everywhere_what_the_table_says_and_undo_restores_it(desk: Desk, stand: Stand) -> None:
    said = {key: row.does for row in ROWS if stand in row.stands for key in row.keys}
    gestures = {key: wanted for key, wanted in keys_at(stand).items() if wanted.gesture and key not in _ALIKE}

    home = desk.snapshot.state
    done = {key: does(desk, stand, wanted, home) for key, wanted in gestures.items()}

    assert {key: (found.tokens, found.caret, found.active, found.undo) for key, found in done.items()} == {
        key: (row.tokens, row.caret, row.active, row.undo)
        for key, row in ((key, said.get(key, REFUSED)) for key in gestures)
    }


def test_no_pair_stands_in_the_table_twice() -> None:
    pairs = Counter((key, stand) for row in (*ROWS, *WINDOW_ROWS) for key in row.keys for stand in row.stands)

    assert [pair for pair, times in pairs.items() if times > 1] == []


def test_every_key_of_the_text_stands_in_the_table_and_no_other() -> None:
    known = {*by_key(bound(Context.TEXT)), *by_key(bound(Context.SUGGESTION)), *by_key(bound(Context.CHOOSER))}
    undo = {"Ctrl+Z", "Ctrl+Y"}

    in_table = {key for row in (*ROWS, *WINDOW_ROWS) for key in row.keys}
    assert in_table - undo <= known
    assert set(by_key(bound(Context.TEXT))) - _ALIKE <= in_table


@pytest.mark.parametrize("row", [*ROWS, *WINDOW_ROWS], ids=lambda row: "-".join(row.keys))
def test_every_row_can_be_read_out(row: Row) -> None:
    words = in_words(row.does.makes)

    assert words
    assert not set("+~_:") & set(words)
