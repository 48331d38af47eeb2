"""A project file: made, written to, read, copied."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.edits import ArticleHead, Edit, Kind
from models.entities import BUILT_IN, Entity
from models.errors import ProjectError, Refused
from models.ids import IdMaker
from models.readings import Header, Reading, State
from models.spans import Fragment, Span
from storage import bulk, codec, log, objects, queries
from storage.store import Store
from tests.helpers import rows_of
from tests.samples import TEXT, article, fill, new_store, renamed


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path / "p.inquit")
    yield made
    made.close()


def test_a_new_project_holds_its_scheme_and_the_built_in_entities_only(store: Store) -> None:
    with store.reading() as view:
        assert [name for name, _, _ in queries.schemes(view)] == ["attribution-v1"]
        assert {entity.type: entity.name for entity in queries.entities(view).values()} == BUILT_IN
        assert queries.article_count(view) == 0


def test_a_project_is_not_made_over_a_file_that_exists(store: Store) -> None:
    before = store.path.read_bytes()

    with pytest.raises(ProjectError, match="exists already"):
        new_store(store.path)

    assert store.path.read_bytes() == before


@pytest.mark.parametrize("name", ["a?b#c%20d.inquit", "two  spaces.inquit", "ünï 😀.inquit", "it's.inquit"])
def test_a_project_may_have_any_name_that_the_disk_takes(tmp_path: Path, name: str) -> None:
    store = new_store(tmp_path / name)
    fill(store)
    store.close()

    assert (tmp_path / name).exists()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_all_that_is_stored_comes_back_equal(store: Store) -> None:
    readings = fill(store, articles=3, annotators=2)

    with store.reading() as view:
        assert queries.readings(view, [reading.header.id for reading in readings]) == readings
        for reading in readings:
            assert queries.reading(view, reading.header.article, reading.header.annotator) == reading
        stored = queries.article(view, readings[0].header.article)
        assert (stored.text, stored.key, stored.meta.title) == (f"{TEXT}\nArticle 1.", "a1", "The bridge")
        assert queries.article_source(view, stored.id) == ("text/plain", stored.text.encode())


@pytest.mark.parametrize("size", [0, 1, 255, 256, 5_000, 70_000])
def test_the_bytes_an_article_came_from_come_back_whatever_their_number(store: Store, size: int) -> None:
    raw = bytes(number * number % 251 for number in range(size))
    made = article(text="A text.")
    with store.writing() as connection:
        bulk.add_article(connection, made)
        bulk.add_sources(connection, [bulk.Source(made.id, raw, "text/plain", "text")])
    with store.reading() as view:
        assert queries.article_source(view, made.id) == ("text/plain", raw)


def test_what_raises_inside_a_transaction_leaves_no_trace(store: Store) -> None:
    fill(store)
    before = rows_of(store.path)

    def half() -> None:
        with store.writing() as connection:
            bulk.put_setting(connection, "colour", "blue")
            bulk.add_article(connection, article(text="Another text."))
            raise KeyError

    with pytest.raises(KeyError):
        half()

    assert rows_of(store.path) == before


def test_the_text_of_an_article_can_never_be_changed(store: Store) -> None:
    fill(store)
    for statement in (
        "UPDATE article_text SET text = 'x'",
        "UPDATE article SET sha256 = 'x'",
        "UPDATE article SET chars = 1",
        "UPDATE change SET command = 'x'",
        "DELETE FROM change",
    ):
        entry = log.Entry(IdMaker()(), "note")
        with store.writing() as connection:
            log.append(connection, entry)
        with sqlite3.connect(store.path) as raw, pytest.raises(sqlite3.IntegrityError, match=r"never|append"):
            raw.execute(statement)
        raw.close()


def test_a_reader_sees_one_moment_while_others_write(store: Store) -> None:
    fill(store)
    with store.reading() as view:
        assert queries.article_count(view) == 1
        other = sqlite3.connect(store.path, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("DELETE FROM setting")  # cannot be committed while the view is open
        other.close()
        assert queries.article_count(view) == 1


# --- edits ----------------------------------------------------------------------------------------------------------


def reading_in(store: Store) -> Reading:
    return fill(store)[0]


def test_edits_are_made_in_order_and_their_inverse_takes_them_back(store: Store) -> None:
    reading = reading_in(store)
    before = rows_of(store.path)
    id, span = reading.header.id, reading.quotes[0]
    new = Span(IdMaker()(), "cue", (Fragment(0, 5),))
    edits = [
        Edit(reading.header, replace(reading.header, state=State.DOING)),
        Edit(None, new, id),
        Edit(span, replace(span, fragments=(span.fragments[0],), note=""), id),
    ]

    with store.writing() as connection:
        assert objects.apply(connection, edits) == tuple(edits)
    with store.reading() as view:
        stored = queries.readings(view, [id])[0]
    with store.writing() as connection:
        objects.apply(connection, [edit.inverse for edit in reversed(edits)])

    assert stored.header.state is State.DOING
    assert stored.spans[new.id] == new
    assert stored.spans[span.id].fragments == (span.fragments[0],)
    assert rows_of(store.path) == before


def test_the_digest_of_a_reading_follows_every_edit(store: Store) -> None:
    reading = reading_in(store)
    with store.writing() as connection:
        new = Span(IdMaker()(), "cue", (Fragment(0, 5),))
        objects.apply(connection, [Edit(None, new, reading.header.id)])

    with store.reading() as view:
        stored = queries.readings(view, [reading.header.id])[0]
    digests = {row[0]: row for row in rows_of(store.path)["reading"]}
    assert codec.reading_digest(stored) in digests[reading.header.id]


def test_an_edit_of_something_that_was_changed_meanwhile_is_refused_and_changes_nothing(store: Store) -> None:
    reading = reading_in(store)
    span = reading.quotes[0]
    with store.writing() as connection:
        objects.apply(connection, [Edit(span, replace(span, note="first"), reading.header.id)])
    before = rows_of(store.path)

    late = [
        Edit(None, Span(IdMaker()(), "cue", (Fragment(0, 5),)), reading.header.id),
        Edit(span, replace(span, note="second"), reading.header.id),
    ]
    with pytest.raises(Refused, match="changed meanwhile"), store.writing() as connection:
        objects.apply(connection, late)

    assert rows_of(store.path) == before


def test_an_edit_that_is_made_already_counts_for_nothing(store: Store) -> None:
    reading = reading_in(store)
    span = reading.quotes[0]
    edit = Edit(span, replace(span, note="other"), reading.header.id)
    with store.writing() as connection:
        assert objects.apply(connection, [edit]) == (edit,)
    before = rows_of(store.path)

    with store.writing() as connection:
        assert objects.apply(connection, [edit]) == ()
    assert rows_of(store.path) == before


def test_an_entity_that_others_refer_to_meanwhile_is_not_deleted(store: Store) -> None:
    reading = reading_in(store)
    used = next(span.entity for span in reading.spans.values() if span.entity)
    unused = Entity(IdMaker()(), "Nobody", "person")
    with store.writing() as connection:
        entity = objects.stored(connection, Kind.ENTITY, used)
        objects.apply(connection, [Edit(None, unused)])
        made = objects.apply(connection, [Edit(entity, None), Edit(unused, None)])

    assert [edit.id for edit in made] == [unused.id]
    with store.reading() as view:
        assert used in queries.entities(view)
        assert unused.id not in queries.entities(view)


def test_the_digest_of_an_entity_follows_its_edits(store: Store) -> None:
    fill(store)
    with store.reading() as view:
        entity = next(entity for entity in queries.entities(view).values() if entity.key == "e1")
    with store.writing() as connection:
        objects.apply(connection, [renamed(entity, "Noela Ávila")])

    digests = {row[0]: row for row in rows_of(store.path)["entity"]}
    assert codec.digest([replace(entity, name="Noela Ávila")]) in digests[entity.id]


# --- the log --------------------------------------------------------------------------------------------------------


def test_the_log_gives_back_what_was_put_in_with_a_growing_number(store: Store) -> None:
    reading = reading_in(store)
    span = reading.quotes[0]
    header = Header(IdMaker()(), reading.header.article, "x", "attribution-v1", extra={"b": 1, "a": 2})
    edits = (
        Edit(span, replace(span, note="x/y"), reading.header.id),
        Edit(None, header),
        Edit(reading.stances[next(iter(reading.stances))], None, reading.header.id),
    )
    entry = log.Entry(IdMaker()(), "try", edits, "ana", reading.header.article, '{"before":{}}', device="here")

    with store.writing() as connection:
        first, second = log.append(connection, entry), log.append(connection, replace(entry, id=IdMaker()()))
    with store.reading() as view:
        back = log.entry(view, entry.id)
        newest = log.last_number(view)

    assert first < second == newest
    assert back.at
    assert replace(back, at="", seq=0) == entry


def test_the_steps_of_one_annotator_are_not_those_of_another(store: Store) -> None:
    ids = IdMaker()
    made = [log.Entry(ids(), "c", annotator=name, undoable=name != "import") for name in ("ana", "bo", "import", "ana")]
    with store.writing() as connection:
        for entry in made:
            log.append(connection, entry)

    with store.reading() as view:
        assert [step.id for step in log.steps(view, "ana")] == [made[0].id, made[3].id]
        assert [step.id for step in log.steps(view, "import")] == []


# --- copies ---------------------------------------------------------------------------------------------------------


def test_a_backup_is_the_whole_project(store: Store, tmp_path: Path) -> None:
    fill(store, articles=2)

    store.backup(tmp_path / "copy.inquit")

    assert rows_of(tmp_path / "copy.inquit") == rows_of(store.path)
    again = Store(tmp_path / "copy.inquit")
    again.close()


def test_a_backup_that_cannot_be_made_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ProjectError):
        store.backup(tmp_path / "no such folder" / "copy.inquit")

    assert sorted(path.name for path in tmp_path.iterdir()) == [".p.inquit.lock", "p.inquit"]


def test_others_can_write_for_as_long_as_a_snapshot_is_read(store: Store, tmp_path: Path) -> None:
    fill(store, articles=2)
    with store.snapshot(tmp_path) as view:
        with store.writing() as connection:
            bulk.add_article(connection, article(text="Another text."))
        assert queries.article_count(view) == 2

    with store.reading() as view:
        assert queries.article_count(view) == 3
    assert not list(tmp_path.glob("*snapshot*"))


def test_the_heading_of_an_article_follows_its_title(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        id = queries.article_entries(connection, "")[0].id
        head = objects.stored(connection, Kind.ARTICLE, id)
        assert isinstance(head, ArticleHead)
        objects.apply(connection, [Edit(head, replace(head, meta=replace(head.meta, title="Another 😀")))])

    with store.reading() as view:
        assert [entry.heading for entry in queries.article_entries(view, "")] == ["Another 😀"]
