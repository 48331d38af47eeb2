"""A package that would bind users to the GPL does not get into the runtime closure unseen."""

from importlib.metadata import Distribution, PathDistribution
from pathlib import Path

import pytest

from tools.licences import closure, faults_of, forbidden_qt_modules, main, qt_modules_in


def package(folder: Path, name: str, *fields: str) -> Distribution:
    """An installed package with these metadata."""
    metadata = folder / f"{name}-1.0.dist-info"
    metadata.mkdir()
    lines = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *fields]
    (metadata / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return PathDistribution(metadata)


def test_everything_that_inquit_hands_on_today_may_be_handed_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    assert "packages in the runtime closure" in capsys.readouterr().out


@pytest.mark.parametrize(
    "field",
    [
        "License-Expression: MIT",
        "License-Expression: BSD-3-Clause AND Zlib",
        "License-Expression: GPL-3.0-only OR MIT",
        "License-Expression: (Apache-2.0 OR MIT) AND ISC",
        "Classifier: License :: OSI Approved :: MIT License",
        "License: MIT",
    ],
)
def test_a_permissive_licence_is_taken(tmp_path: Path, field: str) -> None:
    assert faults_of(package(tmp_path, "kind", field)) == []


@pytest.mark.parametrize(
    ("field", "licence"),
    [
        ("License-Expression: GPL-3.0-or-later", "GPL-3.0-or-later"),
        ("License-Expression: MIT AND AGPL-3.0-only", "MIT AND AGPL-3.0-only"),
        ("License-Expression: (GPL-2.0-only OR MIT) AND ISC", "(GPL-2.0-only OR MIT) AND ISC"),
        ("License-Expression: LGPL-3.0-only", "LGPL-3.0-only"),
        ("License: GNU General Public License", "GNU General Public License"),
        ("Summary: says nothing of its licence", "not stated"),
    ],
)
def test_any_other_licence_is_a_fault_that_names_package_and_licence(tmp_path: Path, field: str, licence: str) -> None:
    (fault,) = faults_of(package(tmp_path, "strict", field))

    assert fault.startswith(f"strict: its licence is {licence}:")


def test_pyside_essentials_is_excepted_for_the_lgpl_alone(tmp_path: Path) -> None:
    lgpl, gpl = tmp_path / "lgpl", tmp_path / "gpl"
    lgpl.mkdir()
    gpl.mkdir()

    offered = package(lgpl, "PySide6_Essentials", "License-Expression: LGPL-3.0-only OR GPL-2.0-only")
    withdrawn = package(gpl, "PySide6_Essentials", "License-Expression: GPL-3.0-only")

    assert faults_of(offered) == []
    assert len(faults_of(withdrawn)) == 1


@pytest.mark.parametrize("name", ["PySide6", "PySide6_Addons"])
def test_the_full_pyside_is_refused_whatever_licence_it_states(tmp_path: Path, name: str) -> None:
    (fault,) = faults_of(package(tmp_path, name, "License-Expression: LGPL-3.0-only OR GPL-3.0-only"))

    assert "GPL only" in fault


def test_the_closure_holds_what_a_package_brings_along_and_no_extras() -> None:
    names = [found.name.lower() for found in closure(["alembic", "nonsense; python_version < '3'"])]

    assert names == ["alembic", "mako", "markupsafe", "sqlalchemy", "typing_extensions"]


def test_an_import_of_a_gpl_only_qt_module_is_found_in_any_form(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "plot.py").write_text("from PySide6.QtCharts import QChart\n", encoding="utf-8")
    (tmp_path / "ui" / "page.py").write_text("from PySide6.QtGui import QFont\n", encoding="utf-8")

    assert list(forbidden_qt_modules(tmp_path)) == [
        str(Path("ui/plot.py")) + ": PySide6.QtCharts is not among the modules that may be used"
    ]
    assert qt_modules_in("import PySide6.QtGraphs\nfrom PySide6 import QtCore, QtCharts as c\nimport os") == {
        "QtGraphs",
        "QtCore",
        "QtCharts",
    }
