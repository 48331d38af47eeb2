"""Random gestures on random texts: after each, what is in memory is sound, and it is what the file holds."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from models.errors import Refused
from models.invariants import faults, reference_faults
from models.readings import Reading
from models.spans import Fragment
from storage import codec
from storage.tables import reading
from tests.helpers import rows_of
from tests.samples import new_project
from workspace.annotating.desk import Desk
from workspace.annotating.gestures import NEW, Gesture

PIECES = (
    "“We stay,”", " Ode said. ", "He told ", "🏗️👷🏽\u200d♀️", "e\u0301a\u0301", "«لن نسكت»", " قال ", "「堰」と", "\n",
    " ", "that it ‘may’ rain", ": ", "via Harbour News (HN) ", "nobody",
)  # fmt: skip
MARKING = ("quote", "speaker", "cue", "source", "relay_cue", "article_source", "addressee", "add_fragment", "target")
BARE = (
    "quote", "speaker", "cue", "source", "addressee", "article_source", "inherit_source", "nest", "remove_fragment",
    "delete", "delete_attribution", "escape", "type", "status", "implicit", "no_entity", "confirm", "hedged", "basis",
    "repeat_stance", "drop_stance", "mark_every", "unlink", "lone_stance",
)  # fmt: skip
TOLD = (
    ("polarity", f"favor/{NEW}Bridge"), ("polarity", "against"), ("target", f"{NEW}Ferry"), ("strength", "2"),
    ("entity", f"{NEW}Ode"), ("chip", "1"), ("chip", "2"), ("ascribe", f"{NEW}Kerr"), ("lone_stance", "unclear"),
    ("set_value", "medium=thought"), ("set_value", "mention_type=name"), ("set_value", "scope=sentence"),
    ("set_stance", f"holder={NEW}Lind"), ("set_stance", "according_to="), ("move_source", "out"),
    ("describe_entity", f"alias={NEW}O."), ("describe_entity", "type=media"), ("rename_target", f"{NEW}Dam"),
    ("same_words_as", f"{NEW}It rains"), ("variant", "partial"), ("note", f"{NEW}why?"), ("note", NEW),
    ("border", "start out word"), ("border", "end in word"), ("border", "end out character"),
    ("border", "start in character"),
)  # fmt: skip
QUOTE_MARKS = st.sampled_from(PIECES)


class Annotating(RuleBasedStateMachine):
    """One annotator, one article, any keys."""

    @initialize(pieces=st.lists(QUOTE_MARKS, min_size=3, max_size=14))
    def begin(self, pieces: list[str]) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.project = new_project(Path(self.folder.name) / "p.inquit", "".join(pieces) + "x", "Elsewhere.")
        self.desk = Desk(self.project, self.project.annotator("ana"))
        self.article = self.desk.project.articles(self.desk.annotator)[0].id
        self.desk.open(self.article)
        self.made = 0

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

    @rule(data=st.data())
    def click(self, data: st.DataObject) -> None:
        self.desk.activate(data.draw(st.sampled_from([None, *sorted(self.reading.spans)])))

    @precondition(lambda self: self.made)
    @rule()
    def undo_and_redo(self) -> None:
        before, path = self.desk.snapshot, self.project.path
        rows = rows_of(path)
        self.desk.undo()
        assert rows_of(path) != rows
        self.desk.redo()
        assert rows_of(path) == rows
        assert self.desk.snapshot.reading == before.reading

    @precondition(lambda self: self.made)
    @rule()
    def undo(self) -> None:
        self.desk.undo()
        self.made -= 1

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
    def what_is_in_memory_is_what_the_file_holds(self) -> None:
        stored = self.project.reading(self.article, self.desk.annotator)
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
TestAnnotating.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
