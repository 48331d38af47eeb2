"""How fast agreement is: `python -m benchmarks.agreement_speed [ARTICLES]`, 1,000 articles if not told otherwise.

Synthetic readings of three annotators, 20 spans each in 500 words, some 30 % of them changed. Measures the whole
report without gamma, the report after one changed article, and gamma of every two annotators. Other packages on the
same data: `benchmarks.agreement_others`.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from agreement import gamma
from agreement.model import PRIORITY, Comparison, Settings, by_article, comparison
from agreement.report import agreement, compare, source_of
from models.articles import Article
from models.entities import Entity, Target
from models.readings import State
from models.records import Record
from models.spans import Fragment, Link, Span
from models.stances import POLARITIES, Stance

ANNOTATORS = ("ana", "ben", "chiara")
LABELS = ("quote", "speaker", "cue", "source")
WORDS, SPANS = 500, 20
_SHIFTS = (-6, 0, 0, 6)


def main(arguments: Sequence[str]) -> int:
    """Prints a table."""
    articles = int(arguments[0]) if arguments else 1000
    records = readings(articles)
    print(f"3 annotators x {articles} articles x {SPANS} spans, seconds")
    settings = Settings(gamma=False)
    _timed("everything but gamma, with intervals", lambda: agreement(records, settings))
    _changed_article(records, settings)
    few = list(by_article(records).values())[: min(100, articles)]
    cases = [comparison(found, settings) for found in few]
    _timed(f"gamma of every two annotators, {len(few)} articles, 30 samples", lambda: _pairwise(cases))
    return 0


def _timed(name: str, work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    print(f"{seconds:9.3f}  {name}")
    return seconds


def _changed_article(records: Sequence[Record], settings: Settings) -> None:
    cache: dict[object, object] = {}
    sources = [source_of(found) for found in by_article(records).values()]
    compare(sources, settings, cache=cache)
    changed = replace(sources[0], digests=tuple((who, "new") for who, _ in sources[0].digests))
    _timed(
        "the report again after one changed article",
        lambda: compare([changed, *sources[1:]], settings, cache=cache),
    )


def readings(articles: int, seed: int = 1) -> list[Record]:
    """Invented readings, repeatable."""
    dice = random.Random(seed)
    return [record for number in range(articles) for record in _article(f"a{number:05}", dice)]


def _article(name: str, dice: random.Random) -> list[Record]:
    text = " ".join("word" + "s" * dice.randrange(4) for _ in range(WORDS))
    article = Article(name, text)
    truth = _spans(len(text), dice)
    return [_reading(article, who, truth, dice) for who in ANNOTATORS]


def _spans(length: int, dice: random.Random) -> list[Span]:
    step = length // SPANS
    return [
        Span(
            f"s{place}",
            LABELS[place % 4],
            (Fragment(place * step + dice.randrange(8), place * step + 30 + dice.randrange(step - 45)),),
            {"type": dice.choice(("direct", "indirect"))} if place % 4 == 0 else {},
            dice.choice(("e1", "e2", "e3")) if place % 4 == 1 else None,
        )
        for place in range(SPANS)
    ]


def _reading(article: Article, who: str, truth: Sequence[Span], dice: random.Random) -> Record:
    spans = [_changed(span, dice) for span in truth if dice.random() > 0.05]
    present = {span.id for span in spans}
    pairs = [(f"s{q}", f"s{q + 1}") for q in range(0, SPANS, 4)]
    links = [Link(f"l{q}", "speaker", q, s) for q, s in pairs if {q, s} <= present and dice.random() > 0.05]
    stances = [Stance(f"t{q}", POLARITIES[dice.random() > 0.9], "e1", "g1", quote=q) for q, _ in pairs if q in present]
    entities = tuple(Entity(f"e{number}", f"Person {number}", "person") for number in (1, 2, 3))
    targets = (Target("g1", "the plan"),)
    return Record(
        article,
        who,
        State.DONE,
        spans=tuple(spans),
        links=tuple(links),
        stances=tuple(stances),
        entities=entities,
        targets=targets,
    )


def _changed(span: Span, dice: random.Random) -> Span:
    if dice.random() > 0.3:
        return span
    start, end = span.fragments[0]
    return replace(span, fragments=(Fragment(max(0, start + dice.choice(_SHIFTS)), end + dice.choice(_SHIFTS)),))


def _pairwise(cases: Sequence[Comparison]) -> None:
    for case in cases:
        units = [_units(case, side) for side in range(len(case.sides))]
        for one, other in case.pairs:
            gamma.statistics([units[one], units[other]], gamma.Weights(), 30, np.random.default_rng(1))


def _units(case: Comparison, side: int) -> gamma.Units:
    spans = case.sides[side].spans
    return gamma.Units.of([span.fragments for span in spans], [PRIORITY.index(span.label) for span in spans])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
