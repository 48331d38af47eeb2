"""What the commands of the text do: gestures where the user is, selecting by unit, finishing, going on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from models.readings import State
from ui.annotate.column import ReadingColumn
from ui.article_list import ArticleModel
from ui.commands import Action, Commands
from ui.keys import Command
from ui.session import Session
from workspace.gestures import Ask, Gesture

AskInPlace = Callable[[Ask, Callable[[str], None]], None]


class TextCommands:
    """Everything goes to the session in the order of asking."""

    def __init__(self, column: ReadingColumn, session: Session, articles: ArticleModel, ask: AskInPlace) -> None:
        self._column = column
        self._session = session
        self._articles = articles
        self._ask = ask
        session.asked.connect(self._on_asked)

    def handle(self, commands: Commands) -> None:
        """Takes on the commands."""
        actions: dict[str, Action] = {
            "select unit": self._column.select_unit,
            "grow": self._column.grow,
            "shrink": self._column.shrink,
            "escape": self._escape,
            "next card": partial(self._session.step, 1),
            "previous card": partial(self._session.step, -1),
            "next article": partial(self._go_on, 1),
            "previous article": partial(self._go_on, -1),
            "done": self._finish,
            "nothing here": self._finish_empty,
            "undo": self._session.undo,
            "redo": self._session.redo,
        }
        commands.handle({id: partial(self._session.in_turn, action) for id, action in actions.items()})
        commands.handle_gestures(lambda wanted: self._session.in_turn(partial(self._perform, wanted)))

    def _perform(self, wanted: Command) -> None:
        """A gesture of the table, where the user is."""
        caret = self._column.view.caret
        self._session.perform(Gesture(wanted.gesture, self._column.selection, caret, wanted.argument))

    def _on_asked(self, question: Ask, gesture: Gesture) -> None:
        """The answer is a gesture where the one was made that led to the question."""

        def answer(argument: str) -> None:
            answered = Gesture(question.action, gesture.selection, gesture.caret, argument)
            self._session.in_turn(partial(self._session.perform, answered))

        self._ask(question, answer)

    def _escape(self) -> None:
        view = self._column.view
        if view.selection is not None:
            view.collapse_to_end()
        else:
            self._session.perform(Gesture("escape", None, view.caret))

    def _finish(self) -> None:
        self._session.finish(State.DONE, partial(self._go_on, 1))

    def _finish_empty(self) -> None:
        snapshot = self._session.snapshot
        if snapshot is not None and snapshot.reading.spans:
            self._session.told.emit("There is something here: finish with Ctrl+Enter")
        else:
            self._finish()

    def _go_on(self, step: int) -> None:
        snapshot = self._session.snapshot
        row = -1 if snapshot is None else self._articles.row(snapshot.article.id)
        if (id := self._articles.id_at(row + step)) is not None:
            self._session.open_article(id)
        else:
            self._session.told.emit(f"This is the {'last' if step > 0 else 'first'} article")
