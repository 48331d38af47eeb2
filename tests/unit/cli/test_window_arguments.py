"""What `inquit` says of a window that it cannot open, before Qt is loaded."""

import sys
from pathlib import Path

import pytest

from cli import arguments, commands, words
from cli.window import window_arguments

DISPLAY = {"DISPLAY": ":0"}


def test_a_project_and_articles_are_taken_in_any_order(tmp_path: Path) -> None:
    article, project = tmp_path / "a.txt", tmp_path / "p.inquit"
    article.touch()
    project.touch()

    chosen = window_arguments([str(article), str(project), "--annotator", "ana"], DISPLAY)

    assert chosen.paths == [article, project]
    assert chosen.annotator == "ana"


def test_a_word_that_is_neither_a_command_nor_a_file_is_a_matter_of_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        window_arguments(["exprot"], DISPLAY)

    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "inquit: there is no such command, project or article: exprot: see inquit --help\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_without_a_display_one_line_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        window_arguments([], {"QT_QPA_PLATFORM": ""})

    assert ended.value.code == 2
    assert "no display" in capsys.readouterr().err


def test_a_platform_that_was_asked_for_needs_no_display() -> None:
    assert window_arguments([], {"QT_QPA_PLATFORM": "offscreen"}).paths == []


def test_the_words_that_are_commands_are_those_that_have_arguments_and_run() -> None:
    assert tuple(arguments.COMMANDS) == words.COMMANDS
    assert commands.RUN.keys() == arguments.COMMANDS.keys()
