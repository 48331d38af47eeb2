"""What an import would bring and what a person may choose before it: plain values, with nothing stored.

Knows no file format: `workspace.intake.previewing` makes them, a window shows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from models.articles import Meta
from models.errors import UserError


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose for one file; what is empty is found out as usual.

    format, profile: by name; block: the path of the part of a page that is the article; columns: which column holds
    which field, "" where none does; labels, roles: foreign names to ours; confirmed: whether lines that were joined
    (PDF) are agreed to; divided: whether a delivery of a press database is split, None to be found out.
    """

    format: str = ""
    encoding: str | None = None
    block: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    confirmed: bool = False
    profile: str | None = None
    divided: bool | None = None


NO_CHOICES = Choices()


@dataclass(frozen=True, slots=True)
class EncodingChoice:
    """An encoding in which the whole file can be read. words: what then stands around the first byte in doubt."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class BlockChoice:
    """A part of a page that may be the article.

    path: names it to the reader; how: why it is one; characters: of its text; words: how that begins.
    """

    path: str
    how: str
    characters: int
    words: str


@dataclass(frozen=True, slots=True)
class TableChoice:
    """The columns of a table, or keys of JSON objects, and what they are taken for.

    fields: those that a column may hold; mapping: columns by field, as chosen or guessed by name; rows: the first ones,
    cells in the order of the columns, cut short.
    """

    columns: tuple[str, ...]
    fields: tuple[str, ...]
    mapping: Mapping[str, str]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ArticlePreview:
    """One article as it would be stored.

    text: its beginning, at most `previews.LONGEST_SHOWN` code points of `characters`; meta: with the place that each
    value came from in `origins`; changes: how many characters were changed, by kind; before: the text as the file has
    it where lines were joined (PDF), cut like `text`; annotator, spans: of its reading, if any, spans by label.
    """

    text: str
    characters: int
    meta: Meta
    changes: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    before: str | None = None
    annotator: str | None = None
    spans: Mapping[str, int] = field(default_factory=dict)

    @property
    def origins(self) -> Mapping[str, str]:
        """Where each value of the metadata came from, by field."""
        found = self.meta.extra.get("origins")
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing one file would do.

    format: its name, empty where the file is of no known kind; articles: the first ones; more: whether others follow;
    errors: why the file, or a record of it, cannot be read as it stands; encodings: the likeliest first, none where the
    encoding is sure; blocks: of a page, the one taken first; unmapped_labels, unmapped_roles: foreign names that mean
    nothing to the scheme, with how often they occur in what was read; read: how many articles were looked at for that,
    is_partial: whether there are more, which would have taken too long; may_be_delivery: whether it may be several
    articles, as a press database delivers them.
    """

    format: str = ""
    articles: tuple[ArticlePreview, ...] = ()
    more: bool = False
    errors: tuple[UserError, ...] = ()
    encodings: tuple[EncodingChoice, ...] = ()
    blocks: tuple[BlockChoice, ...] = ()
    table: TableChoice | None = None
    unmapped_labels: Mapping[str, int] = field(default_factory=dict)
    unmapped_roles: Mapping[str, int] = field(default_factory=dict)
    read: int = 0
    is_partial: bool = False
    may_be_delivery: bool = False

    def with_part(self, other: Preview) -> Preview:
        """The same with what another part of the same folder would bring."""
        articles = (*self.articles, *other.articles)
        return replace(
            self,
            articles=articles[:ARTICLES_SHOWN],
            more=self.more or other.more or len(articles) > ARTICLES_SHOWN,
            errors=(*self.errors, *other.errors)[:MOST_ERRORS],
            unmapped_labels=_summed(self.unmapped_labels, other.unmapped_labels),
            unmapped_roles=_summed(self.unmapped_roles, other.unmapped_roles),
            read=self.read + other.read,
            is_partial=self.is_partial or other.is_partial,
        )


def _summed(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return dict(Counter(one) + Counter(other))


ARTICLES_SHOWN = 3
MOST_ERRORS = 100  # that a preview names
LONGEST_SHOWN = 200_000  # code points of a text that a preview holds
