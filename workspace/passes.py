"""Working in passes: a project may serve quotes first, then who says them and through whom, then stances.

Owns which labels a pass shows and which gestures it leaves on. The pass is a setting of the project.
"""

from __future__ import annotations

from enum import StrEnum

from models.errors import Refused

SETTING = "pass"


class Pass(StrEnum):
    """What a project works on at present; ALL where it does not work in passes."""

    ALL = "all"
    QUOTES = "quotes"
    SOURCES = "sources"
    STANCE = "stance"


# Quotes are always shown: the other layers are about them.
_LABELS = {
    Pass.QUOTES: frozenset({"quote"}),
    Pass.SOURCES: frozenset({"quote", "speaker", "cue", "source", "addressee"}),
    Pass.STANCE: frozenset({"quote", "stance"}),
}
_GESTURES = {
    Pass.QUOTES: frozenset(
        {"quote", "type", "status", "nest", "same_words", "same_words_as", "variant", "delete_attribution"}
    ),
    Pass.SOURCES: frozenset(
        {
            "speaker",
            "cue",
            "relay_cue",
            "source",
            "article_source",
            "addressee",
            "inherit_source",
            "move_source",
            "unlink",
            "entity",
            "chip",
            "confirm",
            "implicit",
            "no_entity",
            "mark_every",
            "describe_entity",
            "merge_entity",
            "split_entity",
        }
    ),
    Pass.STANCE: frozenset(
        {
            "polarity",
            "target",
            "hedged",
            "basis",
            "strength",
            "repeat_stance",
            "drop_stance",
            "set_stance",
            "ascribe",
            "lone_stance",
            "rename_target",
        }
    ),
}


def shows(step: Pass, label: str) -> bool:
    """Whether spans of this label are drawn in the pass; labels that a scheme added are."""
    known = frozenset().union(*_LABELS.values())
    return step is Pass.ALL or label in _LABELS[step] or label not in known


def tells(step: Pass, label: str) -> bool:
    """Whether cards say what has this label in the pass; in that of stances they say all: the holder is the speaker."""
    return step is Pass.STANCE or shows(step, label)


def allows(step: Pass, action: str) -> bool:
    """Whether the gesture is on in the pass; what belongs to no layer (borders, notes, Del, Esc) always is."""
    return all(action not in gestures for layer, gestures in _GESTURES.items() if layer is not step) or step is Pass.ALL


def refuse_others(step: Pass, action: str) -> None:
    """Raises Refused for a gesture of another layer."""
    if not allows(step, action):
        raise Refused(f"this project is in the pass “{step}”", value=action, remedy="choose another pass with Ctrl+K")
