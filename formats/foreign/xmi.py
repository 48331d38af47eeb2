"""UIMA CAS as XMI (WebAnno, INCEpTION, dkpro-cassis): spans of one view, offsets in UTF-16 units.

A span's label is the value of one of its features, else the name of its type. Links are features that refer to other
spans, directly or through link objects, and objects that refer to two spans (Governor and Dependent).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from formats.articles import limited
from formats.drafts import Draft, draft
from formats.foreign.marks import Mark, Source, draft_of, reading_intake
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
        raise UserError("the CAS has no text")
    text = attribute(sofa, "sofaString")
    objects = {item.id: item for item in map(_object, root) if item.type and item.id}
    relations = {item.id: ends for item in objects.values() if (ends := _ends(item, objects)) is not None}
    spans = [item for item in objects.values() if item.id not in relations and _is_span(item, sofa.get(_ID, ""))]
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
            done.note(f"not stored, no label for {item.type}", item.id)
    findings = _findings(objects)
    return reading_intake(text, done, Source(name, "uima-xmi", media_type="application/vnd.xmi+xml"), findings)


def _object(element: etree._Element) -> _Object:
    features = {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
    return _Object(element.get(_ID, ""), local(element), features)


def _is_span(item: _Object, sofa: str) -> bool:
    return {"begin", "end"} <= item.features.keys() and item.type not in _LAYOUT and item.features.get("sofa") == sofa


def _pair(item: _Object) -> tuple[int, int]:
    begin, end = item.features["begin"], item.features["end"]
    if not (begin.isdecimal() and end.isdecimal() and len(begin) < 12 and len(end) < 12):
        raise UserError("an offset must be a whole number", value=f"{item.id}: {begin}, {end}")
    return int(begin), int(end)


def _label(known: Draft, item: _Object) -> str | None:
    values = [value for key, value in item.features.items() if key not in _PLACE]
    return next((name for name in (*values, item.type) if known.label(name) is not None), None)


def _add_features(done: Draft, item: _Object, objects: Mapping[str, _Object], label: str) -> None:
    """A span's features: references become links, the rest attributes."""
    for name, value in item.features.items():
        if name in _PLACE or value == label:
            continue
        references = [objects.get(part) for part in value.split()]
        if references and all(reference is not None for reference in references):
            for reference in references:
                if reference is not None:
                    _add_link(done, item, name, reference)
        else:
            done.attribute(item.id, name, value)


def _add_link(done: Draft, item: _Object, feature: str, reference: _Object) -> None:
    """A link straight to a span, or through a link object that knows its role."""
    target = reference.features.get("target", "")
    if reference.id in done.spans:
        done.connect(feature, item.id, reference.id)
    elif target:
        role = reference.features.get("role", "")
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
