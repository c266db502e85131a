"""Trains the embedding model in `index/model`: `python -m index.training --parallel nav.tsv --norquad FOLDER`.

Contrastive learning with in-batch negatives (Henderson et al. 2017, arXiv:1705.00652) of a static
embedding (Tissier et al. 2024; sentence-transformers' StaticEmbedding) from nothing but pairs that say
the same: a question and its paragraph, two questions of one paragraph, rows of parallel text, rows of
the lexicon. Needs the extra packages of `pip install -e '.[train]'`; takes minutes on two cores.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from datasets import Dataset
from numpy.typing import NDArray
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.base.modules import Normalize
from sentence_transformers.base.sampler import BatchSamplers, MultiDatasetBatchSamplers
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

from corpus.asked_deeds import load_asked_deeds
from corpus.document import Paragraph
from corpus.gaps import load_gaps
from corpus.lexicon import load_lexicon
from corpus.loading import load_shipped, registers
from corpus.questions import LAW_QUESTIONS, load_questions
from corpus.rules import LAW_RULES, load_rules
from corpus.tiltak import read_tiltak
from index.static import OWN_MODEL

SEEDS = (20221130, 20221201)
"""One training for each; their vectors stand side by side, for what one misses the other may have."""
DIMENSIONS = 256
"""Of each training."""
VOCABULARY = 30_000
EPOCHS = 6
BATCH = 512
LEARNING_RATE = 0.02
INITIAL_SCALE = 0.1
FIELD = Path(__file__).with_name("field.jsonl")
AROUND_ANSWER = 350
"""Characters of a NorQuAD context kept on each side of the answer."""

Pair = tuple[str, str]
Pairs = dict[str, list[Pair]]
"""Kind of pair -> texts that say the same; a batch holds one kind, so that its negatives are hard."""


def main() -> None:
    """Train and save the model as the command line says."""
    arguments = _arguments()
    pairs = _pairs(arguments)
    save(train(pairs), arguments.out, {kind: len(found) for kind, found in pairs.items()})


def train(pairs: Pairs) -> SentenceTransformer:
    """A model learnt from the pairs: the vectors of one training for each seed, side by side."""
    tokenizer = train_tokenizer([text for found in pairs.values() for pair in found for text in pair])
    weights = np.concatenate([train_vectors(pairs, tokenizer, seed) for seed in SEEDS], axis=1)
    # Half precision halves the file and moves a cosine by less than a ten-thousandth.
    return _model(tokenizer, weights.astype(np.float16))


def train_vectors(pairs: Pairs, tokenizer: Tokenizer, seed: int) -> NDArray[np.float32]:
    """Vectors of the word pieces, in whose space texts that say the same lie near each other.

    The shape is (pieces, `DIMENSIONS`).
    """
    # Small first weights: rare word pieces, which training hardly moves, should weigh little.
    chance = np.random.default_rng(seed)
    weights = INITIAL_SCALE * chance.standard_normal((tokenizer.get_vocab_size(), DIMENSIONS))
    model = _model(tokenizer, weights.astype(np.float32))
    SentenceTransformerTrainer(
        model=model,
        args=_training_arguments(seed),
        train_dataset={kind: Dataset.from_dict(_columns(found)) for kind, found in pairs.items()},
        loss=MultipleNegativesRankingLoss(
            model, scale=20.0, directions=("query_to_doc", "doc_to_query"), partition_mode="per_direction"
        ),
    ).train()
    static = model[0]
    assert isinstance(static, StaticEmbedding)
    trained: NDArray[np.float32] = static.embedding.weight.detach().numpy()
    return trained


def _model(tokenizer: Tokenizer, weights: NDArray[np.floating]) -> SentenceTransformer:
    embedding = StaticEmbedding(tokenizer, embedding_weights=weights)
    return SentenceTransformer(modules=[embedding, Normalize()], device="cpu")


def train_tokenizer(texts: Sequence[str]) -> Tokenizer:
    """A unigram tokenizer (Kudo 2018, arXiv:1804.10959) of lower-case word pieces."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Whitespace(), pre_tokenizers.Digits(), pre_tokenizers.Metaspace()]
    )
    tokenizer.train_from_iterator(
        texts,
        trainers.UnigramTrainer(
            vocab_size=VOCABULARY, special_tokens=["[UNK]"], unk_token="[UNK]", show_progress=False
        ),
    )
    return tokenizer


def question_pairs(left_out: str = "") -> Pairs:
    """Pairs from the users' questions, rule cards and gaps of all shipped documents but the one left out.

    Beside them stand the field's own pairs (`field.jsonl`): formal sentences of the kind that such
    documents have, with questions, written from general knowledge of the field and from no document.
    """
    pairs: Pairs = defaultdict(list)
    chance = random.Random(SEEDS[0])
    _add_paragraphs(pairs, chance, left_out)
    _add_field(pairs, chance)
    _add_rules(pairs, chance, left_out)
    _add_law(pairs, chance)
    _add_tiltak(pairs, left_out)
    if not left_out:  # many gaps were written beside a document, and say what it speaks of
        for gap in load_gaps():
            pairs["question-question"] += _some_pairs(gap.questions, chance)
    return pairs


def _add_paragraphs(pairs: Pairs, chance: random.Random, left_out: str) -> None:
    paragraphs = {p.id: p for document in load_shipped() for p in document.paragraphs}
    for id_, asked in load_questions().items():
        if id_.partition(":")[0] != left_out:
            text = _in_context(paragraphs[id_])
            pairs["question-paragraph"] += [(question, text) for question in asked.all]
            pairs["question-question"] += _some_pairs(asked.all, chance)
            if asked.words:
                pairs["words-paragraph"].append((" ".join(asked.words), text))


