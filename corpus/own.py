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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Literal

from corpus.document import Document, Paragraph, Source, make_document
from corpus.errors import UnreadableFileError
from corpus.readers import CLOSED, READERS, check, read, title

KIND = "eget dokument"
PUBLISHER = "Lagt til av brukeren"
STAGED = ".ny-"
LOCK = "~$"
"""How the names of the files begin by which Word locks a document; they hold none of its words."""
LONGEST_NAME = 60
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
LANGUAGES = {
    "nb": ("ikke", "jeg", "fra", "de", "være", "hvordan", "en", "noe", "bare"),
    "nn": ("ikkje", "eg", "frå", "dei", "vere", "korleis", "ein", "noko", "berre"),
    "en": ("not", "is", "from", "they", "be", "how", "the", "of", "and"),
}
"""Small words that one language has and the others lack; the first language wins a draw."""
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


def records(folder: Path) -> list[Path]:
    """The files that say which documents are stored, in order; none that is still being written."""
    return sorted(folder.glob("[!.]*.json"))


def load(folder: Path, report: Callable[[str], object] = warnings.warn) -> list[Document]:
    """All stored documents, by id; one that cannot be read is left out, and `report` is told why."""
    documents = []
    for record in _records(folder, report):
        try:
            paragraphs = read(_stored(record, folder))
        except UnreadableFileError as error:
            report(f"{record.title} ({record.id}): {error}")
        else:
            documents.append(make_document(_source(record, paragraphs), paragraphs))
    return documents


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
            is_known = path.suffix.lower() in READERS
            yield path if is_known else Addition(path, "skipped", "filtypen kan ikke leses")
    for error in errors:
        yield Addition(Path(error.filename), "refused", "mappen kan ikke åpnes; se om du har tilgang til den")


def _add(path: Path, folder: Path) -> Addition:
    try:
        check(path)
        return _store(path, _content(path), folder)
    except UnreadableFileError as error:
        return Addition(path, "refused", str(error))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(CLOSED) from error


def _store(path: Path, content: bytes, folder: Path) -> Addition:
    digest, original = hashlib.sha256(content).hexdigest(), str(path.resolve())
    stored = list(_records(folder, report=lambda _: None))
    earlier = [record.id for record in stored if record.original == original]
    for record in stored:
        if record.sha256 == digest and _stored(record, folder).exists():
            outdated = [source_id for source_id in earlier if source_id != record.id]
            for source_id in outdated:
                _delete(source_id, folder)
            return Addition(path, "changed" if outdated else "unchanged", id=record.id)
    source_id = earlier[0] if earlier else _reserve_id(path.stem, folder)
    target = folder / f"{source_id}{path.suffix.lower()}"
    try:
        name = _put_if_readable(content, target) or path.stem
        today = datetime.now(UTC).date().isoformat()
        _put_record(Record(source_id, name, original, target.suffix, digest, today), folder)
    finally:
        _staged_record(source_id, folder).unlink(missing_ok=True)
    return Addition(path, "changed" if earlier else "added", id=source_id)


def _put_if_readable(content: bytes, target: Path) -> str:
    """Reads the very bytes that are to be stored, and stores them; returns what the document calls itself."""
    staged = _stage(content, target)
    try:
        read(staged)
        name = title(staged)
        staged.replace(target)
    finally:
        staged.unlink(missing_ok=True)
    return name


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
    if record.id != path.stem or record.suffix not in READERS:
        raise ValueError(path.name)
    return record


def _stored(record: Record, folder: Path) -> Path:
    return folder / f"{record.id}{record.suffix}"


def _source(record: Record, paragraphs: Sequence[Paragraph]) -> Source:
    language = _language(" ".join(paragraph.text for paragraph in paragraphs))
    return Source(record.id, record.title, PUBLISHER, record.kind, None, language, own=True)


def _language(text: str) -> str:
    """The language whose own small words are most frequent; bokmål when there are none."""
    words = Counter(re.findall(r"\w+", text.lower()))
    return max(LANGUAGES, key=lambda language: sum(words[word] for word in LANGUAGES[language]))
