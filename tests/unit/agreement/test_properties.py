"""What holds for every figure, whatever the readings are."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.model import Settings
from agreement.plain import as_json
from agreement.report import agreement
from models.records import Record
from tests.unit.agreement.samples import LABELS, projects

SETTINGS = Settings(labels=LABELS, gamma=False, draws=50)


def _values(plain: object, path: str = "") -> dict[str, float]:
    """Every figure's value by its path; undefined ones are -9."""
    if isinstance(plain, Mapping):
        found = {path: -9.0 if plain["value"] is None else float(plain["value"])} if "value" in plain else {}
        for name, part in plain.items():
            found |= _values(part, f"{path}/{name}")
        return found
    if isinstance(plain, list):
        return {key: v for part in plain for key, v in _values(part, f"{path}/{_name(part)}").items()}
    return {}


def _name(part: object) -> str:
    return "+".join(sorted(part["annotators"])) if isinstance(part, Mapping) and "annotators" in part else ""


def _figures(records: list[Record], settings: Settings = SETTINGS) -> dict[str, float]:
    return _values(as_json(agreement(records, settings)))


def _alike(one: dict[str, float], other: dict[str, float]) -> None:
    assert one.keys() == other.keys()
    for name, value in one.items():
        assert value == pytest.approx(other[name], abs=1e-6), name


@given(projects())
def test_annotators_who_do_the_same_agree_wholly_or_without_variation(records: list[Record]) -> None:
    first = [record for record in records if record.annotator == "ana"]
    same = [replace(record, annotator=name) for record in first for name in ("ana", "ben", "cas")]
    report = agreement(same, SETTINGS)
    assert report.disagreements == ()
    assert set(_values(as_json(report)).values()) <= {-9.0, 1.0} or all(
        value == pytest.approx(1.0) for value in _values(as_json(report)).values() if value != -9.0
    )


@given(projects(), st.permutations(("x", "y", "z")))
def test_names_of_annotators_mean_nothing(records: list[Record], names: list[str]) -> None:
    new = dict(zip(("ana", "ben", "cas"), names, strict=True))
    renamed = [replace(record, annotator=new[record.annotator or ""]) for record in records]
    before = agreement(records, SETTINGS)
    after = agreement(renamed, SETTINGS)
    assert _values(as_json(after)["labels"]) == pytest.approx(_values(as_json(before)["labels"]))
    for part in ("attributes", "links", "stance", "entities"):
        assert _values(as_json(after)[part]) == pytest.approx(_values(as_json(before)[part])), part
    pairs = {frozenset(new[name] for name in pair.annotators): pair.all.figures for pair in before.pairs}
    for pair in after.pairs:
        for name, figure in pair.all.figures.items():
            expected = pairs[frozenset(pair.annotators)][name].value
            assert figure.value == (None if expected is None else pytest.approx(expected)), name


@given(projects(), st.randoms(use_true_random=False))
def test_the_order_of_articles_readings_and_spans_means_nothing(records: list[Record], dice: object) -> None:
    shuffled = [replace(record, spans=record.spans[::-1], links=record.links[::-1]) for record in records[::-1]]
    _alike(_figures(shuffled), _figures(records))


@given(projects())
def test_names_of_labels_mean_nothing(records: list[Record]) -> None:
    new = {"quote": "uvw", "speaker": "klm", "cue": "abc"}
    order = ("cue", "speaker", "quote")
    plain = [
        replace(r, spans=tuple(replace(s, attributes={}, entity=None) for s in r.spans), stances=()) for r in records
    ]
    renamed = [replace(r, spans=tuple(replace(s, label=new[s.label]) for s in r.spans)) for r in plain]
    before = agreement(plain, replace(SETTINGS, labels=order))
    after = agreement(renamed, replace(SETTINGS, labels=tuple(new[label] for label in order)))
    for label in order:
        _alike(_values(as_json(after)["labels"][new[label]]), _values(as_json(before)["labels"][label]))  # type: ignore[index]
    for part in ("all", "competence"):
        _alike(_values(as_json(after)[part]), _values(as_json(before)[part]))
    for one, other in zip(after.pairs, before.pairs, strict=True):
        assert {name: figure.value for name, figure in one.all.figures.items()} == pytest.approx(
            {name: figure.value for name, figure in other.all.figures.items()}
        )
    found = {(new.get(one, one), new.get(other, other)): n for (one, other), n in before.confusion.items()}
    assert after.confusion == found


@given(projects(annotators=("ana", "ben"), articles=1), projects(annotators=("ana", "ben"), articles=1))
def test_sums_of_articles_make_the_figure_of_both(one: list[Record], other: list[Record]) -> None:
    moved = [replace(record, article=replace(record.article, id="b")) for record in other]
    parts = [agreement(records, SETTINGS).all for records in (one, moved)]
    whole = agreement([*one, *moved], SETTINGS).all
    shared = [(part.figures["f1_exact"].value or 0) * part.n for part in parts]
    expected = sum(shared) / sum(part.n for part in parts) if whole.n else None
    assert whole.figures["f1_exact"].value == (None if expected is None else pytest.approx(expected))


GAMMA = replace(SETTINGS, gamma=True, gamma_samples=2, competence=False, draws=2)


@given(projects(articles=1), st.permutations(("x", "y", "z")))
def test_gamma_does_not_depend_on_names_or_order(records: list[Record], names: list[str]) -> None:
    new = dict(zip(("ana", "ben", "cas"), names, strict=True))
    turned = [replace(r, annotator=new[r.annotator or ""], spans=r.spans[::-1]) for r in records[::-1]]
    before, after = agreement(records, GAMMA), agreement(turned, GAMMA)
    for label, found in {"": before.all, **before.labels}.items():
        same = after.labels[label] if label else after.all
        assert same.figures["gamma"].value == _about(found.figures["gamma"].value), label
    pairs = {frozenset(new[name] for name in pair.annotators): pair for pair in before.pairs}
    for pair in after.pairs:
        value = pairs[frozenset(pair.annotators)].all.figures["gamma"].value
        assert pair.all.figures["gamma"].value == _about(value)


@given(projects(articles=2))
def test_gamma_of_annotators_who_do_the_same_is_one(records: list[Record]) -> None:
    first = [record for record in records if record.annotator == "ana"]
    same = [replace(record, annotator=name) for record in first for name in ("ana", "ben", "cas")]
    report = agreement(same, GAMMA)
    for found in (report.all, *report.labels.values(), *(pair.all for pair in report.pairs)):
        assert found.figures["gamma"].value in (None, pytest.approx(1.0))
    assert report.all.figures["gamma_cat"].value in (None, pytest.approx(1.0))


def _about(value: float | None) -> object:
    return None if value is None else pytest.approx(value, abs=1e-6)
