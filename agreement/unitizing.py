"""Who marks how much of a text as what: agreement on characters, after Krippendorff et al. 2016.

A continuum is cut at every bound that anybody set; on each stretch every annotator has one label, or none (a gap).
The formulas follow the open implementations of the paper ("The reliability of multi-valued coding of data", Quality &
Quantity 50); its erratum (DOI 10.1007/s11135-015-0289-7) could not be read. Indices of matrices: 0 is the gap, then
the labels. ell: lengths shared by two annotators' stretches, over all ordered pairs, divided by (annotators - 1); s:
squared lengths of labelled stretches, plain lengths of gaps; si: squared lengths as far as the other labelled too.
All of them add up over articles, whichever annotators each has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

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

    @cached_property
    def covered(self) -> NDArray[np.bool_]:
        """Where an annotator has the label at all."""
        return self.depth > 0

    def squares_of_runs(self) -> Array:
        """Labels x annotators: squared lengths of the runs that a label covers, added up."""
        labels, annotators, stretches = self.depth.shape
        edges = np.zeros((labels * annotators, stretches + 2), np.int8)
        edges[:, 1:-1] = self.covered.reshape(-1, stretches)
        steps = np.diff(edges, axis=1)
        place = np.concatenate(([0.0], np.cumsum(self.lengths)))
        which, first = np.nonzero(steps > 0)
        runs = place[np.nonzero(steps < 0)[1]] - place[first]
        return np.asarray(np.bincount(which, runs**2, labels * annotators), float).reshape(labels, annotators)

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
    pieces = [(label * sides + side, start, stop) for side, label, place in marks for start, stop in place]
    whose, starts, stops = np.array(pieces, float).reshape(-1, 3).T
    bounds, at = np.unique(np.concatenate((starts, stops, (begin, end))), return_inverse=True)
    line, count = whose.astype(np.intp) * len(bounds), len(pieces)
    first, last = at[:count] + line, at[count:-2] + line
    size = labels * sides * len(bounds)
    steps = np.bincount(first, minlength=size) - np.bincount(last, minlength=size)
    depth: Codes = np.cumsum(steps.reshape(labels, sides, len(bounds)), axis=2)[:, :, :-1]
    return Continuum(np.diff(bounds), depth)


@dataclass(frozen=True)
class Overlaps:
    """ell, s and si of some annotators of one article, for labels that do not overlap; leading axes: of whom."""

    ell: Array
    s: Array
    si: Array

    @property
    def block(self) -> Array:
        """All in one: (gap, labels) x (the same, s, si)."""
        return np.concatenate((self.ell, self.s[..., None], self.si[..., None]), axis=-1)


def overlaps(lengths: Array, codes: Codes, labels: int) -> Overlaps:
    """Of every two annotators, pairs first, in the order of `combinations`.

    lengths: of stretches; codes: annotators x stretches, 0 for a gap; labels: how many there are.
    """
    annotators, stretches = codes.shape
    size = labels + 1
    having = (codes[:, None, :] == np.arange(size)[:, None]).astype(float).reshape(annotators * size, stretches)
    shared = ((having * lengths) @ having.T).reshape(annotators, size, annotators, size)
    squares, inner = _runs(lengths, codes, size)
    one, other = np.triu_indices(annotators, 1)
    ell = shared[one, :, other, :]
    return Overlaps(ell + ell.swapaxes(1, 2), squares[one] + squares[other], inner[one, other] + inner[other, one])


def _runs(lengths: Array, codes: Codes, size: int) -> tuple[Array, Array]:
    """Squared lengths of runs of one code (of gaps plain ones), annotators x codes; and, annotators x others x codes,
    squared as far as the other labelled too.
    """
    annotators, stretches = codes.shape
    flat = codes.ravel()
    begins = np.concatenate(([True], flat[1:] != flat[:-1]))
    begins[::stretches] = True  # of each annotator
    starts = np.flatnonzero(begins)
    of_run = flat[starts]
    place = starts // stretches * size + of_run
    runs = np.add.reduceat(np.tile(lengths, annotators), starts)
    squares = np.asarray(np.bincount(place, np.where(of_run > 0, runs * runs, runs), annotators * size), float)
    both = np.add.reduceat(np.tile(lengths * (codes > 0), annotators), starts, axis=1)
    member = (place[:, None] == np.arange(annotators * size)).astype(float)
    inner = ((both * both) @ member).reshape(annotators, annotators, size).swapaxes(0, 1)
    inner[..., 0] = 0.0
    return squares.reshape(annotators, size), inner


def together(pairs: Overlaps, annotators: int) -> Overlaps:
    """The same for all annotators at once: every pair counts 1 / (annotators - 1)."""
    ell, s, si = (array.sum(0) / (annotators - 1) for array in (pairs.ell, pairs.s, pairs.si))
    return Overlaps(ell, s, si)


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


def coding_alphas_of(ell: Array, si: Array) -> Array:
    """Labels where both annotators gave one: of all labels (cu-alpha), then of each ((k)u-alpha), on a last axis."""
    inner, squares = ell[..., 1:, 1:], si[..., 1:]
    margins = inner.sum(-1)
    total = margins.sum(-1, keepdims=True)
    same = np.diagonal(inner, axis1=-2, axis2=-1)
    scale = ratio(1.0, total - ratio(squares.sum(-1, keepdims=True), total))
    chance_same = (margins**2 - squares) * scale
    chance = (margins * total - squares) * scale
    whole = _ratio(total - same.sum(-1, keepdims=True), total - chance_same.sum(-1, keepdims=True), total)
    each = _ratio(ratio(chance, margins) * (margins - same), chance - chance_same, total)
    return 1 - np.concatenate((whole, each), axis=-1)


def coding_coverage_of(ell: Array, label: int | None = None) -> Array:
    """The share of the labelled length that the other annotator labelled too, of one label or of all."""
    inner, outer = ell[..., 1:, 1:].sum(-1), ell[..., 1:, :].sum(-1)
    if label is None:
        return ratio(inner.sum(-1), outer.sum(-1))
    return ratio(inner[..., label - 1], outer[..., label - 1])


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
        "u_alpha": u_alpha_of(sums.ell, sums.s),
        "relevance": relevance_of(sums.ell, sums.s),
        **dict(
            zip(
                ("cu_alpha", *(f"label:{label}" for label in labels)),
                coding_alphas_of(sums.ell, sums.si),
                strict=True,
            )
        ),
    }
    return {name: number(value) for name, value in found.items()}
