"""Names that look alike, or hide something, are refused where a person must tell them apart."""

import pytest

from models.errors import UserError
from models.names import LONGEST, faults, folded, refuse_alike

ALIKE = [
    ("source", "s\u043eurce"),  # Cyrillic
    ("source", "SOURCE"),
    ("source", "ｓｏｕｒｃｅ"),
    ("\u0441\u043e\u0435", "coe"),  # all Cyrillic
    ("\u03bfv", "ov"),  # Greek
    ("café", "cafe\u0301"),
    ("straße", "STRASSE"),
    ("ﬁnal", "final"),
    ("İstanbul", "istanbul"),
    ("ılk", "ilk"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_that_look_alike_are_one_too_many(one: str, other: str) -> None:
    assert folded(one) == folded(other)
    with pytest.raises(UserError, match=r"looks like another|two scripts") as caught:
        refuse_alike("a label", [one, other])
    assert caught.value.trouble.remedy


@pytest.mark.parametrize(
    "name",
    [
        "quote",
        "direct speech",
        "<b>x</b>",
        "&amp;",
        "=1+1",
        "Zitat",
        "цитата",
        "引用",
        "اقتباس",
        "می‌خواهم",
        "α quote",
        "e\u0301",
    ],
)
def test_names_of_any_one_script_are_shown_as_they_are(name: str) -> None:
    assert list(faults(name)) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("quote\u200b", "not seen"),
        ("quo\u00adte", "not seen"),
        ("\u202equote", "not seen"),
        ("\u2066quote", "not seen"),
        ("quote\ufeff", "not seen"),
        ("two\nlines", "not seen"),
        ("\x1b[2J", "not seen"),
        ("nul\x00", "not seen"),
        ("\u2028", "not seen"),
        ("\udc80", "not seen"),
        ("\U000e0041", "not seen"),
        ("x" * (LONGEST + 1), "more than 100 characters"),
        ("s\u043eurce", "two scripts"),
        ("\u0391lpha", "two scripts"),
    ],
)
def test_a_name_that_is_not_shown_as_it_is_is_refused_with_the_reason(name: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        refuse_alike("a label", [name])
