"""Finds out whether Qt's libraries and platform plugins can be loaded here, and installs what they miss.

On Debian and its kin: as root by apt-get, otherwise the exact line to run is printed. The dynamic linker
decides what is missing, nothing is guessed from lists of installed packages. Other systems bring it along.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

OFFSCREEN: Final = ("QtWidgets.abi3.so", "Qt/plugins/platforms/libqoffscreen.so")
WINDOW: Final = ("Qt/plugins/platforms/libqxcb.so", "Qt/plugins/platforms/libqwayland.so")

PACKAGES: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
}

# What each font is for: without it the window opens, and those passages are shown as boxes.
FONTS: Final = {
    "Latin": "fonts-dejavu-core",
    "SimplifiedChinese": "fonts-droid-fallback",
    "Emoji": "fonts-noto-color-emoji",
}
ASK_QT_FOR_FONTS: Final = """
from PySide6.QtGui import QFontDatabase, QGuiApplication
application = QGuiApplication([])
print(*(system.name for system in QFontDatabase.writingSystems()))
print("Emoji" if any("emoji" in family.lower() for family in QFontDatabase.families()) else "")
"""


def main() -> int:
    """0 when everything that this session needs can be loaded, else 1 with the way out on stderr."""
    if not sys.platform.startswith("linux"):
        return 0
    provide(packages_for(missing_libraries((*OFFSCREEN, *WINDOW)), ()))
    if blocking(os.environ):
        return 1
    provide_fonts(Path(sys.prefix) / ".fonts-asked")
    return 0


def provide(packages: list[str]) -> None:
    """Install the packages, or say how a person does it."""
    if packages and is_root() and shutil.which("apt-get"):
        install(packages)
    elif packages:
        print(advice(packages, root=is_root()), file=sys.stderr)


def provide_fonts(stamp: Path) -> None:
    """Once per environment, and only when Qt can be loaded: it is Qt that tells which fonts it sees."""
    if not stamp.exists():
        provide(packages_for((), missing_fonts()))
        stamp.touch()


def missing_libraries(files: Iterable[str]) -> set[str]:
    """The sonames that the dynamic linker does not find for these files of PySide6."""
    folder = pyside_folder()
    missing: set[str] = set()
    for file in files:
        listing = subprocess.run(["ldd", str(folder / file)], capture_output=True, text=True, check=False)
        missing |= not_found(listing.stdout)
    return missing


def pyside_folder() -> Path:
    """Where PySide6 is installed, found without importing it: that is what may fail."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        raise SystemExit("qt_libraries: PySide6 is not installed in this environment: run `make setup`")
    return Path(spec.origin).parent


def not_found(listing: str) -> set[str]:
    """The sonames that an ldd listing marks as missing."""
    return set(re.findall(r"^\s*(\S+) => not found", listing, flags=re.MULTILINE))


def missing_fonts() -> set[str]:
    """The kinds of writing in `FONTS` that no installed font can show, as Qt sees it."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false"}
    command = [sys.executable, "-c", ASK_QT_FOR_FONTS]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return FONTS.keys() - set(answer.stdout.split())


def packages_for(libraries: Iterable[str], fonts: Iterable[str]) -> list[str]:
    """The packages to install; a library that the table does not know asks for all that Qt can need."""
    libraries = set(libraries)
    names = set(PACKAGES.values()) if libraries - PACKAGES.keys() else {PACKAGES[name] for name in libraries}
    return sorted(names | {FONTS[kind] for kind in fonts})


def blocking(environment: Mapping[str, str]) -> set[str]:
    """The missing libraries without which nothing starts here; a window's count where there is a display."""
    windowed = has_display(environment)
    return missing_libraries((*OFFSCREEN, WINDOW[0]) if windowed else OFFSCREEN)


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether a window can be shown: a display is named, and the offscreen platform was not asked for."""
    if environment.get("QT_QPA_PLATFORM", "").split(":")[0] == "offscreen":
        return False
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def is_root() -> bool:
    """Whether packages can be installed without asking anyone."""
    return os.geteuid() == 0


def install_command(packages: Iterable[str]) -> list[str]:
    """The one apt-get line, without what Debian merely recommends."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def install(packages: list[str]) -> None:
    """Fetch the package lists and install; what apt-get says about a failure goes to the terminal."""
    print("Installing what Qt needs: " + " ".join(packages), file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], install_command(packages)):
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, env=environment)
        if done.returncode:
            print(done.stdout + "failed: " + " ".join(command), file=sys.stderr)


def advice(packages: list[str], *, root: bool) -> str:
    """What a person has to run, word for word."""
    if not shutil.which("apt-get"):
        return "Qt misses libraries or fonts, which Debian's packages have: " + " ".join(packages)
    sudo = "" if root else "sudo "
    line = " ".join(install_command(packages))
    return f"Qt misses libraries or fonts. Run:\n  {sudo}apt-get update && {sudo}{line}"


if __name__ == "__main__":
    sys.exit(main())
