"""An answer -> questions that could come next and that the same sources answer."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer import Answer
from assistant.language import detect
from index.analysis import content_words
from index.retrieve import Retriever

MOST = 3
LOOKED_AT = 150
LONGEST = 110
"""Characters."""
ALIKE = 0.5
"""Share of words in common from which two questions ask the same."""


def follow_ups(answer: Answer, retriever: Retriever) -> tuple[str, ...]:
    """Up to three questions that users would ask of the passages that were found, nearest first.

    They are those of `corpus/questions.jsonl`, which were written for these very paragraphs; only whole
    sentences in the language of the answer, and none that repeats the question or another.
    """
    found = {hit.passage.id for hit in answer.passages}
    chosen: list[str] = []
    paragraphs: set[str] = set()
    for part, text in _asked_of(answer, retriever, found):
        others = (answer.question, *chosen)
        if part not in paragraphs and not any(_alike(text, other) for other in others):
            chosen.append(text)
            paragraphs.add(part)
        if len(chosen) == MOST:
            break
    return tuple(chosen)


def _asked_of(answer: Answer, retriever: Retriever, found: set[str]) -> Iterator[tuple[str, str]]:
    for view in retriever.nearest("question", answer.query.text, LOOKED_AT):
        whole = view.text[:1].isupper() and view.text.endswith("?") and len(view.text) <= LONGEST
        if view.part and view.leads_to in found and whole and detect(view.text) == answer.query.language:
            yield view.part, view.text


def _alike(one: str, other: str) -> bool:
    words, others = set(content_words(one)), set(content_words(other))
    return len(words & others) >= ALIKE * min(len(words), len(others))
