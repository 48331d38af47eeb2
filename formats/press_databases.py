"""Files in which Nexis Uni, LexisNexis, Factiva and ProQuest deliver many articles, split by the marks of each service.

Works on the text that the reader of the file's own kind (.txt, .rtf, .docx, .html) finds. The services change their
layout at will, so the number of articles is checked against the one that the file announces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from formats import registry
from formats.articles import article_intake
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.limits import DELIVERY
from formats.metadata import Findings
from models.errors import UserError
from models.records import Intake

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GERMAN = {"mär": 3, "mai": 5, "okt": 10, "dez": 12}
_DATE = re.compile(
    r"\b(?:(?P<day>\d{1,2})\.? (?P<month>[A-Za-zä]{3,9})|(?P<month2>[A-Za-zä]{3,9}) (?P<day2>\d{1,2}),)"
    r" (?P<year>(?:19|20)\d\d)\b"
)
_WORDS = re.compile(r"[\d.,]+ words?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """One article of a delivery. fields: by field of Meta, with `id` for the service's own number.

    part: all that the delivery holds of it, with the service's own lines.
    """

    text: str
    fields: Mapping[str, str]
    part: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """mark: what every article of the service has once; announced: how many the file says it holds, 0 if nothing."""

    name: str
    mark: re.Pattern[str]
    articles: Callable[[str], Iterator[Found]]
    announced: Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file that a service made. marks: how many ends of articles it has; announced: how many it says it holds."""

    service: Service
    found: tuple[Found, ...]
    marks: int
    announced: int

    @property
    def is_certain(self) -> bool:
        """Whether everything that counts its articles comes to the same number."""
        return 0 < self.announced == self.marks == len(self.found)


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The articles of a delivery; raises UserError for a file that no known service made."""
    try:
        whole = _whole(data, name, options)
        delivery = _delivery(whole.record.article.text)
        if delivery is None:
            raise UserError("not a delivery of a known press database", remedy="import it as an ordinary text")
    except UserError as error:
        raise error.at(name) from error
    yield from _articles(delivery, whole, name, _miscount(delivery))


def split_if_certain(whole: Intake) -> Iterator[Intake | UserError]:
    """The articles of a delivery that a reader took for one text; the text itself, with a warning, where in doubt.

    Certain is a delivery that announces as many articles as it has marks of their ends, and as are found.
    """
    delivery = _delivery(whole.record.article.text)
    if delivery is not None and delivery.is_certain:
        count = f"{len(delivery.found)} article{'s' if len(delivery.found) > 1 else ''}"
        said = f"a delivery of {delivery.service.name}, split into the {count} that it announces"
        yield from _articles(
            delivery, whole, whole.record.article.meta.source_name, f"{said}: --format {whole.reader} keeps it whole"
        )
    elif delivery is not None and (doubt := _miscount(delivery)):
        yield replace(whole, warnings=(*whole.warnings, doubt))
    else:
        yield whole


def _delivery(text: str) -> Delivery | None:
    service = next((service for service in SERVICES if service.mark.search(text)), None)
    if service is None:
        return None
    found = tuple(service.articles(text))
    return Delivery(service, found, len(service.mark.findall(text)), service.announced(text))


def _articles(delivery: Delivery, whole: Intake, name: str, said: str) -> Iterator[Intake | UserError]:
    """The intake of each article; what the reader of the whole file reports, and what is `said`, is the first one's."""
    warnings = (*(warning for warning in whole.warnings if warning != DELIVERY), *filter(None, (said,)))
    changes: Mapping[str, int] = whole.changes
    for place, article in enumerate(delivery.found, start=1):
        try:
            yield _intake(article, delivery.service, name, place, changes, warnings)
            warnings, changes = (), {}
        except UserError as error:
            yield error.at(name, place)


