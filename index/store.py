"""The index on disk: generations side by side, and a pointer that names the one in use.

    .data/index/current            "20261122T101500-3f2a": the generation in use
    .data/index/20261122T.../      manifest.json, sources.json, passages.jsonl, knowledge.json,
                                   words.tsv, answerability.json, keyword/, tiltak/, vectors/

A new generation is written beside the old and becomes current by one atomic rename of the pointer:
whoever is stopped in the middle leaves the old index as it was.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from corpus.document import Source
from corpus.knowledge import Knowledge
from corpus.outline import LawOutline
from corpus.tiltak import Tiltak
from index.answerability import Answerability
from index.keyword import KeywordIndex
from index.manifest import Manifest, Recipe
from index.passage import Passage
from index.spelling import Speller
from index.vectors import VectorStore

POINTER = "current"
UNFINISHED = ".new-"
MANIFESTS = TypeAdapter(Manifest)
SOURCES = TypeAdapter(tuple[Source, ...])
PASSAGES = TypeAdapter(Passage)
KNOWLEDGE = TypeAdapter(Knowledge)


class IndexUnusableError(Exception):
    """There is no index that fits; the message says why and what mends it."""


@dataclass(frozen=True)
class Index:
    """A finished index, opened for searching. Its parts are read at first use."""

    folder: Path

    @cached_property
    def manifest(self) -> Manifest:
        """How this index was made."""
        return MANIFESTS.validate_json((self.folder / "manifest.json").read_bytes())

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources by id."""
        stored = SOURCES.validate_json((self.folder / "sources.json").read_bytes())
        return {source.id: source for source in stored}

    @cached_property
    def passages(self) -> list[Passage]:
        """All passages, document by document, in reading order."""
        lines = (self.folder / "passages.jsonl").read_bytes().splitlines()
        return [PASSAGES.validate_json(line) for line in lines]

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where each passage id stands in `passages`."""
        return {passage.id: position for position, passage in enumerate(self.passages)}

    @cached_property
    def keyword(self) -> KeywordIndex:
        """Keyword search over `passages` and what users would ask of them."""
        return KeywordIndex.load(self.folder / "keyword")

    @cached_property
    def knowledge(self) -> Knowledge:
        """What is known beside the passages; users' questions and asked deeds are among the views instead."""
        return KNOWLEDGE.validate_json((self.folder / "knowledge.json").read_bytes())

    @property
    def tiltak(self) -> tuple[Tiltak, ...]:
        """All projects that the documents tell of."""
        return self.knowledge.tiltak

    @property
    def laws(self) -> tuple[LawOutline, ...]:
        """What is known of the laws among the documents."""
        return self.knowledge.laws

    @cached_property
    def tiltak_keyword(self) -> KeywordIndex:
        """Keyword search over `tiltak`."""
        return KeywordIndex.load(self.folder / "tiltak")

    @cached_property
    def speller(self) -> Speller:
        """The words that occur in what is searched."""
        return Speller.load(self.folder / "words.tsv")

    @cached_property
    def answerability(self) -> Answerability:
        """What the words of a question say of whether it is answered."""
        return Answerability.load(self.folder / "answerability.json")

    def read_all(self) -> None:
        """Read every part now, so that a server needs nothing of the folder later but the vectors.

        Raises:
            OSError: when a part is missing.
        """
        if not (self.folder / "vectors").is_dir():
            raise FileNotFoundError(
                f"{self.folder / 'vectors'} mangler. Lag indeksen på nytt: assistant index --rebuild"
            )
        self.vectors.read()
        _ = (
            self.sources,
            self.positions,
            self.keyword,
            self.speller,
            self.answerability,
            self.knowledge,
            self.tiltak_keyword,
        )

    @cached_property
    def vectors(self) -> VectorStore:
        """Vectors of the views of `passages`."""
        return VectorStore(self.folder / "vectors")


def current_index(folder: Path) -> Index | None:
    """The generation in use, or None when there is none that can be read."""
    try:
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    index = Index(folder / name)
    try:
        index.manifest  # noqa: B018 - one that cannot be read is as good as none
    except (OSError, ValidationError):
        return None
    return index


def open_index(folder: Path, wanted: Recipe) -> Index:
    """The generation in use, if it was made by the wanted recipe.

    Raises:
        IndexUnusableError: when there is none, or it was made otherwise.
    """
    index = current_index(folder)
    if index is None:
        raise IndexUnusableError("Det finnes ingen indeks ennå. Lag den med: assistant index")
    differences = index.manifest.recipe.differences(wanted)
    if differences:
        changed = " og ".join(differences)
        raise IndexUnusableError(
            f"Indeksen passer ikke lenger: {changed} er endret. Lag den på nytt med: assistant index"
        )
    return index


@contextmanager
def new_generation(folder: Path) -> Iterator[Path]:
    """A folder to write a generation in; it becomes current if the block ends well."""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        yield from _generation(folder)


def _generation(folder: Path) -> Iterator[Path]:
    building = folder / f"{UNFINISHED}{uuid.uuid4().hex[:8]}"
    building.mkdir()
    try:
        yield building
        _make_current(folder, building)
    finally:
        shutil.rmtree(building, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two builds at once would remove each other's unfinished generations."""
    try:
        with FileLock(folder / "lock", timeout=0):
            yield
    except Timeout as error:
        raise IndexUnusableError("En annen indeksering er i gang. Vent til den er ferdig.") from error


def write_contents(
    generation: Path,
    manifest: Manifest,
    sources: Sequence[Source],
    passages: Sequence[Passage],
    knowledge: Knowledge,
) -> None:
    """Write what an index knows about its documents."""
    (generation / "sources.json").write_bytes(SOURCES.dump_json(tuple(sources)))
    (generation / "knowledge.json").write_bytes(
        KNOWLEDGE.dump_json(replace(knowledge, questions={}, asked_deeds=()))
    )
    lines = b"\n".join(PASSAGES.dump_json(passage) for passage in passages)
    (generation / "passages.jsonl").write_bytes(lines + b"\n" if lines else b"")
    (generation / "manifest.json").write_bytes(MANIFESTS.dump_json(manifest, indent=2))


def _make_current(folder: Path, building: Path) -> None:
    before = current_index(folder)
    finished = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{building.name.removeprefix(UNFINISHED)}"
    building.rename(finished)
    pointer = folder / f"{UNFINISHED}{POINTER}-{finished.name}"
    with pointer.open("w", encoding="utf-8") as file:
        file.write(finished.name)
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(folder / POINTER)
    _discard(folder, keep={finished, before.folder if before else finished})


def _discard(folder: Path, keep: set[Path]) -> None:
    """Remove all generations but the new one and the one before, which a server may still read."""
    for path in folder.iterdir():
        if path.is_dir() and path not in keep:
            shutil.rmtree(path, ignore_errors=True)
