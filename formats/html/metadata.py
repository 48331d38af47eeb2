"""What a page says about its article: JSON-LD, <meta> tags, microdata and the address, in this order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from lxml import etree

from formats.html.json_ld import as_list, stated_articles
from formats.html.tree import bearers, parsed
from formats.html.walker import words_of
from formats.metadata import Findings, first, joined
from models.errors import UserError

_DATE_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:/|-|$)")
_MARKUP = re.compile(r"</?(?:p|br|div)\b[^<>]*>", re.IGNORECASE)

_META = {  # field: names of <meta>, the better first
    "title": ("og:title", "twitter:title", "dc.title"),
    "byline": ("author", "article:author", "dc.creator", "parsely-author"),
    "outlet": ("og:site_name", "application-name", "dc.publisher"),
    "url": ("og:url",),
}
_BYLINES = {
    f"*[@{name}='{value}']": bearers(f"descendant::*/@{name}[. = '{value}']")
    for name, value in (("itemprop", "author"), ("rel", "author"), ("class", "byline"))
}
_DATES = ("article:published_time", "datepublished", "date", "dc.date", "pubdate", "parsely-pub-date")


def offer_page(findings: Findings, page: etree._Element) -> None:
    """Offers everything that the page tells."""
    for data in stated_articles(page):
        _offer_json_ld(findings, data)
    _offer_meta(findings, page)
    _offer_elements(findings, page)
    _offer_address(findings)


def stated_body(page: etree._Element) -> str:
    """The text of the article as the page's JSON-LD has it, also where a browser would show none; empty for none.

    Empty, too, for markup that cannot be read.
    """
    body = first(*(data.get("articleBody") for data in stated_articles(page)))
    text = body if isinstance(body, str) else ""
    try:
        return words_of(parsed(text)).text if _MARKUP.search(text) else text.strip()
    except UserError:  # as what is no JSON, it takes nothing from what the page shows
        return ""


def _offer_json_ld(findings: Findings, data: Mapping[str, object]) -> None:
    origin = "JSON-LD"
    page = data.get("mainEntityOfPage")
    findings.offer("title", first(data.get("headline"), data.get("name")), f"{origin} headline")
    findings.offer("byline", joined(_names(data.get("author"))), f"{origin} author")
    findings.offer("outlet", joined(_names(data.get("publisher"))), f"{origin} publisher")
    findings.offer("agency", joined(_names(data.get("sourceOrganization"))), f"{origin} sourceOrganization")
    findings.offer("dateline", data.get("dateline"), f"{origin} dateline")
    findings.offer(
        "url", first(data.get("url"), page, page.get("@id") if isinstance(page, dict) else None), f"{origin} url"
    )
    findings.offer_language(data.get("inLanguage"), f"{origin} inLanguage")
    findings.offer_date(data.get("datePublished"), f"{origin} datePublished")
    if isinstance(modified := data.get("dateModified"), str):
        findings.extra.setdefault("modified", modified)


def _names(value: object) -> list[object]:
    names = (item.get("name") if isinstance(item, dict) else item for item in as_list(value))
    return [one for name in names for one in as_list(name)]


def _offer_meta(findings: Findings, page: etree._Element) -> None:
    contents: dict[str, str] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        contents.setdefault(name.lower(), element.get("content") or "")
    for field, names in _META.items():
        for name in names:
            if not (name == "article:author" and "://" in contents.get(name, "")):  # a profile's address, no name
                findings.offer(field, contents.get(name), f"meta {name}")
    for name in _DATES:
        findings.offer_date(contents.get(name), f"meta {name}")
    findings.offer_language(contents.get("og:locale"), "meta og:locale")


def _offer_elements(findings: Findings, page: etree._Element) -> None:
    for link in page.iter("link"):
        if link.get("rel") == "canonical":
            findings.offer("url", link.get("href"), "link canonical")
    _offer_title(findings, page)
    for place, found in _BYLINES.items():
        findings.offer("byline", joined(words_of(item).text for item in found(page)), place)
    if "published" not in findings.values:
        for element in _times(page):
            findings.offer_date(element.get("datetime"), "time")
    findings.offer_language(page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang"), "html lang")


def _times(page: etree._Element) -> list[etree._Element]:
    """The <time> elements, without those beside the article, first those that are said to tell its publication."""
    inside = [item for item in page.iter("time") if next(item.iterancestors("nav", "aside", "footer"), None) is None]
    return sorted(
        inside, key=lambda item: "pubdate" not in item.attrib and "datePublished" not in item.get("itemprop", "")
    )


def _offer_title(findings: Findings, page: etree._Element) -> None:
    headings = list(page.iter("h1"))
    if len(headings) == 1:
        findings.offer("title", words_of(headings[0]).text, "h1")
    for element in page.iter("title"):
        if (above := element.getparent()) is None or above.tag != "head":  # of a drawing
            continue
        title, outlet = (element.text or "").strip(), findings.values.get("outlet", "")
        for separator in (" - ", " | ", " – ", " — ", ": "):
            if outlet:
                title = title.removesuffix(f"{separator}{outlet}")
        findings.offer("title", title, "title")


def _offer_address(findings: Findings) -> None:
    address = findings.values.get("url", "")
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return
    findings.offer("outlet", host.removeprefix("www."), "host of the url")
    if "published" not in findings.values and (match := _DATE_IN_URL.search(address)):
        findings.offer_date("-".join(match.groups()), "url")
