"""The schema: one table a concept, STRICT, with checks. Ids are UUIDv7 texts; `extra` is JSON of unknown fields.

`digest` columns hold what `storage.codec` says of the stored value, so that a flipped bit is noticed on opening.
Nothing here is particular to SQLite but the STRICT option, which other databases ignore.
"""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: SchemaItem) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


def _text(name: str, default: str | None = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def _id() -> Column[str]:
    return Column("id", Text, primary_key=True)


def _ref(name: str, table: str, *, nullable: bool = False, index: bool = False) -> Column[str]:
    return Column(name, Text, ForeignKey(f"{table}.id", ondelete="RESTRICT"), nullable=nullable, index=index)


def _part_of(name: str, table: str) -> Column[str]:
    """A row that is a part of another goes with it; nothing else is ever deleted by the database itself."""
    return Column(name, Text, ForeignKey(f"{table}.id", ondelete="CASCADE"), primary_key=True)


def _key() -> Column[str]:
    return Column("key", Text)


def _extra() -> Column[str]:
    return _text("extra", "{}")


setting = _table("setting", Column("name", Text, primary_key=True), _text("value"))

scheme = _table(
    "scheme",
    _id(),
    _text("name", None),
    Column("version", Integer, nullable=False),
    _text("body", None),
    _text("sha256", None),
    UniqueConstraint("name", "version"),
)

annotator = _table(
    "annotator",
    _id(),
    _text("name", None),
    _text("name_key", None),
    _text("kind", "human"),
    _text("digest"),
    UniqueConstraint("name_key"),
    CheckConstraint("kind IN ('human', 'gold', 'machine')", "kind"),
)

article = _table(
    "article",
    _id(),
    _key(),
    _text("sha256", None),
    Column("chars", Integer, nullable=False),
    _text("title"),
    _text("outlet"),
    _text("byline"),
    _text("url"),
    _text("published"),
    _text("language"),
    _text("agency"),
    _text("dateline"),
    _text("source_name"),
    _text("heading"),
    _text("meta_extra", "{}"),
    _extra(),
    Column("imported_seq", Integer, nullable=False, unique=True),
    _text("digest"),
    UniqueConstraint("key"),
    Index("ix_article_sha256", "sha256"),
    Index("ix_article_order", "source_name", "sha256", "imported_seq"),
)

article_text = _table("article_text", _part_of("article", "article"), _text("text", None))

article_source = _table(
    "article_source",
    _part_of("article", "article"),
    _text("media_type"),
    _text("reader"),
    Column("bytes", LargeBinary, nullable=False),
)

reading = _table(
    "reading",
    _id(),
    _ref("article", "article"),
    _ref("annotator", "annotator", index=True),
    _text("scheme", None),
    _text("state", "todo"),
    Column("seconds", REAL, nullable=False, server_default="0"),
    _text("note"),
    Column("revision", Integer, nullable=False, server_default="0"),
    _text("digest"),
    _extra(),
    UniqueConstraint("article", "annotator"),
    CheckConstraint("state IN ('todo', 'doing', 'done')", "state"),
    CheckConstraint("seconds >= 0", "seconds"),
)

entity = _table(
    "entity",
    _id(),
    _key(),
    _text("name", None),
    _text("type", None),
    Column("external_id", Text),
    _text("note"),
    _ref("merged_into", "entity", nullable=True),
    _extra(),
    _text("digest"),
    Index("ix_entity_name", "name", "type"),
)

entity_alias = _table(
    "entity_alias",
    _part_of("entity", "entity"),
    Column("position", Integer, primary_key=True),
    _text("alias", None),
)

target = _table(
    "target",
    _id(),
    _key(),
    _text("name", None),
    Column("position", Integer, nullable=False),
    _ref("merged_into", "target", nullable=True),
    _extra(),
    _text("digest"),
)

span = _table(
    "span",
    _id(),
    _ref("reading", "reading", index=True),
    _text("label", None),
    _ref("entity", "entity", nullable=True, index=True),
    _text("attributes", "{}"),
    _text("origin", "human"),
    _text("note"),
    _key(),
    _extra(),
    UniqueConstraint("reading", "key"),
)

fragment = _table(
    "fragment",
    _part_of("span", "span"),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    CheckConstraint('start >= 0 AND "end" > start', "order"),
)

link = _table(
    "link",
    _id(),
    _ref("reading", "reading", index=True),
    _text("role", None),
    _ref("from_span", "span", index=True),
    _ref("to_span", "span", index=True),
    Column("position", Integer, nullable=False),
    _text("attributes", "{}"),
    _extra(),
    CheckConstraint("position >= 0", "position"),
    CheckConstraint("from_span <> to_span", "ends"),
)

stance = _table(
    "stance",
    _id(),
    _ref("reading", "reading", index=True),
    _ref("holder", "entity", nullable=True, index=True),
    _ref("target", "target", nullable=True, index=True),
    _text("polarity", None),
    Column("basis", Text),
    Column("hedged", Integer, nullable=False, server_default="0"),
    Column("strength", Integer),
    _ref("quote", "span", nullable=True, index=True),
    _ref("according_to", "span", nullable=True, index=True),
    _text("note"),
    _key(),
    _extra(),
    UniqueConstraint("reading", "key"),
    CheckConstraint("polarity IN ('favor', 'against', 'neutral', 'unclear')", "polarity"),
    CheckConstraint("basis IN ('explicit', 'inferred')", "basis"),
    CheckConstraint("hedged IN (0, 1)", "hedged"),
    CheckConstraint("strength BETWEEN 1 AND 3", "strength"),
)

stance_evidence = _table(
    "stance_evidence",
    _part_of("stance", "stance"),
    Column("position", Integer, primary_key=True),
    _ref("span", "span", index=True),
)

utterance = _table(
    "utterance",
    _id(),
    _ref("annotator", "annotator"),
    _text("name"),
    _key(),
    _extra(),
    _text("digest"),
    UniqueConstraint("annotator", "key"),
)

utterance_member = _table(
    "utterance_member",
    _part_of("utterance", "utterance"),
    Column("position", Integer, primary_key=True),
    _ref("span", "span", index=True),
    Column("variant", Text),
)

# The log of every change: who, when, what, before, after. Append only; the undo stack is read from it.
# `context` is what the annotator's desk was (the active quote ...) before and after; `undoes` the change taken back.
change = Table(
    "change",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    _text("at", None),
    _text("annotator"),
    _text("device"),
    _text("reading"),
    _text("article"),
    _text("command", None),
    _text("before", "{}"),
    _text("after", "{}"),
    _text("context", "{}"),
    Column("undoable", Integer, nullable=False, server_default="0"),
    Column("undoes", Text),
    _text("digest"),
    Index("ix_change_annotator", "annotator", "seq"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)

# Triggers refuse what no command may do. SQLite's wording; another database gets its own beside it.
SQLITE_TRIGGERS = (
    (
        "CREATE TRIGGER article_text_is_immutable BEFORE UPDATE ON article_text "
        "BEGIN SELECT RAISE(ABORT, 'the text of an article never changes'); END"
    ),
    (
        "CREATE TRIGGER article_hash_is_immutable BEFORE UPDATE OF id, sha256, chars ON article "
        "BEGIN SELECT RAISE(ABORT, 'the text of an article never changes'); END"
    ),
    (
        "CREATE TRIGGER change_is_append_only BEFORE UPDATE ON change "
        "BEGIN SELECT RAISE(ABORT, 'the change log is append only'); END"
    ),
    (
        "CREATE TRIGGER change_is_kept BEFORE DELETE ON change "
        "BEGIN SELECT RAISE(ABORT, 'the change log is append only'); END"
    ),
)
