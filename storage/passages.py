"""The words of an annotator's quotes in all articles, read straight from the stored texts."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import func, select

from models.suggested import SUGGESTED
from storage import tables as t
from storage.store import Transaction


class QuoteWords(NamedTuple):
    """A quote and its article. words: of each fragment."""

    quote: str
    article: str
    heading: str
    words: tuple[str, ...]


def quote_words(connection: Transaction, annotator: str) -> list[QuoteWords]:
    """The words of every quote of an annotator, what is only suggested aside, in the order of their making."""
    c = t.fragment.c
    query = (
        select(
            t.span.c.id,
            t.article.c.id,
            t.article.c.heading,
            func.substr(t.article_text.c.text, c.start + 1, c.end - c.start),
        )
        .join_from(t.fragment, t.span)
        .join(t.reading)
        .join(t.article)
        .join(t.article_text)
        .where(t.reading.c.annotator == annotator, t.span.c.label == "quote", t.span.c.origin != SUGGESTED)
        .order_by(c.span, c.position)
    )
    parts: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for quote, article, heading, words in connection.execute(query):
        parts[quote, article, heading].append(words)
    return [QuoteWords(*about, tuple(words)) for about, words in parts.items()]
