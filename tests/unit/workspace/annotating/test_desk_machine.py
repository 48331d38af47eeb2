"""Random gestures on random texts: after each, what is in memory is sound, and it is what the file holds."""

import os
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from models.errors import Refused
from models.invariants import faults, reference_faults
from models.readings import Header, Reading, State
from models.spans import Fragment, Link, Span
from models.suggested import counted, is_suggested
from storage import bulk, codec
from storage.tables import reading
from tests.helpers import rows_of
from tests.samples import new_project
from workspace.annotating.desk import Desk
from workspace.annotating.gestures import NEW, Gesture
from workspace.passes import Pass
from workspace.project import Project

PIECES = (
    "“We stay,”", " Ode said. ", "He told ", "🏗️👷🏽\u200d♀️", "e\u0301a\u0301", "«لن نسكت»", " قال ", "「堰」と", "\n",
    " ", "that it ‘may’ rain", ": ", "via Harbour News (HN) ", "nobody",
)  # fmt: skip
MARKING = ("quote", "speaker", "cue", "source", "relay_cue", "article_source", "addressee", "add_fragment", "target")
BARE = (
    "quote", "speaker", "cue", "source", "addressee", "article_source", "inherit_source", "nest", "remove_fragment",
    "delete", "delete_attribution", "escape", "type", "status", "implicit", "no_entity", "confirm", "hedged", "basis",
    "repeat_stance", "drop_stance", "mark_every", "unlink", "lone_stance", "accept", "reject", "confirm",
)  # fmt: skip
TOLD = (
    ("polarity", f"favor/{NEW}Bridge"), ("polarity", "against"), ("target", f"{NEW}Ferry"), ("strength", "2"),
    ("entity", f"{NEW}Ode"), ("chip", "1"), ("chip", "2"), ("ascribe", f"{NEW}Kerr"), ("lone_stance", "unclear"),
    ("set_value", "medium=thought"), ("set_value", "mention_type=name"), ("set_value", "scope=sentence"),
    ("set_stance", f"holder={NEW}Lind"), ("set_stance", "according_to="), ("move_source", "out"),
    ("describe_entity", f"alias={NEW}O."), ("describe_entity", "type=media"), ("rename_target", f"{NEW}Dam"),
    ("same_words_as", f"{NEW}It rains"), ("variant", "partial"), ("note", f"{NEW}why?"), ("note", NEW),
    ("border", "start out word"), ("border", "end in word"), ("border", "end out character"),
    ("border", "start in character"), ("accept", "quote"), ("accept", "speaker"), ("accept_above", "0.5"),
    ("accept_above", "0"), ("question", f"Q-1/{NEW}which?"), ("answer", f"{NEW}this one"), ("move_source", "in"),
)  # fmt: skip
ASKING = (
    "same_words", "same_words_as", "merge_entity", "split_entity", "entity", "target", "ascribe", "speaker", "source",
    "accept_above", "describe_entity", "variant", "set_stance", "question", "polarity",
)  # fmt: skip
ARGUMENTS = {"set_stance": "according_to", "polarity": "neutral"}
QUOTE_MARKS = st.sampled_from(PIECES)


