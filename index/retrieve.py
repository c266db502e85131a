"""Query -> hits: every arm scores the passages, weighted fusion puts the scores together.

Scores are fused, not ranks: reciprocal rank fusion with one weak arm was measured to halve the
quality of a strong one (Bruch et al. 2023, arXiv:2210.11934, and our own figures in the README).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.embedding import Embedder
from index.keyword import Scores
from index.passage import Passage
from index.store import Index

CANDIDATES = 200
"""So many passages are taken from the vector store."""


@dataclass(frozen=True)
class Hit:
    """A passage that matches, and what each arm made of it (0 to 1 each)."""

    passage: Passage
    score: float
    keyword: float
    question: float
    vector: float


@dataclass(frozen=True)
class Retriever:
    """Hybrid search: keyword and vectors.

    Args:
        index: What is searched.
        embedder: What made the index's vectors; None searches by keyword alone.
        vector_weight: The vectors' share of the fused score, 0 to 1.
        question_weight: The share of the nearest single question in what the words score.
    """

    index: Index
    embedder: Embedder | None
    vector_weight: float
    question_weight: float = 0.3

    def retrieve(self, query: str, limit: int) -> list[Hit]:
        """The best passages for a query, best first; empty when nothing matches at all."""
        keyword = _scaled(self.index.keyword.scores(query))
        question = _scaled(self.index.questions.scores(query))
        vector = _scaled(self._vector_scores(query))
        weight = self.vector_weight if self.embedder else 0.0
        words = (1 - self.question_weight) * keyword + self.question_weight * question
        fused = (1 - weight) * words + weight * vector
        best = np.argsort(-fused, kind="stable")[:limit]
        return [
            Hit(self.index.passages[i], float(fused[i]), float(keyword[i]), float(question[i]), float(vector[i]))
            for i in best
            if fused[i] > 0
        ]

    def _vector_scores(self, query: str) -> Scores:
        """Cosine above that of the last candidate; zero for passages that are no candidates."""
        scores = np.zeros(len(self.index.passages), dtype=np.float32)
        if self.embedder is None or not self.vector_weight or not self.index.passages:
            return scores
        nearest = self.index.vectors.nearest(
            self.embedder.embed_question(query), min(CANDIDATES, len(self.index.passages))
        )
        floor = min(nearest.values())
        for id_, cosine in nearest.items():
            scores[self.index.positions[id_]] = cosine - floor
        return scores


def _scaled(scores: Scores) -> Scores:
    """Scores with the best at 1."""
    best = scores.max(initial=0.0)
    return scores / best if best > 0 else scores
