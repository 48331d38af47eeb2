"""Reports on a project, live: what is kept, what is read again, who is compared with whom."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from models.edits import Edit
from models.entities import Entity
from models.errors import UsageError
from models.ids import made_on
from models.readings import State
from models.scheme import scheme_from
from storage import bulk, queries
from tests.desks import Hand
from tests.reviewed import TEXTS, ana_and_ben, readings
from workspace.project import Project, entry_for
from workspace.reviewing import Cancelled, Reviewer, ReviewOptions, checked_repeats


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = ana_and_ben(tmp_path / "review.inquit", *readings("gold"))
    yield project
    project.close()


def test_a_review_brings_the_words_of_the_articles_and_how_far_people_are(project: Project) -> None:
    review = Reviewer(project).review(ReviewOptions(gamma=False))

    assert sorted(review.texts.values()) == sorted(TEXTS)
    assert sorted(review.headings.values()) == ["Article 1", "Article 2", "Article 3"]
    assert [(one.name, one.kind, one.done) for one in review.people] == [
        ("ana", "human", 3),
        ("ben", "human", 3),
        ("gold", "gold", 3),
    ]


def test_gold_takes_part_only_when_named(project: Project) -> None:
    reviewer = Reviewer(project)

    assert reviewer.report().annotators == ("ana", "ben")
    assert reviewer.report(ReviewOptions(annotators=("gold", "ben"))).annotators == ("ben", "gold")


def test_after_a_change_the_report_is_the_one_a_new_reviewer_makes(project: Project) -> None:
    reviewer = Reviewer(project)
    before = reviewer.report(ReviewOptions(gamma=False))
    remove_first_span(project)

    after = reviewer.report(ReviewOptions(gamma=False))

    assert after != before
    assert after == Reviewer(project).report(ReviewOptions(gamma=False))


def test_a_reading_opened_again_is_compared_no_longer(project: Project) -> None:
    reviewer = Reviewer(project)
    reviewer.report()
    ben = project.annotator("ben")
    article = project.articles(ben)[0].id
    header = project.reading(article, ben).header
    project.run(entry_for(project, "finish", [Edit(header, replace(header, state=State.DOING))], ben, article))

    report = reviewer.report()

    assert article not in report.articles
    assert report.left_out.unfinished == 1


def test_an_entity_has_its_new_name_in_what_was_counted_before(project: Project) -> None:
    reviewer = Reviewer(project)
    ana, article = project.annotator("ana"), project.articles(project.annotator("ana"))[0].id
    reading = project.reading(article, ana)
    speaker = next(span for span in reading.spans.values() if span.label == "speaker")
    person = Entity(project.ids(), "Ilse Brandt", "person")
    named = Edit(speaker, replace(speaker, entity=person.id), reading.header.id)
    project.run(entry_for(project, "entity", [Edit(None, person), named], ana, article))
    ben = project.annotator("ben")
    theirs = next(span for span in project.reading(article, ben).spans.values() if span.label == "speaker")
    builtin = project.shared.built_in("implicit")
    edit = Edit(theirs, replace(theirs, entity=builtin.id), project.reading(article, ben).header.id)
    project.run(entry_for(project, "entity", [edit], ben, article))

    def shown() -> list[str]:
        report = reviewer.report(ReviewOptions(gamma=False))
        return [one.value for item in report.disagreements if item.kind == "entity" for one in item.versions]

    assert shown() == ["Ilse Brandt", "IMPLICIT"]
    project.run(entry_for(project, "rename", [Edit(person, replace(person, name="Ilse Berg"))], ana, article))
    assert shown() == ["Ilse Berg", "IMPLICIT"]


def test_when_a_reading_was_finished_is_read_from_the_log_and_no_change_twice(project: Project) -> None:
    assert Reviewer(project).report(ReviewOptions(gamma=False)).periods == ()  # all imported on one day

    ben = project.annotator("ben")
    article = project.articles(ben)[0].id
    header = project.reading(article, ben).header
    for state in (State.DOING, State.DONE):
        before = project.reading(article, ben).header
        project.run(
            entry_for(project, f"state {state.value}", [Edit(before, replace(before, state=state))], ben, article)
        )

    with project.store.reading() as view:
        newest, found = queries.finishings(view, 0)
        assert set(found) == {header.id}
        assert found[header.id][:10] >= made_on(header.id)
        assert queries.finishings(view, newest)[1] == {}


def test_a_reading_begun_here_keeps_the_version_of_the_scheme_that_it_was_begun_under(tmp_path: Path) -> None:
    path = tmp_path / "versions.inquit"
    ana_and_ben(path).close()
    for version, article in ((1, 0), (2, 1)):
        with closing(Project.open(path)) as project:
            for name in ("cas", "dora"):
                Hand(project, name, article).does("quote", "Ilse" if article == 0 else "The")
                Hand(project, name, 0).does("cue", "said")
                Hand(project, name, article).desk.finish(State.DONE)
            newer = scheme_from({**project.scheme.body, "version": version + 1})
            with project.store.writing() as connection:
                bulk.add_scheme(connection, project.ids(), newer, json.dumps(newer.body))

    with closing(Project.open(path)) as project:
        report = Reviewer(project).report(ReviewOptions(annotators=("cas", "dora"), gamma=False))
    assert {version: found.n for version, found in report.breakdowns["guideline"].items()} == {"1": 2, "2": 2}


def test_one_who_repeats_is_compared_apart_and_who_repeats_must_be_somebody_else(project: Project) -> None:
    repeats = checked_repeats(project, [("ben", "ana")])
    report = Reviewer(project).report(ReviewOptions(gamma=False, repeats=repeats))

    assert (report.annotators, [pair.annotators for pair in report.repeats]) == ((), [("ana", "ben")])
    for wrong in ([("ana", "ana")], [("ben", "ana"), ("ana", "gold")]):
        with pytest.raises(UsageError, match="repeats"):
            checked_repeats(project, wrong)


def test_it_stops_when_asked_and_goes_on_from_there(project: Project) -> None:
    reviewer = Reviewer(project)
    steps: list[int] = []
    with pytest.raises(Cancelled):
        reviewer.review(progress=lambda done, _: steps.append(done), cancel=lambda: len(steps) == 2)

    assert steps == [1, 2]
    assert reviewer.report() == Reviewer(project).report()


def test_a_reviewer_of_a_project_that_others_write_sees_what_was_committed(project: Project) -> None:
    looking = Project.open(project.path, read_only=True)
    reviewer = Reviewer(looking)
    before = reviewer.report(ReviewOptions(gamma=False)).all.n

    remove_first_span(project)

    assert reviewer.report(ReviewOptions(gamma=False)).all.n == before - 1
    looking.close()


def remove_first_span(project: Project) -> None:
    ana = project.annotator("ana")
    article = project.articles(ana)[0].id
    reading = project.reading(article, ana)
    span = next(iter(reading.spans.values()))
    project.run(entry_for(project, "delete", [Edit(span, None, reading.header.id)], ana, article))
