"""The keys of `inquit-jsonl/1` in the order of the contract: the table that reading goes by, and `forms` is held to."""

from __future__ import annotations

from formats.native.table import FLAG, LIST, NUMBER, OBJECT, REQUIRED, TEXT, WHOLE, Field, Table
from models.spans import EMPTY

FORMAT = "inquit-jsonl/1"

_NONE: list[object] = []
_NOTE = Field("note", TEXT, "")

RECORD = Table(
    Field("format", TEXT, FORMAT),
    Field("id", TEXT),
    Field("text", TEXT, REQUIRED),
    Field("meta", OBJECT, EMPTY),
    Field("offsets", TEXT, "code_point"),
    Field("scheme", TEXT),
    Field("annotator", TEXT),
    Field("state", TEXT),
    Field("spans", LIST, _NONE),
    Field("links", LIST, _NONE),
    Field("stances", LIST, _NONE),
    Field("entities", LIST, _NONE),
    Field("targets", LIST, _NONE),
    Field("utterances", LIST, _NONE),
    Field("split", TEXT),
    optional=(_NOTE, Field("seconds", NUMBER, 0.0), Field("scheme_version", WHOLE), Field("decisions", LIST, _NONE)),
)
META = Table(
    Field("title", TEXT, ""),
    Field("outlet", TEXT, ""),
    Field("byline", TEXT, ""),
    Field("url", TEXT, ""),
    Field("published", TEXT, ""),
    Field("language", TEXT, ""),
    Field("agency", TEXT, ""),
    Field("source_name", TEXT, ""),
    Field("sha256", TEXT, ""),
    optional=(Field("dateline", TEXT, ""),),
)
SPAN = Table(
    Field("id", TEXT),
    Field("label", TEXT, REQUIRED),
    Field("fragments", LIST, REQUIRED),
    Field("text", LIST),
    Field("attributes", OBJECT, EMPTY),
    Field("entity", TEXT),
    Field("origin", TEXT, "imported"),
    optional=(_NOTE,),
)
LINK = Table(
    Field("role", TEXT, REQUIRED),
    Field("from", TEXT, REQUIRED),
    Field("to", TEXT, REQUIRED),
    Field("order", WHOLE),
    Field("attributes", OBJECT, EMPTY),
)
STANCE = Table(
    Field("id", TEXT),
    Field("holder", TEXT),
    Field("target", TEXT),
    Field("polarity", TEXT, REQUIRED),
    Field("basis", TEXT),
    Field("hedged", FLAG, default=False),
    Field("strength", WHOLE),
    Field("evidence", LIST, _NONE),
    Field("quote", TEXT),
    Field("according_to", TEXT),
    optional=(_NOTE,),
)
ENTITY = Table(
    Field("id", TEXT),
    Field("name", TEXT, REQUIRED),
    Field("type", TEXT, REQUIRED),
    Field("aliases", LIST, _NONE),
    Field("external_id", TEXT),
    optional=(_NOTE,),
)
TARGET = Table(Field("id", TEXT), Field("name", TEXT, REQUIRED))
UTTERANCE = Table(Field("id", TEXT), Field("name", TEXT, ""), Field("quotes", LIST, _NONE))
MEMBER = Table(Field("quote", TEXT, REQUIRED), Field("variant", TEXT))
