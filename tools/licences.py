"""Checks what Inquit hands on to its users: the licences of the runtime closure, and the Qt modules in use.

Each package must offer a permissive licence, or stand in `EXCEPTIONS` with its reason (ADR 0002).
"""

import ast
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).resolve().parent.parent

PERMISSIVE: Final = frozenset(
    ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "PSF-2.0", "Zlib"]
)
# What packages say that do not use the SPDX names.
SPDX_NAMES: Final = {
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: MIT License": "MIT",
}
EXCEPTIONS: Final = {
    "pyside6-essentials": ("LGPL-3.0-only", "shared libraries that anyone can replace in the environment"),
    "shiboken6": ("LGPL-3.0-only", "the binding layer of pyside6-essentials, replaceable like it"),
}
REFUSED: Final = {
    "pyside6": "brings modules that are GPL only; pyside6-essentials is enough",
    "pyside6-addons": "holds modules that are GPL only (Charts, Data Visualization, ...)",
}
# Modules of PySide6-Essentials that may be used under the LGPL; a new one is added after reading its licence.
QT_MODULES: Final = frozenset(
    [
        "QtCore",
        "QtDBus",
        "QtGui",
        "QtNetwork",
        "QtPrintSupport",
        "QtSvg",
        "QtSvgWidgets",
        "QtTest",
        "QtWidgets",
    ]
)


def main() -> int:
    """Print each fault and return 1, or the number of packages found good and return 0."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = closure(project["dependencies"])
    faults = [fault for package in packages for fault in faults_of(package)]
    faults += list(forbidden_qt_modules(ROOT))
    for fault in faults:
        print(f"licences: {fault}", file=sys.stderr)
    if not faults:
        print(f"Licences: {len(packages)} packages in the runtime closure, all fit to be handed on.")
    return 1 if faults else 0


def closure(requirements: Iterable[str]) -> list[Distribution]:
    """Every installed package that the requirements bring along here, in the order of their names."""
    found: dict[str, Distribution] = {}
    waiting = list(applicable(requirements))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = distribution(name)
            waiting.extend(applicable(found[name].requires or ()))
    return [found[name] for name in sorted(found)]


def applicable(requirements: Iterable[str]) -> Iterator[str]:
    """The names of the requirements that hold here, those of extras left out."""
    for requirement in map(Requirement, requirements):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield canonicalize_name(requirement.name)


def faults_of(package: Distribution) -> list[str]:
    """Why the package must not be handed on; nothing when it may."""
    name, licence = canonicalize_name(package.name), licence_of(package)
    if name in REFUSED:
        return [f"{name}: {REFUSED[name]}"]
    allowed = PERMISSIVE | {EXCEPTIONS[name][0]} if name in EXCEPTIONS else PERMISSIVE
    if is_allowed(licence, allowed):
        return []
    return [f"{name}: its licence is {licence or 'not stated'}: replace it, or give the reason in EXCEPTIONS"]


def licence_of(package: Distribution) -> str:
    """The SPDX expression that the package states, or the nearest thing to it; empty when there is none."""
    expressions = package.metadata.get_all("License-Expression") or []
    classifiers = package.metadata.get_all("Classifier") or []
    texts = [text.strip().split("\n")[0] for text in package.metadata.get_all("License") or []]
    stated = [*expressions, *(SPDX_NAMES[name] for name in classifiers if name in SPDX_NAMES), *texts]
    return str(next(filter(None, stated), ""))


def is_allowed(expression: str, allowed: frozenset[str]) -> bool:
    """Whether one alternative of the SPDX expression asks for nothing but allowed licences.

    With brackets in it every licence that is named must be allowed: stricter than SPDX, and simpler.
    """
    if "(" in expression:
        expression = expression.replace("(", "").replace(")", "").replace(" OR ", " AND ")
    return any(set(choice.split(" AND ")) <= allowed for choice in expression.split(" OR "))


def forbidden_qt_modules(root: Path) -> Iterator[str]:
    """Each import of a Qt module that is not in `QT_MODULES`, in any of our own files."""
    ours = (file for file in sorted(root.glob("[a-z]*/**/*.py")) if file.relative_to(root).parts[0] != "build")
    for file in ours:
        for module in sorted(qt_modules_in(file.read_text(encoding="utf-8")) - QT_MODULES):
            yield f"{file.relative_to(root)}: PySide6.{module} is not among the modules that may be used"


def qt_modules_in(code: str) -> set[str]:
    """The names of the PySide6 modules that the code imports, however it does so."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("PySide6.")}
        elif isinstance(node, ast.ImportFrom) and node.module == "PySide6":
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
            modules.add(str(node.module).split(".")[1])
    return modules


if __name__ == "__main__":
    sys.exit(main())
