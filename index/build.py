"""Documents -> index: passages, keyword index and vectors, written beside the old and swapped in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from corpus.document import Document, Source
from corpus.knowledge import Knowledge
from index.answerability import Answerability
from index.chunk import make_passages
from index.embedding import BATCH, Embedder
from index.keyword import KeywordIndex
from index.manifest import Manifest, Recipe
from index.passage import Passage
from index.spelling import Speller
from index.store import Index, new_generation, write_contents
from index.vectors import VectorStore
from index.views import KINDS, View, ViewKind, described, expanded, views


@dataclass(frozen=True)
class BuildReport:
    """What a build did."""

    documents: int
    passages: int
    embedded: int
    """Texts whose vector was computed; the others' were taken over from the index before."""


def build_index(
    documents: Sequence[Document],
    knowledge: Knowledge,
    folder: Path,
    recipe: Recipe,
    embedder: Embedder,
    before: Index | None = None,
) -> BuildReport:
    """Build an index of these documents in `folder` and make it the one in use.

    Vectors that the index `before` already holds are taken over, so that a new document costs only its
    own passages. Stopped at any moment, the index in use stays as it is.

    Raises:
        IndexUnusableError: when another build is under way in the same folder.
    """
    passages = [passage for document in documents for passage in make_passages(document)]
    sources = [document.source for document in documents]
    embedded = write_index(passages, sources, knowledge, folder, recipe, embedder, before)
    return BuildReport(len(documents), len(passages), embedded)


def write_index(
    passages: Sequence[Passage],
    sources: Sequence[Source],
    knowledge: Knowledge,
    folder: Path,
    recipe: Recipe,
    embedder: Embedder,
    before: Index | None = None,
) -> int:
    """Write an index of these passages and make it the one in use; returns how many texts were embedded."""
    known = before if before and before.manifest.recipe.embedder == recipe.embedder else None
    with new_generation(folder) as generation:
        texts = [expanded(passage, knowledge) for passage in passages]
        KeywordIndex.build(texts).save(generation / "keyword")
        KeywordIndex.build([described(tiltak) for tiltak in knowledge.tiltak]).save(generation / "tiltak")
        Speller.of_texts(texts).save(generation / "words.tsv")
        _answerability(knowledge).save(generation / "answerability.json")
        embedded = _write_vectors(generation, passages, knowledge, known, embedder)
        manifest = Manifest(recipe, len(passages), datetime.now(UTC).isoformat(timespec="seconds"))
        write_contents(generation, manifest, sources, passages, knowledge)
    return embedded


def _answerability(knowledge: Knowledge) -> Answerability:
    answered = (question for asked in knowledge.questions.values() for question in asked.all)
    return Answerability.of_questions(answered, (question for gap in knowledge.gaps for question in gap.questions))


def _write_vectors(
    generation: Path,
    passages: Sequence[Passage],
    knowledge: Knowledge,
    before: Index | None,
    embedder: Embedder,
) -> int:
    store = VectorStore(generation / "vectors")
    embedded = 0
    for kind in KINDS:
        found = views(kind, passages, knowledge)
        known = _known(before, kind, found)
        missing = [view for view in found if view.id not in known]
        known |= _embed(missing, embedder)
        if found:
            store.add(kind, found, np.stack([known[view.id] for view in found]))
        embedded += len(missing)
    return embedded


def _known(before: Index | None, kind: ViewKind, found: Sequence[View]) -> dict[str, NDArray[np.float32]]:
    return before.vectors.get(kind, [view.id for view in found]) if before else {}


def _embed(missing: Sequence[View], embedder: Embedder) -> dict[str, NDArray[np.float32]]:
    vectors: dict[str, NDArray[np.float32]] = {}
    for batch in _batches(missing):
        embedded = embedder.embed_passages([view.text for view in batch])
        vectors.update(zip((view.id for view in batch), embedded, strict=True))
    return vectors


def _batches(found: Sequence[View]) -> Iterator[Sequence[View]]:
    """Batches with a progress bar; texts of like length together, which embeds faster."""
    ordered = sorted(found, key=lambda view: len(view.text))
    starts = range(0, len(ordered), BATCH)
    for start in tqdm(starts, desc="Leser inn tekstene", unit=" bolk", disable=None, leave=False):
        yield ordered[start : start + BATCH]
