"""What the page needs of an assistant: the shapes that it is written against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from assistant.answer import Answer
from assistant.question import Question
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

    def in_place(self, passage_id: str) -> Surroundings:
        """A passage in its document; KeyError when there is none of that id."""
