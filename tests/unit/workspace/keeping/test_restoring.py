"""The way back from a backup: what it holds, how it differs from the project, and putting it in its place."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from models.edits import Edit
from models.errors import ProjectError
from models.spans import Fragment, Span
from storage import bulk, header
from storage.header import inspect
from storage.log import Entry
from storage.store import Store
from tests.helpers import damaged, rows_of
from tests.samples import article, change_note
from workspace.keeping.backups import Backup, Backups, keep_outdated
from workspace.keeping.restoring import Difference, Where, contents, differences, prospect, restore
from workspace.project import Project


def backed_up(project: Project, folder: Path) -> Backup:
    """A new backup of the project."""
    backup = Backups.of(project.store, folder).keep(project.store)
    assert backup is not None
    return backup


def add_cue(project: Project) -> None:
    """One more span in the reading of the first article."""
    annotator = project.annotator("Anna 1")
    header = project.reading(project.articles(annotator)[0].id, annotator).header
    edit = Edit(None, Span(project.ids(), "cue", (Fragment(0, 5),)), header.id)
    project.run(Entry(project.ids(), "cue", (edit,), annotator.id, header.article))


# --- what differs ---------------------------------------------------------------------------------------------------


def test_a_backup_of_what_the_project_is_differs_in_nothing(project: Project, folder: Path) -> None:
    assert differences(project.store, backed_up(project, folder).path) == ()


def test_every_article_reading_and_shared_thing_that_differs_is_named_with_its_spans(
    project: Project, folder: Path
) -> None:
    backup = backed_up(project, folder)
    add_cue(project)
    entity = next(entity for entity in project.shared.entities.values() if entity.key)
    edit = Edit(entity, replace(entity, name="The treasurer"))
    project.run(Entry(project.ids(), "rename", (edit,)))
    project.annotator("Ben")
    with project.store.writing() as connection:
        bulk.add_article(connection, article(project.ids(), "Later.", source_name="later.txt"))

    found = differences(project.store, backup.path)

    assert found == (
        Difference("annotator", "Ben", Where.PROJECT),
        Difference("entity", "The treasurer", Where.BOTH),
        Difference("article", "The bridge", Where.PROJECT),
        Difference("reading", "The bridge", Where.BOTH, "Anna 1", 4, 3),
    )


def test_what_only_the_backup_has_would_be_brought_back(project: Project, folder: Path) -> None:
    backup = backed_up(project, folder)
    path = project.path
    project.close()
    damaged(path, *(f"DELETE FROM {table}" for table in ("utterance_member", "utterance", "link", "stance_evidence")))
    damaged(path, *(f"DELETE FROM {table}" for table in ("stance", "fragment", "span", "reading")))

    with closing(Store(path)) as store:
        found = differences(store, backup.path)

    assert Difference("reading", "The bridge", Where.BACKUP, "Anna 1", 0, 3) in found
    assert Difference("utterance", "no money", Where.BACKUP) in found
    assert len(found) == 2


def test_an_offer_shows_date_counts_and_differences(project: Project, folder: Path) -> None:
    backup = backed_up(project, folder)
    add_cue(project)

    shown = prospect(backup, project.store)

    assert shown.contents == contents(backup.path)
    assert (shown.contents.articles, shown.contents.readings, shown.contents.spans) == (1, 1, 3)
    assert [(one.name, dict(one.spans)) for one in shown.contents.annotators] == [
        ("Anna 1", {"cue": 1, "quote": 1, "speaker": 1})
    ]
    assert shown.differences == (Difference("reading", "The bridge", Where.BOTH, "Anna 1", 4, 3),)
    assert shown.trouble == ""


@pytest.mark.parametrize(
    ("content", "words"), [(None, "no such project"), (b"", "empty"), (b"garbage" * 1000, "not an Inquit project")]
)
def test_an_offer_of_a_backup_that_cannot_be_read_says_why(
    project: Project, folder: Path, content: bytes | None, words: str
) -> None:
    backup = backed_up(project, folder)
    backup.path.unlink()
    if content is not None:
        backup.path.write_bytes(content)

    shown = prospect(backup, project.store)

    assert (shown.contents, shown.differences) == (None, None)
    assert words in shown.trouble


def test_an_offer_for_a_project_that_cannot_be_opened_shows_what_the_backup_holds(
    project: Project, folder: Path
) -> None:
    shown = prospect(backed_up(project, folder))

    assert shown.contents is not None
    assert (shown.differences, shown.trouble) == (None, "")


# --- restoring ------------------------------------------------------------------------------------------------------


def test_a_backup_can_be_looked_at_and_put_back(project: Project, folder: Path) -> None:
    backups = Backups.of(project.store, folder)
    backup = backups.keep(project.store)
    assert backup is not None
    before = rows_of(project.path, log=True)
    change_note(project, "one")
    late = rows_of(project.path, log=True)
    project.close()

    assert (contents(backup.path).articles, contents(backup.path).spans, contents(backup.path).changes) == (1, 3, 0)
    assert contents(project.path).changes == 1
    kept = restore(backup.path, project.path)

    assert rows_of(project.path, log=True) == before
    assert kept == project.path.with_name("p before restoring 1.inquit")
    assert rows_of(kept, log=True) == late
    assert sorted(file.name for file in project.path.parent.iterdir()) == [kept.name, project.path.name]


def test_a_backup_made_before_an_upgrade_can_be_put_back(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project.path
    project.close()
    monkeypatch.setattr(header, "USER_VERSION", header.USER_VERSION + 1)  # as the next Inquit sees it
    backup = keep_outdated(path, folder)
    before = rows_of(path, log=True)
    path.unlink()

    restore(backup.path, path)

    assert rows_of(path, log=True) == before


def test_after_restoring_further_backups_are_still_ordered_by_their_making(project: Project, folder: Path) -> None:
    backups = Backups.of(project.store, folder)
    first = backups.keep(project.store)
    assert first is not None
    for number in range(5):
        change_note(project, str(number))
    backups.keep(project.store)
    path = project.path
    project.close()
    restore(first.path, path)
    again = Project.open(path)
    change_note(again, "another way")

    backups.keep(again.store)

    assert [(backup.serial, backup.changes) for backup in backups.all()] == [(3, 1), (2, 5), (1, 0)]
    again.close()


def test_a_project_that_is_open_is_not_restored(project: Project, folder: Path) -> None:
    backup = Backups.of(project.store, folder).keep(project.store)
    assert backup is not None
    before = rows_of(project.path)

    with pytest.raises(ProjectError, match="open for writing elsewhere"):
        restore(backup.path, project.path)

    assert rows_of(project.path) == before


def test_a_damaged_backup_is_not_put_back(project: Project, folder: Path) -> None:
    backup = Backups.of(project.store, folder).keep(project.store)
    assert backup is not None
    path = project.path
    project.close()
    before = path.read_bytes()
    damaged(backup.path, "DELETE FROM fragment")

    with pytest.raises(ProjectError, match="has problems"):
        restore(backup.path, path)

    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"garbage" * 1000])
def test_a_file_that_cannot_be_opened_finds_its_backups_by_its_path(
    project: Project, folder: Path, content: bytes
) -> None:
    Backups.of(project.store, folder).keep(project.store)
    before = rows_of(project.path)
    path = project.path
    project.close()
    path.write_bytes(content)

    (backups,) = Backups.of_path(path, folder)
    restore(backups.all()[0].path, path)

    assert rows_of(path) == before
    assert path.with_name("p before restoring 1.inquit").read_bytes() == content


def test_a_project_that_was_lost_can_be_restored(project: Project, folder: Path) -> None:
    backup = Backups.of(project.store, folder).keep(project.store)
    assert backup is not None
    path = project.path
    project.close()
    path.unlink()

    assert restore(backup.path, path) is None
    assert inspect(path).major == 1


def test_the_journal_of_the_old_file_is_never_rolled_back_into_the_restored_one(project: Project, folder: Path) -> None:
    backup = Backups.of(project.store, folder).keep(project.store)
    assert backup is not None
    path = project.path
    project.close()
    before = rows_of(path)
    path.write_bytes(b"")
    path.with_name(f"{path.name}-journal").write_bytes(b"a journal of other pages" * 100)

    kept = restore(backup.path, path)

    assert kept is not None
    assert rows_of(path) == before
    assert not path.with_name(f"{path.name}-journal").exists()
    assert kept.with_name(f"{kept.name}-journal").exists()
