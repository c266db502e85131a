"""Searching: keyword, users' questions and vectors, fused and folded."""

from pathlib import Path

import numpy as np
import pytest

from assistant.assistant import Assistant
from corpus.document import make_document
from corpus.knowledge import Knowledge
from index.build import build_index
from index.rank import rank, weigh
from index.retrieve import Retriever
from index.store import open_index
from index.views import KINDS, ViewKind, views
from tests.conftest import EXPANDER, RECIPE, WordEmbedder, paragraph, source


def test_the_passage_that_answers_comes_first(assistant: Assistant):
    hits = assistant.retriever.retrieve("er det nedre aldersgrense?", 3)
    assert hits[0].passage.text.startswith("Det er ingen nedre aldersgrense")
    assert hits[0].score >= hits[1].score


def test_a_question_in_other_words_is_found_by_what_users_would_ask(assistant: Assistant):
    by_words = Retriever(assistant.retriever.index, None, EXPANDER)
    hits = by_words.retrieve("may one refuse by phone", 3)
    assert hits[0].passage.text.startswith("Nav kan ikke gi muntlige avslag")


def test_nothing_in_common_finds_nothing(assistant: Assistant):
    assert Retriever(assistant.retriever.index, None, EXPANDER).retrieve("xyzzy", 5) == []


def test_an_index_without_documents_can_be_searched(tmp_path: Path):
    build_index([], Knowledge(), tmp_path, RECIPE, WordEmbedder())
    retriever = Retriever(open_index(tmp_path, RECIPE), WordEmbedder(), EXPANDER)
    assert retriever.retrieve("avslag", 5) == []


@pytest.mark.parametrize("kind", KINDS)
def test_vectors_are_stored_as_they_were_given(assistant: Assistant, kind: ViewKind):
    index = assistant.retriever.index
    found = views(kind, index.passages, Knowledge())
    stored = index.vectors.get(kind, [view.id for view in found])
    for view in found:
        if kind != "question" or view.id in stored:
            assert np.allclose(stored[view.id], WordEmbedder().embed_passages([view.text])[0], atol=1e-6)


def test_a_word_of_the_lexicon_leads_to_the_source_s_word(assistant: Assistant):
    by_words = Retriever(assistant.retriever.index, None, EXPANDER)
    assert by_words.retrieve("refusal", 1)[0].passage.text.startswith("Nav kan ikke gi muntlige avslag")


def test_a_question_with_few_words_of_its_own_is_found_by_its_conversation(assistant: Assistant):
    def best(query: str, conversation: str = "") -> str:
        return assistant.retriever.retrieve(query, 1, conversation)[0].passage.text

    earlier = "er det nedre aldersgrense?"
    assert not best("gjelder det Nav?").startswith("Det er ingen nedre aldersgrense")
    assert best("gjelder det Nav?", f"{earlier} gjelder det Nav?").startswith("Det er ingen nedre aldersgrense")
    of_its_own = "kan vi gi muntlige avslag?"
    assert best(of_its_own, f"{earlier} {of_its_own}") == best(of_its_own)


def test_hits_come_in_the_order_of_the_scores_that_they_carry(assistant: Assistant):
    hits = assistant.retriever.retrieve("avslag alder forsørgeransvar ungdomsveileder", 10)
    weighed = weigh(hits, {hits[0].passage.source: 0.1})
    assert [hit.score for hit in weighed] == sorted((hit.score for hit in weighed), reverse=True)
    assert weighed[0].passage.source != hits[0].passage.source
    assert {hit.passage for hit in weighed} == {hit.passage for hit in hits}


def test_repeated_text_takes_one_place(tmp_path: Path):
    same = "Ungdom under 18 år kan ikke avvises med henvisning til at de ikke har rettigheter."
    repeated = make_document(
        source("s"), [paragraph(same, "1"), paragraph(same, "2"), paragraph("Avvises ikke.", "3")]
    )
    build_index([repeated], Knowledge(), tmp_path, RECIPE, WordEmbedder())
    hits = Retriever(open_index(tmp_path, RECIPE), WordEmbedder(), EXPANDER).retrieve("avvises ungdom", 10)
    assert len(hits) == 3
    assert len(rank(hits, 10)) == 2
