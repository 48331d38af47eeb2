"""Which part of a page is the article: what the page says itself, else where its sentences stand densest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import islice

from lxml import etree

from formats.html.tree import bearers
from formats.html.walker import BLOCKS, PARAGRAPHS, unseen_in, words_of
from models.errors import UserError
from models.previews import BlockChoice

_BESIDE = re.compile(  # in an id or class, as a word of its own
    r"(?:^|[-_ ])(?:ads?|advert\w*|breadcrumbs?|comments?|cookies?|disqus\w*|newsletter|paywall|promo\w*|related|"
    r"share|sharing|sidebar|social|sponsored|teasers?|toolbar|sr-only|visually-?hidden|screen-reader-text|"
    r"anzeigen?|werbung|kommentare?|publicit[eé]|commentaires?|lire-aussi|publicidade?|coment[aá]rios?|"
    r"relacionad[ao]s?|correlati|pubblicit[aà])(?:$|[-_ ])",
    re.IGNORECASE,
)
_BODY = re.compile(  # in a class, as a name of its own
    r"(?:^|[ _-])(?:article|story|entry|post|news)(?:[-_]+|(?=[A-Z]))(?:body|content|text)(?:$|[-_ ])", re.IGNORECASE
)
_MOST_CANDIDATES = 12
_SENTENCE = 40  # characters that a block must hold to be taken for an article
_MOST_OF_ALL = 0.6  # of the text of all <article> elements, for one of them to be the article
_ALIKE = 0.5  # times the prose of a block that others of its kind must hold, for all of them to be the article
_FEWEST_LINKS = 5  # in a list of links
_LINKED = 0.9  # of the text of such a list, at least, is that of its links
_FEW = 0.3  # of an article's text, at most in the teasers of others that stand in it
_WEIGHTS = (0.9, 0.6)  # of a run of text for the block above its own, and for the one above that
_with_id, _with_class = bearers("descendant::*/@id"), bearers("descendant::*/@class")
_with_property = bearers("descendant::*/@itemprop")
_of_main_role = bearers("descendant::*/@role[. = 'main']")


def article_root(page: etree._Element, path: str = "") -> tuple[list[etree._Element], str]:
    """The elements that hold the article, in order, and how they were found; path: the user's choice.

    Raises UserError for a path that leads nowhere.
    """
    if path:
        return [_at(page, path)], "chosen"
    for how, elements in _semantic(page):
        if elements:
            return elements, how
    densest = next(iter(_densest(page)), None)
    return ([densest], "densest block") if densest is not None else ([_body(page)], "whole page")


def candidates(page: etree._Element) -> list[BlockChoice]:
    """Blocks that the user may pick instead, the likeliest first."""
    found: dict[str, BlockChoice] = {}
    groups = [*_semantic(page), ("densest block", _densest(page)), ("whole page", [_body(page)])]
    for how, elements in groups:
        for element in elements:
            path = page.getroottree().getpath(element)
            text = words_of(element).text
            if text and path not in found and len(found) < _MOST_CANDIDATES:
                found[path] = BlockChoice(path, how, len(text), text[:200])
    return list(found.values())


def beside(roots: list[etree._Element]) -> list[etree._Element]:
    """Blocks inside the article that hold little of it and name themselves advertising, comments and the like.

    Also teasers of other articles, and lists of links.
    """
    found: list[etree._Element] = []
    for root in roots:
        named, links = _beside_in(root), len(list(islice(root.iterdescendants("a"), _FEWEST_LINKS)))
        if not named and links < _FEWEST_LINKS and next(root.iterdescendants("article"), None) is None:
            continue
        lengths = _lengths(root)
        named |= _teasers(root, lengths) | (_link_lists(root, lengths) if links == _FEWEST_LINKS else set())
        walk = etree.iterwalk(root, events=("start",))
        for _, element in walk:
            if element in named and 2 * lengths.get(element, 0) < lengths[root]:
                found.append(element)
                walk.skip_subtree()
    return found


def _beside_in(part: etree._Element) -> set[etree._Element]:
    """Those inside a part of a page that name themselves so, footers, and what is marked as deleted."""
    named = (element for element in _with_id(part) if _BESIDE.search(element.get("id", "")))
    classed = (element for element in _with_class(part) if _BESIDE.search(element.get("class", "")))
    return {*part.iterdescendants("footer", "del"), *named, *classed}


def _teasers(root: etree._Element, lengths: Mapping[etree._Element, int]) -> set[etree._Element]:
    """The <article> elements inside an article that hold little of it; the posts of a live blog hold most."""
    inner = list(root.iterdescendants("article"))
    few = sum(lengths.get(element, 0) for element in inner) < _FEW * lengths[root]
    return set(inner) if few else set()


def _link_lists(root: etree._Element, lengths: Mapping[etree._Element, int]) -> set[etree._Element]:
    """The blocks inside an article whose words are nearly all those of several links: more to read, tags."""
    own = Counter(root.iterdescendants("a"))
    linked = _summed(root, Counter({link: lengths.get(link, 0) for link in own}))
    links = _summed(root, own)
    blocks = root.iterdescendants(*BLOCKS, *PARAGRAPHS)
    return {item for item in blocks if links[item] >= _FEWEST_LINKS and linked[item] >= _LINKED * lengths.get(item, 0)}


def _lengths(root: etree._Element) -> Mapping[etree._Element, int]:
    """The characters under each element, white space of the layout and what is not seen left out."""
    lengths: Counter[etree._Element] = Counter()
    unseen = unseen_in(root)
    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walk:
        if event == "start" and element in unseen:
            walk.skip_subtree()
        elif event == "start":
            lengths[element] += len((element.text or "").strip())
        elif element is not root and (above := element.getparent()) is not None:
            lengths[above] += lengths[element] + len((element.tail or "").strip())
    return lengths


def _semantic(page: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    unseen = unseen_in(page)
    bodies = [element for element in _with_property(page) if "articleBody" in element.get("itemprop", "").split()]
    yield "articleBody", _with_text(_outermost(bodies, unseen))
    yield "article", _main_article(_outermost(page.iter("article"), unseen))
    yield "main", _with_text(_outermost([*page.iter("main"), *_of_main_role(page)], unseen)[:1])
    yield "class", _named_body(page, unseen)


def _with_text(elements: list[etree._Element]) -> list[etree._Element]:
    """The same, unless all of them are empty."""
    return elements if any(_lengths(element)[element] for element in elements) else []


def _main_article(articles: list[etree._Element]) -> list[etree._Element]:
    """The one article among teasers of others; none of several of like length, such as the posts of a live blog."""
    lengths = {article: _lengths(article)[article] for article in articles}
    total = sum(lengths.values())
    return [article for article, length in lengths.items() if length > _MOST_OF_ALL * total]


def _named_body(page: etree._Element, unseen: Set[etree._Element]) -> list[etree._Element]:
    """The innermost block that holds most of the page's prose and whose class says that it is an article's body."""
    named = [item for item in _with_class(page) if item not in unseen and _BODY.search(item.get("class", ""))]
    if not named:
        return []
    body = _body(page)
    lengths = _prose_lengths(body, _prose(body))
    return [item for item in named if lengths[item] > _MOST_OF_ALL * lengths[body]][-1:]


def _with_its_like(
    block: etree._Element, body: etree._Element, prose: Iterable[tuple[etree._Element, int]]
) -> etree._Element:
    """The block above one that stands among others of its tag and class with much prose: they are parts of one text."""
    lengths = _prose_lengths(body, prose)
    found = block
    for inner in (block, *block.iterancestors()):
        above = inner.getparent()
        if above is None or inner is body:
            break
        kind = _kind(inner)
        alike = sum(lengths[item] for item in above.iterchildren(inner.tag) if _kind(item) == kind)
        if alike > (1 + _ALIKE) * lengths[inner] and alike > _MOST_OF_ALL * lengths[above]:
            found = above
    return found


def _kind(element: etree._Element) -> str:
    """The class of an element, numbers aside."""
    return re.sub(r"\d+", "", element.get("class", ""))


def _prose_lengths(body: etree._Element, prose: Iterable[tuple[etree._Element, int]]) -> Counter[etree._Element]:
    """The characters of prose under each block."""
    lengths: Counter[etree._Element] = Counter()
    for block, characters in prose:
        lengths[block] += characters
    return _summed(body, lengths)


def _summed(root: etree._Element, counted: Counter[etree._Element]) -> Counter[etree._Element]:
    """What was counted of each element, now with that of all inside it."""
    for element in reversed(list(root.iterdescendants())):
        if (above := element.getparent()) is not None:
            counted[above] += counted[element]
    return counted


def _outermost(elements: Iterable[etree._Element], unseen: Set[etree._Element]) -> list[etree._Element]:
    """Those that are seen and stand in none of the others."""
    seen = [element for element in elements if element not in unseen]
    among = set(seen)
    return [element for element in seen if not any(above in among for above in element.iterancestors())]


def _densest(page: etree._Element) -> list[etree._Element]:
    """Blocks by the prose in them: each run counts for its own block, less for those that hold it."""
    scores: Counter[etree._Element] = Counter()
    body = _body(page)
    prose = [(block, characters) for block, characters in _prose(body) if characters]
    for block, characters in prose:
        scores[block] += characters
        for above, weight in zip(block.iterancestors(), _WEIGHTS, strict=False):
            scores[above] += int(characters * weight)
    found = [element for element, score in scores.most_common() if score >= _SENTENCE and element.tag not in PARAGRAPHS]
    whole = [_with_its_like(found[0], body, prose)] if found else []
    return [*whole, *(element for element in found if element not in whole)][:_MOST_CANDIDATES]


def _prose(body: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Blocks with the characters of text that stand directly in them, but for links and what is beside the article."""
    blocks, links = [body], 0
    passed_over = unseen_in(body).union(_beside_in(body))
    walk = etree.iterwalk(body, events=("start", "end", "comment"))
    for event, element in walk:
        left_out = element in passed_over
        if event == "start" and left_out:
            walk.skip_subtree()
        elif event == "start":
            links += element.tag == "a"
            if element.tag in BLOCKS or element.tag in PARAGRAPHS or element.tag == "td":  # pages laid out by tables
                blocks.append(element)
            yield blocks[-1], 0 if links else len((element.text or "").strip())
        else:
            if blocks[-1] is element and element is not body:
                blocks.pop()
            links -= element.tag == "a" and not left_out
            if element is not body:
                yield blocks[-1], 0 if links else len((element.tail or "").strip())


def _body(page: etree._Element) -> etree._Element:
    body = page.find(".//body")
    return body if body is not None else page


def _at(page: etree._Element, path: str) -> etree._Element:
    try:
        found = page.xpath(path)
    except etree.XPathError as error:
        raise UserError("not the path of a block of the page", value=path, remedy="write an XPath") from error
    if not isinstance(found, list) or len(found) != 1 or not etree.iselement(found[0]):
        raise UserError("no block of the page is at this path", value=path, remedy="choose one of the blocks it has")
    return found[0]
