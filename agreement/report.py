"""The whole report: from readings, or from parts of articles that were kept.

`agreement` is what most callers want. A caller that shows figures live keeps a mapping as its cache and passes what
each reading's content is known by; only articles that changed are then read again. Gamma comes last: without it the
report says that it is pending.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace

from agreement.figures import Figures
from agreement.model import Settings, by_article, finished, labels_of
from agreement.parts import Part, gamma_part, parts, samples_for
from agreement.periods import periods
from agreement.plain import as_json
from agreement.pooling import Pool, Statistics
from models.errors import UserError
from models.figures import AgreementReport, LeftOut, PairFigures
from models.records import Record

__all__ = ["Cache", "Cancelled", "Source", "agreement", "as_json", "compare", "source_of"]

Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]
Cache = MutableMapping[Hashable, object]
Readings = Sequence[Sequence[Record]]  # of each article

_AT_ONCE = 32  # articles: many enough that arrays pay, few enough that a window can be told to stop


class Cancelled(Exception):
    """The caller asked to stop; nothing came of it but what the cache holds."""


@dataclass(frozen=True)
class Source:
    """One article to compare: the annotators and what tells versions of their readings apart, and how to read them.

    digests: (annotator, digest) of each reading; load: reads the records, called only where the cache has nothing;
    finished: ISO date on which the last reading was finished, "" where nobody knows.
    """

    article: str
    digests: tuple[tuple[str, str], ...]
    load: Callable[[], Sequence[Record]] = field(compare=False)
    finished: str = ""


def agreement(
    records: Iterable[Record],
    settings: Settings | None = None,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> AgreementReport:
    """Compares the annotators of these readings.

    progress: called with (steps done, all); cancel: asked between articles; if it says yes, Cancelled is raised.
    Raises UserError where an annotator asked for has no reading.
    """
    chosen = settings or Settings()
    kept, left_out = _selected(list(records), chosen)
    labels = labels_of((record for found in kept.values() for record in found), chosen)
    return compare(
        [source_of(found) for found in kept.values()],
        replace(chosen, labels=labels),
        left_out=left_out,
        asked=chosen.labels or (),
        progress=progress,
        cancel=cancel,
    )


def compare(
    sources: Sequence[Source],
    settings: Settings,
    *,
    left_out: LeftOut | None = None,
    asked: Sequence[str] | None = None,
    around: Around | None = None,
    cache: Cache | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> AgreementReport:
    """The report on articles that two annotators or more have read; what the cache holds is not computed again.

    sources: finished readings only; asked: labels to show even if nobody used them, else those of the settings;
    around: what no digest says.
    """
    store: Cache = {} if cache is None else cache
    known = around or Around()
    labels = labels_of((), settings)
    several = (source for source in sources if len(_between(source, settings)) > 1)
    shared = sorted(several, key=lambda source: source.article)  # so that draws do not depend on the order given
    step = _Steps(len(shared) * (1 + settings.gamma), progress, cancel)
    work = _Work(replace(settings, labels=labels), store, step, len(shared), known.names)
    shares = work.parts(shared)
    pool = work.pool("part", [share.statistics for share in shares])
    gamma = work.pool("gamma", work.gammas(shared)) if settings.gamma else None
    shown = (settings.labels or ()) if asked is None else asked
    found = Figures(shares, pool, gamma, settings, labels, shown)
    report = found.report(replace(left_out or LeftOut(), single=len(sources) - len(shared)))
    dated = [(source.finished, share) for source, share in zip(shared, shares, strict=True)]
    return replace(
        report,
        repeats=tuple(_repeats(sources, settings, store, known)),
        periods=periods(dated, known.guidelines, work.settings, store),
    )


def source_of(records: Sequence[Record]) -> Source:
    """One article's readings as a source that holds them already."""
    readings = tuple((record.annotator or "", "") for record in records)
    return Source(records[0].article.id, readings, lambda: records)


