"""Rules that fit a query -> the one that answers it, and its verdict.

How surely a rule answers is a weighted sum of a few signals (logistic regression on one half of the
project's own yes/no questions: `python -m tests.eval.calibrate`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Verdict
from assistant.asking import Asking, Asks
from assistant.language import Language
from assistant.lead import Lead
from assistant.rulebook import RuleFit
from assistant.understanding import Query
from assistant.verdict import Judgement, judge
from corpus.rules import Modality

WEIGHTS = {"cosine": 8.0, "found": 1.0, "shared": 1.0, "opposite": -0.5, "finding": -0.5}
BIAS = -6.0
SURE = 0.0
"""A rule answers yes or no when its sum of signals is above this."""
LEADS = 0.0
"""A rule leads the answer to another question when its sum is above this."""
CONSIDERED = 10
"""So many of the nearest rules are considered."""
CLOSE = 1.0
"""Rules whose sum is within this of the best one's must not contradict it."""


@dataclass(frozen=True)
class Candidate:
    """A rule with its verdict on a question, and how surely it answers."""

    fit: RuleFit
    judgement: Judgement
    surely: float


def rule_on(query: Query, asking: Asking, fits: Sequence[RuleFit]) -> Lead | None:
    """What the rule says that answers most surely; None when none does, or when near ones disagree."""
    considered = candidates(query, asking, fits)
    if not considered:
        return None
    best = considered[0]
    if asking.asks is not Asks.YES_NO:
        leads = best.surely > LEADS and not best.fit.opposite
        return _lead(best.fit, Judgement(None), query.language) if leads else None
    if best.surely <= SURE or _contradicted(best, considered):
        return None
    return _lead(best.fit, best.judgement, query.language)


def candidates(query: Query, asking: Asking, fits: Sequence[RuleFit]) -> list[Candidate]:
    """The nearest rules, the surest first; of a yes/no question those that give a verdict."""
    judged = [
        Candidate(fit, _judge(query, asking, fit), _surely(fit))
        for fit in sorted(fits, key=_surely, reverse=True)[:CONSIDERED]
    ]
    return [one for one in judged if one.judgement.verdict or asking.asks is not Asks.YES_NO]


def signals(fit: RuleFit) -> dict[str, float]:
    """What speaks for a rule, 0 to 1 each."""
    return {
        "cosine": fit.cosine,
        "found": fit.found,
        "shared": fit.shared,
        "opposite": float(fit.opposite),
        "finding": float(fit.rule.modality is Modality.FINDING),
    }


def _lead(fit: RuleFit, judgement: Judgement, language: Language) -> Lead:
    return Lead(
        text=fit.rule.say(language),
        quotes=fit.quotes,
        verdict=judgement.verdict,
        missing=tuple(fact.ask(language) for fact in judgement.missing),
        weigh=fit.rule.weigh,
        limit=fit.rule.limit,
    )


def _surely(fit: RuleFit) -> float:
    return BIAS + sum(WEIGHTS[name] * value for name, value in signals(fit).items())


def _judge(query: Query, asking: Asking, fit: RuleFit) -> Judgement:
    if asking.modality is None:
        return Judgement(None)
    return judge(fit.rule, asking.modality, query.text, query.ages, opposite=fit.opposite)


def _contradicted(best: Candidate, others: Sequence[Candidate]) -> bool:
    near = {other.judgement.verdict for other in others if other.surely > best.surely - CLOSE}
    return {Verdict.YES, Verdict.NO} <= near
