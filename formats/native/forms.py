"""A line of `inquit-jsonl/1` as we write it and as most files have it: every key of the contract, each of its kind.

msgspec writes and decodes such a line in a third of the time that `json` takes for plain objects. A line that is
decoded here means what `fields` makes of it; one that is not may be as good, and is left to `fields`, which can also
say what is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypeVar, cast

import msgspec
from msgspec import structs

from formats.strict_json import written
from models.readings import State
from models.spans import Fragment

_COLON, _ESCAPED_COLON = b":", b"\\u003"  # as 3a or 3A, or another sign that nobody escapes

_Id = Annotated[str, msgspec.Meta(min_length=1)]


class _Form(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """An object with all its keys; only those may miss that the contract writes where they say something."""


_F = TypeVar("_F", bound=_Form)


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
    attributes: Mapping[str, str]
    entity: str | None
    origin: str
    note: str = ""


class LinkForm(_Form, rename={"start": "from", "end": "to"}):
    """An item of `links`."""

    role: str
    start: str
    end: str
    order: int
    attributes: Mapping[str, str]


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


class MemberForm(_Form):
    """An item of `quotes`."""

    quote: str
    variant: str | None


class UtteranceForm(_Form):
    """An item of `utterances`."""

    id: _Id
    name: str
    quotes: list[MemberForm]


class LineForm(_Form):
    """A line."""

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
    utterances: list[UtteranceForm]
    split: str | None
    note: str = ""
    seconds: float | None = None
    scheme_version: int | None = None
    decisions: list[msgspec.Raw] = []


def with_extra(form: _F, extra: Mapping[str, object]) -> _F:
    """What is written as the form with unknown fields behind its own; to be used for nothing else."""
    if not extra:
        return form
    own = zip(structs.fields(form), structs.astuple(form), strict=True)
    known = {field.encode_name: value for field, value in own if field.required or value}
    return cast(_F, known | {key: msgspec.Raw(written(value)) for key, value in extra.items()})


def encoded(form: LineForm) -> bytes:
    """The JSON of a line."""
    return _ENCODER.encode(form)


_DECODER = msgspec.json.Decoder(LineForm)
_ENCODER = msgspec.json.Encoder()


def decoded(line: bytes) -> LineForm | None:
    """The line, None where it is not of this form, or may have a key twice in one object."""
    if _ESCAPED_COLON in line:
        return None
    try:
        form = _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    # Of a key that stands twice, the decoder keeps the last in silence. One colon follows each key, and those within
    # texts are kept: so what it kept, written again, has fewer colons than the line.
    return form if _ENCODER.encode(form).count(_COLON) == line.count(_COLON) else None
