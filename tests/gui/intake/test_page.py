"""Files that are dropped: what is certain comes in at once, what is in doubt waits on the page for one key."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.spans import Fragment
from tests.gui.intake import files
from tests.gui.intake.conftest import CTRL, LEFT, NONE, Importer, OpenOn
from ui.intake.inbox import Stage
from workspace.project import Project

Key = Qt.Key


# --- what is certain ------------------------------------------------------------------------------------------------


def test_what_is_certain_comes_in_at_once_and_nobody_is_asked(importer: Importer, folder: Path) -> None:
    importer.drop(files.plain(folder / "a.txt"), files.plain(folder / "b.md", "Another."))

    assert set(importer.stored) == {"a.txt", "b.md"}
    assert importer.window.annotate.isVisible()
    assert importer.window.status.hints.words == "2 articles came in"


def test_a_failure_costs_one_line_and_the_others_come_in(importer: Importer, folder: Path) -> None:
    importer.drop(files.plain(folder / "a.txt"), files.broken(folder / "b.docx"))

    assert set(importer.stored) == {"a.txt"}
    assert importer.page.isVisible()
    assert importer.listed == ["All 2 files", "b.docx"]
    assert "b.docx: not a ZIP archive, or a damaged one: save or download it again" in importer.page.words.toPlainText()


def test_the_report_can_be_copied_and_opened_again(importer: Importer, folder: Path) -> None:
    importer.drop(files.plain(folder / "a.txt"), files.broken(folder / "b.docx"))
    importer.press(Key.Key_Escape)
    assert importer.window.annotate.isVisible()
    importer.press(Key.Key_I, modifiers=CTRL)
    importer.press(Key.Key_Home, Key.Key_C)

    assert "1 article came in, 1 file failed" in QApplication.clipboard().text()
    assert "b.docx: not a ZIP archive" in QApplication.clipboard().text()


def test_keys_and_hints_are_the_pages_own_while_the_first_article_comes_in(importer: Importer, folder: Path) -> None:
    importer.press(Key.Key_I, modifiers=CTRL)
    importer.drop(files.plain(folder / "a.txt"), files.broken(folder / "b.docx"))
    assert importer.page.list.hasFocus()
    assert "quote" not in importer.window.status.hints.words
    importer.press(Key.Key_C)

    assert "1 article came in, 1 file failed" in QApplication.clipboard().text()


def test_the_report_tells_doubles_changed_characters_and_what_was_there_before(
    importer: Importer, folder: Path
) -> None:
    files.plain(folder / "a.txt", "The same.")
    importer.drop(folder / "a.txt")
    (folder / "c.txt").write_bytes(b"One.\r\nTwo.\r\n")
    importer.drop(folder / "a.txt", files.plain(folder / "b.txt", "The same."), folder / "c.txt")
    importer.press(Key.Key_I, modifiers=CTRL)
    importer.go_to("All 3 files")
    said = importer.page.words.toPlainText()

    assert "1 file unchanged" in said
    assert "b.txt: the same text as a.txt" in said
    assert "2 × Windows line ends made plain in 1 file" in said


def test_a_folder_of_brats_is_taken_as_one_thing_with_its_annotators(importer: Importer, folder: Path) -> None:
    importer.drop(files.corpus(folder / "corpus"))

    assert importer.window.status.hints.words.startswith("2 articles and 3 readings came in")
    assert importer.window.arrivals.inbox.counts[Stage.WAITING] == 0
    project = Project.open(importer.path, read_only=True)
    names = {annotator.name for annotator in project.annotators()}
    project.close()
    assert names == {"ana", "ben"}


# --- in doubt -------------------------------------------------------------------------------------------------------


def test_an_encoding_is_proposed_seen_and_confirmed_by_enter(importer: Importer, folder: Path) -> None:
    importer.drop(files.western(folder / "café.txt"))
    assert importer.page.isVisible()
    assert importer.text == files.GERMAN
    importer.press(Key.Key_Return)

    assert importer.stored["café.txt"].text == files.GERMAN


def test_another_encoding_is_taken_by_its_digit_by_an_arrow_and_by_a_click(importer: Importer, folder: Path) -> None:
    importer.drop(files.western(folder / "café.txt"))
    encodings = importer.page.pane.encodings
    importer.press(Key.Key_3)
    by_digit = importer.text
    importer.press(Key.Key_Left)
    QTest.mouseClick(encodings, LEFT, NONE, encodings.box(0).center().toPoint())
    importer.settle()

    assert by_digit != files.GERMAN
    assert importer.text == files.GERMAN


def test_all_like_it_are_those_of_the_same_likely_encoding(importer: Importer, folder: Path) -> None:
    importer.drop(files.western(folder / "a.txt"), files.western(folder / "b.txt", "Möwen schrien: „Brötchen!“"))
    importer.drop(files.cyrillic(folder / "c.txt"))
    importer.go_to("a.txt")
    importer.press(Key.Key_A)

    assert set(importer.stored) == {"a.txt", "b.txt"}
    assert importer.listed[1:] == ["c.txt"]
    assert importer.text == files.RUSSIAN


def test_a_column_is_chosen_for_the_text_and_the_rows_come_in(importer: Importer, folder: Path) -> None:
    importer.drop(files.table(folder / "t.csv"))
    importer.press(Key.Key_Return)
    assert importer.window.status.hints.words == "Say first which column holds the text"
    combo = importer.page.pane.columns.combos["brödtext"]
    combo.setFocus()
    QTest.keyClick(combo, Key.Key_Down)
    importer.settle()
    assert combo.value == "text"
    assert importer.text == "“We looked,” the chief said."
    importer.page.list.setFocus()
    importer.press(Key.Key_Return)

    project = Project.open(importer.path, read_only=True)
    found = [(entry.heading, entry.chars) for entry in project.articles(project.annotator("ana", make=False))]
    project.close()
    assert found == [("Ferry talks", 28), ("More", 15)]


def test_json_lines_that_are_broken_have_failed_and_there_is_nothing_to_choose(
    importer: Importer, folder: Path
) -> None:
    (folder / "a.jsonl").write_text('{"text": "It stays.", "n": NaN}\n', encoding="utf-8")
    importer.drop(folder / "a.jsonl")
    importer.go_to("a.jsonl")

    assert "a.jsonl:1: no number in JSON: NaN: write null or a number" in importer.page.words.toPlainText()
    assert not importer.page.pane.columns.isVisible()


def test_a_column_that_was_guessed_is_unset_and_its_words_stay_beside_the_article(
    importer: Importer, folder: Path
) -> None:
    importer.drop(files.table(folder / "t.csv"))
    for column, key in (("brödtext", Key.Key_Down), ("headline", Key.Key_Home)):
        combo = importer.page.pane.columns.combos[column]
        combo.setFocus()
        QTest.keyClick(combo, key)
        importer.settle()
    combo = importer.page.pane.columns.combos["headline"]
    assert combo.value == ""
    importer.page.list.setFocus()
    importer.press(Key.Key_Return)

    (article, *_) = importer.stored.values()
    assert article.meta.title == ""
    assert article.meta.extra["columns"] == {"headline": "More", "nr": "2"}


def test_what_no_reader_knows_in_a_folder_is_counted_and_named(importer: Importer, folder: Path) -> None:
    for name in ("photo.jpg", "sheet.xlsx"):
        files.plain(folder / name)
    files.plain(folder / "a.txt")
    importer.drop(folder)
    assert importer.window.status.hints.words == "1 article came in, 2 files passed over: Ctrl+I shows it"
    assert importer.window.annotate.isVisible()
    importer.press(Key.Key_I, modifiers=CTRL)

    assert "2 files of no known kind passed over: photo.jpg, sheet.xlsx" in importer.page.words.toPlainText()


def test_json_lines_under_keys_of_their_own_are_articles_once_one_holds_the_text(
    importer: Importer, folder: Path
) -> None:
    (folder / "a.jsonl").write_text('{"brödtext": "“It stays,” she said.", "kop": "Ferry"}\n', encoding="utf-8")
    importer.drop(folder / "a.jsonl")
    combo = importer.page.pane.columns.combos["brödtext"]
    combo.setFocus()
    QTest.keyClick(combo, Key.Key_Down)
    importer.settle()
    importer.page.list.setFocus()
    importer.press(Key.Key_Return)

    assert [article.text for article in importer.stored.values()] == ["“It stays,” she said."]


def test_tables_of_the_same_columns_come_in_by_one_choice(importer: Importer, folder: Path) -> None:
    others = files.table(folder / "u.csv"), files.table(folder / "v.csv", "a", "b", "c")
    importer.drop(files.table(folder / "t.csv"), *others)
    importer.go_to("t.csv")
    combo = importer.page.pane.columns.combos["brödtext"]
    combo.setFocus()
    QTest.keyClick(combo, Key.Key_Down)
    importer.settle()
    importer.page.list.setFocus()
    importer.press(Key.Key_A)

    stands = {row.name: row.stage for row in importer.page.list.sources.rows[1:]}
    assert stands == {"v.csv": Stage.IN_DOUBT, "u.csv": Stage.IMPORTED}  # with the remark that its texts are there


def test_a_delivery_whose_count_is_another_is_split_or_kept_as_a_person_says(importer: Importer, folder: Path) -> None:
    importer.drop(files.delivery(folder / "a.txt"), files.delivery(folder / "b.txt"))
    assert importer.stored == {}
    assert [row.words for row in importer.page.list.sources.rows[1:]] == ["one article or several"] * 2
    importer.go_to("a.txt")
    assert importer.text.startswith("Ferry 1\n\n“We looked")
    assert "3 articles announced, 2 found" in importer.page.pane.remarks.text()
    importer.press(Key.Key_Return)
    importer.go_to("b.txt")
    importer.press(Key.Key_2)
    assert importer.text.startswith("1 of 3 DOCUMENTS")
    importer.press(Key.Key_Return)

    project = Project.open(importer.path, read_only=True)
    found = [entry.heading for entry in project.articles(project.annotator("ana", make=False))]
    project.close()
    assert found == ["Ferry 1", "Ferry 2", "1 of 3 DOCUMENTS"]


def test_a_delivery_whose_counts_agree_is_split_unasked(importer: Importer, folder: Path) -> None:
    importer.drop(files.delivery(folder / "a.txt", announced=2))

    assert "2 articles came in" in importer.window.status.hints.words


def test_another_part_of_a_page_is_picked_and_that_is_what_is_stored(importer: Importer, folder: Path) -> None:
    importer.drop(files.page(folder / "page.html"))
    assert importer.text == f"{files.STORY}\n\n{files.STORY}"
    blocks = importer.page.pane.blocks
    while importer.text != files.BESIDE:
        importer.press(Key.Key_Right)
        assert blocks.taken > 0
    importer.press(Key.Key_Return)

    assert importer.stored["page.html"].text == files.BESIDE


def test_joined_lines_are_seen_before_and_after_and_confirmed(importer: Importer, folder: Path) -> None:
    importer.drop(files.hyphenated(folder / "a.pdf"))
    assert "harbour" in importer.text
    assert importer.page.pane.hyphens.accessibleName() == "harbour,” : har-⏎bour,”"
    importer.press(Key.Key_B)
    assert "har-\nbour" in importer.page.view.toPlainText()
    importer.press(Key.Key_B)
    assert "harbour" in importer.page.view.toPlainText()
    importer.press(Key.Key_Return)

    assert "in the harbour,” the chief said" in importer.stored["a.pdf"].text


def test_foreign_labels_are_mapped_to_those_of_the_scheme(importer: Importer, folder: Path) -> None:
    importer.drop(files.labelled(folder / "a.jsonl"))
    for name, keys in (("PERSON", "Sp"), ("VERB", "C")):
        combo = importer.page.pane.labels.combos[name]
        combo.setFocus()
        QTest.keyClicks(combo, keys)
        importer.settle()
    importer.page.list.setFocus()
    importer.press(Key.Key_Return)

    project = Project.open(importer.path, read_only=True)
    annotator = project.annotator("ana", make=False)
    reading = project.reading(project.articles(annotator)[0].id, annotator)
    project.close()
    assert sorted((span.label, *span.fragments) for span in reading.spans.values()) == [
        ("cue", Fragment(7, 11)),
        ("speaker", Fragment(0, 6)),
    ]


def test_what_is_skipped_stays_out_and_can_still_be_brought_in(importer: Importer, folder: Path) -> None:
    importer.drop(files.western(folder / "a.txt"))
    importer.press(Key.Key_X)
    assert importer.stored == {}
    assert importer.page.list.sources.rows[1].stage is Stage.SKIPPED
    importer.go_to("a.txt")
    importer.press(Key.Key_Return)

    assert set(importer.stored) == {"a.txt"}


def test_everything_can_be_done_with_the_mouse(importer: Importer, folder: Path) -> None:
    importer.drop(files.western(folder / "a.txt"), files.western(folder / "b.txt"), files.western(folder / "c.txt"))
    importer.go_to("b.txt")
    buttons = importer.page.pane.buttons
    QTest.mouseClick(buttons["skip source"], LEFT)
    importer.settle()
    importer.go_to("a.txt")
    QTest.mouseClick(buttons["import this"], LEFT)
    importer.settle()
    QTest.mouseClick(importer.page.list.viewport(), LEFT, NONE, QPoint(40, 4))

    assert set(importer.stored) == {"a.txt"}
    assert [row.stage for row in importer.page.list.sources.rows[1:]] == [Stage.IN_DOUBT, Stage.SKIPPED]


def test_metadata_are_shown_with_the_place_they_came_from(importer: Importer, folder: Path) -> None:
    importer.drop(files.page(folder / "page.html"))

    assert "byline: Mara Quill (from meta author)" in importer.page.pane.facts.words
    importer.press(Key.Key_Return, Key.Key_Escape)
    importer.press(Key.Key_Return, modifiers=Qt.KeyboardModifier.AltModifier)
    assert "Mara Quill   (from meta author)" in importer.window.sheet.words


# --- at work --------------------------------------------------------------------------------------------------------


def test_whoever_is_at_work_is_not_taken_to_another_page(open_on: OpenOn, folder: Path) -> None:
    importer = open_on("First article to be read.")
    files.western(folder / "a.txt")
    importer.window.projects.take([folder])
    importer.window.annotate.view.setFocus()
    QTest.keyClick(importer.window.annotate.view, Key.Key_Right)
    importer.settle()

    assert importer.window.annotate.isVisible()
    assert "1 file in doubt: Ctrl+I shows it" in importer.window.status.hints.words


def test_a_gesture_is_stored_while_files_come_in(open_on: OpenOn, folder: Path) -> None:
    importer = open_on("First article to be read.")
    for number in range(40):
        files.plain(folder / f"{number:02}.txt", f"Number {number}.")
    view = importer.window.annotate.view
    stored: list[bool] = []
    importer.window.session.changed.connect(lambda *_: stored.append(importer.window.arrivals.running))
    importer.window.projects.take([folder])
    view.select(0, 5)
    QTest.keyClick(view, Key.Key_S)
    importer.settle()

    assert stored[0]
    assert len(importer.stored) == 41


def test_cancelling_keeps_what_came_in_before_and_names_the_rest(importer: Importer, folder: Path) -> None:
    window, busy = importer.window, Event()
    importer.drop(files.plain(folder / "before.txt"))
    others = [files.plain(folder / f"{number}.txt", f"Number {number}.") for number in range(5)]
    window.session.run(lambda _: busy.wait(20), lambda _: None)  # the database has something else to do
    window.projects.take(others)
    window.commands.run("cancel import")
    busy.set()
    importer.settle()

    assert set(importer.stored) == {"before.txt"}
    assert window.arrivals.inbox.counts[Stage.CANCELLED] == 5
    assert "cancelled" in window.status.hints.words


def test_the_files_of_another_project_are_forgotten(importer: Importer, folder: Path, tmp_path: Path) -> None:
    importer.drop(files.western(folder / "a.txt"))
    Project.create(tmp_path / "other.inquit").close()
    importer.window.projects.open(tmp_path / "other.inquit")
    importer.settle()

    assert importer.window.arrivals.inbox.items == ()
