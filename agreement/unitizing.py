"""Who marks how much of a text as what: agreement on characters, after Krippendorff et al. 2016.

A continuum is cut at every bound that anybody set; on each stretch every annotator has one label, or none (a gap).
The formulas follow the open implementations of the paper ("The reliability of multi-valued coding of data", Quality &
Quantity 50); its erratum (DOI 10.1007/s11135-015-0289-7) could not be read. Indices of matrices: 0 is the gap, then
the labels. ell: lengths shared by two annotators' stretches, over all ordered pairs, divided by (annotators - 1); s:
squared lengths of labelled stretches, plain lengths of gaps; si: squared lengths as far as the other labelled too.
All of them add up over articles, whichever annotators each has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from agreement.coding import Array, nominal_alpha_of, number, ratio
from agreement.intervals import Place
from models.spans import Span

Codes = NDArray[np.intp]
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Continuum:
    """lengths of the stretches; depth: labels x annotators x stretches, how many spans of the label lie there."""

    lengths: Array
    depth: Codes

    @property
    def covered(self) -> NDArray[np.bool_]:
        """Where an annotator has the label at all."""
        return self.depth > 0

    def layered(self) -> Codes:
        """Annotators x stretches: 1 + the first label that covers it, 0 for none."""
        labels, annotators, stretches = self.depth.shape
        codes: Codes = np.zeros((annotators, stretches), np.intp)
        for label in reversed(range(labels)):
            codes[self.covered[label]] = label + 1
        return codes


def continuum(sides: Sequence[Iterable[Span]], labels: Sequence[str], end: float) -> Continuum:
    """The stretches of [0, end). sides: each annotator's spans; labels: in the order in which they hide one another."""
    marks = [(side, span) for side, spans in enumerate(sides) for span in spans if span.label in labels]
    return painted(
        ((side, labels.index(span.label), span.fragments) for side, span in marks), len(sides), len(labels), end
    )


def painted(
    marks: Iterable[tuple[int, int, Place]], sides: int, labels: int, end: float, begin: float = 0
) -> Continuum:
    """The same from (annotator, label, fragments), all as places in their lists."""
    kept = list(marks)
    bounds = sorted({begin, end, *(bound for _, _, place in kept for fragment in place for bound in fragment)})
    at = {bound: index for index, bound in enumerate(bounds)}
    depth: Codes = np.zeros((labels, sides, len(bounds) - 1), np.intp)
    for side, label, place in kept:
        for start, stop in place:
            depth[label, side, at[start] : at[stop]] += 1
    return Continuum(np.diff(np.array(bounds, float)), depth)


@dataclass(frozen=True)
class Overlaps:
    """ell, s and si of some annotators of one article, for labels that do not overlap."""

    ell: Array
    s: Array
    si: Array


def overlaps(lengths: Array, codes: Codes, labels: int) -> dict[tuple[int, int], Overlaps]:
    """ell, s and si for every two annotators. codes: annotators x stretches, 0 for a gap."""
    runs = [_Runs.of(lengths, row) for row in codes]
    squares = [_squares(run, labels) for run in runs]
    return {
        (one, other): Overlaps(
            _shared(lengths, codes[one], codes[other], labels),
            squares[one] + squares[other],
            _inner(lengths, runs[one], codes[other], labels) + _inner(lengths, runs[other], codes[one], labels),
        )
        for one, other in combinations(range(len(codes)), 2)
    }


def together(pairs: Mapping[tuple[int, int], Overlaps], annotators: int) -> Overlaps:
    """The same for all annotators at once: every pair counts 1 / (annotators - 1)."""
    parts = pairs.values()
    ell, s, si = (
        np.sum(arrays, axis=0) / (annotators - 1)
        for arrays in ([part.ell for part in parts], [part.s for part in parts], [part.si for part in parts])
    )
    return Overlaps(ell, s, si)


@dataclass(frozen=True)
class _Runs:
    starts: Codes
    codes: Codes
    lengths: Array

    @staticmethod
    def of(lengths: Array, row: Codes) -> _Runs:
        starts = np.concatenate(([0], 1 + np.flatnonzero(row[1:] != row[:-1])))
        return _Runs(starts, row[starts], np.add.reduceat(lengths, starts))


def _squares(runs: _Runs, labels: int) -> Array:
    weights = np.where(runs.codes > 0, runs.lengths**2, runs.lengths)
    return np.bincount(runs.codes, weights=weights, minlength=labels + 1).astype(float)


def _shared(lengths: Array, one: Codes, other: Codes, labels: int) -> Array:
    size = labels + 1
    flat = np.bincount(one * size + other, weights=lengths, minlength=size * size).reshape(size, size)
    return (flat + flat.T).astype(float)


