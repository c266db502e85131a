"""Copies of laws on their way in: fetched from Lovdata or read from files, and each one read to the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from corpus.download import MEBIBYTE, FetchError, Limits, download, unpack
from corpus.errors import UnreadableFileError
from corpus.known_laws import KnownLaw
from corpus.lovdata import Law, read_law

BASE_URL = "https://api.lovdata.no/v1/publicData/get"
ARCHIVES = {"nl": "gjeldende-lover.tar.bz2", "sf": "gjeldende-sentrale-forskrifter.tar.bz2"}
"""By the beginning of the names of the files in them."""

Report = Callable[[str], object]
"""Told in a sentence how far it is."""


@dataclass(frozen=True)
class Copy:
    """A law that has been read and is not yet in its place."""

    content: bytes
    law: Law
    copied: date
    origin: str


def fetch_copies(
    chosen: Sequence[KnownLaw], scratch: Path, report: Report, base_url: str, limits: Limits | None
) -> dict[str, Copy]:
    """The chosen laws that Lovdata has, by id, as they are today; `scratch` holds what is on its way.

    Raises:
        FetchError: when something cannot be fetched or read.
        OSError: when `scratch` cannot be written to.
    """
    today = datetime.now(UTC).date()
    copies: dict[str, Copy] = {}
    for beginning, archive in ARCHIVES.items():
        files = {f"{law.file}.xml": law for law in chosen if law.file.startswith(beginning)}
        if not files:
            continue
        url, target = f"{base_url}/{archive}", scratch / f".{archive}"
        try:
            download(url, target, _counting(archive, report), limits)
            copies |= _copies(files, unpack(target, files, limits), today, url)
        finally:
            target.unlink(missing_ok=True)
    return copies


def _copies(
    files: Mapping[str, KnownLaw], contents: Mapping[str, bytes], copied: date, origin: str
) -> dict[str, Copy]:
    """The laws in these files, by id."""
    copies = {}
    for name, content in contents.items():
        law = _read(content, name)
        if law.id != files[name].id:
            raise FetchError(f"{name} inneholder {law.id} og ikke {files[name].id}; hent den på nytt.")
        copies[law.id] = Copy(content, law, copied, origin)
    return copies


def _read(content: bytes, name: str) -> Law:
    try:
        return read_law(content)
    except UnreadableFileError as error:
        raise FetchError(f"{name}: {error}.") from error


def _counting(archive: str, report: Report) -> Callable[[int, int | None], None]:
    told = 0

    def count(done: int, total: int | None) -> None:
        nonlocal told
        if _mebibytes(done) > told:
            told = _mebibytes(done)
            report(f"Henter {archive}: {told}{f' av {_mebibytes(total)}' if total else ''} MB")

    return count


def _mebibytes(size: int) -> int:
    return -(-size // MEBIBYTE)


def take_copies(
    path: Path, chosen: Sequence[KnownLaw], copied: date | None, limits: Limits | None
) -> dict[str, Copy]:
    """The chosen laws that are in an archive (.tar.bz2), a folder of XML files or one XML file, by id.

    They are from the day `copied`, or from the day of their file.

    Raises:
        FetchError: when something cannot be read, or the one file is none of the laws chosen.
        OSError: when something cannot be opened.
    """
    if path.is_file() and path.suffix.lower() == ".xml":
        return _take_file(path, chosen, copied or _day(path))
    files = {f"{law.file}.xml": law for law in chosen}
    if not path.is_dir():
        return _copies(files, unpack(path, files, limits), copied or _day(path), str(path))
    copies: dict[str, Copy] = {}
    for file in sorted(path.rglob("*.xml")):
        if file.name in files:
            copies |= _copies(files, {file.name: file.read_bytes()}, copied or _day(file), str(file))
    return copies


def _take_file(path: Path, chosen: Sequence[KnownLaw], copied: date) -> dict[str, Copy]:
    content = path.read_bytes()
    law = _read(content, path.name)
    if law.id not in {known.id for known in chosen}:
        raise FetchError(f"{path.name} er {law.short_title} ({law.id}), og den er ikke blant lovene som hentes.")
    return {law.id: Copy(content, law, copied, str(path))}


def _day(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
