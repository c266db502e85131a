"""How good the assistant is on a file of questions with known evidence."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import quantiles

import numpy as np
from pydantic import BaseModel, ConfigDict

from assistant.answer import REFUSED, Answer
from assistant.assistant import Assistant
from assistant.matching import contains, holds
from assistant.question import Question
from assistant.understanding import understand
from corpus.document import Document, fold
from index.keyword import KeywordIndex
from index.passage import Passage
from index.rank import rank
from index.retrieve import Hit

QUESTIONS = Path("tests/eval/questions.jsonl")
"""The questions that come with the project."""
DEPTHS = (1, 5, 20)
Search = Callable[[Question, int], list[Hit]]
"""(question, how many) -> the best passages."""


class Evidence(BaseModel):
    """Words of a source that carry the right answer."""

    source: str
    quote: str


class GoldQuestion(BaseModel):
    """A question whose right answer is known. Without evidence the right answer is a refusal."""

    model_config = ConfigDict(extra="ignore")

    id: str
    question: str
    lang: str = ""
    kind: str = ""
    context: list[str] | None = None
    polarity: str | None = None
    evidence: list[Evidence] = []
    must_include: list[str] = []
    note: str = ""

    @property
    def asked(self) -> Question:
        """The question as a user would put it."""
        return Question(self.question, tuple(self.context or ()))

    @property
    def needs_all(self) -> bool:
        """Whether every piece of evidence is needed, not just one."""
        return "evidence=all" in self.note


@dataclass(frozen=True)
class Figures:
    """Everything that was measured: name -> figure; shares are 0 to 1, times are seconds."""

    retrieval: dict[str, dict[str, float]]
    """Way of searching -> "hit@5" and the like, for all, per kind and per language."""
    answers: dict[str, float]


def read_questions(file: Path) -> list[GoldQuestion]:
    """The questions of a JSON lines file.

    Raises:
        OSError: when the file cannot be read.
        ValueError: when a line is no question.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    return [GoldQuestion.model_validate_json(line) for line in lines if line.strip()]


def evaluate(assistant: Assistant, questions: Sequence[GoldQuestion], documents: Iterable[Document]) -> Figures:
    """Ask every question, and search for it with the product, by keyword alone and by vectors alone.

    Quotes are looked up in `documents` as they are read anew, not in the index that they were taken from.
    """
    retriever = assistant.retriever
    vectors_alone = replace(retriever, weights=replace(retriever.weights, keyword=0.0))
    ways: dict[str, Search] = {
        "assistant": lambda question, limit: assistant.find(understand(question), limit),
        "bm25": _Bm25(retriever.index.passages).search,
        "embedder": lambda question, limit: rank(vectors_alone.retrieve(question.text, 4 * limit), limit),
    }
    answerable = [question for question in questions if question.evidence]
    retrieval = {name: _retrieval(search, answerable) for name, search in ways.items()}
    answers = [(question, assistant.ask(question.asked)) for question in questions]
    texts = {
        document.source.id: fold(" ".join(paragraph.text for paragraph in document.paragraphs))
        for document in documents
    }
    return Figures(retrieval, _answer_figures(answers, texts))


class _Bm25:
    """Plain keyword search over the passages alone: what the product must beat."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._keyword = KeywordIndex.build([passage.indexed for passage in passages])

    def search(self, question: Question, limit: int) -> list[Hit]:
        scores = self._keyword.scores(question.text)
        best = np.argsort(-scores, kind="stable")[:limit]
        return [Hit(self._passages[i], float(scores[i]), float(scores[i])) for i in best]


def _retrieval(search: Search, questions: Sequence[GoldQuestion]) -> dict[str, float]:
    places: dict[str, list[int]] = defaultdict(list)
    for question in questions:
        place = _first_right(search(question.asked, DEPTHS[-1]), question.evidence)
        for group in ("all", f"kind {question.kind}", f"language {question.lang}"):
            places[group].append(place)
    return {
        f"{group} hit@{depth}": _share(place <= depth for place in found)
        for group, found in sorted(places.items())
        for depth in DEPTHS
    }


def _first_right(hits: Iterable[Hit], evidence: Sequence[Evidence]) -> int:
    """The place of the first right passage, from 1; beyond every depth when there is none."""
    right = (place for place, hit in enumerate(hits, 1) if any(_is_right(hit, piece) for piece in evidence))
    return next(right, DEPTHS[-1] + 1)


def _is_right(hit: Hit, evidence: Evidence) -> bool:
    return hit.passage.source == evidence.source and holds(hit.passage.text, evidence.quote)


def _answer_figures(answers: Sequence[tuple[GoldQuestion, Answer]], texts: Mapping[str, str]) -> dict[str, float]:
    answerable = [(question, answer) for question, answer in answers if question.evidence]
    unanswerable = [(question, answer) for question, answer in answers if not question.evidence]
    judged = [(question, answer) for question, answer in answerable if question.polarity]
    given = [(question, answer) for question, answer in judged if answer.verdict]
    quotes = [
        fold(citation.quote) in texts[citation.source] for _, answer in answers for citation in answer.citations
    ]
    seconds = sorted(answer.seconds for _, answer in answers)
    return {
        "questions": len(answers),
        "evidence cited": _share(_cites(question, answer) for question, answer in answerable),
        "must_include": _share(
            all(contains(answer.text, phrase) for phrase in question.must_include)
            for question, answer in answerable
            if question.must_include
        ),
        "quotes verbatim": _share(quotes),
        "refused rightly": _share(answer.outcome in REFUSED for _, answer in unanswerable),
        "refused wrongly": _share(answer.outcome in REFUSED for _, answer in answerable),
        "verdict precision": _share(question.polarity == answer.verdict for question, answer in given),
        "verdict coverage": len(given) / len(judged) if judged else 0.0,
        "verdict where none is due": _share(
            answer.verdict is not None for question, answer in answers if not question.polarity
        ),
        "seconds p50": seconds[len(seconds) // 2] if seconds else 0.0,
        "seconds p95": quantiles(seconds, n=20)[-1] if len(seconds) > 1 else 0.0,
    }


def _cites(question: GoldQuestion, answer: Answer) -> bool:
    cited = [
        any(
            citation.source == piece.source and holds(citation.quote, piece.quote) for citation in answer.citations
        )
        for piece in question.evidence
    ]
    return all(cited) if question.needs_all else any(cited)


def _share(values: Iterable[bool]) -> float:
    counted = list(values)
    return sum(counted) / len(counted) if counted else 0.0


def as_json(figures: Figures) -> str:
    """The figures as JSON, rounded so that a difference in a file is a difference in quality."""
    rounded = {
        "retrieval": {
            way: {name: round(value, 3) for name, value in values.items()}
            for way, values in figures.retrieval.items()
        },
        "answers": {name: round(value, 3) for name, value in figures.answers.items()},
    }
    return json.dumps(rounded, indent=2, ensure_ascii=False)


def as_table(figures: Figures) -> str:
    """The figures as a table: ways of searching side by side, then the answers."""
    ways = list(figures.retrieval)
    rows = [
        f"{name:<34}" + "".join(f"{figures.retrieval[way][name]:>12.2f}" for way in ways)
        for name in figures.retrieval[ways[0]]
    ]
    heading = f"{'right passage found':<34}" + "".join(f"{way:>12}" for way in ways)
    answers = [f"{name:<34}{value:>12.2f}" for name, value in figures.answers.items()]
    return "\n".join([heading, *rows, "", f"{'answers':<34}", *answers])
