"""Query -> the rule cards that fit it, each with the places in the index where its words stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.evidence import Quote
from assistant.places import Places
from assistant.understanding import Query
from corpus.rules import Rule
from index.analysis import content_words
from index.references import SOCIAL_SERVICES_ACT
from index.retrieve import Hit, Retriever
from index.vectors import Nearest
from index.views import View, views_of_rules

CANDIDATES = 80
"""So many views of rules are taken from the vector store."""
REVERSING = re.compile(
    r"\b(?:uten|utan|ikkj?e|aldri|ingen|without|not|never|no|avsl\w+|avvis\w*|nekt\w*|refus\w*|reject\w*|deny"
    r"|unnlat\w*|forbudt|forbode)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class RuleFit:
    """A rule that may answer a query, and how well it fits."""

    rule: Rule
    said: str
    """The words of the rule that are nearest to the query: its sentence, a deed or an opposite."""
    opposite: bool
    """Whether those are the opposite of the rule's deed."""
    cosine: float
    found: float
    """1 when the rule's own passage is the first hit, less the later it comes, 0 when it is none."""
    shared: float
    """What share of what the query's words tell is said by the rule, 0 to 1."""
    reversed: bool
    """Whether a reversing word ("uten", "ikke") stands in only one of the query and those words."""
    quotes: tuple[Quote, ...]
    """The rule's evidence, where it stands in the index."""


class Rulebook:
    """The rules whose evidence is in the index; a rule whose source was removed is left out."""

    def __init__(self, rules: Iterable[Rule], places: Places, retriever: Retriever) -> None:
        """Find the evidence of each rule."""
        self._retriever = retriever
        self._rules = {rule.id: (rule, quotes) for rule in rules if (quotes := _quotes(rule, places))}
        self._said = {view.id: view for view in views_of_rules(rule for rule, _ in self._rules.values())}

    def fitting(self, query: Query, hits: Sequence[Hit]) -> list[RuleFit]:
        """The rules near a query, nearest first; none that belongs to another § than the one asked for."""
        ranks = {hit.passage.id: rank for rank, hit in enumerate(hits)}
        nearest = self._retriever.nearest("rule", query.text, CANDIDATES)
        return [
            self._fit(self._said[view.view], view, query, ranks)
            for view in nearest.values()
            if view.view in self._said and _belongs(self._rules[self._said[view.view].leads_to][0], query.laws)
        ]

    def _fit(self, said: View, view: Nearest, query: Query, ranks: Mapping[str, int]) -> RuleFit:
        rule, quotes = self._rules[said.leads_to]
        rank = min((ranks[quote.passage.id] for quote in quotes if quote.passage.id in ranks), default=None)
        return RuleFit(
            rule=rule,
            said=said.text,
            opposite=said.part == "opposite",
            cosine=view.cosine,
            found=0.0 if rank is None else 1 / (1 + rank),
            shared=self._shared(query.text, " ".join((rule.nb, rule.nn, rule.en, said.text, *rule.deeds))),
            reversed=_reverses(query.text) != _reverses(said.text),
            quotes=quotes,
        )

    def _shared(self, asked: str, said: str) -> float:
        weights = {word: self._retriever.index.keyword.weight(word) for word in content_words(asked)}
        known = set(content_words(said))
        return sum(weight for word, weight in weights.items() if word in known) / (sum(weights.values()) or 1.0)


def _quotes(rule: Rule, places: Places) -> tuple[Quote, ...]:
    found = (places.find(piece.source, piece.quote) for piece in rule.evidence)
    return tuple(quote for quote in found if quote)


def _reverses(text: str) -> bool:
    return REVERSING.search(text) is not None


def _belongs(rule: Rule, laws: Sequence[str]) -> bool:
    """Whether a rule is about one of the §§ asked for, where both name any."""
    if not laws or not rule.sections:
        return True
    own = {f"{rule.law or SOCIAL_SERVICES_ACT} § {section}".replace(" ", "").lower() for section in rule.sections}
    return any(law.replace(" ", "").lower() in own for law in laws)
