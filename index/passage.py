"""A passage: the piece of a document that is searched, ranked and cited."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.document import PageBreak, ParagraphKind, page_at


@dataclass(frozen=True)
class Part:
    """Where one paragraph's own words stand in a passage's text."""

    paragraph: str
    """Id of the paragraph."""
    start: int
    end: int
    kind: ParagraphKind = "text"


@dataclass(frozen=True)
class Passage:
    """A piece of one section, verbatim, with its address."""

    id: str
    source: str
    """Id of the source."""
    title: str
    """Title of the document."""
    path: tuple[str, ...]
    """Headings from the outermost to the nearest."""
    text: str
    """Paragraphs of the section, an empty line between them; a field has its label before it."""
    parts: tuple[Part, ...]
    """The source's own words within `text`; only these may be quoted."""
    page_breaks: tuple[PageBreak, ...]

    @property
    def section(self) -> str:
        """The headings on one line."""
        return " › ".join(self.path)

    @property
    def indexed(self) -> str:
        """What is searched: title, headings and text."""
        return "\n".join((self.title, *self.path, self.text))

    def page_at(self, offset: int) -> int | None:
        """The page on which the character of `text` at `offset` stands; None when not known."""
        return page_at(self.page_breaks, offset)
