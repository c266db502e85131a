"""The guided way through the topics and the glossary, with every quote in its place in the documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from assistant.language import Language, detect
from corpus.document import Document, Paragraph, Source, fold, page_at
from corpus.glossary import GlossaryTerm
from corpus.topics import Check, Point, Topic
from ui.quote import find_quote

NORWEGIAN = str.maketrans("æøå", "{|}")
"""For sorting: the three letters come after z, in this order."""
Piece = TypeVar("Piece", Point, Check)


@dataclass(frozen=True)
class Quoted:
    """Exact words of a source and where they stand."""

    text: str
    language: Language
    source: Source
    section: str
    page: int | None


@dataclass(frozen=True)
class Lesson:
    """A topic as it is shown: what the assistant's sources carry of it."""

    topic: Topic
    know: tuple[tuple[Point, Quoted], ...]
    check: tuple[tuple[Check, Quoted], ...]


class Quotes:
    """Finds quotations in those documents that the assistant answers from."""

    def __init__(self, documents: Iterable[Document], sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._paragraphs = {
            document.source.id: [(fold(paragraph.text), paragraph) for paragraph in document.paragraphs]
            for document in documents
            if document.source.id in sources
        }

    def find(self, source: str, quote: str) -> Quoted | None:
        """The quote in its first place; None where the source is gone or does not say so (any more)."""
        wanted = fold(quote)
        for text, paragraph in self._paragraphs.get(source, ()):
            if wanted and wanted in text:
                return Quoted(quote, detect(quote), self._sources[source], *_place(paragraph, quote))
        return None


def lessons(topics: Iterable[Topic], quotes: Quotes) -> list[Lesson]:
    """The topics with the points and checks whose quotes are found; those without any point are left out."""
    shown = [Lesson(topic, _carried(topic.know, quotes), _carried(topic.check, quotes)) for topic in topics]
    return [lesson for lesson in shown if lesson.know]


def terms(glossary: Iterable[GlossaryTerm], quotes: Quotes) -> list[tuple[GlossaryTerm, Quoted | None]]:
    """The terms in alphabetical order, each with its quote where the source is there."""
    in_order = sorted(glossary, key=lambda term: term.name.casefold().translate(NORWEGIAN))
    return [(term, quotes.find(term.source, term.quote)) for term in in_order]


def years(shown: Iterable[Lesson]) -> tuple[int, ...]:
    """The years of the sources that are quoted, oldest first."""
    sources = (quoted.source for lesson in shown for _, quoted in (*lesson.know, *lesson.check))
    return tuple(sorted({source.year for source in sources if source.year}))


def _carried(pieces: Iterable[Piece], quotes: Quotes) -> tuple[tuple[Piece, Quoted], ...]:
    found = ((piece, quotes.find(piece.source, piece.quote)) for piece in pieces)
    return tuple((piece, quoted) for piece, quoted in found if quoted)


def _place(paragraph: Paragraph, quote: str) -> tuple[str, int | None]:
    """The nearest heading, with the name of the field in a register, and the page."""
    span = find_quote(paragraph.text, quote)
    heading = paragraph.path[-1].rstrip(" :") if paragraph.path else ""
    section = ": ".join(filter(None, [heading, paragraph.label]))
    return section, page_at(paragraph.page_breaks, span[0] if span else 0)
