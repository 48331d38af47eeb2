"""Invented readings, made by hand or by hypothesis."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from models.articles import Article, Meta
from models.entities import Entity, Target
from models.readings import State
from models.records import Record
from models.spans import Fragment, Link, Span, fragments_of
from models.stances import Stance

TEXT = (
    "“We will open the bridge in May,” the mayor said on Monday, according to the Harbour Post. "
    "Her deputy, who had told reporters that the work was late, now supports the plan. " * 4
)
ENTITIES = (Entity("mayor", "Ida Holm", "person"), Entity("deputy", "Per Lund", "person"))
TARGETS = (Target("bridge", "opening the bridge"), Target("plan", "the plan"))
LABELS = ("quote", "speaker", "cue")


def span(name: str, label: str, *places: tuple[int, int], entity: str | None = None, **attributes: str) -> Span:
    return Span(name, label, fragments_of(places), attributes, entity)


def link(role: str, start: str, end: str, order: int = 0, **attributes: str) -> Link:
    return Link(f"{role}:{start}:{end}", role, start, end, order, attributes)


def record(
    annotator: str,
    *parts: Span | Link | Stance,
    article: str = "a1",
    text: str = TEXT,
    state: State = State.DONE,
    version: int | None = None,
    language: str = "en",
) -> Record:
    return Record(
        Article(article, text, Meta(language=language)),
        annotator,
        state,
        spans=tuple(part for part in parts if isinstance(part, Span)),
        links=tuple(part for part in parts if isinstance(part, Link)),
        stances=tuple(part for part in parts if isinstance(part, Stance)),
        entities=ENTITIES,
        targets=TARGETS,
        scheme_version=version,
    )


@st.composite
def span_lists(draw: st.DrawFn, length: int = 60, most: int = 5) -> list[Span]:
    """Spans without doubles that may overlap, nest and be broken in two."""
    places = st.lists(st.integers(0, length), min_size=2, max_size=4, unique=True).map(sorted)
    found: dict[tuple[str, tuple[Fragment, ...]], Span] = {}
    for label, bounds in draw(st.lists(st.tuples(st.sampled_from(LABELS), places), max_size=most)):
        even = bounds[: len(bounds) // 2 * 2]
        fragments = fragments_of(zip(even[::2], even[1::2], strict=True))
        found.setdefault((label, fragments), Span(f"s{len(found)}", label, fragments))
    return list(found.values())


@st.composite
def projects(draw: st.DrawFn, annotators: Sequence[str] = ("ana", "ben", "cas"), articles: int = 3) -> list[Record]:
    """Readings of some articles by all annotators, with spans, attributes, links and stances."""
    return [
        draw(_readings(annotator, f"a{number}"))
        for number in range(draw(st.integers(1, articles)))
        for annotator in annotators
    ]


@st.composite
def _readings(draw: st.DrawFn, annotator: str, article: str) -> Record:
    spans = [
        Span(
            one.id,
            one.label,
            one.fragments,
            {"type": draw(st.sampled_from(("direct", "indirect")))} if one.label == "quote" else {},
            draw(st.sampled_from(("mayor", "deputy", None))) if one.label == "speaker" else None,
        )
        for one in draw(span_lists())
    ]
    quotes = [one for one in spans if one.label == "quote"]
    speakers = [one for one in spans if one.label == "speaker"]
    links = [link("speaker", q.id, s.id) for q, s in zip(quotes, speakers, strict=False)]
    stances = [
        Stance(f"t{q.id}", draw(st.sampled_from(("favor", "against", "neutral"))), "mayor", "bridge", quote=q.id)
        for q in quotes
    ]
    return record(annotator, *spans, *links, *stances, article=article, text=TEXT[:60])
