"""What the words of a question say of whether the sources answer it, before anything is searched.

Some things are never in sources like these (names, prices, telephone numbers), others always (duties,
experience), and questions about them are worded differently. Naive Bayes (Lewis 1998, doi:10.1007/BFb0026666)
over the stems of a question and pairs of neighbours, learnt from questions known to be answered and not to be.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from index.analysis import stems

SMOOTHING = 0.5
SELDOM = 2
"""What stands in fewer of the questions tells too little to be kept."""


class Answerability:
    """Knows how much likelier each word makes it that a question is answered."""

    def __init__(self, odds: Mapping[str, float]) -> None:
        """`odds`: a word or two neighbours -> logarithm of how much likelier they are in answered questions."""
        self._odds = dict(odds)

    @classmethod
    def of_questions(cls, answered: Iterable[str], unanswered: Iterable[str]) -> Answerability:
        """Learnt from questions of both kinds; without one of them nothing is known."""
        answered, unanswered = list(answered), list(unanswered)
        if not answered or not unanswered:
            return cls({})
        one, other = _counts(answered), _counts(unanswered)
        rest = math.log((len(unanswered) + 2 * SMOOTHING) / (len(answered) + 2 * SMOOTHING))
        told = (word for word in one | other if one[word] + other[word] >= SELDOM)
        return cls(
            {word: rest + math.log((one[word] + SMOOTHING) / (other[word] + SMOOTHING)) for word in sorted(told)}
        )

    @classmethod
    def load(cls, file: Path) -> Answerability:
        """What `save` wrote."""
        lines = file.read_text(encoding="utf-8").splitlines()
        return cls({word: float(odds) for word, _, odds in (line.partition("\t") for line in lines)})

    def save(self, file: Path) -> None:
        """Write words and odds, a line each."""
        lines = (f"{word}\t{odds:.3f}\n" for word, odds in self._odds.items())
        file.write_text("".join(lines), encoding="utf-8")

    def of(self, question: str) -> float:
        """Above 0 when a question is worded like those that are answered, below 0 like those that are not.

        The sum of the words' logarithms, by the square root of their number, since neighbours say the same twice.
        """
        worded = _worded(question)
        known = [self._odds[word] for word in worded if word in self._odds]
        return sum(known) / math.sqrt(len(worded)) if known else 0.0


def _counts(questions: Iterable[str]) -> Counter[str]:
    """In how many of the questions each word or pair of neighbours stands."""
    return Counter(word for question in questions for word in _worded(question))


def _worded(question: str) -> set[str]:
    """The stems of a question, its beginning and end among them, and each pair of neighbours."""
    words = ["^", *stems(question), "$"]
    return {*words, *(f"{one} {other}" for one, other in pairwise(words))}
