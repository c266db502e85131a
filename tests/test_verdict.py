"""Yes, no or it depends: from the modality of a rule and what is asked of its deed."""

from dataclasses import replace

import pytest

from assistant.answer import Verdict
from assistant.asking import AskedModality as Asked
from assistant.verdict import STATUS, VERDICTS, judge
from corpus.rules import Condition, Modality, Rule, RuleEvidence

DUTY = Rule(
    id="skrive",
    law="sosialtjenesteloven",
    sections=("17",),
    modality=Modality.DUTY,
    actor="Nav-kontoret",
    nb="Kontoret skal skrive vedtak.",
    nn="Kontoret skal skrive vedtak.",
    en="The office must write a decision.",
    deeds=("skrive vedtak",),
    evidence=(RuleEvidence("regler", "Kontoret skal skrive vedtak."),),
    opposites=("la være å skrive vedtak",),
)
SCHOOL = Condition("Går hun på skole?", "Går ho på skule?", "Is she at school?", ("skole",))


def verdict(modality: Modality, asked: Asked, *, opposite: bool = False) -> Verdict | None:
    return judge(replace(DUTY, modality=modality), asked, "spørsmål", (), opposite=opposite).verdict


@pytest.mark.parametrize(
    ("modality", "asked", "expected"),
    [
        (Modality.DUTY, Asked.MUST, "yes"),
        (Modality.DUTY, Asked.MAY, "yes"),
        (Modality.DUTY, Asked.FORBIDDEN, "no"),
        (Modality.RIGHT, Asked.ENTITLED, "yes"),
        (Modality.PERMISSION, Asked.MAY, "yes"),
        (Modality.PROHIBITION, Asked.MAY, "no"),
        (Modality.PROHIBITION, Asked.FORBIDDEN, "yes"),
        (Modality.NO_DUTY, Asked.MUST, "no"),
        (Modality.RECOMMENDATION, Asked.SHOULD, "yes"),
        (Modality.FINDING, Asked.HOLDS, "yes"),
        (Modality.RECOMMENDATION, Asked.WISE, "yes"),
        (Modality.PROHIBITION, Asked.WISE, "no"),
    ],
)
def test_the_modality_of_the_rule_answers_the_modality_asked(modality: Modality, asked: Asked, expected: str):
    assert verdict(modality, asked) == expected


@pytest.mark.parametrize(
    ("modality", "asked"),
    [
        (Modality.NO_DUTY, Asked.MAY),
        (Modality.PERMISSION, Asked.SHOULD),
        (Modality.PERMISSION, Asked.MUST),
        (Modality.RECOMMENDATION, Asked.MUST),
        (Modality.DUTY, Asked.WISE),
        (Modality.FINDING, Asked.WISE),
    ],
)
def test_there_is_no_verdict_where_the_two_do_not_meet(modality: Modality, asked: Asked):
    assert verdict(modality, asked) is None


@pytest.mark.parametrize(
    ("modality", "asked", "expected"),
    [
        (Modality.DUTY, Asked.MAY, "no"),
        (Modality.RIGHT, Asked.MAY, "no"),
        (Modality.PROHIBITION, Asked.MAY, "yes"),
        (Modality.NO_DUTY, Asked.MAY, "yes"),
        (Modality.FINDING, Asked.HOLDS, "no"),
        (Modality.PERMISSION, Asked.MUST, "no"),
    ],
)
def test_the_opposite_of_the_deed_turns_the_answer(modality: Modality, asked: Asked, expected: str):
    assert verdict(modality, asked, opposite=True) == expected


def test_every_modality_has_an_answer_to_some_question():
    for status in STATUS.values():
        assert any(status in answers for answers in VERDICTS.values())


@pytest.mark.parametrize(
    ("ages", "expected"), [((), "yes"), ((16,), "yes"), ((29,), "yes"), ((35,), "no"), ((35, 20), "yes")]
)
def test_a_rule_with_an_age_limit_does_not_bind_others(ages: tuple[int, ...], expected: str):
    rule = replace(DUTY, age_to=29)
    assert judge(rule, Asked.HOLDS, "gjelder det en på 35?", ages, opposite=False).verdict == expected


def test_a_prohibition_for_the_young_says_nothing_of_others():
    rule = replace(DUTY, modality=Modality.PROHIBITION, age_to=17)
    assert judge(rule, Asked.MAY, "kan vi det?", (40,), opposite=False).verdict is None


def test_a_missing_fact_makes_it_depend_and_is_asked_for():
    rule = replace(DUTY, conditions=(replace(SCHOOL, decides=True),))
    judgement = judge(rule, Asked.MUST, "må vi skrive vedtak?", (), opposite=False)
    assert judgement.verdict is Verdict.DEPENDS
    assert judgement.missing == rule.conditions
    given = judge(rule, Asked.MUST, "han går på skole. må vi skrive vedtak?", (), opposite=False)
    assert (given.verdict, given.missing) == (Verdict.YES, ())


def test_a_fact_that_does_not_decide_is_asked_for_beside_the_verdict():
    rule = replace(DUTY, conditions=(SCHOOL,))
    judgement = judge(rule, Asked.MUST, "må vi skrive vedtak?", (), opposite=False)
    assert (judgement.verdict, judgement.missing) == (Verdict.YES, (SCHOOL,))
