"""Who a mention is: known entities ranked, or a new one named by the mention. Pure; whoever asks confirms or replaces.

The words that an entity was mentioned by in the same reading count as its names. Word lists are English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import combining, normalize

from models.entities import Entity
from suggest import names

_TOKEN = re.compile(r"[^\W_](?:[\w.&’'‐‑-]*\w)?\.?")
_POSSESSIVE = re.compile(r"['’]s?$")
_APPOSITION = re.compile(r"\s*(?:,|\(| [–—-] ).*", re.DOTALL)
_ACRONYM = re.compile(r"[A-Z][A-Z.&]{1,6}")
_BRACKETED = re.compile(r"\(([^()]+)\)")
_NAMED_BEHIND = re.compile(r"[^,]*,\s*([^,(]+)")
_NATIONALS = re.compile(r"\w*(?:icans|ians|crats|ists)")  # a name that is a plural
_PREPOSITION = re.compile(r"\s(?:of|in|from|at|on|for|with|who)\s")
_MARKS = '“”„"«»「」『』\u00a0 '  # that a name may be set in: der „Küstenbote“
_ELIDED = re.compile(r"^[Ll]['’](?=[a-zà-öø-ÿœ])")  # l’opposante, not L’Équipe
_FEWEST_INITIALS = 3
_MOST_RECENT = 8  # further entities offered, so that a digit reaches each


class Reason(StrEnum):
    """Why an entity is proposed; the order is that of trust."""

    ALIAS = "alias"
    PART_OF_NAME = "part of a name"
    WITHOUT_TITLE = "without its title"
    LAST_FITTING = "last fitting"
    NEW = "new"
    RECENT = "recent"


@dataclass(frozen=True, slots=True)
class Option:
    """One entity to choose. entity: its id, or None for a new one of this name and type."""

    entity: str | None
    name: str
    type: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to take for a mention, and what else by a digit, each entity once."""

    options: tuple[Option, ...]

    @property
    def best(self) -> Option:
        """What stands there unconfirmed until the annotator says otherwise."""
        return self.options[0]


class Recent(NamedTuple):
    """An earlier mention in the article: who it was, in which words."""

    entity: str
    words: str = ""


def propose_entity(
    mention: str, entities: Iterable[Entity], recent: Sequence[Recent] = (), *, label: str = "speaker"
) -> Proposal:
    """Who the mention may be, best first.

    An exact name or alias; a known name that ends or begins with the mention, or that the mention ends with; the same
    without the mention's title; for a pronoun the last fitting person; else a new entity named by the stripped
    mention. Then whoever was mentioned lately. recent: other mentions, nearest first; label: of the mention's span.
    """
    known = {entity.id: entity for entity in entities if entity.merged_into is None}
    kind = mention_type(mention)
    new = Option(None, entity_name(mention), entity_type(mention, label), Reason.NEW)
    if kind == "pronoun":
        options = [_option(known[id_], Reason.LAST_FITTING) for id_ in _fitting(mention, known, recent)] or [new]
    else:
        found = [*_matching(mention, known, recent), *_titled(mention, known, recent)]
        options = [*(_option(entity, reason) for entity, reason in found), new]
    options += (_option(known[other.entity], Reason.RECENT) for other in recent if other.entity in known)
    unique: dict[str | None, Option] = {}
    for option in options:
        unique.setdefault(option.entity, option)
    return Proposal(tuple(unique.values())[: _MOST_RECENT + 1])


def _option(entity: Entity, reason: Reason) -> Option:
    return Option(entity.id, entity.name, entity.type, reason)


def _matching(mention: str, known: Mapping[str, Entity], recent: Sequence[Recent]) -> Iterator[tuple[Entity, Reason]]:
    """Entities whose names fit, each possibly more than once, best first; of equals the one mentioned last."""
    near = (other.entity for other in recent if other.entity in known)
    ordered = [known[id_] for id_ in dict.fromkeys([*near, *known]) if not known[id_].built_in]
    keys = {entity.id: {key for name in (entity.name, *entity.aliases) for key in _keys(name)} for entity in ordered}
    for other in recent:
        if other.entity in keys and mention_type(other.words) != "pronoun":
            keys[other.entity].update(_keys(other.words))
    for wanted, exact, part in (
        (_key(mention), Reason.ALIAS, Reason.PART_OF_NAME),
        (_key(_name_behind(mention)), Reason.PART_OF_NAME, Reason.PART_OF_NAME),
        (_key(without_title(mention)), Reason.WITHOUT_TITLE, Reason.WITHOUT_TITLE),
        (_initials(mention), Reason.PART_OF_NAME, Reason.PART_OF_NAME),
    ):
        yield from ((entity, exact) for entity in ordered if wanted and wanted in keys[entity.id])
        scored = [(max((_overlap(wanted, key) for key in keys[entity.id]), default=0), entity) for entity in ordered]
        yield from ((entity, part) for score, entity in sorted(scored, key=lambda item: -item[0]) if score)


