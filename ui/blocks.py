"""A passage's text as blocks: paragraphs, lists and tables, with the quoted words marked.

Templates turn blocks into HTML; here nothing is known of HTML. Every word of the text ends up in
exactly one run, so that a mark covers the quoted words and no others, whatever block they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

from index.passage import Passage
from ui.quote import Span

BlockKind = Literal["text", "bullets", "numbers", "table", "rows"]
"""A table has its headings in its first line; rows are a table whose headings stand elsewhere."""

ITEM = re.compile(r"(?P<indent> *)(?P<sign>-|(?P<number>\d+)\.) +(?P<words>.*)")
CELL = re.compile(r"[^|]+")
LINE = re.compile(r".+")
EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True)
class Run:
    """Words that are all quoted, or all not."""

    text: str
    marked: bool = False


Cell = tuple[Run, ...]


@dataclass(frozen=True)
class Line:
    """One line of a block: the cells of a row, or a single cell."""

    cells: tuple[Cell, ...]
    number: int | None = None
    """Of a numbered item."""
    nested: bool = False
    """True for an item that belongs to the item above it."""


@dataclass(frozen=True)
class Block:
    """Consecutive lines of one kind."""

    kind: BlockKind
    lines: tuple[Line, ...]

    @property
    def headings(self) -> Line | None:
        """The first line of a table that has headings."""
        return self.lines[0] if self.kind == "table" else None

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines below the headings, or all."""
        return self.lines[1:] if self.kind == "table" else self.lines


def make_blocks(text: str, quoted: Span | None = None, continues_table: bool = False) -> list[Block]:
    """The blocks of a passage's text; `continues_table` when a table runs on from the passage before."""
    blocks = [block for paragraph in _paragraphs(text) for block in _blocks(text, paragraph, quoted)]
    blocks = [_without_empty_headings(block) for block in blocks]
    if continues_table and blocks and blocks[0].kind == "table":
        blocks[0] = replace(blocks[0], kind="rows")
    return blocks


def passage_blocks(passage: Passage, above: Passage | None, quoted: Span | None = None) -> list[Block]:
    """The blocks of a passage below another: a table at the end of one may go on in the next."""
    continues = False
    if above and above.parts and passage.parts:
        first, last = passage.parts[0], above.parts[-1]
        continues = first.kind == "table" and first.paragraph == last.paragraph
    return make_blocks(passage.text, quoted, continues)


def on_one_line(text: str) -> str:
    """The words of a text without signs of lists and tables."""
    runs = (run.text for block in make_blocks(text) for line in block.lines for cell in line.cells for run in cell)
    return " ".join(" ".join(runs).split())


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for gap in EMPTY_LINE.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _blocks(text: str, paragraph: Span, quoted: Span | None) -> Iterator[Block]:
    lines = [match.span() for match in LINE.finditer(text, *paragraph) if match[0].strip()]
    for kind, group in groupby(lines, key=lambda line: _kind(text[slice(*line)])):
        yield Block(kind, tuple(_line(text, kind, line, quoted) for line in group))


def _kind(line: str) -> BlockKind:
    if line.startswith("|"):
        return "table"
    item = ITEM.fullmatch(line)
    if item is None:
        return "text"
    return "numbers" if item["number"] else "bullets"


def _line(text: str, kind: BlockKind, line: Span, quoted: Span | None) -> Line:
    if kind == "table":
        cells = (cell for cell in CELL.finditer(text, *line) if _inside(cell, line))
        return Line(tuple(_runs(text, cell.span(), quoted) for cell in cells))
    item = ITEM.fullmatch(text, *line)
    if item is None:
        return Line((_runs(text, line, quoted),))
    number = int(item["number"]) if item["number"] else None
    return Line((_runs(text, item.span("words"), quoted),), number, bool(item["indent"]))


def _inside(cell: re.Match[str], line: Span) -> bool:
    """False for the white space after a row's last bar."""
    return bool(cell[0].strip()) or cell.end() < line[1]


def _runs(text: str, piece: Span, quoted: Span | None) -> Cell:
    """The words of a piece, parted where the quotation begins and ends."""
    start, end = _stripped(text, piece)
    first, last = quoted or (end, end)
    cuts = sorted({start, end, *(cut for cut in (first, last) if start < cut < end)})
    return tuple(_run(text, (left, right), quoted) for left, right in pairwise(cuts))


def _run(text: str, piece: Span, quoted: Span | None) -> Run:
    marked = quoted is not None and quoted[0] <= piece[0] and piece[1] <= quoted[1]
    return Run(text[slice(*piece)], marked)


def _stripped(text: str, piece: Span) -> Span:
    words = text[slice(*piece)]
    start = piece[0] + len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _without_empty_headings(block: Block) -> Block:
    """Some tables have none; an empty row above the others would only confuse."""
    if block.headings is None or any(block.headings.cells):
        return block
    return Block("rows", block.lines[1:])
