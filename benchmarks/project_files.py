"""How fast projects are filled and emptied: import of text files and of records, export beside a plain json.dumps.

Run `python -m benchmarks.project_files [ARTICLES]` (default 10,000). Peak memory is that of a process of its own for
each size, as the operating system counts it.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from benchmarks.material import plain, record, records
from formats import registry
from workspace.exporting import ExportOptions, export_file
from workspace.importing import import_files
from workspace.project import Project

_SPANS = 20  # an article, as in the sizes that other tools were measured with
_ATTRIBUTIONS = 7


def _timed(action: Callable[[], object]) -> float:
    begun = perf_counter()
    action()
    return perf_counter() - begun


def main(count: int) -> None:
    """Prints a table of seconds and articles a second."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _texts(home, count)
        source = _records(home, count)
        project = Project.create(home / "records.inquit")
        _row("import of records (articles/s)", count, _timed(lambda: import_files(project, [source])))
        for _ in range(2):
            _export(project, home, count)
        project.close()
    small, large = (_peak(size) for size in (count // 10, count))
    print(f"peak memory of exporting {count // 10} and {count} articles: {small} and {large} MB ({large / small:.2f}x)")


def _texts(home: Path, count: int) -> None:
    folder = home / "texts"
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.txt").write_text(record(number, _ATTRIBUTIONS).article.text, encoding="utf-8")
    project = Project.create(home / "texts.inquit")
    _row("import of text files (articles/s)", count, _timed(lambda: import_files(project, [folder])))
    project.close()


def _records(home: Path, count: int) -> Path:
    path = home / "records.jsonl"
    with path.open("wb") as out:
        registry.writer("inquit-jsonl")(records(count, _ATTRIBUTIONS), out)
    return path


def _export(project: Project, home: Path, count: int) -> None:
    target = home / "out.jsonl"
    ours = _timed(lambda: export_file(project, target, ExportOptions(everyone=True)))
    objects = [plain(one) for one in records(count, _ATTRIBUTIONS)]
    reference = _timed(lambda: _dump(objects, home / "reference.jsonl"))
    _row("export of records (articles/s)", count, ours)
    print(f"  json.dumps of the same objects: {reference:.2f} s, so ours takes {ours / reference:.1f} times as long")


def _dump(objects: list[dict[str, object]], path: Path) -> None:
    with path.open("w", encoding="utf-8") as out:
        for one in objects:
            out.write(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n")


def _row(what: str, count: int, seconds: float) -> None:
    print(f"{what:36} {count:8} {seconds:8.2f} s {count / seconds:10.0f}")


def _peak(count: int) -> int:
    """Megabytes at the most while a fresh process exports `count` articles."""
    command = [sys.executable, "-m", "benchmarks.project_files", "--peak", str(count)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])


def _export_alone(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        filling = [sys.executable, "-m", "benchmarks.project_files", "--fill", str(count), str(home)]
        subprocess.run(filling, check=True)  # apart, so that only the export counts
        project = Project.open(home / "p.inquit")
        export_file(project, home / "out.jsonl", ExportOptions(everyone=True))
        project.close()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def _fill(count: int, home: Path) -> None:
    project = Project.create(home / "p.inquit")
    import_files(project, [_records(home, count)])
    project.close()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--peak", size]:
            _export_alone(int(size))
        case ["--fill", size, folder]:
            _fill(int(size), Path(folder))
        case rest:
            main(int(rest[0]) if rest else 10_000)
