"""How well projects like a wish are found, on a file of queries whose right projects are known."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from time import perf_counter

from assistant.tiltak.search import TiltakSearch
from assistant.tiltak.wish import Filters, understand_wish
from corpus.tiltak import Tiltak
from index.keyword import KeywordIndex

DEPTH = 10
SOURCE = "tiltak-2022"
"""The queries' judgments are of this source's records; others in a result count neither way."""
Search = Callable[[str, Filters], list[str]]
"""(query, filters) -> the ids of the ten best records."""


@dataclass(frozen=True)
class JudgedQuery:
    """A query and the records that are right for it."""

    id: str
    query: str
    filters: Filters
    relevant: frozenset[str]
    borderline: frozenset[str]


def is_for_tiltak(file: Path) -> bool:
    """Whether a file holds queries for projects, not questions."""
    with file.open(encoding="utf-8") as lines:
        first = next((line for line in lines if line.strip()), "{}")
    try:
        return "query" in json.loads(first)
    except ValueError:
        return False


def read_queries(file: Path) -> list[JudgedQuery]:
    """The queries of a JSON lines file; judgments are record numbers, or objects with one as `rec`."""
    return [_query(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def evaluate_tiltak(search: TiltakSearch, queries: Sequence[JudgedQuery]) -> dict[str, dict[str, float]]:
    """Way of searching -> nDCG@10 and recall@10 (means over the queries), and the median time in seconds."""
    ways: Mapping[str, Search] = {
        "assistant": lambda text, filters: [
            found.tiltak.id
            for found in search.search(understand_wish(text, filters), 2 * DEPTH)
            if found.tiltak.source.id == SOURCE
        ],
        "bm25": _Bm25([tiltak for tiltak in search.tiltak if tiltak.source.id == SOURCE]).search,
    }
    return {name: _figures(way, queries) for name, way in ways.items()}


def as_table(search: TiltakSearch, queries: Sequence[JudgedQuery]) -> str:
    """The figures of each way of searching, one line each."""
    figures = evaluate_tiltak(search, queries)
    heading = f"{f'{len(queries)} queries':<14}" + "".join(f"{name:>14}" for name in figures["assistant"])
    rows = [
        f"{way:<14}" + "".join(f"{value:>14.3f}" for value in values.values()) for way, values in figures.items()
    ]
    return "\n".join([heading, *rows])


class _Bm25:
    """Keyword search over the records' words alone: what the product must beat."""

    def __init__(self, tiltak: Sequence[Tiltak]) -> None:
        self._tiltak = tiltak
        texts = (" ".join(cell.text for cell in one.cells.values()) for one in tiltak)
        self._keyword = KeywordIndex.build(
            [f"{one.heading} {text}" for one, text in zip(tiltak, texts, strict=True)]
        )

    def search(self, text: str, filters: Filters) -> list[str]:
        scores = self._keyword.scores(text)
        kept = [i for i, tiltak in enumerate(self._tiltak) if filters.keep(tiltak)]
        return [self._tiltak[i].id for i in sorted(kept, key=lambda i: -scores[i])]


def _figures(search: Search, queries: Sequence[JudgedQuery]) -> dict[str, float]:
    gains, recalls, seconds = [], [], []
    for query in queries:
        started = perf_counter()
        found = search(query.query, query.filters)
        seconds.append(perf_counter() - started)
        judged = [id_ for id_ in found if id_ not in query.borderline][:DEPTH]
        gains.append(_ndcg(judged, query.relevant))
        recalls.append(len(query.relevant.intersection(judged)) / min(len(query.relevant), DEPTH))
    return {"nDCG@10": mean(gains), "recall@10": mean(recalls), "seconds p50": median(seconds)}


def _ndcg(found: Sequence[str], relevant: frozenset[str]) -> float:
    gain = sum(1 / math.log2(place + 1) for place, id_ in enumerate(found, 1) if id_ in relevant)
    return gain / sum(1 / math.log2(place + 1) for place in range(1, min(len(relevant), DEPTH) + 1))


def _query(row: dict[str, object]) -> JudgedQuery:
    return JudgedQuery(
        id=str(row["id"]),
        query=str(row["query"]),
        filters=Filters(**row.get("filters") or {}),  # type: ignore[arg-type]
        relevant=_records(row["relevant"]),
        borderline=_records(row.get("borderline") or []),
    )


def _records(judged: object) -> frozenset[str]:
    assert isinstance(judged, list)
    return frozenset(str(one["rec"] if isinstance(one, dict) else one) for one in judged)
