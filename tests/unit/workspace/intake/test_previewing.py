"""What a person sees before an import, and that the import then does what was shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.previews import Choices, Preview
from tests.datasets import stored
from tests.unit.formats import test_pdf
from workspace.intake import previewing
from workspace.intake.importing import ImportOptions, import_files
from workspace.intake.previewing import Previewer
from workspace.project import Project

RUSSIAN = "Лёд тает, сказал капитан порта."
PAGE = """<html lang="en"><head><title>Pier</title></head><body><h1>The pier</h1>
<div id="a"><p>“The pier is ours,” the harbour chief said on Monday, and the town agreed.</p></div>
<div id="b"><p>Another block that speaks of something else, at about the same length as that.</p></div></body></html>"""


@pytest.fixture(scope="module")
def previewer() -> Iterator[Previewer]:
    with closing(Previewer()) as one:
        yield one


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def imported(project: Project, path: Path, choices: Choices) -> str:
    """The text of the one article that importing the file under these choices brings."""
    (report,) = import_files(project, [path], ImportOptions(files={path: choices}))
    assert report.articles == 1, report
    (article,) = stored(project, path.with_suffix(".out.jsonl"))
    return str(article["text"])


def test_a_text_is_shown_as_it_would_be_stored(previewer: Previewer, tmp_path: Path) -> None:
    found = previewer.preview(written(tmp_path / "a.txt", "“No,” she said.\r\nAnd left.\r\n"))
    (article,) = found.articles
    assert (found.format, article.text, article.characters) == ("text", "“No,” she said.\nAnd left.\n", 26)
    assert article.changes == {"crlf": 2}
    assert not found.more
    assert not found.encodings
    assert not found.errors


def test_an_unclear_encoding_is_chosen_by_its_words(previewer: Previewer, tmp_path: Path, project: Project) -> None:
    path = written(tmp_path / "a.txt", RUSSIAN.encode("koi8-r"))
    found = previewer.preview(path)
    assert "not a text in UTF-8" in str(found.errors[0])
    assert not found.articles
    choices = {choice.name: choice.words for choice in found.encodings}
    assert choices["koi8-r"] == RUSSIAN
    assert len(choices) > 3
    choice = Choices(encoding="koi8-r")
    assert previewer.preview(path, choice).articles[0].text == RUSSIAN
    assert imported(project, path, choice) == RUSSIAN


def test_another_block_of_a_page_can_be_picked(previewer: Previewer, tmp_path: Path, project: Project) -> None:
    path = written(tmp_path / "a.html", PAGE)
    found = previewer.preview(path)
    assert found.articles[0].text.startswith("The pier\n\n“The pier is ours,”")
    assert found.articles[0].origins["title"] == "h1"
    assert found.articles[0].origins["language"] == "html lang"
    other = next(block for block in found.blocks if block.words.startswith("Another"))
    choice = Choices(block=other.path)
    assert previewer.preview(path, choice).articles[0].text == other.words
    assert imported(project, path, choice) == other.words


def test_columns_are_shown_with_what_they_are_taken_for(previewer: Previewer, tmp_path: Path, project: Project) -> None:
    path = written(tmp_path / "a.csv", 'Nr,Headline,Story\n1,Pier,"“Ours,” he said."\n')
    found = previewer.preview(path)
    assert found.table is not None
    assert "no column holds the text" in str(found.errors[0])
    assert found.table.columns == ("Nr", "Headline", "Story")
    assert found.table.mapping == {"title": "Headline"}
    assert found.table.rows == (("1", "Pier", "“Ours,” he said."),)
    assert "byline" in found.table.fields
    choice = Choices(columns={"text": "Story", "id": "Nr"})
    chosen = previewer.preview(path, choice)
    assert chosen.table is not None
    assert chosen.table.mapping["text"] == "Story"
    assert chosen.articles[0].meta.title == "Pier"
    assert chosen.articles[0].origins["title"] == "column Headline"
    assert imported(project, path, choice) == "“Ours,” he said."


def test_json_lines_with_keys_of_their_own_can_be_read_as_articles(
    previewer: Previewer, tmp_path: Path, project: Project
) -> None:
    path = written(tmp_path / "a.jsonl", '{"story": "One.", "n": 1}\n{"story": "Two.", "n": 2}\n')
    found = previewer.preview(path)
    assert found.errors
    assert found.table is not None
    assert found.table.columns == ("story", "n")
    choice = Choices(format="json", columns={"text": "story"})
    chosen = previewer.preview(path, choice)
    assert [article.text for article in chosen.articles] == ["One.", "Two."]
    assert not chosen.errors


def test_joined_lines_are_shown_before_and_after(previewer: Previewer, tmp_path: Path, project: Project) -> None:
    path = written(tmp_path / "a.pdf", test_pdf.pdf(["The harbour was empty when the fisher-", "men came."]))
    (article,) = previewer.preview(path).articles
    assert article.text == "The harbour was empty when the fishermen came."
    assert article.before is not None
    assert "fisher-\nmen" in article.before
    assert article.changes["hyphen_removed"] == 1
    assert imported(project, path, Choices(confirmed=True)) == article.text


def test_labels_and_roles_that_mean_nothing_are_counted(previewer: Previewer, tmp_path: Path) -> None:
    lines = (
        '{"id": 1, "text": "Ada said no.", "entities": ['
        '{"id": 1, "label": "PERSON", "start_offset": 0, "end_offset": 3},'
        ' {"id": 2, "label": "cue", "start_offset": 4, "end_offset": 8}],'
        ' "relations": [{"from_id": 1, "to_id": 2, "type": "SAYS"}]}\n'
    )
    found = previewer.preview(written(tmp_path / "a.jsonl", lines))
    assert (found.format, found.unmapped_labels, found.unmapped_roles) == ("doccano", {"PERSON": 1}, {"SAYS": 1})
    mapped = previewer.preview(tmp_path / "a.jsonl", Choices(labels={"PERSON": "speaker"}))
    assert mapped.articles[0].spans == {"speaker": 1, "cue": 1}
    assert not mapped.unmapped_labels


def annotated(number: int) -> str:
    return (
        f'{{"id": {number}, "text": "Ada said no.", "entities": ['
        f'{{"id": 1, "label": "L{number}", "start_offset": 0, "end_offset": 3}}]}}\n'
    )


def test_labels_of_the_whole_file_are_counted_not_of_its_beginning_only(previewer: Previewer, tmp_path: Path) -> None:
    found = previewer.preview(written(tmp_path / "a.jsonl", "".join(map(annotated, range(120)))))
    assert found.unmapped_labels == {f"L{number}": 1 for number in range(120)}
    assert (found.read, found.is_partial, len(found.articles), found.more) == (120, False, 3, True)


def test_labels_of_all_parts_of_a_folder_are_counted(previewer: Previewer, tmp_path: Path) -> None:
    for number in range(4):
        written(tmp_path / f"{number}.txt", "Ada said no.")
        written(tmp_path / f"{number}.ann", f"T1\tPERSON{number // 2} 0 3\tAda\n")
    written(tmp_path / "4.ann", "T1\tPERSON 0 3\tAda\n")
    found = previewer.preview(tmp_path, Choices(format="brat"))
    assert found.unmapped_labels == {"PERSON0": 2, "PERSON1": 2}
    assert (found.read, len(found.articles), found.is_partial) == (4, 3, False)
    assert len(found.errors) == 1


def test_what_takes_too_long_is_looked_at_in_part_and_said(
    previewer: Previewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previewing, "_LONGEST", -1.0)  # over before it begins
    for number in range(3):
        written(tmp_path / f"{number}.txt", "Ada said no.")
        written(tmp_path / f"{number}.ann", f"T1\tPERSON{number} 0 3\tAda\n")
    found = previewer.preview(tmp_path, Choices(format="brat"))
    assert (found.unmapped_labels, found.read, found.is_partial) == ({"PERSON0": 1}, 1, True)


def test_a_column_that_was_guessed_can_be_unset(previewer: Previewer, tmp_path: Path, project: Project) -> None:
    path = written(tmp_path / "a.csv", "text,date,title\n“Ours.”,2025-01-01,Pier\n")
    choice = Choices(columns={"title": "", "published": ""})
    found = previewer.preview(path, choice)
    assert found.table is not None
    assert found.table.mapping == {"text": "text"}
    meta = found.articles[0].meta
    assert (meta.title, meta.published) == ("", "")
    assert meta.extra["columns"] == {"date": "2025-01-01", "title": "Pier"}
    assert imported(project, path, choice) == "“Ours.”"
    assert "no column holds the text" in str(previewer.preview(path, Choices(columns={"text": ""})).errors[0])


def test_only_the_first_articles_are_shown(previewer: Previewer, tmp_path: Path) -> None:
    rows = "".join(f"{number},Words of {number}.\n" for number in range(200))
    found = previewer.preview(written(tmp_path / "a.csv", f"id,text\n{rows}"))
    assert len(found.articles) == 3
    assert found.more


@pytest.mark.parametrize("name", ["a.xyz", "missing.txt", "missing.html"])
def test_what_cannot_be_read_is_an_error_of_the_preview(previewer: Previewer, tmp_path: Path, name: str) -> None:
    if name == "a.xyz":
        written(tmp_path / name, "words")
    found = previewer.preview(tmp_path / name)
    assert len(found.errors) == 1
    assert name in str(found.errors[0])
    assert isinstance(found, Preview)
