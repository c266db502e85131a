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
from assistant.asking import asking
from assistant.assistant import RANKED, Assistant
from assistant.evaluation import GoldQuestion, read_questions
from assistant.matching import holds
from assistant.refusal import Signals
from assistant.rulebook import RuleFit
from assistant.ruling import Candidate, candidates, signals
from assistant.settings import Settings
from assistant.understanding import understand

FOLDER = Path(__file__).parent
STRENGTH = 10.0
"""Inverse of the regularisation (sklearn's C)."""


def main() -> None:
    assistant = assembly.assemble(Settings())
    own = read_questions(FOLDER / "questions.jsonl")
    judged = read_questions(FOLDER / "verdicts.jsonl")
    unanswerable = read_questions(FOLDER / "unanswerable.jsonl")
    calibrate_refusals(assistant, [*own, *judged, *unanswerable])
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
        for threshold in (-1.0, -0.5, 0.0, 0.5, 1.0):
            refused = scores < threshold
            right = refused[half & ~answered].mean()
            wrong = refused[half & answered].mean()
            print(f"  below {threshold:5.1f}: refused rightly {right:.2f}, wrongly {wrong:.2f}")  # noqa: T201


def calibrate_rulings(assistant: Assistant, questions: Sequence[GoldQuestion]) -> None:
    considered = [_candidates(assistant, question) for question in questions]
    names = [*signals(considered[0][0].fit)]
    rows = [[list(signals(one.fit).values()) for one in candidates] for candidates in considered]
    right = [
        [one.judgement.verdict == question.polarity and _carries(one.fit, question) for one in candidates]
        for question, candidates in zip(questions, considered, strict=True)
    ]
    learnt = np.flatnonzero(_halves(questions))
    model = _learn(
        np.array([row for i in learnt for row in rows[i]]), np.array([r for i in learnt for r in right[i]])
    )
    _print_weights("ruling", names, model)
    for half, name in ((0, "learnt from"), (1, "tested on")):
        best = [
            max(zip(model.decision_function(rows[i]), considered[i], strict=True), key=lambda pair: pair[0])
            for i in range(half, len(questions), 2)
            if rows[i]
        ]
        asked = questions[half::2]
        judged = [question for question in asked if question.polarity]
        owners = [question for question, row in zip(asked, rows[half::2], strict=True) if row]
        print(f"{name}: {len(judged)} with a verdict, {len(asked) - len(judged)} without")  # noqa: T201
        for threshold in np.arange(-1.0, 3.5, 0.5):
            given = [(q, one) for q, (score, one) in zip(owners, best, strict=True) if score > threshold]
            precision = np.mean([one.judgement.verdict == q.polarity for q, one in given]) if given else 0.0
            coverage = sum(q.polarity is not None for q, _ in given) / len(judged)
            print(f"  above {threshold:4.1f}: precision {precision:.2f}, coverage {coverage:.2f}")  # noqa: T201


def _candidates(assistant: Assistant, question: GoldQuestion) -> list[Candidate]:
    query = understand(question.asked)
    hits = assistant.find(query, RANKED)
    return candidates(query, asking(question.question), assistant.rulebook.fitting(query, hits))


def _carries(fit: RuleFit, question: GoldQuestion) -> bool:
    """Whether the rule rests on a passage that holds the right evidence."""
    return any(
        quote.passage.source == piece.source and holds(quote.passage.text, piece.quote)
        for quote in fit.quotes
        for piece in question.evidence
    )


def _signals(assistant: Assistant, question: GoldQuestion) -> Signals:
    query = understand(question.asked)
    return assistant.refusals.signals(query, asking(question.question), assistant.find(query, RANKED))


def _halves(questions: Sequence[GoldQuestion]) -> NDArray[np.bool_]:
    """True for every other question: the half that is learnt from."""
    return np.arange(len(questions)) % 2 == 0


def _learn(rows: NDArray[np.float64], right: NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=1000, class_weight="balanced").fit(rows, right)


def _print_weights(name: str, names: Sequence[str], model: LogisticRegression) -> None:
    weights = ", ".join(f"{field}={weight:.2f}" for field, weight in zip(names, model.coef_[0], strict=True))
    print(f"{name}: {weights}; bias {model.intercept_[0]:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
