"""What a source becomes once it is read: a document of paragraphs that know where they stand."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from corpus.rank import CHANGING

DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
ParagraphKind = Literal["text", "list", "table", "quote", "note"]
PageBreak = tuple[int, int | None]
"""(character offset, the page that begins there; None where no page is certain)."""


@dataclass(frozen=True)
class Source:
    """Who says it: what every citation shows about where the words come from."""

    id: str
    title: str
    publisher: str
    kind: str
    year: int | None
    language: str
    date: str = ""
    url: str = ""
    rights: str = ""
    left_out: str = ""
    own: bool = False
    """True for documents that the user added."""

    @property
    def dated(self) -> str:
        """When it is from: of a kind that is amended the day (01.07.2024), else the year; empty if unknown."""
        day = DAY.fullmatch(self.date) if self.kind in CHANGING else None
        return f"{day[3]}.{day[2]}.{day[1]}" if day else str(self.year or "")


@dataclass(frozen=True)
class Paragraph:
    """The smallest piece of a document that has an address: a paragraph, a list, a table or a field.

    `text` holds the source's words. List items and table rows stand on lines of their own
    ("- item", "| cell | cell |"); footnote references are superscript digits.
    """

    text: str
    path: tuple[str, ...] = ()
    """Headings from the outermost to the nearest."""
    kind: ParagraphKind = "text"
    page_breaks: tuple[PageBreak, ...] = ()
    """The first one, at offset 0, is the page on which the paragraph begins."""
    voice: str = ""
    """Who speaks, where a document mixes voices ("statsforvalteren", "kontorene")."""
    label: str = ""
    """What the field of a form is called, where that is no word of the source itself."""
    id: str = ""

    @property
    def page(self) -> int | None:
        """The page on which the paragraph begins."""
        return page_at(self.page_breaks, 0)


@dataclass(frozen=True)
class Section:
    """Consecutive paragraphs under the same headings."""

    path: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Document:
    """One source and all its paragraphs in reading order."""

    source: Source
    paragraphs: tuple[Paragraph, ...]

    def sections(self) -> Iterator[Section]:
        """Consecutive paragraphs that share their headings, in reading order."""
        for path, paragraphs in groupby(self.paragraphs, key=lambda paragraph: paragraph.path):
            yield Section(path, tuple(paragraphs))


def page_at(page_breaks: Sequence[PageBreak], offset: int) -> int | None:
    """The page on which the character at `offset` stands; None when it is not known."""
    page = None
    for start, number in page_breaks:
        if start > offset:
            break
        page = number
    return page


def fold(text: str) -> str:
    """The text with every run of white space made one space."""
    return " ".join(text.split())


def fingerprint(text: str) -> str:
    """Ten hexadecimal digits that change when the words of the text change."""
    return hashlib.sha256(fold(text).encode()).hexdigest()[:10]


def make_document(source: Source, paragraphs: Iterable[Paragraph]) -> Document:
    """A document whose paragraphs carry stable ids: source id and fingerprint of the text.

    A reader may name its paragraphs itself (the register does); a text that occurs again gets
    a running number, so that ids are unique within the document.
    """
    seen: Counter[str] = Counter()
    identified = []
    for paragraph in paragraphs:
        key = paragraph.id or fingerprint(paragraph.text)
        seen[key] += 1
        suffix = f"-{seen[key]}" if seen[key] > 1 else ""
        identified.append(replace(paragraph, id=f"{source.id}:{key}{suffix}"))
    return Document(source, tuple(identified))
