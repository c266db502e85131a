"""Keyword search: BM25 over the terms of Norwegian analysis, built once and kept on disk.

Robertson & Zaragoza 2009 in the variant of Lucene, by bm25s (Lù 2024, arXiv:2407.03618).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from index.analysis import terms

Scores = NDArray[np.float32]
"""One score per passage, in the order of the index; higher is better."""


class KeywordIndex:
    """BM25 scores of every text for a query."""

    def __init__(self, bm25: bm25s.BM25 | None) -> None:
        """`bm25` is None where there is nothing to search."""
        self._bm25 = bm25

    @classmethod
    def build(cls, texts: Sequence[str]) -> KeywordIndex:
        """An index over these texts; their order is the order of the scores."""
        analysed = [terms(text) for text in texts]
        if not any(analysed):
            return cls(None)
        bm25 = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        bm25.index(analysed, show_progress=False)
        return cls(bm25)

    @classmethod
    def load(cls, folder: Path) -> KeywordIndex:
        """An index that `save` wrote."""
        return cls(bm25s.BM25.load(str(folder), load_corpus=False) if folder.exists() else None)

    def save(self, folder: Path) -> None:
        """Write the index to a folder that does not exist yet."""
        if self._bm25:
            self._bm25.save(str(folder), show_progress=False)

    def weight(self, term: str) -> float:
        """How much a term tells: the logarithm of how rare it is among the texts (idf)."""
        column = self._bm25.vocab_dict.get(term) if self._bm25 else None
        if self._bm25 is None or column is None:
            return 0.0
        starts, texts = self._bm25.scores["indptr"], self._bm25.scores["num_docs"]
        holding = int(starts[column + 1] - starts[column])
        return math.log(1 + (texts - holding + 0.5) / (holding + 0.5))

    def shares(self, words: Iterable[str]) -> dict[str, float]:
        """Each different term -> its share of what they tell together; all 0 where none of them tells anything."""
        weights = {term: self.weight(term) for term in words}
        total = sum(weights.values()) or 1.0
        return {term: weight / total for term, weight in weights.items()}

    def most(self, query: str) -> float:
        """What BM25 of a query cannot exceed: the sum of its terms' weights, with repetitions."""
        return sum(map(self.weight, terms(query)))

    def scores(self, query: str) -> Scores:
        """BM25 of every text; all zero when no term of the query is known."""
        if self._bm25 is None:
            return np.zeros(0, dtype=np.float32)
        known = [term for term in terms(query) if term in self._bm25.vocab_dict]
        if not known:
            return np.zeros(self._bm25.scores["num_docs"], dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)