def _add_field(pairs: Pairs, chance: random.Random) -> None:
    for row in _rows(FIELD):
        questions = [*row["nb"], *row["nn"], *row["en"], *row["other"]]
        pairs["question-paragraph"] += [(question, row["passage"]) for question in questions]
        pairs["question-question"] += _some_pairs(questions, chance)


def _add_rules(pairs: Pairs, chance: random.Random, left_out: str) -> None:
    asked: defaultdict[str, list[str]] = defaultdict(list)
    for one in load_asked_deeds():
        asked[one.rule].append(one.question)
    for rule in (*load_rules(), *load_rules(LAW_RULES)):
        if all(piece.source != left_out for piece in rule.evidence):
            said = [rule.nb, rule.nn, rule.en]
            pairs["deed-rule"] += [(deed, chance.choice(said)) for deed in (*rule.deeds, *rule.opposites)]
            pairs["deed-rule"] += [(deed, piece.quote) for deed in rule.deeds for piece in rule.evidence]
            quotes = [piece.quote for piece in rule.evidence]
            pairs["question-rule"] += [(question, chance.choice(said)) for question in asked[rule.id]]
            pairs["question-rule"] += [(question, chance.choice(quotes)) for question in asked[rule.id]]


def _add_law(pairs: Pairs, chance: random.Random) -> None:
    """Questions that the same ledd answers; the laws' texts are not shipped."""
    for row in _rows(LAW_QUESTIONS):
        questions = [*row["nb"], *row["nn"], *row["en"]]
        pairs["question-question"] += _some_pairs(questions, chance)


def _add_tiltak(pairs: Pairs, left_out: str) -> None:
    """What someone would ask who plans the same as a project, and what the project says of itself."""
    for tiltak in read_tiltak(load_shipped(), registers()):
        if tiltak.source.id != left_out:
            told = "\n".join((tiltak.name, tiltak.text("target_group"), tiltak.text("description")))
            pairs["question-paragraph"] += [(ask, told) for ask in tiltak.traits.asks]


def lexicon_pairs() -> Pairs:
    """A term and each of its everyday, nynorsk, English and short forms."""
    return {"lexicon": [(entry.term, word) for entry in load_lexicon() for word in entry.words]}


def parallel_pairs(file: Path) -> Pairs:
    """Pairs of languages from a tab-separated file with the columns nb, nn and en."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    languages = combinations(("nb", "nn", "en"), 2)
    return {
        "parallel": [
            (row[one], row[other])
            for one, other in languages
            for row in rows
            if row[one] and row[other] and row[one] != row[other]
        ]
    }


def norquad_pairs(folder: Path) -> Pairs:
    """NorQuAD's training questions and the text around their answers."""
    contexts = {row["id"]: row["text"] for row in _rows(folder / "contexts.jsonl")}
    pairs = []
    for row in _rows(folder / "questions.jsonl"):
        if row["split"] == "train":
            start = row["answer_start"]
            around = slice(max(0, start - AROUND_ANSWER), start + AROUND_ANSWER)
            pairs.append((row["question"], contexts[row["context"]][around]))
    return {"norquad": pairs}


def save(model: SentenceTransformer, folder: Path, counts: dict[str, int]) -> None:
    """Write the model as sentence-transformers loads it, and a version that changes with its weights."""
    model.save_pretrained(str(folder), create_model_card=False)
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()[:12]
    (folder / "VERSION").write_text(f"veileder-static-{len(SEEDS) * DIMENSIONS} {digest}\n", encoding="utf-8")
    (folder / "training.json").write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")


def _pairs(arguments: argparse.Namespace) -> Pairs:
    pairs = question_pairs(arguments.leave_out) | lexicon_pairs()
    if arguments.parallel:
        pairs |= parallel_pairs(arguments.parallel)
    if arguments.norquad:
        pairs |= norquad_pairs(arguments.norquad)
    return pairs


def _some_pairs(questions: Sequence[str], chance: random.Random) -> list[Pair]:
    """Each question with one other of the same paragraph."""
    return [
        (question, chance.choice([other for other in questions if other != question]))
        for question in questions
        if len(set(questions)) > 1
    ]


def _in_context(paragraph: Paragraph) -> str:
    label = f"{paragraph.label}: " if paragraph.label else ""
    return "\n".join((*paragraph.path[-2:], label + paragraph.text))


def _columns(pairs: Sequence[Pair]) -> dict[str, list[str]]:
    return {"one": [one for one, _ in pairs], "other": [other for _, other in pairs]}


def _rows(file: Path) -> Iterator[Any]:
    return map(json.loads, file.read_text(encoding="utf-8").splitlines())


def _training_arguments(seed: int) -> SentenceTransformerTrainingArguments:
    return SentenceTransformerTrainingArguments(
        output_dir=".data/training",
        num_train_epochs=EPOCHS,
        per_device_train_batch_size=BATCH,
        learning_rate=LEARNING_RATE,
        lr_scheduler_type="cosine",
        warmup_steps=0.1,
        batch_sampler=BatchSamplers.NO_DUPLICATES,
        multi_dataset_batch_sampler=MultiDatasetBatchSamplers.PROPORTIONAL,
        seed=seed,
        save_strategy="no",
        report_to="none",
        use_cpu=True,
        disable_tqdm=True,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parallel", type=Path, help="parallel text: columns nb, nn, en, tab-separated")
    parser.add_argument("--norquad", type=Path, help="folder with NorQuAD's contexts.jsonl and questions.jsonl")
    parser.add_argument("--leave-out", default="", help="id of a source whose questions are not learnt from")
    parser.add_argument("--out", type=Path, default=OWN_MODEL, help="folder that the model is written to")
    return parser.parse_args()


if __name__ == "__main__":
    main()
