"""Query -> the rule cards that fit it, each with the places in the index where its words stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.evidence import Quote
from assistant.understanding import Query
from corpus.document import fold
from corpus.rules import Rule, RuleEvidence
from index.passage import Passage
from index.references import SOCIAL_SERVICES_ACT
from index.retrieve import Hit, Retriever
from index.vectors import Nearest

CANDIDATES = 80
"""So many views of rules are taken from the vector store."""
FOUND = 0.1
"""What it counts that the rule's own passage is the first hit; the later ones count less."""


@dataclass(frozen=True)
class RuleFit:
    """A rule that may answer a query."""

    rule: Rule
    opposite: bool
    """Whether the query asks for the opposite of the rule's deed."""
    fit: float
    """How well it fits; higher is better."""
    quotes: tuple[Quote, ...]
    """Its evidence, where it stands in the index."""


class Rulebook:
    """The rules whose evidence is in the index; a rule whose source was removed is left out."""

    def __init__(self, rules: Iterable[Rule], retriever: Retriever) -> None:
        """Find the evidence of each rule among the index's passages."""
        rules = tuple(rules)
        self._retriever = retriever
        places = _Places(retriever.index.passages)
        found = ((rule, tuple(filter(None, map(places.find, rule.evidence)))) for rule in rules)
        self._quotes = {rule.id: quotes for rule, quotes in found if quotes}
        self._rules = {rule.id: rule for rule in rules if rule.id in self._quotes}

    def fitting(self, query: Query, hits: Sequence[Hit]) -> list[RuleFit]:
        """The rules near a query, best first; none that belongs to another § than the one asked for."""
        ranks = {hit.passage.id: rank for rank, hit in enumerate(hits)}
        nearest = self._retriever.nearest("rule", query.text, CANDIDATES)
        fits = [
            self._fit(self._rules[id_], view, ranks)
            for id_, view in nearest.items()
            if id_ in self._rules and _belongs(self._rules[id_], query.laws)
        ]
        return sorted(fits, key=lambda fit: -fit.fit)

    def _fit(self, rule: Rule, view: Nearest, ranks: Mapping[str, int]) -> RuleFit:
        quotes = self._quotes[rule.id]
        rank = min((ranks[quote.passage.id] for quote in quotes if quote.passage.id in ranks), default=None)
        fit = view.cosine + (0.0 if rank is None else FOUND / (1 + rank / 3))
        return RuleFit(rule, view.part == "opposite", fit, quotes)


def _belongs(rule: Rule, laws: Sequence[str]) -> bool:
    """Whether a rule is about one of the §§ asked for, where both name any."""
    if not laws or not rule.sections:
        return True
    own = {f"{rule.law or SOCIAL_SERVICES_ACT} § {section}".replace(" ", "").lower() for section in rule.sections}
    return any(law.replace(" ", "").lower() in own for law in laws)


class _Places:
    """Finds exact words among passages."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._of_source: dict[str, list[tuple[str, Passage]]] = {}
        for passage in passages:
            self._of_source.setdefault(passage.source, []).append((fold(passage.text), passage))

    def find(self, evidence: RuleEvidence) -> Quote | None:
        """The first place where the quote stands, or None."""
        words = fold(evidence.quote)
        for text, passage in self._of_source.get(evidence.source, ()):
            if words in text:
                return _quote(passage, words)
        return None


def _quote(passage: Passage, words: str) -> Quote | None:
    match = re.search(r"\s+".join(map(re.escape, words.split())), passage.text)
    return Quote(passage, match.start(), match.end()) if match else None
