"""Finding words in all articles of a project. Reads only, on connections of its own, beside whatever else is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.spans import Fragment
from models.text.search import find
from storage import queries
from workspace.project import Project

MOST = 1_000  # passages that are listed
_PAGE = 50  # articles a view, since nobody can commit while it is open
_BEFORE, _AFTER = 60, 90  # code points of context


@dataclass(frozen=True, slots=True)
class Passage:
    """A place where words were found. heading: of its article; before, words, after: its line, on one line."""

    article: str
    heading: str
    place: Fragment
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Found:
    """passages: in the order of the article list, at most `MOST`; more: whether there are others."""

    passages: tuple[Passage, ...] = ()
    more: bool = False

    @property
    def articles(self) -> int:
        """In how many articles they are."""
        return len({passage.article for passage in self.passages})


def find_everywhere(project: Project, words: str, *, exactly: bool, cancelled: Callable[[], bool]) -> Found:
    """Where the project's articles hold these words; cancelled, what was found before."""
    found: list[Passage] = []
    with project.store.reading() as view:
        headings = queries.headings(view)
    ids = list(headings)
    for start in range(0, len(ids), _PAGE):
        if cancelled() or len(found) > MOST:
            break
        page = ids[start : start + _PAGE]
        with project.store.reading() as view:
            texts = queries.texts(view, page)
        for id in page:
            places = find(texts.get(id, ""), words, exactly=exactly, most=MOST + 1)
            found += [passage(id, headings[id], texts[id], place) for place in places]
    return Found(tuple(found[:MOST]), len(found) > MOST)


def passage(article: str, heading: str, text: str, place: Fragment) -> Passage:
    """A place with what stands around it in its paragraph."""
    first = max(text.rfind("\n", 0, place.start) + 1, place.start - _BEFORE)
    line_end = text.find("\n", place.end)
    last = min(len(text) if line_end < 0 else line_end, place.end + _AFTER)
    before, words, after = text[first : place.start], text[place.start : place.end], text[place.end : last]
    return Passage(article, heading, place, _on_one_line(before), _on_one_line(words), _on_one_line(after))


def _on_one_line(words: str) -> str:
    return words.replace("\n", " ").replace("\t", " ")
