"""A question -> the questions in it: "Hva er KVP, og hvor mange kroner får man?" asks two things."""

from __future__ import annotations

import re

from assistant.asking import OPENS_WITH_VERB, OPENS_WITH_WH, WH

SENTENCE_END = re.compile(r"(?<=\?)\s+(?=\w)")
BETWEEN = re.compile(rf",?\s+(?:og|and|samt)\s+(?={WH}\b)", re.IGNORECASE)
WORD = re.compile(r"[a-zæøåéòô]+", re.IGNORECASE)
FEWEST_WORDS = 3
"""Of a part, in letters that the sources are written in."""


def parts_of(text: str) -> list[str]:
    """The questions of a text in their order, where it asks more than one; else none.

    What is told before or after a question is no part: "Takk for hjelpen på forhånd!".
    """
    parts = [part.strip() for sentence in SENTENCE_END.split(text) for part in BETWEEN.split(sentence)]
    asking = [part for part in parts if len(WORD.findall(part)) >= FEWEST_WORDS and _asks(part)]
    return asking if len(asking) > 1 else []


def _asks(part: str) -> bool:
    """Whether a part of a text is a question: by its mark, or by its first word."""
    return part.endswith("?") or any(opens.match(part) for opens in (OPENS_WITH_WH, OPENS_WITH_VERB))
