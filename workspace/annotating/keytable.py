"""Every (state, key) pair of the text as data: what the key makes there, where the caret goes, what is active after.

A pair that has no row is refused: nothing happens, and a word says why. `docs/keys.md` shows the table and
`tests/unit/workspace/annotating/test_keytable.py` and `tests/gui/window/test_keytable.py` drive every pair on a real
project. Digits up to 9 and Alt+3 are as the first of them; J is +, and the brackets are K and L.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workspace.annotating.keywords import Active, Caret, Does, Row, Stand, Undo

_QUOTE = (
    Stand.QUOTE,
    Stand.QUOTE_SELECTION,
    Stand.MENTION,
    Stand.STANCE,
    Stand.EVIDENCE,
    Stand.PARTS,
    Stand.NESTED,
)
_IDLE = (Stand.NOTHING, Stand.SELECTION, Stand.DONE)
_WAITING = (Stand.PENDING, Stand.PENDING_SELECTION)
_SUGGESTED = (Stand.SUGGESTION, Stand.SUGGESTION_SELECTION)
_LONE = (Stand.LONE, Stand.LONE_SELECTION)
_NO_QUOTE = (*_IDLE, *_WAITING)
_SELECTED = (
    Stand.SELECTION,
    Stand.QUOTE_SELECTION,
    Stand.PENDING_SELECTION,
    Stand.SUGGESTION_SELECTION,
    Stand.LONE_SELECTION,
)
_ALONE = (Stand.SELECTION, Stand.PENDING_SELECTION, Stand.LONE_SELECTION)
_PICKED = (Stand.MENTION, Stand.STANCE)
_BARE_QUOTE = tuple(stand for stand in _QUOTE if stand not in _PICKED)
_UNSELECTED = tuple(stand for stand in (*_NO_QUOTE, *_QUOTE, *_SUGGESTED, *_LONE) if stand not in _SELECTED)
_ALL = (*_NO_QUOTE, *_QUOTE, *_SUGGESTED, *_LONE)
_WITHOUT_STANCE = tuple(stand for stand in _QUOTE if stand is not Stand.STANCE)
_LET_GO = (Stand.QUOTE, Stand.EVIDENCE, Stand.PARTS, Stand.NESTED, Stand.SUGGESTION)
_NAMED = "+entity accepts-speaker ~attributes ~entity"
_WHOLE = "+entity accepts-cue accepts-quote accepts-speaker ~attributes ~entity"
_GONE = "-cue -link:cue -link:speaker -quote -speaker"

_Outcome = tuple[tuple[Stand, ...], Does]


def _keys(keys: tuple[str, ...], *outcomes: _Outcome) -> Iterator[Row]:
    for stands, does in outcomes:
        yield Row(keys, stands, does)


def _stored(makes: str, caret: Caret = Caret.STAYS, active: Active = Active.SAME) -> Does:
    return Does(makes, caret, active, Undo.ALL)


ROWS: Final = (
    *_keys(
        ("Q",),
        (
            (*_PICKED, Stand.NOTHING, Stand.QUOTE, Stand.EVIDENCE, Stand.NESTED, Stand.DONE),
            _stored("+quote", Caret.END_OF_QUOTE, Active.NEW),
        ),
        (
            (Stand.SELECTION, Stand.QUOTE_SELECTION, Stand.LONE_SELECTION),
            _stored("+quote", Caret.BEHIND_SELECTION, Active.NEW),
        ),
        ((Stand.PENDING,), _stored("+link:cue +link:speaker +quote", Caret.END_OF_QUOTE, Active.NEW)),
        ((Stand.PENDING_SELECTION,), _stored("+link:cue +link:speaker +quote", Caret.BEHIND_SELECTION, Active.NEW)),
        ((Stand.PARTS,), _stored("+link:nested_in +quote", Caret.END_OF_QUOTE, Active.NEW)),
        ((Stand.SUGGESTION,), _stored("accepts-quote")),
        ((Stand.SUGGESTION_SELECTION,), _stored("accepts-quote ~attributes ~fragments", Caret.BEHIND_SELECTION)),
    ),
    *_keys(
        ("S",),
        (
            _ALONE,
            _stored("+entity +speaker", Caret.BEHIND_SELECTION),
        ),
        ((Stand.QUOTE_SELECTION,), _stored("+entity +link:speaker +speaker", Caret.BEHIND_SELECTION)),
        ((Stand.MENTION,), Does("nothing")),
        ((Stand.STANCE,), Does("asks")),
        ((Stand.PENDING,), _stored("~label", Caret.END_OF_SPAN)),
        ((Stand.SUGGESTION, Stand.LONE), _stored(_NAMED)),
        (
            (Stand.SUGGESTION_SELECTION,),
            _stored("+entity +link:speaker +speaker -link:speaker -speaker", Caret.BEHIND_SELECTION),
        ),
    ),
    *_keys(
        ("C",),
        (_ALONE, _stored("+cue", Caret.BEHIND_SELECTION)),
        ((Stand.QUOTE_SELECTION,), _stored("+cue +link:cue", Caret.BEHIND_SELECTION)),
        (_PICKED, _stored("+link:cue -link:speaker ~attributes ~entity ~label")),
        ((Stand.SUGGESTION,), _stored("accepts-cue")),
        ((Stand.SUGGESTION_SELECTION,), _stored("+cue +link:cue -cue -link:cue", Caret.BEHIND_SELECTION)),
    ),
    *_keys(
        ("O",),
        (
            _ALONE,
            _stored("+entity +source", Caret.BEHIND_SELECTION),
        ),
        ((Stand.QUOTE, Stand.EVIDENCE, Stand.PARTS, Stand.NESTED), Does("asks")),
        (
            (Stand.QUOTE_SELECTION, Stand.SUGGESTION_SELECTION),
            _stored("+entity +link:via +source", Caret.BEHIND_SELECTION),
        ),
        (_PICKED, _stored("+link:via -link:speaker ~attributes ~label")),
        ((Stand.PENDING,), _stored("~label", Caret.END_OF_SPAN)),
    ),
    *_keys(
        ("Shift+C",),
        (_SELECTED, _stored("+cue", Caret.BEHIND_SELECTION)),
    ),
    *_keys(
        ("Shift+O",),
        (_SELECTED, _stored("+entity +source", Caret.BEHIND_SELECTION)),
    ),
    *_keys(
        ("D",),
        (
            _ALONE,
            _stored("+addressee", Caret.BEHIND_SELECTION),
        ),
        (
            (Stand.QUOTE_SELECTION, Stand.SUGGESTION_SELECTION),
            _stored("+addressee +link:addressee", Caret.BEHIND_SELECTION),
        ),
        (_PICKED, _stored("+link:addressee -link:speaker ~attributes ~label")),
        ((Stand.PENDING,), _stored("~label", Caret.END_OF_SPAN)),
        ((Stand.LONE,), _stored("accepts-speaker ~label", Caret.START_OF_SPAN)),
    ),
    *_keys(
        ("V",),
        ((*_QUOTE, *_SUGGESTED), _stored("+link:via")),
    ),
    *_keys(
        ("I",),
        ((Stand.NESTED,), _stored("-link:nested_in")),
    ),
    *_keys(
        ("+",),
        ((Stand.QUOTE_SELECTION, Stand.PENDING_SELECTION), _stored("~fragments", Caret.BEHIND_SELECTION)),
        ((Stand.SUGGESTION_SELECTION,), _stored("accepts-quote ~fragments", Caret.BEHIND_SELECTION)),
        ((Stand.LONE_SELECTION,), _stored("accepts-speaker ~fragments", Caret.BEHIND_SELECTION)),
    ),
    *_keys(
        ("-",),
        ((Stand.PARTS,), _stored("~fragments")),
    ),
    *_keys(
        ("Del",),
        ((Stand.QUOTE, Stand.QUOTE_SELECTION, Stand.EVIDENCE, Stand.PARTS), _stored("-quote", active=Active.NONE)),
        (_PICKED, _stored("-link:speaker -speaker confirms")),
        (_WAITING, _stored("-cue")),
        ((Stand.NESTED,), _stored("-link:nested_in -quote", active=Active.NONE)),
        ((Stand.SUGGESTION,), _stored(_GONE, active=Active.NONE)),
        ((Stand.SUGGESTION_SELECTION,), _stored("-link:speaker -speaker")),
        (_LONE, _stored("-speaker")),
    ),
    *_keys(
        ("Shift+Del",),
        ((Stand.QUOTE, Stand.QUOTE_SELECTION, Stand.EVIDENCE, Stand.PARTS), _stored("-quote", active=Active.NONE)),
        ((Stand.MENTION,), _stored("-link:speaker -quote -speaker confirms", active=Active.NONE)),
        ((Stand.STANCE,), _stored("-link:speaker -quote -record -speaker confirms", active=Active.NONE)),
        ((Stand.NESTED,), _stored("-link:nested_in -quote", active=Active.NONE)),
        (_SUGGESTED, _stored(_GONE, active=Active.NONE)),
    ),
    *_keys(
        ("Ctrl+M",),
        ((*_WAITING, *_PICKED), Does("nothing")),
        (_LONE, _stored("accepts-speaker")),
    ),
    *_keys(
        ("M", "Shift+M"),
        (_ALL, Does("asks")),
    ),
    *_keys(
        ("G",),
        ((*_PICKED, Stand.QUOTE, Stand.QUOTE_SELECTION, Stand.EVIDENCE, Stand.PARTS), Does("asks")),
    ),
    *_keys(
        ("F",),
        (_WITHOUT_STANCE, _stored("+record")),
        ((Stand.STANCE,), Does("nothing")),
        (_SUGGESTED, _stored(f"{_WHOLE} +record")),
    ),
    *_keys(
        ("A", "N", "U"),
        (_WITHOUT_STANCE, _stored("+record")),
        ((Stand.STANCE,), _stored("~record")),
        (_SUGGESTED, _stored(f"{_WHOLE} +record")),
    ),
    *_keys(
        ("T",),
        (_UNSELECTED, Does("asks")),
        (_SELECTED, _stored("+stance", Caret.BEHIND_SELECTION)),
    ),
    *_keys(
        ("R",),
        (_WITHOUT_STANCE, _stored("+record")),
        ((Stand.STANCE,), _stored("~record")),
        (_SUGGESTED, _stored(f"{_WHOLE} +record")),
    ),
    *_keys(
        ("H", "B", "Alt+1"),
        ((Stand.STANCE,), _stored("~record")),
    ),
    *_keys(
        ("Y", "Shift+Y"),
        (_QUOTE, _stored("~attributes")),
        (_SUGGESTED, _stored("accepts-quote ~attributes")),
    ),
    *_keys(
        ("E",),
        ((*_QUOTE, *_SUGGESTED, *_LONE), Does("asks")),
    ),
    *_keys(
        ("1",),
        (_BARE_QUOTE, _stored("~entity")),
        ((Stand.MENTION,), _stored("-entity confirms ~entity")),
        ((Stand.STANCE,), _stored("confirms ~entity")),
        ((*_SUGGESTED, *_LONE), _stored("+entity accepts-speaker ~entity")),
    ),
    *_keys(
        ("0",),
        (_BARE_QUOTE, _stored("~entity")),
        ((Stand.MENTION,), _stored("-entity confirms ~entity")),
        ((Stand.STANCE,), _stored("confirms ~entity")),
        ((*_SUGGESTED, *_LONE), _stored("accepts-speaker ~entity")),
    ),
    *_keys(
        ("Enter",),
        ((*_PICKED, *_WAITING), _stored("confirms")),
        (_SUGGESTED, _stored(_WHOLE)),
        (_LONE, _stored(_NAMED)),
    ),
    *_keys(
        ("K", "Shift+K", "Alt+K", "Alt+Shift+K"),
        (_BARE_QUOTE, _stored("~fragments", Caret.START_OF_QUOTE)),
        ((*_WAITING, *_PICKED), _stored("~fragments", Caret.START_OF_SPAN)),
        (_SUGGESTED, _stored("accepts-quote ~fragments", Caret.START_OF_QUOTE)),
    ),
    *_keys(("K", "Alt+K"), (_LONE, Does("nothing", Caret.START_OF_SPAN))),
    *_keys(("Shift+K", "Alt+Shift+K"), (_LONE, _stored("accepts-speaker ~fragments", Caret.START_OF_SPAN))),
    *_keys(
        ("L", "Shift+L", "Alt+L", "Alt+Shift+L"),
        (_BARE_QUOTE, _stored("~fragments", Caret.END_OF_QUOTE)),
        ((*_WAITING, *_PICKED), _stored("~fragments", Caret.END_OF_SPAN)),
        (_SUGGESTED, _stored("accepts-quote ~fragments", Caret.END_OF_QUOTE)),
        (_LONE, _stored("accepts-speaker ~fragments", Caret.END_OF_SPAN)),
    ),
    *_keys(
        ("Ctrl+Shift+Enter",),
        ((*_SUGGESTED, *_LONE), Does("asks")),
    ),
    *_keys(
        ("X",),
        (_SUGGESTED, _stored(_GONE, active=Active.NONE)),
        (_LONE, _stored("-speaker")),
    ),
)

# What the window answers itself. Ctrl+Z and Ctrl+Y go through the steps that are stored, wherever they were made.
WINDOW_ROWS: Final = (
    *_keys(("Space", "W"), (_ALL, Does("selects"))),
    *_keys(("Shift+W",), (_SELECTED, Does("selects")), (_UNSELECTED, Does("nothing"))),
    *_keys(
        ("Esc",),
        (_SELECTED, Does("deselects")),
        (_LET_GO, Does("lets-go", active=Active.NONE)),
        ((*_PICKED, Stand.LONE), Does("lets-go")),
        ((Stand.PENDING,), _stored("-cue -speaker confirms")),
        ((Stand.NOTHING, Stand.DONE), Does("nothing")),
        ((Stand.ASKED,), Does("closes")),
    ),
    *_keys(
        ("Tab", "Shift+Tab"),
        (_UNSELECTED, Does("goes", Caret.START_OF_QUOTE, Active.NEW)),
        (_SELECTED, Does("deselects goes", Caret.START_OF_QUOTE, Active.NEW)),
    ),
    *_keys(("Ctrl+PgDown",), (_ALL, Does("article"))),
    *_keys(("Ctrl+PgUp",), (_ALL, Does("nothing"))),  # the article is the first
    *_keys(("/",), (_ALL, Does("filter"))),
    *_keys(("?",), (_ALL, Does("sheet"))),
    *_keys(
        ("Ctrl+Enter",),
        (tuple(stand for stand in _ALL if stand is not Stand.DONE), _stored("asks ~state")),
        ((Stand.DONE,), Does("asks")),
        ((Stand.ASKED,), Does("nothing")),
    ),
    *_keys(("Ctrl+Shift+Enter",), ((*_QUOTE, *_NO_QUOTE), Does("nothing"))),  # something is here
    *_keys(("Enter",), (_BARE_QUOTE, Does("card"))),
    *_keys(("Enter", "1"), ((Stand.ASKED,), _stored("closes ~entity"))),
    *_keys(("Down", "Up"), ((Stand.ASKED,), Does("nothing"))),
)
