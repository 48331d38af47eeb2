"""No network at all: no module of the program imports what could reach one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("models", "storage", "formats", "agreement", "suggest", "workspace", "cli", "ui")
SOURCES = [ROOT / "main.py", *(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))]
REACHING = {
    "PySide6.QtNetwork",
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socketserver",
    "ssl",
    "urllib.request",
    "urllib3",
    "webbrowser",
    "xmlrpc",
}
# What is taken of `socket`: the machine's name, and a pair of ends within the process.
OF_SOCKET = {"gethostname", "socketpair"}


def imported(path: Path) -> Iterator[str]:
    """The modules that a source imports, and the names it takes of them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "socket":
            yield f"socket.{node.attr}"


def reaches(name: str) -> bool:
    """Whether a module could reach a network."""
    if name.startswith("socket."):
        return name.removeprefix("socket.") not in OF_SOCKET
    return any(name == module or name.startswith(f"{module}.") for module in REACHING)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_imports_what_could_reach_a_network(path: Path) -> None:
    assert [name for name in imported(path) if reaches(name)] == []


def test_the_search_would_find_one(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "import http.client\nfrom urllib import request\nimport socket\nsocket.create_connection", "utf-8"
    )

    found = [name for name in imported(tmp_path / "a.py") if reaches(name)]

    assert found == ["http.client", "urllib.request", "socket.create_connection"]
