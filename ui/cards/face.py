"""How a card looks: its words set into lines. Owns the wording and the order; `CardView` draws what comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase
from typing import Final

from PySide6.QtCore import QRectF

from ui.cards.card import NOBODY, Card, StanceLine
from ui.keys import command
from ui.typeset import STEP, Piece, Placed, Style, Typesetter, bottom, keys

_SIDE: Final = 16  # from the card's edge to its words
_FOLDED_PAD: Final = 4
_OPEN_PAD: Final = 9
_LABELS: Final = 54  # width of the column of labels
_NARROW: Final = 260  # pixels in which a chain would be cut to nothing
_MOST_CHIPS: Final = 4  # shown; the digits go on to 9
_DOT: Final = Piece(" · ", Style.MUTED, 0)
_STYLES: Final = {"favor": Style.GOOD, "against": Style.BAD}
_PILLS: Final = {"favor": Style.GOOD_PILL, "against": Style.BAD_PILL}
_VERDICTS: Final = {"favor": "in favour", "against": "against", "neutral": "neutral", "unclear": "unclear"}


@dataclass(frozen=True, slots=True)
class Face:
    """A card laid out. rule: the y of a line across, if there is one."""

    height: int
    placed: tuple[Placed, ...]
    rule: float | None = None


def folded(card: Card, setter: Typesetter, width: float) -> Face:
    """One line: number, speaker, cue, chain, polarity, what is missing."""
    right = setter.right([Piece(_kind(card), Style.SMALL)], width - _SIDE, _FOLDED_PAD)
    room = (right[0].box.left() if right else width) - _SIDE - 12
    left = setter.line(_fitting(card, setter, room), _SIDE, _FOLDED_PAD, room)
    return Face(setter.line_height + 2 * _FOLDED_PAD, (*left, *right))


def _fitting(card: Card, setter: Typesetter, room: float) -> list[Piece]:
    """As much as there is room for: the mention's words go first, in a narrow window the chain too."""
    shorter, shortest = replace(card, words=""), replace(card, words="", via=())
    for wording in (card, shorter):
        pieces = list(_summary(wording))
        if setter.widths(pieces) <= room:
            return pieces
    return list(_summary(shorter if room > _NARROW else shortest))


def opened(card: Card, setter: Typesetter, width: float) -> Face:
    """The active card: a row for each thing that is known, then the keys that change it."""
    height = setter.line_height
    right = setter.right([Piece(_number_and_kind(card), Style.SMALL)], width - _SIDE, _OPEN_PAD)
    placed = [*setter.line(_who(card), _SIDE, _OPEN_PAD, right[0].box.left() - _SIDE - 12), *right]
    y = float(_OPEN_PAD + height)
    for label, pieces in _rows(card):
        placed += setter.line([Piece(label, Style.SMALL)], _SIDE, y, _LABELS)
        placed += setter.line(pieces, _SIDE + _LABELS, y, width - 2 * _SIDE - _LABELS)
        y += height
    if card.chips:
        placed += setter.line([Piece("who", Style.SMALL)], _SIDE, y, _LABELS)
        chips = [_chip(digit, name) for digit, name in enumerate(card.chips[:_MOST_CHIPS], 1)]
        placed += setter.flow(chips, _SIDE + _LABELS, y, width - 2 * _SIDE - _LABELS)
        y = bottom(placed, y)
    rule = y + 3
    placed += setter.flow(_key_groups(card), _SIDE, rule + 4, width - 2 * _SIDE)
    return Face(round(bottom(placed, y) + _OPEN_PAD - 2), tuple(placed), rule)


def pending(card: Card, setter: Typesetter, width: float) -> Face:
    """The card that waits for its quote."""
    right = setter.right([Piece("waits for its quote", Style.SMALL)], width - _SIDE, _OPEN_PAD)
    room = right[0].box.left() - _SIDE - 12
    told = [Piece(card.name, Style.MUTED if card.name == NOBODY else Style.STRONG, elides=True)]
    if card.cue:
        told += [_DOT, Piece(card.cue, gap=0, elides=True)]
    if card.via:
        told.append(Piece(f"via {STEP.join(card.via)}", gap=8, elides=True))
    first = setter.line(told, _SIDE, _OPEN_PAD, room)
    y = _OPEN_PAD + setter.line_height
    groups = [
        (Piece("select the words, then", Style.MUTED), Piece("Q", Style.KEY, command="quote")),
        keys("escape", "Esc", "drop"),
    ]
    second = setter.flow(groups, _SIDE, y, width - 2 * _SIDE)
    return Face(round(bottom(second, y) + _OPEN_PAD - 1), (*first, *right, *second))


