"""How a card looks: its words set into lines. Owns the wording and the order; `CardView` draws what comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QRectF

from models.attributions import part_letters
from ui.cards.card import NOBODY, UNHELD, Card, Layer, StanceLine
from ui.keys import command
from ui.typeset import STEP, Piece, Placed, Style, Typesetter, bottom, keys

_SIDE: Final = 16  # from the card's edge to its words
_FOLDED_PAD: Final = 4
_OPEN_PAD: Final = 9
_LABELS: Final = 54  # width of the column of labels
_NARROW: Final = 260  # pixels in which a chain would be cut to nothing
_NAME: Final = 0.55  # of a card's width: what a name has before it is cut
_BESIDE: Final = 12  # pixels between what stands at the left and at the right
_MOST_CHIPS: Final = 4  # shown; the digits go on to 9
_DOT: Final = Piece(" · ", Style.MUTED, 0)
_SMALL_DOT: Final = Piece(" · ", Style.SMALL, 0)
_STEP: Final = Piece(STEP, Style.MUTED, 0)
SPAN: Final = "span:"  # before the id of a span, as the command of a piece that picks it
STANCE: Final = "stance:"  # before the id of a stance, likewise
_CHANGED_BY: Final = {"hedged": "hedged", "explicit": "basis", "inferred": "basis"}  # the command behind a detail
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
    kinds = _kinds(card)
    while True:
        right = setter.right([*_lands(card), *_dotted(kinds)], width - _SIDE, _FOLDED_PAD)
        room = (right[0].box.left() if right else width) - _SIDE - _BESIDE
        left = setter.line(_fitting(card, setter, room), _SIDE, _FOLDED_PAD, room)
        if not kinds or left[-1].box.right() <= _SIDE + room:
            return Face(setter.line_height + 2 * _FOLDED_PAD, (*left, *right))
        kinds.pop()  # what cannot be cut further must not be drawn over


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
    room = width - 2 * _SIDE
    placed = _heading(card, setter, room)
    y = bottom(placed, 0.0)
    for label, groups in _rows(card):
        placed += setter.line([Piece(label, Style.SMALL)], _SIDE, y, _LABELS)
        placed += setter.flow(groups, _SIDE + _LABELS, y, room - _LABELS)
        y = bottom(placed, y)
    rule = y + 3
    placed += setter.flow(_key_groups(card), _SIDE, rule + 4, room)
    return Face(round(bottom(placed, y) + _OPEN_PAD - 2), tuple(placed), rule)


def _heading(card: Card, setter: Typesetter, room: float) -> list[Placed]:
    """Who says it, and at the right as much of the number and the kind as that leaves room for."""
    who, kinds = _who(card), _kinds(card)
    while True:
        number = [Piece(card.number, Style.SMALL, 0)] if card.number else []
        told = [*_lands(card), *_dotted([*number, *kinds])]
        left = room - setter.widths(told) - _BESIDE
        if not kinds or setter.widths(who) <= left or left >= _NAME * room:
            break
        kinds.pop()
    return [*setter.line(who, _SIDE, _OPEN_PAD, left), *setter.right(told, _SIDE + room, _OPEN_PAD)]


def pending(card: Card, setter: Typesetter, width: float) -> Face:
    """The card that waits for its quote."""
    right = setter.right([*_lands(card), Piece("waits for its quote", Style.SMALL)], width - _SIDE, _OPEN_PAD)
    room = right[0].box.left() - _SIDE - _BESIDE
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


def _kinds(card: Card) -> list[Piece]:
    """What kind of quote it is; a click on a value of the open card changes it."""
    parts = f"parts {card.number}a–{card.number}{part_letters(card.parts - 1)}" if card.parts > 1 else ""
    suggested = f"suggested{'' if card.score is None else f' {card.score:.0%}'}" if card.suggested else ""
    told = ((suggested, ""), (card.type, "type"), (card.status, "status"), (parts, ""))
    return [Piece(words, Style.SMALL, 0, id if card.active else "") for words, id in told if words]


def _dotted(pieces: Sequence[Piece]) -> list[Piece]:
    apart = [shown for piece in pieces for shown in (_SMALL_DOT, piece)][1:]
    return [replace(apart[0], gap=8), *apart[1:]] if apart else []


def _lands(card: Card) -> list[Piece]:
    """The keys that would add to this card what is selected."""
    return [Piece(command(id).key, Style.KEY, 3, id) for id in card.lands]


def _summary(card: Card) -> Iterator[Piece]:
    if card.mention:
        yield Piece(card.mention, Style.SMALL, 0)
        yield Piece(card.name, gap=9, elides=True)
        return
    yield Piece(card.number, Style.STRONG, 0)
    if Layer.SOURCES in card.hidden:
        yield Piece(card.quoted, gap=9, elides=True)
    else:
        yield from _frame(card)
    if Layer.STANCE not in card.hidden and not (card.suggested and not card.stances):
        yield _DOT
        yield from _glyphs(card)


def _frame(card: Card) -> Iterator[Piece]:
    yield Piece(card.name, Style.BAD if card.name == NOBODY else Style.TEXT, 9, elides=True)
    if card.words:
        yield Piece(f"({card.words})", Style.MUTED, 4, elides=True)
    if card.cue:
        yield _DOT
        yield Piece(card.cue, gap=0, elides=True)
    if card.via:
        yield _DOT
        yield Piece(STEP.join(card.via), gap=0, elides=True, keeps_end=True)


def _glyphs(card: Card) -> Iterator[Piece]:
    if not card.stances:
        yield Piece("stance?", Style.BAD, 0)
    for number, stance in enumerate(card.stances):
        yield Piece(stance.glyph, _STYLES.get(stance.polarity, Style.NEUTRAL), 4 if number else 0)


def _who(card: Card) -> list[Piece]:
    if Layer.SOURCES in card.hidden:
        return [Piece(card.quoted, elides=True)]
    told = [
        Piece(
            card.name, Style.BAD if card.name == NOBODY else Style.STRONG, command=f"{SPAN}{card.speaker}", elides=True
        )
    ]
    if card.unconfirmed or card.suggested:
        told.append(Piece("?", Style.BAD, 3))
    if card.words:
        told.append(Piece(f"({card.words})", Style.MUTED, elides=True))
    return told


def _rows(card: Card) -> Iterator[tuple[str, Sequence[Sequence[Piece]]]]:
    """What each row is called, and its groups of pieces, none of which is broken over two lines."""
    if card.mention:
        yield card.mention, [[Piece("suggested for no quote", Style.MUTED)]]
    elif Layer.SOURCES not in card.hidden:
        cue = [Piece(card.cue, command="cue", elides=True)] if card.cue else keys("cue", "C", "cue?", 0)
        yield "cue", [cue]
        yield "chain", list(_chain(card))
        if card.addressee:
            yield "to", [[Piece(card.addressee, command="addressee", elides=True)]]
    if card.parent:
        yield "in", [[Piece(f"quote {card.parent}")]]
    if Layer.STANCE not in card.hidden and not card.mention:
        yield from _stance_rows(card)
    if card.chips and Layer.SOURCES not in card.hidden:
        yield "who", [_chip(digit, name) for digit, name in enumerate(card.chips[:_MOST_CHIPS], 1)]


def _stance_rows(card: Card) -> Iterator[tuple[str, Sequence[Sequence[Piece]]]]:
    several = len(card.stances) > 1
    for number, stance in enumerate(card.stances):
        yield "" if number else "stance", [list(_stance(stance, several=several))]
        if told := list(_details(stance)):
            yield "", [told]
    if not card.stances:
        yield "stance", [list(_stance_keys(card))]


def _chain(card: Card) -> Iterator[tuple[Piece, ...]]:
    """The steps of the chain; a source of this quote can be picked, and then moved outwards or inwards."""
    for place, (name, span) in enumerate(zip(card.way, card.steps, strict=True)):
        style = Style.STRONG if span and span == card.picked else Style.TEXT
        step = Piece(name, style, 0, f"{SPAN}{span}" if span else "", elides=True)
        doubt = (Piece("?", Style.BAD, 3),) if span in card.doubted else ()
        yield (_STEP, step, *doubt) if place else (step, *doubt)
    if card.picked in card.steps and sum(map(bool, card.steps)) > 1:
        yield Piece("←", Style.KEY, 8, "source out"), Piece("→", Style.KEY, 2, "source in")


def _stance(stance: StanceLine, *, several: bool) -> Iterator[Piece]:
    """The verdict, which picks the stance, and asks for another one of the stance in hand; then its target."""
    pick = f"{STANCE}{stance.id}"
    verdict = f"{stance.glyph} {_VERDICTS[stance.polarity]}"
    yield Piece(verdict, _PILLS.get(stance.polarity, Style.NEUTRAL_PILL), command=pick)
    style = Style.STRONG if several and stance.present else Style.TEXT
    yield Piece(stance.target, style, command="retarget" if stance.present else pick, elides=True)


def _details(stance: StanceLine) -> Iterator[Piece]:
    """Whose it is, and how it is held; of the stance in hand each can be changed."""
    by = "" if stance.holder == UNHELD else "by "
    told = [(f"{by}{stance.holder}", "holder")] if stance.holder else []
    told += [(detail, _CHANGED_BY.get(detail, "")) for detail in stance.details]
    for number, (words, id) in enumerate(told):
        if number:
            yield Piece(", ", Style.SMALL, 0)
        command = id if stance.present else f"{STANCE}{stance.id}"
        yield Piece(words, Style.SMALL, 0 if number else 6, command, elides=True)


def _stance_keys(card: Card) -> Iterator[Piece]:
    for number, id in enumerate(("favor", "against", "neutral", "unclear")):
        yield Piece(command(id).key, Style.KEY, 3 if number else 0, id)
    yield Piece(card.current or "choose a target", Style.MUTED, 8, "target", elides=True)


def _chip(digit: int, name: str) -> tuple[Piece, Piece]:
    id = f"chip {digit}"
    return Piece(str(digit), Style.KEY, 12, id), Piece(name, gap=5, command=id, elides=True)


def _key_groups(card: Card) -> list[tuple[Piece, ...]]:
    told = [(id, words) for id, words, layer in _told(card) if layer not in card.hidden]
    return [keys(id, command(id).key, words, 12 if number else 0) for number, (id, words) in enumerate(told)]


def _told(card: Card) -> Iterator[tuple[str, str, Layer | None]]:
    """The commands that change the card, with their words and the layer they belong to."""
    if card.suggested:
        yield from (("accept", "accept", None), ("reject", "reject", None), ("next card", "next", None))
        if card.mention:
            yield "entity", "who", Layer.SOURCES
        return
    if card.doubted:
        yield "confirm", "confirm", Layer.SOURCES
    yield "type", "type", None
    yield "entity", "who", Layer.SOURCES
    yield "target", "target", Layer.STANCE
    if card.repeats:
        yield "repeat_stance", "repeat stance", Layer.STANCE
    if card.stances:
        yield "hedged", "hedged", Layer.STANCE
        yield "basis", "basis", Layer.STANCE
    if card.name == NOBODY:
        yield "implicit", "nobody", Layer.SOURCES
