"""Weights for refusals and rulings, learnt from one half of the project's own questions, tested on the other.

    python -m tests.eval.calibrate

Prints what goes into `assistant/refusal.py` and `assistant/ruling.py`, and how good it is on the half that
was not learnt from. Both are logistic regressions over a handful of signals from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant import assembly
from assistant.answer import Verdict
from assistant.asking import asking
from assistant.assistant import RANKED, Assistant
from assistant.evaluation import GoldQuestion, read_questions
from assistant.matching import holds
from assistant.refusal import Signals
from assistant.rulebook import RuleFit
from assistant.ruling import Candidate, candidates, near, signals
from assistant.settings import Settings
from assistant.understanding import understand

FOLDER = Path(__file__).parent
DIRECTION = {Verdict.YES: 1, Verdict.NO: -1}
HEARD = 1.0
"""Added to the certainty that is learnt: a rule that is a little likelier to be wrong than right still speaks."""
STRENGTH = 10.0
"""Inverse of the regularisation (sklearn's C)."""


def main() -> None:
    assistant = assembly.assemble(Settings())
    own = read_questions(FOLDER / "questions.jsonl")
    judged = read_questions(FOLDER / "verdicts.jsonl")
    unanswerable = read_questions(FOLDER / "unanswerable.jsonl")
    # A source that gives neither yes nor no only half answers the question.
    answered = [question for question in judged if question.polarity]
    calibrate_refusals(assistant, [*own, *answered, *unanswerable])
    calibrate_rulings(assistant, [*judged, *(question for question in own if question.polarity)])


def calibrate_refusals(assistant: Assistant, questions: Sequence[GoldQuestion]) -> None:
    rows = np.array([astuple(_signals(assistant, question)) for question in questions])
    answered = np.array([bool(question.evidence) for question in questions])
    learnt = _halves(questions)
    model = _learn(rows[learnt], answered[learnt])
    _print_weights("refusal", [field.name for field in fields(Signals)], model)
    scores = model.decision_function(rows)
    for half, name in ((learnt, "learnt from"), (~learnt, "tested on")):
        print(f"{name}: {half.sum()} questions")  # noqa: T201
        for threshold in (-1.5, -1.25, -1.0, -0.75, -0.5, 0.0):
            refused = scores < threshold
            right = refused[half & ~answered].mean()
            wrong = refused[half & answered].mean()
            print(f"  below {threshold:5.2f}: refused rightly {right:.2f}, wrongly {wrong:.2f}")  # noqa: T201


def calibrate_rulings(assistant: Assistant, questions: Sequence[GoldQuestion]) -> None:
    judged = [(question, considered) for question in questions if (considered := _candidates(assistant, question))]
    learnt = _halves(judged)
    pairs = [
        (one, question)
        for (question, considered), half in zip(judged, learnt, strict=True)
        if half
        for one in considered
    ]
    rows = np.array([list(near(one.fit).values()) for one, _ in pairs])
    asked_about = np.array([_carries(one.fit, question) for one, question in pairs])
    _print_weights("nearness", [*near(pairs[0][0].fit)], _learn(rows, asked_about))
    rows = np.array([list(signals(considered).values()) for _, considered in judged])
    right = np.array([considered[0].judgement.verdict == question.polarity for question, considered in judged])
    certainty = _learn(rows[learnt], right[learnt])
    _print_weights("certainty", [*signals(judged[0][1])], certainty)
    _weigh_leanings(assistant, judged, learnt, certainty.decision_function(rows))


def _weigh_leanings(
    assistant: Assistant,
    judged: Sequence[tuple[GoldQuestion, list[Candidate]]],
    learnt: NDArray[np.bool_],
    certainty: NDArray[np.float64],
) -> None:
    """What questions like it count beside the rule, and how good both are together."""
    said = np.array([DIRECTION.get(considered[0].judgement.verdict, 0) for _, considered in judged])
    due = np.array([DIRECTION.get(question.polarity, 0) for question, _ in judged])
    spoken = said * np.maximum(certainty + HEARD, 0)
    leanings = np.array([_leaning(assistant, question) for question, _ in judged])
    rows = np.column_stack([leanings, spoken])
    clear = learnt & (due != 0)
    # Yes and no are each other's mirror image: neither is likelier from the start.
    model = LogisticRegression(fit_intercept=False)
    model.fit(np.vstack([rows[clear], -rows[clear]]), np.concatenate([due[clear], -due[clear]]))
    weight = model.coef_[0][0] / model.coef_[0][1]
    print(f"leaning: {weight:.2f}")  # noqa: T201
    together = weight * leanings + spoken
    asked = np.array([question.polarity is not None for question, _ in judged])
    for half, name in ((learnt, "learnt from"), (~learnt, "tested on")):
        print(f"{name}: {half.sum()} questions")  # noqa: T201
        for threshold in (1.6, 1.8, 2.0, 2.2, 2.4):
            given = half & (np.abs(together) > threshold)
            precision = (np.sign(together) == due)[given].mean()
            coverage = (given & asked).sum() / (half & asked).sum()
            print(f"  above {threshold:4.1f}: precision {precision:.2f}, coverage {coverage:.2f}")  # noqa: T201


def _candidates(assistant: Assistant, question: GoldQuestion) -> list[Candidate]:
    query = understand(question.asked)
    hits = assistant.find(query, RANKED)
    return candidates(query, asking(question.question), assistant.rulebook.fitting(query, hits))


def _leaning(assistant: Assistant, question: GoldQuestion) -> float:
    query = understand(question.asked)
    return assistant.rulebook.leaning(query, assistant.find(query, RANKED)).toward


def _carries(fit: RuleFit, question: GoldQuestion) -> bool:
    """Whether the rule rests on a passage that holds the right evidence."""
    return any(
        quote.passage.source == piece.source and holds(quote.passage.text, piece.quote)
        for quote in fit.quotes
        for piece in question.evidence
    )


def _signals(assistant: Assistant, question: GoldQuestion) -> Signals:
    query = understand(question.asked)
    hits = assistant.find(query, RANKED)
    return assistant.refusals.signals(query, asking(question.question), hits)


def _halves(questions: Sequence[object]) -> NDArray[np.bool_]:
    """True for every other question: the half that is learnt from."""
    return np.arange(len(questions)) % 2 == 0


def _learn(rows: NDArray[np.float64], right: NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=1000, class_weight="balanced").fit(rows, right)


def _print_weights(name: str, names: Sequence[str], model: LogisticRegression) -> None:
    weights = ", ".join(f"{field}={weight:.2f}" for field, weight in zip(names, model.coef_[0], strict=True))
    print(f"{name}: {weights}; bias {model.intercept_[0]:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
