"""How fast projects are filled and emptied: import of text files and of records, export beside a plain json.dumps.

Run `python -m benchmarks.project_files [ARTICLES]` (default 10,000), with 20 spans an article, as in the sizes that
other tools were measured with. Peak memory is that of a process of its own, as Linux counts it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from benchmarks.material import plain, record, records
from formats import registry
from workspace.exporting import ExportOptions, export_file
from workspace.intake.importing import import_files
from workspace.project import Project

_ATTRIBUTIONS = 7  # an article, of three spans each
_REPEATS = 3  # of export and reference in turn; the best of each counts


def _timed(action: Callable[[], object]) -> float:
    begun = perf_counter()
    action()
    return perf_counter() - begun


def main(count: int) -> None:
    """Prints articles a second, and peak memory for `count` articles and a tenth of them."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _texts(home, count)
        source = _records(home, count)
        project = Project.create(home / "records.inquit")
        _row("import of records", count, _timed(lambda: import_files(project, [source])))
        _row("import of the same records again", count, _timed(lambda: import_files(project, [source])))
        _export(project, home, count)
        project.close()
        for task in ("import", "export"):
            small, large = (_peak(task, home, size) for size in (count // 10, count))
            print(
                f"peak of one {task}: {small} MB for {count // 10}, {large} MB for {count}: {large / small:.2f} times"
            )


def _texts(home: Path, count: int) -> None:
    folder = home / "texts"
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.txt").write_text(record(number, _ATTRIBUTIONS).article.text, encoding="utf-8")
    project = Project.create(home / "texts.inquit")
    _row("import of text files", count, _timed(lambda: import_files(project, [folder])))
    project.close()


def _records(home: Path, count: int) -> Path:
    path = home / f"{count}.jsonl"
    with path.open("wb") as out:
        registry.writer("inquit-jsonl")(records(count, _ATTRIBUTIONS), out)
    return path


def _export(project: Project, home: Path, count: int) -> None:
    objects = [plain(one) for one in records(count, _ATTRIBUTIONS)]
    ours, reference = [], []
    for _ in range(_REPEATS):
        ours.append(_timed(lambda: export_file(project, home / "out.jsonl", ExportOptions(everyone=True))))
        reference.append(_timed(lambda: _dump(objects, home / "reference.jsonl")))
    _row("export of records", count, min(ours))
    _row("json.dumps of the same objects", count, min(reference))
    print(f"export takes {min(ours) / min(reference):.1f} times as long as json.dumps")


def _dump(objects: list[dict[str, object]], path: Path) -> None:
    with path.open("w", encoding="utf-8") as out:
        for one in objects:
            out.write(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n")


def _row(what: str, count: int, seconds: float) -> None:
    print(f"{what:36} {count:8} articles {seconds:8.2f} s {count / seconds:8.0f} a second")


def _peak(task: str, home: Path, count: int) -> int:
    """Megabytes at the most while a fresh process does the task for `count` articles."""
    if task == "import":
        _records(home, count)
    command = [sys.executable, "-m", "benchmarks.project_files", task, str(home), str(count)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _alone(task: str, home: Path, count: int) -> None:
    path = home / f"{count}.inquit"
    if task == "import":
        project = Project.create(path)
        import_files(project, [home / f"{count}.jsonl"])
    else:  # of what the import before it has stored
        project = Project.open(path)
        export_file(project, home / "out.jsonl", ExportOptions(everyone=True))
    project.close()
    print(_peak_memory() // 1024)


def _peak_memory() -> int:
    """Kilobytes. Not `ru_maxrss`, which a new process takes over from the one that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))


if __name__ == "__main__":
    match sys.argv[1:]:
        case [task, folder, size]:
            _alone(task, Path(folder), int(size))
        case rest:
            main(int(rest[0]) if rest else 10_000)
