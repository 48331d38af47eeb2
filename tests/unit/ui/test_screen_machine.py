"""Random gestures on random texts: after each, what the screen shows by difference is what the file would show anew."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from models.readings import Reading
from models.suggested import is_suggested
from tests.unit.workspace.annotating.test_desk_machine import EXAMPLES, Annotating
from ui.cards.card import PENDING, card, mention_card, pending_card
from ui.hints import hints, landings
from ui.scene import Drawing, active_spans, changes, drawing, progress
from ui.text.display_text import display_text
from ui.text.marks import Mark
from ui.text.paragraphs import Paragraphs
from ui.text.span_index import SpanIndex
from workspace.annotating.desk import Snapshot
from workspace.annotating.frames import Situation
from workspace.annotating.gestures import Gesture
from workspace.annotating.offers import stops


class Screen(Annotating):
    """What the views hold, changed by difference as the window does."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn = Drawing()
        self.index: SpanIndex | None = None
        self.shown = ""  # the article that both are of

    @rule(data=st.data())
    def quote(self, data: st.DataObject) -> None:
        """More quotes than other gestures, since they are what has numbers and cards."""
        selection = self._fragment(data)
        self._perform(Gesture("quote", selection, selection.end))

    def _stored(self) -> Snapshot:
        """The snapshot as a window would have it that has just read the file."""
        present = self.desk.snapshot
        reading = self.project.reading(present.article.id, self.desk.annotator)
        fresh = Reading(reading.header, dict(reading.spans), dict(reading.links), dict(reading.stances))
        article = self.project.article(present.article.id)
        return Snapshot(article, fresh, present.state, present.shared, present.scheme, present.step)

    @invariant()
    def the_marks_changed_by_difference_are_those_of_what_is_stored(self) -> None:
        snapshot = self.desk.snapshot
        paragraphs = Paragraphs(display_text(snapshot.article.text))
        if self.index is None or self.shown != snapshot.article.id:
            self.index, self.drawn, self.shown = SpanIndex(paragraphs), Drawing(), snapshot.article.id
        before, self.drawn = self.drawn, drawing(snapshot)
        differing, gone = changes(before, self.drawn)
        for id in gone:
            self.index.discard(id)
        for mark in self.drawn.marks(differing):
            self.index.put(mark)

        anew = SpanIndex(paragraphs)
        anew.replace(drawing(self._stored()).marks())
        assert _marks(self.index, paragraphs) == _marks(anew, paragraphs)

    @invariant()
    def the_cards_are_those_of_what_is_stored(self) -> None:
        snapshot, stored = self.desk.snapshot, self._stored()
        for number, quote in enumerate(snapshot.reading.quotes, 1):
            shown = card(snapshot, quote.id)
            assert shown == card(stored, quote.id)
            assert (shown.number, shown.parts, shown.anchor) == (str(number), len(quote.fragments), quote.start)
            assert shown.suggested or not is_suggested(quote)
            assert sum(stance.present for stance in shown.stances) <= shown.active
        assert [quote.id for quote in snapshot.reading.quotes if card(snapshot, quote.id).active] == [
            id for id in (snapshot.state.active,) if id is not None
        ]
        alone = [span for span in stops(snapshot.reading, snapshot.step) if span.label != "quote"]
        mentions = [mention_card(snapshot, span) for span in alone]
        assert mentions == [mention_card(stored, span) for span in alone]
        assert [card.id for card in mentions if card.active] in ([], [snapshot.state.selected])
        assert pending_card(snapshot) == pending_card(stored)
        assert progress(snapshot.reading) == progress(stored.reading)
        assert active_spans(snapshot) <= snapshot.reading.spans.keys()

    @invariant()
    def what_the_next_keys_would_do_is_known(self) -> None:
        snapshot, stored = self.desk.snapshot, self._stored()
        for span in (None, *(part for quote in snapshot.reading.quotes for part in quote.fragments)):
            assert hints(snapshot, span) == hints(stored, span)
            assert set(landings(snapshot, span).values()) <= {PENDING, *snapshot.reading.spans}
        state = snapshot.state
        waiting = Situation(snapshot.article.text, snapshot.reading, state.active, state.chosen, state.pending).waiting
        assert {span.id for span in waiting} <= self.drawn.waiting


def _marks(index: SpanIndex, paragraphs: Paragraphs) -> list[list[Mark]]:
    return [index.in_paragraph(number) for number in range(len(paragraphs))]


TestScreen = Screen.TestCase
TestScreen.settings = settings(max_examples=max(6, EXAMPLES // 2), stateful_step_count=20, deadline=None)
