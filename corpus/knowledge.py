"""What is known beside the documents: users' questions, rules, what the sources do not answer, and projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from corpus.asked_deeds import ASKED_DEEDS, AskedDeed, load_asked_deeds
from corpus.document import Document, fold
from corpus.gaps import GAPS, Gap, load_gaps
from corpus.glossary import GLOSSARY, GlossaryTerm, load_glossary
from corpus.known_laws import LAWS
from corpus.lovdata import Law
from corpus.outline import LawOutline, outline
from corpus.questions import (
    LAW_QUESTIONS,
    QUESTIONS,
    UserQuestions,
    load_law_questions,
    load_questions,
)
from corpus.rules import LAW_RULES, RULES, Rule, load_rules
from corpus.tiltak import TRAITS, Tiltak, read_tiltak
from corpus.vocabulary import VOCABULARY

KNOWLEDGE_FILES = (
    QUESTIONS,
    LAW_QUESTIONS,
    RULES,
    LAW_RULES,
    ASKED_DEEDS,
    GAPS,
    GLOSSARY,
    TRAITS,
    VOCABULARY,
    LAWS,
)
"""Whatever is changed in them makes an index stale."""


@dataclass(frozen=True)
class Knowledge:
    """What an index holds beside the passages."""

    questions: Mapping[str, UserQuestions] = field(default_factory=dict)
    """Paragraph id -> what users would ask of it."""
    rules: tuple[Rule, ...] = ()
    asked_deeds: tuple[AskedDeed, ...] = ()
    """The rules' deeds as users ask about them."""
    gaps: tuple[Gap, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    tiltak: tuple[Tiltak, ...] = ()
    laws: tuple[LawOutline, ...] = ()
    """Of the laws among the documents."""

    @cached_property
    def evidence(self) -> Mapping[str, list[tuple[str, Rule]]]:
        """Source -> the quotes of rules from it, white space folded, each with its rule."""
        found: dict[str, list[tuple[str, Rule]]] = defaultdict(list)
        for rule in self.rules:
            for piece in rule.evidence:
                found[piece.source].append((fold(piece.quote), rule))
        return found


def load_knowledge() -> Knowledge:
    """All that comes with the assistant, whatever documents there are."""
    rules = (*load_rules(), *load_rules(LAW_RULES))
    return Knowledge(load_questions(), rules, load_asked_deeds(), load_gaps(), load_glossary())


def knowledge_of(documents: Sequence[Document], registers: Mapping[str, Path], laws: Iterable[Law]) -> Knowledge:
    """What is known of these documents.

    Args:
        documents: The documents of the index.
        registers: The files of those documents that are registers of tiltak, by source id.
        laws: The laws among the documents.
    """
    known = load_knowledge()
    sources = {document.source.id for document in documents}
    rules = tuple(rule for rule in known.rules if any(piece.source in sources for piece in rule.evidence))
    kept = {rule.id for rule in rules}
    return replace(
        known,
        questions={**known.questions, **load_law_questions(documents)},
        rules=rules,
        asked_deeds=tuple(asked for asked in known.asked_deeds if asked.rule in kept),
        tiltak=read_tiltak(documents, registers),
        laws=tuple(map(outline, laws)),
    )
