"""Documents -> index: passages, keyword index and vectors, written beside the old and swapped in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from tqdm import tqdm

from corpus.document import Document
from corpus.questions import UserQuestions
from index.chunk import make_passages
from index.embedding import BATCH, Embedder
from index.expansion import QuestionIndex, expanded
from index.keyword import KeywordIndex
from index.manifest import Manifest, Recipe
from index.passage import Passage
from index.store import current_index, new_generation, write_contents
from index.vectors import VectorStore


@dataclass(frozen=True)
class BuildReport:
    """What a build did."""

    documents: int
    passages: int
    embedded: int
    """Passages whose vector was computed; the others' were taken over from the index before."""


def build_index(
    documents: Sequence[Document],
    questions: Mapping[str, UserQuestions],
    folder: Path,
    recipe: Recipe,
    embedder: Embedder | None,
) -> BuildReport:
    """Build an index of these documents in `folder` and make it the one in use.

    Vectors of passages that the index before already held are taken over, so that a new document
    costs only its own passages. Stopped at any moment, the index before stays in use.
    """
    passages = [passage for document in documents for passage in make_passages(document)]
    known = _known_vectors(folder, recipe, passages) if embedder else {}
    with new_generation(folder) as generation:
        KeywordIndex.build([expanded(passage, questions) for passage in passages]).save(generation / "keyword")
        QuestionIndex.build(passages, questions).save(generation / "questions")
        embedded = _write_vectors(generation, passages, known, embedder) if embedder else 0
        manifest = Manifest(recipe, len(passages), datetime.now(UTC).isoformat(timespec="seconds"))
        write_contents(generation, manifest, [document.source for document in documents], passages)
    return BuildReport(len(documents), len(passages), embedded)


def _known_vectors(folder: Path, recipe: Recipe, passages: Sequence[Passage]) -> dict[str, np.ndarray]:
    """Vectors of the index before, if the same embedder made them."""
    before = current_index(folder)
    if before is None or before.manifest.recipe.embedder != recipe.embedder:
        return {}
    return before.vectors.get([passage.id for passage in passages])


def _write_vectors(
    generation: Path, passages: Sequence[Passage], known: dict[str, np.ndarray], embedder: Embedder
) -> int:
    missing = [passage for passage in passages if passage.id not in known]
    for batch in _batches(missing):
        vectors = embedder.embed_passages([passage.indexed for passage in batch])
        known |= dict(zip((passage.id for passage in batch), vectors, strict=True))
    store = VectorStore(generation / "vectors")
    if passages:
        store.add([passage.id for passage in passages], np.stack([known[passage.id] for passage in passages]))
    return len(missing)


def _batches(passages: Sequence[Passage]) -> Iterator[Sequence[Passage]]:
    """Batches with a progress bar; passages of like length together, which embeds faster."""
    ordered = sorted(passages, key=lambda passage: len(passage.indexed))
    starts = range(0, len(ordered), BATCH)
    for start in tqdm(starts, desc="Leser inn tekstene", unit=" bolk", disable=not len(starts)):
        yield ordered[start : start + BATCH]
