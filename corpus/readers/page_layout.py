"""Lines of print to paragraphs: what begins a new block, what kind it is, what crosses a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median, quantiles

from corpus.document import PageBreak, Paragraph, ParagraphKind
from corpus.readers.page_lines import Line, body_size, drop_running, join, vocabulary
from corpus.readers.structure import Outline, list_item, table_row

BULLET = re.compile(r"^[•●○◦▪▫■□‣➢➔✓✔*\uf0b7\uf0a7\uf0d8\uf0fc]\s*|^o\s+(?=[A-ZÆØÅ])")
ENUMERATED = re.compile(r"^(?:[–-]|\d{1,2}[.)]|[a-zæøå]\))\s+(?=\S)")
SECTION = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+[A-ZÆØÅ«]")
CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d*$")
"""Dots that lead to a page number: a line of a table of contents."""
ENDED = re.compile(r"[.!?:;»”\"]\)?[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
NOTE = re.compile(r"^[\d⁰¹²³⁴⁵⁶⁷⁸⁹]")
LONGEST_HEADING = 160
INDENT = 6
"""Points; bullets less apart stand on the same level."""


@dataclass(frozen=True)
class _Print:
    """How the body of the document is printed."""

    size: float
    bold: bool
    leading: float
    width: float
    words: frozenset[str]


@dataclass
class _Block:
    """Lines that belong together."""

    lines: list[Line]
    kind: ParagraphKind | None = "text"
    """None: a heading."""

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def lay_out(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """The paragraphs of a printed document.

    Running heads and feet and tables of contents are left out. Headings are told by their look or by a number
    such as 2.1; where the first and largest one is alone of its kind, it is the title and in no path.
    """
    kept = [[line for line in page if not CONTENTS.search(line.text)] for page in drop_running(pages)]
    lines = [line for page in kept for line in page]
    if not lines:
        return []
    look = _measure(lines)
    blocks = _blocks(kept, look)
    return list(_Writing(look, _levels(blocks)).paragraphs(blocks))


def _measure(lines: Sequence[Line]) -> _Print:
    size = body_size(lines)
    body = [line for line in lines if abs(line.size - size) < 1]
    bold = sum(line.bold for line in body) > len(body) / 2
    gaps = [gap for upper, lower in pairwise(body) if 0 < (gap := _gap(upper, lower)) < 3 * (size or 12)]
    lengths = [len(line.text) for line in body]
    width = quantiles(lengths, n=10)[-1] if len(lengths) > 1 else lengths[0]
    return _Print(size, bold, median(gaps) if gaps else 0, width, vocabulary(lines))


def _gap(upper: Line, lower: Line) -> float:
    """How far down the next line stands; 0 on another page, below 0 in another column."""
    return round(upper.y - lower.y, 1) if upper.page == lower.page else 0


def _blocks(pages: Sequence[Sequence[Line]], look: _Print) -> list[_Block]:
    """All blocks in reading order; the footnotes of a page follow what begins on it."""
    body: list[Line] = []
    notes: list[Line] = []
    for page in pages:
        end = _notes_begin(page, look)
        body += page[:end]
        notes += page[end:]
    blocks = _group(body, look) + [_Block(block.lines, "note") for block in _group(notes, look)]
    return sorted(blocks, key=lambda block: (block.lines[0].page, block.kind == "note"))


def _notes_begin(page: Sequence[Line], look: _Print) -> int:
    """Where the small print at the foot of the page begins, if it begins with a number."""
    start = len(page)
    while start and page[start - 1].size < 0.9 * look.size:
        start -= 1
    return start if start < len(page) and NOTE.match(page[start].text) else len(page)


def _group(lines: Sequence[Line], look: _Print) -> list[_Block]:
    blocks: list[_Block] = []
    for line in lines:
        if blocks and not _begins(blocks[-1], line, look):
            blocks[-1].lines.append(line)
        else:
            blocks.append(_Block([line]))
    for block in blocks:
        block.kind = _kind(block, look)
    return blocks


def _begins(block: _Block, line: Line, look: _Print) -> bool:
    """Whether a line begins a new block rather than going on with the open one."""
    last = block.lines[-1]
    if line.row or last.row or BULLET.match(line.text) or not _alike(last, line):
        return True
    ended = bool(ENDED.search(last.text))
    short = len(last.text) < 0.75 * look.width
    gap = _gap(last, line)
    if gap > 1.4 * look.leading > 0 or _outdented(block, line):
        return True
    if ENUMERATED.match(line.text) or SECTION.match(line.text):
        return ended or short or _is_item(block)
    if gap > 0:
        return ended and short and not line.text[:1].islower()
    return ended or (short and not line.text[:1].islower())


def _alike(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) < 0.7 and one.bold == other.bold


def _outdented(block: _Block, line: Line) -> bool:
    return _is_item(block) and line.x < block.lines[0].x - 2 and _gap(block.lines[-1], line) > 0


def _is_item(block: _Block) -> bool:
    return bool(BULLET.match(block.lines[0].text) or ENUMERATED.match(block.lines[0].text))


def _kind(block: _Block, look: _Print) -> ParagraphKind | None:
    if _is_heading(block, look):
        return None
    if block.lines[0].row:
        return "table"
    return "list" if _is_item(block) else "text"


def _is_heading(block: _Block, look: _Print) -> bool:
    first, text = block.lines[0], block.text
    if len(text) > LONGEST_HEADING or len(block.lines) > 3 or first.row or BULLET.match(text):
        return False
    if text[-1] in ".,;:" or not re.search(r"[^\W\d_]{2}", text):
        return False
    number = SECTION.match(text)
    stands_out = first.size > 1.08 * look.size or (first.bold and not look.bold)
    return stands_out or (number is not None and "." in number[1] and len(block.lines) == 1)


Look = tuple[int, bool, int]


def _look(block: _Block) -> Look:
    number = SECTION.match(block.text)
    depth = number[1].count(".") + 1 if number else 1
    return (-round(block.lines[0].size), not block.lines[0].bold, depth)


def _levels(blocks: Sequence[_Block]) -> dict[Look, int]:
    """The level of each kind of heading: larger before smaller, 2 before 2.1; 0 is the title's."""
    looks = [_look(block) for block in blocks if block.kind is None]
    ranked = sorted(set(looks))
    has_title = (
        len(ranked) > 1 and blocks[0].kind is None and looks[0] == ranked[0] and looks.count(ranked[0]) == 1
    )
    return {look: rank for rank, look in enumerate(ranked, 0 if has_title else 1)}


