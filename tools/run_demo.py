"""What `make run` does: the window on the sample project, or the same job offscreen without a display."""

import os
import subprocess
import sys

from tools.qt_libraries import has_display


def main(folder: str) -> int:
    """Run `ui.demo` on `folder` and hand on its exit code."""
    windowed = sys.platform in ("darwin", "win32") or has_display(os.environ)
    if not windowed:
        print("No display here, so the same job is done offscreen.", flush=True)
    environment = os.environ if windowed else {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "ui.demo", folder, *(["--window"] if windowed else [])]
    return subprocess.run(command, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
