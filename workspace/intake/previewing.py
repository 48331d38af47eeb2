"""Shows what an import of one file would bring, before anything is stored, and what there is to choose."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import monotonic

from formats.interface import ReadOptions
from models.errors import UserError
from models.previews import NO_CHOICES, Choices, Preview
from models.scheme import Scheme
from workspace.intake.sources import AUTO, Source, SourceReader, chosen_format, sources
from workspace.intake.worker import Limits

_LONGEST = 3.0  # seconds of looking at the parts of a folder


class Previewer:
    """Previews files one after the other; has the reading process that it starts until it is closed.

    scheme: for the labels of annotated files; profile: a named mapping of a foreign format.
    """

    def __init__(self, scheme: Scheme | None = None, profile: str | None = None, limits: Limits | None = None) -> None:
        self._options = ReadOptions(scheme=scheme, profile=profile)
        self._reader = SourceReader(self._options, limits=limits)

    def close(self) -> None:
        """Ends the reading process, if there is one."""
        self._reader.close()

    def preview(self, path: Path, choices: Choices | None = None) -> Preview:
        """What importing the file or folder would bring under these choices.

        Of a folder whose files belong together all parts are looked at, for some seconds.
        """
        chosen = choices or NO_CHOICES
        options = self._options if chosen.profile is None else replace(self._options, profile=chosen.profile)
        parts = sources([path], chosen_format(chosen) or AUTO, options)
        end = monotonic() + _LONGEST
        found = self._part(next(parts), chosen)
        for part in parts:
            if monotonic() > end:
                return replace(found, is_partial=True)
            found = found.with_part(self._part(part, chosen))
        return found

    def _part(self, source: Source, chosen: Choices) -> Preview:
        try:
            return self._reader.preview(replace(source, choices=chosen))
        except UserError as error:
            return Preview(chosen.format, errors=(error.at(source.path.name),))
