"""Vector search: Chroma, embedded in this process, with vectors that we pass in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import chromadb
import numpy as np
from chromadb.config import Settings

from index.embedding import Vectors

COLLECTION = "passages"
BATCH = 2000


class VectorStore:
    """Vectors of passages by id, on disk."""

    def __init__(self, folder: Path) -> None:
        """Open the store in `folder`, which is made when it is missing."""
        self._client = chromadb.PersistentClient(
            str(folder), settings=Settings(anonymized_telemetry=False, allow_reset=False)
        )
        self._collection = self._client.get_or_create_collection(
            COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Store one vector per id."""
        for start in range(0, len(ids), BATCH):
            batch = slice(start, start + BATCH)
            self._collection.add(ids=list(ids[batch]), embeddings=vectors[batch])

    def get(self, ids: Sequence[str]) -> dict[str, np.ndarray]:
        """The stored vectors of those ids that are there."""
        found: dict[str, np.ndarray] = {}
        for start in range(0, len(ids), BATCH):
            rows = self._collection.get(ids=list(ids[start : start + BATCH]), include=["embeddings"])
            if rows["embeddings"] is not None:
                found.update(zip(rows["ids"], np.asarray(rows["embeddings"]), strict=True))
        return found

    def nearest(self, vector: Vectors, limit: int) -> Mapping[str, float]:
        """Ids of the nearest passages and their cosine to `vector` (shape (1, dimensions))."""
        rows = self._collection.query(query_embeddings=vector, n_results=limit, include=["distances"])
        distances = rows["distances"]
        if distances is None:
            return {}
        return {id_: 1 - distance for id_, distance in zip(rows["ids"][0], distances[0], strict=True)}
