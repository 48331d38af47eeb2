"""Invented files of each kind that leaves something to choose."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.formats.test_pdf import pdf

GERMAN = "Der Hafenmeister sagte: „Vor dem Frühjahr fährt keine Fähre.“ Das Café schloß früh."
RUSSIAN = "Министр сказал: «Мы готовы к переговорам». Больше никто не говорил."
STORY = "“We looked at every hull,” the harbour chief said on Monday, and the ferry stayed in port for the night."
BESIDE = "Read also what the treasurer of the port said about the money that nobody has any more at all."


def plain(path: Path, text: str = "“It stays,” she said.") -> Path:
    """A file that can come in as it is."""
    path.write_text(text, encoding="utf-8")
    return path


def western(path: Path, text: str = GERMAN) -> Path:
    """A text in windows-1252."""
    path.write_bytes(text.encode("cp1252"))
    return path


def cyrillic(path: Path) -> Path:
    """A text in windows-1251."""
    path.write_bytes(RUSSIAN.encode("cp1251"))
    return path


def table(path: Path, *columns: str) -> Path:
    """A table whose text stands in a column of a name that tells nothing."""
    names = columns or ("nr", "headline", "brödtext")
    path.write_text(f"{';'.join(names)}\n1;Ferry talks;“We looked,” the chief said.\n2;More;“Yes,” he said.\n", "utf-8")
    return path


def page(path: Path) -> Path:
    """A web page that does not say which part of it is the article."""
    path.write_text(
        f"<html><head><title>Gazette</title><meta name='author' content='Mara Quill'></head><body>"
        f"<div class='story'><p>{STORY}</p><p>{STORY}</p></div><div class='more'><p>{BESIDE}</p></div></body></html>",
        encoding="utf-8",
    )
    return path


def hyphenated(path: Path) -> Path:
    """A PDF whose lines end in hyphens."""
    lines = [
        "“We looked at every hull in the har-",
        "bour,” the chief said, and then she",
        "left for home, and that was",
        "it.",
    ]
    path.write_bytes(pdf(lines))
    return path


def labelled(path: Path) -> Path:
    """Annotations whose labels mean nothing here."""
    record = {"id": 1, "text": "Brandt said: it stays.", "label": [[0, 6, "PERSON"], [7, 11, "VERB"]]}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return path


def broken(path: Path) -> Path:
    """A Word document that is none."""
    path.write_bytes(b"PK\x03\x04 nonsense")
    return path


def delivery(path: Path, announced: int = 3) -> Path:
    """Two articles of a press database, in a file that announces so many."""
    articles = (
        f"{n} of {announced} DOCUMENTS\n\nHarbour Gazette\n\nMarch {n}, 2024 Friday\n\nFerry {n}\n\n"
        f"BYLINE: Mara Quill\n\nLENGTH: 8 words\n\n{STORY} And {n}.\n\nLOAD-DATE: March {n}, 2024\n\n"
        for n in (1, 2)
    )
    path.write_text("".join(articles), encoding="utf-8")
    return path


def corpus(folder: Path) -> Path:
    """A folder of brat's in the layout of PolNeAR: two texts, one of them read by two annotators."""
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True)
    for name in ("one", "two"):
        (folder / "text" / f"{name}.txt").write_text("Brandt said: it stays.", encoding="utf-8")
    marks = "T1\tSource 0 6\tBrandt\nT2\tCue 7 11\tsaid\nT3\tContent 13 21\tit stays\n"
    event = "T4\tAttribution 7 11\tsaid\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
    for name in ("one_ana", "one_ben", "two_ana"):
        (folder / "attributions" / f"{name}.ann").write_text(marks + event, encoding="utf-8")
    return folder
