"""The user's own documents: copied into one folder, each with a small file that says what it is.

`<id><suffix>` is the document as it was given, `<id>.json` its record. A document counts from the moment its
record is there, and every file is put in place whole, so that no interruption leaves half a document.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Literal

from corpus.document import Document, Paragraph, Source, make_document
from corpus.errors import UnreadableFileError
from corpus.readers import CLOSED, READERS, check, read, title
from corpus.readers.register import read_register
from corpus.recognise import language_of

KIND = "eget dokument"
PUBLISHER = "Lagt til av brukeren"
STAGED = ".ny-"
LOCK = "~$"
"""How the names of the files begin by which Word locks a document; they hold none of its words."""
LONGEST_NAME = 60
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
REGISTER = ".jsonl"
"""What a register of tiltak is stored as; only the program makes one, so that no reader is known for it."""
WRITING = threading.Lock()
"""Two documents of one name that are added at the same time must not get the same id."""

Status = Literal["added", "changed", "unchanged", "refused", "skipped"]


@dataclass(frozen=True)
class Addition:
    """What became of one file."""

    path: Path
    status: Status
    reason: str = ""
    """Why it was refused or skipped, in words that fit after the file's name."""
    id: str = ""
    """The id of the source; empty when there is none."""


@dataclass(frozen=True)
class Record:
    """What is known of a stored document."""

    id: str
    title: str
    original: str
    suffix: str
    sha256: str
    added: str
    kind: str = KIND
    year: int | None = None


def add(paths: Iterable[Path], folder: Path) -> list[Addition]:
    """Stores files, and those within folders, after reading each one to be sure that it can be read.

    In folders, symbolic links to folders, hidden files, lock files and the folder that the documents
    are stored in are passed over, and files of other kinds skipped.
    Nothing that is stored is touched by a bad file.

    Raises:
        OSError: when the folder of stored documents cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with WRITING:
        return [_add(found, folder) if isinstance(found, Path) else found for found in _walk(paths, folder)]


def put(
    content: bytes, suffix: str, original: Path, folder: Path, kind: str, title: str, year: int | None = None
) -> Addition:
    """Stores what the program made of a file, in place of what it made of that file before.

    `suffix` is one that has a reader, or `REGISTER`; kind, title and year are those of the source.

    Raises:
        UnreadableFileError: when the content cannot be read back.
        OSError: when the folder of stored documents cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with WRITING:
        return _store(original, content, folder, suffix, {"kind": kind, "title": title, "year": year})


def records(folder: Path) -> list[Path]:
    """The files that say which documents are stored, in order; none that is still being written."""
    return sorted(folder.glob("[!.]*.json"))


def load(folder: Path, report: Callable[[str], object] = warnings.warn) -> list[Document]:
    """All stored documents, by id; one that cannot be read is left out, and `report` is told why."""
    documents = []
    for record in _records(folder, report):
        try:
            paragraphs = _read(_stored(record, folder))
        except UnreadableFileError as error:
            report(f"{record.title} ({record.id}): {error}")
        else:
            documents.append(make_document(_source(record, paragraphs), paragraphs))
    return documents


def registers(folder: Path) -> dict[str, Path]:
    """The files of those stored documents that are registers of tiltak, by the source's id."""
    stored = _records(folder, lambda _: None)
    return {record.id: _stored(record, folder) for record in stored if record.suffix == REGISTER}


def remove(source_id: str, folder: Path) -> bool:
    """Deletes a document and all that was stored with it; False when there is none with this id."""
    with WRITING:
        return _delete(source_id, folder)


def _delete(source_id: str, folder: Path) -> bool:
    files = [path for path in folder.glob("*") if path.name.removeprefix(STAGED).split(".")[0] == source_id]
    for path in sorted(files, key=lambda path: path.suffix != ".json"):
        path.unlink(missing_ok=True)
    return bool(files)


def _walk(paths: Iterable[Path], store: Path) -> Iterator[Path | Addition]:
    closed = {store.resolve(), store.resolve().parent}
    for path in paths:
        if path == Path():  # what an empty argument becomes
            yield Addition(path, "refused", "skriv hvilken fil eller mappe")
        elif not _is_folder(path):
            yield from [] if path.name.startswith(LOCK) else [path]
        elif path.resolve() in closed:
            yield Addition(path, "refused", "her lagrer assistenten sine egne filer; velg en annen mappe")
        else:
            yield from _walk_folder(path, closed)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # what lies above it is closed to us; storing it will say so
        return False


