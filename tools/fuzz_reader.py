"""Fuzzes one reader, guided by which of its lines run: python -m tools.fuzz_reader FORMAT [SECONDS].

Needs atheris, which is no dependency of the project (`pip install atheris`, on Linux). What is found is written to
crash-..., timeout-... or oom-...; the same command with that file in the place of SECONDS runs it again. The first
inputs are the seeds of `tests/unit/formats/test_fuzz.py`, whose check decides what is wrong with one.
"""

from __future__ import annotations

import importlib
import io
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

LONGEST = 20  # seconds for one input
MOST_MEMORY = 2_000  # MB
INSTRUMENTED = ["formats", "models", "pypdf"]
# What of an archive is fuzzed; a change of the archive itself would nearly always end at its checksum.
MEMBERS = {"docx": "word/document.xml", "odt": "content.xml", "epub": "OEBPS/two.xhtml", "brat": "a.ann"}


def main(arguments: Sequence[str]) -> None:
    """Fuzzes the reader of the format that is named, for so many seconds (60), or runs it on one file."""
    name, after = arguments[0], arguments[1] if len(arguments) > 1 else "60"
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=INSTRUMENTED):
        fuzz = importlib.import_module("tests.unit.formats.test_fuzz")
        importlib.import_module("formats.registry").reader(name)
    logging.disable(logging.CRITICAL)
    seeds, wrapped = _inputs(name, fuzz.SEEDS[name])
    with TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds):
            (Path(folder) / str(number)).write_bytes(seed)
        limits = [f"-timeout={LONGEST}", f"-rss_limit_mb={MOST_MEMORY}", "-max_len=20000", "-print_final_stats=1"]
        task = [after] if Path(after).is_file() else [f"-max_total_time={after}", folder]
        atheris.Setup([sys.argv[0], *limits, *task], lambda data: fuzz.check(name, wrapped(data)))
        atheris.Fuzz()


def _inputs(name: str, seeds: list[bytes]) -> tuple[list[bytes], Callable[[bytes], bytes]]:
    """The seeds to begin with, and what makes a file of an input."""
    if name not in MEMBERS:
        return seeds, bytes
    with ZipFile(io.BytesIO(seeds[0])) as archive:
        parts = {member: archive.read(member) for member in archive.namelist()}
    return [parts[MEMBERS[name]]], lambda data: _packed({**parts, MEMBERS[name]: data})


def _packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
