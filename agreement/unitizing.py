"""Who marks how much of a text as what: agreement on characters, after Krippendorff et al. 2016.

A continuum is cut at every bound that anybody set; on each stretch every annotator has one label, or none (a gap).
The formulas follow the open implementations of the paper ("The reliability of multi-valued coding of data", Quality &
Quantity 50); its erratum (DOI 10.1007/s11135-015-0289-7) could not be read. Indices of matrices: 0 is the gap, then
the labels. ell: lengths shared by two annotators' stretches, over all ordered pairs, divided by (annotators - 1); s:
squared lengths of labelled stretches, plain lengths of gaps; si: squared lengths as far as the other labelled too.
All of them add up over articles, whichever annotators each has.
"""

from __future__ import annotations

import math
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
    """Articles laid end to end, so that many are counted at once.

    lengths: of the stretches; depth: labels x annotators x stretches, how many spans of the label lie there; first: the
    first stretch of each article. Between two articles lies a stretch without length or spans.
    """

    lengths: Array
    depth: Codes
    first: Codes

    @cached_property
    def covered(self) -> NDArray[np.bool_]:
        """Where an annotator has the label at all."""
        return self.depth > 0

    @cached_property
    def article(self) -> Codes:
        """The number of the article in which each stretch lies."""
        return np.repeat(np.arange(len(self.first)), np.diff(self.first, append=len(self.lengths)))

    def by_article(self, times: Codes | NDArray[np.bool_]) -> Array:
        """... x articles: lengths of stretches added up, each as many times as is said. times: ... x stretches."""
        return np.asarray(np.add.reduceat(times * self.lengths, self.first, axis=-1), np.float64)

    def squares_of_runs(self) -> Array:
        """Labels x annotators x articles: squared lengths of the runs that a label covers, added up."""
        labels, annotators, stretches = self.depth.shape
        edges = np.zeros((labels * annotators, stretches + 2), np.int8)
        edges[:, 1:-1] = self.covered.reshape(-1, stretches)
        steps = np.diff(edges, axis=1)
        place = np.concatenate(([0.0], np.cumsum(self.lengths)))
        which, start = np.nonzero(steps > 0)
        runs = place[np.nonzero(steps < 0)[1]] - place[start]
        shape = labels, annotators, len(self.first)
        return _added(which * shape[2] + self.article[start], runs**2, shape)

    def layered(self) -> Codes:
        """Annotators x stretches: 1 + the first label that covers it, 0 for none."""
        labels, annotators, stretches = self.depth.shape
        codes: Codes = np.zeros((annotators, stretches), np.intp)
        for label in reversed(range(labels)):
            codes[self.covered[label]] = label + 1
        return codes


def _added(place: Codes, amounts: Array, shape: tuple[int, ...]) -> Array:
    """Amounts added up by their place in an array of that shape."""
    return np.asarray(np.bincount(place.ravel(), amounts.ravel(), math.prod(shape)), np.float64).reshape(shape)


def continuum(articles: Sequence[Sequence[Iterable[Span]]], labels: Sequence[str], ends: Sequence[float]) -> Continuum:
    """The stretches of articles [0, end). articles: in each, the spans of as many annotators; labels: in the order in
    which they hide one another.
    """
    rank = {label: place for place, label in enumerate(labels)}
    marks = (
        (article, side, rank[span.label], span.fragments)
        for article, sides in enumerate(articles)
        for side, spans in enumerate(sides)
        for span in spans
        if span.label in rank
    )
    return painted(marks, len(articles[0]), len(labels), ends)


