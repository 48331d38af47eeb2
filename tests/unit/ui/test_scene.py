"""What the views are given: marks, the active frame, and what the next keys would do."""

from models.articles import Meta
from models.spans import Fragment
from tests.samples import TEXT, at
from tests.unit.ui.conftest import Do
from ui.scene import Hint, active_spans, changes, drawing, frame_of, hints, progress, title_lines
from ui.text.marks import Look
from workspace.annotating.desk import Desk

QUOTE = "“The old bridge will stay open.”"
BROKEN = "“We have no money for it 🏗️,”"
REST = "“not this year.”"


def test_every_span_has_a_mark_and_quotes_are_numbered_in_reading_order(desk: Desk, do: Do) -> None:
    do("quote", BROKEN)
    do("quote", QUOTE)
    found = drawing(desk.snapshot).marks()

    assert {(mark.label, mark.number, mark.fragments) for mark in found} == {
        ("quote", "1", (at(QUOTE),)),
        ("quote", "2", (at(BROKEN),)),
    }


def test_what_waits_for_its_quote_looks_so_until_the_quote_is_made(desk: Desk, do: Do) -> None:
    do("speaker", "Mayor Ilse Brandt 😀")
    (waiting,) = drawing(desk.snapshot).marks()
    do("quote", QUOTE)
    settled = {mark.label: mark.look for mark in drawing(desk.snapshot).marks()}

    assert waiting.look is Look.PENDING
    assert settled == {"quote": Look.NORMAL, "speaker": Look.NORMAL}


def test_only_what_is_drawn_in_another_way_has_changed(desk: Desk, do: Do) -> None:
    do("quote", QUOTE)
    before = drawing(desk.snapshot)
    do("cue", "said on Monday")
    after = drawing(desk.snapshot)
    differing, gone = changes(before, after)

    assert ({after.spans[id].label for id in differing}, gone) == ({"cue"}, set())


def test_a_new_quote_before_another_renumbers_it(desk: Desk, do: Do) -> None:
    do("quote", BROKEN)
    before = drawing(desk.snapshot)
    do("quote", QUOTE)
    after = drawing(desk.snapshot)

    assert [after.mark(id).number for id in before.spans] == ["2"]
    assert set(before.spans) < changes(before, after)[0]


def test_a_deleted_span_is_gone(desk: Desk, do: Do) -> None:
    do("quote", QUOTE)
    before = drawing(desk.snapshot)
    do("delete")

    assert changes(before, drawing(desk.snapshot)) == (set(), set(before.spans))


def test_a_frame_that_is_claimed_changes_the_look_of_what_waited(desk: Desk, do: Do) -> None:
    do("speaker", "Mayor Ilse Brandt 😀")
    before = drawing(desk.snapshot)
    do("quote", QUOTE)

    assert set(before.spans) <= changes(before, drawing(desk.snapshot))[0]


def test_the_active_frame_holds_the_quote_and_all_it_is_linked_to(desk: Desk, do: Do) -> None:
    do("quote", QUOTE)
    do("cue", "said on Monday")
    do("speaker", "Mayor Ilse Brandt 😀")

    assert active_spans(desk.snapshot) == frozenset(desk.snapshot.reading.spans)


def test_pointing_at_a_speaker_finds_its_frame_and_no_other(desk: Desk, do: Do) -> None:
    do("quote", QUOTE)
    do("speaker", "Mayor Ilse Brandt 😀")
    speaker = desk.snapshot.state.selected or ""
    do("quote", BROKEN)
    reading = desk.snapshot.reading

    assert {reading.spans[id].label for id in frame_of(reading, speaker)} == {"quote", "speaker"}
    assert len(frame_of(reading, speaker)) == 2


def test_the_hints_name_the_quote_on_which_a_selection_would_land(desk: Desk, do: Do) -> None:
    do("quote", QUOTE)

    assert Hint("cue", "cue of 1") in hints(desk.snapshot, at("said on Monday"))
    assert Hint("cue", "cue of the next quote") in hints(desk.snapshot, at("told"))


def test_the_hints_say_what_a_quote_would_claim(desk: Desk, do: Do) -> None:
    do("source", "the Tidewater Post")

    assert hints(desk.snapshot, at("“a ‘gift’ to nobody”"))[0] == Hint("quote", "quote claims “the Tidewater Post”")


def test_the_hints_say_in_which_quote_another_would_be_nested(desk: Desk, do: Do) -> None:
    do("quote", "“a ‘gift’ to nobody”")

    assert hints(desk.snapshot, at("‘gift’"))[0] == Hint("quote", "quote in 1")


def test_without_a_quote_there_is_no_stance_to_hint_at(desk: Desk) -> None:
    assert [hint.command for hint in hints(desk.snapshot, Fragment(0, 5))] == ["quote", "speaker", "cue", "source"]


def test_a_quote_counts_as_complete_once_speaker_cue_and_stance_are_there(desk: Desk, do: Do) -> None:
    do("quote", QUOTE)
    do("cue", "said on Monday")
    do("speaker", "Mayor Ilse Brandt 😀")
    assert progress(desk.snapshot.reading) == (0, 1)
    do("polarity", argument="favor/new:the old bridge")

    assert progress(desk.snapshot.reading) == (1, 1)


def test_a_title_that_the_text_begins_with_is_not_shown_twice() -> None:
    meta = Meta("The bridge", "Gazette", published="2025-03-04T10:00", agency="HPS")

    assert title_lines(meta, TEXT) == ("The bridge", f"Gazette · 2025-03-04 · HPS · {len(TEXT)} characters")
    assert title_lines(meta, f"The bridge\n{TEXT}")[0] == ""
    assert title_lines(Meta(source_name="a.txt"), TEXT) == ()
