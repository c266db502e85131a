"""What the words of a question say of whether the sources answer it, before anything is searched.

Some things are never in sources like these (names, prices, telephone numbers), others always (duties,
experience), and questions about them are worded differently. A logistic regression over the stems of a question
and pairs of neighbours, weighted by how seldom they are, learnt from questions known to be answered and not to be.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from index.analysis import stems

SELDOM = 2
"""What stands in fewer of the questions tells too little to be kept."""
STRENGTH = 30.0
"""Inverse of the regularisation (sklearn's C)."""


class Answerability:
    """Knows how much each word speaks for or against that a question is answered."""

    def __init__(self, words: Mapping[str, tuple[float, float]]) -> None:
        """`words`: a word or two neighbours -> how much they count among others, and what they speak for."""
        self._words = words

    @classmethod
    def of_questions(cls, answered: Iterable[str], unanswered: Iterable[str]) -> Answerability:
        """Learnt from questions of both kinds; without one of them nothing is known."""
        answered, unanswered = list(answered), list(unanswered)
        if not answered or not unanswered:
            return cls({})
        # It takes a second to load, and whoever asks needs it not.
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression

        counting = TfidfVectorizer(analyzer=_worded, binary=True, min_df=SELDOM)
        rows = counting.fit_transform([*answered, *unanswered])
        kinds = [True] * len(answered) + [False] * len(unanswered)
        learner = LogisticRegression(C=STRENGTH, class_weight="balanced", fit_intercept=False, solver="liblinear")
        (speaking,) = learner.fit(rows, kinds).coef_
        words = counting.get_feature_names_out()
        weights = zip(counting.idf_.tolist(), speaking.tolist(), strict=True)
        return cls(dict(zip(words, weights, strict=True)))

    @classmethod
    def load(cls, file: Path) -> Answerability:
        """What `save` wrote."""
        return cls(json.loads(file.read_bytes()))

    def save(self, file: Path) -> None:
        """Write the words with their weights."""
        file.write_text(json.dumps(self._words, ensure_ascii=False), encoding="utf-8")

    def of(self, question: str) -> float:
        """Above 0 when a question is worded like those that are answered, below 0 like those that are not."""
        known = [self._words[word] for word in _worded(question) if word in self._words]
        length = math.hypot(*(count for count, _ in known))
        return sum(count * speaking for count, speaking in known) / length if known else 0.0


def _worded(question: str) -> set[str]:
    """The stems of a question and each pair of neighbours, its beginning and end among them."""
    words = stems(question)
    return {*words, *(f"{one} {other}" for one, other in pairwise(["^", *words, "$"]))}
