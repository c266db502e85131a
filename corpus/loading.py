"""The shipped documents, read from the files that `sources.toml` lists."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from pathlib import Path

from corpus.document import Document, Source, make_document
from corpus.readers.markdown import read_markdown
from corpus.readers.register import read_register

CORPUS = Path(__file__).parent
SOURCES = CORPUS / "sources.toml"
READERS = {".md": read_markdown, ".jsonl": read_register}


def load_shipped() -> list[Document]:
    """All documents that come with the assistant, in the order of `sources.toml`."""
    return [_load(id_, entry) for id_, entry in _entries().items()]


def shipped_files() -> list[Path]:
    """The files whose content decides what the shipped documents are."""
    return [SOURCES, *(CORPUS / entry["file"] for entry in _entries().values())]


def registers() -> dict[str, Path]:
    """The files of those sources that are registers of tiltak, by the source's id."""
    return {id_: CORPUS / entry["file"] for id_, entry in _entries().items() if entry["file"].endswith(".jsonl")}


def fingerprint_files(files: Iterable[Path]) -> str:
    """A hash of the files' names and bytes, in the order given."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _entries() -> dict[str, dict[str, str]]:
    return tomllib.loads(SOURCES.read_text(encoding="utf-8"))


def _load(id_: str, entry: dict[str, str]) -> Document:
    file = CORPUS / entry["file"]
    described = {name: value for name, value in entry.items() if name != "file"}
    return make_document(Source(id=id_, **described), READERS[file.suffix](file))  # type: ignore[arg-type]
