"""What a comparison of annotators says: figures with their intervals, typed disagreements, the report of both.

Frozen values that the window shows and the command line prints. How they come about is none of this module's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.spans import Fragment

KINDS = ("missing", "split", "label", "boundary", "attribute", "link", "stance", "entity")


@dataclass(frozen=True, slots=True)
class Figure:
    """A coefficient with its 95 % interval.

    value: None where it is undefined; n: the units it rests on; why: the reason for a missing value or interval;
    coverage: the share (0 to 1) of the material that the figure speaks of, None where that is all of it.
    """

    value: float | None
    n: int = 0
    low: float | None = None
    high: float | None = None
    why: str = ""
    coverage: float | None = None

    def __str__(self) -> str:
        """As papers print it: 0.86 [.83, .89]; a dash where it is undefined."""
        if self.value is None:
            return "–"
        if self.low is None or self.high is None:
            return f"{_tidy(self.value):.2f}"
        return f"{_tidy(self.value):.2f} [{_short(self.low)}, {_short(self.high)}]"


@dataclass(frozen=True, slots=True)
class Version:
    """What one annotator has in the place of a disagreement.

    value: what differs, as a word to show, empty for nothing; fragments: where it stands; span, stance: its id.
    """

    annotator: str
    value: str = ""
    fragments: tuple[Fragment, ...] = ()
    span: str | None = None
    stance: str | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that annotators of one article differ in.

    kind: one of KINDS; sub_kind: such as trivial, an attribute's name, or target; label: the span's label, or the
    role of a link; versions: of all annotators who could have one; weight: 0 to 1, the hardest is 1; topic: the part
    of the guideline that it concerns, the letter of its rules' ids; subject: of stances, holder and target; start, end:
    the passage, in code points.
    """

    kind: str
    sub_kind: str
    label: str
    article: str
    start: int
    end: int
    versions: tuple[Version, ...]
    weight: float
    topic: str = ""
    subject: str = ""

    @property
    def annotators(self) -> tuple[str, ...]:
        """Everybody whose version is shown."""
        return tuple(version.annotator for version in self.versions)

    @property
    def question(self) -> str:
        """What is asked, the same for everybody and at every run; unique within the article."""
        return f"{self.kind}/{self.sub_kind}/{self.label}/{self.start}-{self.end}/{self.subject}"


@dataclass(frozen=True, slots=True)
class SpanFigures:
    """How far annotators mark the same spans of one label, or of all; by name, such as f1_exact."""

    n: int
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PairFigures:
    """Two annotators compared; all: over all labels together."""

    annotators: tuple[str, str]
    articles: int
    all: SpanFigures
    labels: Mapping[str, SpanFigures] = field(default_factory=dict)
    polarity: Figure | None = None


@dataclass(frozen=True, slots=True)
class LinkFigures:
    """Agreement on links of one role; direction_errors: links that one drew the other way round."""

    figures: Mapping[str, Figure]
    direction_errors: int = 0


@dataclass(frozen=True, slots=True)
class StanceFigures:
    """Agreement on stances; items: how many (quote or none, holder, target) somebody has a stance on."""

    items: int
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Period:
    """The articles that were finished in a span of time. start, end: its first and last day with any, as ISO dates;

    figures: over all labels; guideline: the version that came into force in this time, "" for none.
    """

    start: str
    end: str
    articles: int
    figures: Mapping[str, Figure]
    guideline: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not compared, and what was compared with a grain of salt, as counts.

    unfinished: readings; single: articles that one annotator read; duplicates: spans that double another of the same
    annotator; suggested: accepted suggestions among the spans compared; empty_articles: nobody marked anything;
    approximate_articles, approximate_gammas: articles with too many overlapping spans for the best alignment.
    """

    unfinished: int = 0
    single: int = 0
    duplicates: int = 0
    suggested: int = 0
    suggested_left_out: int = 0
    empty_articles: int = 0
    approximate_articles: int = 0
    approximate_gammas: int = 0


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """Everything that is known of who agrees with whom, ready to be shown, printed or published.

    articles: ids of those compared; settings: as plain data; confusion: matched labels, "" is a span that one lacks;
    breakdowns: figures of quotes by type, status, marks, language, guideline version; repeats: one annotator twice;
    periods: figures over time, oldest first, none where all was finished on one day;
    gamma_pending: whether gamma has still to be computed.
    """

    articles: tuple[str, ...]
    annotators: tuple[str, ...]
    settings: Mapping[str, object]
    all: SpanFigures
    labels: Mapping[str, SpanFigures]
    pairs: tuple[PairFigures, ...]
    attributes: Mapping[str, Mapping[str, Figure]]
    links: Mapping[str, LinkFigures]
    stance: StanceFigures
    entities: Mapping[str, Figure]
    competence: Mapping[str, Figure]
    confusion: Mapping[tuple[str, str], int]
    breakdowns: Mapping[str, Mapping[str, SpanFigures]]
    repeats: tuple[PairFigures, ...]
    disagreements: tuple[Disagreement, ...]
    left_out: LeftOut
    periods: tuple[Period, ...] = ()
    gamma_pending: bool = False

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many disagreements there are of each kind, in the order of KINDS."""
        found = dict.fromkeys(KINDS, 0)
        for item in self.disagreements:
            found[item.kind] += 1
        return {kind: n for kind, n in found.items() if n}


def _tidy(value: float) -> float:
    """Without the sign of a zero: what rounds to nothing is not negative."""
    return round(value, 2) + 0.0


def _short(value: float) -> str:
    return f"{_tidy(value):.2f}".replace("0.", ".", 1)
