"""Hits -> passages: repeated text is folded, so that five places hold five different passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from index.analysis import content_words
from index.retrieve import Hit

SAME = 0.7
"""Share of common words (Jaccard) from which two passages say the same."""


class Reranker(Protocol):
    """Whatever orders hits anew by reading them closely."""

    def rerank(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        """The same hits, best first."""
        ...


def rank(hits: Iterable[Hit], limit: int) -> list[Hit]:
    """The first `limit` hits that do not repeat a better one."""
    kept: list[tuple[Hit, frozenset[str]]] = []
    for hit in hits:
        words = frozenset(content_words(hit.passage.text))
        if not any(_overlap(words, others) >= SAME for _, others in kept):
            kept.append((hit, words))
        if len(kept) == limit:
            break
    return [hit for hit, _ in kept]


def weigh(hits: Iterable[Hit], weights: Mapping[str, float]) -> list[Hit]:
    """The same hits, their scores times what their sources weigh, best first; 1 for those that are not named."""
    weighed = (replace(hit, score=hit.score * weights.get(hit.passage.source, 1.0)) for hit in hits)
    return sorted(weighed, key=lambda hit: -hit.score)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
