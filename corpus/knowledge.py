"""What is known beside the documents: users' questions, rules, what the sources do not answer, and projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from corpus.document import fold
from corpus.gaps import GAPS, Gap, load_gaps
from corpus.glossary import GlossaryTerm, load_glossary
from corpus.questions import QUESTIONS, UserQuestions, load_questions
from corpus.rules import RULES, Rule, load_rules
from corpus.tiltak import TRAITS, Tiltak
from corpus.vocabulary import VOCABULARY

KNOWLEDGE_FILES: tuple[Path, ...] = (QUESTIONS, RULES, GAPS, TRAITS, VOCABULARY)


@dataclass(frozen=True)
class Knowledge:
    """What an index holds beside the passages."""

    questions: Mapping[str, UserQuestions] = field(default_factory=dict)
    """Paragraph id -> what users would ask of it."""
    rules: tuple[Rule, ...] = ()
    gaps: tuple[Gap, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    tiltak: tuple[Tiltak, ...] = ()

    @cached_property
    def evidence(self) -> Mapping[str, list[tuple[str, Rule]]]:
        """Source -> the quotes of rules from it, white space folded, each with its rule."""
        found: dict[str, list[tuple[str, Rule]]] = defaultdict(list)
        for rule in self.rules:
            for piece in rule.evidence:
                found[piece.source].append((fold(piece.quote), rule))
        return found


def load_knowledge(tiltak: tuple[Tiltak, ...] = ()) -> Knowledge:
    """All that comes with the assistant, with the projects that the documents tell of."""
    return Knowledge(load_questions(), load_rules(), load_gaps(), load_glossary(), tiltak)
