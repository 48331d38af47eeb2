"""The whole report on readings."""

from collections.abc import Hashable
from dataclasses import replace

import pytest

from agreement.model import Settings
from agreement.report import Around, Cancelled, Source, agreement, as_json, compare
from models.errors import UserError
from models.figures import AgreementReport, Figure
from models.readings import State
from models.records import Record
from models.spans import Span
from models.stances import Stance
from tests.unit.agreement.samples import TEXT, record, span

QUICK = Settings(gamma=False)
QUOTE, SPEAKER, CUE = span("q", "quote", (0, 32)), span("s", "speaker", (33, 42)), span("c", "cue", (43, 47))


def _articles(number: int, *sides: list[Span]) -> list[Record]:
    """The same readings of so many articles."""
    return [
        record(name, *spans, article=f"a{place:03}")
        for place in range(number)
        for name, spans in zip(("ana", "ben", "cas"), sides, strict=False)
    ]


def _f1(report: AgreementReport, label: str = "quote") -> Figure:
    return report.labels[label].figures["f1_exact"]


def test_articles_are_added_up_and_not_averaged() -> None:
    many = record("ana", *(span(f"q{n}", "quote", (10 * n, 10 * n + 5)) for n in range(9)))
    records = [many, replace(many, annotator="ben"), *_articles(1, [QUOTE], [span("q", "quote", (0, 9))])]
    assert _f1(agreement(records, QUICK)).value == pytest.approx(2 * 9 / 20)


def test_f1_of_three_is_the_sum_over_pairs() -> None:
    report = agreement(_articles(1, [QUOTE], [QUOTE], [QUOTE, span("r", "quote", (50, 60))]), QUICK)
    assert _f1(report).value == pytest.approx(2 * 3 / (2 + 3 + 3))
    assert [pair.labels["quote"].figures["f1_exact"].value for pair in report.pairs] == pytest.approx([1, 2 / 3, 2 / 3])
    assert _f1(report).n == 4


def test_an_unfinished_reading_is_never_scored_as_empty() -> None:
    records = [*_articles(1, [QUOTE], [QUOTE]), record("cas", article="a000", state=State.DOING)]
    report = agreement(records, QUICK)
    assert report.annotators == ("ana", "ben")
    assert _f1(report).value == 1.0
    assert report.left_out.unfinished == 1
    assert _f1(agreement(records, replace(QUICK, only_done=False))).value == pytest.approx(0.5)


def test_a_reading_not_begun_is_no_reading_even_if_all_are_asked_for() -> None:
    records = [*_articles(1, [QUOTE], [QUOTE]), record("cas", article="a000", state=State.TODO)]
    assert agreement(records, replace(QUICK, only_done=False)).annotators == ("ana", "ben")


def test_articles_read_once_are_counted_and_left_out() -> None:
    report = agreement([*_articles(2, [QUOTE], [QUOTE]), record("ana", QUOTE, article="z")], QUICK)
    assert len(report.articles) == 2
    assert report.left_out.single == 1


def test_without_a_common_article_every_figure_says_so() -> None:
    report = agreement([record("ana", QUOTE, article="a"), record("ben", QUOTE, article="b")], QUICK)
    assert report.articles == ()
    assert report.all.figures["f1_exact"].value is None
    assert report.all.figures["f1_exact"].why


def test_agreement_on_nothing_is_shown_and_not_scored() -> None:
    report = agreement(_articles(1, [], []), replace(QUICK, labels=("quote",)))
    assert _f1(report).value is None
    assert "nobody" in _f1(report).why
    assert report.labels["quote"].figures["char_alpha"].value is None
    assert "100 %" in report.labels["quote"].figures["char_alpha"].why
    assert report.left_out.empty_articles == 1


def test_below_three_articles_there_is_no_interval_and_it_says_why() -> None:
    figure = _f1(agreement(_articles(2, [QUOTE, CUE], [QUOTE]), QUICK))
    assert (figure.low, figure.high) == (None, None)
    assert "fewer than 3 articles" in figure.why


def test_the_interval_of_a_share_never_reaches_below_0_though_that_of_alpha_may() -> None:
    same, other = _articles(1, [QUOTE], [QUOTE]), _articles(1, [QUOTE], [])
    mixed = [
        replace(found, article=replace(found.article, id=f"a{place}"))
        for place in range(4)
        for found in (other if place else same)
    ]
    found = agreement(mixed, QUICK).labels["quote"].figures
    assert found["f1_exact"].low == 0
    assert found["u_alpha"].low is not None
    assert found["u_alpha"].low < 0


def test_few_articles_have_a_jackknife_interval_and_many_a_bootstrap() -> None:
    same, other = _articles(1, [QUOTE], [QUOTE]), _articles(1, [QUOTE], [])
    for number in (6, 40):
        mixed = [
            replace(found, article=replace(found.article, id=f"a{place:03}"))
            for place in range(number)
            for found in (same if place % 2 else other)
        ]
        figure = _f1(agreement(mixed, QUICK))
        assert figure.value == pytest.approx(2 / 3)
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low < 2 / 3 < figure.high <= 1
        assert figure == _f1(agreement(mixed, QUICK))  # seeded


