"""The disk is full, fails, is torn out, or cannot be written (faults 2 to 5, 17)."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.errors import ProjectError, UserError
from storage.store import Store
from tests.faults.conftest import FailingDisk, Mount
from tests.faults.sessions import Session, filled, session, survive, tell
from tests.helpers import rows_of
from workspace.exporting import ExportOptions, export_file
from workspace.intake.importing import import_files
from workspace.keeping.backups import Backups

ROOT = Path(__file__).resolve().parents[2]


def until_refused(opened: Session, words: str) -> int:
    """Makes gestures until one is refused; the number of the last that was stored."""

    def work() -> None:
        while True:
            opened.gesture()

    with pytest.raises(ProjectError, match=words) as caught:
        work()
    assert caught.value.trouble.remedy
    return opened.done


@pytest.fixture
def ballast(mount: Mount) -> tuple[Path, Path]:
    """A disk with 2 MB on it, and a file that fills what the project leaves."""
    disk = mount("2m")
    path = filled(disk / "p.inquit")
    filler = disk / "ballast"
    with filler.open("wb") as file:
        file.write(bytes(_free(disk) - 160_000))
    return path, filler


def _free(disk: Path) -> int:
    state = os.statvfs(disk)
    return state.f_bavail * state.f_frsize


def test_on_a_full_disk_nothing_stored_is_lost_and_work_goes_on_when_there_is_space(
    ballast: tuple[Path, Path], tmp_path: Path
) -> None:
    path, filler = ballast
    with session(path) as opened:
        last = until_refused(opened, "the disk is full")
        before = rows_of(path)
        with pytest.raises(ProjectError, match="the disk is full"):
            opened.gesture()
        assert rows_of(path) == before
        opened.project.store.rescue(tmp_path / "rescue.inquit")
        filler.unlink()

        assert opened.gesture() == last + 1

    survive(2, "a full disk, the project", range(1, last + 2), path)
    survive(2, "a full disk, the rescue copy", range(1, last + 1), tmp_path / "rescue.inquit")


def test_an_import_that_finds_the_disk_full_stores_nothing_of_its_file(
    ballast: tuple[Path, Path], tmp_path: Path
) -> None:
    path, filler = ballast
    texts = tmp_path / "texts.jsonl"
    lines = [json.dumps({"text": f"Text {number}. {'The bridge stays. ' * 300}"}) for number in range(100)]
    texts.write_text("\n".join(lines), encoding="utf-8")
    with session(path) as opened:
        before = rows_of(path, log=True)

        with pytest.raises(ProjectError, match="the disk is full"):
            import_files(opened.project, [texts])

        assert rows_of(path, log=True) == before
        filler.unlink()
        assert opened.gesture() == 1
    survive(2, "a disk that an import fills", {1}, path)


@pytest.mark.parametrize("copy", ["backup", "rescue"])
def test_a_copy_that_finds_its_disk_full_leaves_the_old_one_and_no_half_one(
    tmp_path: Path, mount: Mount, copy: str
) -> None:
    path = filled(tmp_path / "p.inquit")
    disk = mount("400k")
    with session(path) as opened:
        store = opened.project.store
        store.backup(disk / "copy.inquit")
        before = (disk / "copy.inquit").read_bytes()
        opened.gesture()

        with pytest.raises(ProjectError, match="disk is full"):
            getattr(store, copy)(disk / "copy.inquit")

    assert (disk / "copy.inquit").read_bytes() == before
    assert [file.name for file in disk.iterdir()] == ["copy.inquit"]
    survive(3, f"a disk that a {copy} fills, the project", {1}, path)


def test_a_rotating_backup_that_finds_its_disk_full_keeps_the_old_ones(tmp_path: Path, mount: Mount) -> None:
    path = filled(tmp_path / "p.inquit")
    disk = mount("400k")
    with session(path) as opened:
        backups = Backups.of(opened.project.store, disk)
        kept = backups.keep(opened.project.store)
        opened.gesture()

        with pytest.raises(ProjectError, match="disk is full"):
            backups.keep(opened.project.store)

        assert backups.all() == [kept]
        assert sorted(file.suffix for file in next(disk.iterdir()).iterdir()) == [".inquit", ".json"]
        opened.gesture()
    survive(3, "a disk that a rotating backup fills", {1, 2}, path)


def test_an_export_that_finds_its_disk_full_keeps_the_old_dataset(tmp_path: Path, mount: Mount) -> None:
    path, out = filled(tmp_path / "p.inquit", articles=60), mount("400k") / "out.jsonl"
    out.write_text("the old dataset\n", encoding="utf-8")
    with session(path) as opened:
        opened.gesture()
        (out.parent / "ballast").write_bytes(bytes(_free(out.parent) - 8_000))

        with pytest.raises(UserError, match="dataset cannot be written"):
            export_file(opened.project, out, ExportOptions(everyone=True))

        opened.gesture()
    assert out.read_text(encoding="utf-8") == "the old dataset\n"
    assert sorted(file.name for file in out.parent.iterdir()) == ["ballast", "out.jsonl"]
    survive(3, "a disk that an export fills", {1, 2}, path)


def test_a_project_on_a_full_disk_can_be_read(ballast: tuple[Path, Path]) -> None:
    path, filler = ballast
    with session(path) as opened:
        last = opened.gesture()
    with filler.open("ab") as file:
        file.write(bytes(max(0, _free(path.parent))))
    before = rows_of(path)

    with pytest.raises(ProjectError, match="disk is full"):
        Store(path)  # not even the lock can be written
    Store(path, read_only=True).close()

    assert rows_of(path) == before
    filler.unlink()
    survive(2, "a disk without a free byte", {last}, path)


def test_a_disk_that_is_torn_out_stops_the_session_and_leaves_what_was_stored(mount: Mount, tmp_path: Path) -> None:
    disk = mount("4m")
    path = filled(disk / "p.inquit")
    with session(path) as opened:
        opened.gesture()
        subprocess.run(["umount", "-l", disk], check=True)

        with pytest.raises(ProjectError, match=r"moved or deleted|cannot be reached"):
            opened.gesture()
        opened.project.store.rescue(tmp_path / "rescue.inquit")

    survive(17, "a disk torn out, the rescue copy", {1}, tmp_path / "rescue.inquit")


def test_a_disk_that_was_made_read_only_opens_for_reading(mount: Mount) -> None:
    disk = mount("4m")
    path = filled(disk / "p.inquit")
    with session(path) as opened:
        opened.gesture()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)

    store = Store(path)

    assert "write-protected" in store.read_only
    with store.reading() as view:
        assert view.exec_driver_sql("SELECT count(*) FROM span").scalar_one() == 4
    store.close()
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    survive(4, "a disk made read-only", {1}, path)


# --- another user ---------------------------------------------------------------------------------------------------

NOBODY = 65534


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def as_nobody() -> Iterator[Callable[[], None]]:
    """Makes this process one of a user without rights, until the test ends."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("becoming another user needs root")
    yield lambda: os.setresuid(NOBODY, NOBODY, 0)
    os.setresuid(0, 0, 0)


