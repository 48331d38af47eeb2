"""Intervals from articles added up in other ways."""

import numpy as np
import pytest

from agreement.coding import Array, ratio
from agreement.pooling import Items, Pool, Statistics, jackknife, percentiles


def _part(hits: float, size: float, name: str = "n") -> Statistics:
    part = Statistics()
    part.add(("share",), "hits", hits)
    part.add(("share",), "size", size)
    part.add(("share",), name, 1)
    part.blocks["block",] = np.array([[hits, size]])
    return part


def _share(items: Items) -> Array:
    return ratio(items["hits"], items["size"])


def _pool(parts: list[Statistics]) -> Pool:
    pool = Pool(draws=4000, seed=1)
    pool.fill(parts)
    return pool


def test_a_share_has_about_the_interval_that_theory_gives() -> None:
    random = np.random.default_rng(1)
    found = _pool([_part(float(hit), 1.0) for hit in random.random(400) < 0.3]).estimate(("share",), _share)
    assert found.value is not None
    reach = 1.96 * np.sqrt(found.value * (1 - found.value) / 400)
    assert found.low == pytest.approx(found.value - reach, abs=0.01)
    assert found.high == pytest.approx(found.value + reach, abs=0.01)


def test_blocks_and_counts_say_the_same() -> None:
    pool = _pool([_part(n % 3, 3) for n in range(30)])
    block = pool.block_estimates(("block",), lambda b: ratio(b[..., 0], b[..., 1]), lambda b: b[..., 1] > 0)
    assert block == [pool.estimate(("share",), _share)]


def test_articles_that_do_not_carry_a_figure_give_it_no_interval() -> None:
    parts = [_part(1, 1), _part(0, 1), *(Statistics() for _ in range(40))]
    assert "fewer than 3" in _pool(parts).estimate(("share",), _share).why


def test_what_nobody_counted_is_undefined() -> None:
    assert _pool([Statistics()]).estimate(("share",), _share).value is None


def test_a_jackknife_of_a_mean_is_its_classical_interval() -> None:
    values = np.array([0.1, 0.4, 0.35, 0.8, 0.2])
    without = (values.sum() - values) / 4
    low, high = jackknife(float(values.mean()), without)
    error = values.std(ddof=1) / np.sqrt(5)
    assert (high - low) / 2 == pytest.approx(2.776 * error, rel=0.001)


def test_draws_in_which_a_figure_is_undefined_say_nothing() -> None:
    low, high = percentiles(np.array([[0.0], [1.0], [np.nan]]))
    assert (low[0], high[0]) == pytest.approx((0.025, 0.975))


def test_a_pool_changed_in_one_article_is_a_new_pool_with_that_article() -> None:
    parts = [_part(n % 3, 3) for n in range(30)]
    pool = _pool(parts)
    pool.estimate(("share",), _share)
    changed = [*parts[:7], _part(3, 3, name="new item"), *parts[8:]]
    pool.fill(changed)
    assert pool.estimate(("share",), _share) == pytest.approx(_pool(changed).estimate(("share",), _share))
    assert pool.total(("share",), "new item") == 1
    pool.fill(parts)
    again, fresh = pool.estimate(("share",), _share), _pool(parts).estimate(("share",), _share)
    assert (again.value, again.low, again.high) == pytest.approx((fresh.value, fresh.low, fresh.high))
