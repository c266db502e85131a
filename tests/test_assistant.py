"""From question to answer."""

import json
import subprocess
import sys

import pytest

from assistant.answer import Outcome, Verdict
from assistant.assistant import Assistant
from assistant.batch import answer_lines
from assistant.question import Question
from assistant.report import as_json, as_text
from corpus.document import fold


def test_an_answer_quotes_the_source_word_for_word(assistant: Assistant):
    answer = assistant.ask(Question("kan vi gi muntlige avslag?"))
    assert answer.outcome == Outcome.ANSWERED
    for citation in answer.citations:
        passage = assistant.in_place(citation.passage).passage
        assert citation.quote in passage.text
        assert citation.quote in answer.text
    assert answer.citations[0].quote.startswith("Nav kan ikke gi muntlige avslag.")


def test_a_citation_says_where_its_words_stand(assistant: Assistant):
    citation = assistant.ask(Question("nedre aldersgrense")).citations[0]
    assert (citation.source, citation.section, citation.page, citation.year) == ("regler", "2 Alder", 2, 2022)


def test_numbers_of_citations_and_markers_are_the_same(assistant: Assistant):
    answer = assistant.ask(Question("aldersgrense, forsørgeransvar og avslag"))
    numbers = [citation.n for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [n for statement in answer.statements for n in statement.citations] == numbers


def test_a_table_is_quoted_whole(assistant: Assistant):
    answer = assistant.ask(Question("hvor mange kontorer har ungdomsveileder"))
    assert any("| Ja | 12 |\n| Nei | 30 |" in citation.quote for citation in answer.citations)


def test_nothing_found_says_so(assistant: Assistant):
    answer = assistant.ask(Question("??"))
    assert answer.outcome == Outcome.NOT_FOUND
    assert answer.citations == ()


def test_an_assumed_law_and_an_old_source_are_said(assistant: Assistant):
    kinds = {notice.kind for notice in assistant.ask(Question("aldersgrense § 17")).notices}
    assert "assumed_law" in kinds
    kinds = {notice.kind for notice in assistant.ask(Question("hvor mange kontorer har ungdomsveileder")).notices}
    assert "old_source" in kinds


def test_the_answer_is_framed_in_the_question_s_language(assistant: Assistant):
    assert assistant.ask(Question("what is the age limit for aldersgrense")).lead.startswith("This is")
    assert assistant.ask(Question("kva er aldersgrensa")).lead.startswith("Dette seier")


def test_a_passage_is_shown_among_its_neighbours_of_the_same_document(assistant: Assistant):
    passages = assistant.retriever.index.passages
    place = assistant.in_place(passages[1].id)
    assert place.before == (passages[0],)
    assert all(passage.source == "regler" for passage in place.after)
    with pytest.raises(KeyError):
        assistant.in_place("nowhere")


def test_the_json_has_every_field_of_the_contract(assistant: Assistant):
    row = as_json(assistant.ask(Question("muntlige avslag")), "q1")
    assert set(row) == {
        *("id", "question", "language", "outcome", "verdict", "answer", "citations", "passages"),
        *("understood", "notices", "seconds"),
    }
    assert set(row["citations"][0]) == {
        *("n", "source", "title", "publisher", "kind", "year", "section", "page", "url", "quote"),
    }
    assert set(row["passages"][0]) == {"source", "section", "page", "text", "score"}
    assert set(row["understood"]) == {"laws", "ages", "terms", "rewritten"}
    assert json.loads(json.dumps(row)) == json.loads(json.dumps(row, default=str))


def test_text_for_the_terminal_lists_every_source(assistant: Assistant):
    answer = assistant.ask(Question("muntlige avslag"))
    for citation in answer.citations:
        assert f"[{citation.n}] {citation.publisher} ({citation.year})" in as_text(answer)


def test_a_bad_line_costs_only_itself(assistant: Assistant):
    good = '{"id": "a", "question": "muntlige avslag"}'
    lines = [good, "{not json", '{"id": "c"}', "", '{"id": 4, "question": "alder", "context": ["hei"]}', "[1]"]
    results = list(answer_lines(assistant, lines))
    assert [row["id"] for row in results] == ["a", None, "c", 4, None]
    assert ["error" in row for row in results] == [False, True, True, False, True]


@pytest.mark.model
@pytest.mark.parametrize("question", ["can a 16-year-old get §17", "kan en 16åring få §17"])
def test_the_missing_lower_age_limit_is_cited(shipped: Assistant, question: str):
    quotes = [c.quote for c in shipped.ask(Question(question)).citations if c.source == "oslo-viken-2022"]
    assert any("ingen nedre aldersgrense" in quote or "ingen aldersbegrensning" in quote for quote in quotes)


@pytest.mark.model
def test_every_quote_of_the_shipped_documents_is_verbatim(shipped: Assistant):
    texts = {p.id: p.text for p in shipped.retriever.index.passages}
    for question in (
        "hva er KVP?",
        "hvor mange kontorer",
        "jobbspesialist",
        "må vi kartlegge barn?",
        "what is IPS?",
    ):
        for citation in shipped.ask(Question(question)).citations:
            assert fold(citation.quote) in fold(texts[citation.passage])


def test_asking_imports_nothing_that_calls_home():
    code = "import os, assistant; print(os.environ['ANONYMIZED_TELEMETRY'], os.environ['HF_HUB_OFFLINE'])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["False", "1"]


def test_a_reason_or_condition_does_not_turn_the_answer(shipped: Assistant):
    """The refusal that leads to an assessment is not what is asked about."""
    answer = shipped.ask(Question("Må vi vurdere § 19 når vi avslår etter § 18?"))
    assert answer.verdict is Verdict.YES
