"""What is left when something goes wrong, and that nothing of an article gets into it."""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from models.errors import UserError
from tests.samples import fill, new_store
from workspace import report

ROOT = Path(__file__).resolve().parents[3]
SECRET = "Mayor Brandt has no money 😀"


def raised(act: Callable[[], object]) -> Exception:
    try:
        act()
    except Exception as error:  # noqa: BLE001 - any error will do
        return error
    raise AssertionError("nothing was raised")


def test_a_report_tells_the_versions_and_where_it_happened() -> None:
    text = report.report_of(raised(lambda: None.words), "quote")  # type: ignore[attr-defined]

    assert "Python 3." in text
    assert "SQLite 3." in text
    assert "SQLAlchemy 2." in text
    assert "While: quote" in text
    assert "test_report.py" in text
    assert "AttributeError: 'NoneType' object has no attribute 'words'" in text


NOTHING: dict[str, str] = {}
SAYING: list[Callable[[], object]] = [
    lambda: int(SECRET),
    lambda: NOTHING[SECRET],
    lambda: list(NOTHING).index(SECRET),
    lambda: SECRET.encode("ascii"),
    lambda: (_ for _ in ()).throw(UserError("the slice differs", value=SECRET)),
    lambda: (_ for _ in ()).throw(RuntimeError(SECRET)),
    lambda: (_ for _ in ()).throw(RuntimeError(SECRET[:12])),
    lambda: (_ for _ in ()).throw(OSError(2, "No such file", SECRET)),
    lambda: float(SECRET[:12]),
    lambda: SECRET.encode().decode("utf-16-le", "strict").encode("latin-1"),
    lambda: (_ for _ in ()).throw(ValueError(f"wrong: {SECRET} {SECRET} {SECRET}")),
]


@pytest.mark.parametrize("act", SAYING)
def test_a_report_says_nothing_of_what_articles_say(act: Callable[[], object]) -> None:
    text = report.report_of(raised(act))

    assert not any(word in text for word in ("Mayor", "Brandt", "money", "😀"))
    assert "test_report.py" in text


def test_a_report_says_what_the_code_itself_says() -> None:
    def fail() -> None:
        raise RuntimeError("the harbour has no water")

    assert "RuntimeError: the harbour has no water" in report.report_of(raised(fail))
    assert "RuntimeError: (9 characters)" in report.report_of(RuntimeError("elsewhere"))


def test_an_error_of_the_database_is_told_without_the_values_of_its_statement(tmp_path: Path) -> None:
    store = new_store(tmp_path / "p.inquit")
    fill(store)
    with store.reading() as view:
        error = raised(lambda: view.execute(sql("SELECT * FROM nowhere WHERE a = :a"), {"a": SECRET}).fetchall())
    store.close()

    text = report.report_of(error)
    assert "no such table" in text
    assert "Brandt" not in text
    assert "Brandt" not in str(error)


def test_the_errors_behind_an_error_are_told_too() -> None:
    def fail() -> None:
        try:
            _ = NOTHING["a"]
        except KeyError as error:
            raise UserError("no such entity") from error

    text = report.report_of(raised(fail))

    assert text.index("KeyError") < text.index("which was the cause of") < text.index("UserError: no such entity")


def test_errors_that_go_round_in_a_circle_are_told_once() -> None:
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first

    assert report.report_of(first).count("ValueError") == 2


def test_reports_are_numbered_and_the_oldest_go(tmp_path: Path) -> None:
    paths = [report.write_report(f"{number}\n", tmp_path) for number in range(25)]

    assert len(set(paths)) == 25
    assert len(list(tmp_path.iterdir())) == 20
    assert paths[-1].read_text(encoding="utf-8") == "24\n"
    assert not paths[0].exists()


def test_the_log_is_rotated_and_tells_errors_as_a_report_does(tmp_path: Path) -> None:
    handler = report.start_log(tmp_path, most_bytes=10_000)
    log = logging.getLogger("inquit.test")
    try:
        for number in range(700):
            log.info("line %d of the log, which is long enough for many files to be filled by it", number)
        log.error("it failed", exc_info=raised(SAYING[0]))
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()

    assert sorted(file.name for file in tmp_path.iterdir()) == ["inquit.log", *(f"inquit.log.{n}" for n in range(1, 6))]
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 61_000
    text = (tmp_path / "inquit.log").read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "Brandt" not in text


