"""What the bar over the pages says: what happened, what it means for what was annotated, what can be done. No Qt.

A notice is a value; which of several is shown is decided by its topic, the most urgent first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from models.errors import Trouble

_LONGEST, _BEGINNING = 56, 20  # characters of a path in the bar, and of its beginning where it is cut


class Topic(IntEnum):
    """What a notice is about; another on the same topic takes its place. The most urgent comes first."""

    UNSTORED = 1
    SLOW = 2
    DAMAGED = 3
    READ_ONLY = 4
    NOT_OPENED = 5
    CRASHED = 6
    PLACE = 7
    DONE = 8


@dataclass(frozen=True, slots=True)
class Remedy:
    """What can be done, as a button. command: what it asks for; words: what it is called here."""

    command: str
    words: str


@dataclass(frozen=True, slots=True)
class Notice:
    """words: what happened; more: what follows from it; serious: in the colour of trouble; stays: until it is over."""

    topic: Topic
    words: str
    more: str = ""
    remedies: tuple[Remedy, ...] = ()
    serious: bool = False
    stays: bool = False


RESCUE = Remedy("save copy", "Save a rescue copy")
AGAIN = Remedy("try again", "Try again")
REOPEN = Remedy("reopen", "Open what is there now")
RESTORE = Remedy("restore", "Restore a backup…")
RESTORE_UNOPENED = Remedy("restore unopened", "Restore a backup…")
LOCAL = Remedy("local copy", "Work on a local copy…")
QUIET = Remedy("accept place", "Don’t ask again")
FINDINGS = Remedy("findings", "What was found")
REPAIR = Remedy("repair", "Mend a copy…")
SHOW_HOLDER = Remedy("show holder", "Show that window")
CRASH = Remedy("last crash", "Show the report")


def unstored(trouble: Trouble, what: str, behind: int, *, displaced: bool) -> Notice:
    """The file failed. what: the deed that was not stored, "" for what only looked; behind: how much waits with it.

    displaced: the project's file is no longer the one that was opened.
    """
    waiting = f" and {_keys(behind)} after it" if behind else ""
    lost = f"Not saved: {what}{waiting}." if what else ""
    kept = (
        "What you annotated before is not in the file that is there now: a rescue copy holds it."
        if displaced
        else "Everything before it is saved."
    )
    if not what and not displaced:
        kept = "Everything is saved."
    more = " ".join(part for part in (lost, kept, "" if displaced else _hint(trouble)) if part)
    remedies = (RESCUE, AGAIN, REOPEN) if displaced else (RESCUE, AGAIN)
    return Notice(Topic.UNSTORED, _sentence(trouble.what), more, remedies, serious=True, stays=True)


def _keys(count: int) -> str:
    return f"{count} key{'' if count == 1 else 's'} or click{'' if count == 1 else 's'}"


def _hint(trouble: Trouble) -> str:
    return f"To go on: {trouble.remedy}." if trouble.remedy else ""


def slow() -> Notice:
    """The disk takes long to store a gesture."""
    return Notice(
        Topic.SLOW,
        "Saving takes long",
        "The disk is slow or has much to do. What you press meanwhile is kept and done in its turn.",
        stays=True,
    )


def damaged(problems: int, *, backups: bool) -> Notice:
    """The check found problems. backups: whether there are any to restore."""
    counted = "1 problem was" if problems == 1 else f"{problems:,} problems were"
    return Notice(
        Topic.DAMAGED,
        "This project is damaged",
        f"{counted} found on opening. You can work on; no backup is made of it, and the older ones are kept.",
        (FINDINGS, REPAIR, RESTORE) if backups else (FINDINGS, REPAIR),
        serious=True,
    )


def read_only(why: str) -> Notice:
    """Nothing can be stored in the project."""
    more = "You can look at everything; keys that would change something say why they do not."
    return Notice(Topic.READ_ONLY, f"Read only: {why}", more, (AGAIN,))


def held(holder: str, since: str, *, can_show: bool, asked: bool) -> Notice:
    """Another window or program has the project. since: when it began, "" if unknown; asked: it was told to show."""
    began = f", since {since}" if since else ""
    came = "It was asked to come to the front. " if asked else ""
    more = f"{came}You can look at everything here; close it there, then try again, to annotate here."
    remedies = (AGAIN, SHOW_HOLDER) if can_show else (AGAIN,)
    return Notice(Topic.READ_ONLY, f"Read only: {holder} has this project open{began}", more, remedies)


def not_opened(path: Path, trouble: Trouble, *, backups: bool) -> Notice:
    """Another project could not be opened; the present one stays."""
    told = ": ".join(part for part in (trouble.what, trouble.value) if part)
    more = f"{_sentence(told)}. {_sentence(trouble.remedy)}." if trouble.remedy else f"{_sentence(told)}."
    remedies = (RESTORE_UNOPENED, AGAIN) if backups else (AGAIN,)
    return Notice(Topic.NOT_OPENED, f"{_short(path.name)} cannot be opened", more, remedies, serious=True)


def crashed() -> Notice:
    """The program ended by itself last time."""
    more = "Every gesture before it is in the project. A report without any words of your articles was kept."
    return Notice(Topic.CRASHED, "Inquit ended unexpectedly last time", more, (CRASH,))


def risky(worry: str) -> Notice:
    """The project lies where it may come to harm."""
    what, _, advice = worry.partition(": ")
    return Notice(Topic.PLACE, _sentence(what), f"Better: {advice}." if advice else "", (LOCAL, QUIET))


def copied(copy: Path, original: Path) -> Notice:
    """The work goes on in a copy."""
    more = f"The project in {_short(original.parent)} is as it was. When you are done, put a copy back there."
    return Notice(
        Topic.DONE, f"You work on the copy {_short(copy)} now", more, (Remedy("put back", "Put a copy back…"),)
    )


def restored(kept: Path | None) -> Notice:
    """A backup is in the project's place."""
    more = "" if kept is None else f"The file that was there is kept as “{_short(kept.name)}” in the same folder."
    return Notice(Topic.DONE, "The backup was restored", more)


def mended(copy: Path, mended_: int, left: int) -> Notice:
    """A mended copy was written. left: problems that it still has."""
    more = f"{mended_:,} mended, {left:,} could not be; the project itself was not touched."
    return Notice(Topic.DONE, f"The mended copy is {_short(copy)}", more, (Remedy("open mended", "Open it"),))


def _short(place: Path | str) -> str:
    """A name or path that fits into the bar, cut in its middle: a label breaks lines between words only."""
    shown = str(place)
    return shown if len(shown) <= _LONGEST else f"{shown[:_BEGINNING]}…{shown[_BEGINNING + 1 - _LONGEST :]}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
