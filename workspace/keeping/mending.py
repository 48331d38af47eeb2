"""`inquit check --repair`: a copy of a damaged project with everything in it that can be saved, and nothing unsound.

Drops what breaks a rule and cannot be set right; the project itself is not touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from models.errors import ProjectError
from models.ids import IdMaker
from models.invariants import link_faults, span_faults, stance_faults
from models.readings import Reading
from models.scheme import Scheme
from models.spans import Link, Span
from models.stances import Stance
from storage import check, salvage
from storage.store import Store, Transaction


def repair(path: Path, out: Path, scheme: Scheme) -> None:
    """Writes a mended copy of the project at `path`; raises ProjectError where `out` exists or cannot be made."""
    if out.exists():
        raise ProjectError("the file exists already", file=str(out), remedy="choose another name for the mended copy")
    with closing(Store(path, read_only=True)) as store, store.examining() as source:
        try:
            with salvage.mending(source, out) as copy:
                salvage.mend_shared(copy, IdMaker())
                salvage.mend_articles(copy)
                _mend_readings(copy, scheme)
                salvage.finish(copy)
        except BaseException:
            out.unlink(missing_ok=True)
            raise


def _mend_readings(copy: Transaction, scheme: Scheme) -> None:
    entities, targets = check.entities_and_targets(copy)
    for id, article in salvage.reading_ids(copy):
        (home,) = check.articles(copy, [article], thorough=False)
        length = len(home.article.text) if home.article is not None else 0
        found = salvage.lenient_reading(copy, id)
        sound = cleaned(found, length, scheme, entities, targets)
        salvage.replace_reading(copy, sound)


def cleaned(
    reading: Reading, length: int, scheme: Scheme, entities: Collection[str], targets: Collection[str]
) -> Reading:
    """What of a reading obeys the rules; length: of the text, in code points. A sound reading comes back equal."""
    spans = {
        id: replace(span, entity=span.entity if span.entity in entities else None)
        for id, span in reading.spans.items()
        if not list(span_faults(span, length, scheme))
    }
    links = _sound_links(spans, reading.links.values(), scheme)
    spoken = {link.from_span for link in links if link.role == "speaker"}
    spans |= {id: replace(span, entity=None) for id, span in spans.items() if span.label == "quote" and id in spoken}
    stances = [_sound_stance(stance, spans, entities, targets) for stance in reading.stances.values()]
    return Reading(
        reading.header,
        spans,
        {link.id: link for link in links},
        {stance.id: stance for stance in stances if not list(stance_faults(stance, spans))},
    )


def _sound_links(spans: dict[str, Span], links: Iterable[Link], scheme: Scheme) -> list[Link]:
    """The links that can stand together, each slot counted anew from 0."""
    kept: list[Link] = []
    places: Counter[tuple[str, str]] = Counter()
    bare = {id: replace(span, entity=None) for id, span in spans.items()}
    for link in sorted(links, key=lambda link: (link.from_span, link.role, link.order, link.id)):
        slot = link.from_span, link.role
        counted = replace(link, order=places[slot])
        mine = [other for other in kept if other.role == link.role]
        if not list(link_faults(bare, [*mine, counted], replace(scheme, overlap=True))):
            kept.append(counted)
            places[slot] += 1
    by_id = {link.id: link for link in kept}
    return [by_id[link.id] for link in links if link.id in by_id]


def _sound_stance(
    stance: Stance, spans: dict[str, Span], entities: Collection[str], targets: Collection[str]
) -> Stance:
    quotes = {id for id, span in spans.items() if span.label == "quote"}
    return replace(
        stance,
        holder=stance.holder if stance.holder in entities else None,
        target=stance.target if stance.target in targets else None,
        evidence=tuple(dict.fromkeys(id for id in stance.evidence if id in spans)),
        quote=stance.quote if stance.quote in quotes else None,
        according_to=stance.according_to if stance.according_to in quotes else None,
    )