def test_the_interval_narrows_with_more_articles() -> None:
    widths = []
    for number in (24, 96):
        records = [
            r for place in range(number) for r in _articles(1, [QUOTE, CUE], [QUOTE, CUE] if place % 3 else [QUOTE])
        ]
        named = [replace(r, article=replace(r.article, id=f"a{place // 2:03}")) for place, r in enumerate(records)]
        figure = agreement(named, QUICK).all.figures["f1_exact"]
        widths.append((figure.high or 0) - (figure.low or 0))
    assert widths[1] < widths[0] * 0.75


def test_a_label_asked_for_is_shown_though_nobody_used_it() -> None:
    report = agreement(_articles(1, [QUOTE], [QUOTE]), replace(QUICK, labels=("speaker", "quote")))
    assert list(report.labels) == ["speaker", "quote"]
    assert report.labels["speaker"].n == 0


def test_labels_not_asked_for_are_left_out() -> None:
    report = agreement(_articles(1, [QUOTE, CUE], [QUOTE]), replace(QUICK, labels=("quote",)))
    assert list(report.labels) == ["quote"]
    assert report.all.figures["f1_exact"].value == 1.0
    assert report.disagreements == ()


def test_annotators_can_be_chosen_and_an_unknown_one_is_an_error() -> None:
    records = _articles(1, [QUOTE], [QUOTE], [])
    assert _f1(agreement(records, replace(QUICK, annotators=("ana", "ben")))).value == 1.0
    with pytest.raises(UserError, match="dora"):
        agreement(records, replace(QUICK, annotators=("ana", "dora")))


def test_accepted_suggestions_are_counted_and_can_be_left_out() -> None:
    accepted = replace(CUE, extra={"suggested_by": "rules"})
    records = _articles(1, [QUOTE, accepted], [QUOTE, accepted])
    report = agreement(records, QUICK)
    assert (report.left_out.suggested, report.labels["cue"].n) == (2, 2)
    without = agreement(records, replace(QUICK, with_suggested=False))
    assert (without.left_out.suggested_left_out, "cue" in without.labels) == (2, False)


def test_doubles_of_one_annotator_count_once_and_are_reported() -> None:
    report = agreement(_articles(1, [QUOTE, replace(QUOTE, id="again")], [QUOTE]), QUICK)
    assert _f1(report).value == 1.0
    assert report.left_out.duplicates == 1


def test_quotes_are_told_apart_by_what_either_annotator_says_of_them() -> None:
    direct, indirect = replace(QUOTE, attributes={"type": "direct"}), replace(QUOTE, attributes={"type": "indirect"})
    far = span("f", "quote", (50, 60), type="direct")
    found = agreement(_articles(1, [direct, far], [indirect]), QUICK).breakdowns["type"]
    assert found["direct"].figures["f1_exact"].value == pytest.approx(2 / 3)
    assert found["indirect"].figures["f1_exact"].value == 1.0
    assert found["direct"].n == 3


def test_guideline_versions_languages_and_marks_are_told_apart() -> None:
    marked = span("q", "quote", (0, TEXT.index("”") + 1))
    records = [
        record("ana", marked, version=1),
        record("ben", marked, version=1),
        record("ana", marked, article="b", version=1),
        record("ben", article="b", version=2),
    ]
    found = agreement(records, QUICK).breakdowns
    assert found["guideline"]["1"].figures["f1_exact"].value == 1.0
    assert found["guideline"]["different"].figures["f1_exact"].value == 0.0
    assert set(found["marks"]) == {"balanced"}
    assert found["language"]["en"].n == 3


def test_blind_repeats_are_compared_apart() -> None:
    records = [*_articles(1, [QUOTE], [QUOTE]), record("ana again", article="a000")]
    report = agreement(records, replace(QUICK, repeats={"ana again": "ana"}))
    assert report.annotators == ("ana", "ben")
    assert _f1(report).value == 1.0
    assert [pair.annotators for pair in report.repeats] == [("ana", "ana again")]
    assert report.repeats[0].all.figures["f1_exact"].value == 0.0


def test_competence_is_shown_from_three_annotators_up() -> None:
    assert agreement(_articles(1, [QUOTE], [QUOTE]), QUICK).competence == {}
    found = agreement(_articles(3, [QUOTE, CUE, SPEAKER], [QUOTE, CUE, SPEAKER], [QUOTE, SPEAKER]), QUICK).competence
    assert (found["cas"].value or 0) < (found["ana"].value or 0)


def test_labels_of_matched_spans_are_counted_with_what_is_missing() -> None:
    other = span("q", "cue", (0, 32))
    found = agreement(_articles(1, [QUOTE, CUE], [other]), QUICK).confusion
    assert found["quote", "cue"] == found["cue", "quote"] == 1
    assert found["cue", ""] == 1


def test_gamma_is_pending_until_it_was_asked_for() -> None:
    records = _articles(2, [QUOTE, CUE], [QUOTE, CUE], [QUOTE])
    pending = agreement(records, QUICK)
    assert pending.gamma_pending
    assert pending.all.figures["gamma"].value is None
    report = agreement(records, Settings(gamma_samples=5))
    assert not report.gamma_pending
    assert report.pairs[0].all.figures["gamma"].value == pytest.approx(1.0)
    assert (report.pairs[1].all.figures["gamma"].value or 0) < 1


