"""Plain text to paragraphs: blocks between empty lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from corpus.document import Paragraph
from corpus.errors import UnreadableFileError
from corpus.readers.structure import clean, list_item

# What Norwegian files are written in, beside UTF-8.
ENCODINGS = ["cp1252", "utf_16", "utf_16_le", "utf_16_be", "mac_roman"]
DISGUISED = {b"%PDF-": "PDF", b"{\\rtf": "RTF"}
WAY_OUT = {"PDF": "gi den filendelsen .pdf", "RTF": "lagre den som DOCX"}
NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
BULLET = re.compile(r"^(\s*)[-*•–]\s+")
UNWRAPPED = 200
"""Lines longer than this were not broken by hand, so that each line is a paragraph."""


def read_text(path: Path) -> list[Paragraph]:
    """The paragraphs of a text file: what stands between empty lines, line breaks folded.

    Raises:
        UnreadableFileError: when the file is no text.
    """
    blocks = re.split(r"\n\s*\n|\f", decode(path))
    return [paragraph for block in blocks for paragraph in _paragraphs(block) if paragraph.text]


def decode(path: Path) -> str:
    """The text of a file, in UTF-8 or in the encoding that its bytes point to; lines end in a line feed.

    Raises:
        UnreadableFileError: when no encoding makes sense of the bytes.
    """
    content = path.read_bytes()
    for beginning, kind in DISGUISED.items():
        if content.startswith(beginning):
            raise UnreadableFileError(f"filen er egentlig {kind} og ikke ren tekst; {WAY_OUT[kind]}")
    text = content.decode("utf-8-sig", errors="replace")
    if _is_broken(text):
        text = _guess(content)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_broken(text: str) -> bool:
    """Whether the decoding is wrong, rather than a few bytes of the file."""
    foreign = sum(not letter.isascii() for letter in text)
    # UTF-16 without a mark is valid UTF-8, full of zeros.
    return text.count("\ufffd") > foreign / 10 or _is_binary(text)


def _is_binary(text: str) -> bool:
    return "\x00" in text or len(NOT_TEXT.findall(text)) > len(text) / 100


def _guess(content: bytes) -> str:
    guess = from_bytes(content, cp_isolation=ENCODINGS).best()
    if guess is None or _is_binary(str(guess)):
        raise UnreadableFileError("filen er ikke lesbar tekst; lagre den på nytt som ren tekst i UTF-8")
    return str(guess).removeprefix("\ufeff")


def _paragraphs(block: str) -> Iterator[Paragraph]:
    lines = [line for line in block.split("\n") if line.strip()]
    if lines and all(BULLET.match(line) for line in lines):
        yield Paragraph("\n".join(map(_item, lines)), kind="list")
    elif any(len(line) > UNWRAPPED for line in lines):
        yield from (Paragraph(clean(line)) for line in lines)
    else:
        yield Paragraph(clean(block))


def _item(line: str) -> str:
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    return list_item(clean(BULLET.sub("", line)), depth=indent // 2)