@pytest.mark.parametrize(("mode", "words"), [(0o644, "file is write-protected"), (0o666, "folder is write-protected")])
def test_a_project_that_this_user_may_not_write_opens_for_reading(
    shared_folder: Path, as_nobody: Callable[[], None], mode: int, words: str
) -> None:
    path = filled(shared_folder / "p.inquit")
    with session(path) as opened:
        opened.gesture()
    path.chmod(mode)
    as_nobody()

    store = Store(path)

    assert words in store.read_only
    with store.reading() as view:
        notes = view.exec_driver_sql("SELECT note FROM span WHERE note LIKE 'gesture %'").scalars().all()
    with pytest.raises(ProjectError, match="nothing can be changed"), store.writing():
        pass
    store.close()
    tell(4, words, 1, len(notes))


# --- a disk that fails ----------------------------------------------------------------------------------------------

WORK = """
import os, sys
from pathlib import Path
from models.errors import ProjectError, UserError
from tests.faults.sessions import session
path, flag, rescue = map(Path, sys.argv[1:])
with session(path) as opened:
    for _ in range(5):
        opened.gesture()
    flag.touch()
    refused = []
    for _ in range(3):
        try:
            opened.gesture()
        except ProjectError as error:
            refused.append(error.trouble.what)
    flag.unlink()
    opened.project.store.rescue(rescue)
    opened.gesture()
print(refused, opened.done)
"""


@pytest.mark.parametrize("call", ["fsync", "pwrite", "pread"])
def test_a_disk_that_fails_stops_every_gesture_and_keeps_those_that_were_stored(
    tmp_path: Path, failing: FailingDisk, call: str
) -> None:
    path = filled(tmp_path / "p.inquit")
    flag, rescue = tmp_path / "failing", tmp_path / "rescue.inquit"

    answer = subprocess.run(
        [sys.executable, "-c", WORK, path, flag, rescue],
        cwd=ROOT,
        env=failing(call, flag),
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout == f"{['the disk reports an error'] * 3} 6\n"
    survive(5, f"a disk that fails on {call}, the project", range(1, 7), path)
    survive(5, f"a disk that fails on {call}, the rescue copy", range(1, 6), rescue)


@pytest.mark.parametrize("command", ["stats", "check", "backup"])
def test_a_disk_that_fails_on_reading_is_told_in_one_line(tmp_path: Path, failing: FailingDisk, command: str) -> None:
    path, flag = filled(tmp_path / "p.inquit"), tmp_path / "failing"
    with session(path) as opened:
        opened.gesture()
    before = path.read_bytes()
    flag.touch()

    answer = subprocess.run(
        [sys.executable, ROOT / "main.py", command, path],
        env=failing("pread", flag),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.count("\n") == 1
    assert "the disk reports an error" in answer.stderr
    assert path.read_bytes() == before
    survive(5, f"a disk that fails on reading, {command}", {1}, path)
