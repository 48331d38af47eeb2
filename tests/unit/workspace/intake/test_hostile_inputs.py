"""Files that mean harm, or are broken, through a whole import: one clear line each, and the project as it was before.

The numbers are those of the list in docs/formats.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.errors import escaped
from tests.datasets import stored
from tests.helpers import rows_of
from tests.unit.formats import test_archives, test_docx, test_odt, test_pdf
from tests.unit.formats.test_docx import archive
from workspace.intake import placing
from workspace.intake.importing import FileReport, ImportOptions, import_files
from workspace.intake.sources import SourceReader, sources
from workspace.project import Project

NATIVE = (
    '{"text": "Ada said no.", "annotator": "ana", "spans": [{"id": "s1", "label": "cue", "fragments": [[%s, %s]]}]}\n'
)
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    "<!DOCTYPE x ["
    '<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
XMI = '{}<xmi:XMI xmlns:xmi="http://www.omg.org/XMI">{}</xmi:XMI>'
DEEP = "<a>" * 100_000 + "</a>" * 100_000

# number in the list, name of the file, what it holds, what the one line says
REFUSED: list[tuple[int, str, Callable[[], str | bytes], str]] = [
    (1, "xxe.xmi", lambda: XMI.format(ENTITY, "&e;"), "XML with a DOCTYPE, which is not accepted"),
    (1, "xxe.docx", lambda: test_docx.word(f"{ENTITY}<x>&e;</x>"), "XML with a DOCTYPE, which is not accepted"),
    (1, "xxe.epub", lambda: archive({"META-INF/container.xml": f"{ENTITY}<x>&e;</x>"}), "XML with a DOCTYPE"),
    (2, "laughs.xmi", lambda: XMI.format(LAUGHS, "&i;"), "XML with a DOCTYPE, which is not accepted"),
    (3, "deep.xmi", lambda: XMI.format("", DEEP), "XML that is nested too deeply"),
    (3, "deep.docx", lambda: test_docx.word(DEEP), "XML that is nested too deeply"),
    (4, "doctype.odt", lambda: archive({"content.xml": "<!DOCTYPE x><x/>"}), "XML with a DOCTYPE"),
    (5, "bomb.zip", lambda: archive({"a.txt": bytes(45_000_000)}), "a member unpacks to more than 200 times its size"),
    (5, "bomb.docx", lambda: test_docx.word(bytes(60_000_000)), "a member unpacks to more than 50,000,000 bytes"),
    (7, "out.zip", lambda: archive({"../../out.txt": "x"}), "a name in the archive leads out of it: ../../out.txt"),
    (7, "root.zip", lambda: archive({"/etc/out.txt": "x"}), "a name in the archive leads out of it"),
    (7, "drive.zip", lambda: archive({"C:\\out.txt": "x"}), "a name in the archive leads out of it"),
    (5, "many.zip", lambda: archive({f"{n}": "" for n in range(10_001)}), "more than 10,000 members: 10,001: unpack"),
    (8, "member.zip", lambda: archive({"in.doc": "x"}), "member.zip/in.doc: files of this kind cannot be read: .doc"),
    (8, "nested.zip", lambda: archive({"in.zip": archive({"a.txt": "x"})}), "an archive within an archive is not read"),
    (10, "divs.html", lambda: "<div>" * 50_000 + "x", "the page is nested too deeply"),
    (10, "image.html", lambda: f"<p>a</p><img src='data:image/png;base64,{'A' * 11_000_000}'>", "too long"),
    (11, "long.txt", lambda: "x" * 20_000_001, "the text is longer than 20,000,000 characters"),
    (13, "lone.json", lambda: '[{"text": "a \\ud800 b"}]', "half a surrogate pair in a text"),
    (13, "lone.jsonl", lambda: '{"text": "fine"}\n{"text": "a \\udc00 b"}\n', ":2: half a surrogate pair in a text"),
    (14, "mixed.txt", lambda: "“Yes” ".encode() * 500 + "“no”".encode("cp1252"), "byte 0x93 at offset"),
    (22, "nan.jsonl", lambda: '{"text": "a", "seconds": NaN}', ":1: no number in JSON: NaN"),
    (22, "inf.json", lambda: '[{"text": "a", "n": 1e999}]', "a number that is too large"),
    (23, "twice.jsonl", lambda: '{"text": "a", "text": "b"}', ":1: a key stands twice in one object: text"),
    (23, "twice.json", lambda: '[{"text": "a", "text": "b"}]', "a key stands twice in one object: text"),
    (24, "deep.jsonl", lambda: '{"text": "a", "x": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
    (24, "deep.json", lambda: '[{"text": "a", "x": ' + "[" * 500 + "]" * 500 + "}]", "nested too deeply"),
    (24, "digits.json", lambda: '[{"text": "a", "n": ' + "9" * 5000 + "}]", "a number that is too long"),
    (25, "past.jsonl", lambda: NATIVE % (4, 99), ":1: "),
    (25, "backwards.jsonl", lambda: NATIVE % (8, 4), ":1: "),
    (25, "negative.jsonl", lambda: NATIVE % (-1, 4), ":1: "),
    (25, "float.jsonl", lambda: NATIVE % (4.0, 8), ":1: "),
    (25, "bool.jsonl", lambda: NATIVE % ("true", 8), ":1: "),
    (26, "damaged.pdf", lambda: test_pdf.pdf(["words"])[:300], "a damaged PDF"),
    (26, "locked.pdf", test_pdf.encrypted, "the PDF has a password"),
    (26, "image.pdf", lambda: test_pdf.pdf([" "]), "the PDF has no text layer"),
    (0, "cut.docx", lambda: test_docx.document(test_docx.paragraph(test_docx.run("x")))[:-40], "not a ZIP archive"),
    (0, "cut.odt", lambda: test_odt.document("<text:p>x</text:p>")[:100], "not a ZIP archive"),
    (0, "cut.epub", lambda: test_archives.book()[:200], "not a ZIP archive"),
    (0, "really.docx", lambda: "Plain words.", "not a ZIP archive"),
    (0, "really.pdf", lambda: "Plain words.", "a damaged PDF"),
    (0, "really.rtf", lambda: "Plain words.", "not a rich text file"),
    (0, "old.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "files of this kind cannot be read: .doc"),
    (0, "empty.txt", lambda: b"", "the file is empty"),
    (0, "blank.txt", lambda: b" \r\n\t\n", "the file is empty"),
    (0, "columns.csv", lambda: ",".join(f"c{n}" for n in range(100_000)) + "\n", "no column holds the text: c0, c1,"),
    (0, "model.pkl", lambda: b"\x80\x04\x95", "files of this kind cannot be read: .pkl"),
]


def everything(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


@dataclass(frozen=True)
class Outcome:
    """What importing all files at once came to. rows, files: before, and after."""

    reports: Mapping[str, FileReport]
    rows: tuple[object, object]
    files: tuple[set[str], set[str]]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """All refused files imported at once into a project that holds an article."""
    folder = tmp_path_factory.mktemp("hostile")
    held, project = folder / "held.txt", Project.create(folder / "p.inquit")
    held.write_text("An article that is there.", encoding="utf-8")
    import_files(project, [held])
    paths = [folder / name for _, name, _, _ in REFUSED]
    for path, (_, _, content, _) in zip(paths, REFUSED, strict=True):
        made = content()
        path.write_bytes(made.encode() if isinstance(made, str) else made)
    rows, files = rows_of(project.path, log=True), everything(folder)
    reports = import_files(project, paths, ImportOptions(confirmed=True))
    after = rows_of(project.path, log=True), everything(folder)
    project.close()
    return Outcome({Path(one.path).name: one for one in reports}, (rows, after[0]), (files, after[1]))


@pytest.mark.parametrize(("number", "name", "says"), [(row[0], row[1], row[3]) for row in REFUSED])
def test_a_hostile_file_costs_one_clear_line(outcome: Outcome, number: int, name: str, says: str) -> None:
    report = outcome.reports[name]
    assert (report.status, report.articles) == ("failed", 0), (number, report)
    (error,) = report.errors
    assert says in str(error)
    assert name in str(error)
    assert str(error).isprintable()


def test_hostile_files_leave_the_project_and_the_disk_as_they_were(outcome: Outcome) -> None:
    assert outcome.rows[0] == outcome.rows[1]
    assert outcome.files[0] - {"p.inquit-journal"} == outcome.files[1] - {"p.inquit-journal"}


def test_a_page_of_scripts_and_remote_addresses_gives_its_words_only(project: Project, tmp_path: Path) -> None:
    """Number 9."""
    path = tmp_path / "page.html"
    path.write_text(
        "<base href='http://example.com/'><meta http-equiv='refresh' content='0;url=http://example.com/'>"
        "<link rel='stylesheet' href='http://example.com/a.css'><style>@import url(http://example.com/b.css);"
        "@font-face{src:url(http://example.com/f.woff)}</style>"
        "<article><p onclick='x()'>“No,” she said.</p><img src='//host/x'><img src='file:///etc/passwd'>"
        "<script>document.write('evil')</script><iframe src='http://example.com'>frame</iframe></article>",
        encoding="utf-8",
    )
    (report,) = import_files(project, [path])
    (article,) = stored(project, tmp_path / "out.jsonl")
    assert (report.status, article["text"]) == ("imported", "“No,” she said.")


def test_nul_and_other_characters_that_nothing_can_hold_are_counted(project: Project, tmp_path: Path) -> None:
    """Number 12."""
    path = tmp_path / "a.txt"
    path.write_bytes("A\0B \ufdd0 C".encode())
    (report,) = import_files(project, [path])
    assert report.changed_characters == {"nul": 1, "noncharacter": 1}
    (article,) = stored(project, tmp_path / "out.jsonl")
    assert article["text"] == "A\ufffdB \ufffd C"


def test_characters_that_turn_the_direction_are_kept_and_told_of(project: Project, tmp_path: Path) -> None:
    """Number 15."""
    path = tmp_path / "a.txt"
    path.write_text("He said \u202eon\u202c and ليلى left.", encoding="utf-8")
    (report,) = import_files(project, [path])
    assert report.warnings == (
        "2 invisible characters turn the direction of writing: what is shown may be in another order",
    )
    (article,) = stored(project, tmp_path / "out.jsonl")
    assert "\u202eon\u202c" in article["text"]


def test_names_that_are_sql_or_escapes_are_only_names(project: Project, tmp_path: Path) -> None:
    """Numbers 18, 21 and 29."""
    title = "'; DROP TABLE article; -- 100%_ \x1b]0;x\x07 <b>&amp;"
    path = tmp_path / "a.csv"
    path.write_text(f'title,text\n"{title}","“No,” she said."\n', encoding="utf-8")
    (report,) = import_files(project, [path])
    assert report.status == "imported"
    (article,) = stored(project, tmp_path / "out.jsonl")
    assert article["meta"]["title"] == " ".join(title.split())
    assert escaped(article["meta"]["title"]).isprintable()


NAMES = ["a\nb.txt", "\u202etxt.exe.txt", f"{'x' * 251}.txt", "a.txt.", "con.txt", "%s{}.txt", "é.txt", "e\u0301.txt"]


@pytest.mark.parametrize("name", NAMES)
def test_a_strange_file_name_is_a_name_and_shown_escaped(project: Project, tmp_path: Path, name: str) -> None:
    """Number 30."""
    path = tmp_path / name
    path.write_text("Words.", encoding="utf-8")
    (report,) = import_files(project, [path], ImportOptions(format="text"))
    assert report.status == "imported"
    (article,) = stored(project, tmp_path / "out.jsonl")
    assert article["meta"]["source_name"] == name
    assert escaped(name).isprintable()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_name_that_is_no_unicode_costs_one_line_at_most(project: Project, tmp_path: Path) -> None:
    """Number 30."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("Words.", encoding="utf-8")
    (report,) = import_files(project, [path])
    assert report.status in ("imported", "failed")
    assert len(report.errors) <= 1
    assert "\\udce9" in escaped(report.path)


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")
def test_links_that_lead_out_of_a_folder_and_pipes_are_not_read(project: Project, tmp_path: Path) -> None:
    """Number 8."""
    (tmp_path / "secret.txt").write_text("Secret.", encoding="utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Words.", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(folder / "pipe.txt")
    assert [source.path.name for source in sources([folder])] == ["a.txt"]
    with closing(SourceReader()) as reader, pytest.raises(Exception, match="not a file"):
        list(reader.read(next(sources([folder / "pipe.txt"]))))


CONFINED = "from workspace.intake.confinement import confine; confine(); "


@pytest.mark.parametrize(
    "act",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('written.txt', 'w')",
        "import pathlib; pathlib.Path('written').mkdir()",
        "import os; os.remove('kept.txt')",
    ],
)
def test_the_reading_process_may_not_act_outside(tmp_path: Path, act: str) -> None:
    (tmp_path / "kept.txt").write_text("x", encoding="utf-8")
    start = f"import sys; sys.path[:] = {sys.path!r}; {CONFINED}{act}"
    ended = subprocess.run([sys.executable, "-c", start], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "a reader of files may not" in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_a_file_whose_second_record_is_cut_off_leaves_the_project_byte_for_byte(
    project: Project, tmp_path: Path
) -> None:
    """Its first record was in the project's tables by then."""
    (tmp_path / "held.txt").write_text("An article that is there.", encoding="utf-8")
    import_files(project, [tmp_path / "held.txt"])
    path = tmp_path / "cut.jsonl"
    path.write_text('{"text": "Whole.", "annotator": "ana", "spans": []}\n{"text": "cut of', encoding="utf-8")
    before = project.path.read_bytes()
    (report,) = import_files(project, [path])
    assert report.status == "failed"
    assert project.path.read_bytes() == before
    path.write_text('{"text": "Whole."}\n', encoding="utf-8")
    (report,) = import_files(project, [path])  # and goes on as ever
    assert report.status == "imported"


def test_an_import_that_brings_nothing_new_leaves_the_project_byte_for_byte(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("An article.", encoding="utf-8")
    import_files(project, [tmp_path / "a.txt"])
    before = project.path.read_bytes()
    (report,) = import_files(project, [tmp_path / "a.txt"])
    assert report.status == "unchanged"
    assert project.path.read_bytes() == before


def test_very_many_warnings_of_one_file_are_counted_not_kept(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "MOST_WARNINGS", 3)
    path = tmp_path / "turned.json"
    path.write_text("[" + ",".join(f'{{"text": "{n} \u202e turned"}}' for n in range(8)) + "]", encoding="utf-8")
    (report,) = import_files(project, [path])
    assert (report.articles, len(report.warnings)) == (8, 4)
    assert report.warnings[3] == "5 more of such remarks"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_corpus_whose_files_have_names_that_are_no_unicode_comes_in(project: Project, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    place = os.fsencode(corpus)
    for name, words in ((b"/caf\xe9.txt", "Ada said no."), (b"/caf\xe9.ann", "T1\tCue 4 8\tsaid\n")):
        Path(os.fsdecode(place + name)).write_text(words, encoding="utf-8")
    (report,) = import_files(project, [corpus], ImportOptions(format="brat", annotator="ana"))
    assert (report.status, report.spans, report.errors) == ("imported", 1, ())
    (article,) = stored(project, tmp_path / "out.jsonl")
    assert article["id"] == "caf\\udce9"
