"""What somebody asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """A question, and the earlier questions of the same conversation, oldest first."""

    text: str
    context: tuple[str, ...] = ()