def test_progress_is_told_and_the_work_can_be_stopped() -> None:
    steps: list[tuple[int, int]] = []
    records = _articles(3, [QUOTE], [QUOTE])
    agreement(records, QUICK, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 3), (2, 3), (3, 3)]
    with pytest.raises(Cancelled):
        agreement(records, QUICK, cancel=lambda: True)


def _sources(read: list[str], changed: str, spans: list[Span]) -> list[Source]:
    """25 articles, in one of which ben has other spans; says in `read` which are loaded."""

    def source(name: str, records: list[Record], version: str) -> Source:
        def load() -> list[Record]:
            read.append(name)
            return records

        return Source(name, (("ana", "1"), ("ben", version)), load)

    found = []
    for place in range(25):
        name = f"a{place:03}"
        ben = spans if name == changed else [QUOTE, CUE] if place % 2 else [QUOTE]
        records = [record("ana", QUOTE, CUE, article=name), record("ben", *ben, article=name)]
        found.append(source(name, records, "2" if name == changed else "1"))
    return found


def test_only_articles_that_changed_are_read_again() -> None:
    read: list[str] = []
    cache: dict[Hashable, object] = {}
    compare(_sources(read, "", []), QUICK, cache=cache)
    for name, spans in (("a003", [QUOTE]), ("a004", [])):
        read.clear()
        kept = compare(_sources(read, name, spans), QUICK, cache=cache)
        assert name in read
        assert len(read) <= 2  # and the one that is as it was at first
        fresh = compare(_sources([], name, spans), QUICK)
        assert kept.disagreements == fresh.disagreements
        for figure, expected in fresh.all.figures.items():
            assert kept.all.figures[figure].value == pytest.approx(expected.value)
            assert kept.all.figures[figure].low == pytest.approx(expected.low)


def test_an_article_whose_words_have_changed_is_counted_again_and_no_other() -> None:
    cache: dict[Hashable, object] = {}
    read: list[str] = []
    other = replace(SPEAKER, entity="deputy")

    def source(name: str, entity: str) -> Source:
        sides = (replace(SPEAKER, entity=entity), other)
        records = [record(who, one, article=name) for who, one in zip(("ana", "ben"), sides, strict=True)]

        def load() -> list[Record]:
            read.append(name)
            return [
                replace(one, entities=tuple(e for e in one.entities if e.id in (entity, "deputy"))) for one in records
            ]

        return Source(name, (("ana", ""), ("ben", "")), load)

    sources = [source("a1", "mayor"), source("a2", "deputy")]
    for name in ("Ida Holm", "Ida Holm", "Ida Berg"):
        names = {"mayor": name, "deputy": "Per Lund", "new": f"unheard of: {len(read)}"}
        compare(sources, QUICK, cache=cache, around=Around(names))

    assert read == ["a1", "a2", "a1"]


def test_stances_agree_by_quote_holder_and_target_and_over_articles() -> None:
    def stance(polarity: str, quote: str | None = "q") -> Stance:
        return Stance(f"t{quote}", polarity, "mayor", "bridge", quote=quote)

    far = span("f", "quote", (50, 60))
    records = [
        record("ana", QUOTE, far, stance("favor"), stance("against", "f")),
        record("ben", QUOTE, far, stance("favor"), stance("favor", "f")),
    ]
    found = agreement(records, QUICK).stance
    assert found.items == 2
    assert found.figures["polarity_percent"].value == pytest.approx(0.5)
    assert found.figures["holder_target_f1"].value == 1.0
    assert found.figures["by_article_alpha"].value == pytest.approx(0.0)  # both against favor


def test_the_json_has_the_shape_that_other_programs_rely_on() -> None:
    report = agreement(_articles(3, [QUOTE, CUE], [QUOTE], [QUOTE, CUE]), Settings(gamma_samples=3))
    plain = as_json(report)
    assert plain["articles"] == 3
    assert plain["annotators"] == ["ana", "ben", "cas"]
    labels = plain["labels"]
    assert isinstance(labels, dict)
    names = {
        "f1_exact",
        "f1_overlap",
        "f1_iou",
        "f1_chars",
        "char_alpha",
        "u_alpha",
        "u_alpha_relevance",
        "cu_alpha",
        "gamma",
    }
    assert names | {"n"} <= set(labels["quote"])
    assert {"value", "low", "high", "n"} <= set(labels["cue"]["f1_exact"])
    assert labels["cue"]["cu_alpha"]["coverage"] == pytest.approx(1 / 2, abs=0.5)
    assert plain["disagreements"] == {"missing": 3}
    assert [pair["annotators"] for pair in plain["pairs"]] == [["ana", "ben"], ["ana", "cas"], ["ben", "cas"]]  # type: ignore[attr-defined]
    assert {"items", "polarity_alpha", "holder_target_f1"} <= set(plain["stance"])  # type: ignore[call-overload]