class Annotating(RuleBasedStateMachine):
    """One annotator, two articles of the same words, suggestions in the first, any keys."""

    @initialize(pieces=st.lists(QUOTE_MARKS, min_size=3, max_size=14), data=st.data())
    def begin(self, pieces: list[str], data: st.DataObject) -> None:
        self.folder = tempfile.TemporaryDirectory()
        text = "".join(pieces) + "x"
        self.project = new_project(Path(self.folder.name) / "p.inquit", text, text)
        self.desk = Desk(self.project, self.project.annotator("ana"))
        self.articles = [entry.id for entry in self.project.articles(self.desk.annotator)]
        self.desk.open(self.articles[0])
        self._suggest(data)
        self.desk.open(self.articles[0])
        self.made = 0

    def _suggest(self, data: st.DataObject) -> None:
        """Some frames with a speaker that two of them share, and a cue."""
        ids = self.project.ids
        parts = ("quote", "quote", "speaker", "cue", "source")
        fragments = [self._fragment(data) for _ in parts]
        first, second, speaker, cue, alone = (
            Span(ids(), label, (fragment,), origin="suggested", extra={"score": 0.6, "suggested_by": "rules"})
            for label, fragment in zip(parts, fragments, strict=True)
        )
        ends = ((first, "speaker", speaker), (second, "speaker", speaker), (first, "cue", cue))
        links = [Link(ids(), role, start.id, end.id) for start, role, end in ends]
        header = Header(ids(), self.articles[0], self.desk.annotator.id, self.project.scheme.name)
        spans = {span.id: span for span in (first, second, speaker, cue, alone)}
        with self.project.store.writing() as connection:
            bulk.add_reading(connection, Reading(header, spans, {link.id: link for link in links}))

    @property
    def reading(self) -> Reading:
        return self.desk.snapshot.reading

    def _perform(self, gesture: Gesture) -> None:
        before = self.desk.snapshot
        try:
            done = self.desk.perform(gesture).done
        except Refused:
            assert self.desk.snapshot == before
        else:
            self.made += done is not None

    def _fragment(self, data: st.DataObject) -> Fragment:
        end = len(self.desk.snapshot.article.text)
        start = data.draw(st.integers(0, end - 1))
        return Fragment(start, data.draw(st.integers(start + 1, end)))

    @rule(action=st.sampled_from(MARKING), data=st.data())
    def mark(self, action: str, data: st.DataObject) -> None:
        selection = self._fragment(data)
        self._perform(Gesture(action, selection, selection.end))

    @rule(action=st.sampled_from(BARE), place=st.integers(0, 200))
    def press(self, action: str, place: int) -> None:
        self._perform(Gesture(action, None, min(place, len(self.desk.snapshot.article.text))))

    @rule(told=st.sampled_from(TOLD), place=st.integers(0, 200))
    def choose(self, told: tuple[str, str], place: int) -> None:
        self._perform(Gesture(told[0], None, min(place, len(self.desk.snapshot.article.text)), told[1]))

    @rule(data=st.data())
    def drag_a_border(self, data: st.DataObject) -> None:
        if self.reading.spans:
            span = data.draw(st.sampled_from(sorted(self.reading.spans)))
            selection = self._fragment(data)
            self._perform(Gesture("put_border", selection, selection.start, span))

    @rule(data=st.data(), part=st.sampled_from(("quote", "speaker", "cue", "source")))
    def put_in(self, data: st.DataObject, part: str) -> None:
        selection = self._fragment(data)
        self._perform(Gesture("accept", selection, selection.end, part))

    @rule(action=st.sampled_from(ASKING), data=st.data())
    def answer_what_is_asked(self, action: str, data: st.DataObject) -> None:
        try:
            ask = self.desk.perform(Gesture(action, argument=ARGUMENTS.get(action, ""))).outcome.ask
        except Refused:
            return
        if ask is not None and ask.options:
            chosen = data.draw(st.sampled_from([option.argument for option in ask.options]))
            self._perform(Gesture(ask.action, argument=chosen))

    @rule(state=st.sampled_from(State))
    def finish(self, state: State) -> None:
        self.made += self.desk.finish(state).done is not None

    @rule(seconds=st.sampled_from((0.0, 7.5)))
    def take_time(self, seconds: float) -> None:
        self.desk.spend(self.desk.snapshot.article.id, seconds)

    @rule(number=st.integers(0, 1))
    def visit(self, number: int) -> None:
        self.desk.open(self.articles[number])

    @rule()
    def restart(self) -> None:
        path, article = self.project.path, self.desk.snapshot.article.id
        self.project.close()
        self.project = Project.open(path)
        self.desk = Desk(self.project, self.project.annotator("ana"))
        self.desk.open(article)

    @rule(data=st.data())
    def click(self, data: st.DataObject) -> None:
        things = sorted([*self.reading.spans, *self.reading.stances])
        self.desk.activate(data.draw(st.sampled_from([None, *things])))

    @rule(step=st.sampled_from(Pass))
    def work_in_a_pass(self, step: Pass) -> None:
        self.desk.project.choose_pass(step)

    @precondition(lambda self: self.made)
    @rule()
    def undo_and_redo(self) -> None:
        path = self.project.path
        rows = rows_of(path)
        self.desk.undo()
        self.desk.redo()
        assert rows_of(path) == rows

    @precondition(lambda self: self.made)
    @rule()
    def undo(self) -> None:
        self.desk.undo()
        self.made -= 1

    @precondition(lambda self: self.made)
    @rule()
    def undo_to_the_start_and_redo_to_the_end(self) -> None:
        rows = rows_of(self.project.path)
        for _ in range(self.made):
            self.desk.undo()
        for _ in range(self.made):
            self.desk.redo()
        assert rows_of(self.project.path) == rows

    @invariant()
    def what_is_in_memory_is_sound(self) -> None:
        snapshot, reading = self.desk.snapshot, self.reading
        spans, stances = reading.spans.values(), reading.stances.values()
        found = faults(snapshot.article.text, spans, reading.links.values(), stances, snapshot.scheme)
        assert found == []
        shared = snapshot.shared
        assert list(reference_faults(spans, stances, shared.entities, shared.targets)) == []
        assert snapshot.state == snapshot.state.within(reading)

    @invariant()
    def without_what_is_only_suggested_it_is_sound_too(self) -> None:
        snapshot, kept = self.desk.snapshot, counted(self.reading)
        spans, links, stances = kept.spans.values(), kept.links.values(), kept.stances.values()
        assert faults(snapshot.article.text, spans, links, stances, snapshot.scheme) == []
        assert not any(map(is_suggested, spans))

    @invariant()
    def what_is_in_memory_is_what_the_file_holds(self) -> None:
        stored = self.project.reading(self.desk.snapshot.article.id, self.desk.annotator)
        assert stored == self.reading
        if stored.header.id:
            with self.project.store.reading() as view:
                digest = view.execute(select(reading.c.digest).where(reading.c.id == stored.header.id)).scalar_one()
            assert digest == codec.reading_digest(stored)

    def teardown(self) -> None:
        if hasattr(self, "project"):
            self.project.close()
            self.folder.cleanup()


TestAnnotating = Annotating.TestCase
EXAMPLES = int(os.environ.get("INQUIT_EXAMPLES", "10"))  # each is a project of its own, which takes a while
TestAnnotating.settings = settings(max_examples=EXAMPLES, stateful_step_count=25, deadline=None)
