"""What one attribution costs, by the benchmark's own real events."""

from collections.abc import Callable

import pytest

from benchmarks.operators import Hands, Sentence, by_keyboard, by_mouse, counted
from models.errors import UsageError

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


BROKEN = Sentence.of("“We stay,” Brandel said, “until the thaw.”", "Brandel", "said", "“We stay,”", "“until the thaw.”")


@pytest.mark.parametrize(("way", "most"), [(by_mouse, 20), (by_keyboard, 12)])
def test_a_broken_quote_towards_a_target_that_is_new_takes_a_few_more(
    way: Callable[[Hands, Sentence], None], most: int
) -> None:
    operators, complete = counted(BROKEN, way, has_target=False)

    assert complete
    assert len([one for one in operators if not one.islower()]) <= most


def test_words_that_the_sentence_does_not_have_are_named() -> None:
    with pytest.raises(UsageError, match="Pell"):
        Sentence.of("“We stay,” Brandel said.", "Pell", "said")
    with pytest.raises(UsageError, match="no quotation marks"):
        Sentence.of("We stay, Brandel said.", "Brandel", "said")
