"""Compares a reviewed Markdown document with the text that it was made from, token by token.

Tokens are runs of letters or of digits, in lower case; Markdown's signs, bullets and page marks are
none. Every line of the text must stand in the document whole and once, and nothing else may stand
there. Words hyphenated at a line's end may be joined. A line whose words belong apart (a table read
across) is matched in pieces and reported.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

TOKEN = re.compile(r"[^\W\d_]+|\d+")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
BULLET = re.compile(r"^\s*o\s+")
HYPHENATED = re.compile(r"\w-\s*$")


@dataclass(frozen=True)
class Line:
    number: int
    words: tuple[str, ...]
    opens_within_word: bool
    ends_within_word: bool

    @property
    def length(self) -> int:
        return sum(map(len, self.words))


@dataclass(frozen=True)
class Comparison:
    lost: list[str]
    added: list[str]
    rearranged: list[str]


def tokens(text: str) -> tuple[str, ...]:
    return tuple(token.lower() for token in TOKEN.findall(text))


def numbered_lines(text: str, left_out: Container[int] = ()) -> Iterator[Line]:
    hyphenated = False
    for number, line in enumerate(text.split("\n"), 1):
        words = tokens(BULLET.sub("", line))
        if words and number not in left_out:
            # A page may begin within a word that was hyphenated before a footnote.
            opens_within = hyphenated or line.startswith(" ")
            hyphenated = HYPHENATED.search(line) is not None
            yield Line(number, words, opens_within, hyphenated)


class Cover:
    """The document's characters, each to be claimed by exactly one line."""

    def __init__(self, markdown: str) -> None:
        self.words = tokens(COMMENT.sub(" ", markdown))
        self.text = "".join(self.words)
        self.claimed = bytearray(len(self.text))
        self.starts = [0]
        for word in self.words:
            self.starts.append(self.starts[-1] + len(word))
        self.boundaries = set(self.starts)
        self.expected = 0

    def claim(self, line: Line) -> bool:
        """Claim the place where the line stands unclaimed, looking after the last match first."""
        squeezed = "".join(line.words)
        for begin in (self.expected, 0):
            at = self.text.find(squeezed, begin)
            while at >= 0:
                if self._fits(at, line):
                    self.claimed[at : at + line.length] = b"\1" * line.length
                    self.expected = at + line.length
                    return True
                at = self.text.find(squeezed, at + 1)
        return False

    def _fits(self, at: int, line: Line) -> bool:
        if any(self.claimed[at : at + line.length]):
            return False
        place = at
        for index, word in enumerate(line.words):
            if place not in self.boundaries and not (index == 0 and line.opens_within_word):
                return False
            place += len(word)
        return place in self.boundaries or line.ends_within_word

    def unclaimed(self) -> list[str]:
        spans = zip(self.words, self.starts, strict=False)
        return [word for word, start in spans if not all(self.claimed[start : start + len(word)])]


def compare(lines: Sequence[Line], markdown: str) -> Comparison:
    cover = Cover(markdown)
    apart = [line for line in lines if not cover.claim(line)]
    lost = [f"line {line.number}: {word}" for line in apart for word in _claim_in_pieces(cover, line)]
    return Comparison(lost, cover.unclaimed(), [f"line {line.number}: {' '.join(line.words)}" for line in apart])


def _claim_in_pieces(cover: Cover, line: Line) -> Iterator[str]:
    """Claim the longest pieces of the line; yields the words that stand nowhere."""
    words = line.words
    cover.expected = 0
    while words:
        for size in range(len(words), 0, -1):
            ends = line.ends_within_word and size == len(words)
            piece = Line(line.number, words[:size], line.opens_within_word and words == line.words, ends)
            if cover.claim(piece):
                words = words[size:]
                break
        else:
            yield words[0]
            words = words[1:]
