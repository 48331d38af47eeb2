"""Nothing in the window is made that could take words of an article or a name for HTML: see ui/plain.py."""

import re
from pathlib import Path

import pytest

import ui

FILES = sorted(Path(ui.__path__[0]).rglob("*.py"))
# What draws HTML or guesses whether it is some; `ui.plain` has what is used instead.
GUESSING = re.compile(r"\b(?:QLabel|QPlainTextEdit|QMessageBox|QTextBrowser|QErrorMessage|QToolTip)\(")
MARKUP = re.compile(r"setHtml|insertHtml|RichText|AutoText|setMarkdown|setWhatsThis|setStatusTip")


@pytest.mark.parametrize("file", [file for file in FILES if file.name != "plain.py"], ids=lambda file: file.stem)
def test_no_widget_of_the_window_guesses_whether_it_is_given_html(file: Path) -> None:
    source = file.read_text(encoding="utf-8")

    assert GUESSING.findall(re.sub(r"^class \w+\(.*$", "", source, flags=re.MULTILINE)) == []
    assert MARKUP.findall(source) == []


def test_the_rule_finds_what_it_is_there_to_find() -> None:
    assert GUESSING.search("self._title = QLabel(self)")
    assert MARKUP.search("label.setTextFormat(Qt.TextFormat.AutoText)")
