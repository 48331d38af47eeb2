"""A scheme is data: the default one is whole, a project may change it, and a wrong one is named for what it is."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from models.errors import UserError
from models.scheme import default_scheme, scheme_from

MINIMAL: dict[str, Any] = {
    "name": "mine",
    "labels": [
        {"name": "quote", "attributes": {"type": ["direct", "indirect"]}, "defaults": {"type": "direct"}},
        {"name": "speaker", "display": "Who", "default_hidden": True, "attributes": {"entity": "entity_ref"}},
    ],
    "links": [{"name": "speaker", "from": "quote", "to": ["speaker"], "min": 0, "max": 1}],
}


def test_the_default_scheme_has_the_labels_and_links_of_the_contract() -> None:
    scheme = default_scheme()
    assert (scheme.name, scheme.version) == ("attribution-v1", 1)
    assert set(scheme.label) == {"quote", "speaker", "cue", "source", "stance", "addressee"}
    assert set(scheme.link) == {"speaker", "cue", "via", "relay_cue", "nested_in", "addressee"}
    assert [role for role, kind in scheme.link.items() if kind.ordered] == ["via"]
    assert [role for role, kind in scheme.link.items() if kind.inside] == ["nested_in"]
    assert scheme.label["addressee"].hidden
    assert {name for name, label in scheme.label.items() if label.takes_entity} == {
        "quote",
        "speaker",
        "source",
        "addressee",
    }


def test_every_rule_of_the_guideline_has_an_id_an_example_and_a_counter_example() -> None:
    guideline = default_scheme().guideline
    assert len({bullet.id for bullet in guideline}) == len(guideline) > 0
    assert all(bullet.text and bullet.example and bullet.counter_example for bullet in guideline)


def test_missing_attributes_mean_the_default() -> None:
    filled = default_scheme().span_attributes("quote", {"status": "hedged"})
    assert filled == {"status": "hedged", "medium": "unspecified", "uncertain": "no"}
    assert default_scheme().span_attributes("unheard of", {"a": "b"}) == {"a": "b"}


def test_a_scheme_may_rename_hide_and_add() -> None:
    scheme = scheme_from(MINIMAL)
    assert (scheme.label["quote"].display, scheme.label["speaker"].display) == ("quote", "Who")
    assert scheme.label["speaker"].hidden
    assert scheme.link["speaker"].at_most == 1


def test_a_profile_narrows_the_scheme() -> None:
    scheme = default_scheme().under("polnear")
    assert set(scheme.label) == {"quote", "speaker", "cue"}
    assert set(scheme.link) == {"speaker", "cue", "nested_in"}
    assert (scheme.nesting, scheme.overlap, scheme.label["cue"].fragments) == (False, False, False)
    with pytest.raises(UserError, match="no such profile: none: use one of core, full, polnear, guardian"):
        default_scheme().under("none")


def test_the_digest_is_of_the_content_and_not_of_its_order() -> None:
    reordered = dict(reversed(MINIMAL.items()))
    assert scheme_from(MINIMAL).sha256 == scheme_from(reordered).sha256
    assert scheme_from(MINIMAL).sha256 != scheme_from({**MINIMAL, "version": 2}).sha256


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda d: [], "a scheme needs an object here: the scheme"),
        (lambda d: {**d, "name": ""}, "a scheme needs a text here: name"),
        (lambda d: {**d, "labels": {}}, "a scheme needs a list here: labels"),
        (lambda d: {**d, "version": 1.5}, "a scheme needs a whole number here: version"),
        (lambda d: {**d, "nesting": "yes"}, "a scheme needs true or false here: nesting"),
        (lambda d: {**d, "labels": [*d["labels"], {"name": "quote"}]}, "a label of the scheme is named twice: quote"),
        (
            lambda d: {**d, "labels": [*d["labels"], {"name": "QUOTE"}]},
            "a label of the scheme looks like another one: QUOTE",
        ),
        (
            lambda d: {**d, "labels": [*d["labels"], {"name": "ｑｕｏｔｅ"}]},
            "a label of the scheme looks like another one: ｑｕｏｔｅ",
        ),
        (
            lambda d: {**d, "labels": [*d["labels"], {"name": "quote\u200b"}]},
            "a label of the scheme has a name with characters that are not seen",
        ),
        (lambda d: {**d, "links": d["links"] * 2}, "a link of the scheme is named twice: speaker"),
        (lambda d: {**d, "labels": d["labels"][:1]}, "link names no label of it: speaker: speaker"),
        (lambda d: {**d, "labels": [{"name": "a", "attributes": {"b": [1]}}], "links": []}, "list of texts here: a: b"),
        (
            lambda d: {**d, "labels": [{"name": "a", "attributes": {"b": ["c"]}, "defaults": {"b": "d"}}], "links": []},
            "default is none of the values: a: b: d",
        ),
        (lambda d: {**d, "labels": [{"name": "a", "defaults": {"b": "d"}}], "links": []}, "for no attribute: a: b"),
        (lambda d: {**d, "profiles": {"p": {"labels": "quote"}}}, "a list of texts here: profile p: labels"),
    ],
)
def test_what_is_no_scheme_is_named(spoil: Callable[[dict[str, Any]], object], words: str) -> None:
    with pytest.raises(UserError, match=words):
        scheme_from(spoil(copy.deepcopy(MINIMAL)))
