"""How often Python looks for garbage that holds itself in circles.

Articles, readings and records are many objects that hold one another without a circle. Looking for circles among them
at Python's usual pace takes an eighth of the time of an import or export, and a tenth of a second within a key press.
"""

from __future__ import annotations

import gc


def look_for_garbage_seldom() -> None:
    """Sets the pace for the whole process; to be called where it begins."""
    gc.set_threshold(100_000, 50, 1000)
