"""Light values are what frozen dataclasses are, made in less time."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import FrozenInstanceError, asdict, dataclass, field, replace

import pytest

from models.light import light


@light
@dataclass(frozen=True, slots=True)
class Bridge:
    name: str
    length: int = 3
    rest: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a bridge needs a name")


def test_they_are_filled_by_place_by_name_and_by_default() -> None:
    assert asdict(Bridge("a")) == {"name": "a", "length": 3, "rest": {}}
    assert Bridge("a", rest={"x": "y"}, length=7) == Bridge("a", 7, {"x": "y"})
    assert Bridge("a").rest is not Bridge("a").rest


def test_they_say_what_is_missing_or_too_much() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'name'"):
        Bridge()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'height'"):
        Bridge("a", height=3)  # type: ignore[call-arg]


def test_they_check_themselves() -> None:
    with pytest.raises(ValueError, match="a bridge needs a name"):
        Bridge("")
    with pytest.raises(ValueError, match="a bridge needs a name"):
        replace(Bridge("a"), name="")


def test_nobody_changes_them() -> None:
    bridge = Bridge("a")
    with pytest.raises(FrozenInstanceError):
        bridge.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del bridge.length
    assert not hasattr(bridge, "__dict__")


def test_they_can_be_copied_and_looked_at() -> None:
    bridge = Bridge("a", 7, {"x": "y"})

    assert deepcopy(bridge) == pickle.loads(pickle.dumps(bridge)) == bridge
    assert replace(bridge, length=8) == Bridge("a", 8, {"x": "y"})
    assert repr(bridge) == "Bridge(name='a', length=7, rest={'x': 'y'})"
    assert list(inspect.signature(Bridge).parameters) == ["name", "length", "rest"]