def _titled(mention: str, known: Mapping[str, Entity], recent: Sequence[Recent]) -> Iterator[tuple[Entity, Reason]]:
    """For a bare title whoever was mentioned with it: “the mayor” after “Mayor Ilse Brandt”."""
    title = [token.lower() for token in _tokens(mention) if token.lower() not in names.ARTICLES]
    if title and set(title) <= names.TITLES:
        for other in recent:
            words = {token.lower() for token in _tokens(other.words)}
            if other.entity in known and known[other.entity].type == "person" and words.issuperset(title):
                yield known[other.entity], Reason.LAST_FITTING


def _overlap(mention: tuple[str, ...], name: tuple[str, ...]) -> int:
    """How many words the shorter one shares with the end, or else the beginning, of the longer one; 0: it does not fit.

    A known name must end the mention: “Ode’s spokesman” and “Ode spokesman Lind” are not Ode.
    """
    short, long = sorted((mention, name), key=len)
    if not short or len(short) == len(long):
        return 0
    if long[-len(short) :] == short:
        return 2 * len(short) + 1
    return 2 * len(short) if long is name and name[: len(short)] == short else 0


def _fitting(pronoun: str, known: Mapping[str, Entity], recent: Sequence[Recent]) -> list[str]:
    """The entities mentioned before that the pronoun can stand for, nearest first.

    “Their union” belongs to those whom “they” stands for, and so is not meant by it.
    """
    word = pronoun.strip().lower()
    wanted, against = _wanted(word), _signs_against(word)
    unfit = {mention.entity for mention in recent if against & set(_own_words(mention.words))}
    unfit |= {mention.entity for mention in recent if _belongs_to(word, mention.words)}
    nearest = dict.fromkeys(mention.entity for mention in recent if mention.entity in known)
    fitting = [id_ for id_ in nearest if known[id_].type in wanted and id_ not in unfit]
    return sorted(fitting, key=lambda id_: _RANKS.get(known[id_].type, 0)) if word in names.PEOPLE else fitting


def _own_words(mention: str) -> list[str]:
    """The words that say what somebody is; the first of “her deputy” says it of somebody else."""
    found = mention.lower().split()
    return found[1:] if len(found) > 1 and found[0] in names.POSSESSIVES else found


def _belongs_to(pronoun: str, mention: str) -> bool:
    """Whether the mention is something of those for whom the pronoun stands: Their union, its board."""
    first = next(iter(mention.lower().split()), "")
    return any(pronoun in family and first in family & names.POSSESSIVES for family in (names.PEOPLE, names.THINGS))


_RANKS = {"person": 1, "media": 2, "agency": 2}  # whom “they” stands for less often than for a group


def _wanted(pronoun: str) -> tuple[str, ...]:
    """The types of entity that the pronoun can stand for."""
    if pronoun in names.PEOPLE:
        return ("group", "organisation", "media", "agency", "person")
    return ("organisation", "media", "agency", "group") if pronoun in names.THINGS else ("person",)


def _signs_against(pronoun: str) -> frozenset[str]:
    if pronoun in names.HE:
        return names.SHE | names.HER_TITLES
    return names.HE | names.HIS_TITLES if pronoun in names.SHE else frozenset()


def mention_type(mention: str) -> str:
    """name, description, pronoun or metonym, guessed from the words alone."""
    tokens = _tokens(mention)
    lower = [token.lower() for token in tokens]
    is_acronym = len(tokens) == 1 and _ACRONYM.fullmatch(tokens[0]) is not None  # WHO, US
    words_only = lower[0] in names.PRONOUNS and lower[-1] in names.PRONOUNS if tokens else True
    if not tokens or (words_only and len(tokens) <= 2 and not is_acronym):
        return "pronoun" if tokens else "name"
    if " ".join(lower) in names.METONYMS:
        return "metonym"
    head = _head(mention)
    is_title = head[-1].lower() in names.TITLES and len(head) > 1
    return "description" if head[-1][0].islower() or is_title else "name"


def without_title(mention: str) -> str:
    """The mention without what introduces the name: “Minister Ana Ode” becomes “Ana Ode”."""
    tokens = list(_TOKEN.finditer(mention))
    rest = mention.strip()
    for token, following in pairwise(tokens):
        if token.group().lower() in names.TITLES and following.group()[0].isupper():
            rest = mention[following.start() :].strip()
    left = {token.lower() for token in _tokens(rest)}
    names_no_one = left <= names.TITLES or left & names.ORGANISATIONS  # Prime Minister, Justice Department
    return mention.strip() if names_no_one else rest


