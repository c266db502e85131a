"""Sources that do not say the same are both shown."""

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.question import Question

pytestmark = pytest.mark.model

DIFFERING = (
    ("Hva er den nedre aldersgrensen for kvalifiseringsprogrammet?", {"afi-2016", "innlandet-2022"}),
    ("Har foreldre forsørgeransvar til eleven har fylt 23 år?", {"oslo-viken-2022", "afi-2016"}),
    ("Kva er den nedre aldersgrensa for kvalifiseringsprogrammet?", {"afi-2016", "innlandet-2022"}),
)


def told(answer: Answer) -> list[str]:
    return [notice.text for notice in answer.notices if notice.kind == "disagreement"]


@pytest.mark.parametrize(("question", "sources"), DIFFERING)
def test_what_another_source_says_stands_beside_the_answer(shipped: Assistant, question: str, sources: set[str]):
    answer = shipped.ask(Question(question))
    assert len(told(answer)) >= 1
    assert sources <= {citation.source for citation in answer.citations}
    assert len(answer.citations) <= 5


def test_the_other_source_is_named_with_publisher_and_year_in_the_language_of_the_question(shipped: Assistant):
    notices = told(shipped.ask(Question("What is the lower age limit of the qualification programme?")))
    assert any("do not agree" in notice and "2022" in notice and "Innlandet" in notice for notice in notices)


def test_one_source_alone_has_nothing_beside_it(shipped: Assistant):
    answer = shipped.ask(Question(DIFFERING[0][0], sources=frozenset({"afi-2016"})))
    assert told(answer) == []


def test_sources_that_agree_are_not_said_to_differ(shipped: Assistant):
    assert told(shipped.ask(Question("kan vi gi muntlige avslag?"))) == []
