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
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from corpus.document import PageBreak, Paragraph, ParagraphKind, fold
from corpus.readers.plain_text import decode

PAGE_MARK = re.compile(r"<!--\s*side\s+(\d+|ukjent)\s*-->")
VOICE_MARK = re.compile(r"<!--\s*stemme:\s*(\w+)\s*-->")
FOOTNOTE = re.compile(r"\[\^(\d+)\]")
NOTE = re.compile(r"\[\^(\d+)\]:\s*")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# A lone "[^1]: https://..." would be taken for a link definition and vanish.
PARSER = MarkdownIt("commonmark").enable("table").disable("reference")


def read_markdown(path: Path) -> list[Paragraph]:
    """The paragraphs of a Markdown file, in order.

    Raises:
        UnreadableFileError: when the file is no text.
    """
    return list(parse_markdown(decode(path)))


def parse_markdown(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a Markdown text; its first `#` heading is the title and in no path."""
    state = _Reading()
    for node in SyntaxTreeNode(PARSER.parse(text)).children:
        if node.type == "heading":
            state.enter(int(node.tag[1]), _inline(node))
        elif node.type == "html_block":
            state.mark(node.content)
        elif node.type != "hr":
            yield from state.paragraph(_kind(node), _block(node))


@dataclass
class _Reading:
    """Where the reading stands: the open headings, the page, the voice."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    page: int | None = None
    voice: str = ""

    def enter(self, level: int, heading: str) -> None:
        self.headings = [kept for kept in self.headings if kept[0] < level]
        if level > 1:
            self.headings.append((level, _without_marks(heading)))
        self.mark(heading)
        self.voice = ""

    def mark(self, text: str) -> None:
        for number in PAGE_MARK.findall(text):
            self.page = _page_number(number)
        for voice in VOICE_MARK.findall(text):
            self.voice = voice

    def paragraph(self, kind: ParagraphKind, marked: str) -> Iterator[Paragraph]:
        text, breaks = _split_pages(_footnotes(marked), self.page)
        self.page = breaks[-1][1]
        if not text:
            return
        path = tuple(heading for _, heading in self.headings)
        yield Paragraph(text, path, "note" if NOTE.match(marked) else kind, breaks, self.voice)


def _page_number(mark: str) -> int | None:
    return None if mark == "ukjent" else int(mark)


def _without_marks(heading: str) -> str:
    return fold(FOOTNOTE.sub("", PAGE_MARK.sub("", heading)))


def _split_pages(marked: str, page: int | None) -> tuple[str, tuple[PageBreak, ...]]:
    """Text without page marks, and where each page begins in it."""
    text, breaks, end = "", [(0, page)], 0
    for mark in PAGE_MARK.finditer(marked):
        text = _join(text, marked[end : mark.start()])
        breaks.append((len(text) + 1 if text else 0, _page_number(mark[1])))
        end = mark.end()
    text = _join(text, marked[end:])
    return text, tuple(dict(breaks).items())


def _join(left: str, right: str) -> str:
    right = right.strip()
    return f"{left} {right}" if left and right else left + right


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
            return node.content.strip()
        case _:
            return _inline(node)


def _items(node: SyntaxTreeNode, depth: int) -> Iterator[str]:
    first = int(str(node.attrs.get("start", 1)))
    for number, item in enumerate(node.children, first):
        sign = f"{number}." if node.type == "ordered_list" else "-"
        words = " ".join(_block(child) for child in item.children if not child.type.endswith("_list"))
        yield f"{'  ' * depth}{sign} {words}"
        for child in item.children:
            if child.type.endswith("_list"):
                yield from _items(child, depth + 1)


def _rows(table: SyntaxTreeNode) -> Iterator[str]:
    for part in table.children:
        for row in part.children:
            yield "| " + " | ".join(_inline(cell) for cell in row.children) + " |"


def _inline(node: SyntaxTreeNode) -> str:
    """The text of an inline node; emphasis and links keep their words only."""
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type in ("html_inline", "html_block"):
        return "".join(mark[0] for mark in PAGE_MARK.finditer(node.content))
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(_inline(child) for child in node.children)
