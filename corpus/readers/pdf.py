"""PDF to paragraphs: pypdf gives words and where they stand, page_layout makes paragraphs of them."""

from __future__ import annotations

import io
import logging
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.errors import DependencyError

from corpus.document import Paragraph
from corpus.errors import UnreadableFileError
from corpus.readers.page_layout import lay_out
from corpus.readers.page_lines import Line, drop_running, join_rows
from corpus.readers.page_points import find_head, lay_out_points, printed_title
from corpus.readers.structure import SUPERSCRIPT, clean

WINDOW = 1024
"""The header stands within so many bytes from the start, the end mark within so many from the end."""
BOLD = re.compile(r"bold|black|heavy|semibold|medi\b", re.IGNORECASE)
PROGRAM_TITLE = re.compile(
    r"microsoft |untitled|uten navn|powerpoint|dokument ?\d|.*\.(?:docx?|pptx?|pdf|indd)$", re.I
)
UNUSED_CODE = "\x7f"
"""Fonts in the Windows encoding print a bullet for every code that stands for no letter."""
RAISED = 0.8
"""Digits smaller than this part of the line's size refer to a footnote."""
TITLE_PAGES = 2
# Its remarks about untidy files are of no use to those who read documents.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(path: Path) -> list[Paragraph]:
    """The paragraphs of a PDF; page 1 is its first page, whatever number is printed on it.

    Raises:
        UnreadableFileError: when it is no whole PDF, is locked, or holds pictures of text only.
    """
    reader = _open(path)
    pages = [_lines(page, number) for number, page in enumerate(reader.pages, 1)]
    without_running = drop_running(pages)
    head = find_head(_property(reader), without_running)
    paragraphs = lay_out_points(without_running, head.end) if head else lay_out(pages)
    if not paragraphs:
        raise UnreadableFileError(
            "filen har ingen tekst, trolig fordi den er skannet; kjør tekstgjenkjenning (OCR) på den først"
        )
    return paragraphs


def pdf_title(path: Path) -> str:
    """The title among the properties of the file, unless a program put it there; often empty.

    A rundskriv without one goes by the title that is printed above its head.

    Raises:
        UnreadableFileError: when it is no whole PDF, or when it is locked.
    """
    reader = _open(path)
    if title := _property(reader):
        return title
    pages = [_lines(page, number) for number, page in enumerate(reader.pages[:TITLE_PAGES], 1)]
    return printed_title(pages) if find_head("", pages) else ""


def _property(reader: PdfReader) -> str:
    metadata = reader.metadata
    title = clean(str(metadata.title or "")) if metadata else ""
    return "" if PROGRAM_TITLE.match(title) else title


def _open(path: Path) -> PdfReader:
    content = path.read_bytes()
    if b"%PDF-" not in content[:WINDOW]:
        raise UnreadableFileError("filen er ikke en PDF, selv om navnet sier det; gi den riktig filendelse")
    if b"%%EOF" not in content.rstrip(b"\x00\r\n ")[-WINDOW:]:
        raise UnreadableFileError("filen er avkortet; last den ned eller kopier den på nytt")
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not _unlocks(reader):
        raise UnreadableFileError("filen er låst med passord eller kryptert; lagre en kopi uten passord")
    return reader


def _unlocks(reader: PdfReader) -> bool:
    """Many files are locked against editing only and open with an empty password."""
    try:
        return reader.decrypt("") is not PasswordType.NOT_DECRYPTED
    except DependencyError:  # a cipher that needs another package
        return False


@dataclass(frozen=True)
class _Piece:
    text: str
    x: float
    y: float
    size: float
    bold: bool


@dataclass
class _Collector:
    """Puts the pieces that pypdf hands over together again as lines."""

    page: int
    open: list[_Piece] = field(default_factory=list)
    lines: list[list[_Piece]] = field(default_factory=list)

    def visit(self, text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:  # noqa: ANN401
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3])
        bold = bool(font and BOLD.search(str(font.get("/BaseFont", ""))))
        for number, words in enumerate(text.split("\n")):
            if number:
                self.end_line()
            if words:
                self.open.append(_Piece(words, x, y, size * scale, bold))

    def end_line(self) -> None:
        self.lines.append(self.open)
        self.open = []

    def result(self) -> Iterator[Line]:
        self.end_line()
        for pieces in self.lines:
            printed = [piece for piece in pieces if piece.text.strip()]
            if printed:
                yield _line(pieces, max(printed, key=lambda piece: len(piece.text)), self.page)


def _lines(page: PageObject, number: int) -> list[Line]:
    collector = _Collector(number)
    page.extract_text(visitor_text=collector.visit)
    return join_rows([line for line in collector.result() if line.text])


def _line(pieces: list[_Piece], main: _Piece, page: int) -> Line:
    text = clean("".join(_words(piece, main) for piece in pieces))
    first = next(piece for piece in pieces if piece.text.strip())
    bold = all(piece.bold for piece in pieces if piece.text.strip())
    return Line(text, page, first.x, main.y, main.size, bold)


def _words(piece: _Piece, main: _Piece) -> str:
    if piece.text.strip().isdecimal() and piece.size < RAISED * main.size:
        return piece.text.strip().translate(SUPERSCRIPT)
    return piece.text.replace(UNUSED_CODE, "•")
