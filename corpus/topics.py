"""The topics that a new employee is led through: what to know, what to ask, and questions to check oneself with.

Written from the documents and kept in `topics.toml`, where a fagansvarlig can edit them; a test holds every
quote against its source and asks the assistant every question.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

TOPICS = Path(__file__).with_name("topics.toml")


@dataclass(frozen=True)
class Point:
    """One thing to know, in plain words."""

    text: str
    source: str
    """Id of the document that carries it."""
    quote: str
    """Its exact words; white space may differ."""


@dataclass(frozen=True)
class Check:
    """A question to check oneself with."""

    question: str
    options: tuple[str, ...]
    right: int
    """The number of the right option, from 1."""
    source: str
    quote: str
    """The exact words that prove it; white space may differ."""


@dataclass(frozen=True)
class Topic:
    """One topic."""

    id: str
    """Under which a browser remembers that it has been read."""
    title: str
    intro: str
    know: tuple[Point, ...]
    ask: tuple[str, ...]
    """Questions that the assistant answers."""
    check: tuple[Check, ...]


TOPIC_LIST = TypeAdapter(tuple[Topic, ...])


def load_topics(file: Path = TOPICS) -> tuple[Topic, ...]:
    """All topics in the order of the file.

    Raises:
        ValueError: when a topic lacks a field or has one that does not fit.
    """
    return TOPIC_LIST.validate_python(tomllib.loads(file.read_text(encoding="utf-8"))["topic"])
