"""What whoever imports may say: how files are to be read, and whose the readings are."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from formats.columns import FIELDS
from formats.interface import ReadOptions
from models.errors import UsageError
from models.previews import Choices
from models.scheme import Scheme
from workspace.formats_known import profiles
from workspace.intake.sources import AUTO


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """annotator: whose the readings are that name nobody; replace: swap readings that differ for those of the file.

    columns: which column of a table holds which field; labels, roles: foreign names to ours; block: the path of the
    part of a page that is the article; confirmed: whether a person agrees to what readers joined (PDF); files: what
    was chosen for single files, which goes before; asks: whether a person can say what a file is that may be a delivery
    of several articles, so that it waits for that.
    """

    annotator: str | None = None
    format: str = AUTO
    profile: str | None = None
    replace: bool = False
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    block: str = ""
    confirmed: bool = False
    files: Mapping[Path, Choices] = field(default_factory=dict)
    asks: bool = False

    def reading(self, scheme: Scheme) -> ReadOptions:
        """What the readers are told; raises UsageError for what means nothing under the scheme or to any reader."""
        mine = Choices(encoding=self.encoding, columns=self.columns, labels=self.labels, roles=self.roles)
        _check_names("profile", filter(None, (self.profile,)), profiles())
        for given in (mine, *self.files.values()):
            _check_encoding(given.encoding)
            _check_names("field of an article", given.columns, FIELDS)
            _check_names("label", given.labels.values(), scheme.label)
            is_brat = "brat" in (self.format, given.format)  # where "quote" is what the links of an event start from
            _check_names("role", given.roles.values(), (*scheme.link, "quote") if is_brat else scheme.link)
        return ReadOptions(self.encoding, scheme, self.profile, self.columns, self.labels, self.roles, self.block)


def _check_encoding(name: str | None) -> None:
    if name is None:
        return
    try:
        codecs.lookup(name)
    except LookupError as error:
        raise UsageError(
            "unknown encoding", value=name, remedy="use a name such as utf-8, windows-1252 or shift-jis"
        ) from error


def _check_names(kind: str, names: Iterable[str], known: Iterable[str]) -> None:
    for name in names:
        if name not in (found := list(known)):
            raise UsageError(f"no such {kind}", value=name, remedy=f"use one of {', '.join(found)}")
