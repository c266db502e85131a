"""A question -> the questions in it: "Hva er KVP, og hvor mange kroner får man?" asks two things."""

from __future__ import annotations

import re

from assistant.asking import WH

BETWEEN = re.compile(rf"\?\s+(?=\w)|,?\s+(?:og|and|samt)\s+(?={WH}\b)", re.IGNORECASE)
WORD = re.compile(r"[a-zæøåéòô]+", re.IGNORECASE)
FEWEST_WORDS = 3
"""Of a part, in letters that the sources are written in."""


def parts_of(text: str) -> list[str]:
    """The questions of a text in their order, where it asks more than one; else none."""
    parts = [part.strip() for part in BETWEEN.split(text)]
    asking = [part for part in parts if len(WORD.findall(part)) >= FEWEST_WORDS]
    return asking if len(asking) > 1 else []
