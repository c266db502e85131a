"""Markdown to paragraphs: the form of the reviewed documents, and of Markdown that users add.

Beyond CommonMark and tables three marks are understood:
`<!-- side 5 -->` page 5 begins here (`<!-- side ukjent -->`: no page is certain from here on),
`<!-- stemme: kontorene -->` the offices speak from here to the next such mark or heading,
`[^7]` a footnote reference, whose note is a block beginning `[^7]:`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from corpus.document import PageBreak, Paragraph, ParagraphKind
from corpus.readers.html import parse_fragment
from corpus.readers.plain_text import decode
from corpus.readers.structure import SUPERSCRIPT, Outline, clean, list_item, table_row

PAGE_MARK = re.compile(r"<!--\s*side\s+(\d+|ukjent)\s*-->")
VOICE_MARK = re.compile(r"<!--\s*stemme:\s*(\w+)\s*-->")
FOOTNOTE = re.compile(r"\[\^(\d+)\]")
NOTE = re.compile(r"\[\^(\d+)\]:\s*")
NOTE_LINE = re.compile(r"^(?=\[\^\d+\]:)", re.MULTILINE)
LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)
# A lone "[^1]: https://..." would be taken for a link definition and vanish.
PARSER = MarkdownIt("commonmark").enable("table").disable("reference")


def read_markdown(path: Path) -> list[Paragraph]:
    """The paragraphs of a Markdown file, in order.

    Raises:
        UnreadableFileError: when the file is no text.
    """
    return list(parse_markdown(decode(path)))


def parse_markdown(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a Markdown text; a single `#` that is its first heading is the title and in no path."""
    nodes = _parse(text)
    tags = [node.tag for node in nodes if node.type == "heading"]
    state = _Reading(single_title=tags[:1] == ["h1"] and tags.count("h1") == 1)
    for node in nodes:
        if node.type == "heading":
            state.enter(int(node.tag[1]), _words(node))
        elif node.type == "html_block":
            yield from state.html(node.content)
        elif node.type != "hr":
            yield from state.paragraph(_kind(node), _block(node))


def markdown_title(path: Path) -> str:
    """What the document calls itself: its first `#` heading; empty when it has none.

    Raises:
        UnreadableFileError: when the file is no text.
    """
    return next((_without_marks(_words(node)) for node in _parse(decode(path)) if node.tag == "h1"), "")


def _parse(text: str) -> list[SyntaxTreeNode]:
    # A note ends the paragraph above it, even without an empty line.
    return SyntaxTreeNode(PARSER.parse(NOTE_LINE.sub("\n", text))).children


@dataclass
class _Reading:
    """Where the reading stands: the open headings, the page, the voice."""

    single_title: bool
    outline: Outline = field(default_factory=Outline)
    page: int | None = None
    voice: str = ""

    def enter(self, level: int, heading: str) -> None:
        if level > 1 or not self.single_title:
            self.outline.enter(level, _without_marks(heading))
        self.mark(heading)
        self.voice = ""

    def mark(self, text: str) -> None:
        for number in PAGE_MARK.findall(text):
            self.page = _page_number(number)
        for voice in VOICE_MARK.findall(text):
            self.voice = voice

    def html(self, content: str) -> Iterator[Paragraph]:
        self.voice = [self.voice, *VOICE_MARK.findall(content)][-1]
        for paragraph in _html(content, self.outline):
            yield from self.paragraph(paragraph.kind, paragraph.text)
        self.mark(content)  # marks between the rows of a table are no words

    def paragraph(self, kind: ParagraphKind, marked: str) -> Iterator[Paragraph]:
        text, breaks = _split_pages(_footnotes(marked), self.page)
        self.page = breaks[-1][1]
        if not text:
            return
        yield Paragraph(text, self.outline.path, "note" if NOTE.match(marked) else kind, breaks, self.voice)


def _page_number(mark: str) -> int | None:
    return None if mark == "ukjent" else int(mark)


def _without_marks(heading: str) -> str:
    return clean(FOOTNOTE.sub("", PAGE_MARK.sub("", heading)))


def _split_pages(marked: str, page: int | None) -> tuple[str, tuple[PageBreak, ...]]:
    """Text without page marks, and where each page begins in it."""
    first, *rest = PAGE_MARK.split(marked)
    text, breaks = first.lstrip(), [(0, page)]
    for number, part in zip(rest[::2], rest[1::2], strict=True):
        text = _before(text, part)
        breaks.append((len(text), _page_number(number)))
        text += part.lstrip()
    return text.rstrip(), tuple(dict(breaks).items())


def _before(text: str, part: str) -> str:
    """The text, and the space or the line end with its indent that parts it from what follows the page mark."""
    ended = text.rstrip()
    after, before = part[: len(part) - len(part.lstrip())], text[len(ended) :]
    gap = after if "\n" in after else before
    return ended and ended + ("\n" + gap.rpartition("\n")[2] if "\n" in gap else " ")


def _footnotes(text: str) -> str:
    """References as superscript digits, and a note as its number and words."""
    opened = NOTE.sub(r"[^\1] ", text, count=1) if NOTE.match(text) else text
    return FOOTNOTE.sub(lambda reference: reference[1].translate(SUPERSCRIPT), opened)


def _kind(node: SyntaxTreeNode) -> ParagraphKind:
    kinds: dict[str, ParagraphKind] = {
        "bullet_list": "list",
        "ordered_list": "list",
        "table": "table",
        "blockquote": "quote",
    }
    return kinds.get(node.type, "text")


def _block(node: SyntaxTreeNode) -> str:
    """The words of a block; list items and table rows on lines of their own."""
    match node.type:
        case "bullet_list" | "ordered_list":
            return "\n".join(_items(node, 0))
        case "table":
            return "\n".join(_rows(node))
        case "blockquote":
            return "\n".join(_block(child) for child in node.children)
        case "fence" | "code_block":
            return "\n".join(map(clean, node.content.strip().splitlines()))
        case _:
            return _words(node)


def _items(node: SyntaxTreeNode, depth: int) -> Iterator[str]:
    first = int(str(node.attrs.get("start", 1)))
    for number, item in enumerate(node.children, first):
        sign = f"{number}." if node.type == "ordered_list" else "-"
        words = " ".join(_block(child) for child in item.children if not child.type.endswith("_list"))
        yield list_item(words, depth, sign)
        for child in item.children:
            if child.type.endswith("_list"):
                yield from _items(child, depth + 1)


def _rows(table: SyntaxTreeNode) -> Iterator[str]:
    for part in table.children:
        for row in part.children:
            yield table_row(_words(cell) for cell in row.children)


def _words(node: SyntaxTreeNode) -> str:
    return clean(_inline(node))


def _page_marks(html: str) -> str:
    return "".join(mark[0] for mark in PAGE_MARK.finditer(html))


def _html(content: str, outline: Outline) -> Iterator[Paragraph]:
    """The paragraphs of a block of HTML, page marks among their words."""
    return parse_fragment(PAGE_MARK.sub(lambda mark: escape(mark[0]), content), outline)


def _inline(node: SyntaxTreeNode) -> str:
    """The text of an inline node; emphasis and links keep their words only."""
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type == "html_block":
        return " ".join(paragraph.text for paragraph in _html(node.content, Outline()))
    if node.type == "html_inline":
        return " " if LINE_BREAK.match(node.content) else _page_marks(node.content)
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(_inline(child) for child in node.children)
