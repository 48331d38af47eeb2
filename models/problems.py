"""What a check of a project finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it must be.

    kind: file, link (between rows), setting, scheme, annotator, entity, target, utterance, article, text, source,
    reading, rule or log; article: the id of the article it is in, empty for what all share; object: the id or number
    of the damaged thing; message: what is wrong, in words that name it.
    """

    kind: str
    article: str
    object: str
    message: str
