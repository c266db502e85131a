"""The topics for new employees, held against the documents and asked of the shipped assistant."""

import re
from collections import Counter

import pytest

from assistant.answer import Outcome
from assistant.assistant import Assistant
from assistant.question import Question
from corpus.document import fold
from corpus.loading import load_shipped
from corpus.topics import Topic, load_topics
from ui.learn import Quotes, lessons, years

TOPICS = load_topics()
BY_ID = pytest.mark.parametrize("topic", TOPICS, ids=[topic.id for topic in TOPICS])
SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    return {
        document.source.id: [fold(paragraph.text) for paragraph in document.paragraphs]
        for document in load_shipped()
    }


def test_ids_and_titles_are_unique():
    for names in ([topic.id for topic in TOPICS], [topic.title for topic in TOPICS]):
        assert [name for name, times in Counter(names).items() if times > 1] == []


@BY_ID
def test_every_quote_stands_in_one_paragraph_of_its_source(topic: Topic, texts: dict[str, list[str]]):
    for piece in (*topic.know, *topic.check):
        assert any(fold(piece.quote) in text for text in texts[piece.source]), piece.quote


@BY_ID
def test_a_topic_is_short_enough_to_be_read(topic: Topic):
    assert 2 <= len(SENTENCE_END.findall(topic.intro)) <= 4
    assert 4 <= len(topic.know) <= 7
    assert 4 <= len(topic.ask) <= 6
    assert 3 <= len(topic.check) <= 4
    assert all(point.text.endswith(".") for point in topic.know)
    assert all(question.endswith("?") for question in (*topic.ask, *(check.question for check in topic.check)))


@BY_ID
def test_every_check_has_three_options_and_the_right_ones_stand_in_different_places(topic: Topic):
    for check in topic.check:
        assert len(set(check.options)) == 3
        assert 1 <= check.right <= 3
    assert len({check.right for check in topic.check}) == 3


def test_a_topic_that_lacks_something_is_refused(tmp_path):  # noqa: ANN001
    file = tmp_path / "topics.toml"
    file.write_text('[[topic]]\nid = "x"\ntitle = "X"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="intro"):
        load_topics(file)


@pytest.mark.model
@BY_ID
def test_the_assistant_answers_every_question(topic: Topic, shipped: Assistant):
    outcomes = {question: shipped.ask(Question(question)).outcome for question in topic.ask}
    assert set(outcomes.values()) == {Outcome.ANSWERED}, outcomes


def test_what_a_removed_source_carries_is_left_out():
    documents = load_shipped()
    sources = {document.source.id: document.source for document in documents if document.source.id != "afi-2016"}
    shown = lessons(TOPICS, Quotes(documents, sources))
    assert [lesson.topic.id for lesson in shown] == [topic.id for topic in TOPICS]
    used = {quoted.source.id for lesson in shown for _, quoted in (*lesson.know, *lesson.check)}
    assert used <= set(sources)
    assert years(shown) == (2022,)
    assert lessons(TOPICS, Quotes(documents, {})) == []


def test_a_quote_is_shown_only_where_its_source_says_so():
    documents = load_shipped()
    quotes = Quotes(documents, {document.source.id: document.source for document in documents})
    assert quotes.find("afi-2016", "Dette står ingen steder.") is None
    assert quotes.find("afi-2016", "") is None
    found = quotes.find("tiltak-2022", TOPICS[-1].know[5].quote)
    assert found is not None
    assert found.section.endswith(": Suksessfaktorer")
