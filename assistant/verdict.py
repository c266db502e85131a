"""What is asked of a deed, and what a rule says of it -> yes, no, or it depends.

Nothing here knows a question: the modality of the rule, the modality asked for, the ages on both sides
and the facts that the rule turns on decide. Where the two do not meet ("should we?" of a mere
permission), there is no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Verdict
from assistant.asking import AskedModality as Asked
from corpus.rules import Condition, Modality, Rule

YES, NO, DEPENDS = Verdict.YES, Verdict.NO, Verdict.DEPENDS


class Status(StrEnum):
    """How a deed stands under a rule."""

    REQUIRED = "required"
    ENTITLED = "entitled"
    PERMITTED = "permitted"
    FORBIDDEN = "forbidden"
    NOT_REQUIRED = "not required"
    ADVISED = "advised"
    ADVISED_AGAINST = "advised against"
    TRUE = "true"
    FALSE = "false"


STATUS = {
    Modality.DUTY: Status.REQUIRED,
    Modality.RIGHT: Status.ENTITLED,
    Modality.PERMISSION: Status.PERMITTED,
    Modality.PROHIBITION: Status.FORBIDDEN,
    Modality.NO_DUTY: Status.NOT_REQUIRED,
    Modality.RECOMMENDATION: Status.ADVISED,
    Modality.FINDING: Status.TRUE,
}
STATUS_OF_OPPOSITE = {
    Modality.DUTY: Status.FORBIDDEN,
    Modality.RIGHT: Status.FORBIDDEN,
    Modality.PERMISSION: Status.NOT_REQUIRED,
    Modality.PROHIBITION: Status.REQUIRED,
    Modality.NO_DUTY: Status.PERMITTED,
    Modality.RECOMMENDATION: Status.ADVISED_AGAINST,
    Modality.FINDING: Status.FALSE,
}
VERDICTS: dict[Asked, dict[Status, Verdict]] = {
    Asked.MUST: {
        Status.REQUIRED: YES,
        Status.ENTITLED: YES,
        Status.FORBIDDEN: NO,
        Status.NOT_REQUIRED: NO,
        Status.TRUE: YES,
        Status.FALSE: NO,
    },
    Asked.FIRST: {
        Status.REQUIRED: YES,
        Status.ENTITLED: NO,
        Status.FORBIDDEN: NO,
        Status.NOT_REQUIRED: NO,
        Status.TRUE: YES,
        Status.FALSE: NO,
    },
    Asked.MAY: {
        Status.REQUIRED: YES,
        Status.ENTITLED: YES,
        Status.PERMITTED: YES,
        Status.FORBIDDEN: NO,
        Status.ADVISED: YES,
        Status.ADVISED_AGAINST: NO,
        Status.TRUE: YES,
        Status.FALSE: NO,
    },
    Asked.ENTITLED: {
        Status.REQUIRED: YES,
        Status.ENTITLED: YES,
        Status.FORBIDDEN: NO,
        Status.NOT_REQUIRED: NO,
        Status.TRUE: YES,
        Status.FALSE: NO,
    },
    Asked.SHOULD: {
        Status.REQUIRED: YES,
        Status.ENTITLED: YES,
        Status.ADVISED: YES,
        Status.FORBIDDEN: NO,
        Status.ADVISED_AGAINST: NO,
        Status.TRUE: YES,
        Status.FALSE: NO,
    },
    # A duty or a finding makes nothing wise in the case at hand.
    Asked.WISE: {Status.ADVISED: YES, Status.ADVISED_AGAINST: NO, Status.FORBIDDEN: NO},
    Asked.FORBIDDEN: {
        Status.REQUIRED: NO,
        Status.ENTITLED: NO,
        Status.PERMITTED: NO,
        Status.FORBIDDEN: YES,
        Status.NOT_REQUIRED: NO,
    },
    Asked.HOLDS: {
        Status.ADVISED: YES,
        Status.ADVISED_AGAINST: NO,
        Status.REQUIRED: YES,
        Status.ENTITLED: YES,
        Status.PERMITTED: YES,
        Status.FORBIDDEN: NO,
        Status.NOT_REQUIRED: NO,
        Status.TRUE: YES,
        Status.FALSE: NO,
    },
}
VERDICTS[Asked.APPLIES] = VERDICTS[Asked.HOLDS]
BOUND = {Status.REQUIRED, Status.ENTITLED, Status.PERMITTED}
"""What a rule with an age limit says of those within it does not hold for others."""


@dataclass(frozen=True)
class Judgement:
    """The verdict that a rule gives, and what it turns on."""

    verdict: Verdict | None
    missing: tuple[Condition, ...] = ()
    """The facts that the question leaves out."""


def judge(rule: Rule, asked: Asked, question: str, ages: Sequence[int], *, opposite: bool) -> Judgement:
    """What a rule says to a yes/no question about its deed, or about the opposite of it."""
    status = (STATUS_OF_OPPOSITE if opposite else STATUS)[rule.modality]
    verdict = VERDICTS[asked].get(status)
    if verdict is None:
        return Judgement(None)
    if _outside(rule, ages):
        return Judgement(_reversed(verdict) if status in BOUND else None)
    missing = tuple(condition for condition in rule.conditions if not _given(condition, question))
    decided = not any(condition.decides for condition in missing)
    return Judgement(verdict if decided else DEPENDS, missing)


def _outside(rule: Rule, ages: Sequence[int]) -> bool:
    """Whether all ages of the question lie outside the rule's."""
    youngest = 0 if rule.age_from is None else rule.age_from
    oldest = 200 if rule.age_to is None else rule.age_to
    return bool(ages) and not any(youngest <= age <= oldest for age in ages)


def _reversed(verdict: Verdict) -> Verdict:
    return NO if verdict is YES else YES


def _given(condition: Condition, question: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}", question, re.IGNORECASE) for word in condition.words)
