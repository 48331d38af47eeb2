"""The articles that a page describes to programs in JSON-LD, with its references to people and publishers followed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

_LARGEST = 1_000_000  # characters
_ARTICLE_TYPES = re.compile(r"(?:\w*Article|LiveBlogPosting|BlogPosting|Report|NewsMediaObject)$")
_WRAPPERS = (("<![CDATA[", "]]>"), ("<!--", "-->"))  # that some systems write for old browsers, in comments
_AROUND = "/* \t\r\n"


def stated_articles(page: etree._Element) -> list[Mapping[str, object]]:
    """The objects in the page's JSON-LD that are articles; what is no JSON is passed over, as browsers do."""
    found = [item for script in page.iter("script") for item in _objects(_data(script))]
    named = {item["@id"]: item for item in found if isinstance(item.get("@id"), str) and "name" in item}
    return [{key: _followed(value, named) for key, value in item.items()} for item in found if _is_article(item)]


def is_paid(articles: Iterable[Mapping[str, object]]) -> bool:
    """Whether one of them is said to be more than what everybody may read."""
    return any(str(article.get("isAccessibleForFree")).lower() == "false" for article in articles)


def as_list(value: object) -> list[object]:
    """A value that may be one or several, as JSON-LD has it."""
    return value if isinstance(value, list) else [value]


def _data(script: etree._Element) -> object:
    kind, text = (script.get("type") or "").partition(";")[0].strip().lower(), script.text or ""
    if kind != "application/ld+json" or len(text) > _LARGEST:
        return None
    try:
        return json.loads(_unwrapped(text) or "null", strict=False)
    except (ValueError, RecursionError):
        return None


def _unwrapped(text: str) -> str:
    for opening, closing in _WRAPPERS:
        before, found, rest = text.partition(opening)
        if found and not before.strip(_AROUND):
            return rest.rpartition(closing)[0].strip(_AROUND)
    return text


def _objects(data: object) -> Iterator[Mapping[str, object]]:
    """The objects of a script: those beside each other, in a graph, or what a page says that it is about."""
    for item in as_list(data):
        if isinstance(item, dict):
            yield item
            for key in ("@graph", "mainEntity"):
                yield from (part for part in as_list(item.get(key)) if isinstance(part, dict))


def _followed(value: object, named: Mapping[object, Mapping[str, object]]) -> object:
    """A value with the objects in the place of what only refers to them."""
    if isinstance(value, list):
        return [_followed(item, named) for item in value if not isinstance(item, list)]
    is_reference = isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str)
    return named.get(value["@id"], value) if is_reference and isinstance(value, dict) else value


def _is_article(item: Mapping[str, object]) -> bool:
    return any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in as_list(item.get("@type")))
