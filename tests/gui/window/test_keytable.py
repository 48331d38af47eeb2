"""The window's own keys of the key table, by real key presses in every state."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.gui.window.conftest import ALT, CTRL, NONE, SHIFT, Key, OpenOn, User
from tests.stands import SUGGESTED, effects, picked, place, project_for, who
from ui.gate import Place
from ui.keys import Context, bound, by_key
from workspace.annotating.desk import Snapshot
from workspace.annotating.keytable import WINDOW_ROWS
from workspace.annotating.keywords import Caret, Does, Stand, Undo

_CODES = {
    "Space": Key.Key_Space,
    "Esc": Key.Key_Escape,
    "Tab": Key.Key_Tab,
    "PgDown": Key.Key_PageDown,
    "PgUp": Key.Key_PageUp,
    "Enter": Key.Key_Return,
    "Up": Key.Key_Up,
    "Down": Key.Key_Down,
    "/": Key.Key_Slash,
    "?": Key.Key_Question,
}
_MODIFIERS = {"Ctrl": CTRL, "Shift": SHIFT, "Alt": ALT}


def _own_keys(stand: Stand) -> list[str]:
    """The keys that the window answers there; of the digits the first."""
    if stand is Stand.ASKED:
        return [key for key in by_key(bound(Context.CHOOSER)) if key not in "23456789"]
    over = set(by_key(bound(Context.SUGGESTION))) if stand in SUGGESTED else set()
    own = {key for key, wanted in by_key(bound(Context.TEXT)).items() if not wanted.gesture and key not in over}
    return sorted(own | {key for row in WINDOW_ROWS if stand in row.stands for key in row.keys})


def _goes_there(user: User, stand: Stand, home: Snapshot | None = None) -> Snapshot:
    """Puts the user where the state says; home: what was there before, which is not asked for again if it is still."""
    page, session = user.window.annotate, user.window.session
    page.chooser.leave()
    user.window.sheet.hide()
    if home is None or (home.article.id, home.state) != (user.snapshot.article.id, user.snapshot.state):
        session.open_article(home.article.id if home else user.snapshot.article.id)
        if stand in (Stand.NOTHING, Stand.SELECTION, Stand.DONE) or picked(stand):
            spans = {" … ".join(span.words(user.text)): span.id for span in user.snapshot.reading.spans.values()}
            session.activate(spans.get(picked(stand) or ""))
        user.settle()
    page.column.go(Place(*place(stand)))
    user.view.setFocus()
    if stand is Stand.ASKED:
        user.press(Key.Key_E)
    return user.snapshot


def _press(user: User, key: str) -> None:
    *modifiers, name = key.split("+")
    code = _CODES.get(name) or Qt.Key(ord(name))
    held = NONE
    for modifier in modifiers:
        held |= _MODIFIERS[modifier]
    user.press(code, held)


def _does(user: User, stand: Stand, key: str, home: Snapshot) -> Does:
    before, here = _goes_there(user, stand, home), user.window.annotate.column.place()
    _press(user, key)
    after, there = user.snapshot, user.window.annotate.column.place()
    found = _seen(user, stand)
    if after.article.id != before.article.id:
        return Does(" ".join(sorted([*found, "article"])))
    if there.selection != here.selection:
        found.append("selects" if there.selection else "deselects")
    made = effects(before, after)
    found += [token for token in made.split() if token != "nothing"]
    changed = after.reading != before.reading
    if changed:
        user.window.annotate.chooser.leave()
        user.view.setFocus()
        user.press(Key.Key_Z, CTRL)
        assert user.snapshot.reading == before.reading
    undo = Undo.ALL if changed else Undo.NOTHING
    return Does(" ".join(found) or "nothing", _where(here, there, after), who(before.state, after.state), undo)


def _where(here: Place, there: Place, after: Snapshot) -> Caret:
    """Where the caret has gone, unless words are selected now."""
    if there.selection is not None or there.caret == here.caret:
        return Caret.STAYS
    if here.selection is not None and there.caret == here.selection.end:
        return Caret.STAYS  # the selection collapses
    gone_to = after.reading.spans[after.state.selected or after.state.active or ""]
    assert there.caret == gone_to.start
    return Caret.START_OF_QUOTE


def _seen(user: User, stand: Stand) -> list[str]:
    """What stands on the screen besides the article."""
    page = user.window.annotate
    found = ["asks"] * (page.chooser.isVisible() and stand is not Stand.ASKED)
    found += ["sheet"] * user.window.sheet.isVisible()
    found += ["closes"] * (stand is Stand.ASKED and not page.chooser.isVisible())
    found += ["card"] * (user.window.focusWidget() is page.cards)
    return found + ["filter"] * (user.window.focusWidget() is page.pane.field)


@pytest.mark.parametrize("stand", list(Stand))
def test_every_key_of_the_window_does_what_the_table_says(stand: Stand, open_on: OpenOn, tmp_path: Path) -> None:
    project_for(stand, tmp_path / "p.inquit").close()
    user = open_on()
    home = _goes_there(user, stand)
    said = {key: row.does for row in WINDOW_ROWS if stand in row.stands for key in row.keys}

    done = {key: _does(user, stand, key, home) for key in _own_keys(stand)}

    assert {key: (found.tokens, found.caret, found.active, found.undo) for key, found in done.items()} == {
        key: (row.tokens, row.caret, row.active, row.undo) for key, row in said.items()
    }
