"""The package around Word and PowerPoint files, looked at before a parser opens it."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile, is_zipfile

from corpus.errors import UnreadableFileError

MEBIBYTE = 2**20
MAX_UNPACKED = 500 * MEBIBYTE
MAX_XML = 60 * MEBIBYTE
"""The text of a thousand pages is a tenth of this."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""Office files of before 2007 begin so, and new ones that are locked with a password."""


def check_package(path: Path, program: str) -> None:
    """Sees that the file is an Office package of reasonable size without document type declarations.

    Raises:
        UnreadableFileError: when it is not; `program` ("Word") is named in the message.
    """
    if not is_zipfile(path):
        raise UnreadableFileError(_no_package(path, program))
    with ZipFile(path) as package:
        _check_sizes(package)
        _check_declarations(package)


def _no_package(path: Path, program: str) -> str:
    with path.open("rb") as stream:
        old_or_locked = stream.read(4) == OLD_OFFICE
    if old_or_locked:
        return (
            f"filen er låst med passord eller lagret i gammelt {program}-format; "
            f"åpne den i {program} og lagre den uten passord som {path.suffix}"
        )
    return f"filen er ikke en hel {program}-fil; åpne den i {program} og lagre den på nytt som {path.suffix}"


def _check_sizes(package: ZipFile) -> None:
    # The sizes that a package claims are safe to judge by: zipfile unpacks no more than them.
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    xml = sum(part.file_size for part in parts if _is_xml(part.filename))
    if unpacked > MAX_UNPACKED or xml > MAX_XML:
        raise UnreadableFileError("filen blir for stor når den pakkes ut; del den opp i mindre filer")


def _check_declarations(package: ZipFile) -> None:
    # Office never writes them; they serve to blow a file up or to draw other files in.
    for part in package.infolist():
        if _is_xml(part.filename) and b"<!DOCTYPE" in package.read(part).replace(b"\x00", b""):
            raise UnreadableFileError(
                "filen inneholder XML-erklæringer som ikke er trygge å lese; lagre den på nytt fra programmet"
            )


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))
