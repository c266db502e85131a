"""What users would ask of each paragraph of the shipped documents (document expansion).

Nogueira et al. 2019, "Document Expansion by Query Prediction" (arXiv:1904.08375); here people's
questions, written from the documents alone. Keyed to paragraph ids, which change with the text: a
changed paragraph loses its questions, and a test tells.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.document import Document, fingerprint

QUESTIONS = Path(__file__).with_name("questions.jsonl")
LAW_QUESTIONS = Path(__file__).with_name("law_questions.jsonl")
"""Of ledd of laws, which are not shipped; each row has the fingerprint of the text that it was written from."""


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
    return {row["paragraph"]: _questions(row) for row in _rows(file)}


def load_law_questions(
    documents: Iterable[Document], file: Path = LAW_QUESTIONS, report: Callable[[str], object] = warnings.warn
) -> Mapping[str, UserQuestions]:
    """The questions of those ledd that are in the documents, by paragraph id.

    A ledd that was changed since its questions were written goes without; `report` is told how many do.
    """
    texts = {one.id: fingerprint(one.text) for document in documents for one in document.paragraphs}
    rows = [row for row in _rows(file) if row["paragraph"] in texts]
    fitting = {row["paragraph"]: _questions(row) for row in rows if row["fingerprint"] == texts[row["paragraph"]]}
    if len(fitting) < len(rows):
        report(f"{len(rows) - len(fitting)} ledd er endret siden spørsmålene til dem ble skrevet, og står uten")
    return fitting


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _questions(row: Mapping[str, Any]) -> UserQuestions:
    return UserQuestions(*(tuple(row[field]) for field in ("nb", "nn", "en", "words")))
