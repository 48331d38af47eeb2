"""Pictures of the documents: a palette of few colours that keeps what a person sees."""

from collections import Counter

from PySide6.QtGui import QColor, QImage

from tools.screenshots import IMAGES, PICTURES, reduced, telling

BACKGROUND, TEXT, SIGN = 0xFFFDFCF8, 0xFF202020, 0xFFC03028


def test_the_colours_of_areas_stay_exactly_as_they_are() -> None:
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor(BACKGROUND))
    for place in range(40):
        picture.setPixelColor(place, 3, QColor(TEXT))
    picture.setPixelColor(7, 7, QColor(SIGN))

    small = reduced(picture)

    assert small.format() == QImage.Format.Format_Indexed8
    assert small.convertToFormat(QImage.Format.Format_RGB32) == picture


def test_a_rare_hue_is_kept_before_a_shade_that_nobody_tells_apart() -> None:
    greys = {0xFF000000 | grey << 16 | grey << 8 | grey: 1_000 - grey for grey in range(256)}
    table = telling(Counter({**greys, SIGN: 1}))

    assert len(table) < len(greys)
    assert SIGN in table


def test_every_picture_is_there_and_small() -> None:
    sizes = {path.stem: path.stat().st_size for path in IMAGES.glob("*.png")}

    assert sizes.keys() == PICTURES.keys()
    assert [name for name, size in sizes.items() if size > 150_000] == []
