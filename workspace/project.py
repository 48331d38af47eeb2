"""An open project: what it holds, and the one way to change it.

The façade that window and command line talk to. Import, export and annotating have modules of their own, which get
the project handed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from socket import gethostname

from models.articles import Article
from models.edits import Edit, inverse
from models.errors import ProjectError, UsageError, UserError
from models.events import Changed
from models.ids import IdMaker
from models.names import refuse_beside
from models.readings import Annotator, Header, Reading
from models.scheme import Scheme, default_scheme
from storage import bulk, log, objects, queries
from storage.codec import canonical_json
from storage.log import Entry, Step
from storage.queries import ArticleEntry, Progress
from storage.store import Store, Transaction, outdated
from workspace import passes
from workspace.bus import Bus
from workspace.history import History
from workspace.near_duplicates import NearGroup, grown, near_groups
from workspace.passes import Pass
from workspace.schemes import read_scheme
from workspace.shared import Shared

__all__ = ["NATIVE", "SUFFIX", "ArticleEntry", "Done", "Progress", "Project", "entry_for", "shared_of"]

SUFFIX = ".inquit"
NATIVE = "inquit-jsonl"  # the format that loses nothing


@dataclass(frozen=True, slots=True)
class Done:
    """A change that was made. context: the desk before and after it, as JSON."""

    seq: int
    entry: Entry


class Project:
    """One project file, opened. Use it from one thread at a time, and close it."""

    def __init__(self, store: Store, ids: IdMaker) -> None:
        self.store = store
        self.ids = ids
        self.bus = Bus()
        self._histories: dict[str, History] = {}
        with store.reading() as view:
            self.scheme = _newest_scheme(view)
            self.shared = shared_of(view)
            self.step = _pass_of(view)

    @classmethod
    def open(
        cls, path: Path, ids: IdMaker | None = None, *, read_only: bool = False, backups: Path | None = None
    ) -> Project:
        """Opens the project at `path`; raises ProjectError where it cannot be used, Locked where another writes it.

        read_only: for who only looks; needs no lock. Where nothing can be written anyway, it is opened so unasked.
        backups: the folder of backups, where one is put before an older project is upgraded; None: the usual one.
        """
        if not read_only and outdated(path):
            from workspace.keeping.backups import keep_outdated  # seldom needed

            keep_outdated(path, backups)
        store = Store(path, read_only=read_only)
        try:
            return cls(store, ids or IdMaker())
        except BaseException:
            store.close()
            raise

    @property
    def read_only(self) -> str:
        """Why nothing can be changed, empty where it can."""
        return self.store.read_only

    @classmethod
    def create(cls, path: Path, scheme: Scheme | None = None, ids: IdMaker | None = None) -> Project:
        """Makes a new project; the default scheme unless one is given."""
        ids = ids or IdMaker()
        chosen = scheme or default_scheme()
        return cls(Store.create(path, chosen, canonical_json(chosen.body), ids), ids)

    def close(self) -> None:
        """Ends the use of the file."""
        self.store.close()

    @property
    def path(self) -> Path:
        """Where the project is."""
        return self.store.path

    # --- looking ---------------------------------------------------------------------------------------------------

    def articles(self, annotator: Annotator) -> list[ArticleEntry]:
        """All articles, as the list of this annotator shows them."""
        with self.store.reading() as view:
            return queries.article_entries(view, annotator.id, near_groups(view))

    def article(self, id: str) -> Article:
        """One article with its text."""
        with self.store.reading() as view:
            return queries.article(view, id)

    def reading(self, article: str, annotator: Annotator) -> Reading:
        """An annotator's reading of an article; an empty one without id where there is none yet."""
        with self.store.reading() as view:
            found = queries.reading(view, article, annotator.id)
        return found or Reading(Header("", article, annotator.id, self.scheme.name))

    def annotators(self) -> list[Annotator]:
        """All annotators."""
        with self.store.reading() as view:
            return queries.annotators(view)

    def progress(self) -> list[Progress]:
        """How far each annotator is."""
        with self.store.reading() as view:
            return queries.progress(view)

    def article_count(self) -> int:
        """How many articles there are."""
        with self.store.reading() as view:
            return queries.article_count(view)

    def near_groups(self) -> Mapping[str, str]:
        """The group of each article whose text is nearly the same as another's, by article; the others have none."""
        with self.store.reading() as view:
            return near_groups(view)

    def near_groups_since(self, before: Mapping[str, str]) -> list[NearGroup]:
        """The groups that an import made or made larger; before: what `near_groups` said ahead of it."""
        with self.store.reading() as view:
            return grown(view, before)

    def annotator(self, name: str, *, make: bool = True) -> Annotator:
        """The annotator of this name, made where there is none; raises UserError for an empty or unknown name."""
        tidy = " ".join(name.split())
        if not tidy:
            raise UserError("an annotator needs a name", remedy="give one with --annotator")
        known = self.annotators()
        for annotator in known:
            if bulk.name_key(annotator.name) == bulk.name_key(tidy):
                return annotator
        if not make:
            raise UsageError("no such annotator", value=tidy, remedy=f"use one of {self._names()}")
        refuse_beside("an annotator", tidy, [annotator.name for annotator in known])
        annotator = Annotator(self.ids(), tidy, "gold" if bulk.name_key(tidy) == "gold" else "human")
        with self.store.writing() as connection:
            bulk.add_annotator(connection, annotator)
        return annotator

    def _names(self) -> str:
        return ", ".join(annotator.name for annotator in self.annotators()) or "(there are none)"

    def choose_pass(self, step: Pass) -> None:
        """What everybody who annotates in this project works on from now on."""
        with self.store.writing() as connection:
            bulk.put_setting(connection, passes.SETTING, step.value)
        self.step = step

    # --- changing --------------------------------------------------------------------------------------------------

    def run(self, entry: Entry, origin: str = "", *, even_bare: bool = False) -> Done | None:
        """Makes the entry's edits in one transaction with one row of the log, then publishes what changed.

        Returns None, and stores nothing, where the edits change nothing. Raises Refused where the present state is
        not the one the edits start from; nothing is changed then.

        even_bare: an entry without edits is logged all the same, since its context says something new.
        """
        with self.store.writing() as connection:
            made = objects.apply(connection, entry.edits)
            if not made and entry.undoes is None and not even_bare:
                return None
            stored = replace(entry, edits=made, device=gethostname())
            seq = log.append(connection, stored)
        self._settle(replace(stored, seq=seq), origin)
        return Done(seq, stored)

    def _settle(self, entry: Entry, origin: str) -> None:
        self.shared = self.shared.edited(entry.edits)
        if entry.undoable and entry.annotator in self._histories:
            self._histories[entry.annotator].add(Step(entry.id, entry.undoes))
        self.bus.publish(Changed(entry.seq, entry.command, entry.edits, entry.annotator, entry.article, origin))

    def history(self, annotator: Annotator) -> History:
        """The annotator's undo and redo stacks."""
        if annotator.id not in self._histories:
            with self.store.reading() as view:
                self._histories[annotator.id] = History(log.steps(view, annotator.id))
        return self._histories[annotator.id]

    def logged(self, id: str) -> Entry:
        """A change from the log."""
        with self.store.reading() as view:
            return log.entry(view, id)

    def last_context(self, annotator: Annotator, article: str) -> str:
        """The desk's context, as JSON, after the annotator's last change on the article."""
        with self.store.reading() as view:
            return log.last_context(view, annotator.id, article)

    def learnt(self, edits: tuple[Edit, ...]) -> None:
        """Takes in what an import changed; the undo stacks are read again from the log."""
        self.shared = self.shared.edited(edits)
        self._histories.clear()

    def newest(self) -> int:
        """The number of the newest change in the log."""
        with self.store.reading() as view:
            return log.last_number(view)

    def take_back(self, id: str, context: str, origin: str = "") -> Done | None:
        """Runs the inverse of a logged change; `context` is logged with it. An undo taken back is a redo."""
        entry = self.logged(id)
        edits = inverse(entry.edits)
        back = Entry(self.ids(), entry.command, edits, entry.annotator, entry.article, context, undoes=id)
        return self.run(back, origin)


def _newest_scheme(view: Transaction) -> Scheme:
    stored = queries.schemes(view)
    try:
        name, version, body = stored[-1]
        return read_scheme(body, f"{name}, version {version}")
    except (IndexError, UserError) as error:
        raise ProjectError("the project's scheme is damaged", value=str(error), remedy="restore a backup") from error


def _pass_of(view: Transaction) -> Pass:
    stored = queries.setting(view, passes.SETTING)
    return Pass(stored) if stored in list(Pass) else Pass.ALL


def shared_of(view: Transaction) -> Shared:
    """The entities, targets and utterances of a project."""
    return Shared(queries.entities(view), queries.targets(view), queries.utterances(view))


def entry_for(
    project: Project, command: str, edits: Sequence[Edit], annotator: Annotator, article: str, context: str = "{}"
) -> Entry:
    """An entry for the log with a new id."""
    return Entry(project.ids(), command, tuple(edits), annotator.id, article, context)
