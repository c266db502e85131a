"""Search within one document: where the words that are looked for stand, and their marks in its blocks.

Found is what reads the same (also as a part of a longer word) and what has the same stems in the same order:
"ungdommer" finds "ungdommens". Where several words stand nowhere together, the passages that have all of them
count instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from index.analysis import STEMMER, STOP_WORDS, WORD
from ui.blocks import Block, Cell, Line, Run
from ui.quote import Span

TOKEN = re.compile(r"\w+|[^\w\s]")
ONLY_WORDS = re.compile(r"[\w\s-]+")
SPACE = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
"""With one line break at most: an empty line parts paragraphs."""


Spans = tuple[Span, ...]
"""In order and without overlap."""


@dataclass(frozen=True)
class Finding:
    """What was found in a document."""

    spans: tuple[Spans, ...]
    """For each text."""
    together: bool = True
    """False when the words stand nowhere side by side, and each is counted by itself."""


def find_in(texts: Sequence[str], query: str) -> Finding:
    """Where the texts have the words of the query."""
    wanted = " ".join(unicodedata.normalize("NFC", query).split())
    found = tuple(tuple(_occurrences(text, wanted)) for text in texts)
    words = {word for word in WORD.findall(wanted.lower()) if word not in STOP_WORDS}
    if any(found) or len(words) < 2:
        return Finding(found)
    return Finding(tuple(tuple(_apart(text, words)) for text in texts), together=False)


def mark(text: str, blocks: Sequence[Block], spans: Sequence[Span]) -> tuple[list[Block], list[int]]:
    """The blocks of a text with these places marked, and for each mark the number of its place.

    A place that goes on in the next line or cell has several marks; a sign of a list has none.
    """
    marker = _Marker(text, spans)
    return [marker.block(block) for block in blocks], marker.owners


class _Marker:
    """Goes through blocks in reading order; each run stands in the text after the one before it."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self._text, self._spans, self._at = text, spans, 0
        self.owners: list[int] = []

    def block(self, block: Block) -> Block:
        return replace(block, lines=tuple(self._line(line) for line in block.lines))

    def _line(self, line: Line) -> Line:
        return replace(line, cells=tuple(self._cell(cell) for cell in line.cells))

    def _cell(self, cell: Cell) -> Cell:
        return tuple(piece for run in cell for piece in self._pieces(run.text))

    def _pieces(self, words: str) -> Iterator[Run]:
        at = start = self._text.index(words, self._at)
        self._at = end = start + len(words)
        for number, (first, last) in enumerate(self._spans):
            first, last = max(first, start), min(last, end)
            if first >= last:
                continue
            yield from _run(self._text[at:first])
            yield Run(self._text[first:last], marked=True)
            self.owners.append(number)
            at = last
        yield from _run(self._text[at:end])


def _run(text: str) -> Iterator[Run]:
    if text:
        yield Run(text)


def _occurrences(text: str, wanted: str) -> Iterator[Span]:
    yield from _without_overlap((*_plain(text, wanted), *_by_stems(text, wanted)))


def _without_overlap(spans: Iterable[Span]) -> Iterator[Span]:
    """In order; of two that overlap the one that begins first, and of those the longest."""
    end = 0
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= end:
            yield start, stop
            end = stop


def _plain(text: str, wanted: str) -> Iterator[Span]:
    """What reads the same, whatever its letters' size and its white space; "17" is no part of "170"."""
    tokens = TOKEN.findall(wanted)
    if not tokens:
        return
    pattern = re.escape(tokens[0])
    for before, token in pairwise(tokens):
        both_words = before[-1].isalnum() and token[0].isalnum()
        pattern += (SPACE if both_words else f"{SPACE}?") + re.escape(token)
    first = r"(?<!\d)" if tokens[0][0].isdigit() else ""
    last = r"(?!\d)" if tokens[-1][-1].isdigit() else ""
    yield from (match.span() for match in re.finditer(f"{first}{pattern}{last}", text, re.IGNORECASE))


def _by_stems(text: str, wanted: str) -> Iterator[Span]:
    """Words side by side whose stems are those that are wanted."""
    sought = [_stem(word) for word in WORD.findall(wanted)]
    if not sought or not ONLY_WORDS.fullmatch(wanted):
        return
    found = _words(text)
    for at, (_, stem) in enumerate(found):
        window = found[at : at + len(sought)] if stem == sought[0] else []
        if [stem for _, stem in window] == sought and _side_by_side(text, window):
            yield window[0][0][0], window[-1][0][1]


def _apart(text: str, words: Iterable[str]) -> Iterator[Span]:
    """Each of the words, where the text has them all."""
    found = [list(_occurrences(text, word)) for word in words]
    if all(found):
        yield from _without_overlap(span for spans in found for span in spans)


def _words(text: str) -> list[tuple[Span, str]]:
    """Every word's place and stem."""
    return [(match.span(), _stem(match[0])) for match in WORD.finditer(text)]


def _side_by_side(text: str, words: Sequence[tuple[Span, str]]) -> bool:
    gaps = (text[left[1] : right[0]] for (left, _), (right, _) in pairwise(words))
    return all(gap == "-" or re.fullmatch(SPACE, gap) for gap in gaps)


@lru_cache(100_000)
def _stem(word: str) -> str:
    stem: str = STEMMER.stemWord(word.lower())
    # No Norwegian word ends in two m, so that "ungdom" and "ungdommer" would not meet.
    return stem[:-1] if stem.endswith("mm") else stem
