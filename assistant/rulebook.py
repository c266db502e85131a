"""Query -> the rule cards that fit it, each with the places in the index where its words stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.asking import AskedModality, asking
from assistant.evidence import Quote
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
REVERSING = re.compile(
    r"""\b(?:u(?:ten|tan)(?!\s+videre)|ikkj?e|aldri|inge[nt]|ingenting|verken|korkje|without|not|never|no|none|\w+n't|neither
    |la(?:r|te)?\s+(?:være|vere|vera)|skip\w*|velge\s+bort|velje\s+bort|droppe\w*|slippe\w*|sleppe\w*|unngå\w*|unnlat\w*
    |mot\s+(?:sin|hans|hennes|hennar|sitt)\s+vil[lj]\w*|lite\s+(?:bruk\w*|utbredt)|varsom\w*|frivillig\w*|uavhengig)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that turn what is said; two of them say it again."""
DENYING = re.compile(
    r"\b(?:avsl[åa]\w*|avvis\w*|nekt\w*|(?:si|seie|sier|seier|sa)\s+nei|reject\w*|refus\w*|den(?:y|ied)|turn\w*\s+\w+\s+(?:away|down))\b",
    re.IGNORECASE,
)
"""Who denies does the reverse of what a right or a duty is about."""
ONLY = re.compile(
    r"\b(?:bare|berre|kun|only)\b(?!\s+(?:\d|én\b|ein\b|en\b|ett\b|one\b|a\b|for\s+\d))", re.IGNORECASE
)
SUBORDINATE = re.compile(
    r"""\b(?:fordi|ettersom|(?<!år\s)(?<!lenge\s)siden(?!\s+(?:\d|sist))|når|hvis|dersom|viss|selv\s+om|sjølv\s+om
    |mens|så\s+lenge|because|since(?!\s+\d)|when|if|although|even\s+though)\b[^,.;?!\n]*""",
    re.IGNORECASE | re.VERBOSE,
)
"""Reasons and conditions; a "not" in them turns nothing: "avslå fordi hun ikke møter" is still to refuse."""
RHETORICAL = re.compile(
    r"\b(?:kan|må|skal|bør|er|har|burde|skulle)\s+(?:vi|jeg|eg|me|det|man|en|ein|de|dei)\s+ikkj?e\b", re.IGNORECASE
)
"""Asks the same as without the "ikke": "må vi ikke ...?"."""


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

    def fitting(self, query: Query, hits: Sequence[Hit]) -> list[RuleFit]:
        """The rules near a query, nearest first; none that belongs to another § than the one asked for."""
        question = query.text[asking(query.text).start :]
        asked = _Asked(
            query,
            turned=_turned(question),
            denies=_denies(question),
            tells=self._retriever.index.keyword.shares(content_words(query.text)),
            ranks={hit.passage.id: rank for rank, hit in enumerate(hits)},
        )
        near = self._near(query, question)
        deeds = best_by_target([view for view in near if view.part != "said"])
        fits = [
            self._fit(view, deeds.get(id_, view), asked)
            for id_, view in best_by_target(near).items()
            if id_ in self._rules
        ]
        return sorted((fit for fit in fits if _belongs(fit.rule, query.laws)), key=lambda fit: -fit.cosine)

    def _near(self, query: Query, question: str) -> list[Near]:
        """The views of rules nearest to all that is said, or to what it asks after the facts of the case."""
        near = self._retriever.nearest("rule", query.text, CANDIDATES)
        if question != query.text and len(content_words(question)) >= TELLING:
            near += self._retriever.nearest("rule", question, CANDIDATES)
        return sorted(near, key=lambda view: -view.cosine)

    def _fit(self, said: Near, deed: Near, asked: _Asked) -> RuleFit:
        rule, quotes = self._rules[said.leads_to]
        ranks, query = asked.ranks, asked.query
        rank = min((ranks[quote.passage.id] for quote in quotes if quote.passage.id in ranks), default=None)
        return RuleFit(
            rule=rule,
            opposite=_odd(
                deed.part == "opposite", asked.turned, _turned_by(deed, rule), asked.denies, _denies(deed.text)
            ),
            cosine=said.cosine,
            found=0.0 if rank is None else 1 / (1 + rank),
            shared=self._shared(asked.tells, rule),
            aged=bool(query.ages) and (rule.age_from, rule.age_to) != (None, None),
            quotes=quotes,
        )

    def _shared(self, tells: Mapping[str, float], rule: Rule) -> float:
        if rule.id not in self._words:
            self._words[rule.id] = frozenset(content_words(" ".join((rule.nb, rule.nn, rule.en, *rule.deeds))))
        known = self._words[rule.id]
        return sum(share for word, share in tells.items() if word in known)


def _quotes(rule: Rule, places: Places) -> tuple[Quote, ...]:
    found = (places.find(piece.source, piece.quote) for piece in rule.evidence)
    return tuple(quote for quote in found if quote)


def _main(text: str) -> str:
    """What is said, without reasons and conditions."""
    return SUBORDINATE.sub("", text)


def _turned(question: str) -> bool:
    """Whether a question asks about the reverse of what it names: "kan vi la være å ...", "bare for ..."."""
    asked = _main(RHETORICAL.sub(" ", question))
    only = asking(question).modality is AskedModality.HOLDS and ONLY.search(asked) is not None
    return _odd(len(REVERSING.findall(asked)), only)


def _turned_by(said: Near, rule: Rule) -> bool:
    """Whether the words of a rule name the reverse of what they speak of."""
    if said.part != "said":
        deed = _main(said.text)
        return _odd(len(REVERSING.findall(deed)), len(ONLY.findall(deed)))
    # The "not" of a rule's sentence is that of its modality; only what a finding claims can be turned.
    return rule.modality is Modality.FINDING and _odd(len(REVERSING.findall(said.text)))


def _denies(text: str) -> bool:
    """Whether a question or deed is about denying something."""
    return DENYING.search(_main(text)) is not None


def _odd(*turns: int) -> bool:
    return sum(turns) % 2 == 1


def _belongs(rule: Rule, laws: Sequence[str]) -> bool:
    """Whether a rule is about one of the §§ asked for, where both name any."""
    if not laws or not rule.sections:
        return True
    own = {f"{rule.law or SOCIAL_SERVICES_ACT} § {section}".replace(" ", "").lower() for section in rule.sections}
    return any(law.replace(" ", "").lower() in own for law in laws)
