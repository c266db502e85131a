"""Texts to vectors: the shape that every embedding model has here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape (texts, dimensions); every row has length 1 (or 0), so that a dot product is a cosine."""

BATCH = 256
"""Texts handed to an embedder at a time."""


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
