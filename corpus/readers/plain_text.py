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
NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
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
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _guess(content)
    if NOT_TEXT.search(text):
        text = _guess(content)  # UTF-16 without a mark is valid UTF-8, full of zeros
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _guess(content: bytes) -> str:
    guess = from_bytes(content, cp_isolation=ENCODINGS).best()
    if guess is None or NOT_TEXT.search(str(guess)):
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
