"""How often each annotator is right, without a gold standard (Dawid & Skene 1979, by expectation maximisation).

Needs three annotators to be identifiable. Classes are labels and "no span".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from agreement.coding import Array, ratio

ENOUGH_ANNOTATORS = 3

_CLOSE = 1e-9
_FEW_SETS = 50
# The logarithm of what counts as nothing: near the smallest number there is, arithmetic takes ten times as long.
_LEAST = -700.0


@dataclass(frozen=True)
class Competence:
    """priors: ... x classes; confusion: ... x true class x annotators x given class."""

    priors: Array
    confusion: Array

    @cached_property
    def accuracy(self) -> Array:
        """... x annotators: the chance that the class given is the true one."""
        right = np.einsum("...cac->...ca", self.confusion)
        result: Array = np.einsum("...ca,...c->...a", right, self.priors)
        return result


def dawid_skene(
    votes: Array, weights: Array | None = None, start: Competence | None = None, rounds: int = 200
) -> Competence:
    """Priors and confusions of greatest likelihood. votes: items x annotators x classes, how often each was given.

    weights: ... x items, how often each item occurs; start: where to begin, else from the shares of votes.
    """
    counts = np.ones(len(votes)) if weights is None else weights
    found = start or _maximise(ratio(votes.sum(1), votes.sum((1, 2))[:, None]).T, votes, counts)
    for _ in range(rounds):
        before = found
        found = _maximise(_expect(before, votes), votes, counts)
        if (
            np.abs(found.priors - before.priors).max() < _CLOSE
            and np.abs(found.accuracy - before.accuracy).max() < _CLOSE
        ):
            break
    return found


def _maximise(belief: Array, votes: Array, counts: Array) -> Competence:
    """belief: ... x classes x items."""
    weighted = belief * counts[..., None, :]
    given = (weighted @ votes.reshape(len(votes), -1)).reshape(*weighted.shape[:-1], *votes.shape[1:])
    priors = ratio(weighted.sum(-1), counts.sum(-1)[..., None])
    total = weighted @ votes.sum(-1)  # of each annotator
    confusion = given / np.where(total > 0, total, 1)[..., None]
    confusion[total == 0] = 1 / votes.shape[2]
    return Competence(priors, confusion)


def _expect(found: Competence, votes: Array) -> Array:
    """How likely each class is for each item: ... x classes x items."""
    tiny = np.finfo(float).tiny
    logs = np.log(np.maximum(found.confusion, tiny))
    flat = logs.reshape(-1, votes.shape[1] * votes.shape[2]) @ votes.reshape(len(votes), -1).T
    scores = flat.reshape(*found.priors.shape, len(votes)) + np.log(np.maximum(found.priors, tiny))[..., None]
    scores -= scores.max(-2, keepdims=True)
    likely = np.exp(np.maximum(scores, _LEAST)) * (scores > _LEAST)
    result: Array = likely / likely.sum(-2, keepdims=True)
    return result


@dataclass(frozen=True)
class Model:
    """Competence from patterns of which label, or none, each annotator gave a row.

    votes: patterns x annotators x labels; weights: how often each pattern occurs; best: the estimate.
    """

    votes: Array
    weights: Array
    best: Competence

    @staticmethod
    def of(patterns: Sequence[Sequence[tuple[str, str]]], annotators: Sequence[str], weights: Array) -> Model:
        """patterns: (annotator, label) of each; weights: how often each occurs."""
        labels = sorted({label for pattern in patterns for _, label in pattern})
        votes = np.zeros((len(patterns), len(annotators), len(labels)))
        for place, pattern in enumerate(patterns):
            for who, label in pattern:
                votes[place, annotators.index(who), labels.index(label)] = 1
        return Model(votes, weights, dawid_skene(votes, weights))

    def accuracy(self, weights: Array) -> Array:
        """Sets x annotators. weights: sets x patterns; many sets are estimated to first order about the best."""
        if len(weights) <= _FEW_SETS:
            return dawid_skene(self.votes, weights, self._start(len(weights))).accuracy
        return self.best.accuracy + (weights - self.weights) @ self._slopes

    def _start(self, sets: int) -> Competence:
        priors, confusion = self.best.priors, self.best.confusion
        return Competence(
            np.broadcast_to(priors, (sets, *priors.shape)), np.broadcast_to(confusion, (sets, *confusion.shape))
        )

    @cached_property
    def _slopes(self) -> Array:
        """Patterns x annotators: how accuracy changes with a pattern's weight."""
        steps = np.minimum(self.weights / 2, self.weights.sum() / 50)
        moved = dawid_skene(self.votes, self.weights + np.diag(steps), self._start(len(steps)))
        return ratio(moved.accuracy - self.best.accuracy, steps[:, None])
