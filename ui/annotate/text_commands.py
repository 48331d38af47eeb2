"""What the commands of the text do: gestures where the user is, selecting by unit, finishing, going on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from models.readings import State
from models.suggested import counted
from ui.annotate.column import ReadingColumn
from ui.article_list import ArticleModel
from ui.commands import Action, Commands
from ui.keys import Command
from ui.session import Session
from workspace.annotating import finishing
from workspace.annotating.finishing import of_pass
from workspace.annotating.gestures import Ask, Gesture, Option
from workspace.annotating.questions import questions
from workspace.passes import Pass

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
            "incomplete": self._list_incomplete,
            "questions": self._list_questions,
            **{f"pass {step}": partial(self._session.choose_pass, step) for step in Pass},
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
        """The article is done at once; what looks incomplete is shown before going on."""
        self._session.finish(State.DONE, self._after_done)

    def _after_done(self) -> None:
        if found := self._incomplete():
            self._ask(finishing.question(found), self._go_to)
        else:
            self._go_on(1)

    def _incomplete(self) -> tuple[finishing.Incomplete, ...]:
        snapshot = self._session.snapshot
        if snapshot is None:
            return ()
        found = finishing.incomplete(snapshot.article.text, snapshot.reading, snapshot.state, snapshot.shared)
        return of_pass(snapshot.step, found)

    def _list_incomplete(self) -> None:
        if found := self._incomplete():
            self._ask(finishing.overview(found), self._go_to)
        else:
            self._session.told.emit("Nothing looks incomplete")

    def _list_questions(self) -> None:
        snapshot = self._session.snapshot
        asked = list(questions(snapshot.reading)) if snapshot else []
        options = tuple(Option(one.span or "", f"{one.bullet}: {one.words}", one.answer) for one in asked)
        if options:
            self._ask(Ask("Questions", options, ""), self._go_to)
        else:
            self._session.told.emit("Nothing was asked in this article")

    def _go_to(self, place: str) -> None:
        """To the next article, to a span, or to the article as a whole for nothing."""
        if place == finishing.FINISH:
            self._session.in_turn(partial(self._go_on, 1))
        else:
            self._session.in_turn(partial(self._session.activate, place or None, go=True))

    def _finish_empty(self) -> None:
        snapshot = self._session.snapshot
        if snapshot is not None and counted(snapshot.reading).spans:
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
