"""Query, hits and gaps -> a refusal, where the sources do not answer.

No single score tells a question that is answered from one that is only near: what is known to be asked and
answered, what is known to be missing, and how much of the question the best passages speak of are weighed
together (logistic regression; weights from `python -m assistant.calibration`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Outcome
from assistant.asking import Asking, Asks
from assistant.understanding import Query
from corpus.gaps import Gap
from index.analysis import content_words, reference_terms, terms
from index.retrieve import Hit, Retriever

READ = 3
"""So many of the best passages are read for what the question speaks of."""
UNKNOWN = 8.0
"""Weight (idf) of a word that occurs nowhere in the sources."""
WANTED = {
    Asks.HOW_MANY: re.compile(
        r"\d|\b(?:en|ett|to|tre|fire|fem|seks|sju|åtte|ni|ti|halvparten|flertallet|ingen|alle)\b", re.I
    ),
    Asks.HOW_LONG: re.compile(
        r"\b(?:frist\w*|dag\w*|uke\w*|måned\w*|år|time\w*|minutt\w*|straks|umiddelbart|varig\w*|jevnlig|årlig|løpende)\b",
        re.I,
    ),
    Asks.AMOUNT: re.compile(r"\bkr\b|kroner|million|beløp|\d\s?%|prosent|\d{3}", re.I),
}
"""What an answer to such a question has in it."""


@dataclass(frozen=True)
class Refusal:
    """Why there is no answer."""

    outcome: Outcome
    gap: Gap | None = None
    """What is known to be missing."""
    law: str = ""
    """The § that was looked up and that no source names."""


@dataclass(frozen=True)
class Signals:
    """What speaks for and against an answer, 0 to 1 each."""

    asked: float
    """Cosine of the nearest question that is known to be answered."""
    missing: float
    """Cosine of the nearest question that is known not to be."""
    sentence: float
    """Cosine of the nearest sentence of the best passages."""
    covered: float
    """How much of what the question's words tell is said in the best passages and what is asked of them."""
    unknown: float
    """How much of it lies in words that occur nowhere."""
    wanted: float
    """1 when a number, duration or amount is asked for and the best passages have none."""
    measure: float
    """1 when a number, duration or amount is asked for."""


class Refusals:
    """Decides whether the sources answer."""

    def __init__(self, gaps: Iterable[Gap], retriever: Retriever) -> None:
        """Know the gaps."""
        self._gaps = {gap.id: gap for gap in gaps}
        self._retriever = retriever

    def refuse(self, query: Query, asking: Asking, hits: Sequence[Hit]) -> Refusal | None:
        """A refusal, or None when the sources are likely to answer."""
        unknown = [law for law in query.laws if not self._named(law)]
        if unknown and query.looks_up_law:
            return Refusal(Outcome.NOT_FOUND, law=unknown[0])
        return None

    def _named(self, law: str) -> bool:
        """Whether any source names the §, with its law where that is not sosialtjenesteloven."""
        return self._retriever.index.keyword.weight(reference_terms(law)[-1]) > 0

    def signals(self, query: Query, asking: Asking, hits: Sequence[Hit]) -> Signals:
        """What speaks for and against an answer from these hits."""
        read = hits[:READ]
        text = "\n".join(hit.passage.indexed for hit in read)
        weights = self._weights(query.text)
        total = sum(weights.values()) or 1.0
        said = set(terms(text)) | set(content_words(text))
        known = self._retriever.index.keyword.weight
        pattern = WANTED.get(asking.asks)
        near = self._retriever.nearest("gap", query.text, 1)
        return Signals(
            asked=max((hit.question for hit in hits), default=0.0),
            missing=max((view.cosine for view in near.values()), default=0.0),
            sentence=max((hit.sentence for hit in read), default=0.0),
            covered=sum(weight for word, weight in weights.items() if word in said) / total,
            unknown=sum(weight for word, weight in weights.items() if not known(word)) / total,
            wanted=float(pattern is not None and not pattern.search(text)),
            measure=float(pattern is not None),
        )

    def _weights(self, text: str) -> dict[str, float]:
        """What each content word of the question tells (idf); words that occur nowhere tell most."""
        weight = self._retriever.index.keyword.weight
        return {word: weight(word) or UNKNOWN for word in content_words(text)}