def _whole(data: BinaryIO, name: str, options: ReadOptions) -> Intake:
    head = data.read(registry.HEAD)
    data.seek(0)
    options = replace(options, splits=False)
    for item in registry.reader(registry.sniff(name, head))(data, name, options):
        if isinstance(item, UserError):
            raise item
        return item
    raise UserError("there is no text in the file", remedy="leave it out, or look whether it was saved")


def _miscount(delivery: Delivery) -> str:
    announced, found = delivery.announced, len(delivery.found)
    return (
        f"{announced} articles announced, {found} found: look at the first and the last"
        if 0 != announced != found
        else ""
    )


def _intake(
    article: Found, service: Service, name: str, place: int, changes: Mapping[str, int], warnings: tuple[str, ...]
) -> Intake:
    findings = Findings()
    for field, value in article.fields.items():
        if field == "published":
            findings.offer_date(_iso(value), service.name)
        elif field != "id":
            findings.offer(field, value, service.name)
    key = article.fields.get("id")
    return article_intake(
        article.text,
        name,
        findings,
        reader="press-database",
        media_type="text/plain",
        raw=article.part.strip("\n").encode(),
        key=key,
        line=place,
        changes=changes,
        warnings=warnings,
    )


def _iso(text: str) -> str:
    """The first date in a text such as `September 6, 2025 Saturday`, as ISO 8601; else the text itself."""
    for match in _DATE.finditer(text):
        name = (match["month"] or match["month2"])[:3].lower()
        month = _GERMAN.get(name) or (_MONTHS.index(name) + 1 if name in _MONTHS else 0)
        if month:
            return f"{match['year']}-{month:02}-{int(match['day'] or match['day2']):02}"
    return text


def _article(title: str, body: list[str], fields: Mapping[str, str]) -> Found:
    text = "\n".join(body).strip("\n")
    headed = text if not title or text.startswith(title) else f"{title}\n\n{text}"
    return Found(headed, {**{name: value for name, value in fields.items() if value}, "title": title})


def _number(pattern: str) -> Callable[[str], int]:
    """Reads the largest number that a pattern's group finds."""
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda text: max((int(found) for found in compiled.findall(text)), default=0)


# --- Nexis Uni, and LexisNexis before it --------------------------------------------------------------------------

_NEXIS_FIELDS = {"byline": "byline", "dateline": "dateline", "language": "language"}
_NEXIS_FIELD = re.compile(r"([A-Z][A-Za-z-]{3,20}): *(.*)")
_NEXIS_TAIL = re.compile(  # words that begin a paragraph of the article too, so that a colon or nothing must follow
    r"(?:Load-Date|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|GRAPHIC|Graphic):.*|Classification|Graphic|GRAPHIC"
)


def _nexis_uni(text: str) -> Iterator[Found]:
    for part in re.split(r"^End of Document[ \t]*$", text, flags=re.MULTILINE)[:-1]:
        lines = [line.strip() for line in part.split("\n")]
        if "Body" in lines:
            start = lines.index("Body")
            yield replace(_nexis_article(lines[:start], lines[start + 1 :]), part=part)


def _nexis_article(head: list[str], rest: list[str]) -> Found:
    """Title, outlet and date stand in the last run of lines before the fields."""
    fields = {
        name: value for line in head if (match := _NEXIS_FIELD.fullmatch(line)) for name, value in [match.groups()]
    }
    plain = [line for line in head if line and not _NEXIS_FIELD.fullmatch(line) and "Copyright" not in line]
    dated = next((place for place in range(len(plain) - 1, -1, -1) if _DATE.search(plain[place])), None)
    named = plain[max(0, dated - 2) : dated + 1] if dated is not None else plain[-1:]
    title, outlet, date = (*([""] * (3 - len(named))), *named)
    end = next((place for place, line in enumerate(rest) if _NEXIS_TAIL.fullmatch(line)), len(rest))
    known = {_NEXIS_FIELDS[name.lower()]: value for name, value in fields.items() if name.lower() in _NEXIS_FIELDS}
    return _article(title, rest[:end], {"outlet": outlet, "published": date, **known})


