"""Rules that fit a query -> the one that answers it, and its verdict.

Which rule is asked about, and how certain its verdict is, are weighted sums of a few signals (logistic
regressions on one half of the project's own yes/no questions: `python -m tests.eval.calibrate`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Verdict
from assistant.asking import AskedModality, Asking, Asks
from assistant.language import Language
from assistant.lead import Lead
from assistant.leaning import Leaning
from assistant.rulebook import RuleFit
from assistant.understanding import Query
from assistant.verdict import Judgement, judge
from corpus.rules import Modality

NEARNESS = {"cosine": 2.13, "found": 7.81, "shared": 0.44}
"""What makes a rule the one that is asked about; together about the odds that it is."""
CERTAINTY = {"cosine": 3.66, "shared": 0.46, "finding": -0.73}
"""What makes its verdict right."""
CERTAINTY_BIAS = -1.20
"""With what calibrate adds; a rule whose certainty is below 0 is not heard."""
LEANING = 3.75
"""What questions like the one that is asked count beside the rule."""
CERTAIN = 2.0
"""A question is answered yes or no when both together are so certain ..."""
ALONE, SILENT = 1.7, 0.15
"""... or the rule alone is nearly so, where questions like it lean less than this either way."""
AS_NEAR = 0.05
"""Rules whose cosines differ by less are about as near."""
LEADS, FOUND = 0.74, 0.2
"""A rule leads the answer to another question when its cosine, and this for being found first, are above that."""
CONSIDERED = 10
"""So many of the nearest rules are considered."""


@dataclass(frozen=True)
class Candidate:
    """A rule with its verdict on a question."""

    fit: RuleFit
    judgement: Judgement


def rule_on(query: Query, asking: Asking, fits: Sequence[RuleFit], leaning: Leaning) -> Lead | None:
    """What the rule says that is asked about; None when none is near, or its verdict is not certain.

    Args:
        query: What is asked.
        asking: In what form.
        fits: The rules near it.
        leaning: What the rules in questions like it speak for.
    """
    considered = candidates(query, asking, fits)
    if not considered:
        return None
    if asking.asks is not Asks.YES_NO:
        best = max((one.fit for one in considered), key=_told)
        leads = _told(best) > LEADS and not best.opposite
        return _lead(best, Judgement(None), query.language) if leads else None
    verdict = _verdict(considered, leaning.toward, by_age=asks_of_age(query, asking))
    saying = [one for one in considered if one.judgement.verdict is verdict]
    if verdict is None or not saying:
        return None
    carrying = saying[0]
    if leaning.cosine > carrying.fit.cosine:  # questions about another rule are nearer than what this one says
        spoken = (Candidate(fit, _judge(query, asking, fit)) for fit in fits if fit.rule.id == leaning.rule)
        carrying = next((one for one in spoken if one.judgement.verdict is verdict), carrying)
    return _lead(carrying.fit, carrying.judgement, query.language)


def _contested(considered: Sequence[Candidate]) -> bool:
    """Whether a rule that is about as near as the first gives another verdict."""
    best, *others = considered
    return any(
        one.judgement.verdict is not best.judgement.verdict and one.fit.cosine > best.fit.cosine - AS_NEAR
        for one in others
    )


def _told(fit: RuleFit) -> float:
    """How much speaks for a rule as what answers a question for anything but yes or no."""
    return fit.cosine + FOUND * fit.found


def _verdict(considered: Sequence[Candidate], leaning: float, *, by_age: bool) -> Verdict | None:
    """What the first candidate and questions like it say together; None when that is not certain.

    Whether a rule is for somebody of an age is read off its limits: there it is enough that the rule is heard,
    where questions like it say next to nothing.
    """
    verdict = considered[0].judgement.verdict
    certainty = CERTAINTY_BIAS + sum(CERTAINTY[name] * value for name, value in signals(considered).items())
    if _contested(considered):
        certainty = 0.0
    if by_age and certainty > 0 and abs(leaning) < SILENT:
        return verdict
    if verdict is Verdict.DEPENDS:
        return verdict if certainty > CERTAIN else None
    spoken = max(certainty, 0.0) if verdict is Verdict.YES else -max(certainty, 0.0)
    together = LEANING * leaning + spoken
    if abs(together) < (ALONE if abs(leaning) < SILENT else CERTAIN):
        return None
    return Verdict.YES if together > 0 else Verdict.NO


def asks_of_age(query: Query, asking: Asking) -> bool:
    """Whether it is asked if a rule is for somebody of an age."""
    return asking.modality is AskedModality.APPLIES and bool(query.ages)


def candidates(query: Query, asking: Asking, fits: Sequence[RuleFit]) -> list[Candidate]:
    """The nearest rules, nearest first; of a yes/no question those that give a verdict."""
    if asks_of_age(query, asking):
        fits = [fit for fit in fits if fit.aged]
    nearest = sorted(fits, key=nearness, reverse=True)[:CONSIDERED]
    judged = [Candidate(fit, _judge(query, asking, fit)) for fit in nearest]
    return [one for one in judged if one.judgement.verdict or asking.asks is not Asks.YES_NO]


def nearness(fit: RuleFit) -> float:
    """How likely a rule is to be the one that is asked about; higher is likelier."""
    return sum(NEARNESS[name] * value for name, value in near(fit).items())


def near(fit: RuleFit) -> dict[str, float]:
    """What speaks for a rule being the one that is asked about, 0 to 1 each."""
    return {"cosine": fit.cosine, "found": fit.found, "shared": fit.shared}


def signals(considered: Sequence[Candidate]) -> dict[str, float]:
    """What speaks for and against the verdict of the first candidate, 0 to 1 each."""
    best = considered[0].fit
    return {
        "cosine": best.cosine,
        "shared": best.shared,
        "finding": float(best.rule.modality is Modality.FINDING),
    }


def _lead(fit: RuleFit, judgement: Judgement, language: Language) -> Lead:
    return Lead(
        text=fit.rule.say(language),
        quotes=fit.quotes,
        verdict=judgement.verdict,
        missing=tuple(fact.ask(language) for fact in judgement.missing),
        weigh=fit.rule.weigh,
        laws=tuple(f"{fit.rule.law} § {_spaced(number)}" for number in fit.rule.sections if fit.rule.law),
        limit=fit.rule.limit,
    )


def _spaced(number: str) -> str:
    """The number of a § as references have it: "20a" is "20 a"."""
    return re.sub(r"(?<=\d)([a-z])$", r" \1", number.lower())


def _judge(query: Query, asking: Asking, fit: RuleFit) -> Judgement:
    if asking.modality is None:
        return Judgement(None)
    return judge(fit.rule, asking.modality, query.text, query.ages, opposite=fit.opposite)