@dataclass
class _Writing:
    """Writes blocks as paragraphs under the headings that are open; consecutive items and rows become one."""

    look: _Print
    levels: dict[Look, int]
    outline: Outline = field(default_factory=Outline)
    items: list[_Block] = field(default_factory=list)

    def paragraphs(self, blocks: Sequence[_Block]) -> Iterator[Paragraph]:
        for block in blocks:
            if not self.items or self.items[0].kind != block.kind:
                yield from self.end_items()
            if block.kind is None:
                self.enter(block)
            elif block.kind in ("list", "table"):
                self.items.append(block)
            else:
                yield self.write([block], block.kind)
        yield from self.end_items()

    def enter(self, block: _Block) -> None:
        if level := self.levels[_look(block)]:
            self.outline.enter(level, _compose([block], self.look.words)[0])

    def end_items(self) -> Iterator[Paragraph]:
        if self.items:
            yield self.write(self.items, self.items[0].kind or "list")
        self.items = []

    def write(self, blocks: Sequence[_Block], kind: ParagraphKind) -> Paragraph:
        text, breaks = _compose(blocks, self.look.words)
        return Paragraph(text, self.outline.path, kind, breaks)


def _compose(blocks: Sequence[_Block], words: frozenset[str]) -> tuple[str, tuple[PageBreak, ...]]:
    """The text of blocks, one on each line, and where each page begins in it."""
    text, breaks = "", {0: blocks[0].lines[0].page}
    depths = _depths(blocks)
    for block, depth in zip(blocks, depths, strict=True):
        text += "\n" if text else ""
        start = len(text)
        for number, line in enumerate(block.lines):
            added = line.text if number else _first_line(line, block.kind, depth)
            text = text[:start] + join(text[start:], added, words)
            if line.page != list(breaks.values())[-1]:
                breaks[len(text) - len(added)] = line.page
    return text, tuple(breaks.items())


def _first_line(line: Line, kind: ParagraphKind | None, depth: int) -> str:
    if kind == "table":
        return table_row([line.text])
    if kind != "list":
        return line.text
    sign = ENUMERATED.match(line.text)
    words = BULLET.sub("", ENUMERATED.sub("", line.text))
    return list_item(words, depth, sign[0].strip().replace("–", "-") if sign else "-")


def _depths(blocks: Sequence[_Block]) -> list[int]:
    """How deep each item is indented, counted from the leftmost."""
    steps: list[float] = []
    for x in sorted(block.lines[0].x for block in blocks):
        if not steps or x - steps[-1] > INDENT:
            steps.append(x)
    return [sum(step <= block.lines[0].x for step in steps) - 1 for block in blocks]
