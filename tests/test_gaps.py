"""The gaps that come with the assistant: what the shipped sources do not answer."""

from collections import Counter

import pytest

from assistant.language import detect
from corpus.document import fold
from corpus.gaps import Gap, load_gaps
from corpus.knowledge import load_knowledge
from corpus.loading import load_shipped

GAPS = load_gaps()


@pytest.fixture(scope="module")
def sources() -> str:
    paragraphs = (paragraph for document in load_shipped() for paragraph in document.paragraphs)
    return "\n".join(fold(paragraph.text).lower() for paragraph in paragraphs)


def test_there_are_gaps_of_both_kinds():
    outcomes = Counter(gap.outcome for gap in GAPS)
    assert outcomes["not_found"] > 100
    assert outcomes["out_of_scope"] > 20


def test_no_gap_has_the_id_of_another():
    assert [id_ for id_, count in Counter(gap.id for gap in GAPS).items() if count > 1] == []


def test_no_question_is_both_answered_and_not():
    answered = {question for asked in load_knowledge().questions.values() for question in asked.all}
    assert not answered & {question for gap in GAPS for question in gap.questions}


def test_no_telling_word_of_a_gap_is_in_the_sources(sources: str):
    assert [(gap.id, word) for gap in GAPS for word in gap.absent if word in sources] == []


@pytest.mark.parametrize("gap", GAPS, ids=[gap.id for gap in GAPS])
def test_every_gap_completes_a_sentence_in_three_languages_and_has_questions(gap: Gap):
    for said in (gap.nb, gap.nn, gap.en):
        assert said
        assert not said.endswith((".", "?"))
    assert {"en"} <= {detect(question) for question in gap.questions}
    assert len(set(gap.questions)) >= 5
