"""What the words of a question say of whether it is answered."""

from pathlib import Path

import pytest

from corpus.gaps import load_gaps
from corpus.questions import load_questions
from index.answerability import Answerability

ANSWERED = ["Må vi skrive vedtak?", "Må vi snakke med barnet?", "Hvem skal få vedtaket?"]
UNANSWERED = ["Hva koster kurset?", "Hva koster boligen?", "Hvem er telefonvakt?"]


@pytest.fixture(scope="module")
def learnt() -> Answerability:
    return Answerability.of_questions(ANSWERED, UNANSWERED)


def test_a_question_worded_like_those_that_are_answered_is_above_zero(learnt: Answerability):
    assert learnt.of("Må vi snakke med ungdommen?") > 0 > learnt.of("Hva koster leiligheten?")


def test_words_that_nobody_used_say_nothing(learnt: Answerability):
    assert learnt.of("") == learnt.of("🙂") == learnt.of("xyz") == 0.0


def test_without_questions_of_both_kinds_nothing_is_known():
    assert Answerability.of_questions(ANSWERED, []).of(ANSWERED[0]) == 0.0
    assert Answerability.of_questions([], UNANSWERED).of(UNANSWERED[0]) == 0.0


def test_what_is_saved_says_the_same(learnt: Answerability, tmp_path: Path):
    learnt.save(tmp_path / "answerability.json")
    loaded = Answerability.load(tmp_path / "answerability.json")
    for question in (*ANSWERED, *UNANSWERED, "Må boligen koste?"):
        assert loaded.of(question) == pytest.approx(learnt.of(question), abs=0.01)


def test_questions_left_out_are_told_apart_by_their_words_alone():
    answered = [question for asked in load_questions().values() for question in asked.all]
    unanswered = [question for gap in load_gaps() for question in gap.questions]
    learnt = Answerability.of_questions(answered[::2], unanswered[::2])
    right = [learnt.of(question) > 0 for question in answered[1::20]]
    right += [learnt.of(question) < 0 for question in unanswered[1::20]]
    assert sum(right) / len(right) > 0.7
