"""Documents to passages: long enough to answer from, short enough to point at.

Paragraphs of one section are packed together up to about `TARGET_WORDS`. A passage never crosses
a heading, a table stays with the question above it, and a lead-in ("... omfatter:") with its list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.document import Document, PageBreak, Paragraph, Section, fingerprint, page_at
from index.passage import Part, Passage

if TYPE_CHECKING:
    from langchain_text_splitters import TextSplitter

TARGET_WORDS = 110
LONGEST_WORDS = 200
LEAD_IN_WORDS = 60
BETWEEN_PARAGRAPHS = "\n\n"


@cache
def _splitter() -> TextSplitter:
    # Loaded when something is split: whoever only asks need not wait for langchain.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        separators=[r"\n", r"(?<=[.!?»])\s+(?=[A-ZÆØÅ«0-9§])", r"\s+"],
        is_separator_regex=True,
        keep_separator="end",
        chunk_size=LONGEST_WORDS,
        chunk_overlap=0,
        length_function=lambda text: len(text.split()),
        add_start_index=True,
    )


@dataclass(frozen=True)
class _Piece:
    """A paragraph, or a part of one that is too long to stand whole."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.paragraph.text[self.start : self.end]

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def label(self) -> str:
        return f"{self.paragraph.label}: " if self.paragraph.label else ""

    @property
    def page_breaks(self) -> tuple[PageBreak, ...]:
        """Where pages begin, counted from the beginning of the piece."""
        breaks = self.paragraph.page_breaks
        within = [(at - self.start, page) for at, page in breaks if self.start < at < self.end]
        return ((0, page_at(breaks, self.start)), *within)


def make_passages(document: Document) -> list[Passage]:
    """All passages of a document in reading order; together they hold every word of it once."""
    return [
        _passage(document, section, pieces)
        for section in document.sections()
        for pieces in _pack(_bound_together(_pieces(section.paragraphs)))
    ]


def _pieces(paragraphs: Iterable[Paragraph]) -> Iterator[_Piece]:
    for paragraph in paragraphs:
        if len(paragraph.text.split()) <= LONGEST_WORDS:
            yield _Piece(paragraph, 0, len(paragraph.text))
            continue
        for part in _splitter().create_documents([paragraph.text]):
            start = part.metadata["start_index"]
            yield _Piece(paragraph, start, start + len(part.page_content))


def _bound_together(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Groups that must not be parted: a lead-in and what it leads to, a text and its note."""
    group: list[_Piece] = []
    for piece in pieces:
        if group and not _belongs(piece, group[-1]):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _belongs(piece: _Piece, previous: _Piece) -> bool:
    if piece.words + previous.words > LONGEST_WORDS:
        return False
    if piece.paragraph.kind == "note":
        return True
    if piece.paragraph.kind in ("table", "list") and previous.paragraph.kind == "text":
        return previous.words <= LEAD_IN_WORDS
    return previous.text.endswith(":")


def _pack(groups: Iterable[list[_Piece]]) -> Iterator[list[_Piece]]:
    """Fill up to the target; a short rest joins the passage before it where there is room."""
    packed: list[list[_Piece]] = []
    for group in groups:
        if packed and _words(packed[-1]) + _words(group) <= _room(packed[-1]):
            packed[-1].extend(group)
        else:
            packed.append(list(group))
    yield from packed


def _room(pieces: Sequence[_Piece]) -> int:
    """A passage below half the target takes more rather than standing alone."""
    return LONGEST_WORDS if _words(pieces) < TARGET_WORDS // 2 else TARGET_WORDS


def _words(pieces: Sequence[_Piece]) -> int:
    return sum(piece.words for piece in pieces)


def _passage(document: Document, section: Section, pieces: Sequence[_Piece]) -> Passage:
    text, parts, breaks = "", [], []
    for piece in pieces:
        start = len(text) + len(piece.label)
        parts.append(Part(piece.paragraph.id, start, start + len(piece.text), piece.paragraph.kind))
        breaks += [(start + at, page) for at, page in piece.page_breaks]
        text += piece.label + piece.text + BETWEEN_PARAGRAPHS
    text = text.removesuffix(BETWEEN_PARAGRAPHS)
    first, source = pieces[0], document.source
    id_ = f"{first.paragraph.id}@{first.start}-{fingerprint(' '.join((source.title, *section.path, text)))}"
    return Passage(id_, source.id, source.title, section.path, text, tuple(parts), tuple(breaks))