def test_the_log_writes_escapes_for_what_would_steer_a_terminal(tmp_path: Path) -> None:
    handler = report.start_log(tmp_path)
    logging.getLogger("inquit.test").warning("a name with %s in it", "\x1b[2J\u202e")
    logging.getLogger().removeHandler(handler)
    handler.close()

    assert "a name with \\x1b[2J\\u202e in it" in (tmp_path / "inquit.log").read_text(encoding="utf-8")


def test_an_error_that_nobody_handles_is_written_down_and_shown_once(tmp_path: Path) -> None:
    shown: list[tuple[str, Path | None]] = []
    before = sys.excepthook, threading.excepthook
    stop = report.report_bugs(lambda text, path: shown.append((text, path)), tmp_path)
    error = raised(lambda: None.words)  # type: ignore[attr-defined]

    for _ in range(3):
        sys.excepthook(type(error), error, error.__traceback__)
    thread = threading.Thread(target=lambda: NOTHING["a"])
    thread.start()
    thread.join()
    stop()

    assert [path.read_text(encoding="utf-8") for _, path in shown if path] == [text for text, _ in shown]
    assert "AttributeError" in shown[0][0]
    assert "KeyError" in shown[1][0]
    assert len(shown) == 2
    assert (sys.excepthook, threading.excepthook) == before


def test_a_bug_is_shown_where_no_report_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file in the folder's place", encoding="utf-8")
    shown: list[tuple[str, Path | None]] = []
    error = raised(lambda: None.words)  # type: ignore[attr-defined]

    with report.watched(lambda text, path: shown.append((text, path)), folder=tmp_path / "logs"):
        sys.excepthook(type(error), error, error.__traceback__)

    ((text, path),) = shown
    assert "AttributeError" in text
    assert path is None


def test_a_crash_of_the_last_run_is_shown_as_a_report(tmp_path: Path) -> None:
    (tmp_path / "crash.txt").write_text("Fatal Python error: Segmentation fault", encoding="utf-8")
    shown: list[tuple[str, Path | None]] = []
    handlers = list(logging.getLogger().handlers)

    for _ in range(2):
        with report.watched(lambda text, path: shown.append((text, path)), folder=tmp_path):
            logging.getLogger("inquit.test").info("running")

    assert shown == [("Fatal Python error: Segmentation fault", tmp_path / "report-1.txt")]
    assert (tmp_path / "report-1.txt").read_text(encoding="utf-8") == shown[0][0]
    assert "running" in (tmp_path / "inquit.log").read_text(encoding="utf-8")
    assert logging.getLogger().handlers == handlers


def test_a_crash_in_c_code_leaves_the_stacks_for_the_next_start(tmp_path: Path) -> None:
    code = (
        "import ctypes, sys; from pathlib import Path; from workspace.report import watch_crashes\n"
        "file, last = watch_crashes(Path(sys.argv[1])); print(last[:20]); ctypes.string_at(0)"
    )

    first = subprocess.run(
        [sys.executable, "-c", code, tmp_path], cwd=ROOT, capture_output=True, text=True, check=False
    )
    second = subprocess.run(
        [sys.executable, "-c", code, tmp_path], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert first.returncode < 0
    assert first.stdout == "\n" or not first.stdout
    assert "string_at" in (tmp_path / "crash.txt").read_text(encoding="utf-8")
    assert second.returncode < 0


def test_a_crash_of_the_last_run_is_handed_over_and_the_file_is_begun_anew(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from workspace.report import watch_crashes\n"
        "file, last = watch_crashes(Path(sys.argv[1])); print(last, end='')"
    )
    (tmp_path / "crash.txt").write_text("Fatal Python error: Segmentation fault", encoding="utf-8")

    answer = subprocess.run(
        [sys.executable, "-c", code, tmp_path], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert answer.stdout == "Fatal Python error: Segmentation fault"
    assert (tmp_path / "crash.txt").read_text(encoding="utf-8") == ""
