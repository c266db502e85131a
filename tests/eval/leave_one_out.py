"""What a user's own document gets: each source searched without its questions, by a model that never saw them.

    python -m tests.eval.leave_one_out --parallel nav.tsv --norquad FOLDER QUESTIONS.jsonl ...

For each shipped source the embedding model is trained anew without its questions, the index is built
without them, and the questions whose evidence lies in that source are searched. Takes about an hour.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from assistant.assistant import Assistant
from assistant.evaluation import GoldQuestion, evaluate, read_questions
from corpus.knowledge import Knowledge
from corpus.lexicon import load_lexicon
from corpus.loading import load_shipped
from corpus.questions import load_questions
from corpus.rules import load_rules
from index.build import build_index
from index.lexicon import Expander
from index.manifest import Recipe
from index.retrieve import Retriever
from index.static import StaticEmbedder
from index.store import open_index
from index.training import lexicon_pairs, norquad_pairs, parallel_pairs, question_pairs, save, train


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parallel", type=Path, required=True)
    parser.add_argument("--norquad", type=Path, required=True)
    parser.add_argument("questions", type=Path, nargs="+")
    arguments = parser.parse_args()
    questions = [question for file in arguments.questions for question in read_questions(file)]
    others = lexicon_pairs() | parallel_pairs(arguments.parallel) | norquad_pairs(arguments.norquad)
    for document in load_shipped():
        source = document.source.id
        asked = [q for q in questions if any(piece.source == source for piece in q.evidence)]
        if not asked:
            print(f"{source:<18}   0 questions", flush=True)  # noqa: T201
            continue
        with tempfile.TemporaryDirectory() as folder:
            save(train(question_pairs(source) | others), Path(folder) / "model", {})
            figures = measure(source, asked, Path(folder))
        print(f"{source:<18}{len(asked):>4} questions   hit@5 {figures:.2f}", flush=True)  # noqa: T201


def measure(source: str, asked: list[GoldQuestion], folder: Path) -> float:
    """hit@5 for questions to a source whose own questions are not indexed."""
    embedder = StaticEmbedder(folder / "model")
    recipe = Recipe(documents=source, program="", embedder=embedder.name)
    kept = {id_: found for id_, found in load_questions().items() if id_.partition(":")[0] != source}
    rules = tuple(rule for rule in load_rules() if all(piece.source != source for piece in rule.evidence))
    build_index(load_shipped(), Knowledge(kept, rules), folder / "index", recipe, embedder)
    retriever = Retriever(open_index(folder / "index", recipe), embedder, Expander(load_lexicon()))
    return evaluate(Assistant(retriever), asked, load_shipped()).retrieval["assistant"]["all hit@5"]


if __name__ == "__main__":
    main()
