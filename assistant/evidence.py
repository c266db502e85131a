"""Passages -> quotes: the sentences of a passage that say most about what was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.analysis import terms
from index.keyword import KeywordIndex
from index.passage import Part, Passage
from index.sentences import Sentence, sentences

LISTS = ("list", "table")
LONGEST_QUOTE = 80
"""Words; a single longer sentence is still quoted whole."""
LONGEST_LIST = 90
"""Words; a list or table up to this length is quoted whole, since its items lean on each other."""


@dataclass(frozen=True)
class Quote:
    """`passage.text[start:end]`, and the share of the question's weight that its words cover."""

    passage: Passage
    start: int
    end: int
    coverage: float

    @property
    def text(self) -> str:
        """The quoted words, exactly as they stand."""
        return self.passage.text[self.start : self.end]


def best_quote(passage: Passage, query: str, keyword: KeywordIndex) -> Quote | None:
    """The run of sentences around the one that covers most of the query, as long as a quote may be.

    A sentence alone often leans on its neighbours. Where no word is shared (other words, another
    language) the passage's beginning is quoted. Returns None for a passage with nothing to quote.
    """
    weights = {term: keyword.weight(term) for term in set(terms(query))}
    total = sum(weights.values()) or 1.0
    quotes = [
        Quote(passage, start, end, _weight(passage.text[start:end], weights) / total)
        for start, end in _runs(passage, sentences(passage))
    ]
    return max(quotes, key=lambda quote: (round(quote.coverage, 2), len(quote.text)), default=None)


def _weight(text: str, weights: dict[str, float]) -> float:
    return sum(weights.get(term, 0.0) for term in set(terms(text)))


def _runs(passage: Passage, units: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Every run of consecutive sentences of one paragraph that is short enough for a quote."""
    for first, unit in enumerate(units):
        if _whole(passage, unit):
            yield unit.part.start, unit.part.end
            continue
        yield unit.start, unit.end
        for last in units[first + 1 :]:
            if last.part != unit.part or _words(passage, unit.start, last.end) > LONGEST_QUOTE:
                break
            yield unit.start, last.end
        follower = _follower(passage, unit.part)
        if follower and _words(passage, unit.start, follower.end) <= LONGEST_LIST:
            yield unit.start, follower.end


def _whole(passage: Passage, unit: Sentence) -> bool:
    part = unit.part
    return part.kind in LISTS and _words(passage, part.start, part.end) <= LONGEST_LIST


def _follower(passage: Passage, part: Part) -> Part | None:
    """The list or table that a paragraph leads to."""
    after = next((other for other in passage.parts if other.start > part.start), None)
    return after if after and after.kind in LISTS and part.kind not in LISTS else None


def _words(passage: Passage, start: int, end: int) -> int:
    return len(passage.text[start:end].split())
