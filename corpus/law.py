"""The laws and regulations on this machine: how they get here, and how they are read from where they lie.

`<id>.xml` is the law as Lovdata sent it, `<id>.json` its record. Whatever comes is read to the end first, and put
in place only when all of it can be: a failure leaves what was there.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from corpus.document import Document
from corpus.download import FetchError, Limits
from corpus.errors import UnreadableFileError
from corpus.known_laws import KnownLaw, find_laws, known_laws
from corpus.law_copies import BASE_URL, Copy, Report, fetch_copies, take_copies
from corpus.lovdata import Law, make_law_document, read_law

STAGED = ".ny-"

ChangeStatus = Literal["added", "changed", "unchanged", "missing"]


@dataclass(frozen=True)
class Change:
    """What became of one law, or would."""

    id: str
    title: str
    status: ChangeStatus
    """"missing" where it was asked for and not found; the earlier copy is kept."""
    before: date | None
    """The last amendment of the earlier copy; None where there was none."""
    after: date | None
    """The last amendment of the new copy; None where there is none."""
    sections: tuple[str, ...]
    """Numbers of the §§ with another title, text or status; none for a law that is added."""


@dataclass(frozen=True)
class Record:
    """What is known of a stored law."""

    id: str
    copied: str
    """The day from which the copy is, as "2025-11-08"."""
    sha256: str
    origin: str
    """The address or the path that it was read from."""


def records(folder: Path) -> list[Path]:
    """The files that say which laws are stored, in order; none that is still being written."""
    return sorted(folder.glob("[!.]*.json"))


def load(folder: Path, report: Report = warnings.warn) -> list[Document]:
    """The documents of all stored laws, by id; of one that cannot be read, `report` is told why."""
    return [make_law_document(law, date.fromisoformat(record.copied)) for record, law in _stored(folder, report)]


def laws(folder: Path, report: Report = warnings.warn) -> list[Law]:
    """All stored laws, by id; of one that cannot be read, `report` is told why."""
    return [law for _, law in _stored(folder, report)]


def fetch(
    wanted: Sequence[str], folder: Path, report: Report, base_url: str = BASE_URL, limits: Limits | None = None
) -> list[Change]:
    """Fetches the laws with these names (all when none is named) and stores them; `report` is told how far it is.

    Raises:
        UnknownLawError: when a name is none of a known law.
        FetchError: when something cannot be fetched or read; then nothing that is stored is touched.
        OSError: when the folder cannot be written to.
    """
    chosen = find_laws(wanted)
    with _alone(folder):
        return _store(chosen, fetch_copies(chosen, folder, report, base_url, limits), folder)


def take(
    path: Path, wanted: Sequence[str], folder: Path, copied: date | None = None, limits: Limits | None = None
) -> list[Change]:
    """Stores laws from an archive of Lovdata's (.tar.bz2), a folder of XML files or one XML file.

    With no names: whichever known laws are there. `copied` is the day on which Lovdata sent them; where it is not
    known, the day of the file counts, which is later when the file was copied since.

    Raises:
        UnknownLawError: when a name is none of a known law.
        FetchError: when something cannot be read, or none of the laws is there; then nothing is touched.
        OSError: when the folder cannot be written to.
    """
    chosen = find_laws(wanted)
    try:
        copies = take_copies(path, chosen, copied, limits)
    except OSError as error:
        raise FetchError(f"{path} kan ikke åpnes; se om den finnes, og om du har tilgang til den.") from error
    if not copies:
        raise FetchError(f"Fant ingen av lovene i {path}; velg et arkiv fra Lovdata eller en mappe med filene.")
    with _alone(folder):
        return _store([law for law in chosen if wanted or law.id in copies], copies, folder)


def check(folder: Path, base_url: str = BASE_URL, limits: Limits | None = None) -> list[Change]:
    """What Lovdata has changed in the stored laws since they were copied; writes nothing there.

    Raises:
        FetchError: when something cannot be fetched or read.
    """
    stored = {path.stem for path in records(folder)}
    chosen = [law for law in known_laws() if law.id in stored]
    old = _by_id(folder)
    with tempfile.TemporaryDirectory() as scratch:
        copies = fetch_copies(chosen, Path(scratch), lambda _: None, base_url, limits)
    return [_change(law, old, copies) for law in chosen]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two that store laws at once would take each other's unfinished files."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / ".lock", timeout=0):
            yield
    except Timeout as error:
        raise FetchError("Lover hentes allerede i et annet vindu. Vent til det er ferdig.") from error


def _store(expected: Iterable[KnownLaw], copies: Mapping[str, Copy], folder: Path) -> list[Change]:
    """Puts the copies in place, all of them written beside their places first."""
    old = _by_id(folder)
    files: dict[str, bytes] = {}
    for copy in copies.values():
        files |= _files(copy, old.get(copy.law.id))
    try:
        for name, content in files.items():
            _write(content, folder / f"{STAGED}{name}")
        for name in files:
            (folder / f"{STAGED}{name}").replace(folder / name)
    finally:
        for name in files:
            (folder / f"{STAGED}{name}").unlink(missing_ok=True)
    return [_change(law, old, copies) for law in expected]


def _files(copy: Copy, old: tuple[Record, Law] | None) -> dict[str, bytes]:
    """What is to be written for a law, by name; nothing where its bytes are stored from that day or later."""
    record = Record(copy.law.id, copy.copied.isoformat(), hashlib.sha256(copy.content).hexdigest(), copy.origin)
    if old and old[0].sha256 == record.sha256 and old[0].copied >= record.copied:
        return {}
    description = json.dumps(asdict(record), ensure_ascii=False, indent=2).encode()
    return {f"{record.id}.xml": copy.content, f"{record.id}.json": description}


def _write(content: bytes, path: Path) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _change(known: KnownLaw, stored: Mapping[str, tuple[Record, Law]], copies: Mapping[str, Copy]) -> Change:
    old = stored[known.id][1] if known.id in stored else None
    new = copies[known.id].law if known.id in copies else None
    law = new or old
    title, before = law.short_title if law else known.name, old.last_change if old else None
    if new is None:
        return Change(known.id, title, "missing", before, None, ())
    if old is None:
        return Change(known.id, title, "added", None, new.last_change, ())
    status: ChangeStatus = "unchanged" if new == old else "changed"
    return Change(known.id, title, status, before, new.last_change, _changed_sections(old, new))


def _changed_sections(old: Law, new: Law) -> tuple[str, ...]:
    before, after = (
        {section.number: (section.title, section.status, section.ledd) for section in law.sections}
        for law in (old, new)
    )
    return tuple(number for number in after | before if before.get(number) != after.get(number))


def _by_id(folder: Path) -> dict[str, tuple[Record, Law]]:
    return {record.id: (record, law) for record, law in _stored(folder, report=lambda _: None)}


def _stored(folder: Path, report: Report) -> Iterator[tuple[Record, Law]]:
    for path in records(folder):
        try:
            stored = _load(path)
        except (ValueError, TypeError, OSError, UnreadableFileError):
            report(f"{path.stem}: kopien av loven er skadet eller endret; hent den på nytt")
        else:
            yield stored


def _load(path: Path) -> tuple[Record, Law]:
    record = Record(**json.loads(path.read_bytes()))
    content = path.with_suffix(".xml").read_bytes()
    if record.id != path.stem or record.sha256 != hashlib.sha256(content).hexdigest():
        raise ValueError(path.name)
    date.fromisoformat(record.copied)
    return record, read_law(content)
