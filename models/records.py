"""The exchange value: one reading of one article with all it refers to, as files hold it and as reports need it.

Ids in a record are whatever its origin used: a file's keys on the way in, the project's own on the way out, where
writers put the keys in their place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.articles import Article
from models.entities import Entity, Target, Utterance
from models.light import light
from models.readings import State
from models.spans import Link, Span
from models.stances import Stance


@light
@dataclass(frozen=True, slots=True)
class Record:
    """annotator None: an article only. `article.id` is the record's id; utterances hold only members of this record.

    decisions: what adjudication kept (gold only); split: train, dev, test or None.
    """

    article: Article
    annotator: str | None = None
    state: State = State.TODO
    scheme: str = "attribution-v1"
    spans: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    stances: tuple[Stance, ...] = ()
    entities: tuple[Entity, ...] = ()
    targets: tuple[Target, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    split: str | None = None
    note: str = ""
    seconds: float = 0.0
    scheme_version: int | None = None
    decisions: tuple[Mapping[str, object], ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)


@light
@dataclass(frozen=True, slots=True)
class Intake:
    """What a reader made of one record of a file.

    record: in code points of the normalised text; changes: how many characters normalising changed, by kind;
    line: where in the file it began (from 1); raw, media_type: the bytes the article came from, kept for re-reading;
    before: the text as the file has it, where its lines were joined and a person must confirm that;
    unmapped_labels, unmapped_roles: foreign names that mean nothing to the scheme, with how often they occur;
    noted: what of another tool's annotations was changed or not stored, by kind; the warnings say which.
    """

    record: Record
    changes: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    line: int | None = None
    raw: bytes | None = None
    media_type: str = ""
    reader: str = ""
    before: str | None = None
    unmapped_labels: Mapping[str, int] = field(default_factory=dict)
    unmapped_roles: Mapping[str, int] = field(default_factory=dict)
    noted: Mapping[str, int] = field(default_factory=dict)
