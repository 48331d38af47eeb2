"""How often each annotator is right, without a gold standard (Dawid & Skene 1979, by expectation maximisation).

Needs three annotators to be identifiable. Classes are labels and "no span".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from agreement.coding import Array, ratio

ENOUGH_ANNOTATORS = 3


@dataclass(frozen=True, slots=True)
class Competence:
    """priors: ... x classes; confusion: ... x annotators x true class x given class."""

    priors: Array
    confusion: Array

    @property
    def accuracy(self) -> Array:
        """... x annotators: the chance that the class given is the true one."""
        right = np.diagonal(self.confusion, axis1=-2, axis2=-1)
        result: Array = (right * self.priors[..., None, :]).sum(-1)
        return result


def dawid_skene(
    votes: Array, weights: Array | None = None, start: Competence | None = None, rounds: int = 200
) -> Competence:
    """Priors and confusions of greatest likelihood. votes: items x annotators x classes, how often each was given.

    weights: ... x items, how often each item occurs; start: where to begin, else from the shares of votes.
    """
    counts = np.ones(len(votes)) if weights is None else weights
    found = start or _maximise(ratio(votes.sum(1), votes.sum((1, 2))[:, None]), votes, counts)
    for _ in range(rounds):
        before = found
        found = _maximise(_expect(before, votes), votes, counts)
        if np.abs(found.priors - before.priors).max() < 1e-7 and np.abs(found.accuracy - before.accuracy).max() < 1e-7:
            break
    return found


def _maximise(belief: Array, votes: Array, counts: Array) -> Competence:
    """belief: ... x items x classes."""
    weighted = belief * counts[..., None]
    priors = ratio(weighted.sum(-2), counts.sum(-1)[..., None])
    items, annotators, classes = votes.shape
    flat = np.swapaxes(weighted, -1, -2) @ votes.reshape(items, annotators * classes)
    given = np.swapaxes(flat.reshape(*flat.shape[:-1], annotators, classes), -2, -3)
    total = given.sum(-1, keepdims=True)
    confusion = np.where(total > 0, given / np.where(total > 0, total, 1), 1 / classes)
    return Competence(priors, confusion)


def _expect(found: Competence, votes: Array) -> Array:
    """How likely each class is for each item."""
    items, annotators, classes = votes.shape
    tiny = np.finfo(float).tiny
    logs = np.log(np.maximum(found.confusion, tiny))  # ... x annotators x true x given
    flat = np.swapaxes(logs, -2, -3).reshape(*logs.shape[:-3], classes, annotators * classes)
    scores = votes.reshape(items, -1) @ np.swapaxes(flat, -1, -2) + np.log(np.maximum(found.priors, tiny))[..., None, :]
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    belief: Array = scores / scores.sum(-1, keepdims=True)
    return belief


@dataclass(frozen=True)
class Model:
    """Competence from patterns of which label, or none, each annotator gave a row.

    votes: patterns x annotators x labels.
    """

    votes: Array
    start: Competence

    @staticmethod
    def of(patterns: Sequence[Sequence[tuple[str, str]]], annotators: Sequence[str], weights: Array) -> Model:
        """patterns: (annotator, label) of each; weights: ... x patterns, how often each occurs."""
        labels = sorted({label for pattern in patterns for _, label in pattern})
        votes = np.zeros((len(patterns), len(annotators), len(labels)))
        for place, pattern in enumerate(patterns):
            for who, label in pattern:
                votes[place, annotators.index(who), labels.index(label)] = 1
        return Model(votes, dawid_skene(votes, weights))

    def accuracy(self, weights: Array) -> Array:
        """... x annotators. weights: ... x patterns; estimation goes on from that of all articles."""
        return dawid_skene(self.votes, weights, self.start, rounds=10).accuracy
