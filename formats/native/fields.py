"""The keys of the native record in the order of the contract: the one table that reading and writing go by.

Optional keys are written only where they say something; unknown ones are kept and written after the known ones.
"""

from __future__ import annotations

from models.articles import META_FIELDS

FORMAT = "inquit-jsonl/1"

RECORD = (
    "format", "id", "text", "meta", "offsets", "scheme", "annotator", "state", "spans", "links", "stances", "entities",
    "targets", "utterances", "split",
)  # fmt: skip
RECORD_OPTIONAL = ("scheme_version", "note", "seconds", "decisions")
META = (*(name for name in META_FIELDS if name != "dateline"), "sha256")
META_OPTIONAL = ("dateline",)
SPAN = ("id", "label", "fragments", "text", "attributes", "entity", "origin")
LINK = ("role", "from", "to", "order", "attributes")
STANCE = (
    "id", "holder", "target", "polarity", "basis", "hedged", "strength", "evidence", "quote", "according_to",
)  # fmt: skip
ENTITY = ("id", "name", "type", "aliases", "external_id")
TARGET = ("id", "name")
UTTERANCE = ("id", "name", "quotes")
MEMBER = ("quote", "variant")
NOTE = ("note",)  # optional in spans, stances and entities

KNOWN_RECORD = frozenset((*RECORD, *RECORD_OPTIONAL))
KNOWN_META = frozenset((*META, *META_OPTIONAL))
KNOWN_SPAN = frozenset((*SPAN, *NOTE))
KNOWN_LINK = frozenset(LINK)
KNOWN_STANCE = frozenset((*STANCE, *NOTE))
KNOWN_ENTITY = frozenset((*ENTITY, *NOTE))
KNOWN_TARGET = frozenset(TARGET)
KNOWN_UTTERANCE = frozenset(UTTERANCE)
KNOWN_MEMBER = frozenset(MEMBER)
