"""What every test gets: Qt without a screen, and settings and data folders of its own."""

import os
import sys

import hypothesis
import pytest

# Before anything imports Qt. `QT_QPA_PLATFORM=xcb` runs the GUI tests in real windows, under Xvfb for one.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No test measures time; in CI the same examples are tried each time, elsewhere new ones.
# Few examples, so that all tests take minutes; INQUIT_EXAMPLES=1000 looks harder.
hypothesis.settings.register_profile(
    "inquit",
    deadline=None,
    derandomize="CI" in os.environ,
    max_examples=int(os.environ.get("INQUIT_EXAMPLES", "25")),
)
hypothesis.settings.load_profile("inquit")

_FOLDERS = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


@pytest.fixture(autouse=True)
def isolated_user_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings of the person who runs it, nor those of another test."""
    home = tmp_path_factory.mktemp("home")
    for variable in _FOLDERS:
        monkeypatch.setenv(variable, str(home / variable.lower()))
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QSettings

        # Qt reads the variables once a process; a test that is the first to import Qt has them right already.
        for format_ in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(format_, QSettings.Scope.UserScope, str(home / "xdg_config_home"))
