"""The heights of paragraphs and their sums: where each begins, and which lies at a given y. No Qt here."""

from collections.abc import Iterable


class Heights:
    """A Fenwick tree over paragraph heights in whole pixels: change, sum and search take O(log n)."""

    def __init__(self, heights: Iterable[int]) -> None:
        self._heights = list(heights)
        self._tree = [0, *self._heights]
        for node in range(1, len(self._tree)):
            if (parent := node + (node & -node)) < len(self._tree):
                self._tree[parent] += self._tree[node]

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    @property
    def total(self) -> int:
        """The height of all paragraphs."""
        return self.top(len(self._heights))

    def change(self, index: int, height: int) -> bool:
        """Set one paragraph's height; whether it differed."""
        difference = height - self._heights[index]
        self._heights[index] = height
        node = index + 1
        while difference and node < len(self._tree):
            self._tree[node] += difference
            node += node & -node
        return difference != 0

    def top(self, index: int) -> int:
        """The y at which paragraph `index` begins: the sum of the heights before it."""
        total = 0
        while index > 0:
            total += self._tree[index]
            index -= index & -index
        return total

    def find(self, y: int) -> int:
        """The paragraph that `y` lies in; above all of them the first, below them the last."""
        index, rest = 0, y
        step = 1 << len(self._heights).bit_length()
        while step:
            if index + step < len(self._tree) and self._tree[index + step] <= rest:
                index += step
                rest -= self._tree[index]
            step >>= 1
        return max(0, min(index, len(self._heights) - 1))
