"""Query -> hits: every arm scores the passages, weighted fusion puts the scores together.

Scores are fused, not ranks: reciprocal rank fusion with one weak arm was measured to halve the
quality of a strong one (Bruch et al. 2023, arXiv:2210.11934, and our own figures in the README).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from corpus.rank import LAWS
from index.embedding import Embedder, Vectors
from index.keyword import Scores
from index.lexicon import Expander
from index.passage import Passage
from index.store import Index
from index.vectors import Near
from index.views import PASSAGE_KINDS, ViewKind

NOT_NEAR = Near("", 0.0)
CANDIDATES = 600
"""So many views are taken from the vector store, of each kind."""
LIKE_IT = 2
"""So many users' questions of a passage are compared; a single one may be near by chance, the more so the more
there are."""
READ = 64
"""So many queries are remembered as they were read: one question is sought in several ways."""


def best_by_target(views: Sequence[Near]) -> dict[str, Near]:
    """Id of a passage, rule or gap -> its nearest view; the views come nearest first."""
    return {view.leads_to: view for view in reversed(views)}


@dataclass(frozen=True)
class Weights:
    """What each arm counts; chosen on the development questions by cross-validation (README)."""

    keyword: float = 0.5
    text: float = 0.1
    question: float = 0.6
    sentence: float = 0.1
    unasked: float = 1.5
    """A passage without questions competes by its sentences, which lie farther from a question than
    another question does: so much more their nearness counts (chosen with one document left out at a time)."""
    nobody_asked: float = 0.3
    """The same where nobody wrote questions for any passage, and nothing is to be evened out."""
    lexicon: float = 0.4
    """Within the keyword arm: what the lexicon's words count beside the question's own."""


@dataclass(frozen=True)
class Hit:
    """A passage that matches, and what each arm made of it (0 to 1 each; 0 where it was looked up, not searched).

    The score is for the order alone, and no probability.
    """

    passage: Passage
    score: float
    keyword: float = 0.0
    text: float = 0.0
    question: float = 0.0
    sentence: float = 0.0
    paragraph: str = ""
    """Id of the paragraph whose question was nearest; empty when none was near."""


@dataclass(frozen=True)
class Retriever:
    """Hybrid search: keyword and vectors.

    Args:
        index: What is searched.
        embedder: What made the index's vectors; None searches by keyword alone.
        expander: Adds the sources' words to the keyword search.
        weights: What each arm counts.
    """

    index: Index
    embedder: Embedder | None
    expander: Expander
    weights: Weights = Weights()

    def retrieve(self, query: str, limit: int) -> list[Hit]:
        """The best passages for a query, best first; empty when nothing matches at all."""
        if not self.index.passages:
            return []
        repaired, _ = self._read(query)
        # A repair may be wrong (a rare name): keyword search reads what was typed as well.
        keyword = self._keyword(query if repaired == query else f"{query}\n{repaired}")
        near = {kind: self.nearest(kind, query, CANDIDATES) for kind in PASSAGE_KINDS}
        asked = best_by_target(near["question"])
        text, sentence = self._nearness(near["text"]), self._nearness(near["sentence"])
        question = self._nearness(near["question"], LIKE_IT) * self._unasked(asked)
        weights = self.weights
        fused = weights.keyword * keyword + weights.text * text
        fused += weights.question * question + weights.sentence * sentence
        return [
            Hit(
                passage=self.index.passages[i],
                score=float(fused[i]),
                keyword=float(keyword[i]),
                text=float(text[i]),
                question=float(question[i]),
                sentence=float(sentence[i]),
                paragraph=asked.get(self.index.passages[i].id, NOT_NEAR).part,
            )
            for i in np.argsort(-fused, kind="stable")[:limit]
            if fused[i] > 0
        ]

    def nearness_of(self, query: str, sentences: Sequence[str]) -> Mapping[str, float]:
        """Cosine between a query and sentence views, by the views' ids; empty without an embedder."""
        _, vector = self._read(query)
        if vector is None:
            return {}
        stored = self.index.vectors.get("sentence", sentences)
        return {id_: float(vector[0] @ other) for id_, other in stored.items()}

    def nearest(self, kind: ViewKind, query: str, limit: int) -> list[Near]:
        """The views nearest to a query, nearest first; none without an embedder."""
        _, vector = self._read(query)
        return [] if vector is None else self.index.vectors.nearest(kind, vector, limit)

    @cached_property
    def _read(self) -> Callable[[str], tuple[str, Vectors | None]]:
        """A query -> the same without typing errors, and its vector where there is an embedder."""

        @lru_cache(maxsize=READ)
        def read(query: str) -> tuple[str, Vectors | None]:
            repaired = self.index.speller.repair(query)
            return repaired, self.embedder.embed_question(repaired) if self.embedder else None

        return read

    def _keyword(self, query: str) -> Scores:
        """BM25 of the query and, counting less, of the lexicon's words for it.

        As a share of what a passage could have at most: a passage with one common word of the query
        must not count as much as one with all of them, though it may be the best there is.
        """
        keyword, expanded = self.index.keyword, self.expander.expand(query)
        scores = keyword.scores(query) + self.weights.lexicon * keyword.scores(expanded)
        most = keyword.most(query) + self.weights.lexicon * keyword.most(expanded)
        return (scores / most).astype(np.float32) if most > 0 else scores

    def _unasked(self, nearest: Mapping[str, Near]) -> Scores:
        """The factor for each passage: another than 1 for those of documents that nobody wrote questions for.

        Of laws what matters to a veileder has been asked.
        """
        factors = np.ones(len(self.index.passages), dtype=np.float32)
        positions = [self.index.positions[id_] for id_, view in nearest.items() if not view.part]
        factor = self.weights.unasked if len(positions) < len(nearest) else self.weights.nobody_asked
        laws = {id_ for id_, source in self.index.sources.items() if source.kind in LAWS}
        factors[[position for position in positions if self.index.passages[position].source not in laws]] = factor
        return factors

    def _nearness(self, views: Sequence[Near], compared: int = 1) -> Scores:
        """Mean cosine of each passage's nearest views, so many as are `compared`; 0 where it is negative.

        A passage with fewer of them among the candidates has others that are no nearer than the last one. Of a
        passage without questions the nearest sentence counts: no two say the same.
        """
        scores = np.zeros(len(self.index.passages), dtype=np.float32)
        of_passage: defaultdict[str, list[Near]] = defaultdict(list)
        for view in views:
            of_passage[view.leads_to].append(view)
        for id_, near in of_passage.items():
            counted = compared if near[0].part else 1
            cosines = [max(view.cosine, 0.0) for view in [*near, *[views[-1]] * counted][:counted]]
            scores[self.index.positions[id_]] = sum(cosines) / counted
        return scores
