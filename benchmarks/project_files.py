"""How fast projects are filled and emptied: text files, web pages, annotated records; each beside something plain.

Run `python -m benchmarks.project_files [ARTICLES] [--large]` (default 2,000 articles, a tenth as many pages; the sizes
that other tools were measured with are 10,000 and 1,000). An annotated article has 21 spans. Every task runs in a
process of its own. The clock says what a person waits; the processor's time, that of the reading processes included,
says what it costs and does not depend on what else the machine does. Peak memory is that of the program itself, as
Linux counts it. --large: peak memory for ten times as many articles, too, measured twice within one run of each task.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks.material import page, plain, record, records
from formats import registry
from workspace.exporting import ExportOptions, export_file
from workspace.garbage import look_for_garbage_seldom
from workspace.intake.importing import Report, import_in_steps
from workspace.project import Project

ELSEWHERE = "Annotated articles a second measured elsewhere, on such a machine: Label Studio 515, brat 940."

_ATTRIBUTIONS = 7  # an article, of three spans each
_REPEATS = 3  # of what is short and changes nothing; the best counts


class Cost(NamedTuple):
    """seconds by the clock, seconds of all processors, megabytes at the most."""

    clock: float
    processor: float
    peak: int


def main(count: int, *, large: bool) -> None:
    """Prints articles a second and peak memory for `count` articles."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _material(home, count)
        print(f"{'':42}{'articles':>9}{'a second':>10}{'a CPU second':>14}{'peak MB':>9}")
        for what, task in _ROWS.items():
            _print(what, count // 10 if task.endswith("pages") else count, _measured(task, home))
        ratio = _measured("export", home).processor / _measured("dumps", home).processor
        print(f"export takes {ratio:.1f} times as long as json.dumps")
        print(ELSEWHERE)
    if large:
        _growth(count)


def _growth(count: int) -> None:
    """Prints peak memory behind `count` articles and behind ten times as many, of one run each."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _material(home, 10 * count, pages=0)
        for task in _GROWING:
            before, after = json.loads(_output("--growing", task, str(home), str(count)))
            print(f"peak, {task}: {before} MB behind {count:,}, {after} MB behind {10 * count:,}: {after / before:.2f}")


def _material(home: Path, count: int, pages: int | None = None) -> None:
    for name in ("texts", "pages"):
        (home / name).mkdir()
    for number in range(count):
        path = home / "texts" / f"{number}.txt"
        path.write_text(record(number, _ATTRIBUTIONS).article.text, encoding="utf-8")
    for number in range(count // 10 if pages is None else pages):
        (home / "pages" / f"{number}.html").write_text(page(number), encoding="utf-8")
    with (home / "records.jsonl").open("wb") as out:
        registry.writer("inquit-jsonl")(records(count, _ATTRIBUTIONS), out)


def _print(what: str, count: int, cost: Cost) -> None:
    print(f"{what:42}{count:9,}{count / cost.clock:10,.0f}{count / cost.processor:14,.0f}{cost.peak:9}", flush=True)


def _measured(task: str, home: Path) -> Cost:
    return Cost(*json.loads(_output("--alone", task, str(home))))


def _output(*arguments: str) -> str:
    command = [sys.executable, "-m", "benchmarks.project_files", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


# --- in a process of its own ------------------------------------------------------------------------------------------


def _alone(task: str, home: Path) -> None:
    look_for_garbage_seldom()  # as commands do
    action, repeats = _TASKS[task](home)
    clock = processor = float("inf")
    for _ in range(repeats):
        begun, used = perf_counter(), _processor()
        action()
        clock, processor = min(clock, perf_counter() - begun), min(processor, _processor() - used)
    print(json.dumps((clock, processor, _peak_memory() // 1024)))


def _grow(task: str, home: Path, count: int) -> None:
    look_for_garbage_seldom()
    peaks: list[int] = []

    def watch(done: int) -> None:
        if done >= count and not peaks:
            peaks.append(_peak_memory() // 1024)

    _GROWING[task](home, watch)
    print(json.dumps((peaks[0], _peak_memory() // 1024)))


def _grow_import(name: str) -> Callable[[Path, Callable[[int], None]], None]:
    def grow(home: Path, watch: Callable[[int], None]) -> None:
        project = Project.create(home / f"{name}.inquit")
        _bring(project, home / name, lambda progress: watch(max(progress.done, progress.records)))
        project.close()

    return grow


def _grow_export(home: Path, watch: Callable[[int], None]) -> None:
    project = Project.open(home / "records.jsonl.inquit")
    export_file(project, home / "out.jsonl", ExportOptions(everyone=True), watch)
    project.close()


_GROWING: Mapping[str, Callable[[Path, Callable[[int], None]], None]] = {
    "import of text files": _grow_import("texts"),
    "import of annotated articles": _grow_import("records.jsonl"),
    "export of annotated articles": _grow_export,
}
_Task = tuple[Callable[[], object], int]  # what to do, and how often


def _bring(project: Project, path: Path, progress: Report = lambda _: None) -> None:
    """Imports as the command does, which keeps no report of a file that it has told of."""
    for _ in import_in_steps(project, [path], progress=progress):
        pass


def _import(name: str, project: str) -> Callable[[Path], _Task]:
    def prepared(home: Path) -> _Task:
        path = home / f"{project}.inquit"
        opened = Project.open(path) if path.exists() else Project.create(path)

        def action() -> None:
            _bring(opened, home / name)
            opened.close()

        return action, 1

    return prepared


def _export(home: Path) -> _Task:
    project = Project.open(home / "records.inquit")
    return lambda: export_file(project, home / "out.jsonl", ExportOptions(everyone=True)), _REPEATS


def _reading(name: str) -> Callable[[Path], _Task]:
    return lambda home: (lambda: [path.read_bytes() for path in (home / name).iterdir()], _REPEATS)


def _loads(home: Path) -> _Task:
    def action() -> None:
        with (home / "records.jsonl").open("rb") as lines:
            for line in lines:
                json.loads(line)

    return action, _REPEATS


def _dumps(home: Path) -> _Task:
    count = sum(1 for _ in (home / "texts").iterdir())
    objects = [plain(one) for one in records(count, _ATTRIBUTIONS)]

    def action() -> None:
        with (home / "reference.jsonl").open("w", encoding="utf-8") as out:
            for one in objects:
                out.write(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n")

    return action, _REPEATS


_TASKS: Mapping[str, Callable[[Path], _Task]] = {
    "import texts": _import("texts", "texts"),
    "read texts": _reading("texts"),
    "import pages": _import("pages", "pages"),
    "read pages": _reading("pages"),
    "import records": _import("records.jsonl", "records"),
    "import records again": _import("records.jsonl", "records"),
    "loads": _loads,
    "export": _export,
    "dumps": _dumps,
}
_ROWS: Mapping[str, str] = {
    "import of text files": "import texts",
    "  beside: the same texts only read": "read texts",
    "import of web pages": "import pages",
    "  beside: the same pages only read": "read pages",
    "import of annotated articles": "import records",
    "import of the same again": "import records again",
    "  beside: json.loads of the same lines": "loads",
    "export of annotated articles": "export",
    "  beside: json.dumps of the same objects": "dumps",
}


def _processor() -> float:
    """Seconds of this process and of those it has waited for."""
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in found)


def _peak_memory() -> int:
    """Kilobytes. Not `ru_maxrss`, which a new process takes over from the one that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--alone", task, folder]:
            _alone(task, Path(folder))
        case ["--growing", task, folder, size]:
            _grow(task, Path(folder), int(size))
        case rest:
            numbers = [int(argument) for argument in rest if argument != "--large"]
            main(numbers[0] if numbers else 2_000, large="--large" in rest)
