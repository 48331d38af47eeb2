"""A line of `inquit-jsonl/1` as most files have it: every key of the contract, no other, each value of its kind.

msgspec decodes such a line in a third of the time that `json` takes for plain objects. A line that is decoded here means
what `fields` makes of it; one that is not may be as good, and is left to `fields`, which can also say what is wrong.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from models.readings import State
from models.spans import Fragment

_MARK = b'":'  # the end of a key, or of a quotation mark within a text, then as \\":
_UNUSUAL = (b" :", b"\t:", b"\r:", b"\\u0022")  # in a line of which the keys cannot be counted by that mark

_Id = Annotated[str, msgspec.Meta(min_length=1)]


class _Form(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """An object with all its keys; only those may miss that the contract writes where they say something."""


class MetaForm(_Form):
    """`meta`."""

    title: str
    outlet: str
    byline: str
    url: str
    published: str
    language: str
    agency: str
    source_name: str
    sha256: str
    dateline: str = ""


class SpanForm(_Form):
    """An item of `spans`."""

    id: _Id
    label: str
    fragments: tuple[Fragment, ...]
    text: tuple[str, ...]
    attributes: dict[str, str]
    entity: str | None
    origin: str
    note: str = ""


class LinkForm(_Form, rename={"start": "from", "end": "to"}):
    """An item of `links`."""

    role: str
    start: str
    end: str
    order: int
    attributes: dict[str, str]


class StanceForm(_Form):
    """An item of `stances`."""

    id: _Id
    holder: str | None
    target: str | None
    polarity: str
    basis: str | None
    hedged: bool
    strength: int | None
    evidence: tuple[str, ...]
    quote: str | None
    according_to: str | None
    note: str = ""


class EntityForm(_Form):
    """An item of `entities`."""

    id: _Id
    name: str
    type: str
    aliases: tuple[str, ...]
    external_id: str | None
    note: str = ""


class TargetForm(_Form):
    """An item of `targets`."""

    id: _Id
    name: str


class LineForm(_Form):
    """A line. Without utterances and decisions, of which few lines have any."""

    format: str
    id: str | None
    text: str
    meta: MetaForm
    offsets: str
    scheme: str | None
    annotator: str | None
    state: State | None
    spans: list[SpanForm]
    links: list[LinkForm]
    stances: list[StanceForm]
    entities: list[EntityForm]
    targets: list[TargetForm]
    utterances: Annotated[list[str], msgspec.Meta(max_length=0)]
    split: str | None
    note: str = ""
    seconds: float = 0.0
    scheme_version: int | None = None


_DECODER = msgspec.json.Decoder(LineForm)
_ENCODER = msgspec.json.Encoder()


def decoded(line: bytes) -> LineForm | None:
    """The line, None where it is not of this form, or may have a key twice in one object."""
    if any(map(line.__contains__, _UNUSUAL)):
        return None
    try:
        form = _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    # Of a key that stands twice, the decoder keeps the last in silence; what it kept has fewer keys than the line.
    return form if _ENCODER.encode(form).count(_MARK) == line.count(_MARK) else None
