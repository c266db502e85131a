"""Quotes -> what another source says instead, where the rule cards know that two of them differ.

Neither is said to be right: both are shown with publisher and year, and the reader is told to check what applies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.evidence import Quote
from assistant.places import Places
from corpus.rules import Rule, resting_on

LOOKED_AT = 2
"""Only what the first quotes say is what the answer says; what comes later is there for more."""


@dataclass(frozen=True)
class Differing:
    """A rule that says otherwise than what is quoted, and the first of its own words."""

    rule: Rule
    quote: Quote


class Disagreements:
    """The rules that say otherwise than others, with their words in the index."""

    def __init__(self, evidence: Mapping[str, Sequence[tuple[str, Rule]]], places: Places) -> None:
        """`evidence` has for each source the quotes of rules, white space folded."""
        self._evidence = evidence
        self._places = places
        self._rules = {rule.id: rule for found in evidence.values() for _, rule in found}

    def beside(self, quotes: Sequence[Quote]) -> list[Differing]:
        """What is said otherwise than in the first of these quotes, once for each source that says it."""
        said = {
            rule.id: rule
            for quote in quotes[:LOOKED_AT]
            for rule in resting_on(self._evidence, quote.passage.source, quote.text)
        }
        others = (id_ for rule in said.values() for id_ in rule.differs if id_ not in said)
        rules = (self._rules[id_] for id_ in others if id_ in self._rules)
        found = (Differing(rule, quote) for rule in rules if (quote := self._words_of(rule)))
        of_source: dict[str, Differing] = {}
        for one in found:
            of_source.setdefault(one.quote.passage.source, one)
        return list(of_source.values())

    def _words_of(self, rule: Rule) -> Quote | None:
        return self._places.find(rule.evidence[0].source, rule.evidence[0].quote)
