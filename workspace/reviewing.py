"""Agreement of a project's annotators: chooses the readings, hands them to `agreement`, keeps what was computed.

Figures come live: per-article statistics are kept under the digests of the readings, so that after a change only the
articles concerned are read and computed again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from agreement.model import Settings
from agreement.plain import as_json
from agreement.projection import PROFILES
from agreement.report import Around, Cache, Cancelled, Source, compare
from models.errors import UsageError
from models.figures import AgreementReport, LeftOut
from models.ids import made_on
from models.readings import State
from models.records import Record
from models.scheme import Scheme
from models.suggested import counted
from storage import queries
from storage.queries import Version
from workspace.project import Project
from workspace.recording import record_of, standing
from workspace.report import version_of
from workspace.shared import Shared

__all__ = [
    "Cancelled",
    "Person",
    "Review",
    "ReviewOptions",
    "Reviewer",
    "as_json",
    "checked_labels",
    "checked_profile",
    "checked_repeats",
]

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """annotators: None for all but gold and machines; labels: None for all; only_done: leave unfinished readings out.

    profile: what readings are projected to before; with_suggested: whether spans that began as suggestions count;
    repeats: annotators that are another one's blind repeat; gamma, competence: whether to compute them (they take
    longest).
    """

    annotators: tuple[str, ...] | None = None
    labels: tuple[str, ...] | None = None
    only_done: bool = True
    profile: str = ""
    with_suggested: bool = True
    repeats: Mapping[str, str] = field(default_factory=dict)
    gamma: bool = True
    competence: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """An annotator of the project. kind: human, gold or machine; done: how many readings are finished."""

    name: str
    kind: str
    done: int


@dataclass(frozen=True, slots=True)
class Review:
    """A report with what it takes to show it. headings, texts: of the articles compared, by id."""

    report: AgreementReport
    people: tuple[Person, ...]
    scheme: Scheme
    headings: Mapping[str, str]
    texts: Mapping[str, str]


class Reviewer:
    """Computes reports on one project; keep it for as long as figures are shown, so that little is computed twice.

    It only reads, on connections of its own, and may be used beside the thread that writes; by one thread at a time.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._cache: Cache = {}
        self._texts: dict[str, str] = {}  # they never change, so they are read once
        self._newest, self._finished = 0, dict[str, str]()  # the log up to a change: when readings were finished

    def review(
        self,
        options: ReviewOptions | None = None,
        progress: Progress | None = None,
        cancel: Callable[[], bool] | None = None,
    ) -> Review:
        """The report with the words around it; raises as `report` does."""
        report = self.report(options, progress, cancel)
        with self._project.store.reading() as view:
            known, headings = queries.progress(view), queries.headings(view)
            kinds = {annotator.name: annotator.kind for annotator in queries.annotators(view)}
        people = tuple(Person(one.name, kinds[one.name], one.done) for one in known)
        compared = {id: headings[id] for id in report.articles}
        texts = {id: self._texts[id] for id in report.articles}
        return Review(report, people, self._project.scheme, compared, texts)

    def report(
        self,
        options: ReviewOptions | None = None,
        progress: Progress | None = None,
        cancel: Callable[[], bool] | None = None,
    ) -> AgreementReport:
        """The report; raises UsageError for an unknown annotator, Cancelled when `cancel` says so."""
        options = options or ReviewOptions()
        names = self._annotators(options)
        with self._project.store.reading() as view:
            versions = [version for version in queries.versions(view) if version.annotator in names]
            self._newest, finished = queries.finishings(view, self._newest)
            guidelines = {made_on(id): str(number) for id, number in queries.scheme_ids(view).items() if made_on(id)}
        self._finished |= finished
        begun = (State.DONE,) if options.only_done else (State.DOING, State.DONE)  # one not begun is not empty
        kept = [version for version in versions if version.state in begun]
        settings = Settings(
            annotators=tuple(names),
            labels=options.labels,
            only_done=options.only_done,
            profile=options.profile,
            with_suggested=options.with_suggested,
            repeats=options.repeats,
            gamma=options.gamma,
            competence=options.competence,
            scheme=self._project.scheme,
        )
        left_out = LeftOut(unfinished=len(versions) - len(kept))
        report = compare(
            self._sources(kept),
            settings,
            left_out=left_out,
            around=Around(_names(self._project.shared), guidelines),
            cache=self._cache,
            progress=progress,
            cancel=cancel,
        )
        return replace(report, settings=_with_our_version(report.settings))

    def _annotators(self, options: ReviewOptions) -> list[str]:
        known = self._project.annotators()
        if options.annotators is None:
            return [annotator.name for annotator in known if annotator.kind == "human"]
        return [self._project.annotator(name, make=False).name for name in options.annotators]

    def _sources(self, versions: Sequence[Version]) -> list[Source]:
        by_article: dict[str, list[Version]] = {}
        for version in versions:
            by_article.setdefault(version.article, []).append(version)
        return [self._source(article, found) for article, found in by_article.items()]

    def _source(self, article: str, versions: Sequence[Version]) -> Source:
        digests = tuple((version.annotator, version.digest) for version in versions)
        finished = max(self._finished.get(version.reading, "")[:10] or made_on(version.reading) for version in versions)
        return Source(article, digests, lambda: self._records(article, versions), finished)

    def _records(self, article: str, versions: Sequence[Version]) -> list[Record]:
        with self._project.store.reading() as view:
            text = queries.article(view, article)
            readings = queries.readings(view, [version.reading for version in versions])
        self._texts[article] = text.text
        shared = self._project.shared
        return [
            record_of(text, version.annotator, counted(reading), shared, ())
            for version, reading in zip(versions, readings, strict=True)
        ]


def _with_our_version(settings: Mapping[str, object]) -> Mapping[str, object]:
    versions = settings.get("versions")
    return {**settings, "versions": {"inquit": version_of(), **(versions if isinstance(versions, Mapping) else {})}}


def _names(shared: Shared) -> Mapping[str, Hashable]:
    """What entities and targets are called, and which others they stand for, by id."""
    found: dict[str, Hashable] = {}
    for objects in (shared.entities, shared.targets):
        merged: dict[str, list[str]] = {}
        for one in objects.values():
            if one.merged_into is not None:
                merged.setdefault(standing(one.id, objects), []).append(one.id)
        found |= {one.id: (one.name, tuple(sorted(merged.get(one.id, ())))) for one in objects.values()}
    return found


def checked_repeats(project: Project, repeats: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Who repeats whom, by their names in the project; raises UsageError for an unknown annotator, or no pair."""
    found: dict[str, str] = {}
    for again, first in repeats:
        one, other = (project.annotator(name, make=False).name for name in (again, first))
        if one == other or one in found.values() or other in found:
            raise UsageError(
                "who repeats somebody is another annotator, whom nobody repeats",
                value=f"{again}={first}",
                remedy="give pairs such as ana-2=ana",
            )
        found[one] = other
    return found


def checked_labels(project: Project, labels: Sequence[str]) -> tuple[str, ...]:
    """The labels, known to the scheme; raises UsageError for one that is not."""
    for label in labels:
        if label not in project.scheme.label:
            known = ", ".join(project.scheme.label)
            raise UsageError("the scheme has no such label", value=label, remedy=f"use some of {known}")
    return tuple(labels)


def checked_profile(name: str) -> str:
    """The profile, known to the projection; raises UsageError for one that is not."""
    if name and name not in PROFILES:
        raise UsageError(
            "readings cannot be projected to this profile", value=name, remedy=f"use {', '.join(PROFILES)}"
        )
    return name
