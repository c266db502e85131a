"""The ways in which a passage can be met: its text, its sentences, and what users would ask of it.

Each view of a passage is a text of its own with a vector of its own; a passage is as near to a
question as its nearest view. The users' questions are document expansion (see corpus.questions).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    paragraph: str
    """Id of the paragraph that it speaks for; empty when it is the whole passage."""
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
            texts = [("", passage.indexed)]
        case "sentence":
            texts = _sentences(passage)
        case "question":
            # A passage that nobody wrote questions for (a user's document) competes by its sentences.
            texts = list(_questions(passage, questions)) or _sentences(passage)
    for paragraph, text in texts:
        yield View(view_id(passage, text), passage.id, paragraph, text)


def view_id(passage: Passage, text: str) -> str:
    """The id of the view of a passage that has this text."""
    return f"{passage.id}/{fingerprint(text)}"


def _sentences(passage: Passage) -> list[tuple[str, str]]:
    return [(found.part.paragraph, passage.text[found.start : found.end]) for found in sentences(passage)]


def _questions(passage: Passage, questions: Questions) -> Iterator[tuple[str, str]]:
    for paragraph in _paragraphs(passage):
        if paragraph in questions:
            yield from ((paragraph, question) for question in questions[paragraph].all)


def _asked_of(passage: Passage, questions: Questions) -> Iterator[UserQuestions]:
    return (questions[paragraph] for paragraph in _paragraphs(passage) if paragraph in questions)


def _paragraphs(passage: Passage) -> Iterable[str]:
    return dict.fromkeys(part.paragraph for part in passage.parts)
