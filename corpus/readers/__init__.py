"""One reader for each kind of file, and the checks that all files pass before one of them opens it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from corpus.document import Paragraph
from corpus.errors import UnreadableFileError
from corpus.readers.docx import docx_title, read_docx
from corpus.readers.html import html_title, read_html
from corpus.readers.markdown import markdown_title, read_markdown
from corpus.readers.pdf import pdf_title, read_pdf
from corpus.readers.plain_text import read_text
from corpus.readers.pptx import pptx_title, read_pptx

Result = TypeVar("Result")
MAX_MEBIBYTES = 50
CLOSED = "filen kan ikke åpnes; se om du har tilgang til den, og om den er åpen i et annet program"


@dataclass(frozen=True)
class Reader:
    """How one kind of file is read."""

    read: Callable[[Path], list[Paragraph]]
    title: Callable[[Path], str]
    """What the document calls itself; empty when it does not say."""


def _no_title(_: Path) -> str:
    return ""


TEXT = Reader(read_text, _no_title)
MARKDOWN = Reader(read_markdown, markdown_title)
HTML = Reader(read_html, html_title)
READERS = {
    ".docx": Reader(read_docx, docx_title),
    ".htm": HTML,
    ".html": HTML,
    ".markdown": MARKDOWN,
    ".md": MARKDOWN,
    ".pdf": Reader(read_pdf, pdf_title),
    ".pptx": Reader(read_pptx, pptx_title),
    ".txt": TEXT,
}


def read(path: Path) -> list[Paragraph]:
    """The paragraphs of a file of any kind that has a reader; never an empty list.

    Raises:
        UnreadableFileError: when the file cannot become a document. The message says what is wrong and
            what mends it, in words that fit after "rapport.pdf: ".
    """
    check(path)
    paragraphs = _run(READERS[path.suffix.lower()].read, path)
    if not paragraphs:
        raise UnreadableFileError("filen inneholder ingen tekst; velg en fil med tekst i")
    return paragraphs


def title(path: Path) -> str:
    """What the document calls itself; empty when it does not say.

    Raises:
        UnreadableFileError: as `read` does.
    """
    check(path)
    return _run(READERS[path.suffix.lower()].title, path)


def check(path: Path) -> None:
    """Sees what can be seen without opening the file: that it exists, its kind and its size.

    Raises:
        UnreadableFileError: when it is missing, of a kind without a reader, empty or too large.
    """
    size = _size(path)
    if path.suffix.lower() not in READERS:
        raise UnreadableFileError(
            f"filtypen {path.suffix or 'uten endelse'} kan ikke leses; "
            "lagre dokumentet som PDF, DOCX, PPTX, HTML, MD eller TXT"
        )
    if size == 0:
        raise UnreadableFileError("filen er tom; se om den ble lagret eller lastet ned helt")
    if size > MAX_MEBIBYTES * 2**20:
        raise UnreadableFileError(
            f"filen er på {size / 2**20:.0f} MiB, og grensen er {MAX_MEBIBYTES}; del den opp i mindre filer"
        )


def _size(path: Path) -> int:
    try:
        if path.is_file():
            return path.stat().st_size
    except OSError as error:
        raise UnreadableFileError(CLOSED) from error
    raise UnreadableFileError("filen finnes ikke eller er ikke en vanlig fil; se om navn og mappe stemmer")


def _run(reader: Callable[[Path], Result], path: Path) -> Result:
    """What the reader gives; whatever goes wrong in it is the file's fault and said so."""
    try:
        return reader(path)
    except UnreadableFileError:
        raise
    except PermissionError as error:
        raise UnreadableFileError(CLOSED) from error
    except Exception as error:  # the parsers raise whatever they stumble over in a damaged file
        raise UnreadableFileError(
            "filen er skadet eller bygd opp på en uvanlig måte; lagre den på nytt fra programmet sitt"
        ) from error
