"""Typing errors in a question repaired against the words of the index."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.analysis import stems

WORD = re.compile(r"[^\W\d_]{4,}")
LONG = 8
"""A word of so many letters may have two errors, a shorter one only one."""


class Speller:
    """Knows the words that occur and how often."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """`counts`: word in lower case -> how often it occurs."""
        self._counts = dict(counts)
        self._words = list(self._counts)
        self._stems = frozenset(stem for word in self._words for stem in stems(word))

    @classmethod
    def of_texts(cls, texts: Iterable[str]) -> Speller:
        """A speller that knows the words of these texts."""
        return cls(Counter(word for text in texts for word in WORD.findall(text.lower())))

    @classmethod
    def load(cls, file: Path) -> Speller:
        """A speller that `save` wrote."""
        lines = file.read_text(encoding="utf-8").splitlines()
        return cls({word: int(count) for word, _, count in (line.partition("\t") for line in lines)})

    def save(self, file: Path) -> None:
        """Write words and counts, a line each."""
        lines = (f"{word}\t{count}\n" for word, count in self._counts.items())
        file.write_text("".join(lines), encoding="utf-8")

    def repair(self, text: str) -> str:
        """The text with each unknown word replaced by the known one that it was likely meant to be."""
        return WORD.sub(lambda match: self._nearest(match[0]) or match[0], text)

    def _nearest(self, typed: str) -> str | None:
        """The known word with the fewest errors between, the most frequent of several; None if none is near."""
        word = typed.lower()
        if word in self._counts or self._stems.issuperset(stems(word)):
            return None
        errors = 2 if len(word) >= LONG else 1
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=errors, limit=20)
        best = min(near, key=lambda found: (found[1], -self._counts[found[0]]), default=None)
        return best[0] if best else None
