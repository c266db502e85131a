"""Vector search: Chroma, embedded in this process, with vectors that we pass in."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import chromadb
import numpy as np
from chromadb.api.collection_configuration import CreateCollectionConfiguration, CreateHNSWConfiguration
from chromadb.config import Settings
from numpy.typing import NDArray

from index.embedding import Vectors
from index.views import View, ViewKind

BATCH = 2000
RECENT = 64
"""So many searches are remembered."""
# Searched more widely than by default: of 200 neighbours 999 in 1000 are found, so that two builds answer alike.
GRAPH = CreateCollectionConfiguration(
    hnsw=CreateHNSWConfiguration(space="cosine", ef_construction=100, ef_search=500, max_neighbors=32)
)


@dataclass(frozen=True)
class Near:
    """A view near to a query."""

    leads_to: str
    """Id of the passage, rule or gap."""
    cosine: float
    part: str = ""
    """See `View.part`."""
    text: str = ""


class VectorStore:
    """Vectors of the views, one collection for each kind of view, on disk."""

    def __init__(self, folder: Path) -> None:
        """Open the store in `folder`, which is made when it is missing."""
        self._client = chromadb.PersistentClient(
            str(folder), settings=Settings(anonymized_telemetry=False, allow_reset=False)
        )
        self._collections: dict[ViewKind, chromadb.Collection] = {}
        self._lock = threading.Lock()
        self._recent: dict[tuple[ViewKind, bytes], tuple[int, list[Near]]] = {}

    def add(self, kind: ViewKind, views: Sequence[View], vectors: Vectors) -> None:
        """Store the vector of each view."""
        collection = self._collection(kind)
        for start in range(0, len(views), BATCH):
            batch = views[start : start + BATCH]
            collection.add(
                ids=[view.id for view in batch],
                embeddings=vectors[start : start + BATCH],
                metadatas=[{"leads_to": view.leads_to, "part": view.part, "text": view.text} for view in batch],
            )

    def get(self, kind: ViewKind, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The stored vectors of those view ids that are there."""
        found: dict[str, NDArray[np.float32]] = {}
        for start in range(0, len(ids), BATCH):
            rows = self._collection(kind).get(ids=list(ids[start : start + BATCH]), include=["embeddings"])
            if rows["embeddings"] is not None:
                found.update(zip(rows["ids"], np.asarray(rows["embeddings"], np.float32), strict=True))
        return found

    def nearest(self, kind: ViewKind, vector: Vectors, limit: int) -> list[Near]:
        """The `limit` nearest views, nearest first. `vector` has the shape (1, dimensions).

        Several stages look around the same question: what was found last is kept for them.
        """
        asked = kind, vector.tobytes()
        with self._lock:
            found = self._recent.get(asked)
        if found is None or found[0] < limit:
            found = limit, self._query(kind, vector, limit)
            with self._lock:
                self._recent[asked] = found
                while len(self._recent) > RECENT:
                    del self._recent[next(iter(self._recent))]
        return found[1][:limit]

    def _query(self, kind: ViewKind, vector: Vectors, limit: int) -> list[Near]:
        rows = self._collection(kind).query(
            query_embeddings=vector, n_results=limit, include=["distances", "metadatas"]
        )
        if rows["distances"] is None or rows["metadatas"] is None:
            return []
        return [
            Near(str(view["leads_to"]), 1 - distance, str(view["part"]), str(view["text"]))
            for view, distance in zip(rows["metadatas"][0], rows["distances"][0], strict=True)
        ]

    def _collection(self, kind: ViewKind) -> chromadb.Collection:
        if kind not in self._collections:
            self._collections[kind] = self._client.get_or_create_collection(
                kind, embedding_function=None, configuration=GRAPH
            )
        return self._collections[kind]
