"""Frames and chains, derived from small invented readings."""

from models.articles import Meta
from models.attributions import (
    Lack,
    StepKind,
    attribution,
    attributions,
    chain,
    document_sources,
    part_letters,
    resolve,
    shown,
)
from models.entities import Entity
from models.readings import Header, Reading
from models.spans import Fragment, Link, Span
from models.stances import Stance

TEXT = (
    "According to the Gazette, the mayor said: “Ode told me ‘the dam leaks’.” “It is old,” he added, “very old.” (HNA)"
)
ENTITIES = {
    entity.id: entity
    for entity in (
        Entity("author", "AUTHOR", "author"),
        Entity("mayor", "Ilse Brandt", "person", ("the mayor",)),
        Entity("ode", "Ana Ode", "person"),
        Entity("gazette", "Harbour Gazette", "media"),
        Entity("hna", "Harbour News Agency", "agency", ("HNA",)),
        Entity("old-gazette", "The Gazette", "media", merged_into="gazette"),
    )
}


def span(id: str, label: str, *words: str, entity: str | None = None, **attributes: str) -> Span:
    fragments = tuple(Fragment(TEXT.index(part), TEXT.index(part) + len(part)) for part in words)
    return Span(id, label, fragments, attributes, entity)


def reading(spans: list[Span], links: list[tuple[str, str, str]], stances: tuple[Stance, ...] = ()) -> Reading:
    orders: dict[tuple[str, str], int] = {}
    made = []
    for number, (role, start, end) in enumerate(links):
        order = orders.setdefault((start, role), 0)
        orders[start, role] += 1
        attributes = {"inherited": "yes"} if role == "via" and start == "q3" else {}
        made.append(Link(f"l{number}", role, start, end, order, attributes))
    header = Header("r", "a", "ana", "attribution-v1")
    return Reading(header, {s.id: s for s in spans}, {k.id: k for k in made}, {t.id: t for t in stances})


def full() -> Reading:
    return reading(
        [
            span("q1", "quote", "“Ode told me ‘the dam leaks’.”", type="direct"),
            span("q2", "quote", "‘the dam leaks’", type="direct"),
            span("q3", "quote", "“It is old,”", "“very old.”", type="direct"),
            span("mayor1", "speaker", "the mayor", entity="mayor"),
            span("ode1", "speaker", "Ode", entity="ode"),
            span("he", "speaker", "he added"[:2], entity="mayor"),
            span("said", "cue", "said"),
            span("added", "cue", "added"),
            span("gazette1", "source", "the Gazette", entity="old-gazette"),
            span("according", "cue", "According to"),
        ],
        [
            ("speaker", "q1", "mayor1"),
            ("cue", "q1", "said"),
            ("via", "q1", "gazette1"),
            ("relay_cue", "gazette1", "according"),
            ("speaker", "q2", "ode1"),
            ("nested_in", "q2", "q1"),
            ("speaker", "q3", "he"),
            ("cue", "q3", "added"),
            ("via", "q3", "gazette1"),
        ],
        (Stance("t1", "against", quote="q2"),),
    )


def steps(of: Reading, quote: str, meta: Meta | None = None) -> list[str]:
    found = chain(of, quote, meta or Meta(), ENTITIES, document_sources(of))
    return [shown(step, TEXT, of, ENTITIES) for step in found]


def test_frames_are_numbered_in_reading_order() -> None:
    assert [(frame.number, frame.quote.id) for frame in attributions(full())] == [(1, "q1"), (2, "q2"), (3, "q3")]


def test_one_frame_is_the_same_as_among_all() -> None:
    assert tuple(attribution(full(), quote) for quote in ("q1", "q2", "q3")) == attributions(full())


def test_the_parts_of_a_broken_quote_have_letters_which_go_on_behind_z() -> None:
    assert [part_letters(part) for part in (0, 1, 25, 26, 27, 26 * 27)] == ["a", "b", "z", "aa", "ab", "aaa"]


