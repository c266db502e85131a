"""How well passages are found for questions of any collection: `contexts.jsonl` and `questions.jsonl`."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.knowledge import Knowledge
from index.build import write_index
from index.embedding import Embedder
from index.lexicon import Expander
from index.manifest import Recipe
from index.passage import Part, Passage
from index.retrieve import Retriever
from index.store import open_index

DEPTH = 10


class Context(BaseModel):
    """A passage of the collection."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    text: str


class ContextQuestion(BaseModel):
    """A question and the id of the one context that answers it."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    question: str
    context: str
    split: str = ""


@dataclass(frozen=True)
class RetrievalFigures:
    """Shares from 0 to 1 over all questions."""

    ndcg_at_10: float
    recall_at_5: float
    hit_at_1: float


def evaluate_passages(
    folder: Path, split: str, embedder: Embedder, expander: Expander
) -> dict[str, RetrievalFigures]:
    """Way of searching -> figures, for the product, BM25 alone and the embedder alone.

    Args:
        folder: Holds `contexts.jsonl` {id, text} and `questions.jsonl` {question, context}.
        split: Only questions of this split, all when empty.
        embedder: Embeds passages and questions.
        expander: The lexicon, for the product only.

    Raises:
        OSError: when a file cannot be read.
        ValueError: when a line does not fit.
    """
    contexts = [Context.model_validate_json(line) for line in _lines(folder / "contexts.jsonl")]
    questions = [ContextQuestion.model_validate_json(line) for line in _lines(folder / "questions.jsonl")]
    asked = [question for question in questions if split in ("", question.split)]
    with tempfile.TemporaryDirectory() as temporary:
        recipe = Recipe(documents=str(folder), program="", embedder=embedder.name)
        write_index(list(map(_passage, contexts)), [], Knowledge(), Path(temporary), recipe, embedder)
        product = Retriever(open_index(Path(temporary), recipe), embedder, expander)
        ways = {
            "assistant": product,
            "bm25": replace(product, embedder=None, expander=Expander([])),
            "embedder": replace(product, weights=replace(product.weights, keyword=0.0)),
        }
        return {name: _figures(retriever, asked) for name, retriever in ways.items()}


def as_table(figures: dict[str, RetrievalFigures]) -> str:
    """The figures as a table, a row for each way of searching."""
    rows = [
        f"{name:<12}{found.ndcg_at_10:>10.3f}{found.recall_at_5:>10.3f}{found.hit_at_1:>10.3f}"
        for name, found in figures.items()
    ]
    return "\n".join([f"{'':<12}{'nDCG@10':>10}{'recall@5':>10}{'hit@1':>10}", *rows])


def _figures(retriever: Retriever, questions: Sequence[ContextQuestion]) -> RetrievalFigures:
    places = [_place(retriever, question) for question in questions]
    return RetrievalFigures(
        _mean(1 / math.log2(place + 1) if place <= DEPTH else 0.0 for place in places),
        _mean(float(place <= 5) for place in places),
        _mean(float(place == 1) for place in places),
    )


def _place(retriever: Retriever, question: ContextQuestion) -> int:
    """The place of the right context, from 1; beyond the depth when it is not found."""
    found = [hit.passage.id for hit in retriever.retrieve(question.question, DEPTH)]
    return found.index(question.context) + 1 if question.context in found else DEPTH + 1


def _passage(context: Context) -> Passage:
    part = Part(context.id, 0, len(context.text))
    return Passage(context.id, "collection", "", (), context.text, (part,), ())


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _mean(values: Iterable[float]) -> float:
    counted = list(values)
    return sum(counted) / len(counted) if counted else 0.0
