"""What the bar says: what happened, what is saved and what is not, what can be done."""

from pathlib import Path

import pytest

from models.errors import Trouble
from ui.keys import command
from ui.safekeeping import notices
from ui.safekeeping.notices import AGAIN, REOPEN, RESCUE, RESTORE_UNOPENED, Notice, Remedy

FULL = Trouble("the disk is full", "", "free some space and try again", "p.inquit")


def test_a_gesture_that_was_not_stored_is_named_with_what_waits_behind_it() -> None:
    notice = notices.unstored(FULL, "Quote “Yes.”", 2, displaced=False)

    assert notice.words == "The disk is full"
    assert notice.more == (
        "Not saved: Quote “Yes.” and 2 keys or clicks after it. Everything before it is saved. "
        "To go on: free some space and try again."
    )
    assert (notice.remedies, notice.serious, notice.stays) == ((RESCUE, AGAIN), True, True)


def test_where_only_a_look_failed_everything_is_saved() -> None:
    assert notices.unstored(FULL, "", 0, displaced=False).more.startswith("Everything is saved.")


def test_of_a_replaced_file_nothing_is_said_to_be_saved_in_it() -> None:
    notice = notices.unstored(Trouble("another file was put there"), "Cue", 0, displaced=True)

    assert "is saved" not in notice.more
    assert "is not in the file that is there now" in notice.more
    assert REOPEN in notice.remedies


def test_who_holds_a_project_is_named_with_the_hour() -> None:
    notice = notices.held("inquit, process 7 on desk", "14:02", can_show=False, asked=False)

    assert notice.words == "Read only: inquit, process 7 on desk has this project open, since 14:02"
    assert notice.remedies == (AGAIN,)


def test_a_project_that_cannot_be_opened_offers_its_backups_only_where_there_are_any() -> None:
    path = Path("p.inquit")

    assert notices.not_opened(path, FULL, backups=False).remedies == (AGAIN,)
    assert RESTORE_UNOPENED in notices.not_opened(path, FULL, backups=True).remedies
    assert notices.not_opened(path, FULL, backups=True).more == "The disk is full. Free some space and try again."


def test_a_worry_is_parted_into_what_is_the_case_and_what_is_better() -> None:
    notice = notices.risky("OneDrive may replace it: work on a copy")

    assert (notice.words, notice.more) == ("OneDrive may replace it", "Better: work on a copy.")


def test_a_long_path_is_cut_in_its_middle_so_that_the_bar_can_hold_it() -> None:
    path = Path("/home/ana") / ("folder" * 20) / "p.inquit"

    notice = notices.mended(path, 1, 0)

    assert len(notice.words) < 80
    assert "/home/ana" in notice.words
    assert notice.words.endswith("/p.inquit")


ALL = (
    notices.unstored(FULL, "Cue", 1, displaced=True),
    notices.slow(),
    notices.damaged(3, backups=True),
    notices.read_only("the folder is write-protected"),
    notices.held("somebody", "", can_show=True, asked=True),
    notices.not_opened(Path("p.inquit"), FULL, backups=True),
    notices.crashed(),
    notices.risky("a: b"),
    notices.copied(Path("a/c.inquit"), Path("b/c.inquit")),
    notices.restored(Path("kept.inquit")),
    notices.mended(Path("m.inquit"), 2, 1),
)


@pytest.mark.parametrize("notice", ALL, ids=lambda notice: notice.words)
def test_every_notice_offers_commands_that_there_are_and_ends_its_sentences(notice: Notice) -> None:
    for remedy in notice.remedies:
        assert isinstance(remedy, Remedy)
        assert command(remedy.command).id == remedy.command
    assert notice.more == "" or notice.more.endswith(".")
    assert not notice.words.endswith(".")
