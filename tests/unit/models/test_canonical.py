"""Two records are equal when only ids, orders, defaults, origins and unused things differ, and never else."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.articles import Article, Meta
from models.canonical import canonical, first_difference
from models.entities import Entity, Member, Target, Utterance
from models.readings import State
from models.records import Record
from models.spans import Fragment, Link, Span
from models.stances import Stance
from tests.strategies import SCHEME, records

T = TypeVar("T")

QUOTE = Span("q", "quote", (Fragment(0, 4),), {"type": "direct"})
OTHER = Span("o", "quote", (Fragment(0, 4),), {"type": "direct"})
ADA = Span("a", "speaker", (Fragment(5, 8),), {"mention_type": "name"}, "E1")
BO = Span("b", "speaker", (Fragment(9, 11),), {"mention_type": "name"}, "E2")
RECORD = Record(
    Article("id", "Yes, Ada Bo", Meta("A title")),
    "ana",
    State.DONE,
    spans=(QUOTE, ADA, BO),
    links=(Link("l", "speaker", "q", "a"),),
    stances=(Stance("t", "favor", "E1", "T1", "explicit", quote="q", evidence=("q",)),),
    entities=(Entity("E1", "Ada Quay", "person"), Entity("E2", "Bo Lind", "person")),
    targets=(Target("T1", "the bridge"),),
    utterances=(Utterance("u", "ana", "yes", (Member("q"),)),),
)


def difference(before: Record, after: Record, *, resolved: bool = False) -> str | None:
    return first_difference(before, after, SCHEME, resolved=resolved)


def renamed(record: Record, seed: int) -> Record:
    """The record with other ids, shuffled, under another article id and with other origins."""
    noise = random.Random(seed)
    ids: dict[tuple[str, str], str] = {}

    def new(kind: str, id: str) -> str:
        return ids.setdefault((kind, id), f"{kind}{noise.random()}")

    def maybe(kind: str, id: str | None) -> str | None:
        return None if id is None else new(kind, id)

    def shuffled(values: Sequence[T]) -> tuple[T, ...]:
        return tuple(noise.sample(values, len(values)))

    def span(one: Span) -> Span:
        return replace(one, id=new("s", one.id), key=None, entity=maybe("e", one.entity), origin="imported")

    def link(one: Link) -> Link:
        return replace(one, id=new("l", one.id), from_span=new("s", one.from_span), to_span=new("s", one.to_span))

    def stance(one: Stance) -> Stance:
        return replace(
            one,
            id=new("t", one.id),
            holder=maybe("e", one.holder),
            target=maybe("g", one.target),
            evidence=tuple(new("s", evidence) for evidence in one.evidence),
            quote=maybe("s", one.quote),
            according_to=maybe("s", one.according_to),
        )

    def utterance(one: Utterance) -> Utterance:
        members = tuple(Member(new("s", member.quote), member.variant) for member in one.members)
        return replace(one, id=new("u", one.id), members=shuffled(members))

    return replace(
        record,
        article=replace(record.article, id="another"),
        spans=shuffled([span(one) for one in record.spans]),
        links=shuffled([link(one) for one in record.links]),
        stances=shuffled([stance(one) for one in record.stances]),
        entities=shuffled([replace(one, id=new("e", one.id)) for one in record.entities]),
        targets=shuffled([replace(one, id=new("g", one.id)) for one in record.targets]),
        utterances=shuffled([utterance(one) for one in record.utterances]),
    )


@given(records(), st.integers(0, 1000))
def test_renaming_and_shuffling_change_nothing(record: Record, seed: int) -> None:
    other = renamed(record, seed)
    assert difference(record, other) is None
    assert canonical(record, SCHEME) == canonical(other, SCHEME)


@given(records(), st.integers(0, 1000))
def test_defaults_written_out_change_nothing(record: Record, seed: int) -> None:
    spans = tuple(
        replace(span, attributes=SCHEME.span_attributes(span.label, span.attributes)) for span in record.spans
    )
    assert (
        difference(record, replace(renamed(record, seed), spans=renamed(replace(record, spans=spans), seed).spans))
        is None
    )


@given(records(), st.data())
def test_any_change_of_one_span_is_seen(record: Record, data: st.DataObject) -> None:
    assume(record.spans)
    at = data.draw(st.integers(0, len(record.spans) - 1))
    change = data.draw(st.sampled_from(("note", "extra", "entity", "gone")))
    span = record.spans[at]
    changed = {
        "note": [replace(span, note=span.note + "!")],
        "extra": [replace(span, extra={**span.extra, "new": 1})],
        "entity": [replace(span, entity="nobody else")],
        "gone": [],
    }[change]
    other = replace(record, spans=(*record.spans[:at], *changed, *record.spans[at + 1 :]))
    assert difference(record, renamed(other, 1)) is not None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda r: replace(r, spans=(replace(QUOTE, attributes={"type": "mixed"}), ADA, BO)),
         "span quote [0, 4): attribute type is mixed, was direct"),
        (lambda r: replace(r, spans=(replace(QUOTE, attributes={"type": "direct", "status": "hedged"}), ADA, BO)),
         "span quote [0, 4): attribute status is hedged, was asserted"),
        (lambda r: replace(r, spans=(replace(QUOTE, fragments=(Fragment(0, 3),)), ADA, BO)),
         "span quote [0, 3) is new"),
        (lambda r: replace(r, spans=(QUOTE, ADA)), "span speaker [9, 11) is missing"),
        (lambda r: replace(r, spans=(QUOTE, replace(ADA, entity="E2"), BO)),
         "span speaker [5, 8): entity is Bo Lind (person), was Ada Quay (person)"),
        (lambda r: replace(r, spans=(replace(QUOTE, fragments=(Fragment(0, 2), Fragment(3, 4))), ADA, BO)),
         "span quote [0, 2) [3, 4) is new"),
        (lambda r: replace(r, links=()), "link speaker from quote [0, 4) to speaker [5, 8) is missing"),
        (lambda r: replace(r, stances=(replace(r.stances[0], polarity="against"),)),
         "stance of Ada Quay (person) towards the bridge on quote [0, 4): polarity is against, was favor"),
        (lambda r: replace(r, stances=(replace(r.stances[0], evidence=()),)),
         'stance of Ada Quay (person) towards the bridge on quote [0, 4): evidence is [], was ["quote [0, 4)"]'),
        (lambda r: replace(r, utterances=()), "utterance yes is missing"),
        (lambda r: replace(r, entities=(replace(r.entities[0], aliases=("Ada",)), r.entities[1])),
         'entity Ada Quay (person): aliases is ["Ada"], was []'),
        (lambda r: replace(r, state=State.DOING), "state is doing, was done"),
        (lambda r: replace(r, seconds=3.0), "seconds is 3.0, was 0.0"),
        (lambda r: replace(r, annotator="bo"), "annotator is bo, was ana"),
        (lambda r: replace(r, article=replace(r.article, text="Yes, Eda Bo")), "the text differs from code point 5 on"),
        (lambda r: replace(r, article=replace(r.article, meta=Meta())), "meta title is nothing, was A title"),
        (lambda r: replace(r, extra={"batch": 1}), "extra batch is 1, was nothing"),
    ],
)  # fmt: skip
def test_the_first_difference_is_told_in_words(change: Callable[[Record], Record], words: str) -> None:
    assert difference(RECORD, change(RECORD)) == words


def test_spans_with_the_same_words_are_told_apart_by_their_links() -> None:
    two = replace(RECORD, spans=(QUOTE, OTHER, ADA, BO), stances=(), utterances=())
    to_each = replace(two, links=(Link("l", "speaker", "q", "a"), Link("m", "speaker", "o", "b")))
    swapped = replace(two, links=(Link("l", "speaker", "o", "a"), Link("m", "speaker", "q", "b")))
    both_to_one = replace(two, links=(Link("l", "speaker", "q", "a"), Link("m", "speaker", "q", "b", 1)))
    assert difference(to_each, swapped) is None
    assert difference(to_each, both_to_one) is not None


def test_namesakes_are_told_apart_by_what_they_say() -> None:
    namesakes = (Entity("E1", "Ada Quay", "person"), Entity("E2", "Ada Quay", "person"))
    two_people = replace(RECORD, entities=namesakes)
    the_other_holds = replace(two_people, stances=(replace(RECORD.stances[0], holder="E2"),))
    one_person = replace(two_people, spans=(QUOTE, ADA, replace(BO, entity="E1")))
    assert difference(two_people, renamed(two_people, 3)) is None
    assert difference(two_people, the_other_holds) is not None
    assert difference(two_people, one_person) is not None


def test_the_author_is_the_author_by_any_name() -> None:
    written = replace(RECORD, entities=(Entity("E1", "AUTHOR", "author"), RECORD.entities[1]))
    named = replace(RECORD, entities=(Entity("E1", "the reporter", "author", ("we",)), RECORD.entities[1]))
    assert difference(written, named) is None


def test_two_authors_of_a_file_are_the_one_author_also_where_spans_share_their_place() -> None:
    beside = replace(ADA, id="c", entity="E2")
    of_two = replace(RECORD, spans=(QUOTE, ADA, beside, replace(BO, entity="E2")))
    two_authors = replace(
        of_two, entities=(Entity("E1", "the reporter", "author", ("we",)), Entity("E2", "I", "author"))
    )
    to_one = tuple(replace(span, entity=span.entity and "E1") for span in of_two.spans)
    one_author = replace(of_two, spans=to_one, entities=(Entity("E1", "AUTHOR", "author"),))
    one_implicit = replace(two_authors, entities=(two_authors.entities[0], Entity("E2", "IMPLICIT", "implicit")))

    assert difference(two_authors, one_author) is None
    assert difference(two_authors, one_implicit) is not None


def test_unused_entities_and_targets_do_not_count() -> None:
    more = replace(
        RECORD,
        entities=(*RECORD.entities, Entity("E9", "Nobody", "person")),
        targets=(*RECORD.targets, Target("T9", "nothing")),
    )
    assert difference(RECORD, more) is None


def test_in_one_project_ids_and_not_names_say_who_is_meant() -> None:
    other_aliases = replace(RECORD, entities=(Entity("E1", "Ada Q.", "person", ("Ada",)), RECORD.entities[1]))
    assert difference(RECORD, other_aliases, resolved=True) is None
    moved = replace(RECORD, spans=(QUOTE, replace(ADA, entity="E2"), BO))
    assert difference(RECORD, moved, resolved=True) == "span speaker [5, 8): entity is Bo Lind, was Ada Quay"


def test_time_spent_does_not_make_another_reading_in_one_project() -> None:
    assert difference(RECORD, replace(RECORD, seconds=90.0), resolved=True) is None


def test_the_form_is_plain_json_with_the_words_of_the_record() -> None:
    form = canonical(RECORD, SCHEME)
    assert form["text"] == "Yes, Ada Bo"
    assert form["links"] == [
        {"name": "speaker from quote [0, 4) to speaker [5, 8)", "order": 0, "attributes": {}},
    ]


def test_the_first_difference_among_twenty_thousand_spans_is_found_by_name() -> None:
    spans = tuple(Span(f"s{at}", "cue", (Fragment(at, at + 1),)) for at in range(20_000))
    before = Record(Article("a", "x" * 20_000), annotator="ana", spans=spans)
    after = replace(before, spans=(*spans[:-1], replace(spans[-1], note="so")))
    assert difference(before, after) == "span cue [19999, 20000): note is so, was nothing"


def test_twenty_thousand_spans_in_one_place_are_told_apart_at_once() -> None:
    spans = tuple(Span(f"s{at}", "cue", (Fragment(0, 1),), note=str(at)) for at in range(20_000))
    record = Record(Article("a", "x"), annotator="ana", spans=spans)
    assert difference(record, replace(record, spans=spans[::-1])) is None


def test_a_long_chain_of_equal_quotes_is_followed_some_steps_only() -> None:
    quotes = tuple(Span(f"q{at}", "quote", (Fragment(0, 1),)) for at in range(1_000))
    stances = tuple(
        Stance(f"t{at}", "favor", quote=f"q{at}", according_to=f"q{at + 1}") for at in range(len(quotes) - 1)
    )
    record = Record(Article("a", "x"), annotator="ana", spans=quotes, stances=stances)
    assert difference(record, renamed(record, 1)) is None
    assert difference(record, replace(record, stances=stances[1:])) is not None


def test_a_span_of_very_many_fragments_has_a_short_name_of_its_own() -> None:
    pieces = tuple(Fragment(2 * at, 2 * at + 1) for at in range(101))
    record = Record(Article("a", "x" * 300), annotator="ana", spans=(Span("s", "quote", pieces),))
    other = replace(record, spans=(Span("s", "quote", (*pieces[:50], Fragment(100, 102), *pieces[51:])),))
    said = difference(record, other)
    assert said is not None
    assert said.startswith("span quote [0, 201) in 101 parts, ")