def _walk_folder(root: Path, closed: set[Path]) -> Iterator[Path | Addition]:
    errors: list[OSError] = []
    for parent, folders, names in os.walk(root, onerror=errors.append):
        kept = (
            name for name in folders if not name.startswith(".") and Path(parent, name).resolve() not in closed
        )
        folders[:] = sorted(kept)
        for path in (Path(parent, name) for name in sorted(names) if not name.startswith((".", LOCK))):
            yield path if path.suffix.lower() in READERS else Addition(path, "skipped", "filtypen kan ikke leses")
    for error in errors:
        yield Addition(Path(error.filename), "refused", "mappen kan ikke åpnes; se om du har tilgang til den")


def _add(path: Path, folder: Path) -> Addition:
    try:
        check(path)
        return _store(path, _content(path), folder, path.suffix.lower(), {})
    except UnreadableFileError as error:
        return Addition(path, "refused", str(error))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(CLOSED) from error


def _store(path: Path, content: bytes, folder: Path, suffix: str, said: Mapping[str, Any]) -> Addition:
    """Stores content that was made of a file; what is said of it stands in its record."""
    digest, original = hashlib.sha256(content).hexdigest(), str(path.resolve())
    stored = list(_records(folder, report=lambda _: None))
    earlier = [record.id for record in stored if record.original == original]
    for record in stored:
        if record.sha256 == digest and _stored(record, folder).exists():
            outdated = [source_id for source_id in earlier if source_id != record.id]
            for source_id in outdated:
                _delete(source_id, folder)
            described = replace(record, **said)
            if described != record:
                _put_record(replace(described, original=original), folder)
            return Addition(path, "changed" if outdated or described != record else "unchanged", id=record.id)
    source_id = earlier[0] if earlier else _reserve_id(path.stem, folder)
    target = folder / f"{source_id}{suffix}"
    try:
        name = _put_if_readable(content, target) or path.stem
        today = datetime.now(UTC).date().isoformat()
        _put_record(replace(Record(source_id, name, original, suffix, digest, today), **said), folder)
    finally:
        _staged_record(source_id, folder).unlink(missing_ok=True)
    return Addition(path, "changed" if earlier else "added", id=source_id)


def _put_if_readable(content: bytes, target: Path) -> str:
    """Reads the very bytes that are to be stored, and stores them; returns what the document calls itself."""
    staged = _stage(content, target)
    try:
        _read(staged)
        name = title(staged) if staged.suffix in READERS else ""
        staged.replace(target)
    finally:
        staged.unlink(missing_ok=True)
    return name


def _read(path: Path) -> list[Paragraph]:
    if path.suffix in READERS:
        return read(path)
    try:
        return read_register(path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableFileError("registeret er skadet; ta det bort og les inn regnearket på nytt") from error


def _put_record(record: Record, folder: Path) -> None:
    target = folder / f"{record.id}.json"
    content = json.dumps(asdict(record), ensure_ascii=False, indent=2).encode()
    _stage(content, target).replace(target)


def _stage(content: bytes, target: Path) -> Path:
    """The content on the disk beside its place, so that putting it there is one step."""
    staged = target.with_name(STAGED + target.name)
    with staged.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    return staged


def _staged_record(source_id: str, folder: Path) -> Path:
    return folder / f"{STAGED}{source_id}.json"


def _reserve_id(name: str, folder: Path) -> str:
    """A free id, which its staged record keeps from other processes until the record is in place."""
    return next(source_id for source_id in _ids(name) if _reserve(source_id, folder))


def _reserve(source_id: str, folder: Path) -> bool:
    staged = _staged_record(source_id, folder)
    try:
        staged.touch(exist_ok=False)
    except FileExistsError:
        return False
    if (folder / f"{source_id}.json").exists():
        staged.unlink(missing_ok=True)
        return False
    return True


def _ids(name: str) -> Iterator[str]:
    """Ids from the file's name, marked as the user's so that none is ever that of a shipped source."""
    plain = unicodedata.normalize("NFC", name).lower().translate(LETTERS)
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_NAME].strip("-")
    base = f"egen-{words or 'fil'}"
    return (base if number == 1 else f"{base}-{number}" for number in count(1))


def _records(folder: Path, report: Callable[[str], object]) -> Iterator[Record]:
    for path in records(folder):
        try:
            yield _record(path)
        except (ValueError, TypeError, OSError):
            report(f"{path.name}: oppføringen er skadet; slett den og legg til dokumentet på nytt")


def _record(path: Path) -> Record:
    record = Record(**json.loads(path.read_bytes()))
    if record.id != path.stem or record.suffix not in {*READERS, REGISTER}:
        raise ValueError(path.name)
    return record


def _stored(record: Record, folder: Path) -> Path:
    return folder / f"{record.id}{record.suffix}"


def _source(record: Record, paragraphs: Sequence[Paragraph]) -> Source:
    language = language_of(" ".join(paragraph.text for paragraph in paragraphs))
    return Source(record.id, record.title, PUBLISHER, record.kind, record.year, language, own=True)
