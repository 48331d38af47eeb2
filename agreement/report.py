"""The whole report: from readings, or from parts of articles that were kept.

`agreement` is what most callers want. A caller that shows figures live keeps a mapping as its cache and passes what
each reading's content is known by; only articles that changed are then read again. Gamma comes last: without it the
report says that it is pending.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace

from agreement.figures import Figures
from agreement.model import Settings, by_article, finished
from agreement.parts import Part, gamma_part, part, samples_for
from agreement.plain import as_json
from agreement.pooling import Statistics
from models.errors import UserError
from models.figures import AgreementReport, LeftOut, PairFigures
from models.records import Record

__all__ = ["Cache", "Cancelled", "Source", "agreement", "as_json", "compare", "source_of"]

Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]
Cache = MutableMapping[Hashable, Part | Statistics]


class Cancelled(Exception):
    """The caller asked to stop; nothing came of it but what the cache holds."""


@dataclass(frozen=True)
class Source:
    """One article to compare: the annotators and what tells versions of their readings apart, and how to read them.

    digests: (annotator, digest) of each reading; load: reads the records, called only where the cache has nothing.
    """

    article: str
    digests: tuple[tuple[str, str], ...]
    load: Callable[[], Sequence[Record]] = field(compare=False)


def agreement(
    records: Iterable[Record],
    settings: Settings | None = None,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> AgreementReport:
    """Compares the annotators of these readings.

    progress: called with (articles done, all); cancel: asked between articles, and raises Cancelled.
    Raises UserError where an annotator asked for has no reading.
    """
    chosen = settings or Settings()
    kept, left_out = _selected(list(records), chosen)
    sources = [source_of(found) for found in kept.values()]
    report = compare(sources, chosen, left_out=left_out, progress=progress, cancel=cancel)
    return replace(report, repeats=tuple(_repeats(kept, chosen)))


def compare(
    sources: Sequence[Source],
    settings: Settings,
    *,
    left_out: LeftOut | None = None,
    cache: Cache | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> AgreementReport:
    """The report on articles that two annotators or more have read; what was computed before is taken from the cache."""
    store: Cache = {} if cache is None else cache
    shared = [source for source in sources if len(_between(source, settings)) > 1]
    step = _Steps(len(shared) * (1 + settings.gamma), progress, cancel)
    parts = [_part(source, settings, store, step) for source in shared]
    gamma = [_gamma(source, settings, store, step, len(shared)) for source in shared] if settings.gamma else None
    found = Figures(parts, gamma, settings)
    return found.report(replace(left_out or LeftOut(), single=len(sources) - len(shared)))


def source_of(records: Sequence[Record]) -> Source:
    """One article's readings as a source that holds them already."""
    readings = tuple((record.annotator or "", "") for record in records)
    return Source(records[0].article.id, readings, lambda: records)


class _Steps:
    """Tells of progress and asks whether to stop."""

    def __init__(self, total: int, progress: Progress | None, cancel: Cancel | None) -> None:
        self._total, self._done = total, 0
        self._progress, self._cancel = progress, cancel

    def next(self) -> None:
        if self._cancel is not None and self._cancel():
            raise Cancelled
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)


def _between(source: Source, settings: Settings) -> tuple[tuple[str, str], ...]:
    """The readings to compare with one another: a blind repeat is none of them."""
    return tuple(reading for reading in source.digests if reading[0] not in settings.repeats)


def _records(source: Source, settings: Settings) -> list[Record]:
    wanted = {annotator for annotator, _ in _between(source, settings)}
    return [record for record in source.load() if record.annotator in wanted]


def _part(source: Source, settings: Settings, cache: Cache, step: _Steps) -> Part:
    step.next()
    key = ("part", source.article, _between(source, settings), settings.key)
    found = cache.get(key)
    if not isinstance(found, Part):
        found = cache[key] = part(_records(source, settings), settings)
    return found


def _gamma(source: Source, settings: Settings, cache: Cache, step: _Steps, articles: int) -> Statistics:
    step.next()
    samples = samples_for(articles, settings)
    key = ("gamma", source.article, _between(source, settings), settings.key, samples)
    found = cache.get(key)
    if not isinstance(found, Statistics):
        found = cache[key] = gamma_part(_records(source, settings), settings, samples)
    return found


def _selected(records: Sequence[Record], settings: Settings) -> tuple[Mapping[str, list[Record]], LeftOut]:
    wanted = settings.annotators
    present = {record.annotator for record in records}
    for name in wanted or ():
        if name not in present:
            known = ", ".join(sorted(filter(None, present)))
            raise UserError("no reading of this annotator", value=name, remedy=f"use some of {known}")
    chosen = [record for record in records if record.annotator and (wanted is None or record.annotator in wanted)]
    done = [record for record in chosen if finished(record, settings)]
    return by_article(done), LeftOut(unfinished=len(chosen) - len(done))


def _repeats(kept: Mapping[str, list[Record]], settings: Settings) -> Iterable[PairFigures]:
    for name, original in sorted(settings.repeats.items()):
        both = [record for found in kept.values() for record in found if record.annotator in (name, original)]
        if {record.annotator for record in both} == {name, original}:
            alone = replace(settings, annotators=(name, original), repeats={}, gamma=False)
            yield from agreement(both, alone).pairs
