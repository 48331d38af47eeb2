"""The change log: one row a gesture, append only. The undo stack of an annotator is read from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from models.edits import Edit
from models.errors import ProjectError
from storage import codec, objects
from storage import tables as t
from storage.damage import UNREADABLE
from storage.sqlite import insert_many


@dataclass(frozen=True, slots=True)
class Entry:
    """A change to be logged or one that was. seq: its number, 0 before it is written; context: JSON of the desk.

    undoes: the id of the change this one takes back; an undo of an undo is a redo.
    """

    id: str
    command: str
    edits: tuple[Edit, ...] = ()
    annotator: str = ""
    article: str = ""
    context: str = "{}"
    undoable: bool = True
    undoes: str | None = None
    device: str = ""
    seq: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What the undo stack needs to know of a change."""

    id: str
    undoes: str | None


def append(connection: Connection, entry: Entry) -> int:
    """Writes the entry and returns its number, which only grows."""
    result = connection.execute(insert(t.change), _row(entry))
    return int(result.inserted_primary_key[0]) if result.inserted_primary_key else 0


def append_all(connection: Connection, entries: Sequence[Entry]) -> int:
    """Writes entries in their order and returns the number of the last, 0 for none."""
    insert_many(connection, t.change, [_row(entry) for entry in entries])
    return last_number(connection) if entries else 0


def _row(entry: Entry) -> dict[str, object]:
    before, after = objects.log_values(entry.edits)
    row: dict[str, object] = {
        "id": entry.id,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "annotator": entry.annotator,
        "device": entry.device,
        "reading": next((edit.reading for edit in entry.edits if edit.reading), ""),
        "article": entry.article,
        "command": entry.command,
        "before": before,
        "after": after,
        "context": entry.context,
        "undoable": int(entry.undoable),
        "undoes": entry.undoes,
    }
    return row | {"digest": codec.row_digest(row)}


def steps(connection: Connection, annotator: str) -> Iterator[Step]:
    """The undoable changes of an annotator, oldest first."""
    query = select(t.change.c.id, t.change.c.undoes).where(t.change.c.annotator == annotator, t.change.c.undoable == 1)
    for row in connection.execute(query.order_by(t.change.c.seq)):
        yield Step(row.id, row.undoes)


def entry(connection: Connection, id: str) -> Entry:
    """One logged change; raises ProjectError where the log has lost it, or cannot be read."""
    row = connection.execute(select(t.change).where(t.change.c.id == id)).one_or_none()
    if row is None:
        raise ProjectError("a change is missing from the log", value=id, remedy="run `inquit check`")
    try:
        edits = objects.logged_edits(row.before, row.after)
    except UNREADABLE as error:
        raise ProjectError("a change in the log is damaged", value=id, remedy="run `inquit check`") from error
    return Entry(
        row.id,
        row.command,
        edits,
        row.annotator,
        row.article,
        row.context,
        bool(row.undoable),
        row.undoes,
        row.device,
        row.seq,
        row.at,
    )


def last_context(connection: Connection, annotator: str, article: str) -> str:
    """The desk's context of an annotator's last change on an article, as JSON; "{}" if there is none."""
    query = select(t.change.c.context).where(t.change.c.annotator == annotator, t.change.c.article == article)
    row = connection.execute(query.order_by(t.change.c.seq.desc()).limit(1)).first()
    return "{}" if row is None else str(row.context)


def newest(connection: Connection) -> tuple[int, str]:
    """The number and id of the newest change; 0 and an empty id for none."""
    row = connection.execute(select(t.change.c.seq, t.change.c.id).order_by(t.change.c.seq.desc()).limit(1)).first()
    return (0, "") if row is None else (row.seq, row.id)


def last_number(connection: Connection) -> int:
    """The number of the newest change, 0 for none."""
    return int(connection.execute(select(func.coalesce(func.max(t.change.c.seq), 0))).scalar_one())
