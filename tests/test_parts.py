"""Questions that ask several things, of which the sources answer only some."""

import pytest

from assistant.answer import Outcome
from assistant.assistant import Assistant
from assistant.parts import parts_of
from assistant.question import Question


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hva er KVP, og hvor mange kroner får man?", ["Hva er KVP", "hvor mange kroner får man?"]),
        ("Har Drammen jobbspesialist? Hva kostet det?", ["Har Drammen jobbspesialist?", "Hva kostet det?"]),
        ("Who may get KVP and how long does it last?", ["Who may get KVP", "how long does it last?"]),
        ("kan han få kvp og hvor lenge varer det", ["kan han få kvp", "hvor lenge varer det"]),
        ("Må vi fatte vedtak? Takk for hjelpen på forhånd!", []),
        ("Kan hun få § 19? Hun er 19 år og bor hjemme hos mor.", []),
        ("Kan en 16-åring få § 17?", []),
        ("Hva gjør Nav og skolen sammen?", []),
        ("hva? og når", []),
        ("Kan vi gi muntlige avslag? هل يمكن 可以吗 можно", []),
        ("", []),
    ],
)
def test_a_question_falls_into_what_it_asks(text: str, parts: list[str]):
    assert parts_of(text) == parts


def test_what_can_be_answered_is_answered_and_what_is_missing_is_said(shipped: Assistant):
    answer = shipped.ask(Question("Hva er KVP, og hvor mange kroner får man?"))
    assert answer.outcome is Outcome.PARTIAL
    assert answer.question == "Hva er KVP, og hvor mange kroner får man?"
    assert answer.short
    assert answer.citations
    assert answer.notices[0].kind == "missing"
    assert answer.notices[0].text.startswith("«hvor mange kroner får man»: ")


def test_what_cannot_be_answered_may_come_first(shipped: Assistant):
    answer = shipped.ask(Question("Hvor mange kroner får man i Tromsø i 2031, og hva er KVP?"))
    assert answer.outcome is Outcome.PARTIAL
    assert answer.short
    assert "kvalifiseringsstønad" in answer.short.text.lower()
    assert answer.notices[0].text.startswith("«Hvor mange kroner får man i Tromsø i 2031»: ")


def test_a_part_is_answered_as_it_would_be_alone(shipped: Assistant):
    answer = shipped.ask(Question("Hva er KVP, og hva er avslag for noe?"))
    assert answer.outcome is Outcome.ANSWERED


def test_a_part_that_is_for_the_assistant_itself_is_told_why(shipped: Assistant):
    answer = shipped.ask(Question("Hva er KVP? Hvem er du egentlig?"))
    alone = shipped.ask(Question("Hvem er du egentlig?"))
    assert answer.outcome is Outcome.PARTIAL
    assert answer.citations
    assert answer.notices[0].text == f"«Hvem er du egentlig»: {alone.lead}"


def test_parts_lean_on_the_case_that_was_told_before(shipped: Assistant):
    question = Question("Må han vurderes for § 19, og hvor lenge kan han få KVP?", ("Gutten er 17 år.",))
    parts = shipped._ask_each(parts_of(question.text), question, "nb")
    assert [part.query.ages for part in parts] == [(17,), (17,)]


def test_two_questions_that_are_both_answered_miss_nothing(shipped: Assistant):
    answer = shipped.ask(Question("Kan en 16-åring få § 17, og hvem kan få KVP?"))
    assert answer.outcome is Outcome.ANSWERED


def test_two_questions_of_which_none_is_answered_are_refused(shipped: Assistant):
    answer = shipped.ask(Question("Hva blir været i morgen, og hvem vinner serien?"))
    assert answer.outcome in (Outcome.NOT_FOUND, Outcome.OUT_OF_SCOPE)
