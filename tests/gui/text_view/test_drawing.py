"""What is on the screen, read from its pixels: marks are where their words are, and told apart by form."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from models.spans import Fragment
from ui.palettes import DARK, LIGHT, blend
from ui.text.marks import Look, Mark
from ui.text.view import ArticleView

FindFragment = Callable[..., Fragment]
PAGE = QColor(LIGHT.page)
FILL = QColor(blend(LIGHT.page, LIGHT.quote_tint, LIGHT.quote_strength))
LINED = ("speaker", "cue", "source", "stance", "addressee", "invented")


def picture(view: ArticleView) -> QImage:
    view.clearFocus()  # no caret
    QApplication.processEvents()
    return view.viewport().grab().toImage()


def near(one: QColor, other: QColor) -> bool:
    """The same colour but for rounding."""
    return max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue())) <= 2


def shows(image: QImage, box: QRect, wanted: QColor) -> bool:
    inside = box.intersected(image.rect())
    return any(
        near(image.pixelColor(x, y), wanted)
        for y in range(inside.top(), inside.bottom() + 1)
        for x in range(inside.left(), inside.right() + 1)
    )


def below(box: QRect, height: int = 12) -> QRect:
    """Where the lanes under some words are."""
    return QRect(box.left(), box.bottom() - 3, box.width(), height)


def rows_with(image: QImage, box: QRect, wanted: QColor) -> list[int]:
    column = [(y, QRect(box.left(), y, box.width(), 1)) for y in range(box.top(), box.bottom() + 1)]
    return [y for y, row in column if shows(image, row, wanted)]


def test_a_wrapped_quote_is_filled_on_each_of_its_lines_and_nowhere_else(view: ArticleView, marks: list[Mark]) -> None:
    wrapped = next(mark for mark in marks if mark.id == "wrapped")
    view.set_marks([wrapped])
    image = picture(view)

    boxes = view.rectangles(*wrapped.fragments[0])

    assert len(boxes) >= 2
    for box in boxes:
        assert all(
            near(image.pixelColor(x, box.top()), FILL) for x in (box.left() + 3, box.center().x(), box.right() - 3)
        )
        assert near(image.pixelColor(min(box.right() + 6, image.width() - 1), box.top()), PAGE)
    between = QRect(boxes[0].left(), boxes[0].bottom(), 1, boxes[1].top() - boxes[0].bottom())
    assert shows(image, between, PAGE)


def test_the_gap_of_a_broken_quote_is_not_filled(view: ArticleView, marks: list[Mark], find: FindFragment) -> None:
    view.set_marks([next(mark for mark in marks if mark.id == "broken")])
    image = picture(view)

    for words, colour in (("We have no steel", FILL), ("she told reporters", PAGE), ("And we have no time", FILL)):
        box = view.rectangles(*find(words))[0]
        assert near(image.pixelColor(box.center().x(), box.top()), colour), words


def test_a_broken_mark_is_joined_by_dashes_only_while_it_is_active(view: ArticleView, find: FindFragment) -> None:
    view.set_marks([Mark("c", "cue", (find("We have"), find("no time")))])
    gap = below(view.rectangles(*find("told reporters"))[0])
    cue = QColor(LIGHT.labels["cue"])

    quiet = shows(picture(view), gap, cue)
    view.set_active(["c"])

    assert not quiet
    assert shows(picture(view), gap, cue)


@pytest.mark.parametrize("label", LINED)
def test_every_other_label_has_its_own_line_below_its_words(view: ArticleView, find: FindFragment, label: str) -> None:
    box = below(view.rectangles(*find("Mira Voss"))[0])
    tint = QColor(LIGHT.labels.get(label, LIGHT.other_label))
    bare = shows(picture(view), box, tint)

    view.set_marks([Mark("m", label, (find("Mira Voss"),))])

    assert not bare
    assert shows(picture(view), box, tint)


def test_lines_differ_in_form_and_not_only_in_colour(view: ArticleView, find: FindFragment) -> None:
    forms = []
    for label in LINED:
        view.set_marks([Mark("m", label, (find("the mayor"),))])
        box = below(view.rectangles(*find("the mayor"))[0])
        image = picture(view)
        tint = QColor(LIGHT.labels.get(label, LIGHT.other_label))
        forms.append(
            tuple(
                tuple(near(image.pixelColor(x, y), tint) for x in range(box.left() - 1, box.right() + 3))
                for y in range(box.top(), box.bottom() + 1)
            )
        )

    assert len(set(forms)) == len(LINED)


def test_crossing_lines_lie_in_lanes_of_their_own(view: ArticleView, find: FindFragment) -> None:
    speaker, source = find("We have no"), find("no steel")
    view.set_marks([Mark("a", "speaker", (speaker,)), Mark("b", "source", (source,))])
    image = picture(view)

    both = below(view.rectangles(*find("no", after="We have"))[0])
    upper = rows_with(image, both, QColor(LIGHT.labels["speaker"]))
    lower = rows_with(image, both, QColor(LIGHT.labels["source"]))

    assert upper
    assert lower
    assert not set(upper) & set(lower)


def test_five_nested_quotes_show_five_steps_of_colour_and_five_lines(view: ArticleView, find: FindFragment) -> None:
    start, end = find("We have no steel,” she told reporters")
    nested = [Mark(str(level), "quote", (Fragment(start + 7 * level, end),)) for level in range(5)]
    view.set_marks(nested)
    image = picture(view)

    starts = [view.rectangles(mark.start + 3, mark.start + 4)[0] for mark in nested]
    shades = [image.pixelColor(box.center().x(), box.top()).name() for box in starts]
    last = view.rectangles(end - 5, end)[0]
    lines = rows_with(
        image, QRect(last.left() + 4, last.bottom() - 3, last.width() - 8, 26), QColor(LIGHT.labels["quote"])
    )

    assert len(set(shades)) == 5
    assert len(lines) == 5


def test_lines_beyond_the_sixth_are_counted_at_the_margin(view: ArticleView, find: FindFragment) -> None:
    def ink_at_the_margin(levels: int) -> bool:
        view.set_marks([Mark(str(i), "cue", (Fragment(start, start + 9 + 2 * i),)) for i in range(levels)])
        line = view.rectangles(start, start + 1)[0]
        left, width = view._layout.column
        return shows(picture(view), QRect(left + width + 4, line.top(), 40, line.height()), QColor(LIGHT.muted))

    start = find("We have").start

    assert not ink_at_the_margin(6)
    assert ink_at_the_margin(8)


def test_a_suggested_quote_is_hollow_and_an_accepted_one_is_not(view: ArticleView, find: FindFragment) -> None:
    words = find("that nobody would")
    box = view.rectangles(*words)[0]
    view.set_marks([Mark("q", "quote", (words,), look=Look.SUGGESTED)])
    hollow = picture(view)
    view.set_marks([Mark("q", "quote", (words,))])
    full = picture(view)

    top = QRect(box.left() + 4, box.top() - 2, box.width() - 8, 3)
    assert shows(hollow, top, QColor(LIGHT.quote_edge))
    assert near(hollow.pixelColor(box.center().x(), box.top() + 1), PAGE)
    assert near(full.pixelColor(box.center().x(), box.top() + 1), FILL)


def test_a_suggested_cue_looks_different_from_a_cue(view: ArticleView, find: FindFragment) -> None:
    def drawn(look: Look) -> QImage:
        view.set_marks([Mark("c", "cue", (find("had promised"),), look=look)])
        return picture(view)

    assert drawn(Look.SUGGESTED) != drawn(Look.NORMAL)


def test_the_active_quote_is_stronger_and_outlined(view: ArticleView, find: FindFragment) -> None:
    words = find("We have no steel")
    view.set_marks([Mark("q", "quote", (words,))])
    box = view.rectangles(*words)[0]
    edge = QRect(box.left() + 4, box.top() - 2, box.width() - 8, 3)
    quiet = picture(view)

    view.set_active(["q"])
    active = picture(view)

    strong = QColor(blend(FILL.name(), LIGHT.quote_tint, LIGHT.active_strength))
    assert not shows(quiet, edge, QColor(LIGHT.quote_edge))
    assert shows(active, edge, QColor(LIGHT.quote_edge))
    assert near(active.pixelColor(box.center().x(), box.top() + 1), strong)


def test_mentions_of_the_active_frame_are_tinted_and_those_of_other_frames_are_not(
    view: ArticleView, find: FindFragment
) -> None:
    view.set_marks([Mark("a", "speaker", (find("Mira Voss"),)), Mark("b", "speaker", (find("her deputy"),))])
    view.set_active(["a"])
    image = picture(view)
    tint = QColor(blend(LIGHT.page, LIGHT.labels["speaker"], LIGHT.mention_strength))

    assert shows(image, view.rectangles(*find("Mira Voss"))[0], tint)
    assert not shows(image, view.rectangles(*find("her deputy"))[0], tint)


def test_what_is_pending_is_framed(view: ArticleView, find: FindFragment) -> None:
    view.set_marks([Mark("o", "source", (find("the Harbour Post"),), look=Look.PENDING)])

    box = view.rectangles(*find("the Harbour Post"))[0]

    assert shows(picture(view), QRect(box.left() + 4, box.top() - 3, box.width() - 8, 4), QColor(LIGHT.accent))


def test_a_number_stands_before_each_fragment_and_does_not_cover_the_words_before_it(
    view: ArticleView, find: FindFragment
) -> None:
    view.set_marks([Mark("q", "quote", (find("no steel"), find("no time")), number="12")])
    image = picture(view)

    for words, before in (("no steel", "have"), ("no time", "have")):
        start = find(words).start
        quote, word = view.rectangles(start, start + 1)[0], view.rectangles(start - len(before) - 1, start - 1)[0]
        between = QRect(word.right() + 1, quote.top(), quote.left() - word.right() - 2, quote.height() // 2)
        assert between.width() >= 14
        assert shows(image, between, QColor(LIGHT.number))


def test_the_selection_is_painted_over_the_fill_and_the_words_stay_legible(
    view: ArticleView, find: FindFragment
) -> None:
    words = find("We have no steel")
    view.set_marks([Mark("q", "quote", (words,))])
    view.select(*words)
    box = view.rectangles(*words)[0]

    image = picture(view)

    selected = QColor(blend(FILL.name(), LIGHT.selection, LIGHT.selection_strength))
    assert shows(image, box, selected)
    assert shows(image, box, QColor(LIGHT.text))


def test_marks_that_are_taken_out_leave_nothing_behind(view: ArticleView, marks: list[Mark]) -> None:
    before = picture(view)
    view.set_marks(marks)
    view.set_active([mark.id for mark in marks])
    assert picture(view) != before

    view.change_marks(discard=[mark.id for mark in marks])

    assert picture(view) == before


def test_the_dark_palette_is_drawn_dark(view: ArticleView, marks: list[Mark]) -> None:
    view.set_marks(marks)

    view.set_colours(DARK)

    image = picture(view)
    assert near(image.pixelColor(3, 3), QColor(DARK.page))
    assert shows(image, image.rect(), QColor(DARK.text))
    assert not shows(image, image.rect(), PAGE)


def test_only_what_has_changed_is_painted_and_it_is_what_a_full_painting_shows(
    view: ArticleView, marks: list[Mark]
) -> None:
    view.set_marks(marks[:4])
    QApplication.processEvents()

    view.set_marks(marks)
    view.set_active(["broken"])
    view.set_hinted(["speaker"])
    QApplication.processEvents()
    by_parts = picture(view)
    view.viewport().update()

    assert picture(view) == by_parts
