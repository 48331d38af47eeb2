"""Records of one length come back as they came, whether they are in memory still or in a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

from models.errors import ProjectError
from workspace.shelf import Shelf

SIZE = 1000
COUNT = 1210  # two files' worth and some in memory


def numbered(number: int) -> bytes:
    return number.to_bytes(4, "big") * (SIZE // 4)


def fill(shelf: Shelf, numbers: range) -> None:
    for number in numbers:
        shelf.append(numbered(number))


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with closing(Shelf(SIZE)) as made:
        yield made


def test_each_record_comes_back_under_its_number_while_more_come(shelf: Shelf) -> None:
    for number in range(COUNT):
        assert len(shelf) == number
        shelf.append(numbered(number))
        assert shelf[number // 2] == numbered(number // 2)
    assert [shelf[number] for number in range(COUNT)] == [numbered(number) for number in range(COUNT)]


@pytest.mark.parametrize(("first", "end"), [(0, 3), (0, COUNT), (998, 1002), (1005, COUNT), (1000, 1000), (5, 5)])
def test_a_run_is_the_same_across_the_border_of_the_file(shelf: Shelf, first: int, end: int) -> None:
    fill(shelf, range(COUNT))
    assert shelf.run(first, end) == b"".join(map(numbered, range(first, end)))


def test_a_shelf_that_was_cleared_holds_only_what_came_afterwards(shelf: Shelf) -> None:
    fill(shelf, range(COUNT))
    shelf.clear()
    assert len(shelf) == 0
    fill(shelf, range(COUNT, COUNT + 600))
    assert shelf.run(0, len(shelf)) == b"".join(map(numbered, range(COUNT, COUNT + 600)))


def test_what_is_held_in_memory_does_not_grow_with_the_records(shelf: Shelf) -> None:
    fill(shelf, range(5 * COUNT))
    assert len(shelf._newest) < 500_000


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process can be told to write no more")
def test_a_disk_that_takes_no_more_is_named(shelf: Shelf) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100 * SIZE, before[1]))
    try:
        with pytest.raises(ProjectError, match="the file cannot be written"):
            fill(shelf, range(COUNT))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert shelf[3] == numbered(3)
