"""`inquit check`: everything that is not as it must be in a project, named; and mending a copy of it.

The window calls `check` from its worker after painting; it reads a few articles at a time, so that others can write
in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from models.articles import Article
from models.errors import ProjectError, UserError
from models.invariants import faults, reference_faults
from models.problems import Problem
from models.readings import Reading
from models.scheme import Scheme, default_scheme
from storage import check as stored
from storage import queries
from storage.store import Store, Transaction
from workspace.keeping import mending
from workspace.schemes import read_scheme

_PAGE = 200  # articles a view: its lock is short, and one query serves many


def check(
    store: Store, scheme: Scheme, *, thorough: bool = False, cancelled: Callable[[], bool] = lambda: False
) -> tuple[Problem, ...]:
    """All problems of an open project under its scheme: the file's first, then of what is shared, articles, readings,
    the log.

    thorough: SQLite compares every index with its table, and every log row is taken apart; to be asked for after an
    unclean end. Cancelled, it returns what it has found so far.
    """
    return _Check(store, scheme, thorough=thorough).problems(cancelled)


def check_project(path: Path, repair: Path | None = None) -> tuple[Problem, ...]:
    """The same, thoroughly, for a file that may be too damaged to be opened as a project.

    repair: where to write a mended copy, if there are problems; each then says whether the copy still has it. Raises
    ProjectError where `path` is no project at all, or the copy cannot be made.
    """
    with closing(Store(path, read_only=True)) as store:
        scheme = _scheme(store)
        problems = _Check(store, scheme, thorough=True).problems(lambda: False)
    if repair is None or not problems:
        return problems
    mending.repair(path, repair, scheme)
    left = {(problem.kind, problem.object) for problem in check_project(repair)}
    return tuple(
        replace(problem, message=f"{problem.message} ({'not mended' if _name(problem) in left else 'mended'})")
        for problem in problems
    )


def _name(problem: Problem) -> tuple[str, str]:
    return problem.kind, problem.object


def _scheme(store: Store) -> Scheme:
    """The project's scheme, or the default one where it cannot be read, which the check reports anyway."""
    try:
        with store.examining() as view:
            return read_scheme(queries.schemes(view)[-1][2], "")
    except (UserError, IndexError):
        return default_scheme()


class _Check:
    """One check of one project file."""

    def __init__(self, store: Store, scheme: Scheme, *, thorough: bool) -> None:
        self._store = store
        self._scheme = scheme
        self._thorough = thorough

    def problems(self, cancelled: Callable[[], bool]) -> tuple[Problem, ...]:
        """What is found before `cancelled` says so, each problem once."""
        found: dict[Problem, None] = {}
        for section in self._sections():
            if cancelled():
                break
            found |= dict.fromkeys(section())
        return tuple(found)

    def _sections(self) -> Iterator[Callable[[], list[Problem]]]:
        ids: list[str] = []
        yield lambda: self._section(lambda view: stored.of_file(view, thorough=self._thorough))
        yield lambda: self._section(stored.of_shared)
        yield lambda: self._section(lambda view: _collected(ids, stored.article_ids(view)))
        for start in range(0, len(ids), _PAGE):
            yield partial(self._page, ids[start : start + _PAGE])
        yield lambda: self._section(lambda view: stored.of_log(view, thorough=self._thorough))

    def _section(self, examine: Callable[[Transaction], Iterator[Problem]]) -> list[Problem]:
        """What `examine` finds; where the file breaks off under it, once more in a way that reads damaged texts too."""
        try:
            with self._store.reading() as view:
                return list(examine(view))
        except ProjectError:
            return self._damaged_section(examine)

    def _damaged_section(self, examine: Callable[[Transaction], Iterator[Problem]]) -> list[Problem]:
        found: list[Problem] = []
        try:
            with self._store.examining() as view:
                found.extend(examine(view))
        except ProjectError as error:
            found.append(Problem("file", "", "", f"{error.trouble.what}: {error.trouble.value}"))
        return found

    def _page(self, ids: Sequence[str]) -> list[Problem]:
        """The problems of these articles; where the file breaks off among them, each is looked at by itself."""
        found = self._section(lambda view: self._articles(view, ids))
        if not any(problem.kind == "file" for problem in found):
            return found
        if len(ids) > 1:
            return [problem for id in ids for problem in self._page([id])]
        return [replace(problem, article=ids[0]) if problem.kind == "file" else problem for problem in found]

    def _articles(self, view: Transaction, ids: Sequence[str]) -> Iterator[Problem]:
        articles: dict[str, stored.ExaminedArticle] = {}
        for examined in stored.articles(view, ids, thorough=self._thorough):
            yield from examined.problems
            articles[examined.id] = examined
        entities, targets = stored.entities_and_targets(view)
        for one in stored.readings(view, ids):
            home = articles.get(one.article)
            place = f" ({home.name})" if home else ""
            for problem in one.problems:
                yield replace(problem, message=problem.message + place)
            if one.reading is not None and home is not None and home.article is not None:
                for fault in self._faults(home.article, one.reading, entities, targets):
                    yield Problem("rule", one.article, one.id, f"{one.annotator}{place}: {fault}")

    def _faults(self, article: Article, reading: Reading, entities: set[str], targets: set[str]) -> Iterator[UserError]:
        spans, links, stances = reading.spans.values(), reading.links.values(), reading.stances.values()
        yield from faults(article.text, spans, links, stances, self._scheme)
        yield from reference_faults(spans, stances, entities, targets)


def _collected(into: list[str], ids: Sequence[str]) -> Iterator[Problem]:
    into[:] = ids
    return iter(())
