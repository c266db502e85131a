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
    """What each arm counts; chosen on the development questions and the project's own together (README)."""

    keyword: float = 0.4
    text: float = 0.2
    question: float = 0.6
    sentence: float = 0.2
    unasked: float = 1.5
    """A passage without questions competes by its sentences, which lie farther from a question than
    another question does: so much more their nearness counts (chosen with one document left out at a time, then
    lessened as the weight of questions grew, so that sentences count the same)."""
    nobody_asked: float = 0.25
    """What all vectors count where nobody wrote questions for any passage: words tell more there."""
    lexicon: float = 0.4
    """Within the keyword arm: what the lexicon's words count beside the question's own."""
    conversation: float = 0.3
    """What is found for a question together with those before it, beside what is found for it as it was
    understood: "who works there?" tells nothing alone, and a new topic is told well enough by its own words."""


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
class _Arms:
    """What each way of searching makes of every passage, 0 to 1 each, in the order of the index."""

    keyword: Scores
    text: Scores
    question: Scores
    sentence: Scores
    asked: Mapping[str, Near]
    """Passage id -> the nearest of its questions."""


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

    def retrieve(self, query: str, limit: int, conversation: str = "") -> list[Hit]:
        """The best passages for a query, best first; empty when nothing matches at all.

        Args:
            query: What is asked.
            limit: So many passages at most.
            conversation: What was asked before and now, in one; what is found for it counts a little, too.
        """
        if not self.index.passages:
            return []
        arms = self._arms(query)
        fused = self._fused(arms)
        if conversation:
            fused += self.weights.conversation * self._fused(self._arms(conversation))
        return [
            Hit(
                passage=self.index.passages[i],
                score=float(fused[i]),
                keyword=float(arms.keyword[i]),
                text=float(arms.text[i]),
                question=float(arms.question[i]),
                sentence=float(arms.sentence[i]),
                paragraph=arms.asked.get(self.index.passages[i].id, NOT_NEAR).part,
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

    def _arms(self, query: str) -> _Arms:
        repaired, _ = self._read(query)
        near = {kind: self.nearest(kind, query, CANDIDATES) for kind in PASSAGE_KINDS}
        asked = best_by_target(near["question"])
        anybody_asked = any(view.part for view in asked.values())
        vectors = 1.0 if anybody_asked else self.weights.nobody_asked
        return _Arms(
            # A repair may be wrong (a rare name): keyword search reads what was typed as well.
            keyword=self._keyword(query if repaired == query else f"{query}\n{repaired}"),
            text=vectors * self._nearness(near["text"]),
            question=vectors * self._nearness(near["question"], LIKE_IT) * self._unasked(asked),
            sentence=vectors * self._nearness(near["sentence"]),
            asked=asked,
        )

    def _fused(self, arms: _Arms) -> Scores:
        weights = self.weights
        fused: Scores = weights.keyword * arms.keyword + weights.text * arms.text
        fused += weights.question * arms.question + weights.sentence * arms.sentence
        return fused

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
        if len(positions) < len(nearest):  # where nobody asked of anything, there is nothing to be evened out
            laws = {id_ for id_, source in self.index.sources.items() if source.kind in LAWS}
            unasked = [position for position in positions if self.index.passages[position].source not in laws]
            factors[unasked] = self.weights.unasked
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