def entity_name(mention: str) -> str:
    """What to call a new entity: the mention without title, article, apposition and possessive ending."""
    named = _name_behind(mention) or mention
    bare = _APPOSITION.sub("", without_title(named)) or mention.strip()
    name = _POSSESSIVE.sub("", _without_article(_behind_description(_ELIDED.sub("", bare.strip(_MARKS)))))
    return name[:1].upper() + name[1:] if name else "?"


def _without_article(words: str) -> str:
    first, _, rest = words.partition(" ")
    is_article = first.lower() in names.ARTICLES or first in names.FOREIGN_ARTICLES
    return rest if rest and is_article else words


def _behind_description(words: str) -> str:
    """The name of two words or more that a description leads to: “the city’s engineer Ana van Ode”; else all."""
    tokens = list(_TOKEN.finditer(words))
    start = len(tokens)
    while start and (tokens[start - 1].group()[0].isupper() or tokens[start - 1].group() in names.PARTICLES):
        start -= 1
    named = [token.group() for token in tokens[start:]]
    before = tokens[start - 1].group() if start else ""
    if len(named) < 2 or not named[0][0].isupper() or not before.islower() or before in names.LEADING_ON:
        return words
    return words[tokens[start].start() :]


def _name_behind(mention: str) -> str:
    """The name that explains a description: “Strait Lines” in “the operator, Strait Lines”; "" where there is none."""
    match = _NAMED_BEHIND.match(mention.strip())
    if match is None or mention_type(_APPOSITION.sub("", mention)) != "description":
        return ""
    name = match.group(1).strip()
    tokens = _tokens(name)
    is_name = bool(tokens) and tokens[0][0].isupper() and tokens[-1][0].isupper()
    return name if is_name and mention_type(name) in ("name", "metonym") else ""


def entity_type(mention: str, label: str = "speaker") -> str:
    """The type of a new entity, guessed from the mention and the label of its span."""
    mention = _name_behind(mention) or _APPOSITION.sub("", mention) or mention
    words = {token.lower() for token in _tokens(mention)}
    if words & names.AGENCIES:
        return "agency"
    if label == "source" or (words & names.MEDIA and not words & names.TITLES):
        return "media"
    kind = mention_type(mention)
    if kind == "metonym" or (words & names.ORGANISATIONS and not words & names.TITLES):
        return "organisation"
    if words & (names.SEVERAL | names.PEOPLE) or _is_plural(mention, kind):
        return "group"
    is_acronym = _ACRONYM.fullmatch(mention.strip()) is not None
    return "organisation" if is_acronym or words & names.THINGS else "person"


def _is_plural(mention: str, kind: str) -> bool:
    head = _head(mention)[-1]
    if kind != "description":
        return " and " in mention or _NATIONALS.fullmatch(head) is not None
    return head.endswith(("s", "people", "men")) and not head.endswith(("ss", "’s", "'s"))


def _head(mention: str) -> list[str]:
    """The words of the first noun phrase, of which the last says what it is: “officials” in “officials in Kyiv”."""
    return _tokens(_PREPOSITION.split(mention.strip(), maxsplit=1)[0]) or _tokens(mention) or [mention]


def _tokens(words: str) -> list[str]:
    return _TOKEN.findall(words)


@lru_cache(maxsize=1 << 14)
def _keys(name: str) -> frozenset[tuple[str, ...]]:
    """All that a known name is found by: itself, what it says in brackets, the name behind a description, initials."""
    found = (_key(name), _key(_name_behind(name)), _initials(name), *map(_key, _BRACKETED.findall(name)))
    return frozenset(key for key in found if key)


def _initials(name: str) -> tuple[str, ...]:
    """The acronym of a name of three words or more, small words left out: WHO for the World Health Organization."""
    large = [token for token in _tokens(_APPOSITION.sub("", name)) if token[0].isupper() and not _is_small(token)]
    return ("".join(token[0] for token in large).lower(),) if len(large) >= _FEWEST_INITIALS else ()


def _is_small(token: str) -> bool:
    return token.lower() in names.ARTICLES or token.lower() in names.TITLES


@lru_cache(maxsize=1 << 14)
def _key(name: str) -> tuple[str, ...]:
    """What names are compared by: words without accents, case, articles, appositions and a final possessive."""
    bare = _POSSESSIVE.sub("", _APPOSITION.sub("", name.strip()) or name.strip())
    folded = "".join(char for char in normalize("NFKD", bare.casefold()) if not combining(char))
    tokens = [token.rstrip(".") for token in _tokens(folded)]
    return tuple(tokens[1:] if len(tokens) > 1 and tokens[0] in names.ARTICLES else tokens)
