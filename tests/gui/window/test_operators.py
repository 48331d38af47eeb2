"""What one attribution costs, by the benchmark's own real events."""

from collections.abc import Callable

import pytest

from benchmarks.operators import Hands, Sentence, by_keyboard, by_mouse, counted

BEHIND = Sentence.of("“If the barges moor here, above all now, we shall tow them,” Brandel said.", "Brandel", "said")
BEFORE = Sentence.of("Brandel said: “We shall tow them.”", "Brandel", "said")
COLON = Sentence.of("Brandel: “We shall tow them.”", "Brandel", ":")


@pytest.mark.parametrize("sentence", [BEHIND, BEFORE, COLON])
@pytest.mark.parametrize(("way", "most"), [(by_mouse, 13), (by_keyboard, 8)])
def test_an_attribution_takes_few_operators(
    sentence: Sentence, way: Callable[[Hands, Sentence], None], most: int
) -> None:
    operators, complete = counted(sentence, way)

    assert complete
    assert len(operators) <= most
