"""The reading column with what selecting means: whole words, the quotation under the caret, larger and smaller units.

Offsets are code points. Whether a selection is taken as it is or snapped to words depends on how it was made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.spans import Fragment, Span
from models.suggested import is_suggested
from models.text import segments
from models.text.marks import quotation_at
from ui.gate import Place
from ui.palettes import Palette
from ui.scene import Drawing, active_spans, changes, drawing, frame_of, title_lines
from ui.text.view import ArticleView

if TYPE_CHECKING:
    from workspace.annotating.desk import Snapshot


class ReadingColumn:
    """One article's view; it shows snapshots and knows what is selected in them."""

    def __init__(self, palette: Palette) -> None:
        self.view = ArticleView(palette=palette, select_at=self.quote_or_word, describe=self._described)
        self._snapshot: Snapshot | None = None
        self._drawing = Drawing()
        self._loose = False  # the selection was drawn by hand and so is snapped to words
        self._by_hand = False
        self._grown_from: int | None = None
        self.view.selection_moved.connect(self._on_moved)
        self.view.hovered.connect(self.hint)

    # --- showing ----------------------------------------------------------------------------------------------------

    def show_article(self, snapshot: Snapshot) -> None:
        """Shows another article."""
        self._snapshot = snapshot
        self._drawing = drawing(snapshot)
        heading = title_lines(snapshot.article.meta, snapshot.article.text)
        self.view.set_article(snapshot.article.text, heading, self._drawing.marks())
        self.view.set_active(active_spans(snapshot))

    def show_snapshot(self, snapshot: Snapshot, caret: int | None, made_at: Place | None) -> None:
        """Shows another state of the article; the caret goes to its place unless the user has gone elsewhere."""
        self._snapshot = snapshot
        before, self._drawing = self._drawing, drawing(snapshot)
        differing, gone = changes(before, self._drawing)
        self.view.change_marks(self._drawing.marks(differing), gone)
        self.view.set_active(active_spans(snapshot))
        if caret is not None and made_at in (None, self.place()):
            self.reveal(caret)

    def reveal(self, caret: int) -> None:
        """Puts the caret somewhere and brings it into sight."""
        self.view.set_caret(caret)
        self.reveal_caret()

    def reveal_caret(self) -> None:
        """Brings the caret into sight."""
        self.view.reveal(self.view.caret, min(self.view.caret + 1, len(self._text)))

    def show_place(self, place: Fragment) -> None:
        """Selects a place and brings it into sight; what lies beyond the article is left out."""
        end = min(place.end, len(self._text))
        if place.start < end:
            self.view.select(place.start, end)
            self.view.reveal(place.start, end)

    @property
    def _text(self) -> str:
        return self._snapshot.article.text if self._snapshot else ""

    def hint(self, span: str) -> None:
        """Brings out the frames that a span is part of, and no others; "" for none."""
        known = self._snapshot is not None and span in self._snapshot.reading.spans
        self.view.set_hinted(frame_of(self._snapshot.reading, span) if known and self._snapshot else ())

    def _described(self, span: str) -> str:
        """What a screen reader says of a span."""
        if span not in self._drawing.spans:
            return ""
        mark = self._drawing.mark(span)
        return f"{mark.label} {mark.number}".strip()

    # --- what is selected -------------------------------------------------------------------------------------------

    def place(self) -> Place:
        """Where the user is."""
        return Place(self.view.selection, self.view.caret)

    def go(self, place: Place) -> None:
        """Puts the user where they were."""
        if place.selection is None:
            self.view.set_caret(place.caret)
        else:
            self.view.select(*place.selection)

    @property
    def selection(self) -> Fragment | None:
        """What is selected, as a gesture takes it."""
        chosen = self.view.selection
        if chosen is None or not self._loose:
            return chosen
        return segments.snap(self._text, *chosen)

    def draw(self, *, exactly: bool) -> None:
        """The user begins to select by hand. exactly: their selection is not snapped to words."""
        self._by_hand = not exactly

    def end_drawing(self) -> None:
        """Selections that come now were not drawn by hand."""
        self._by_hand = False

    def show_snapped(self) -> None:
        """Shows what a selection drawn by hand is taken for."""
        if self._loose and (snapped := self.selection) and snapped != self.view.selection:
            self.view.select(*snapped)

    def _on_moved(self, start: int, end: int, caret: int) -> None:
        self._loose = self._by_hand and start < end

    # --- selecting by unit ------------------------------------------------------------------------------------------

    def quote_or_word(self, offset: int) -> Fragment | None:
        """The quotation around an offset if no quote covers it yet, else the word."""
        quotation = quotation_at(self._text, offset)
        if quotation is not None and not self._covered(quotation.fragment):
            return quotation.fragment
        word = segments.word_at(self._text, offset)
        is_colon = self._text[offset : offset + 1] in (":", "：") and word is not None and word.end <= offset
        return Fragment(offset, offset + 1) if is_colon else word

    def select_unit(self) -> None:
        """Selects the quotation under the caret, also one inside a quote; the sentence where there is none, or where it
        is a quote or selected already.
        """
        caret = self.view.selection.start if self.view.selection else self.view.caret
        quotation = quotation_at(self._text, caret)
        units = [quotation.fragment] if quotation and not self._is_quote(quotation.fragment) else []
        if sentence := segments.sentence_at(self._text, caret):
            units.append(sentence)
        chosen = next((unit for unit in units if unit != self.view.selection), None)
        if chosen is not None:
            self.view.select(*chosen)

    def grow(self) -> None:
        """Selects the next larger unit; without a selection the word at the caret, or the next one behind a word."""
        present = self.view.selection
        if present is not None:
            self.view.select(*segments.grow(self._text, present))
        elif (word := segments.next_word(self._text, self.view.caret)) is not None:
            self._grown_from = word.start
            self.view.select(*word)

    def shrink(self) -> None:
        """Selects the next smaller unit around where growing began."""
        if (present := self.view.selection) is not None:
            inside = self._grown_from is not None and present.start <= self._grown_from <= present.end
            self.view.select(*segments.shrink(self._text, present, self._grown_from if inside else None))

    def _is_quote(self, fragment: Fragment) -> bool:
        return any(fragment in quote.fragments for quote in self._quotes)

    def _covered(self, fragment: Fragment) -> bool:
        return any(part.contains(fragment) for quote in self._quotes for part in quote.fragments)

    @property
    def _quotes(self) -> tuple[Span, ...]:
        """The annotator's own; what is only suggested can be selected as if it were not there."""
        quotes = self._snapshot.reading.quotes if self._snapshot else ()
        return tuple(quote for quote in quotes if not is_suggested(quote))
