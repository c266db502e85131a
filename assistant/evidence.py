"""Passages -> quotes: the sentences of a passage that say most about what was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.rank import LAWS
from index.analysis import terms
from index.passage import Part, Passage
from index.retrieve import Hit, Retriever
from index.sentences import Sentence, sentences
from index.views import view_id

LISTS = ("list", "table")
LONGEST_QUOTE = 80
"""Words; a single longer sentence is still quoted whole."""
LONGEST_LIST = 90
"""Words; a list or table up to this length is quoted whole, since its items lean on each other."""
LONGEST_SECTION = 120
"""Words."""
MOST_QUOTED = 5
NEAR_THE_BEST = 0.6
"""Passages below this share of the best one's score are shown as found, not quoted."""
NEARNESS = 0.6
"""What the cosine of the nearest sentence counts beside the words in common (0 to 1)."""
ASKED = 0.15
"""What it counts that users would ask this of the very paragraph."""


@dataclass(frozen=True)
class Quote:
    """`passage.text[start:end]`, and how well it fits the question."""

    passage: Passage
    start: int
    end: int
    fit: float = 0.0

    @property
    def text(self) -> str:
        """The quoted words, exactly as they stand."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True)
class Evidence:
    """Finds in a passage what to quote for a query."""

    retriever: Retriever

    def best_quotes(self, hits: Sequence[Hit], query: str) -> list[Quote]:
        """What to quote of the best passages, best first; none of passages far below the best."""
        best = hits[0].score if hits else 0.0
        return self.quotes([hit for hit in hits[:MOST_QUOTED] if hit.score >= NEAR_THE_BEST * best], query)

    def quotes(self, hits: Sequence[Hit], query: str) -> list[Quote]:
        """Of each passage the run of sentences around the one that fits the query best, as long as a quote may be.

        A sentence fits by the words it shares with the query, by its vector, and by standing in the
        paragraph of which users would ask this. A passage with nothing to quote gives none.
        """
        views = (_view(hit.passage, unit) for hit in hits for unit in sentences(hit.passage))
        nearness = self.retriever.nearness_of(query, list(dict.fromkeys(views)))
        shares = self.retriever.index.keyword.shares(terms(query))
        return [quote for hit in hits if (quote := self._best(hit, shares, nearness))]

    def _best(self, hit: Hit, shares: Mapping[str, float], nearness: Mapping[str, float]) -> Quote | None:
        passage, units = hit.passage, sentences(hit.passage)
        near = {unit.start: nearness.get(_view(passage, unit), 0.0) for unit in units}
        fits = _Fits(shares, near, hit.paragraph)
        quotes = [
            Quote(passage, start, end, fits.of(passage.text[start:end], _within(units, start, end)))
            for start, end in _runs(passage, units, law=self._is_law(passage))
        ]
        return max(quotes, key=lambda quote: (round(quote.fit, 2), len(quote.text)), default=None)

    def _is_law(self, passage: Passage) -> bool:
        return self.retriever.index.sources[passage.source].kind in LAWS


@dataclass(frozen=True)
class _Fits:
    """What makes a run of sentences fit a query."""

    shares: Mapping[str, float]
    """Term -> its share of what the query's terms tell."""
    nearness: Mapping[int, float]
    """Start of a sentence -> cosine of its vector and the query's."""
    asked: str
    """Id of the paragraph of which users would ask this."""

    def of(self, text: str, units: Sequence[Sentence]) -> float:
        shared = sum(self.shares.get(term, 0.0) for term in set(terms(text)))
        near = max((self.nearness[unit.start] for unit in units), default=0.0)
        asked = any(unit.part.paragraph == self.asked for unit in units)
        return shared + NEARNESS * near + ASKED * asked


def _view(passage: Passage, unit: Sentence) -> str:
    return view_id(passage.id, passage.text[unit.start : unit.end])


def _within(units: Sequence[Sentence], start: int, end: int) -> list[Sentence]:
    return [unit for unit in units if start <= unit.start and unit.end <= end]


def _runs(passage: Passage, units: Sequence[Sentence], *, law: bool) -> Iterator[tuple[int, int]]:
    """Every run of consecutive sentences of one paragraph that is short enough for a quote.

    A short § of a law is quoted whole, since its ledd limit each other.
    """
    if law and units and _words(passage, units[0].start, units[-1].end) <= LONGEST_SECTION:
        yield units[0].part.start, units[-1].part.end
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
