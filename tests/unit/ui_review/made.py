"""Disagreements as values, for tests of what the page says of them."""

from models.figures import Disagreement, Version
from models.spans import Fragment

TEXT = "Ilse Brandt said on Monday that the old bridge will stay open.\nThe treasurer 😀 denied that at once."


def place(words: str, text: str = TEXT) -> Fragment:
    start = text.index(words)
    return Fragment(start, start + len(words))


def version(annotator: str, words: str = "", value: str | None = None, text: str = TEXT) -> Version:
    fragments = (place(words, text),) if words else ()
    return Version(annotator, words if value is None else value, fragments, "s1" if words else None)


def disagreement(
    *versions: Version,
    kind: str = "boundary",
    sub_kind: str = "",
    label: str = "quote",
    article: str = "a1",
    topic: str = "Q",
    weight: float = 0.5,
) -> Disagreement:
    parts = [part for version in versions for part in version.fragments]
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    return Disagreement(kind, sub_kind, label, article, start, end, versions, weight, topic)
