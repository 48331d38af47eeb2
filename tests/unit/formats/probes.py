"""An invented article with what containers and libraries are known to lose, and a way to compare with golden files."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

from formats.interface import READ_DEFAULTS, Reader, ReadOptions
from models.errors import UserError
from models.records import Intake

GOLDEN = Path(__file__).parents[2] / "golden" / "intake"

TITLE = "Harbour chief: ‘No ferry sails’ before spring"
BYLINE = "By Mara Quill and Tom Ashe"
PARAGRAPHS = (
    "PORT ELLERY (ANI) – “We looked at every hull,” the harbour chief said.",
    "The \ufb01shing \ufb02eet owes 10\u00a0000 crowns, an o\ufb03cer wrote.",  # ligatures, NBSP
    "A ferry\u00admaster said «\u202fnon\u202f» … and left.",  # soft hyphen, NNBSP, guillemets, ellipsis
    "Tickets cost €5–7 😀 per head, ليلى حداد told Jose\u0301 Ibarra.",  # euro, en dash, emoji, Arabic, combining
    '"It\'s a start," he said. “The pier is ours.',  # straight quotes; no closing mark: the quotation goes on
    "“And the boats are ours too.”",
)
SIXTEEN = {
    "title": TITLE,
    "byline": BYLINE,
    "dateline": "PORT ELLERY (ANI) –",
    "curly double quotes": "“We looked at every hull,”",
    "curly single quotes": "‘No ferry sails’",
    "ligature": "\ufb01",
    "no-break space": "\u00a0",
    "soft hyphen": "\u00ad",
    "narrow no-break space": "\u202f",
    "guillemets": "«\u202fnon\u202f»",
    "ellipsis": "…",
    "emoji": "😀",
    "euro and en dash": "€5–7",
    "Arabic name": "ليلى حداد",
    "combining mark": "e\u0301",
    "straight quotes": '"It\'s a start,"',
}
PROBES = tuple(SIXTEEN.values())[3:]  # without what some containers hold outside the text


def only(reader: Reader, data: bytes, name: str, options: ReadOptions = READ_DEFAULTS) -> Intake:
    """The one intake that a reader makes of `data`."""
    (item,) = reader(io.BytesIO(data), name, options)
    if isinstance(item, UserError):
        raise item
    return item


def fault(reader: Reader, data: bytes, name: str, options: ReadOptions = READ_DEFAULTS) -> UserError:
    """The one error that a reader makes of `data`, raised or yielded."""
    try:
        (item,) = reader(io.BytesIO(data), name, options)
    except UserError as error:
        return error
    assert isinstance(item, UserError), item
    return item


def lost(intake: Intake) -> list[str]:
    """The names of the sixteen probes that are neither in the text nor in the metadata."""
    meta = intake.record.article.meta
    found = "\n".join((intake.record.article.text, meta.title, meta.byline))
    return [name for name, probe in SIXTEEN.items() if probe not in found]


def compare_with_golden(intake: Intake, name: str) -> None:
    """Compares text, metadata and report with `tests/golden/intake/NAME.json`; INQUIT_GOLDEN=write makes it anew."""
    article, meta = intake.record.article, intake.record.article.meta
    fields = {field: getattr(meta, field) for field in meta.__slots__ if getattr(meta, field)}
    found = {
        "text": article.text.split("\n"),
        "meta": fields,
        "changes": dict(intake.changes),
        "warnings": list(intake.warnings),
        "media_type": intake.media_type,
    }
    path = GOLDEN / f"{name}.json"
    if os.environ.get("INQUIT_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(found, ensure_ascii=True, indent=1) + "\n", encoding="utf-8", newline="\n")
    assert found == json.loads(path.read_text(encoding="utf-8"))