@dataclass(frozen=True)
class Around:
    """What readings share and no digest of theirs says.

    names: of entities and targets by id, as they are now: name, and whatever it was merged into; an article whose
    words have changed since is counted again. guidelines: versions by the ISO date on which they came.
    """

    names: Mapping[str, Hashable] = field(default_factory=dict)
    guidelines: Mapping[str, str] = field(default_factory=dict)


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


class _Work:
    """Computes what the cache does not hold."""

    def __init__(
        self, settings: Settings, cache: Cache, step: _Steps, articles: int, names: Mapping[str, Hashable]
    ) -> None:
        self.settings, self._cache, self._step, self._names = settings, cache, step, names
        self._samples = samples_for(articles, settings)

    def parts(self, sources: Sequence[Source]) -> list[Part]:
        """The parts of all articles."""
        found = self._shares("part", sources, lambda readings: parts(readings, self.settings))
        return [share for share in found if isinstance(share, Part)]

    def gammas(self, sources: Sequence[Source]) -> list[Statistics]:
        """What each article adds to gamma, computed when its turn comes, since it takes long."""

        def make(readings: Readings) -> Iterator[Statistics]:
            return (gamma_part(records, self.settings, self._samples) for records in readings)

        found = self._shares(f"gamma {self._samples}", sources, make)
        return [share for share in found if isinstance(share, Statistics)]

    def _shares(
        self, name: str, sources: Sequence[Source], make: Callable[[Readings], Iterable[Part | Statistics]]
    ) -> Iterator[Part | Statistics]:
        """What each article adds; what the cache lacks is made, for some articles at a time."""
        for start in range(0, len(sources), _AT_ONCE):
            known = [(source, self._found(name, source)) for source in sources[start : start + _AT_ONCE]]
            lacking = [_records(source, self.settings) for source, kept in known if kept is None]
            made = zip(lacking, make(lacking), strict=True)
            for source, kept in known:
                self._step.next()
                yield (kept or self._keep(name, source, *next(made))).share

    def _found(self, name: str, source: Source) -> _Kept | None:
        kept = self._cache.get((name, source.article, self.settings.key))
        if not isinstance(kept, _Kept) or kept.version != _between(source, self.settings):
            return None
        return kept if all(self._names.get(id) == called for id, called in kept.names.items()) else None

    def _keep(self, name: str, source: Source, records: Sequence[Record], share: Part | Statistics) -> _Kept:
        kept = _Kept(_between(source, self.settings), share, self._named(records))
        self._cache[name, source.article, self.settings.key] = kept
        return kept

    def _named(self, records: Sequence[Record]) -> Mapping[str, Hashable]:
        """The names that the records use."""
        if not self._names:
            return {}
        entities = {entity.id for record in records for entity in record.entities}
        targets = {stance.target for record in records for stance in record.stances if stance.target}
        return {id: self._names.get(id) for id in entities | targets}

    def pool(self, name: str, parts: Sequence[Statistics]) -> Pool:
        """The sums of the articles; the cache holds the last ones, so that few changes cost little."""
        key = ("pool", name, self.settings.key, self.settings.draws)
        found = self._cache.get(key)
        pool = found if isinstance(found, Pool) else Pool(self.settings.draws, self.settings.seed)
        pool.fill(parts)
        self._cache[key] = pool
        return pool


@dataclass(frozen=True, slots=True)
class _Kept:
    """The newest version of an article's share, and of which readings it is."""

    version: tuple[tuple[str, str], ...]
    share: Part | Statistics
    names: Mapping[str, Hashable]


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


def _repeats(sources: Sequence[Source], settings: Settings, cache: Cache, around: Around) -> Iterable[PairFigures]:
    """Each annotator's blind repeats compared with the first readings, apart from everything else."""
    for name, original in sorted(settings.repeats.items()):
        both = [source for source in sources if {name, original} <= {who for who, _ in source.digests}]
        alone = replace(settings, annotators=(name, original), repeats={}, gamma=False)
        twice = [_only(source, {name, original}) for source in both]
        yield from compare(twice, alone, cache=cache, around=around).pairs


def _only(source: Source, annotators: set[str]) -> Source:
    readings = tuple(reading for reading in source.digests if reading[0] in annotators)
    return Source(source.article, readings, source.load)