def _inner(lengths: Array, runs: _Runs, other: Codes, labels: int) -> Array:
    both = np.add.reduceat(lengths * (other > 0), runs.starts)
    squares = np.where(runs.codes > 0, both**2, 0.0)
    return np.bincount(runs.codes, weights=squares, minlength=labels + 1).astype(float)


# --- the coefficients; leading axes are kept ----------------------------------------------------------------------


def char_alpha_of(ell: Array) -> Array:
    """Krippendorff's nominal alpha with every character as a unit."""
    return nominal_alpha_of(np.trace(ell, axis1=-2, axis2=-1), ell.sum(-1))


def u_alpha_of(ell: Array, s: Array) -> Array:
    """Segments and gaps: 1 - (l.. - sum l_cc) / (l.. - sum e_cc)."""
    margins = ell.sum(-1)
    total = margins.sum(-1)
    same = np.trace(ell, axis1=-2, axis2=-1)
    expected = ratio(total * ((margins**2).sum(-1) - s.sum(-1)), total**2 - s.sum(-1))
    return 1 - _ratio(total - same, total - expected, total)


def relevance_of(ell: Array, s: Array) -> Array:
    """Relevant or not, whatever the label: 1 - (l_gap. - l_gap,gap) / (e_gap. - e_gap,gap)."""
    margins = ell.sum(-1)
    total = margins.sum(-1)
    factor = ratio(total, total**2 - s.sum(-1))
    expected = factor * margins[..., 0] * (total - margins[..., 0])
    return 1 - _ratio(margins[..., 0] - ell[..., 0, 0], expected, total)


def coding_alpha_of(ell: Array, si: Array) -> Array:
    """Labels where both annotators gave one (cu-alpha)."""
    inner, margins, chance = _inner_chance(ell, si)
    total = margins.sum(-1)
    same = np.trace(inner, axis1=-2, axis2=-1)
    return 1 - _ratio(total - same, total - np.trace(chance, axis1=-2, axis2=-1), total)


def label_alpha_of(ell: Array, si: Array, label: int) -> Array:
    """One label where both annotators gave one ((k)u-alpha). label: its place, from 1."""
    inner, margins, chance = _inner_chance(ell, si)
    place = label - 1
    total = margins[..., place]
    expected = chance.sum(-1)[..., place]
    observed = ratio(expected, total) * (total - inner[..., place, place])
    return 1 - _ratio(observed, expected - chance[..., place, place], margins.sum(-1))


def coding_coverage_of(ell: Array, label: int | None = None) -> Array:
    """The share of the labelled length that the other annotator labelled too, of one label or of all."""
    inner, outer = ell[..., 1:, 1:].sum(-1), ell[..., 1:, :].sum(-1)
    if label is None:
        return ratio(inner.sum(-1), outer.sum(-1))
    return ratio(inner[..., label - 1], outer[..., label - 1])


def _inner_chance(ell: Array, si: Array) -> tuple[Array, Array, Array]:
    inner, squares = ell[..., 1:, 1:], si[..., 1:]
    margins = inner.sum(-1)
    total = margins.sum(-1)
    products = margins[..., :, None] * margins[..., None, :] - squares[..., :, None] * np.eye(squares.shape[-1])
    return inner, margins, ratio(products, (total - ratio(squares.sum(-1), total))[..., None, None])


def _ratio(part: Array, whole: Array, scale: Array) -> Array:
    """part / whole, where a whole that is nothing but rounding counts as 0."""
    return ratio(part, np.where(np.abs(whole) > _ROUNDING * scale, whole, 0.0))


def unitizing(sides: Sequence[Sequence[tuple[str, float, float]]], begin: float, end: float) -> dict[str, float | None]:
    """u_alpha, relevance, cu_alpha and each label's alpha of one continuum.

    sides: each annotator's (label, start, end), in any unit of length, not overlapping within the annotator.
    """
    labels = sorted({unit[0] for units in sides for unit in units})
    marks = [(place, labels.index(u[0]), ((u[1], u[2]),)) for place, units in enumerate(sides) for u in units]
    whole = painted(marks, len(sides), len(labels), end, begin)  # type: ignore[arg-type] # lengths may be fractions
    sums = together(overlaps(whole.lengths, whole.layered(), len(labels)), len(sides))
    found = {
        "u_alpha": number(u_alpha_of(sums.ell, sums.s)),
        "relevance": number(relevance_of(sums.ell, sums.s)),
        "cu_alpha": number(coding_alpha_of(sums.ell, sums.si)),
    }
    return found | {
        f"label:{label}": number(label_alpha_of(sums.ell, sums.si, place))
        for place, label in enumerate(labels, start=1)
    }
