"""The tables of the page, made from a report: by label, pairs of annotators, kinds, time, confusion. Knows no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from models.figures import AgreementReport, Figure, LinkFigures, Period, SpanFigures
from models.scheme import Scheme
from ui.review.cells import Cell, Column, Look, Table, column, figure_cell, figure_tip, figure_words, whisker
from ui.review.colours import SIGNS
from ui.review.names import Names
from workspace.measures import TITLES

ALL = ""  # all labels together
_SPAN_FIGURES = ("f1_exact", "f1_overlap", "f1_iou", "char_alpha")
_N = "spans of all annotators together; of types, links, chains and stances what the figure rests on"
OVER_TIME = ("f1_exact", "f1_overlap", "f1_iou", "char_alpha")
_REPEAT = "one annotator twice: the first reading and its blind repeat, over all labels"
_SHORT: Mapping[str, str] = {"f1_exact": "exact", "char_alpha": "α char."}
_LINK_FIGURE, _CHAIN_FIGURE = "given_both", "ordered"


# --- by label -------------------------------------------------------------------------------------------------------


def by_label(report: AgreementReport, scheme: Scheme | None, names: Names, *, short: bool = False) -> Table:
    """Counts and figures of each label, of the quotes by type, of links, chains and stances, of blind repeats.

    short: without intervals but those of gamma, for a narrow window.
    """
    columns = [Column("label", numeric=False), Column("n", _N)]
    titles = {**TITLES, **_SHORT} if short else TITLES
    columns += [column(name, titles[name]) for name in _SPAN_FIGURES]
    columns += [Column("", numeric=False, stretches=True), column("gamma", TITLES["gamma"])]
    rows = (*_label_rows(report, scheme, short=short), *_repeat_rows(report, names, short=short))
    return Table("By label", tuple(columns), rows)


def _label_rows(report: AgreementReport, scheme: Scheme | None, *, short: bool) -> Iterator[tuple[Cell, ...]]:
    pending = report.gamma_pending
    yield _span_row(Cell("all labels"), report.all, pending=pending, short=short)
    for label in label_order(report, scheme):
        head = Cell(label, picks={"label": label})
        yield _span_row(head, report.labels[label], pending=pending, short=short)
        if label == "quote":
            for value, found in report.breakdowns.get("type", {}).items():
                yield _span_row(Cell(value, indent=1), found, pending=False, short=short)
    for role, links in report.links.items():
        yield from _link_rows(role, links, scheme)
    if report.stance.items:
        alpha = report.stance.figures.get("polarity_alpha")
        head = Cell("stance records", picks={"kind": "stance"})
        yield _one_figure(head, report.stance.items, "polarity_alpha", alpha)


def _repeat_rows(report: AgreementReport, names: Names, *, short: bool) -> Iterator[tuple[Cell, ...]]:
    for pair in report.repeats:
        head = Cell(" = ".join(map(names, pair.annotators)), tip=_REPEAT)
        yield _span_row(head, pair.all, pending=False, short=short)


def label_order(report: AgreementReport, scheme: Scheme | None) -> list[str]:
    """The labels of the report, in the scheme's order."""
    known = list(scheme.label) if scheme is not None else []
    return sorted(report.labels, key=lambda label: known.index(label) if label in known else len(known))


def _span_row(head: Cell, found: SpanFigures, *, pending: bool, short: bool) -> tuple[Cell, ...]:
    gamma = found.figures.get("gamma")
    return (
        head,
        Cell(f"{found.n:,}", Look.NUMBER),
        *(figure_cell(name, found.figures.get(name), short=short) for name in _SPAN_FIGURES),
        whisker("gamma", gamma, pending=pending),
        figure_cell("gamma", gamma, pending=pending and gamma is not None),
    )


def _link_rows(role: str, links: LinkFigures, scheme: Scheme | None) -> Iterator[tuple[Cell, ...]]:
    kind = scheme.link.get(role) if scheme is not None else None
    start = kind.from_label if kind is not None else ""
    given = links.figures.get(_LINK_FIGURE)
    picks = {"kind": "link", "label": role}
    yield _one_figure(Cell(f"{start} → {role}".strip(), picks=picks), _n(given), _LINK_FIGURE, given)
    if _CHAIN_FIGURE in links.figures:
        chain = links.figures[_CHAIN_FIGURE]
        yield _one_figure(Cell("chain", picks=picks, indent=1), _n(chain), _CHAIN_FIGURE, chain)


def _n(figure: Figure | None) -> int:
    return figure.n if figure is not None else 0


def _one_figure(head: Cell, n: int, name: str, figure: Figure | None) -> tuple[Cell, ...]:
    """A row whose one figure stands where gamma does; what it is stands in the place of the others."""
    said = Cell(TITLES.get(name, name), Look.MUTED, figure_tip(name, figure), span=len(_SPAN_FIGURES))
    empty = (Cell(),) * (len(_SPAN_FIGURES) - 1)
    return (head, Cell(f"{n:,}", Look.NUMBER), said, *empty, whisker(name, figure), figure_cell(name, figure))


# --- pairs of annotators --------------------------------------------------------------------------------------------


