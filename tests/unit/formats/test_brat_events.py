"""brat's events as they are found: odd triggers, numbers and arguments; all texts are invented."""

from __future__ import annotations

import pytest

from formats.brat import read_folder
from formats.interface import ReadOptions
from models.records import Intake
from tests.folders import MemoryFolder
from tests.unit.formats.test_brat import POLNEAR, TEXT, folder, links, only, place
from tests.unit.formats.test_brat_corpora import EVENT, given_back

SPANS = "\n".join(EVENT.splitlines()[:3])
BOB = f"T6\tSource {place('Bob')}\tBob"


def events(ann: str) -> list[str]:
    return [line for line in ann.splitlines() if line.startswith("E")]


def parts(event: str) -> set[str]:
    return set(event.split())


@pytest.mark.parametrize(
    ("event", "linked"),
    [
        ("E1\tCue:T3 Content:T1 Source:T2", {("cue", "T1", "T3"), ("speaker", "T1", "T2")}),
        ("E1\tContent:T1 Source:T2 Cue:T3", {("cue", "T1", "T3"), ("speaker", "T1", "T2")}),
        ("E1\tAttribution:T3 Content:T1 Cue:T3", {("cue", "T1", "T3")}),
        ("E1\tAttribution:T3 Content:T1 Source:T2", {("speaker", "T1", "T2")}),
    ],
)
def test_a_span_that_is_the_trigger_of_an_event_goes_out_as_its_trigger_and_once(
    event: str, linked: set[tuple[str, str, str]]
) -> None:
    intake = only(folder(f"{SPANS}\n{event}\n"))
    assert links(intake.record) == linked
    assert not any("link lost" in warning for warning in intake.warnings)
    written = given_back(intake)
    assert parts(events(written)[0]) == parts(event)
    assert written.count(f" {place('said')}\t") == 1


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ("T4\tAttribution 5 5000\tx\nE1\tAttribution:T4 Content:T1", "4: the span ends behind the text: T4: [5, 5000]"),
        ("T4\tAttribution 9 5\tx\nE1\tAttribution:T4 Content:T1", "4: a fragment must start at 0 or later and before"),
        ("E2\tAttribution:E2 Content:T1", "4: the trigger of an event is no T line: E2: name a T line in E2"),
        ("A1\tSure T1\nE2\tAttribution:A1 Content:T1", "5: the trigger of an event is no T line: A1"),
    ],
)
def test_an_impossible_trigger_is_a_fault_with_its_line(lines: str, what: str) -> None:
    (error,) = read_folder(folder(f"{SPANS}\n{lines}\n"), POLNEAR)
    assert f"a_b_x1.ann:{what}" in str(error)


def test_what_is_odd_about_a_trigger_is_named() -> None:
    odd = f"T4\tAttribution {place('Ada')};0 1\tAda"
    warnings = only(folder(f"{SPANS}\n{odd}\nE1\tAttribution:T4 Content:T1\n")).warnings
    assert any("fragments of a trigger sorted: 1 (T4)" in warning for warning in warnings)
    assert any("trigger whose words stand elsewhere: 1 (T4)" in warning for warning in warnings)
    assert not any(" fragments sorted" in warning for warning in warnings)


def test_numbers_of_roles_come_back_as_the_file_had_them() -> None:
    event = "E1\tAttribution:T4 Content3:T1 Source2:T6 Source7:T2 Cue2:T3"
    intake = only(folder(f"{EVENT}\n{BOB}\n{event}\n"))
    assert links(intake.record) == {("speaker", "T1", "T2"), ("speaker", "T1", "T6"), ("cue", "T1", "T3")}
    assert parts(events(given_back(intake))[0]) == parts(event)


def test_the_event_that_links_a_quote_of_two_events_is_the_same_when_they_come_back() -> None:
    late, early = f"T7\tContent {place('Bob doubts')}\tBob doubts", "E10\tAttribution:T4 Content:T1 Content2:T7 Cue:T3"
    intake = only(folder("\n".join((EVENT, BOB, late, early, "E2\tAttribution:T4 Content:T7 Source:T6", ""))))
    assert links(intake.record) == {("cue", "T1", "T3"), ("speaker", "T7", "T6")}
    written = given_back(intake)
    assert [event.split()[0] for event in events(written)] == ["E2", "E10"]
    assert links(only(folder(written)).record) == links(intake.record)


def test_an_argument_given_twice_is_named_and_claims_nothing_again() -> None:
    event = "E1\tAttribution:T4 Content:T1 Content2:T1 Source:T2 Source2:T2 Cue:T3"
    intake = only(folder(f"{EVENT}\n{event}\n"))
    said = next(warning for warning in intake.warnings if "given twice" in warning)
    assert "argument given twice, read once: 2 (E1 Content2 T1, E1 Source2 T2)" in said
    assert not any("second event" in warning for warning in intake.warnings)
    assert parts(events(given_back(intake))[0]) == {"E1", "Attribution:T4", "Content:T1", "Source:T2", "Cue:T3"}


def test_a_role_that_means_nothing_here_says_which_flag_maps_it() -> None:
    ann = EVENT.replace("Source", "speaker").replace("Content", "quote") + "\nE1\tAttribution:T4 quote:T1 Said_by:T2\n"
    (intake,) = read_folder(MemoryFolder({"a.txt": TEXT.encode(), "a.ann": ann.encode()}), ReadOptions())
    assert isinstance(intake, Intake)
    assert dict(intake.unmapped_roles) == {"Said_by": 1}


@pytest.mark.parametrize("line", ["T5\tCue 3 8", "T5\tCue\t3 8\tx", "T5\tCue 3\tx"])
def test_a_span_without_all_its_parts_is_named_as_it_stands(line: str) -> None:
    (error,) = read_folder(folder(f"{EVENT}\n{line}\n"), POLNEAR)
    assert "a line of brat standoff lacks a part" in str(error)
    assert line.replace("\t", "\\t") in str(error)


def test_an_event_whose_arguments_would_make_too_many_links_is_a_fault() -> None:
    text = "a " * 400
    spans = [f"T{number}\tContent {2 * number} {2 * number + 1}\ta" for number in range(400)]
    arguments = " ".join(f"Content{number + 1}:T{number}" for number in range(1, 400))
    ann = "\n".join([*spans, f"E7\tContent:T0 {arguments}"])
    (error,) = read_folder(folder(ann, text), POLNEAR)
    assert "a_b_x1.ann:401: an event with too many arguments: E7: 400: split it into several" in str(error)
