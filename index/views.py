"""The ways in which a passage can be met: its text, its sentences, and what users would ask of it.

Each view of a passage is a text of its own with a vector of its own; a passage is as near to a
question as its nearest view. The users' questions are document expansion (see corpus.questions).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from corpus.document import fingerprint
from corpus.questions import UserQuestions
from index.passage import Passage
from index.sentences import sentences

ViewKind = Literal["text", "question", "sentence"]
KINDS: tuple[ViewKind, ...] = get_args(ViewKind)
Questions = Mapping[str, UserQuestions]
"""Paragraph id -> what users would ask of it."""


@dataclass(frozen=True)
class View:
    """One text that leads to a passage."""

    id: str
    """Changes with the passage and with the text."""
    passage: str
    """Id of the passage."""
    text: str


def views(kind: ViewKind, passages: Sequence[Passage], questions: Questions) -> list[View]:
    """All views of one kind; ids are unique."""
    found = {view.id: view for passage in passages for view in _of(kind, passage, questions)}
    return list(found.values())


def expanded(passage: Passage, questions: Questions) -> str:
    """What keyword search reads: the passage with the questions and everyday words of its paragraphs."""
    lines = [line for asked in _asked_of(passage, questions) for line in (*asked.all, " ".join(asked.words))]
    return "\n".join((passage.indexed, *lines))


def _of(kind: ViewKind, passage: Passage, questions: Questions) -> Iterator[View]:
    match kind:
        case "text":
            texts = [passage.indexed]
        case "sentence":
            texts = _sentences(passage)
        case "question":
            asked = [question for of_one in _asked_of(passage, questions) for question in of_one.all]
            # A passage that nobody wrote questions for (a user's document) competes by its sentences.
            texts = asked or _sentences(passage)
    for text in texts:
        yield View(f"{passage.id}/{fingerprint(text)}", passage.id, text)


def _sentences(passage: Passage) -> list[str]:
    return [passage.text[sentence.start : sentence.end] for sentence in sentences(passage)]


def _asked_of(passage: Passage, questions: Questions) -> Iterator[UserQuestions]:
    for paragraph in dict.fromkeys(part.paragraph for part in passage.parts):
        if paragraph in questions:
            yield questions[paragraph]
