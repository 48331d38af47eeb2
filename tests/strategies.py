"""Hypothesis strategies for records that are valid under the default scheme; their words are noise on purpose."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import strategies as st

from models.articles import Article, Meta
from models.entities import ENTITY_TYPES, VARIANTS, Entity, Member, Target, Utterance
from models.readings import State
from models.records import Record
from models.scheme import LinkType, default_scheme
from models.spans import Fragment, Link, Span, fragments_of
from models.stances import BASES, POLARITIES, STRENGTHS, Stance

SCHEME = default_scheme()
LETTERS = "ab “”é\u0301\u00a0\u00ad😀𝒳漢م\n"
ENTITIES = tuple(f"E{number}" for number in range(4))
TARGETS = tuple(f"T{number}" for number in range(3))

texts = st.text(LETTERS, min_size=1, max_size=40)
words = st.text("xyzäш ", min_size=1, max_size=6).map(lambda word: f"w{word}")
numbers = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
json_values = (
    st.none() | st.booleans() | numbers | words | st.lists(words, max_size=2) | st.fixed_dictionaries({"k": numbers})
)
extras: st.SearchStrategy[dict[str, object]] = st.just({}) | st.fixed_dictionaries(
    {"x": json_values, "a key": json_values}
)


@st.composite
def fragments(draw: st.DrawFn, text: str) -> tuple[Fragment, ...]:
    """One to three fragments of `text`, which has at least one character."""
    cuts = draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True).map(sorted))
    return fragments_of(list(pairwise(cuts))[::2])


@st.composite
def spans(draw: st.DrawFn, text: str, number: int) -> Span:
    """A span of any label, with its attributes and perhaps an entity."""
    label = draw(st.sampled_from(SCHEME.labels))
    chosen = {name: draw(st.sampled_from((None, *one.values))) for name, one in label.attributes.items()}
    entity = draw(st.none() | st.sampled_from(ENTITIES)) if label.takes_entity else None
    return Span(
        f"s{number}",
        label.name,
        draw(fragments(text)),
        {name: value for name, value in chosen.items() if value is not None},
        entity,
        draw(st.sampled_from(("human", "imported", "suggested", "adjudicated"))),
        draw(st.just("") | words),
        f"s{number}",
        draw(extras),
    )


@st.composite
def links(draw: st.DrawFn, found: list[Span]) -> list[Link]:
    """Links that the scheme allows among the spans."""
    made: list[Link] = []
    for kind in SCHEME.links:
        for start in found:
            ends = [end.id for end in found if _allowed(kind, start, end)]
            chosen = draw(st.lists(st.sampled_from(ends), unique=True, max_size=kind.at_most or 3)) if ends else []
            inherited = draw(st.booleans()) if kind.attributes else False
            attributes = {"inherited": "yes"} if inherited else {}
            made += [
                Link(f"l{len(made)}-{order}", kind.role, start.id, end, order, attributes)
                for order, end in enumerate(chosen)
            ]
    return made


def _allowed(kind: LinkType, start: Span, end: Span) -> bool:
    fits = start.label == kind.from_label and end.label in kind.to_labels and start.id != end.id
    # inner quotes come behind outer ones here, so that no circle can close
    return fits and (not kind.inside or (end.covers(start) and end.id < start.id))


@st.composite
def stances(draw: st.DrawFn, found: list[Span], number: int) -> Stance:
    """A stance with any of its values missing that may be missing."""
    quotes = st.sampled_from([None, *(span.id for span in found if span.label == "quote")])
    evidence = st.lists(st.sampled_from([span.id for span in found]), unique=True, max_size=2) if found else st.just([])
    return Stance(
        f"t{number}",
        draw(st.sampled_from(POLARITIES)),
        draw(st.none() | st.sampled_from(ENTITIES)),
        draw(st.none() | st.sampled_from(TARGETS)),
        draw(st.none() | st.sampled_from(BASES)),
        draw(st.booleans()),
        draw(st.none() | st.sampled_from(STRENGTHS)),
        tuple(draw(evidence)),
        draw(quotes),
        draw(quotes),
        draw(st.just("") | words),
        f"t{number}",
        draw(extras),
    )


@st.composite
def entities(draw: st.DrawFn) -> tuple[Entity, ...]:
    """All of ENTITIES; equal names and types are likely, so that they can be mixed up."""
    return tuple(
        Entity(
            id,
            draw(st.sampled_from(("Ada Quay", "Bo Lind"))),
            draw(st.sampled_from(ENTITY_TYPES)),
            tuple(draw(st.lists(words, max_size=2, unique=True))),
            draw(st.none() | words),
            draw(st.just("") | words),
            key=id,
            extra=draw(extras),
        )
        for id in ENTITIES
    )


@st.composite
def utterances(draw: st.DrawFn, found: list[Span], annotator: str) -> tuple[Utterance, ...]:
    """Up to two utterances of the record's quotes."""
    quotes = [span.id for span in found if span.label == "quote"]
    made = []
    for number in range(draw(st.integers(0, 2)) if quotes else 0):
        members = draw(st.lists(st.sampled_from(quotes), unique=True, min_size=1))
        variants = [draw(st.none() | st.sampled_from(VARIANTS)) for _ in members]
        key = f"u{number}"
        made.append(Utterance(key, annotator, draw(words), tuple(map(Member, members, variants)), key, draw(extras)))
    return tuple(made)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record with a value in every field, often enough."""
    text = draw(texts)
    found = [draw(spans(text, number)) for number in range(draw(st.integers(0, 6)))]
    joined = draw(links(found))
    spoken = {link.from_span for link in joined if link.role == "speaker"}
    found = [replace(span, entity=None) if span.id in spoken else span for span in found]
    return Record(
        Article("a", text, Meta(draw(words), source_name="a.txt", dateline=draw(st.just("") | words)), "a"),
        "ana",
        draw(st.sampled_from(State)),
        spans=tuple(found),
        links=tuple(joined),
        stances=tuple(draw(stances(found, number)) for number in range(draw(st.integers(0, 3)))),
        entities=draw(entities()),
        targets=tuple(Target(id, draw(words), place, key=id) for place, id in enumerate(TARGETS)),
        utterances=draw(utterances(found, "ana")),
        split=draw(st.sampled_from((None, "train", "test"))),
        note=draw(st.just("") | words),
        seconds=draw(st.sampled_from((0.0, 12.5))),
        scheme_version=draw(st.none() | st.just(1)),
        decisions=tuple(draw(st.lists(extras, max_size=1))),
        extra=draw(extras),
    )
