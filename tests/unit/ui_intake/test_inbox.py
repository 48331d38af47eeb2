"""What is in doubt, what a choice for one file says about others, and how far each file is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from models.articles import Meta
from models.errors import UserError
from models.previews import ArticlePreview, BlockChoice, Choices, EncodingChoice, Preview, TableChoice
from ui.intake.doubts import Doubt, doubts_of
from ui.intake.facts import Fact, facts
from ui.intake.inbox import Inbox, Item, Stage, looked_at
from ui.intake.words import headline, report, report_so_far, rows
from workspace.intake.importing import FileReport
from workspace.near_duplicates import NearGroup

ARTICLE = ArticlePreview("It stays.", 9, Meta(source_name="a.txt"))
FINE = Preview("text", (ARTICLE,))
UNREADABLE = Preview(
    "text",
    errors=(UserError("not UTF-8"),),
    encodings=(EncodingChoice("windows-1252", "ä"), EncodingChoice("koi8-r", "Д")),
)
CYRILLIC = replace(UNREADABLE, encodings=UNREADABLE.encodings[::-1])
TABLE = Preview("table", table=TableChoice(("nr", "body text"), ("text", "title"), {}, (("1", "It stays."),)))
BLOCKS = (
    BlockChoice("/html/body/div[1]", "densest block", 90, "It"),
    BlockChoice("/html/body", "whole page", 99, "It"),
)
PAGE = Preview("html", (ARTICLE,), blocks=BLOCKS)


def in_doubt(name: str, preview: Preview) -> Item:
    return replace(looked_at(Item(Path(name)), preview), stage=Stage.IN_DOUBT)


def test_a_file_that_can_come_in_as_it_is_leaves_no_doubt() -> None:
    assert doubts_of(FINE) == frozenset()
    assert doubts_of(replace(PAGE, blocks=(replace(BLOCKS[0], how="articleBody"), BLOCKS[1]))) == frozenset()
    assert doubts_of(replace(FINE, encodings=UNREADABLE.encodings)) == frozenset()  # the page says its encoding


def test_each_kind_of_doubt_is_told_by_its_sign() -> None:
    assert doubts_of(UNREADABLE) == {Doubt.ENCODING}
    assert doubts_of(TABLE) == {Doubt.COLUMNS}
    assert doubts_of(PAGE) == {Doubt.BLOCK}
    assert doubts_of(replace(FINE, unmapped_labels={"PER": 2})) == {Doubt.LABELS}
    assert doubts_of(replace(FINE, articles=(replace(ARTICLE, before="It\nstays."),))) == {Doubt.JOINS}


def test_the_likeliest_answer_is_proposed_and_what_was_chosen_stays() -> None:
    item = in_doubt("a.txt", UNREADABLE)
    chosen = replace(item, choices=Choices(encoding="koi8-r"))

    assert item.choices.encoding == "windows-1252"
    assert item.wants_a_look
    assert looked_at(chosen, FINE).choices.encoding == "koi8-r"
    assert looked_at(chosen, FINE).doubts == {Doubt.ENCODING}


def test_a_table_is_settled_once_its_text_has_a_column() -> None:
    item = in_doubt("a.csv", TABLE)

    assert not item.is_settled
    assert replace(item, choices=Choices(columns={"text": "body text"})).is_settled


def test_alike_are_files_in_the_same_doubt_to_which_the_choice_fits() -> None:
    inbox = Inbox()
    items = [in_doubt(name, UNREADABLE) for name in ("a", "b")] + [in_doubt("c", CYRILLIC), in_doubt("d", PAGE)]
    inbox.begin(items)
    chosen = replace(items[0], choices=Choices(encoding="koi8-r"))

    assert [(one.path.name, one.choices.encoding) for one in inbox.alike(chosen)] == [("a", "koi8-r"), ("b", "koi8-r")]


def test_a_part_of_a_page_fits_pages_that_have_it() -> None:
    inbox = Inbox()
    other = replace(PAGE, blocks=(BLOCKS[0], replace(BLOCKS[1], path="/html/body/main")))
    items = [in_doubt("a", PAGE), in_doubt("b", PAGE), in_doubt("c", other)]
    inbox.begin(items)

    assert [one.path.name for one in inbox.alike(replace(items[0], choices=Choices(block="/html/body")))] == ["a", "b"]


def test_what_is_in_doubt_stays_when_other_files_come() -> None:
    inbox = Inbox()
    inbox.begin([in_doubt("a", UNREADABLE), Item(Path("b"))])
    inbox.take_report(FileReport("b", "imported", articles=1))
    inbox.begin([Item(Path("c"))])

    assert [item.path.name for item in inbox.items] == ["a", "c"]


def test_the_list_holds_what_needs_a_look_the_doubtful_first() -> None:
    inbox = Inbox()
    inbox.begin([Item(Path(name)) for name in ("fine", "remarked", "failed", "waiting")] + [in_doubt("doubt", PAGE)])
    inbox.take_report(FileReport("fine", "imported", articles=1))
    inbox.take_report(FileReport("remarked", "imported", articles=1, warnings=("remarked: the same text as fine",)))
    inbox.take_report(
        FileReport("failed", "failed", errors=(UserError("damaged", remedy="save it again", file="failed"),))
    )

    assert [(row.name, row.words) for row in rows(inbox)] == [
        ("All 5 files", "1 waiting · 2 came in · 1 in doubt · 1 failed"),
        ("doubt", "part of the page"),
        ("failed", "damaged"),
        ("remarked", "the same text as fine"),
    ]
    assert headline(inbox) == "2 articles came in, 1 file in doubt, 1 file failed"
    assert "failed: damaged: save it again" in report(inbox)


def test_near_duplicates_and_doubles_have_parts_of_their_own() -> None:
    inbox = Inbox()
    inbox.begin([Item(Path("a"))])
    said = ("a: the same text as b", "a: nearly the same text as c: about 90% of their runs of five words")
    inbox.take_report(FileReport("a", "imported", warnings=said))

    assert report(inbox).split("\n\n")[1:] == [
        "The same text twice\n  a: the same text as b",
        f"Nearly the same text, such as wire copy\n  {said[1]}",
    ]


def test_a_group_of_nearly_the_same_texts_is_a_line_and_a_large_one_is_cut() -> None:
    inbox = Inbox()
    inbox.begin([Item(Path("a"))])
    metas = [Meta(source_name=f"{n}.txt", title="Ferry vote", outlet="Gazette") for n in range(25)]
    inbox.near = (NearGroup("0", {str(n): meta for n, meta in enumerate(metas)}),)

    words = report(inbox)
    assert "Groups of the same and nearly the same texts\n  25: 0.txt “Ferry vote” (Gazette), 1.txt " in words
    assert words.endswith("19.txt “Ferry vote” (Gazette), and 5 more")


def test_cancelling_leaves_out_what_waits() -> None:
    inbox = Inbox()
    inbox.begin([Item(Path("a")), in_doubt("b", PAGE)])
    inbox.cancel()

    assert [item.stage for item in inbox.items] == [Stage.CANCELLED, Stage.IN_DOUBT]
    assert headline(inbox) == "Nothing new came in, 1 file in doubt, 1 file not read"
    assert report_so_far(inbox) == "Nothing new has come in so far"


def test_facts_tell_whence_each_value_came() -> None:
    extra = {"origins": {"title": "og:title"}, "authors": ["A B", "C"], "published_raw": "last Monday"}
    meta = Meta("Ferry", byline="By A B and C", source_name="a.html", extra=extra)

    assert facts(meta) == [
        Fact("title", "Ferry", "og:title"),
        Fact("byline", "By A B and C", ""),
        Fact("names in it", "A B, C", "the byline"),
        Fact("file", "a.html", ""),
        Fact("published raw", "last Monday", "the file, as it is"),
    ]
