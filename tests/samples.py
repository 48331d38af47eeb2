"""Invented values and small projects that many tests start from."""

from dataclasses import replace
from pathlib import Path

from models.articles import Article, Meta
from models.edits import Edit
from models.entities import Entity, Member, Target, Utterance
from models.ids import IdMaker
from models.readings import Annotator, Header, Reading, State
from models.scheme import default_scheme
from models.spans import Fragment, Link, Span
from models.stances import Stance
from storage import bulk, log, objects
from storage.codec import canonical_json
from storage.log import Entry
from storage.store import Store
from workspace.project import Project

# Emoji beyond the BMP, combining marks, curly quotes: offsets are code points, whatever the words are.
TEXT = (
    "Mayor Ilse Brandt 😀 said on Monday: “The old bridge will stay open.”\n"
    "“We have no money for it 🏗️,” the treasurer, Noël A\u0301vila, told the Harbour Gazette, “not this year.”\n"
    "According to the Tidewater Post, Brandt called the plan “a ‘gift’ to nobody”.\n"
    "The treasurer denied that. Nobody else spoke."
)


def at(words: str, text: str = TEXT) -> Fragment:
    """The first place of `words` in `text`, in code points."""
    start = text.index(words)
    return Fragment(start, start + len(words))


def article(id: str = "", text: str = TEXT, source_name: str = "bridge.txt") -> Article:
    """An article of the invented text; a new id unless one is given."""
    return Article(id or IdMaker()(), text, Meta("The bridge", source_name=source_name))


def new_store(path: Path) -> Store:
    """An empty project file with the default scheme."""
    scheme = default_scheme()
    return Store.create(path, scheme, canonical_json(scheme.body), IdMaker())


def new_project(path: Path, *texts: str) -> Project:
    """A project with an article for each text, the invented one where none is given."""
    project = Project.create(path)
    with project.store.writing() as connection:
        for number, text in enumerate(texts or (TEXT,), 1):
            bulk.add_article(connection, article(project.ids(), text, source_name=f"{number}.txt"))
    return project


def full_reading(article: str, annotator: str, entity: str, target: str, quote_key: str | None = "q1") -> Reading:
    """A reading that holds a value in every field that can hold one."""
    ids = IdMaker()
    quote = Span(
        ids(),
        "quote",
        (at("“We have no money for it 🏗️,”"), at("“not this year.”")),
        {"type": "direct", "status": "asserted"},
        origin="imported",
        note="broken in two 😀",
        key=quote_key,
        extra={"z": 1, "a": [True, None, "😀"]},
    )
    speaker = Span(ids(), "speaker", (at("the treasurer, Noël A\u0301vila"),), {"mention_type": "name"}, entity)
    cue = Span(ids(), "cue", (at("told"),))
    links = [
        Link(ids(), "speaker", quote.id, speaker.id, extra={"by": "hand"}),
        Link(ids(), "cue", quote.id, cue.id),
    ]
    stance = Stance(
        ids(),
        "against",
        entity,
        target,
        "explicit",
        True,
        2,
        (quote.id, cue.id),
        quote.id,
        quote.id,
        "",
        "t1",
        {"x": 2},
    )
    header = Header(ids(), article, annotator, "attribution-v1", State.DONE, 12.5, "read twice", {"split": "dev"})
    return Reading(
        header,
        {span.id: span for span in (quote, speaker, cue)},
        {link.id: link for link in links},
        {stance.id: stance},
    )


def fill(store: Store, *, articles: int = 1, annotators: int = 1) -> list[Reading]:
    """Puts articles, annotators, an entity, a target, readings and an utterance into an empty project file."""
    ids = IdMaker()
    people = [Annotator(ids(), f"Anna {number}") for number in range(1, annotators + 1)]
    entity = Entity(ids(), "Noël Ávila", "person", ("the treasurer", "Ávila"), "Q7", "invented", None, "e1", {"k": "v"})
    target = Target(ids(), "the old bridge 🌉", 0, None, "g1", {"n": 1.5})
    readings: list[Reading] = []
    with store.writing() as connection:
        bulk.add_shared(connection, [entity, target])
        for person in people:
            bulk.add_annotator(connection, person)
        for number in range(1, articles + 1):
            one = replace(article(ids(), f"{TEXT}\nArticle {number}.", source_name=f"{number}.txt"), key=f"a{number}")
            bulk.add_article(connection, one)
            bulk.add_sources(connection, [bulk.Source(one.id, one.text.encode(), "text/plain", "text")])
            for person in people:
                readings.append(full_reading(one.id, person.id, entity.id, target.id))
                bulk.add_reading(connection, readings[-1])
        quote = readings[0].quotes[0].id
        bulk.add_shared(connection, [Utterance(ids(), people[0].id, "no money", (Member(quote, "verbatim"),), "u1")])
    return readings


def renamed(entity: Entity, name: str) -> Edit:
    """The edit that gives an entity another name."""
    return Edit(entity, replace(entity, name=name))


def fill_with_history(store: Store, ids: IdMaker, *, articles: int = 1) -> None:
    """Fills a project file as `fill` does and logs a change of a note for every reading."""
    for reading in fill(store, articles=articles, annotators=2):
        edit = Edit(reading.header, replace(reading.header, note=f"noted {ids()[-4:]} 😀"))
        with store.writing() as connection:
            made = objects.apply(connection, [edit])
            entry = Entry(ids(), "note", made, reading.header.annotator, reading.header.article, '{"before":{}}')
            log.append(connection, entry)


def change_note(project: Project, note: str) -> None:
    """A change that the log knows of: the note of the first article's reading by the annotator of `fill`."""
    annotator = project.annotator("Anna 1")
    header = project.reading(project.articles(annotator)[0].id, annotator).header
    edit = Edit(header, replace(header, note=note))
    project.run(Entry(project.ids(), "note", (edit,), header.annotator, header.article))
