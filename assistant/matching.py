"""When a text counts as holding the evidence of a question: compared as tokens, not as typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

TOKEN = re.compile(r"[a-zæøå0-9%]+")
ENOUGH = 0.6
"""Share of the evidence's tokens that must stand in the text, in order."""


def tokens(text: str) -> list[str]:
    """Lower-case word and number tokens; white space, table bars and punctuation do not count."""
    return TOKEN.findall(text.lower())


def holds(text: str, evidence: str) -> bool:
    """Whether a text holds the evidence, or most of its tokens in order."""
    wanted = tokens(evidence)
    return LCSseq.similarity(tokens(text), wanted) >= ENOUGH * len(wanted)


def contains(text: str, phrase: str) -> bool:
    """Whether the tokens of a phrase stand side by side in a text."""
    return _within(tokens(phrase), tokens(text))


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    return any(list(whole[start : start + len(part)]) == list(part) for start in range(len(whole) - len(part) + 1))
