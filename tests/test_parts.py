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
        ("Har Drammen jobbspesialist? Hva kostet det?", ["Har Drammen jobbspesialist", "Hva kostet det?"]),
        ("Who may get KVP and how long does it last?", ["Who may get KVP", "how long does it last?"]),
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
    assert answer.notices[0].text.startswith("Fant ikke svar på «hvor mange kroner får man».")


def test_two_questions_that_are_both_answered_miss_nothing(shipped: Assistant):
    answer = shipped.ask(Question("Kan en 16-åring få § 17, og hvem kan få KVP?"))
    assert answer.outcome is Outcome.ANSWERED


def test_two_questions_of_which_none_is_answered_are_refused(shipped: Assistant):
    answer = shipped.ask(Question("Hva blir været i morgen, og hvem vinner serien?"))
    assert answer.outcome in (Outcome.NOT_FOUND, Outcome.OUT_OF_SCOPE)
