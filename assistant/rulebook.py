"""Query -> the rule cards that fit it, each with the places in the index where its words stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.asking import Asks, asking
from assistant.direction import denies, main_clause, odd, reversed_claim, reversed_deed, reversed_question
from assistant.evidence import Quote
from assistant.leaning import LOOKED_AT, Leaning, leaning
from assistant.places import Places
from assistant.understanding import Query
from corpus.rules import Modality, Rule
from index.analysis import content_words
from index.references import SOCIAL_SERVICES_ACT
from index.retrieve import Hit, Retriever, best_by_target
from index.vectors import Near

CANDIDATES = 200
"""So many views of rules are taken from the vector store."""
TELLING = 3
"""So many content words of what is asked tell a deed without the facts before it."""


@dataclass(frozen=True)
class RuleFit:
    """A rule that may answer a query, and how well it fits."""

    rule: Rule
    opposite: bool
    """Whether the query asks about the opposite of the rule's deed."""
    cosine: float
    found: float
    """1 when the rule's own passage is the first hit, less the later it comes, 0 when it is none."""
    shared: float
    """What share of what the query's words tell is said by the rule, 0 to 1."""
    aged: bool
    """Whether both the query and the rule speak of an age."""
    quotes: tuple[Quote, ...]
    """The rule's evidence, where it stands in the index."""


@dataclass(frozen=True)
class _Asked:
    """A query, and what is worked out of it once for all rules."""

    query: Query
    turned: bool
    """Whether it asks about the reverse of what it names."""
    denies: bool
    tells: Mapping[str, float]
    """Each of its words -> the share of what they tell together."""
    ranks: Mapping[str, int]
    """Passage id -> its place among the hits, from 0."""


class Rulebook:
    """The rules whose evidence is in the index; a rule whose source was removed is left out."""

    def __init__(self, rules: Iterable[Rule], places: Places, retriever: Retriever) -> None:
        """Find the evidence of each rule."""
        self._retriever = retriever
        self._words: dict[str, frozenset[str]] = {}
        self._rules = {rule.id: (rule, quotes) for rule in rules if (quotes := _quotes(rule, places))}

    def leaning(self, query: Query, hits: Sequence[Hit]) -> Leaning:
        """What the rules in questions like this one speak for."""
        if asking(query.text).asks is not Asks.YES_NO:
            return Leaning()
        nearest = self._retriever.nearest("asked_deed", query.text, LOOKED_AT)
        rules, ranks = self._asked_for(query), _ranks(hits)
        places = {id_: _place(quotes, ranks) for id_, (_, quotes) in rules.items()}
        return leaning(query, nearest, {id_: rule for id_, (rule, _) in rules.items()}, places)

    def fitting(self, query: Query, hits: Sequence[Hit]) -> list[RuleFit]:
        """The rules near a query, nearest first; only those that it asks for."""
        question = query.text[asking(query.text).start :]
        asked = _Asked(
            query,
            turned=reversed_question(question),
            denies=denies(question),
            tells=self._retriever.index.keyword.shares(content_words(query.text)),
            ranks=_ranks(hits),
        )
        near = self._near(query, question)
        rules = self._asked_for(query)
        said = best_by_target([view for view in near if view.leads_to in rules])
        deeds = best_by_target([view for view in near if view.part != "said"])
        fits = (self._fit(view, deeds.get(id_, view), asked) for id_, view in said.items())
        return sorted(fits, key=lambda fit: -fit.cosine)

    def _asked_for(self, query: Query) -> dict[str, tuple[Rule, tuple[Quote, ...]]]:
        """The rules that belong to no other § than the one asked for and rest on the chosen sources alone."""
        return {
            id_: (rule, quotes)
            for id_, (rule, quotes) in self._rules.items()
            if _belongs(rule, query.laws)
            and (not query.sources or all(quote.passage.source in query.sources for quote in quotes))
        }

    def _near(self, query: Query, question: str) -> list[Near]:
        """The views of rules nearest to all that is said, or to what it asks beside facts and conditions."""
        question = main_clause(question).strip()
        near = self._retriever.nearest("rule", query.text, CANDIDATES)
        if question != query.text and len(content_words(question)) >= TELLING:
            near += self._retriever.nearest("rule", question, CANDIDATES)
        return sorted(near, key=lambda view: -view.cosine)

    def _fit(self, said: Near, deed: Near, asked: _Asked) -> RuleFit:
        rule, quotes = self._rules[said.leads_to]
        query = asked.query
        return RuleFit(
            rule=rule,
            opposite=odd(
                deed.part == "opposite",
                _turned_by(deed, rule, query.text),
                denies(deed.text),
                asked.turned,
                asked.denies,
            ),
            cosine=said.cosine,
            found=_place(quotes, asked.ranks),
            shared=self._shared(asked.tells, rule),
            aged=bool(query.ages) and (rule.age_from, rule.age_to) != (None, None),
            quotes=quotes,
        )

    def _shared(self, tells: Mapping[str, float], rule: Rule) -> float:
        if rule.id not in self._words:
            self._words[rule.id] = frozenset(content_words(" ".join((rule.nb, rule.nn, rule.en, *rule.deeds))))
        known = self._words[rule.id]
        return sum(share for word, share in tells.items() if word in known)


def _ranks(hits: Sequence[Hit]) -> dict[str, int]:
    return {hit.passage.id: rank for rank, hit in enumerate(hits)}


def _place(quotes: Sequence[Quote], ranks: Mapping[str, int]) -> float:
    """1 when a rule's own words are in the first hit, less the later they come, 0 when they are in none."""
    return max((1 / (1 + ranks[quote.passage.id]) for quote in quotes if quote.passage.id in ranks), default=0.0)


def _quotes(rule: Rule, places: Places) -> tuple[Quote, ...]:
    found = (places.find(piece.source, piece.quote) for piece in rule.evidence)
    return tuple(quote for quote in found if quote)


def _turned_by(said: Near, rule: Rule, question: str) -> bool:
    """Whether the words of a rule name the reverse of what they speak of."""
    if said.part != "said":
        return reversed_deed(said.text, question)
    # The "not" of a rule's sentence is that of its modality; only what a finding claims can be turned.
    return rule.modality is Modality.FINDING and reversed_claim(said.text)


def _belongs(rule: Rule, laws: Sequence[str]) -> bool:
    """Whether a rule is about one of the §§ asked for, where both name any."""
    if not laws or not rule.sections:
        return True
    own = {f"{rule.law or SOCIAL_SERVICES_ACT} § {section}".replace(" ", "").lower() for section in rule.sections}
    return any(law.replace(" ", "").lower() in own for law in laws)
