"""Whole attributions suggested by rule, in invented sentences."""

from hypothesis import given
from hypothesis import strategies as st

from models.articles import Article
from models.ids import IdMaker
from models.spans import Fragment
from suggest.quotations import SUGGESTED_BY, suggested_record, suggestions


def found(text: str) -> list[tuple[list[str], list[str], list[str]]]:
    def said(fragments: tuple[Fragment, ...]) -> list[str]:
        return [text[start:end] for start, end in fragments]

    return [(said(item.quote), said(item.cue), said(item.speaker)) for item in suggestions(text)]


def test_a_quotation_before_its_speaker_and_cue() -> None:
    text = "It rained. “The old dam leaks,” the mayor said on Monday."
    assert found(text) == [(["“The old dam leaks,”"], ["said"], ["the mayor"])]


def test_a_speaker_behind_the_cue() -> None:
    assert found("“The old dam leaks,” said Ilse Brandt.") == [(["“The old dam leaks,”"], ["said"], ["Ilse Brandt"])]


def test_a_clause_behind_speaker_and_cue() -> None:
    text = "Mayor Ilse Brandt has repeatedly warned that the dam leaks, while others slept."
    assert found(text) == [(["that the dam leaks"], ["has repeatedly warned"], ["Mayor Ilse Brandt"])]


def test_a_participle_reports_for_the_speaker_before_it() -> None:
    text = "Brandt said the dam leaks, adding that nobody cares."
    assert found(text) == [
        (["the dam leaks"], ["said"], ["Brandt"]),
        (["that nobody cares"], ["adding"], ["Brandt"]),
    ]


def test_a_warning_is_a_noun_behind_an_article() -> None:
    assert found("Brandt had a sharp warning that the dam leaks.") == []


def test_a_quotation_broken_by_its_speaker_is_one_quote() -> None:
    text = "“The old dam leaks,” Brandt said. “Nobody cares at all.”"
    assert found(text) == [(["“The old dam leaks,”", "“Nobody cares at all.”"], ["said"], ["Brandt"])]


def test_the_speaker_of_a_subordinate_clause_leaves_its_conjunction_out() -> None:
    text = "It rained while Brandt said the dam leaks."
    assert found(text) == [(["the dam leaks"], ["said"], ["Brandt"])]


def test_a_quotation_without_a_cue_is_suggested_with_a_low_score_and_a_title_is_not() -> None:
    text = "“Nobody in this town cares about the dam.”\n\nThe film “Old Dam” is on."
    (suggestion,) = suggestions(text)
    assert suggestion.score < 0.5
    assert (suggestion.cue, suggestion.speaker) == ((), ())


def test_direct_speech_with_a_speaker_is_surer_than_a_paraphrase_and_that_than_one_without() -> None:
    text = "“The old dam leaks,” Brandt said.\n\nOde said it holds.\n\nSaid to be old, noted as leaking."
    scores = [suggestion.score for suggestion in suggestions(text)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[1]


def test_suggestions_become_a_record_that_is_marked_as_suggested() -> None:
    article = Article("a", "Brandt said the dam leaks, adding that nobody cares.")
    record = suggested_record(article, IdMaker())
    assert {span.origin for span in record.spans} == {"suggested"}
    assert [span.label for span in record.spans] == ["quote", "speaker", "cue", "quote", "cue"]
    quotes = [span for span in record.spans if span.label == "quote"]
    assert all(quote.extra["suggested_by"] == SUGGESTED_BY for quote in quotes)
    speakers = {link.to_span for link in record.links if link.role == "speaker"}
    assert len(speakers) == 1


def test_a_record_can_leave_out_what_is_unsure() -> None:
    article = Article("a", "Brandt said the dam leaks.")
    assert suggested_record(article, IdMaker(), above=0.99).spans == ()


@given(st.lists(st.sampled_from(["Ode", "said", "“", "”", ",", ".", "that", "it", "leaks", "adding", "\n", "’", ")"])))
def test_suggestions_of_any_text_do_not_overlap(parts: list[str]) -> None:
    text = " ".join(parts)
    quotes = [fragment for suggestion in suggestions(text) for fragment in suggestion.quote]
    assert all(a == b or not a.overlaps(b) for a in quotes for b in quotes)
    assert all(0 <= start < end <= len(text) for start, end in quotes)
