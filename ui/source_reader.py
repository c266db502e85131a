"""One document as HTML, to be read from beginning to end: part by part, with its headings and what is sought."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from corpus.document import Source
from index.passage import Passage
from ui import words
from ui.blocks import Block, Cell, Line, Run, passage_blocks
from ui.source_find import Spans, find_in, mark
from ui.source_list import entry
from ui.templating import render

LONGEST_SEARCH = 200
"""Characters."""
PART, LONGEST_PART = 60, 90
"""A part ends before the first heading after so many passages, and at the latest after so many."""


@dataclass(frozen=True)
class Heading:
    """A heading of a document and those below it."""

    text: str
    level: int
    anchor: str
    part: int
    page: int | None
    below: list[Heading] = field(default_factory=list)


@dataclass(frozen=True)
class Shown:
    """A passage as it stands in its document, with what is sought marked."""

    headings: list[tuple[Heading, Cell]]
    """Those that begin with it, and their words."""
    pages: str
    """Empty where they are those of the passage above it."""
    blocks: list[Block]
    places: list[tuple[int, int]]
    """For each mark the place that it belongs to: a long one has several."""


def frame(source: Source, passages: Sequence[Passage]) -> str:
    """What stands around the parts of a document: who says it, the headings, and the search in it."""
    contents = _tree(heading for shown in _headings(passages) for heading in shown)
    return render(
        "sources_document.html",
        source=source,
        entry=entry(source, passages),
        contents=contents,
        longest=LONGEST_SEARCH,
    )


def part(source: Source, passages: Sequence[Passage], number: int, query: str) -> str:
    """A part of a document, with what is sought marked.

    Raises:
        IndexError: when the document has no part of this number.
    """
    parts = list(_parts(passages))
    if number not in range(len(parts)):
        raise IndexError(number)
    here, headings = parts[number], _headings(passages)
    spans, _ = _find(passages, headings, query)
    return render(
        "sources_part.html",
        source=source,
        number=number,
        parts=len(parts),
        goes_on=_goes_on(passages, here),
        passages=[_shown(passages, at, headings[at], spans[at]) for at in here],
    )


def search(passages: Sequence[Passage], query: str) -> tuple[str, str]:
    """How much was found, in a sentence, and where, as JSON: [[part, mark], ...].

    `mark` is the number of a hit's first mark among those of its part.
    """
    headings = _headings(passages)
    spans, together = _find(passages, headings, query)
    hits = [
        (number, mark)
        for number, here in enumerate(_parts(passages))
        for mark in _hits(passages, here, headings, spans)
    ]
    return _count(len(hits), together), json.dumps(hits)


def _hits(
    passages: Sequence[Passage],
    here: range,
    headings: Sequence[Sequence[Heading]],
    spans: Sequence[Sequence[Spans]],
) -> Iterator[int]:
    """The number of each hit's first mark among those of a part."""
    marks = 0
    for at in here:
        places = _shown(passages, at, headings[at], spans[at]).places if any(spans[at]) else []
        firsts = {place: number for number, place in reversed([*enumerate(places, marks)])}
        yield from sorted(firsts.values())
        marks += len(places)


def _count(hits: int, together: bool) -> str:
    if not hits:
        return "Ingen treff i dokumentet."
    if not together:
        return f"Ordene står ikke samlet. {hits} treff i tekstbiter som har alle ordene."
    return f"{hits} treff"


def _find(
    passages: Sequence[Passage], headings: Sequence[Sequence[Heading]], query: str
) -> tuple[list[list[Spans]], bool]:
    """Where each passage's headings and, last, its text have what is sought; and whether it stands together."""
    texts = [
        [*(one.text for one in begun), passage.text] for passage, begun in zip(passages, headings, strict=True)
    ]
    found = find_in([text for own in texts for text in own], query)
    spans = iter(found.spans)
    return [[next(spans) for _ in own] for own in texts], found.together


def _parts(passages: Sequence[Passage]) -> Iterator[range]:
    """The positions of the passages of each part."""
    start = 0
    for at in range(1, len(passages)):
        at_heading = passages[at].path != passages[at - 1].path
        if at - start >= (PART if at_heading else LONGEST_PART):
            yield range(start, at)
            start = at
    yield range(start, len(passages))


def _goes_on(passages: Sequence[Passage], here: range) -> str:
    """The heading that a part begins below; empty when it begins with one."""
    begins = not here.start or passages[here.start - 1].path != passages[here.start].path
    return "" if begins else words.nearest(passages[here.start].section)


def _headings(passages: Sequence[Passage]) -> list[list[Heading]]:
    """For each passage the headings that begin with it."""
    part_of = [number for number, here in enumerate(_parts(passages)) for _ in here]
    above: tuple[str, ...] = ()
    headings = []
    for at, passage in enumerate(passages):
        headings.append(list(_begun(passage, above, at, part_of[at])))
        above = passage.path
    return headings


def _begun(passage: Passage, above: tuple[str, ...], at: int, part: int) -> Iterator[Heading]:
    """The headings of a passage that are not those of the passage above it."""
    if passage.path == above:
        return
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(passage.path, above, strict=False)))
    # Back under a heading after one below it: that heading is said again.
    for level in range(min(shared, len(passage.path) - 1), len(passage.path)):
        yield Heading(passage.path[level], level + 1, f"o-{at}-{level}", part, passage.page_at(0))


def _tree(headings: Iterator[Heading]) -> list[Heading]:
    """The outermost headings; the others are below them."""
    root = Heading("", 0, "", 0, None)
    open_ = [root]
    for heading in headings:
        while open_[-1].level >= heading.level:
            open_.pop()
        open_[-1].below.append(heading)
        open_.append(heading)
    return root.below


def _shown(passages: Sequence[Passage], at: int, headings: Sequence[Heading], spans: Sequence[Spans]) -> Shown:
    passage, above = passages[at], passages[at - 1] if at else None
    texts = [(one.text, [Block("text", (Line(((Run(one.text),),)),))]) for one in headings]
    texts.append((passage.text, passage_blocks(passage, above)))
    marked = [mark(text, blocks, found) for (text, blocks), found in zip(texts, spans, strict=True)]
    pages = words.pages(passage)
    return Shown(
        headings=[(one, blocks[0].lines[0].cells[0]) for one, (blocks, _) in zip(headings, marked, strict=False)],
        pages="" if above and words.pages(above) == pages else pages,
        blocks=marked[-1][0],
        places=[(number, owner) for number, (_, owners) in enumerate(marked) for owner in owners],
    )
