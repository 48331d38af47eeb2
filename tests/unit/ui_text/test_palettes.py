"""Text is legible (WCAG 2.2, level AA) on every background that the window can put behind it."""

import pytest

from ui.palettes import DARK, LIGHT, Palette, blend, contrast, label_colour

AA_TEXT = 4.5
AA_GRAPHICS = 3.0
LEVELS = 5

palettes = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def quote_backgrounds(palette: Palette) -> list[str]:
    """Under a quote: plain, nested to five levels, and each of them active."""
    layers = [blend(palette.page, palette.quote_tint, palette.quote_strength)]
    for _ in range(LEVELS - 1):
        layers.append(blend(layers[-1], palette.quote_tint, palette.nested_strength))
    return layers + [blend(layer, palette.quote_tint, palette.active_strength) for layer in layers]


def text_backgrounds(palette: Palette) -> list[str]:
    bare = [palette.page, *quote_backgrounds(palette)]
    mentions = [blend(back, tint, palette.mention_strength) for back in bare for tint in palette.labels.values()]
    return bare + mentions + [blend(back, palette.selection, palette.selection_strength) for back in bare + mentions]


def test_contrast_is_measured_as_the_guideline_defines_it() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@palettes
def test_the_article_is_legible_on_every_fill_tint_and_selection(palette: Palette) -> None:
    faint = [back for back in text_backgrounds(palette) if contrast(palette.text, back) < AA_TEXT]

    assert faint == []


@palettes
@pytest.mark.parametrize("name", ["text", "muted", "accent", "good", "bad", "neutral", "number"])
def test_words_are_legible_on_page_panel_and_card(palette: Palette, name: str) -> None:
    for back in (palette.page, palette.panel, palette.card):
        assert contrast(getattr(palette, name), back) >= AA_TEXT


@palettes
def test_words_are_legible_on_coloured_badges(palette: Palette) -> None:
    assert contrast(palette.on_accent, palette.accent) >= AA_TEXT
    for verdict in (palette.good, palette.bad, palette.neutral):
        assert contrast(palette.on_verdict, verdict) >= AA_TEXT


@palettes
def test_lines_stand_out_from_the_page_and_from_a_plain_quote(palette: Palette) -> None:
    plain = blend(palette.page, palette.quote_tint, palette.quote_strength)
    for label in ("speaker", "cue", "source", "stance", "addressee", "invented label"):
        assert contrast(label_colour(palette, label), palette.page) >= AA_GRAPHICS
        assert contrast(label_colour(palette, label), plain) >= AA_GRAPHICS
    assert contrast(palette.labels["quote"], palette.page) >= AA_GRAPHICS
    assert contrast(palette.number, plain) >= AA_TEXT
