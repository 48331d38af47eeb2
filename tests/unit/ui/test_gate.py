"""What is typed while an answer is awaited acts as if it had been typed after it."""

from models.spans import Fragment
from ui.gate import Gate, Place

HERE, THERE = Place(None, 3), Place(Fragment(5, 9), 9)


class Reader:
    """A user who is somewhere in a text."""

    def __init__(self) -> None:
        self.place = HERE
        self.done: list[tuple[str, Place]] = []
        self.gate = Gate(lambda: self.place, self.go)

    def go(self, place: Place) -> None:
        self.place = place

    def press(self, key: str) -> None:
        if self.gate.closed:
            self.gate.hold(lambda: self.press(key))
            return
        self.done.append((key, self.place))
        self.gate.close()

    def answer(self, place: Place | None = None) -> None:
        if place is not None:
            self.place = place
        self.gate.open()


def test_an_open_gate_lets_through() -> None:
    reader = Reader()
    reader.press("q")

    assert reader.done == [("q", HERE)]


def test_a_held_key_acts_where_the_answer_leaves_the_caret() -> None:
    reader = Reader()
    reader.press("q")
    reader.press("s")
    reader.answer(Place(None, 40))

    assert reader.done == [("q", HERE), ("s", Place(None, 40))]


def test_a_held_key_acts_where_the_user_has_gone_in_the_meantime() -> None:
    reader = Reader()
    reader.press("q")
    reader.place = THERE
    reader.press("s")
    reader.place = HERE
    reader.answer()

    assert reader.done[1] == ("s", THERE)


def test_each_held_key_waits_for_the_answer_to_the_one_before() -> None:
    reader = Reader()
    for key in "qsc":
        reader.press(key)
    reader.answer()

    assert [key for key, _ in reader.done] == ["q", "s"]
    reader.answer()
    assert [key for key, _ in reader.done] == ["q", "s", "c"]


def test_two_places_that_were_chosen_while_waiting_are_both_kept() -> None:
    reader = Reader()
    far = Place(Fragment(20, 24), 24)
    reader.press("q")
    reader.place = THERE
    reader.press("s")
    reader.place = far
    reader.press("c")
    reader.answer()
    reader.answer()

    assert reader.done == [("q", HERE), ("s", THERE), ("c", far)]


def test_what_is_forgotten_is_not_done() -> None:
    reader = Reader()
    reader.press("q")
    reader.press("s")
    reader.gate.clear()

    assert not reader.gate.closed
    assert [key for key, _ in reader.done] == ["q"]


def test_what_was_set_aside_comes_before_what_was_typed_since() -> None:
    reader = Reader()
    for key in "qsc":
        reader.press(key)
    aside = reader.gate.set_aside()
    reader.gate.open()
    assert [key for key, _ in reader.done] == ["q"]
    reader.press("x")
    reader.press("y")
    reader.gate.put_back(aside)
    for _ in range(3):
        reader.answer()

    assert [key for key, _ in reader.done] == ["q", "x", "s", "c", "y"]
