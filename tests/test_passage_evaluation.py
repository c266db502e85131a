import json
from pathlib import Path

import pytest

from assistant.passage_evaluation import as_table, evaluate_passages
from tests.conftest import EXPANDER, WordEmbedder

TEXTS = {
    "a": "Kari bor i Bergen og har to katter.",
    "b": "Ola kjører buss i Tromsø.",
    "c": "Fisken er fersk på fredag.",
}


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    contexts = [{"id": id_, "text": text} for id_, text in TEXTS.items()]
    questions = [
        {"id": "1", "question": "hvem har katter?", "context": "a", "split": "validation"},
        {"id": "2", "question": "hvem kjører bus?", "context": "b", "split": "validation"},
        {"id": "3", "question": "hvem har katter?", "context": "c", "split": "train"},
    ]
    for name, rows in (("contexts", contexts), ("questions", questions)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_any_collection_is_measured_in_three_ways(collection: Path):
    figures = evaluate_passages(collection, "validation", WordEmbedder(), EXPANDER)
    assert list(figures) == ["assistant", "bm25", "embedder"]
    assert figures["assistant"].hit_at_1 == figures["assistant"].ndcg_at_10 == 1.0
    assert "assistant" in as_table(figures)


def test_a_wrong_first_place_lowers_the_figures(collection: Path):
    figures = evaluate_passages(collection, "train", WordEmbedder(), EXPANDER)
    assert figures["bm25"].hit_at_1 == 0.0
    assert figures["bm25"].ndcg_at_10 < 1.0


def test_a_missing_folder_is_an_os_error(tmp_path: Path):
    with pytest.raises(OSError, match="contexts"):
        evaluate_passages(tmp_path, "", WordEmbedder(), EXPANDER)
