"""Invented articles and readings of any size, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

from models.articles import Article, Meta, text_digest
from models.entities import Entity, Target
from models.readings import State
from models.records import Record
from models.spans import Fragment, Link, Span
from models.stances import Stance

_NAMES = (
    "Ida Brandel",
    "Osman Kerr",
    "the harbour council",
    "Minister Vael",
    "a spokeswoman",
    "residents",
    "she",
    "he",
)
_VERBS = ("said", "told the Courier", "argued", "insisted", "denied", "warned", "added")
_CLAIMS = (
    "the ferry would sail again before the spring tide", "nobody had asked the fishermen", "the bridge was safe 😀",
    "every krone had been accounted for", "talks in Lindhaven had failed", "the court “would not wait”",
)  # fmt: skip
TARGETS = tuple(
    Target(f"g{number}", name, number) for number, name in enumerate(("The ferry", "The bridge", "The court"))
)
ENTITIES = tuple(Entity(f"e{number}", name, "person") for number, name in enumerate(_NAMES))


_SYLLABLES = ("bran", "del", "kor", "vim", "est", "ula", "shen", "tor", "mi", "gard", "lo", "nek", "ra", "fen", "po")
_FILLER = "The rest of the day was quiet, and the harbour lay in the sun as it had the week before. "


def record(number: int, attributions: int, annotator: str = "ana", seed: int = 1, filler: int = 0) -> Record:
    """One annotated article: each attribution is a paragraph with quote, speaker and cue, and a stance for some.

    filler: how many sentences without an annotation follow in each paragraph.
    """
    choose = random.Random(seed * 1_000_003 + number)
    text, spans, links, stances = f"Article {number}\n", [], [], []
    for place in range(attributions):
        name, verb = choose.randrange(len(_NAMES)), choose.choice(_VERBS)
        claim = f"{_sentence(choose, 9)} {choose.choice(_CLAIMS).split()[-1]}"
        start = len(text)
        quote = f"“{claim},”"
        rest = f"on Friday, after {_sentence(choose)}"
        text += f"{quote} {_NAMES[name]} {verb} {rest} {_FILLER * filler}\n"
        at = start + len(quote) + 1
        behind = at + len(_NAMES[name]) + 1
        ids = [f"s{number}.{place}.{part}" for part in "qsc"]
        spans += [
            Span(ids[0], "quote", (Fragment(start, start + len(quote)),), {"type": "direct"}),
            Span(ids[1], "speaker", (Fragment(at, at + len(_NAMES[name])),), {}, ENTITIES[name].id),
            Span(ids[2], "cue", (Fragment(behind, behind + len(verb)),)),
        ]
        links += [Link("", "speaker", ids[0], ids[1]), Link("", "cue", ids[0], ids[2])]
        if place % 3 == 0:
            target = choose.choice(TARGETS).id
            stances.append(Stance(f"t{number}.{place}", "favor", ENTITIES[name].id, target, quote=ids[0]))
    article = Article(f"a{number}", text, Meta(title=f"Article {number}", source_name=f"{number}.txt"), f"a{number}")
    return Record(
        article, annotator, State.DONE, spans=tuple(spans), links=tuple(links), stances=tuple(stances),
        entities=ENTITIES, targets=TARGETS,
    )  # fmt: skip


def _sentence(choose: random.Random, words: int = 8) -> str:
    """Words that exist nowhere, so that no two articles are nearly the same."""
    return " ".join("".join(choose.choices(_SYLLABLES, k=choose.randrange(1, 4))) for _ in range(words)) + "."


def page(number: int, seed: int = 1) -> str:
    """A web page with an article of forty sentences among all that pages have beside one."""
    choose = random.Random(seed * 1_000_033 + number)
    title = _sentence(choose, 6)
    links = "".join(f'<li><a href="/{link}">{_sentence(choose, 3)}</a></li>' for link in range(80))
    paragraphs = "".join(
        f"<p>“{_sentence(choose, 9)}” <a href='/x'>{choose.choice(_NAMES)}</a> {choose.choice(_VERBS)} "
        f"{_sentence(choose, 20)} {_sentence(choose, 15)}</p>\n"
        for _ in range(20)
    )
    script = "var settings = {" + ",".join(f'"{key}": {key}' for key in range(1000)) + "};"
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - The Courier</title>
<meta property="og:title" content="{title}"><meta name="author" content="Ida Brandel"><script>{script}</script>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{title}", "datePublished": "2026-03-01"}}
</script></head><body><nav><ul>{links}</ul></nav><main><article><h1>{title}</h1>{paragraphs}</article></main>
<aside><ul>{links}</ul></aside><footer><p>{_sentence(choose, 30)}</p></footer></body></html>"""


def records(count: int, attributions: int) -> Iterator[Record]:
    """`count` annotated articles of about three spans an attribution."""
    return (record(number, attributions) for number in range(count))


def plain(one: Record) -> dict[str, object]:
    """The record as plain objects, for a reference that only dumps JSON."""
    text, meta = one.article.text, one.article.meta
    return {
        "format": "inquit-jsonl/1", "id": one.article.id, "text": text,
        "meta": {"title": meta.title, "source_name": meta.source_name, "sha256": text_digest(text)},
        "offsets": "code_point", "scheme": one.scheme, "annotator": one.annotator, "state": one.state,
        "spans": [
            {
                "id": span.id, "label": span.label, "fragments": span.fragments, "text": span.words(text),
                "attributes": span.attributes, "entity": span.entity, "origin": span.origin,
            }
            for span in one.spans
        ],
        "links": [
            {"role": link.role, "from": link.from_span, "to": link.to_span, "order": 0, "attributes": {}}
            for link in one.links
        ],
        "stances": [
            {"id": s.id, "holder": s.holder, "target": s.target, "polarity": s.polarity, "quote": s.quote}
            for s in one.stances
        ],
        "entities": [{"id": e.id, "name": e.name, "type": e.type} for e in one.entities],
        "targets": [{"id": t.id, "name": t.name} for t in one.targets],
        "utterances": [], "split": None,
    }  # fmt: skip
