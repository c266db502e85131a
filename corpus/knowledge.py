"""What is known beside the documents: users' questions, rule cards, and what the sources do not answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.gaps import GAPS, Gap, load_gaps
from corpus.questions import QUESTIONS, UserQuestions, load_questions
from corpus.rules import RULES, Rule, load_rules

KNOWLEDGE_FILES: tuple[Path, ...] = (QUESTIONS, RULES, GAPS)


@dataclass(frozen=True)
class Knowledge:
    """What an index holds beside the passages."""

    questions: Mapping[str, UserQuestions] = field(default_factory=dict)
    """Paragraph id -> what users would ask of it."""
    rules: tuple[Rule, ...] = ()
    gaps: tuple[Gap, ...] = ()


def load_knowledge() -> Knowledge:
    """All that comes with the assistant."""
    return Knowledge(load_questions(), load_rules(), load_gaps())
