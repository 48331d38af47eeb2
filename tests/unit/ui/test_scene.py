"""What the views are given: marks, the active frame, how far the article is."""

from models.articles import Meta
from tests.samples import TEXT, at
from tests.unit.ui.conftest import Do
from ui.scene import active_spans, changes, drawing, frame_of, progress, title_lines
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
