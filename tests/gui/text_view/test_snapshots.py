"""Pictures of the reading column in its states, each looked at before it was kept."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QFontInfo, QTextLayout

from models.spans import Fragment
from tests.gui.text_view.conftest import TEXT
from ui.palettes import DARK, LIGHT, Palette
from ui.text.marks import Look, Mark
from ui.text.typography import typography
from ui.text.view import ArticleView

Compare = Callable[..., None]
NESTED = (
    "The ministry said the envoy wrote that the council believes the miners heard that nobody promised any new wells."
)
WRITTEN_IN = "DejaVu"


def drawn_with(text: str) -> set[str]:
    """The families that Qt takes for a text."""
    layout = QTextLayout(text, typography(100).text)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return {run.rawFont().familyName() for run in layout.glyphRuns()}


@pytest.fixture(autouse=True)
def usual_fonts(view: ArticleView) -> None:
    """The pictures were taken with DejaVu fonts; with others every line lies elsewhere."""
    families = {QFontInfo(typography(100).text).family(), QFontInfo(typography(100).meta).family()}
    if not all(family.startswith(WRITTEN_IN) for family in families | drawn_with("אב لن")):
        pytest.skip(f"the snapshots need the DejaVu fonts, this machine draws with {sorted(families)}")
    view.clearFocus()
    view.resize(760, 360)


def between(text: str, first: str, last: str) -> Fragment:
    start = text.index(first)
    return Fragment(start, text.index(last, start) + len(last))


def test_an_article_with_its_marks(view: ArticleView, marks: list[Mark], compare_with_snapshot: Compare) -> None:
    view.set_marks(marks)

    compare_with_snapshot(view, "text_view/article")


def test_an_active_broken_quote(view: ArticleView, marks: list[Mark], compare_with_snapshot: Compare) -> None:
    view.set_marks(marks)
    view.set_active(["broken", "told"])

    compare_with_snapshot(view, "text_view/active_broken_quote")


def test_a_selection_over_marks(view: ArticleView, marks: list[Mark], compare_with_snapshot: Compare) -> None:
    view.set_marks(marks)
    view.select(40, 240)

    compare_with_snapshot(view, "text_view/selection")


def test_the_dark_palette(view: ArticleView, marks: list[Mark], compare_with_snapshot: Compare) -> None:
    view.set_colours(DARK)
    view.set_marks(marks)
    view.set_active(["wrapped", "speaker", "cue", "source"])

    compare_with_snapshot(view, "text_view/dark")


def test_five_levels_of_nesting(view: ArticleView, compare_with_snapshot: Compare) -> None:
    view.set_article(NESTED, ("Five levels",))
    inner = ("the envoy", "that the council", "the miners", "that nobody", "any new")
    mentions = (
        ("speaker", "The ministry"),
        ("cue", "said"),
        ("speaker", "the envoy"),
        ("cue", "wrote"),
        ("cue", "heard"),
    )
    quotes = [Mark(f"q{i}", "quote", (between(NESTED, words, "wells"),), str(i + 1)) for i, words in enumerate(inner)]
    view.set_marks(quotes + [Mark(words, label, (between(NESTED, words, words),)) for label, words in mentions])
    view.set_active(["q2"])

    compare_with_snapshot(view, "text_view/nesting")


def test_crossing_marks_of_every_label(view: ArticleView, compare_with_snapshot: Compare) -> None:
    text = "Alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau."
    view.set_article(text, ("Crossing",))
    pairs = [
        ("quote", "beta", "zeta"), ("quote", "delta", "theta"), ("stance", "epsilon", "iota"),
        ("speaker", "iota", "mu"), ("source", "kappa", "xi"), ("cue", "mu", "pi"), ("addressee", "nu", "rho"),
        ("invented", "sigma", "tau"),
    ]  # fmt: skip
    view.set_marks([Mark(str(i), label, (between(text, first, last),)) for i, (label, first, last) in enumerate(pairs)])

    compare_with_snapshot(view, "text_view/crossing")


SUGGESTED = "Mira Voss told the council that “nothing is settled,” the Harbour Post wrote on Friday; nobody told him."


def suggest(view: ArticleView) -> None:
    """Suggestions of every label, before a cue that was made by hand."""
    view.set_article(SUGGESTED, ("Suggested",))
    parts = {
        "speaker": "Mira Voss", "cue": "told", "addressee": "the council", "quote": "“nothing is settled,”",
        "stance": "nothing is", "source": "the Harbour Post",
    }  # fmt: skip
    marks = [
        Mark(label, label, (between(SUGGESTED, words, words),), look=Look.SUGGESTED) for label, words in parts.items()
    ]
    made = SUGGESTED.rindex("told")
    view.set_marks([*marks, Mark("made", "cue", (Fragment(made, made + 4),))])


def test_suggestions_of_every_label(view: ArticleView, compare_with_snapshot: Compare) -> None:
    suggest(view)

    compare_with_snapshot(view, "text_view/suggestions")


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_suggestions_and_handles_on_a_screen_of_one_and_a_half_pixels(
    view: ArticleView,
    marks: list[Mark],
    compare_with_snapshot: Compare,
    palette: Palette,
    request: pytest.FixtureRequest,
) -> None:
    view.set_colours(palette)
    view.set_marks(marks)
    view.set_active(["broken", "told"])
    view.set_handled(marks[4].fragments)
    view.set_found([marks[0].fragments[0]])

    compare_with_snapshot(view, f"text_view/scaled_{request.node.callspec.id}", ratio=1.5)


def test_suggestions_in_the_dark(view: ArticleView, compare_with_snapshot: Compare) -> None:
    view.set_colours(DARK)
    suggest(view)

    compare_with_snapshot(view, "text_view/suggestions_dark")


def test_handles_at_both_ends_of_each_part_and_places_that_were_found(
    view: ArticleView, marks: list[Mark], compare_with_snapshot: Compare
) -> None:
    view.set_marks(marks)
    view.set_active(["wrapped"])
    view.set_handled(marks[2].fragments)
    view.set_found([between(TEXT, "the bridge", "the bridge"), between(TEXT, "reported", "reported.\n“We")])

    compare_with_snapshot(view, "text_view/handles")


def test_quotes_whose_marks_are_missing_or_unbalanced(view: ArticleView, compare_with_snapshot: Compare) -> None:
    text = "“Nobody came, she said. It was late” he wrote, 'and dark.\nNothing else happened, 😀 they told us: ‘no."
    view.set_article(text, ("Marks are missing",))
    quotes = (("“Nobody", "came"), ("It was", "late”"), ("'and", "dark."), ("‘no.", "‘no."))
    view.set_marks(
        [Mark(f"{n}", "quote", (between(text, *pair),), f"{n}") for n, pair in enumerate(quotes, 1)]
        + [Mark("e", "speaker", (between(text, "😀", "they"),), unconfirmed=True)]
    )
    view.set_active(["2"])

    compare_with_snapshot(view, "text_view/missing_marks")


def test_right_to_left_and_mixed_lines(view: ArticleView, compare_with_snapshot: Compare) -> None:
    lines = (
        "She wrote «לא נוותר» to the paper.",
        "השרה אמרה: „לא נוותר על הגשר הזה” ואז עזבה.",
        "A \u202eturned\u202c word.",
    )
    text = "\n".join(lines)
    view.set_article(text, ("Right to left",))
    view.set_marks(
        [
            Mark("a", "quote", (between(text, "«", "»"),), "1"),
            Mark("b", "quote", (between(text, "„", "”"),), "2"),
            Mark("c", "cue", (between(text, "אמרה", "אמרה"),)),
            Mark("d", "speaker", (between(text, "השרה", "השרה"),), unconfirmed=True),
        ]
    )

    compare_with_snapshot(view, "text_view/right_to_left")
