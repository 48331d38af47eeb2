"""What lists call an article."""

from __future__ import annotations

import pytest

from models.articles import Meta, heading


@pytest.mark.parametrize(
    ("meta", "text", "called"),
    [
        (Meta(title="The bridge"), "Ada said no.", "The bridge"),
        (Meta(source_name="a.txt"), "\n \t\n  Ada said no. \t\nBob said yes.", "Ada said no."),
        (Meta(source_name="a.txt"), "Ada said no.", "Ada said no."),
        (Meta(source_name="a.txt"), " \n\n ", "a.txt"),
        (Meta(), "", "(empty article)"),
        (Meta(), "x" * 200, "x" * 119 + "…"),
    ],
)
def test_an_article_is_called_by_its_title_else_its_first_line_else_its_file(
    meta: Meta, text: str, called: str
) -> None:
    assert heading(meta, text) == called
