"""Agreement beside other packages on the same data: `python -m benchmarks.agreement_others [ARTICLES]`.

Values and seconds of pygamma-agreement, krippendorff, nltk and bratiaa, where the interpreter that runs this has them;
whichever it lacks is named. They are never dependencies of the program: docs/benchmarks.md says how to install them.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import os
import sys
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import numpy as np

from agreement import coding, gamma, spans
from agreement.coding import Array
from agreement.model import Comparison, Settings, by_article, comparison
from agreement.unitizing import Codes, Continuum, char_alpha_of, continuum, overlaps, together
from benchmarks.agreement_speed import ANNOTATORS, LABELS, readings

PACKAGES = ("pygamma_agreement", "krippendorff", "nltk", "bratiaa")
SAMPLES = 30  # random continua an article and pair

Cases = Sequence[Comparison]


def main(arguments: Sequence[str]) -> int:
    """Prints a table; exit code 1 if a value differs by more than it may."""
    articles = int(arguments[0]) if arguments else 20
    found = by_article(readings(articles)).values()
    cases = [comparison(records, Settings(labels=LABELS)) for records in found]
    print(f"3 annotators x {articles} articles x 20 spans")
    print(f"{'':44}{'ours':>10}{'theirs':>10}{'seconds':>10}{'theirs':>10}{'times':>8}")
    good = [all(COMPARISONS[name](cases)) if importlib.util.find_spec(name) else _missing(name) for name in PACKAGES]
    return 0 if all(good) else 1


def _missing(name: str) -> bool:
    print(f"{name.replace('_', '-')}: not installed, not compared")
    return True


def _compared(name: str, ours: Callable[[], float], theirs: Callable[[], float], most: float = 1e-9) -> bool:
    """Prints both values and times; most: by how much the values may differ."""
    mine, my_seconds = _timed(ours)
    with _silence():
        other, seconds = _timed(theirs)
    good = abs(mine - other) <= most
    times = seconds / max(my_seconds, 1e-6)
    print(
        f"{name:44}{mine:10.6f}{other:10.6f}{my_seconds:10.4f}{seconds:10.4f}{times:8.1f}{'' if good else '  DIFFERS'}"
    )
    return good


@contextmanager
def _silence() -> Iterator[None]:
    """Keeps what the solvers of others print, past Python, out of the table."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _timed(work: Callable[[], float]) -> tuple[float, float]:
    start = time.perf_counter()
    value = work()
    return value, time.perf_counter() - start


# --- gamma --------------------------------------------------------------------------------------------------------


Marks = Sequence[tuple[int, int, str]]  # start, end, label


def _pygamma(cases: Cases) -> Iterator[bool]:
    """Means over every two annotators of every article. Gammas draw, so that they agree within sampling errors.

    Of gamma-cat only the observed disorder can be equal, where every unit has a partner: units without one count as
    disagreement there ("experimental"), and not at all in Mathet 2017.
    """
    package = importlib.import_module("pygamma_agreement")
    unlike = package.CombinedCategoricalDissimilarity(alpha=1, beta=1)
    logging.disable(logging.WARNING)  # which solver it would rather have
    pairs = [(_marks_of(case, one), _marks_of(case, other)) for case in cases for one, other in case.pairs]
    theirs = [_theirs(package, pair) for pair in pairs]
    with _silence():
        theirs[0].compute_gamma(unlike, n_samples=2)  # compiles
    yield _compared(
        f"pygamma-agreement: gamma of {len(pairs)} pairs",
        lambda: mean(_gamma(pair) for pair in pairs),
        lambda: mean(float(one.compute_gamma(unlike, n_samples=SAMPLES).gamma) for one in theirs),
        0.02,
    )
    yield _compared(
        "pygamma-agreement: best disorder",
        lambda: mean(gamma.disorder(_continuum(pair)) for pair in pairs),
        lambda: mean(float(one.get_best_alignment(unlike).disorder) for one in theirs),
        1e-5,  # they count in single precision
    )
    moved = [(one, _moved(one)) for one, _ in pairs]
    theirs = [_theirs(package, pair) for pair in moved]
    yield _compared(
        "pygamma-agreement: gamma-cat, observed",
        lambda: mean(_label_disorder(pair) for pair in moved),
        lambda: mean(float(one.get_best_alignment(unlike).gamma_k_disorder(unlike, None)) for one in theirs),
        1e-5,
    )


def _marks_of(case: Comparison, side: int) -> Marks:
    return [(span.start, span.end, span.label) for span in case.sides[side].spans]


def _moved(marks: Marks) -> Marks:
    """The same a little later, every third with another label."""
    turned = dict(zip(LABELS, (*LABELS[1:], LABELS[0]), strict=True))
    return [
        (start + 2, end + 2, label if place % 3 else turned[label]) for place, (start, end, label) in enumerate(marks)
    ]


def _theirs(package: ModuleType, pair: Sequence[Marks]) -> Any:  # noqa: ANN401 - a package that is not there
    segment = importlib.import_module("pyannote.core").Segment
    made = package.Continuum()
    for who, marks in zip(ANNOTATORS, pair, strict=False):
        for start, end, label in marks:
            made.add(who, segment(start, end), label)
    return made


