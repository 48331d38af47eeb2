"""UIMA CAS as XMI (WebAnno, INCEpTION, dkpro-cassis): spans of one view, offsets in UTF-16 units.

A span's label is the value of one of its features, else the name of its type. Links are features that refer to other
spans, directly or through link objects, and objects that refer to two spans (Governor and Dependent).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from lxml import etree

from formats.articles import limited
from formats.drafts import Draft, draft
from formats.foreign.marks import Source, draft_of, reading_intake
from formats.foreign.units import Mark
from formats.interface import READ_DEFAULTS, ReadOptions
from formats.metadata import Findings
from formats.normalise import normalise
from formats.xml import attribute, local, parsed_xml
from models.errors import UserError
from models.offsets import OffsetUnit
from models.records import Intake

LARGEST_FILE = 100_000_000  # bytes
_ID = "{http://www.omg.org/XMI}id"
_JOINED = (("Governor", "Dependent"), ("governor", "dependent"), ("source", "target"), ("from", "to"))
_LAYOUT = frozenset(  # types that every such file has, which are no annotations of a person
    (
        *("Sofa", "View", "Token", "Sentence", "DocumentMetaData", "DocumentAnnotation", "Lemma", "POS", "Stem"),
        *("TagsetDescription", "FeatureDescription", "LayerDescription", "CASMetadata", "MorphologicalFeatures"),
    )
)
_MOST_REFERENCES = 1_000_000  # of all spans
_LABELS = ("label", "value", "category")  # features by which layers of other people tell their spans apart
_PLACE = frozenset(("begin", "end", "sofa", "id"))


@dataclass(frozen=True, slots=True)
class _Object:
    """A feature structure. features: by short name."""

    id: str
    type: str
    features: Mapping[str, str]


def read(data: BinaryIO, name: str, options: ReadOptions = READ_DEFAULTS) -> Iterator[Intake | UserError]:
    """The reading of the one article of a CAS, or why there is none."""
    try:
        yield _intake(parsed_xml(limited(data.read(LARGEST_FILE + 1), LARGEST_FILE)), name, options)
    except UserError as error:
        yield error.at(name)


def _intake(root: etree._Element, name: str, options: ReadOptions) -> Intake:
    if local(root) != "XMI":
        raise UserError("not a UIMA CAS in XMI", remedy="export it as UIMA CAS XMI")
    sofa = next((item for item in root if local(item) == "Sofa" and attribute(item, "sofaString")), None)
    if sofa is None:
        raise UserError("the CAS has no text", remedy="export it with its text, the sofaString of a Sofa")
    text = attribute(sofa, "sofaString")
    objects = {item.id: item for item in map(_object, root) if item.type and item.id}
    relations = {item.id: ends for item in objects.values() if (ends := _ends(item, objects)) is not None}
    everywhere = [item for item in objects.values() if item.id not in relations and _is_span(item)]
    spans = [item for item in everywhere if item.features.get("sofa") == sofa.get(_ID, "")]
    _refuse_repetition(spans, objects)
    known = draft(normalise(text), options)
    labels = {item.id: _label(known, item) for item in spans}
    marks = [Mark(item.id, labels[item.id] or "", (_pair(item),)) for item in spans if labels[item.id] is not None]
    done = draft_of(text, marks, options, OffsetUnit.UTF16)
    for item in objects.values():
        if item.id in done.spans:
            _add_features(done, item, objects, labels[item.id] or "")
        elif item.id in relations:
            _connect(done, item, relations[item.id])
        elif item.id in labels:
            done.no_label(_foreign_label(item), item.id)
    for item in everywhere:
        if item.id not in labels:
            done.note("in another view of the CAS, not stored", f"{item.id} {item.type}")
    findings = _findings(objects)
    return reading_intake(text, done, Source(name, "uima-xmi", media_type="application/vnd.xmi+xml"), findings)


def _object(element: etree._Element) -> _Object:
    features = {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
    arrays: dict[str, list[str]] = {}  # of texts, one in each child
    for child in filter(local, element):
        arrays.setdefault(local(child), []).append(child.text or "")
    features |= {name: " ".join(texts).strip() for name, texts in arrays.items()}
    return _Object(element.get(_ID, ""), local(element), features)


def _is_span(item: _Object) -> bool:
    return {"begin", "end"} <= item.features.keys() and item.type not in _LAYOUT


def _pair(item: _Object) -> tuple[int, int]:
    begin, end = item.features["begin"], item.features["end"]
    if not (begin.isdecimal() and end.isdecimal() and len(begin) < 12 and len(end) < 12):
        value = f"begin: {begin!r}, end: {end!r} of {item.id}"
        raise UserError("an offset must be a whole number", value=value, remedy="mend the offset")
    return int(begin), int(end)


def _label(known: Draft, item: _Object) -> str | None:
    values = [value for key, value in item.features.items() if key not in _PLACE]
    return next((name for name in (*values, item.type) if known.label(name) is not None), None)


def _foreign_label(item: _Object) -> str:
    """What a person would map: the value of a feature that is called so, else the name of its type."""
    return next((item.features[name] for name in _LABELS if item.features.get(name)), item.type)


def _refuse_repetition(spans: Iterable[_Object], objects: Mapping[str, _Object]) -> None:
    """Raises UserError where spans share arrays of references so long that there are more than any person made."""
    features = (one for item in spans for one in item.features.items())
    referred = (_referred(value, objects) for name, value in features if name not in _PLACE)
    if next(islice(chain.from_iterable(referred), _MOST_REFERENCES, None), None) is not None:
        what = f"the spans refer to more than {_MOST_REFERENCES:,} others"
        raise UserError(what, remedy="split the document, or leave out its longest arrays")


def _add_features(done: Draft, item: _Object, objects: Mapping[str, _Object], label: str) -> None:
    """A span's features: references become links, the rest attributes."""
    for name, value in item.features.items():
        if name in _PLACE or value == label:
            continue
        references = list(_referred(value, objects))
        for reference in references:
            _add_link(done, item, name, reference)
        if not references:
            done.attribute(item.id, name, value)


