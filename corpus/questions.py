"""What users would ask of each paragraph of the shipped documents (document expansion).

Nogueira et al. 2019, "Document Expansion by Query Prediction" (arXiv:1904.08375); here people's
questions, written from the documents alone. Keyed to paragraph ids, which change with the text: a
changed paragraph loses its questions, and a test tells.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

QUESTIONS = Path(__file__).with_name("questions.jsonl")


@dataclass(frozen=True)
class UserQuestions:
    """Questions that one paragraph answers, and everyday words for what it speaks of."""

    nb: tuple[str, ...]
    nn: tuple[str, ...]
    en: tuple[str, ...]
    words: tuple[str, ...]
    """Synonyms, nynorsk and English terms that do not occur in the paragraph."""

    @property
    def all(self) -> tuple[str, ...]:
        """The questions in all three languages."""
        return self.nb + self.nn + self.en


def load_questions(file: Path = QUESTIONS) -> Mapping[str, UserQuestions]:
    """The questions by paragraph id."""
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {
        row["paragraph"]: UserQuestions(*(tuple(row[field]) for field in ("nb", "nn", "en", "words")))
        for row in rows
    }
