"""How often annotators are right, without a gold standard."""

import numpy as np
import pytest

from agreement.competence import Model, dawid_skene


def _simulated(accuracy: list[float], items: int = 4000) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    random = np.random.default_rng(3)
    truth = random.integers(0, 3, items)
    votes = np.zeros((items, len(accuracy), 3))
    for who, share in enumerate(accuracy):
        wrong = (truth + random.integers(1, 3, items)) % 3
        given = np.where(random.random(items) < share, truth, wrong)
        votes[np.arange(items), who, given] = 1
    return votes


def test_the_accuracy_that_made_the_votes_is_found_again() -> None:
    assert dawid_skene(_simulated([0.95, 0.8, 0.6])).accuracy == pytest.approx([0.95, 0.8, 0.6], abs=0.03)


def test_equal_items_can_be_counted_instead_of_repeated() -> None:
    votes = _simulated([0.9, 0.8, 0.7], items=300)
    kinds, counts = np.unique(votes, axis=0, return_counts=True)
    assert dawid_skene(kinds, counts.astype(float)).accuracy == pytest.approx(dawid_skene(votes).accuracy, abs=1e-4)


def test_annotators_who_always_agree_are_always_right() -> None:
    patterns = [
        (("ana", "quote"), ("ben", "quote"), ("cas", "quote")),
        (("ana", "cue"), ("ben", "cue"), ("cas", "cue")),
    ]
    model = Model.of(patterns, ["ana", "ben", "cas"], np.array([5.0, 3.0]))
    assert model.accuracy(np.array([[5.0, 3.0]]))[0] == pytest.approx([1.0, 1.0, 1.0])


def test_many_sets_of_weights_are_estimated_as_few_are_to_first_order() -> None:
    kinds, counts = np.unique(_simulated([0.9, 0.8, 0.7]), axis=0, return_counts=True)
    model = Model(kinds, counts.astype(float), dawid_skene(kinds, counts.astype(float)))
    random = np.random.default_rng(1)
    drawn = random.multinomial(counts.sum(), counts / counts.sum(), size=60).astype(float)
    assert model.accuracy(drawn)[:10] == pytest.approx(model.accuracy(drawn[:10]), abs=0.01)
    assert model.accuracy(drawn).std(0) == pytest.approx(np.full(3, 0.01), abs=0.008)