def matrix(report: AgreementReport, names: Names, measure: str, label: str = ALL) -> Table:
    """The measure for every two annotators; a click lists what the two differ in."""
    cells = {pair.annotators: pair for pair in report.pairs}
    rows = []
    for one in report.annotators:
        row = [Cell(names(one), picks={"annotators": (one,)})]
        for other in report.annotators:
            pair = cells.get((one, other)) or cells.get((other, one))
            if pair is None:
                row.append(Cell(look=Look.BLANK))
            else:
                found = pair.all if label == ALL else pair.labels.get(label)
                figure = found.figures.get(measure) if found else None
                row.append(_pair_cell(report, (one, other), pair.articles, measure, figure))
        rows.append(tuple(row))
    heads = (Column("", numeric=False), *(Column(names(name), names(name)) for name in report.annotators))
    return Table("Pairs of annotators", heads, tuple(rows), even=True)


def _pair_cell(
    report: AgreementReport, pair: tuple[str, str], articles: int, measure: str, figure: Figure | None
) -> Cell:
    picks = {"annotators": tuple(sorted(pair))}
    if not articles:
        return Cell("–", Look.BLANK, "no shared articles")
    pending = report.gamma_pending and measure == "gamma"
    tip = f"{articles:,} articles\n{figure_tip(measure, figure, pending=pending)}".strip()
    words = figure_words(figure, pending=pending, short=True)
    if figure is None or figure.value is None or pending:
        return Cell(words or "–", Look.BLANK, tip, picks=picks)
    return Cell(words, Look.SHADE, tip, figure.value, picks=picks)


# --- time ----------------------------------------------------------------------------------------------------------


def over_time(report: AgreementReport, measure: str) -> Table:
    """The measure for each span of time, oldest first, with a line where the guideline changed."""
    rows: list[tuple[Cell, ...]] = []
    for period in report.periods:
        if period.guideline:
            rows.append((Cell(f"guideline version {period.guideline}", Look.MUTED, span=4), Cell(), Cell(), Cell()))
        figure = period.figures[measure]
        days = Cell(days_words(period), tip=f"finished {period.start} to {period.end}")
        n = Cell(f"{period.articles:,}", Look.NUMBER)
        rows.append((days, n, whisker(measure, figure), figure_cell(measure, figure, short=True)))
    heads = (Column("finished", numeric=False), Column("articles"), Column("", numeric=False, stretches=True))
    return Table("Over time", (*heads, column(measure, TITLES.get(measure, measure))), tuple(rows), wide_bars=True)


def days_words(period: Period) -> str:
    """The days of a period, as short as they can be said: 2 Mar, 2–8 Mar, 30 Mar – 2 Apr."""
    first, last = date.fromisoformat(period.start), date.fromisoformat(period.end)
    if first == last:
        return f"{last.day} {last:%b}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%b}"
    return f"{first.day} {first:%b} – {last.day} {last:%b}"


# --- confusion and kinds --------------------------------------------------------------------------------------------


def confusion(report: AgreementReport, scheme: Scheme | None) -> Table:
    """How often two annotators gave matched spans which labels; the last row and column: one has nothing there."""
    used = {label for pair in report.confusion for label in pair}
    labels = [*(label for label in label_order(report, scheme) if label in used), ""]
    most = max((n for (one, other), n in report.confusion.items() if one != other), default=1)
    rows = tuple(
        (Cell(one or "missing"), *(_confused(report.confusion, one, other, most) for other in labels)) for one in labels
    )
    heads = (Column("", numeric=False), *(Column(_letter(label, scheme), label or "missing") for label in labels))
    return Table("Confusion of matched labels", heads, rows, even=True)


def _confused(found: Mapping[tuple[str, str], int], one: str, other: str, most: int) -> Cell:
    n = found.get((one, other), 0)
    tip = f"{one or 'missing'} and {other or 'missing'}: {n:,}"
    if one == other:
        return Cell(_few_digits(n) if one else "", Look.COUNT, tip if one else "")
    if not n:
        return Cell("·", Look.COUNT, tip)
    return Cell(_few_digits(n), Look.SHADE, tip, 0.75 * n / most, picks={"labels": tuple(sorted((one, other)))})


def _few_digits(n: int) -> str:
    """A count for a narrow cell; its tooltip has it in full."""
    return f"{n:,}" if n < 1000 else f"{n / 1000:.1f}k" if n < 99_500 else f"{n / 1000:.0f}k"


def _letter(label: str, scheme: Scheme | None) -> str:
    """A narrow head: the key that makes the label, the sign of what is missing, else the first letters."""
    if not label:
        return SIGNS["missing"]
    known = scheme.label.get(label) if scheme is not None else None
    return known.key.upper() if known is not None and known.key else label[:3]


def kinds(report: AgreementReport) -> Table:
    """How many disagreements there are of each kind, most first."""
    parts: dict[str, Counter[str]] = {}
    for item in report.disagreements:
        parts.setdefault(item.kind, Counter())[item.sub_kind] += 1
    most = max(report.kinds.values(), default=1)
    rows = [
        (
            Cell(f"{SIGNS[kind]}  {kind}", tip=_parts(parts[kind]), picks={"kind": kind}),
            Cell(f"{n:,}", Look.NUMBER, picks={"kind": kind}),
            Cell("", Look.BAR, share=n / most, picks={"kind": kind}),
        )
        for kind, n in sorted(report.kinds.items(), key=lambda row: -row[1])
    ]
    heads = (Column("kind", numeric=False), Column("count"), Column("", numeric=False, stretches=True))
    return Table("Where they differ", heads, tuple(rows), wide_bars=True)


def _parts(found: Counter[str]) -> str:
    named: Sequence[tuple[str, int]] = [(name, n) for name, n in found.most_common() if name]
    return ", ".join(f"{name.replace('_', ' ')} {n:,}" for name, n in named)
