"""Web pages to articles, as they were saved: no network, no script, the text as a browser would show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from lxml import etree

from formats.articles import article_intake, limited
from formats.html.json_ld import is_paid, stated_articles
from formats.html.metadata import offer_page, stated_body
from formats.html.roots import article_root, beside, candidates
from formats.html.tree import LARGEST_PAGE, page_text, parsed
from formats.html.walker import words_of
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.metadata import Findings
from models.errors import UserError
from models.previews import BlockChoice
from models.records import Intake

__all__ = ["blocks", "page_intake", "read"]


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The one article of a page, or why there is none."""
    try:
        raw = limited(data.read(LARGEST_PAGE + 1), LARGEST_PAGE)
        yield page_intake(page_text(raw, options.encoding), name, raw, block=options.block)
    except UserError as error:
        yield error.at(name)


def blocks(data: BinaryIO, options: ReadOptions = READ_DEFAULTS) -> list[BlockChoice]:
    """The parts of a page that may be the article; the path of one of them is `ReadOptions.block`."""
    return candidates(parsed(page_text(limited(data.read(LARGEST_PAGE + 1), LARGEST_PAGE), options.encoding)))


def page_intake(
    text: str, name: str, raw: bytes, *, block: str = "", reader: str = "html", findings: Findings | None = None
) -> Intake:
    """The article of a page that is decoded already; findings: what is known of it from elsewhere."""
    page = parsed(text)
    found = findings or Findings()
    offer_page(found, page)
    roots, how = article_root(page, block)
    left_out = beside(roots)
    words = [words_of(root, set(left_out)) for root in roots]
    parts = [*_heading(page, roots, block), *(part.text for part in words)]
    body = "" if block or "articleBody" not in text else stated_body(page)
    if 2 * sum(map(len, parts)) < len(body):
        return _intake_of_body(body, name, raw, reader, found)
    may_be_cut = "isAccessibleForFree" in text and is_paid(stated_articles(page))
    marks = sum(part.changes.total() for part in words)
    return article_intake(
        "\n\n".join(parts),
        name,
        found,
        reader=reader,
        media_type="text/html",
        raw=raw,
        changes={"quotation_mark_element": marks, "nul": text.count("\0")},
        warnings=tuple(_warnings(how, left_out, may_be_cut=may_be_cut)),
    )


def _warnings(how: str, left_out: Sequence[etree._Element], *, may_be_cut: bool) -> Iterator[str]:
    """how: the article was found; may_be_cut: whether the page says that not everybody may read all of it."""
    if how in ("densest block", "whole page"):
        yield f"article found by: {how}"
    if left_out:
        yield f"left out inside the article: {len(left_out)} ({', '.join(map(_named, left_out))})"
    if may_be_cut:
        yield "the page says that it is not free to read: look whether all of the article is there"


def _intake_of_body(body: str, name: str, raw: bytes, reader: str, found: Findings) -> Intake:
    """The article that a page tells programs while it shows people less than half of it."""
    title = found.values.get("title", "")
    text = body if not title or body.startswith(title) else f"{title}\n\n{body}"
    warnings = ("article found by: articleBody of JSON-LD, since the page shows less than half of it",)
    return article_intake(text, name, found, reader=reader, media_type="text/html", raw=raw, warnings=warnings)


def _heading(page: etree._Element, roots: list[etree._Element], block: str) -> list[str]:
    """The page's one heading where it stands before the article, not in it: headlines quote too."""
    headings = list(page.iter("h1"))
    if block or len(headings) != 1 or any(heading in {*root.iter("h1")} for root in roots for heading in headings):
        return []
    text = words_of(headings[0]).text
    return [text] if text else []


def _named(element: etree._Element) -> str:
    name = element.get("id") or element.get("class") or ""
    return f"{element.tag} {name}".strip()[:60]
