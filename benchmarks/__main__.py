"""Runs every measurement one after the other, each in a process of its own: `make bench`.

What takes files of its own (worked cases, annotated corpora) is run by hand: `python -m benchmarks.NAME`.
"""

from __future__ import annotations

import platform
import subprocess
import sys
from datetime import UTC, datetime
from os import cpu_count

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
    print(f"{now}, {platform.platform()}, {cpu_count()} processors, Python {platform.python_version()}")
    failed = 0
    for title, module in MEASUREMENTS:
        print(f"\n## {title}", flush=True)
        failed += subprocess.run([sys.executable, "-m", f"benchmarks.{module}"], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
