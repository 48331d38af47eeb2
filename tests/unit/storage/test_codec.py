"""Values as JSON and as digests."""

import hashlib
import json
import weakref
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.articles import Meta
from models.edits import KIND_OF, ArticleHead, Edit, Stored
from models.entities import Entity, Member, Target, Utterance
from models.readings import Header, Reading, State
from models.spans import Fragment, Link, Span
from models.stances import Stance
from storage import codec

TEXTS = st.text(max_size=20)
WORDS = st.text(min_size=1, max_size=20).filter(str.strip)
KEYS = st.none() | WORDS
EXTRA = st.dictionaries(WORDS, st.none() | st.booleans() | st.integers() | TEXTS | st.lists(TEXTS), max_size=3)
FRAGMENTS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=3).map(
    lambda pairs: tuple(Fragment(20 * i + start, 20 * i + start + length) for i, (start, length) in enumerate(pairs))
)
SPANS_AND_LINKS: st.SearchStrategy[Span | Link] = st.one_of(
    st.builds(Span, WORDS, WORDS, FRAGMENTS, st.dictionaries(WORDS, TEXTS), KEYS, WORDS, TEXTS, KEYS, EXTRA),
    st.builds(Link, WORDS, WORDS, WORDS, WORDS, st.integers(0, 9), st.dictionaries(WORDS, TEXTS), EXTRA),
)
STORED: st.SearchStrategy[Stored] = st.one_of(
    SPANS_AND_LINKS,
    st.builds(
        Stance,
        WORDS,
        st.sampled_from(["favor", "against", "neutral", "unclear"]),
        KEYS,
        KEYS,
        st.sampled_from(["explicit", "inferred", None]),
        st.booleans(),
        st.sampled_from([1, 2, 3, None]),
        st.lists(WORDS).map(tuple),
        KEYS,
        KEYS,
        TEXTS,
        KEYS,
        EXTRA,
    ),
    st.builds(Header, WORDS, WORDS, WORDS, WORDS, st.sampled_from(State), st.floats(0, 1e6), TEXTS, EXTRA),
    st.builds(
        Entity,
        WORDS,
        WORDS,
        st.sampled_from(["person", "media"]),
        st.lists(WORDS).map(tuple),
        KEYS,
        TEXTS,
        KEYS,
        KEYS,
        EXTRA,
    ),
    st.builds(Target, WORDS, WORDS, st.integers(0, 9), KEYS, KEYS, EXTRA),
    st.builds(Utterance, WORDS, WORDS, TEXTS, st.lists(st.builds(Member, WORDS, KEYS)).map(tuple), KEYS, EXTRA),
    st.builds(ArticleHead, WORDS, st.builds(Meta, TEXTS, TEXTS, TEXTS, extra=EXTRA), KEYS, EXTRA),
)


@given(STORED)
def test_every_stored_value_comes_back_from_its_json(value: Stored) -> None:
    written = codec.canonical_json(codec.as_json(value))

    assert codec.from_json(KIND_OF[type(value)], json.loads(written)) == value


@given(STORED)
def test_the_json_leaves_out_what_is_empty(value: Stored) -> None:
    assert not [name for name, item in codec.as_json(value).items() if item in (None, "", [], (), {})]


@given(SPANS_AND_LINKS)
def test_the_digest_of_a_span_or_link_is_that_of_the_json_of_all_its_fields(value: Span | Link) -> None:
    kind, *parts = type(value).__name__, *(getattr(value, one.name) for one in fields(value))
    written = json.dumps([kind, *parts], ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert codec.digest([value]) == hashlib.sha256(written.encode()).hexdigest()


def reading() -> Reading:
    spans = {name: Span(name, "cue", (Fragment(place, place + 3),)) for place, name in enumerate("abc")}
    return Reading(Header("r", "a1", "ana", "attribution-v1", State.DOING), spans)


def test_the_digest_of_a_reading_does_not_depend_on_the_order_of_its_objects() -> None:
    turned = replace(reading(), spans=dict(reversed(list(reading().spans.items()))))

    assert codec.reading_digest(turned) == codec.reading_digest(reading())


@pytest.mark.parametrize(
    "changed",
    [
        replace(reading(), header=replace(reading().header, note="x")),
        replace(reading(), header=replace(reading().header, annotator="bo")),
        replace(reading(), header=replace(reading().header, seconds=0.5)),
        replace(reading(), spans={**reading().spans, "a": Span("a", "cue", (Fragment(0, 4),))}),
        replace(reading(), spans={**reading().spans, "a": Span("a", "cue", (Fragment(0, 3),), key="k")}),
        replace(reading(), spans={name: span for name, span in reading().spans.items() if name != "a"}),
        replace(reading(), links={"l": Link("l", "speaker", "a", "b")}),
    ],
)
def test_the_digest_of_a_reading_notices_every_change(changed: Reading) -> None:
    assert codec.reading_digest(changed) != codec.reading_digest(reading())


def test_a_digest_moved_by_edits_equals_the_one_counted_anew() -> None:
    before = reading()
    span = before.spans["b"]
    wider = replace(span, fragments=(Fragment(1, 9),))
    new = Span("d", "speaker", (Fragment(2, 5),))
    edits = [Edit(span, wider, "r"), Edit(None, new, "r"), Edit(before.spans["c"], None, "r")]
    after = replace(before, spans={"a": before.spans["a"], "b": wider, "d": new})

    moved = codec.moved_digest(codec.reading_digest(before), edits)

    assert moved == codec.reading_digest(after)
    assert codec.moved_digest(moved, [edit.inverse for edit in edits]) == codec.reading_digest(before)


def test_nothing_that_was_digested_is_kept() -> None:
    written = (word for word in ("some", "words"))
    kept = weakref.ref(written)
    codec.sum_of(written)
    del written
    assert kept() is None