def _lexisnexis(text: str) -> Iterator[Found]:
    for part in re.split(r"^[ \t]*\d+ of \d+ DOCUMENTS[ \t]*$", text, flags=re.MULTILINE)[1:]:
        lines = [line.strip() for line in part.split("\n")]
        fields = {name.lower(): (place, value) for place, name, value in _capitals(lines)}
        last = max((place for name, (place, _) in fields.items() if name in _BEFORE_BODY), default=-1)
        end = next(
            (place for place, line in enumerate(lines) if place > last and _NEXIS_TAIL.fullmatch(line)), len(lines)
        )
        title = fields.get("headline", (0, ""))[1]
        plain = [line for line in lines[: last + 1] if line and not re.match(r"[A-Z-]{4,}:", line)]
        date = next((line for line in plain if _DATE.search(line)), "")
        values = {"outlet": plain[0] if plain else "", "published": date}
        values |= {name: fields[name][1] for name in ("byline", "dateline") if name in fields}
        found = _article(title or (plain[2] if len(plain) > 2 else ""), lines[last + 1 : end], values)
        yield replace(found, part=part)


_BEFORE_BODY = frozenset(("section", "length", "byline", "dateline", "headline", "highlight"))


def _capitals(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    for place, line in enumerate(lines):
        if match := re.fullmatch(r"([A-Z-]{4,20}): *(.*)", line):
            yield place, match[1], match[2]


# --- Factiva ------------------------------------------------------------------------------------------------------


def _factiva(text: str) -> Iterator[Found]:
    before = 0
    for end in _FACTIVA_END.finditer(text):
        part = text[before : end.end()]
        lines = [line.strip() for line in text[before : end.start()].split("\n")]
        before = end.end()
        counted = next((place for place, line in enumerate(lines) if _WORDS.fullmatch(line)), None)
        if counted is not None:
            head = [line for line in lines[:counted] if line]
            yield replace(_factiva_article(head, lines[counted + 1 :], end[1]), part=part)


def _factiva_article(head: list[str], rest: list[str], identity: str) -> Found:
    """Before the count of words stand section, title and byline; behind it date, outlet, codes and the copyright."""
    byline = head.pop() if len(head) > 1 and head[-1].lower().startswith(("by ", "von ", "par ")) else ""
    start = next((place for place, line in enumerate(rest) if re.match(r"\(c\)|Copyright|©", line, re.IGNORECASE)), 0)
    facts = [line for line in rest[:start] if line]
    date = next((line for line in facts if _DATE.search(line)), "")
    outlet = next((line for line in facts if line != date and not re.fullmatch(r"\d\d:\d\d.*", line)), "")
    fields = {"byline": byline, "published": date, "outlet": outlet, "id": identity}
    return _article(head[-1] if head else "", rest[start + 1 :], fields)


def _factiva_indexed(text: str) -> Iterator[Found]:
    """Articles under codes of two or three letters, in a cell or on a line of their own."""
    before = 0
    for end in _FACTIVA_NUMBER.finditer(text):
        part = text[before : end.end()]
        before = end.end()
        values = _coded(part)
        fields = {name: values.get(code, "") for code, name in _FACTIVA_CODES.items()} | {"id": end[1]}
        body = "\n\n".join(filter(None, (values.get("LP"), values.get("TD"))))
        yield replace(_article(values.get("HD", ""), body.split("\n"), fields), part=part)


def _coded(part: str) -> dict[str, str]:
    """The words behind each code; the lines behind a code are its own up to the next one."""
    values: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in part.split("\n"):
        match = _FACTIVA_CODE.fullmatch(line.rstrip())
        if match:
            lines = values.setdefault(match[1], [])
        lines.append((match[2] or "" if match else line).strip())
    return {code: "\n".join(found).strip("\n") for code, found in values.items()}


_FACTIVA_CODES = {"BY": "byline", "SN": "outlet", "PD": "published"}
_FACTIVA_CODE = re.compile(
    r"(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|ART|DE|NT)"
    r"(?:(?:\t| {2,})(.*))?"
)
_FACTIVA_NUMBER = re.compile(r"^AN(?:[ \t]*\n|\t|  )[ \t]*+Document ([A-Z][A-Za-z0-9]{19,})[ \t]*$", re.MULTILINE)
_FACTIVA_END = re.compile(r"^Document ([A-Z][A-Za-z0-9]{19,})[ \t]*$", re.MULTILINE)


# --- ProQuest -----------------------------------------------------------------------------------------------------

_PROQUEST_FIELDS = {
    "Title": "title",
    "Author": "byline",
    "Publication title": "outlet",
    "Publication date": "published",
    "Document URL": "url",
    "ProQuest document ID": "id",
}
_PROQUEST_FIELD = re.compile(r"([A-Z][A-Za-z /]{2,40}): ?(.*)")
_FULL_TEXT = re.compile(r"^Full [Tt]ext: ?", re.MULTILINE)
_AFTER_TEXT = re.compile(
    r"^(?:Subject|Business indexing term|Location|People|Company / organization|Identifier / keyword|Title|"
    r"Alternate title|Publication (?:title|year|date|subject|info)|Credit|Copyright|Illustration|Word count|Volume|"
    r"Issue|Pages?|First page|Section|Column|Dateline|Publisher|(?:Place|Country) of publication|ISSN|Source type|"
    r"Language of publication|Document (?:type|URL|feature)|ProQuest document ID|Last updated|Database|"
    r"Classification|Author|Links|Abstract): ",
    re.MULTILINE,
)
_LINE = re.compile(r"[^\n]*\s*")


def _proquest(text: str) -> Iterator[Found]:
    for part in re.split(r"^_{20,}[ \t]*$", text, flags=re.MULTILINE):
        start = _FULL_TEXT.search(part)
        if start is None:
            continue
        stop = _end_of_text(part, start.end())
        about = f"{part[: start.start()]}\n{part[stop:]}"
        fields: dict[str, str] = dict(_PROQUEST_FIELD.findall(about))
        known = {_PROQUEST_FIELDS[name]: value.strip() for name, value in fields.items() if name in _PROQUEST_FIELDS}
        found = _article(known.pop("title", ""), part[start.end() : stop].split("\n"), known)
        yield replace(found, part=part)


def _end_of_text(part: str, start: int) -> int:
    """Where the facts begin behind the article: at a fact with another one, or nothing, behind it.

    A single line such as "Location: the pier, she said." is one of the article.
    """
    for fact in _AFTER_TEXT.finditer(part, start):
        line = _LINE.match(part, fact.start())
        if line is not None and (line.end() == len(part) or _AFTER_TEXT.match(part, line.end())):
            return fact.start()
    return len(part)


SERVICES = (
    Service(
        "ProQuest",
        re.compile(r"^ProQuest document ID: ", re.MULTILINE),
        _proquest,
        _number(r"Document \d{1,9} of (\d{1,9})\b"),
    ),
    Service(
        "Factiva",
        _FACTIVA_NUMBER,
        _factiva_indexed,
        lambda text: len(re.findall(r"^WC(?:[ \t]*\n|\t|  )[ \t]*+[\d.,]+ words?[ \t]*$", text, re.MULTILINE)),
    ),
    Service(
        "Factiva", _FACTIVA_END, _factiva, lambda text: len(re.findall(r"^[\d.,]+ words?[ \t]*$", text, re.MULTILINE))
    ),
    Service(
        "Nexis Uni",
        re.compile(r"^End of Document[ \t]*$", re.MULTILINE),
        _nexis_uni,
        _number(r"^Documents? \((\d{1,9})\)"),
    ),
    Service(
        "LexisNexis",
        re.compile(r"^[ \t]*\d+ of \d+ DOCUMENTS[ \t]*$", re.MULTILINE),
        _lexisnexis,
        _number(r"^[ \t]*\d+ of (\d{1,9}) DOCUMENTS"),
    ),
)
