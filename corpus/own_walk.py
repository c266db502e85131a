"""The files that a user means by naming files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.readers import READERS

LOCK = "~$"
"""How the names of the files begin by which Word locks a document; they hold none of its words."""


@dataclass(frozen=True)
class Found:
    """A file to add, or what cannot be added."""

    path: Path
    status: Literal["found", "refused", "skipped"] = "found"
    reason: str = ""
    """Why it was refused or skipped, in words that fit after the file's name."""


def walk(paths: Iterable[Path], store: Path) -> Iterator[Found]:
    """The files named and those in the folders named, in order; nothing of what is stored in `store`."""
    closed = {store.resolve(), store.resolve().parent}
    for path in paths:
        if path == Path():  # what an empty argument becomes
            yield Found(path, "refused", "skriv hvilken fil eller mappe")
        elif not _is_folder(path):
            yield from [] if path.name.startswith(LOCK) else [Found(path)]
        elif path.resolve() in closed:
            yield Found(path, "refused", "her lagrer assistenten sine egne filer; velg en annen mappe")
        else:
            yield from _walk_folder(path, closed)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # what lies above it is closed to us; storing it will say so
        return False


def _walk_folder(root: Path, closed: set[Path]) -> Iterator[Found]:
    errors: list[OSError] = []
    for parent, folders, names in os.walk(root, onerror=errors.append):
        kept = (
            name for name in folders if not name.startswith(".") and Path(parent, name).resolve() not in closed
        )
        folders[:] = sorted(kept)
        for path in (Path(parent, name) for name in sorted(names) if not name.startswith((".", LOCK))):
            readable = path.suffix.lower() in READERS
            yield Found(path) if readable else Found(path, "skipped", "filtypen kan ikke leses")
    for error in errors:
        yield Found(Path(error.filename), "refused", "mappen kan ikke åpnes; se om du har tilgang til den")
