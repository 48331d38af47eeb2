"""Identifiers: UUIDs of version 7 that ascend, whatever the clock does."""

from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from models.ids import IdMaker


@given(st.integers(0, (1 << 48) - 2), st.binary(min_size=8, max_size=8))
def test_an_id_is_a_uuid_of_version_7_that_tells_its_time(milliseconds: int, noise: bytes) -> None:
    id = IdMaker(lambda: milliseconds, lambda _: noise)()

    found = UUID(id)
    assert (str(found), found.version, found.variant) == (id, 7, RFC_4122)
    assert found.int >> 80 == milliseconds


def test_ids_ascend_within_a_millisecond_and_when_the_clock_jumps_back() -> None:
    times = iter([5000, 5000, 5000, 4000, 1, 6000])
    make = IdMaker(lambda: next(times))

    ids = [make() for _ in range(6)]

    assert ids == sorted(ids)
    assert len(set(ids)) == 6


def test_more_ids_than_fit_into_a_millisecond_borrow_from_the_next() -> None:
    make = IdMaker(lambda: 7)
    ids = [make() for _ in range(5000)]

    assert ids == sorted(set(ids))
    assert UUID(ids[-1]).int >> 80 == 8


def test_many_ids_at_once_are_uuids_that_ascend_and_stand_behind_those_made_before() -> None:
    make = IdMaker(lambda: 7)
    ids = [make(), *make.many(4095), *make.many(10_000), make()]

    assert ids == sorted(set(ids))
    assert {(UUID(id).version, UUID(id).variant, str(UUID(id)) == id) for id in ids} == {(7, RFC_4122, True)}
    assert make.many(0) == []
