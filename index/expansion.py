"""What users would ask of a passage, searched beside its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.questions import UserQuestions
from index.keyword import KeywordIndex, Scores
from index.passage import Passage


def expanded(passage: Passage, questions: Mapping[str, UserQuestions]) -> str:
    """The passage's text with the questions and everyday words of its paragraphs."""
    asked = list(_asked_of(passage, questions))
    lines = [line for of_paragraph in asked for line in (*of_paragraph.all, " ".join(of_paragraph.words))]
    return "\n".join((passage.indexed, *lines))


class QuestionIndex:
    """Keyword search over single questions: a passage is as near as its nearest question."""

    def __init__(self, keyword: KeywordIndex, owners: NDArray[np.int64], passages: int) -> None:
        """`owners[i]` is the position of the passage that question i belongs to."""
        self._keyword = keyword
        self._owners = owners
        self._passages = passages

    @classmethod
    def build(cls, passages: Sequence[Passage], questions: Mapping[str, UserQuestions]) -> QuestionIndex:
        """An index of all questions that belong to these passages."""
        pairs = [
            (position, question)
            for position, passage in enumerate(passages)
            for of_paragraph in _asked_of(passage, questions)
            for question in of_paragraph.all
        ]
        owners = np.array([position for position, _ in pairs], dtype=np.int64)
        return cls(KeywordIndex.build([question for _, question in pairs]), owners, len(passages))

    @classmethod
    def load(cls, folder: Path) -> QuestionIndex:
        """An index that `save` wrote."""
        stored = np.load(folder / "owners.npz")
        return cls(KeywordIndex.load(folder / "keyword"), stored["owners"], int(stored["passages"]))

    def save(self, folder: Path) -> None:
        """Write the index to a folder that is made."""
        folder.mkdir()
        np.savez(folder / "owners.npz", owners=self._owners, passages=self._passages)
        self._keyword.save(folder / "keyword")

    def scores(self, query: str) -> Scores:
        """For every passage the BM25 of its best question; 0 without questions."""
        best = np.zeros(self._passages, dtype=np.float32)
        np.maximum.at(best, self._owners, self._keyword.scores(query))
        return best


def _asked_of(passage: Passage, questions: Mapping[str, UserQuestions]) -> Iterator[UserQuestions]:
    for paragraph in dict.fromkeys(part.paragraph for part in passage.parts):
        if paragraph in questions:
            yield questions[paragraph]
