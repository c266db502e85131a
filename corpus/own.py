"""The user's own documents: copied into one folder, each with a small file that says what it is.

`<id><suffix>` is the document as it was given, `<id>.json` its record. A document counts from the moment its
record is there, and every file is put in place whole, so that no interruption leaves half a document.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from corpus.document import Document, Paragraph, Source, make_document
from corpus.errors import UnreadableFileError
from corpus.own_ids import ids
from corpus.own_walk import Found, walk
from corpus.readers import CLOSED, READERS, check, read, title
from corpus.readers.register import read_register
from corpus.recognise import language_of
from corpus.rundskriv_header import describe, texts_of

KIND = "eget dokument"
RUNDSKRIV = "rundskriv"
PUBLISHER = "Lagt til av brukeren"
STAGED = ".ny-"
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
    publisher: str = ""
    """Empty in the records that were written before there was one in them."""
    date: str = ""
    url: str = ""
    """Where it was fetched from; empty for a file of the user's."""


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
        return [_add(found, folder) for found in walk(paths, folder)]


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


def put_fetched(content: bytes, suffix: str, name: str, url: str, folder: Path) -> Addition:
    """Stores what was fetched from an address, in place of what was fetched from there before.

    Raises:
        UnreadableFileError: when the content cannot be read.
        OSError: when the folder of stored documents cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with WRITING:
        return _store(Path(name), content, folder, suffix, {"url": url})


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


def _add(found: Found, folder: Path) -> Addition:
    path = found.path
    if found.status != "found":
        return Addition(path, found.status, found.reason)
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
    digest, original = hashlib.sha256(content).hexdigest(), said.get("url") or str(path.resolve())
    stored = list(_records(folder, report=lambda _: None))
    earlier = [record.id for record in stored if record.original == original]
    for record in stored:
        if record.sha256 == digest and _stored(record, folder).exists():
            replaced = [source_id for source_id in earlier if source_id != record.id]
            for source_id in replaced:
                _delete(source_id, folder)
            known = {} if record.publisher else _rundskriv(_stored(record, folder), record.title)
            described = replace(record, **{**known, **said})
            if described != record:
                _put_record(replace(described, original=original), folder)
            return Addition(path, "changed" if replaced or described != record else "unchanged", id=record.id)
    source_id = earlier[0] if earlier else _reserve_id(path.stem, folder)
    target = folder / f"{source_id}{suffix}"
    try:
        found = _put_if_readable(content, target, path.stem)
        today = datetime.now(UTC).date().isoformat()
        record = Record(
            source_id, original=original, suffix=suffix, sha256=digest, added=today, **{**found, **said}
        )
        _put_record(record, folder)
        for outdated in {*folder.glob(f"{source_id}.*")} - {target, folder / f"{source_id}.json"}:
            outdated.unlink()  # an address may give a PDF where it gave a page before
    finally:
        _staged_record(source_id, folder).unlink(missing_ok=True)
    return Addition(path, "changed" if earlier else "added", id=source_id)


def _put_if_readable(content: bytes, target: Path, name: str) -> dict[str, Any]:
    """Reads the very bytes that are to be stored, and stores them; returns what they say of the document."""
    staged = _stage(content, target)
    try:
        found = _described(staged, name)
        staged.replace(target)
    finally:
        staged.unlink(missing_ok=True)
    return found


def _described(path: Path, name: str) -> dict[str, Any]:
    """What a document says of itself; one without a title goes by `name`."""
    called = (path.suffix in READERS and title(path)) or name
    return _rundskriv(path, called) or {"title": called, "publisher": PUBLISHER}


def _rundskriv(path: Path, name: str) -> dict[str, Any]:
    """What a document of that name says of itself, where it is a rundskriv; else nothing."""
    found = describe(name, texts_of(_read(path)))
    return {"kind": RUNDSKRIV, **asdict(found)} if found else {}


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
    return next(source_id for source_id in ids(name) if _reserve(source_id, folder))


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
    publisher = record.publisher or PUBLISHER
    told = Source(record.id, record.title, publisher, record.kind, record.year, language, own=True)
    return replace(told, date=record.date, url=record.url)
