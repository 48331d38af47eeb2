"""Which texts are nearly the same: estimates against the exact share of common runs of five words."""

from __future__ import annotations

import random
import re

import pytest

from suggest.near_duplicates import ALIKE, KEPT, NearDuplicates, Sketcher, likeness

ONSETS, RHYMES = "b ch d f g h j k l m n p r s t v w", "ay eed ile oor ump and"
WORDS = [onset + rhyme for onset in ONSETS.split() for rhyme in RHYMES.split()]


def invented(seed: int, length: int = 400) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}


def share(one: str, other: str) -> float:
    """The exact share of common runs."""
    return len(runs(one) & runs(other)) / len(runs(one) | runs(other))


def edited(text: str, kept: float) -> str:
    """The text with another end, as an outlet writes one to a wire story."""
    words = text.split()
    return " ".join([*words[: int(len(words) * kept)], invented(99, int(len(words) * (1 - kept)))])


@pytest.mark.parametrize("kept", [1.0, 0.9, 0.7, 0.5, 0.2, 0.0])
def test_the_likeness_is_about_the_share_of_common_runs(kept: float) -> None:
    sketcher = Sketcher()
    pairs = [(invented(seed), edited(invented(seed), kept)) for seed in range(20)]
    estimated = sum(likeness(sketcher.sketch(one), sketcher.sketch(other)) for one, other in pairs) / len(pairs)
    assert estimated == pytest.approx(sum(share(*pair) for pair in pairs) / len(pairs), abs=0.06)


def test_case_marks_and_spaces_make_no_difference() -> None:
    text = invented(1)
    other = "“" + text.upper().replace(" ", "\u00a0— ", 40).replace(" ", ",\n") + "”"
    assert Sketcher().sketch(text) == Sketcher().sketch(other)
    assert len(Sketcher().sketch(text)) == KEPT


def test_a_text_too_short_to_be_compared_is_like_none() -> None:
    found, sketch = NearDuplicates(), Sketcher().sketch("Ada said no. Bob said yes.")
    found.add(sketch)
    assert sketch == ()
    assert found.alike(sketch) == []


def test_what_is_remembered_does_not_grow_with_texts_that_have_no_spaces() -> None:
    sketcher = Sketcher()
    texts = [" ".join(chr(0x4E00 + number + at) * 1000 for at in range(40)) for number in range(50)]
    sketches = {sketcher.sketch(text) for text in texts}

    assert len(sketches) > 1
    assert [sketcher.sketch(text) for text in texts[:3]] == [Sketcher().sketch(text) for text in texts[:3]]
    assert sum(map(len, sketcher._hashes)) < 1000


def test_wire_copy_is_found_among_many_articles_and_nothing_else() -> None:
    sketcher, found = Sketcher(), NearDuplicates()
    for seed in range(5000):  # more than wait unsorted
        found.add(sketcher.sketch(invented(seed, 120)))
    for seed in (3, 4500, 4999):
        alike = found.alike(sketcher.sketch(edited(invented(seed, 120), 0.85)))
        assert [number for number, _ in alike] == [seed]
        assert alike[0][1] >= ALIKE
    assert found.alike(sketcher.sketch(invented(77777, 120))) == []
    assert found.sketch(4500) == sketcher.sketch(invented(4500, 120))


def test_boilerplate_that_many_share_does_not_make_them_alike() -> None:
    sketcher, found = Sketcher(), NearDuplicates()
    for seed in range(60):
        found.add(sketcher.sketch(f"{invented(seed, 300)} {invented(-1, 40)}"))
    assert found.alike(sketcher.sketch(f"{invented(1000, 300)} {invented(-1, 40)}")) == []


def test_a_story_in_a_hundred_outlets_is_found_by_its_first() -> None:
    sketcher, found = Sketcher(), NearDuplicates()
    for number in range(100):
        found.add(sketcher.sketch(f"{invented(5)} Outlet {number}."))
    assert found.alike(sketcher.sketch(invented(5)))[0][0] == 0
