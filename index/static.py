"""The embedding model that comes with the project: a vector per word piece, averaged.

The folder is one of sentence-transformers (its StaticEmbedding), which loads it as well and gives the
same vectors; reading its two files here spares every command the seconds that importing torch takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.embedding import Vectors

OWN_MODEL = Path(__file__).parent / "model"


@dataclass(frozen=True)
class StaticEmbedder:
    """Averages of word-piece vectors, from a folder that sentence-transformers wrote."""

    folder: Path = OWN_MODEL

    @property
    def name(self) -> str:
        """The version of the model, from its card."""
        return (self.folder / "VERSION").read_text(encoding="utf-8").strip()

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts, shape (texts, dimensions)."""
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        means = np.stack([self._mean(encoding.ids) for encoding in encodings])
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        return np.asarray(means / np.where(lengths == 0, 1, lengths), dtype=np.float32)

    def embed_question(self, text: str) -> Vectors:
        """The vector of one question, shape (1, dimensions)."""
        return self.embed_passages([text])

    def _mean(self, ids: Sequence[int]) -> NDArray[np.float32]:
        if not ids:
            return np.zeros(self._weights.shape[1], dtype=np.float32)
        return np.asarray(self._weights[ids].mean(axis=0), dtype=np.float32)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer.from_file(str(self.folder / "tokenizer.json"))

    @cached_property
    def _weights(self) -> NDArray[np.float32]:
        return load_file(self.folder / "model.safetensors")["embedding.weight"].astype(np.float32)
