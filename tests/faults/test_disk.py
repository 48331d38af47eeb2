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

from models.errors import ProjectError
from storage.store import Store
from tests.faults.sessions import Session, filled, session, survivors
from tests.helpers import rows_of
from workspace.intake.importing import import_files
from workspace.keeping.backups import Backups

ROOT = Path(__file__).resolve().parents[2]
Mount = Callable[[str], Path]


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
    """A disk with 1 MB on it, and a file that fills what the project leaves."""
    disk = mount("1m")
    path = filled(disk / "p.inquit")
    filler = disk / "ballast"
    with filler.open("wb") as file:
        file.write(bytes(_free(disk) - 60_000))
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

    assert survivors(path) == set(range(1, last + 2))
    assert survivors(tmp_path / "rescue.inquit") == set(range(1, last + 1))


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
    assert survivors(path) == {1}


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
    assert survivors(path) == {1, 2}


def test_a_project_on_a_full_disk_can_be_read(ballast: tuple[Path, Path]) -> None:
    path, filler = ballast
    with filler.open("ab") as file:
        file.write(bytes(max(0, _free(path.parent))))
    before = rows_of(path)

    with pytest.raises(ProjectError, match="disk is full"):
        Store(path)  # not even the lock can be written
    Store(path, read_only=True).close()

    assert rows_of(path) == before


def test_a_disk_that_is_torn_out_stops_the_session_and_leaves_what_was_stored(mount: Mount, tmp_path: Path) -> None:
    disk = mount("4m")
    path = filled(disk / "p.inquit")
    with session(path) as opened:
        opened.gesture()
        subprocess.run(["umount", "-l", disk], check=True)

        with pytest.raises(ProjectError, match=r"moved or deleted|cannot be reached"):
            opened.gesture()
        opened.project.store.rescue(tmp_path / "rescue.inquit")

    assert survivors(tmp_path / "rescue.inquit") == {1}


def test_a_disk_that_was_made_read_only_opens_for_reading(mount: Mount) -> None:
    disk = mount("4m")
    path = filled(disk / "p.inquit")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)

    store = Store(path)

    assert "write-protected" in store.read_only
    with store.reading() as view:
        assert view.exec_driver_sql("SELECT count(*) FROM span").scalar_one() == 3
    store.close()


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
    path.chmod(mode)
    as_nobody()

    store = Store(path)

    assert words in store.read_only
    with store.reading() as view:
        assert view.exec_driver_sql("SELECT count(*) FROM span").scalar_one() == 3
    with pytest.raises(ProjectError, match="nothing can be changed"), store.writing():
        pass
    store.close()


# --- a disk that fails ----------------------------------------------------------------------------------------------

SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>
/* Fails every call of the kind that FAULT_CALL names while the file FAULT_FLAG exists. */
static int failing(const char *call) {
    const char *wanted = getenv("FAULT_CALL"), *flag = getenv("FAULT_FLAG");
    const char *a = wanted, *b = call;
    while (a && *a && *a == *b) { a++; b++; }
    return a && !*a && !*b && flag && access(flag, F_OK) == 0;
}
int fsync(int fd) {
    if (failing("fsync")) { errno = EIO; return -1; }
    return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd);
}
int fdatasync(int fd) {
    if (failing("fsync")) { errno = EIO; return -1; }
    return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    if (failing("pwrite")) { errno = EIO; return -1; }
    return ((ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64"))(fd, bytes, count, at);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    if (failing("pwrite")) { errno = EIO; return -1; }
    return ((ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite"))(fd, bytes, count, at);
}
"""
WORK = """
import os, sys
from pathlib import Path
from models.errors import ProjectError
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


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("the failing disk needs Linux and a C compiler")
    folder = tmp_path_factory.mktemp("shim")
    (folder / "shim.c").write_text(SHIM, encoding="utf-8")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", folder / "shim.so", folder / "shim.c", "-ldl"], check=True)
    return folder / "shim.so"


@pytest.mark.parametrize("call", ["fsync", "pwrite"])
def test_a_disk_that_fails_stops_every_gesture_and_keeps_those_that_were_stored(
    tmp_path: Path, shim: Path, call: str
) -> None:
    path = filled(tmp_path / "p.inquit")
    flag, rescue = tmp_path / "failing", tmp_path / "rescue.inquit"
    environment = {**os.environ, "LD_PRELOAD": str(shim), "FAULT_CALL": call, "FAULT_FLAG": str(flag)}

    answer = subprocess.run(
        [sys.executable, "-c", WORK, path, flag, rescue],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout == f"{['the disk reports an error'] * 3} 6\n"
    assert survivors(path) == {1, 2, 3, 4, 5, 6}
    assert survivors(rescue) == {1, 2, 3, 4, 5}