def _units(pair: Sequence[Marks]) -> list[gamma.Units]:
    return [
        gamma.Units.of([((start, end),) for start, end, _ in marks], [LABELS.index(label) for *_, label in marks])
        for marks in pair
    ]


def _continuum(pair: Sequence[Marks]) -> gamma.Continuum:
    return gamma.Continuum.of(_units(pair), gamma.Weights())


def _statistics(pair: Sequence[Marks], samples: int) -> dict[Hashable, Array]:
    found = gamma.statistics(_units(pair), gamma.Weights(), samples, np.random.default_rng(1))
    return {name: np.array(amount) for name, amount in found.items()}


def _gamma(pair: Sequence[Marks]) -> float:
    return float(gamma.gamma_of(_statistics(pair, SAMPLES)))


def _label_disorder(pair: Sequence[Marks]) -> float:
    found = _statistics(pair, 1)
    return float(found["cat_observed"] / found["cat_weight"])


# --- characters as units ------------------------------------------------------------------------------------------


def _codes(cases: Cases) -> Codes:
    """Annotators x characters of all articles: 0 for none, else the label's number."""
    whole = _laid_out(cases)
    return np.repeat(whole.layered(), whole.lengths.astype(int), axis=1)


def _alpha_of_characters(cases: Cases) -> float:
    pairs = overlaps(_laid_out(cases))
    return float(char_alpha_of(together(pairs, len(ANNOTATORS)).ell.sum(0)))


def _laid_out(cases: Cases) -> Continuum:
    sides = [[side.spans for side in case.sides] for case in cases]
    return continuum(sides, cases[0].labels, [len(case.article.text) for case in cases])


def _krippendorff(cases: Cases) -> Iterator[bool]:
    package = importlib.import_module("krippendorff")
    yield _compared(
        "krippendorff: alpha of characters",
        lambda: _alpha_of_characters(cases),
        lambda: float(package.alpha(reliability_data=_codes(cases), level_of_measurement="nominal")),
    )


def _nltk(cases: Cases) -> Iterator[bool]:
    package = importlib.import_module("nltk.metrics.agreement")
    codes = _codes(cases[:1])
    two = codes[:2]

    def task(chosen: Codes) -> Any:  # noqa: ANN401 - a package that is not there
        values = np.ndenumerate(chosen)
        return package.AnnotationTask([(str(who), str(item), str(value)) for (who, item), value in values])

    rows = [tuple(map(int, column)) for column in two.T]
    yield _compared(
        "nltk: alpha of characters, 1 article", lambda: _alpha_of_characters(cases[:1]), lambda: task(codes).alpha()
    )
    yield _compared(
        "nltk: Cohen's kappa of characters, 1 article",
        lambda: coding.cohen_kappa(coding.contingency(rows)) or 0.0,
        lambda: task(two).kappa(),
    )
    yield _compared(
        "nltk: Scott's pi of characters, 1 article",
        lambda: coding.scott_pi(coding.contingency(rows)) or 0.0,
        lambda: task(two).pi(),
    )


# --- spans --------------------------------------------------------------------------------------------------------


def _bratiaa(cases: Cases) -> Iterator[bool]:
    package = importlib.import_module("bratiaa")
    with TemporaryDirectory() as folder:
        for case in cases:
            _write_brat(Path(folder), case)

        def documents() -> Iterator[Any]:
            for case in cases:
                document = package.Document(str(Path(folder, f"{case.article.id}.txt")), doc_id=case.article.id)
                for who in ANNOTATORS:
                    document.ann_files.append(package.AnnFile(who, Path(folder, who, f"{case.article.id}.ann")))
                yield document

        yield _compared(
            "bratiaa: mean pairwise F1 exact",
            lambda: spans.mean_pairwise_f1([_marks(cases, place) for place in range(len(ANNOTATORS))]) or 0.0,
            lambda: float(package.F1Agreement(documents, sorted(LABELS)).mean_sd_total()[0]),
        )


def _marks(cases: Cases, place: int) -> frozenset[Any]:
    return frozenset(
        (case.article.id, span.label, span.fragments) for case in cases for span in case.sides[place].spans
    )


def _write_brat(folder: Path, case: Comparison) -> None:
    (folder / f"{case.article.id}.txt").write_text(case.article.text, encoding="utf-8")
    for side in case.sides:
        lines = [
            f"T{number}\t{span.label} {span.start} {span.end}\t{case.article.text[span.start : span.end]}\n"
            for number, span in enumerate(side.spans, 1)
        ]
        (folder / side.annotator).mkdir(exist_ok=True)
        (folder / side.annotator / f"{case.article.id}.ann").write_text("".join(lines), encoding="utf-8")


COMPARISONS: dict[str, Callable[[Cases], Iterator[bool]]] = {
    "pygamma_agreement": _pygamma,
    "krippendorff": _krippendorff,
    "nltk": _nltk,
    "bratiaa": _bratiaa,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