def _referred(value: str, objects: Mapping[str, _Object]) -> Iterator[_Object]:
    """The objects that a feature refers to, those of an array one by one; none where it is another value."""
    parts = value.split()
    if not all(part in objects for part in parts):
        return
    for part in parts:
        item = objects[part]
        inside = item.features.get("elements", "").split() if item.type == "FSArray" else [part]
        yield from (objects[element] for element in inside if element in objects)


def _add_link(done: Draft, item: _Object, feature: str, reference: _Object) -> None:
    """A link straight to a span, or through a link object that knows its role."""
    role = reference.features.get("role", "")
    target = reference.id if reference.id in done.spans else reference.features.get("target", reference.id)
    done.connect(role if role and done.role(role) is not None else feature, item.id, target)


def _ends(item: _Object, objects: Mapping[str, _Object]) -> tuple[str, str] | None:
    """The two objects that a relation joins; None for anything else."""
    for names in _JOINED:
        one, other = (item.features.get(name, "") for name in names)
        if one in objects and other in objects:
            return one, other
    return None


def _connect(done: Draft, item: _Object, ends: tuple[str, str]) -> None:
    names = [value for key, value in item.features.items() if key not in _PLACE and value not in ends]
    role = next((name for name in (*names, item.type) if done.role(name) is not None), item.type)
    done.connect(role, *ends)


def _findings(objects: Mapping[str, _Object]) -> Findings:
    findings = Findings()
    for item in objects.values():
        if item.type in ("DocumentMetaData", "DocumentAnnotation"):
            findings.offer("title", item.features.get("documentTitle"), "CAS documentTitle")
            if (language := item.features.get("language")) != "x-unspecified":
                findings.offer_language(language, "CAS language")
    return findings