def test_a_frame_holds_speaker_cue_sources_parent_and_stances() -> None:
    outer, inner, broken = attributions(full())
    assert outer.cue is not None
    assert (outer.cue.id, [s.id for s in outer.speakers]) == ("said", ["mayor1"])
    assert [(via.source.id, via.inherited, via.relay_cue) for via in outer.sources] == [
        ("gazette1", False, full().spans["according"])
    ]
    assert inner.parent == outer.quote
    assert (outer.level, inner.level) == (0, 1)
    assert [stance.id for stance in inner.stances] == ["t1"]
    assert broken.sources[0].inherited
    assert [s.id for s in outer.spans] == ["q1", "mayor1", "said", "gazette1", "according"]


def test_what_is_missing_is_named() -> None:
    assert attribution(full(), "q1").missing == ()
    assert attribution(full(), "q2").missing == (Lack.CUE, Lack.HOLDER, Lack.TARGET)
    bare = reading([span("q", "quote", "said"), span("s", "speaker", "Ode")], [])
    assert attribution(bare, "q").missing == (Lack.SPEAKER, Lack.CUE, Lack.TYPE)


def test_a_quote_that_names_its_entity_needs_no_speaker() -> None:
    of = reading([span("q", "quote", "said", entity="ode", type="indirect")], [])
    assert attribution(of, "q").missing == (Lack.CUE,)
    assert steps(of, "q") == ["AUTHOR", "Ana Ode"]


def test_a_speaker_who_is_nobody_yet_is_missing_an_entity() -> None:
    of = reading([span("q", "quote", "said", type="direct"), span("s", "speaker", "Ode")], [("speaker", "q", "s")])
    assert Lack.ENTITY in attribution(of, "q").missing
    assert steps(of, "q") == ["AUTHOR", "Ode"]


def test_a_chain_runs_from_the_author_through_sources_and_parents_to_the_speaker() -> None:
    assert steps(full(), "q2") == ["AUTHOR", "Harbour Gazette", "Ilse Brandt", "Ana Ode"]


def test_the_author_is_shown_as_the_outlet() -> None:
    found = chain(full(), "q1", Meta(outlet="Tidewater Post"), ENTITIES, ())
    assert (found[0].kind, found[0].entities, found[0].name) == (StepKind.AUTHOR, ("author",), "Tidewater Post")


def test_the_agency_of_the_article_stands_before_its_author() -> None:
    assert steps(full(), "q1", Meta(agency="HNA"))[0] == "HNA"


def test_sources_of_the_whole_article_stand_before_its_agency_in_text_order() -> None:
    of = full()
    credit = span("credit", "source", "HNA", entity="hna", scope="document")
    first = span("first", "source", "According", entity="ode", scope="document")
    both = Reading(of.header, {**of.spans, "credit": credit, "first": first}, of.links)
    assert steps(both, "q1", Meta(agency="HNA"))[:3] == ["Ana Ode", "Harbour News Agency", "Harbour Gazette"]


def test_equal_neighbours_of_a_chain_collapse() -> None:
    of = full()
    links = {**of.links, "again": Link("again", "via", "q1", "second", 1)}
    second = span("second", "source", "Gazette", entity="gazette")
    doubled = Reading(of.header, {**of.spans, "second": second}, links)
    assert steps(doubled, "q1") == ["AUTHOR", "Harbour Gazette", "Ilse Brandt"]


def test_speakers_of_one_quote_are_one_step() -> None:
    of = full()
    both = Reading(of.header, of.spans, {**of.links, "two": Link("two", "speaker", "q1", "ode1", 1)})
    assert steps(both, "q1")[-1] == "Ilse Brandt and Ana Ode"


def test_mentions_of_nobody_known_stay_apart() -> None:
    nobody = [span("a", "source", "the Gazette"), span("b", "speaker", "the mayor")]
    of = reading([span("q", "quote", "said"), *nobody], [("via", "q", "a"), ("speaker", "q", "b")])
    assert steps(of, "q") == ["AUTHOR", "the Gazette", "the mayor"]


def test_a_circle_of_nesting_or_merging_ends() -> None:
    of = full()
    circle = Reading(of.header, of.spans, {**of.links, "back": Link("back", "nested_in", "q1", "q2")})
    assert attribution(circle, "q1").level == 1
    turning = {"x": Entity("x", "X", "person", merged_into="y"), "y": Entity("y", "Y", "person", merged_into="x")}
    assert resolve("x", turning) in turning
