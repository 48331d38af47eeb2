"""Records on their way into the project: each object gets an id of its own, and what is known already keeps its id."""

from __future__ import annotations

from models.articles import Article, text_digest
from models.entities import Member, Utterance
from models.errors import UserError
from models.ids import IdMaker
from models.readings import Header, Reading
from models.records import Intake, Record
from models.spans import Fragment, Link, Span
from models.stances import Stance
from storage.reading_rows import values_of
from workspace.intake.arriving import Arrival, Receiver, as_known

QUOTE = Span("q", "quote", (Fragment(0, 5),), key="q")
CUE = Span("c", "cue", (Fragment(6, 10),), key="c")
RECORD = Record(
    Article("a", "“No,” said Ada."),
    "ana",
    spans=(QUOTE, CUE),
    links=(Link("#1", "cue", "q", "c"),),
    stances=(Stance("q", "against", quote="q", evidence=("c",), key="q"),),
    utterances=(Utterance("u", "ana", "", (Member("q", "verbatim"),), "u"),),
)


def arrival(record: Record) -> Arrival:
    (found,) = Receiver(IdMaker()).received([Intake(record)])
    return found


def test_every_object_has_an_id_that_no_other_has_and_the_files_id_as_its_key() -> None:
    found = arrival(RECORD)

    assert found.rows is not None
    spans, links, stances = values_of(found.rows)
    ids = [one.id for some in (spans, links, stances) for one in some]
    assert len({*ids, found.rows.reading}) == 5
    assert [one.key for one in spans] == ["q", "c"]
    assert (links[0].from_span, links[0].to_span) == (spans[0].id, spans[1].id)
    assert (stances[0].quote, stances[0].evidence, stances[0].key) == (spans[0].id, (spans[1].id,), "q")
    assert found.intake.record.utterances[0].members == (Member(spans[0].id, "verbatim"),)
    assert found.sha256 == text_digest(RECORD.article.text)


def test_an_article_alone_has_no_rows_and_what_cannot_be_read_passes_by() -> None:
    fault = UserError("bad")
    bare, passed = Receiver(IdMaker()).received([Intake(Record(RECORD.article)), fault])

    assert isinstance(bare, Arrival)
    assert bare.rows is None
    assert passed is fault


def test_what_the_project_knows_by_key_or_by_its_own_id_keeps_its_id() -> None:
    found = arrival(RECORD)
    assert found.rows is not None
    mine = {"own-q": Span("own-q", "quote", (Fragment(0, 5),), key="q"), "c": Span("c", "cue", (Fragment(6, 10),))}
    stance = Stance("own-s", "against", quote="own-q", key="q")
    present = Reading(Header("r", "a", "ana", "attribution-v1"), mine, {}, {"own-s": stance})

    known = as_known(found.intake.record, found.rows, present)

    assert [(span.id, span.key) for span in known.spans] == [("own-q", "q"), ("c", None)]
    assert (known.links[0].from_span, known.links[0].to_span) == ("own-q", "c")
    assert (known.stances[0].id, known.stances[0].quote, known.stances[0].evidence) == ("own-s", "own-q", ("c",))
    assert known.utterances[0].members == (Member("own-q", "verbatim"),)