def painted(marks: Iterable[tuple[int, int, int, Place]], sides: int, labels: int, ends: Sequence[float]) -> Continuum:
    """The same from (article, annotator, label, fragments), the first three as places in their lists."""
    pieces = [(article, label * sides + side, *piece) for article, side, label, place in marks for piece in place]
    article, line, starts, stops = np.array(pieces, float).reshape(-1, 4).T
    last = np.asarray(ends, float)
    begins = np.concatenate(([0.0], np.cumsum(last + 1)))  # so that articles do not touch
    offset = begins[article.astype(np.intp)]
    bounds, at = np.unique(
        np.concatenate((begins[:-1], begins[:-1] + last, offset + starts, offset + stops, begins[-1:])),
        return_inverse=True,
    )
    first, between, opened, closed = np.split(at[:-1], np.cumsum([len(last), len(last), len(pieces)]))
    lengths = np.diff(bounds)
    lengths[between] = 0.0
    row, size = line.astype(np.intp) * len(bounds), labels * sides * len(bounds)
    steps = np.bincount(opened + row, minlength=size) - np.bincount(closed + row, minlength=size)
    depth: Codes = np.cumsum(steps.reshape(labels, sides, len(bounds)), axis=2)[:, :, :-1]
    return Continuum(lengths, depth, first)


@dataclass(frozen=True)
class Overlaps:
    """ell, s and si of some annotators, for labels that do not overlap; leading axes: of whom, and of which article."""

    ell: Array
    s: Array
    si: Array

    @property
    def block(self) -> Array:
        """All in one: (gap, labels) x (the same, s, si)."""
        return np.concatenate((self.ell, self.s[..., None], self.si[..., None]), axis=-1)


def overlaps(whole: Continuum) -> Overlaps:
    """Of every two annotators (pairs first, in the order of `combinations`) in every article, in layers of labels."""
    codes, size, articles = whole.layered(), len(whole.depth) + 1, len(whole.first)
    one, other = np.triu_indices(len(codes), 1)
    pair = np.arange(len(one))[:, None]
    place = ((pair * articles + whole.article) * size + codes[one]) * size + codes[other]
    lengths = np.broadcast_to(whole.lengths, place.shape)
    ell = _added(place, lengths, (len(one), articles, size, size))
    squares, inner = _runs(whole, codes, size)
    return Overlaps(ell + ell.swapaxes(2, 3), squares[one] + squares[other], inner[one, other] + inner[other, one])


def _runs(whole: Continuum, codes: Codes, size: int) -> tuple[Array, Array]:
    """Squared lengths of runs of one code (of gaps plain ones), annotators x articles x codes; and, annotators x others
    x articles x codes, squared as far as the other labelled too.
    """
    annotators, stretches = codes.shape
    shape = annotators, len(whole.first), size
    begins = np.ones(codes.shape, np.bool_)
    begins[:, 1:] = codes[:, 1:] != codes[:, :-1]
    begins[:, whole.first] = True
    starts = np.flatnonzero(begins)
    of_run = codes.ravel()[starts]
    place = (starts // stretches * shape[1] + whole.article[starts % stretches]) * size + of_run
    runs = np.add.reduceat(np.tile(whole.lengths, annotators), starts)
    squares = _added(place, np.where(of_run > 0, runs * runs, runs), shape)
    both = np.add.reduceat(np.tile(whole.lengths * (codes > 0), annotators), starts, axis=1)
    others = np.arange(annotators)[:, None] * math.prod(shape)
    inner = _added(others + place, both * both, (annotators, *shape)).swapaxes(0, 1)
    inner[..., 0] = 0.0
    return squares, inner


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
    marks = [
        (0, place, labels.index(label), ((start - begin, stop - begin),))
        for place, units in enumerate(sides)
        for label, start, stop in units
    ]
    whole = painted(marks, len(sides), len(labels), [end - begin])  # type: ignore[arg-type] # lengths may be fractions
    sums = together(overlaps(whole), len(sides))
    names = ("u_alpha", "relevance", "cu_alpha", *(f"label:{label}" for label in labels))
    found = (u_alpha_of(sums.ell, sums.s), relevance_of(sums.ell, sums.s), coding_alphas_of(sums.ell, sums.si)[0])
    return {name: number(value) for name, value in zip(names, np.concatenate(found), strict=True)}
