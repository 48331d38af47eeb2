"""The pane beside a preview: what is to be chosen for the file, what is known of it, and what to do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.previews import Preview
from models.scheme import Scheme
from ui.intake.choice_list import Choice, ChoiceList
from ui.intake.doubts import Doubt
from ui.intake.facts import FactTable, facts
from ui.intake.inbox import Item, Stage
from ui.intake.joins import Join
from ui.intake.mapping import MOST_ASKED, Asked, MappingForm
from ui.intake.words import changed_words, counted
from ui.keyboard import shown
from ui.keys import command
from ui.palettes import Palette
from ui.plain import PlainLabel
from ui.theme import SANS, font

_BEFORE: Final = 24  # code points
_MOST_JOINS: Final = 100  # hyphens that are listed
_OF_JOINS: Final = ("hyphen_removed", "hyphen_kept", "line_joined")  # changes that the section on joined lines counts
_HOW: Final = {  # why a part of a page may be the article
    "articleBody": "what the page calls the body",
    "article": "an article element",
    "main": "the main part",
    "class": "what its class calls the body",
    "densest block": "much prose",
    "whole page": "the whole page",
}
_PARTS: Final = (
    Choice("several articles", "", "split where a press database sets its marks"),
    Choice("one article", "", "the text as it is, marks and all"),
)
_DIVIDED: Final = (True, False)  # what these stand for
_FIELD_NAMES: Final = {"text": "the text", "id": "its id"}


class Section(QWidget):
    """A heading with something below it."""

    def __init__(self, title: str, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = PlainLabel(self)
        self.heading.setObjectName("note")
        self.heading.setFont(font(SANS, 12))
        self.heading.setWordWrap(True)
        self.heading.setText(title)
        self.body = body
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 14)
        column.setSpacing(5)
        column.addWidget(self.heading)
        column.addWidget(body)


class ChoicePane(QWidget):
    """Signals: chosen(Choices), other ones than before; pointed(Fragment), to a place of the text; asked(command)."""

    chosen = Signal(object)
    pointed = Signal(object)
    asked = Signal(str)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choice_pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._item: Item | None = None
        self._joins: list[Join] = []
        self.encodings = ChoiceList(palette, numbered=True, parent=self)
        self.blocks = ChoiceList(palette, numbered=True, parent=self)
        self.parts = ChoiceList(palette, numbered=True, parent=self)
        self.hyphens = ChoiceList(palette, numbered=False, parent=self)
        self.columns = MappingForm("kept beside the article", self)
        self.labels = MappingForm("left out", self)
        self.roles = MappingForm("left out", self)
        self.facts = FactTable(self)
        self.remarks = PlainLabel(self)
        self._sections = {
            "encodings": Section("In which encoding it is written", self.encodings, self),
            "columns": Section("What its columns hold", self.columns, self),
            "blocks": Section("Which part of the page is the article", self.blocks, self),
            "parts": Section("Whether it is one article", self.parts, self),
            "labels": Section("What its labels are here", self.labels, self),
            "roles": Section("What its relations are here", self.roles, self),
            "hyphens": Section("", self.hyphens, self),
            "remarks": Section("To be looked at", self.remarks, self),
            "facts": Section("What is known of the article", self.facts, self),
        }
        self.buttons = {id: _button(id, self) for id in ("import this", "import alike", "skip source")}
        self._area = QScrollArea(self)
        self._put_together()
        self._connect()

    def _put_together(self) -> None:
        self.remarks.setFont(font(SANS, 12))
        self.remarks.setWordWrap(True)
        inner = QWidget(self)
        inner.setObjectName("plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 16, 18, 0)
        column.setSpacing(0)
        for section in self._sections.values():
            column.addWidget(section)
        column.addStretch(1)
        self._area.setWidget(inner)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        actions = QHBoxLayout()
        actions.setContentsMargins(18, 8, 12, 12)
        actions.setSpacing(6)
        for button in self.buttons.values():
            actions.addWidget(button)
        actions.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._area, 1)
        whole.addLayout(actions)

    def _connect(self) -> None:
        self.encodings.picked.connect(self._choose_encoding)
        self.blocks.picked.connect(self._choose_block)
        self.parts.picked.connect(lambda place: self._choose(divided=_DIVIDED[place]))
        self.columns.chosen.connect(self._choose_column)
        self.labels.chosen.connect(self._choose_label)
        self.roles.chosen.connect(self._choose_role)
        self.hyphens.picked.connect(lambda place: self.pointed.emit(self._hyphens[place].place))
        for id, button in self.buttons.items():
            button.clicked.connect(lambda _=False, id=id: self.asked.emit(id))

    def set_colours(self, palette: Palette) -> None:
        """Draws in another palette."""
        for part in (self.encodings, self.blocks, self.parts, self.hyphens):
            part.set_colours(palette)

    # --- what is shown ----------------------------------------------------------------------------------------------

    def show_item(self, item: Item, joins: list[Join], scheme: Scheme | None, alike: int) -> None:
        """Shows a file with what there is to choose. alike: for how many files one choice can do."""
        self._item, self._joins = item, joins
        preview = item.preview or Preview()
        self._show_candidates(item, preview)
        self._show_mappings(item, preview, scheme)
        self._show_joins(joins)
        self._show_remarks(preview)
        article = preview.articles[0] if preview.articles else None
        self.facts.show_facts(facts(article.meta) if article is not None else [])
        self._sections["facts"].setVisible(article is not None)
        self._show_actions(item, alike)

    def _show_candidates(self, item: Item, preview: Preview) -> None:
        start = _difference([one.words for one in preview.encodings])
        choices = [Choice(one.name, "", one.words[start:]) for one in preview.encodings]
        names = [one.name for one in preview.encodings]
        self._show_list("encodings", Doubt.ENCODING in item.doubts, choices, _place(names, item.choices.encoding))
        blocks = [
            Choice(_HOW.get(one.how, one.how), f"{one.characters:,} characters", one.words) for one in preview.blocks
        ]
        paths = [one.path for one in preview.blocks]
        self._show_list("blocks", len(paths) > 1, blocks, max(0, _place(paths, item.choices.block)))
        taken = _DIVIDED.index(item.choices.divided) if item.choices.divided in _DIVIDED else -1
        self._show_list("parts", Doubt.DELIVERY in item.doubts, _PARTS, taken)

    def _show_list(self, name: str, is_shown: bool, choices: Sequence[Choice], taken: int) -> None:
        self._sections[name].setVisible(is_shown and bool(choices))
        body = self._sections[name].body
        if isinstance(body, ChoiceList):
            body.show_choices(choices if is_shown else (), taken)

    def _show_mappings(self, item: Item, preview: Preview, scheme: Scheme | None) -> None:
        table = preview.table if preview.articles or Doubt.COLUMNS in item.doubts else None
        self._sections["columns"].setVisible(table is not None)
        if table is not None:
            names = table.columns[:MOST_ASKED]
            cells = [next((row[at] for row in table.rows if row[at].strip()), "") for at in range(len(names))]
            asked = [Asked(name, " ".join(cell.split())) for name, cell in zip(names, cells, strict=True)]
            offered = [(field, _FIELD_NAMES.get(field, field)) for field in table.fields]
            self.columns.ask(asked, offered, {column: field for field, column in table.mapping.items()})
        labels = [(one.name, one.display or one.name) for one in scheme.labels] if scheme is not None else []
        roles = [(one.role, one.role) for one in scheme.links] if scheme is not None else []
        self._show_mapping("labels", preview.unmapped_labels, labels, item.choices.labels, "span")
        self._show_mapping("roles", preview.unmapped_roles, roles, item.choices.roles, "relation")

    def _show_mapping(
        self,
        name: str,
        unmapped: Mapping[str, int],
        offered: Sequence[tuple[str, str]],
        chosen: Mapping[str, str],
        noun: str,
    ) -> None:
        body = self._sections[name].body
        names = [*unmapped, *(one for one in chosen if one not in unmapped)]
        self._sections[name].setVisible(bool(names))
        if isinstance(body, MappingForm):
            frequent = sorted(names, key=lambda one: -unmapped.get(one, len(unmapped)))[:MOST_ASKED]
            asked = [Asked(one, counted(unmapped[one], noun) if one in unmapped else "") for one in sorted(frequent)]
            body.ask(asked, offered, chosen)

    @property
    def _hyphens(self) -> list[Join]:
        return [join for join in self._joins if join.at_hyphen][:_MOST_JOINS]

    def _show_joins(self, joins: Sequence[Join]) -> None:
        self._sections["hyphens"].setVisible(bool(joins))
        dropped = sum(join.drops_hyphen for join in joins)
        self._sections["hyphens"].heading.setText(
            f"{counted(len(joins) - dropped, 'line')} joined, {counted(dropped, 'hyphen')} taken out"
            f"{': ' + shown(command('as in file').key) + ' shows the text as the file has it' if joins else ''}"
        )
        found = self._hyphens
        self.hyphens.show_choices(
            [Choice(join.after, "" if join.drops_hyphen else "hyphen kept", join.before) for join in found]
        )

    def _show_remarks(self, preview: Preview) -> None:
        lines = [str(error) for error in preview.errors] if preview.articles else []  # else they stand for the text
        if preview.articles:
            article = preview.articles[0]
            changes = ((kind, number) for kind, number in article.changes.items() if kind not in _OF_JOINS)
            lines += [*article.warnings, *(changed_words(kind, number) for kind, number in changes)]
        if preview.is_partial and (preview.unmapped_labels or preview.unmapped_roles):
            lines.append(f"The labels are those of the first {preview.read:,} texts; the report names all others")
        if preview.more or len(preview.articles) > 1:
            of = f"{preview.read:,}" if preview.read and not preview.is_partial else "several"
            lines.append(f"This is the first of {of} articles")
        columns = preview.table.columns if preview.table is not None else ()
        names = max(map(len, (preview.unmapped_labels, preview.unmapped_roles, columns)))
        if names > MOST_ASKED:
            lines.append(f"Only {MOST_ASKED} of {names:,} names are listed: an import on the command line can map any")
        self.remarks.setText("\n".join(lines))
        self._sections["remarks"].setVisible(bool(lines))

    def _show_actions(self, item: Item, alike: int) -> None:
        is_open = item.stage not in (Stage.IMPORTED, Stage.UNCHANGED) and not item.is_part
        for button in self.buttons.values():
            button.setVisible(is_open)
        self.buttons["import this"].setEnabled(item.is_settled)
        words = command("import this").text if item.stage is Stage.IN_DOUBT else "Try again"
        self.buttons["import this"].setText(f"{words}   {shown(command('import this').key)}")
        self.buttons["import alike"].setVisible(is_open and alike > 1)
        self.buttons["import alike"].setEnabled(item.is_settled)
        self.buttons["import alike"].setText(f"All {alike:,} alike   {shown(command('import alike').key)}")
        self.buttons["skip source"].setVisible(item.stage is Stage.IN_DOUBT)

    # --- what is chosen ---------------------------------------------------------------------------------------------

    def step(self, step: int) -> None:
        """Takes the next or the previous of what is offered first: an encoding, a part of the page, one or several."""
        candidates = self._candidates
        if candidates is not None:
            candidates.picked.emit((candidates.taken + step) % len(candidates))

    def take(self, place: int) -> None:
        """Takes what is offered first of this place: an encoding, a part of the page, one article or several."""
        candidates = self._candidates
        if candidates is not None and place < len(candidates):
            candidates.picked.emit(place)

    @property
    def has_candidates(self) -> bool:
        """Whether keys go through choices."""
        return self._candidates is not None

    @property
    def _candidates(self) -> ChoiceList | None:
        return next((one for one in (self.encodings, self.blocks, self.parts) if len(one)), None)

    def _choose(self, **changes: object) -> None:
        if self._item is not None:
            self.chosen.emit(replace(self._item.choices, **changes))  # type: ignore[arg-type]  # fields of Choices

    def _choose_encoding(self, place: int) -> None:
        if self._item is not None and self._item.preview is not None:
            self._choose(encoding=self._item.preview.encodings[place].name)

    def _choose_block(self, place: int) -> None:
        if self._item is not None and self._item.preview is not None:
            self._choose(block=self._item.preview.blocks[place].path)

    def _choose_column(self, column: str, field: str) -> None:
        table = self._item.preview.table if self._item is not None and self._item.preview is not None else None
        if self._item is not None and table is not None:
            kept = {name: "" if other == column else other for name, other in table.mapping.items()}
            chosen = {field: column} if field else {}
            self._choose(columns={**self._item.choices.columns, **kept, **chosen})

    def _choose_label(self, name: str, label: str) -> None:
        if self._item is not None:
            self._choose(labels=_changed(self._item.choices.labels, name, label))

    def _choose_role(self, name: str, role: str) -> None:
        if self._item is not None:
            self._choose(roles=_changed(self._item.choices.roles, name, role))


def _changed(mapping: Mapping[str, str], name: str, value: str) -> dict[str, str]:
    rest = {other: one for other, one in mapping.items() if other != name}
    return {**rest, name: value} if value else rest


def _difference(words: Sequence[str]) -> int:
    """From where on to show words of which each is read in another way: a little before the first difference."""
    first = next((at for at, chars in enumerate(zip(*words, strict=False)) if len(set(chars)) > 1), 0)
    return max(0, first - _BEFORE)


def _place(names: Sequence[str], name: str | None) -> int:
    return names.index(name) if name in names else -1


def _button(id: str, parent: QWidget) -> QPushButton:
    wanted = command(id)
    button = QPushButton(f"{wanted.text}   {shown(wanted.key)}", parent)
    button.setObjectName("main_button" if id == "import this" else "")
    button.setFont(font(SANS, 12))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
