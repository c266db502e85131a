"""What the page needs of an assistant: the shapes that it is written against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from assistant.answer import Answer
from assistant.feedback import Versions
from assistant.feedback_store import FeedbackStore
from assistant.question import Question
from assistant.shelf import Shelf
from assistant.tiltak.search import TiltakSearch
from corpus.document import Source
from index.passage import Passage

Reply = dict[str, str]
"""What a call from the page gives back, such as {"html": ...}."""


class Surroundings(Protocol):
    """A passage and its neighbours in the same document, all in reading order."""

    @property
    def before(self) -> tuple[Passage, ...]:
        """The passages above it, the nearest last."""

    @property
    def passage(self) -> Passage:
        """The passage itself."""

    @property
    def after(self) -> tuple[Passage, ...]:
        """The passages below it, the nearest first."""


class Assistant(Protocol):
    """Answers questions and knows the sources that it answers from."""

    def ask(self, question: Question) -> Answer:
        """The answer to a question."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """All sources by their id."""

    @property
    def tiltak(self) -> TiltakSearch:
        """Search among projects elsewhere."""

    @property
    def feedback(self) -> FeedbackStore:
        """Where feedback on answers is kept."""

    @property
    def versions(self) -> Versions:
        """What answers are made with now."""

    def in_place(self, passage_id: str) -> Surroundings:
        """A passage in its document; KeyError when there is none of that id."""

    def document(self, source_id: str) -> Sequence[Passage]:
        """All passages of a source in reading order; KeyError when there is none of that id."""

    @property
    def shelf(self) -> Shelf | None:
        """Takes documents of the users' own; None where the operator has not allowed that."""
