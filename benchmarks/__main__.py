"""Runs every measurement one after the other, each in a process of its own: `make bench`.

What takes files of its own (worked cases, annotated corpora) is run by hand: `python -m benchmarks.NAME`. Other
packages are measured beside agreement by the interpreter that `make others` sets up, where it has.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

OTHERS = Path("build/others") / ("Scripts" if os.name == "nt" else "bin") / "python"
MEASUREMENTS = (
    ("Window: start, opening, a key with its commit", "window"),
    ("Reading column: drawing", "text_view"),
    ("Operators for one attribution", "operators"),
    ("Annotating the sample in reading order", "reading_order"),
    ("Projects: import and export", "project_files"),
    ("Agreement", "agreement_speed"),
)


def main() -> int:
    """The number of measurements that failed."""
    now = datetime.now(UTC).date()
    print(f"{now}, {platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    failed = 0
    for title, module in MEASUREMENTS:
        print(f"\n## {title}", flush=True)
        failed += _run(sys.executable, module)
    print("\n## Agreement beside other packages", flush=True)
    return failed + _run(str(OTHERS) if OTHERS.exists() else sys.executable, "agreement_others")


def _run(python: str, module: str) -> int:
    return int(subprocess.run([python, "-m", f"benchmarks.{module}"], check=False).returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
