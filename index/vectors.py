"""Vector search: Chroma, embedded in this process, with vectors that we pass in.

What the views say stands in a file of ours beside it: hundreds of them are read for each question, and Chroma
would look each one up, which took longer than the search itself and a third of the time to build.
"""

from __future__ import annotations

import json
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
from index.views import KINDS, View, ViewKind

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
        self._folder = folder
        self._collections: dict[ViewKind, chromadb.Collection] = {}
        self._views: dict[ViewKind, dict[str, View]] = {}
        self._lock = threading.Lock()
        self._recent: dict[tuple[ViewKind, bytes], tuple[int, list[Near]]] = {}

    def add(self, kind: ViewKind, views: Sequence[View], vectors: Vectors) -> None:
        """Store the views of one kind, all at once, and the vector of each."""
        collection = self._collection(kind)
        rows = [(view.id, view.leads_to, view.part, view.text) for view in views]
        self._file(kind).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        for start in range(0, len(views), BATCH):
            batch = views[start : start + BATCH]
            collection.add(
                ids=[view.id for view in batch],
                embeddings=vectors[start : start + BATCH],
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

    def read(self) -> None:
        """Read what all views say now, so that a server needs no file of it later."""
        for kind in KINDS:
            self._said(kind)

    def _query(self, kind: ViewKind, vector: Vectors, limit: int) -> list[Near]:
        rows = self._collection(kind).query(query_embeddings=vector, n_results=limit, include=["distances"])
        if rows["distances"] is None:
            return []
        said = self._said(kind)
        found = ((said[id_], distance) for id_, distance in zip(rows["ids"][0], rows["distances"][0], strict=True))
        return [Near(view.leads_to, 1 - distance, view.part, view.text) for view, distance in found]

    def _said(self, kind: ViewKind) -> dict[str, View]:
        if kind not in self._views:
            file = self._file(kind)
            rows = json.loads(file.read_bytes()) if file.exists() else []
            self._views[kind] = {row[0]: View(*row) for row in rows}
        return self._views[kind]

    def _file(self, kind: ViewKind) -> Path:
        return self._folder / f"{kind}.json"

    def _collection(self, kind: ViewKind) -> chromadb.Collection:
        if kind not in self._collections:
            self._collections[kind] = self._client.get_or_create_collection(
                kind, embedding_function=None, configuration=GRAPH
            )
        return self._collections[kind]