def drawn_rule(face: Face, width: float) -> QRectF | None:
    """Where the line across stands."""
    return None if face.rule is None else QRectF(_SIDE, face.rule, width - 2 * _SIDE, 1)


# --- wording --------------------------------------------------------------------------------------------------------


def _kind(card: Card) -> str:
    parts = f"parts {card.number}a–{card.number}{_letter(card.parts)}" if card.parts > 1 else ""
    return " · ".join(part for part in (card.type, card.status, parts) if part)


def _letter(part: int) -> str:
    """How the raised number of the n-th part ends in the text."""
    return ascii_lowercase[part - 1] if part <= len(ascii_lowercase) else f"-{part}"


def _number_and_kind(card: Card) -> str:
    return " · ".join(part for part in (card.number, _kind(card)) if part)


def _summary(card: Card) -> Iterator[Piece]:
    yield Piece(card.number, Style.STRONG, 0)
    yield Piece(card.name, Style.BAD if card.name == NOBODY else Style.TEXT, 9, elides=True)
    if card.words:
        yield Piece(f"({card.words})", Style.MUTED, 4, elides=True)
    if card.cue:
        yield _DOT
        yield Piece(card.cue, gap=0, elides=True)
    if card.via:
        yield _DOT
        yield Piece(STEP.join(card.via), gap=0, elides=True, keeps_end=True)
    yield _DOT
    yield from _glyphs(card)


def _glyphs(card: Card) -> Iterator[Piece]:
    if not card.stances:
        yield Piece("stance?", Style.BAD, 0)
    for number, stance in enumerate(card.stances):
        yield Piece(stance.glyph, _STYLES.get(stance.polarity, Style.NEUTRAL), 4 if number else 0)


def _who(card: Card) -> list[Piece]:
    told = [Piece(card.name, Style.BAD if card.name == NOBODY else Style.STRONG, elides=True)]
    if card.unconfirmed:
        told.append(Piece("?", Style.BAD, 3))
    if card.words:
        told.append(Piece(f"({card.words})", Style.MUTED, elides=True))
    return told


def _rows(card: Card) -> Iterator[tuple[str, Sequence[Piece]]]:
    yield "cue", [Piece(card.cue, elides=True)] if card.cue else list(keys("cue", "C", "cue?", 0))
    yield "chain", [Piece(STEP.join(card.way), elides=True, keeps_end=True)]
    if card.addressee:
        yield "to", [Piece(card.addressee, elides=True)]
    if card.parent:
        yield "in", [Piece(f"quote {card.parent}")]
    for number, stance in enumerate(card.stances):
        yield "" if number else "stance", list(_stance(stance, several=len(card.stances) > 1))
        if told := ", ".join(part for part in (_by(stance), *stance.details) if part):
            yield "", [Piece(told, Style.SMALL, elides=True)]
    if not card.stances:
        yield "stance", list(_stance_keys(card))


def _stance(stance: StanceLine, *, several: bool) -> Iterator[Piece]:
    verdict = f"{stance.glyph} {_VERDICTS[stance.polarity]}"
    yield Piece(verdict, _PILLS.get(stance.polarity, Style.NEUTRAL_PILL))
    chosen = several and stance.present
    yield Piece(stance.target, Style.STRONG if chosen else Style.TEXT, elides=True)


def _by(stance: StanceLine) -> str:
    return f"by {stance.holder}" if stance.holder else ""


def _stance_keys(card: Card) -> Iterator[Piece]:
    for number, id in enumerate(("favor", "against", "neutral", "unclear")):
        yield Piece(command(id).key, Style.KEY, 3 if number else 0, id)
    yield Piece(card.current or "choose a target", Style.MUTED, 8, "target", elides=True)


def _chip(digit: int, name: str) -> tuple[Piece, Piece]:
    id = f"chip {digit}"
    return Piece(str(digit), Style.KEY, 12, id), Piece(name, gap=5, command=id, elides=True)


def _key_groups(card: Card) -> list[tuple[Piece, ...]]:
    told = [("type", "type"), ("entity", "who"), ("target", "target"), ("repeat_stance", "repeat stance")]
    if card.stances:
        told += [("hedged", "hedged"), ("basis", "basis")]
    if card.unconfirmed:
        told.insert(0, ("confirm", "confirm"))
    if card.name == NOBODY:
        told.append(("implicit", "nobody"))
    return [keys(id, command(id).key, words, 12 if number else 0) for number, (id, words) in enumerate(told)]
