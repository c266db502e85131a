"""Rules that fit a query -> the one that answers it, and its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Verdict
from assistant.asking import Asking, Asks
from assistant.evidence import Quote
from assistant.rulebook import RuleFit
from assistant.understanding import Query
from assistant.verdict import Judgement, judge
from corpus.rules import Condition, Rule

ANSWERS = 0.6
"""A rule that fits less well than this does not answer (chosen on the project's own yes/no questions)."""
CLOSE = 0.06
"""Rules that fit within this of the best one must not contradict it."""


@dataclass(frozen=True)
class Ruling:
    """The rule that an answer leads with."""

    rule: Rule
    quotes: tuple[Quote, ...]
    verdict: Verdict | None = None
    missing: tuple[Condition, ...] = ()
    """The facts that the question leaves out and the rule turns on."""


def rule_on(query: Query, asking: Asking, fits: Sequence[RuleFit]) -> Ruling | None:
    """The ruling of the best rule; None when no rule answers, or when near ones disagree."""
    if not fits or fits[0].fit < ANSWERS:
        return None
    best = fits[0]
    if asking.asks is not Asks.YES_NO:
        return None if best.opposite else Ruling(best.rule, best.quotes)
    near = [fit for fit in fits if fit.fit > best.fit - CLOSE]
    judged = [_judge(query, asking, fit) for fit in near]
    if len({judgement.verdict for judgement in judged if judgement.verdict} - {Verdict.DEPENDS}) > 1:
        return None
    return Ruling(best.rule, best.quotes, judged[0].verdict, judged[0].missing)


def _judge(query: Query, asking: Asking, fit: RuleFit) -> Judgement:
    if asking.modality is None:
        return Judgement(None)
    return judge(fit.rule, asking.modality, query.text, query.ages, opposite=fit.opposite)
