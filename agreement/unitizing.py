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


class Joint:
    """What any two annotators of one article have in common. codes: annotators x stretches, 0 for a gap."""

    def __init__(self, lengths: Array, codes: Codes, labels: int) -> None:
        annotators, stretches = codes.shape
        size = labels + 1
        having = (codes[:, None, :] == np.arange(size)[:, None]).astype(float)
        flat = having.reshape(annotators * size, stretches)
        self.lengths = ((flat * lengths) @ flat.T).reshape(annotators, size, annotators, size)
        self.squares = np.zeros((annotators, size))
        self.inner = np.zeros((annotators, annotators, size))
        labelled = lengths * (codes > 0)
        for who, row in enumerate(codes):
            self._add_runs(who, row, lengths, labelled)

    def _add_runs(self, who: int, row: Codes, lengths: Array, labelled: Array) -> None:
        starts = np.concatenate(([0], 1 + np.flatnonzero(row[1:] != row[:-1])))
        codes, runs = row[starts], np.add.reduceat(lengths, starts)
        size = self.squares.shape[1]
        self.squares[who] = np.bincount(codes, weights=np.where(codes > 0, runs * runs, runs), minlength=size)
        both = np.add.reduceat(labelled, starts, axis=1)
        member = (codes[:, None] == np.arange(1, size)).astype(float)
        self.inner[who, :, 1:] = (both * both) @ member

    def pair(self, one: int, other: int) -> Overlaps:
        """ell, s and si of two annotators."""
        shared = self.lengths[one, :, other, :]
        inner = self.inner[one, other] + self.inner[other, one]
        return Overlaps(shared + shared.T, self.squares[one] + self.squares[other], inner)


def together(pairs: Sequence[Overlaps], annotators: int) -> Overlaps:
    """The same for all annotators at once: every pair counts 1 / (annotators - 1)."""
    ell, s, si = (
        np.sum(arrays, axis=0) / (annotators - 1)
        for arrays in ([pair.ell for pair in pairs], [pair.s for pair in pairs], [pair.si for pair in pairs])
    )
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
    joint = Joint(whole.lengths, whole.layered(), len(labels))
    sums = together([joint.pair(*places) for places in combinations(range(len(sides)), 2)], len(sides))
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
