"""The headings of a rundskriv: points that are nested by their numbers, and chapters that are named by a §."""

from __future__ import annotations

import re

from corpus.readers.structure import Outline

NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,3})*)\.?\s+(?=[^\W\d_]|[§«])")
CHAPTER = re.compile(r"(?:til\s+)?(?:\w+lov(?:en|a)s?\s+)?§{1,2}\s*\d", re.IGNORECASE)
POINT = re.compile(
    r"\d{1,2}(?:\.\d{1,3})+\.?\s+(?:[A-ZÆØÅ«]|§|til\s+§)"
    r"|(?:Til\s+)?§{1,2}\s*\d+(?:-\d+)?(?:\s?[a-h]\b)?(?:\s+\w+\s+ledd)?\.?(?:\s*[–-])?\s+[A-ZÆØÅ«]"
)
LONGEST = 160
LIKE_TEXT = 9
"""The level of what is no larger than text."""


def is_point(text: str) -> bool:
    """Whether a line of text is a heading, such as "4.17.1 Generelt" or "Til § 18 – Stønad"."""
    return len(text) <= LONGEST and text[-1:] not in ".,;:" and POINT.match(text) is not None


def number_of(heading: str) -> tuple[str, ...]:
    """The number of a heading, ("4", "17", "1"); empty where it has none."""
    match = NUMBER.match(heading)
    return tuple(match["number"].split(".")) if match else ()


class Points(Outline):
    """Open headings of which those with numbers hold what their numbers say: 4 holds 4.17, and that 4.17.1.

    The level of a heading counts where it has no number, and above all numbers.
    """

    def enter(self, level: int, heading: str) -> None:
        """Opens a heading, and closes those that do not hold it."""
        number = number_of(heading)
        kept = self._above_number(level, heading, number) if number else self._above_level(level)
        self.headings = [*self.headings[:kept], (level, heading)]

    def enter_line(self, line: str) -> None:
        """Opens a heading that looks like text, on the level of the last with a number where it has one itself."""
        levels = [level for level, heading in self.headings if number_of(heading)]
        self.enter(levels[-1] if levels and number_of(line) else LIKE_TEXT, line)

    def _above_level(self, level: int) -> int:
        """How many of the open headings hold one of that level."""
        kept = len(self.headings)
        while kept and self.headings[kept - 1][0] >= level and not self._is_levelled(kept - 1, level):
            kept -= 1
        return kept

    def _is_levelled(self, at: int, level: int) -> bool:
        """Whether a heading with a number is on that level and so is the one that holds it: levels say nothing."""
        around = self.headings[max(at - 1, 0) : at + 1]
        return len(around) > 1 and all(above == level and number_of(heading) for above, heading in around)

    def _above_number(self, level: int, heading: str, number: tuple[str, ...]) -> int:
        """How many of the open headings hold one with that number."""
        numbers = [number_of(title) for _, title in self.headings]
        shorter = {number[:length] for length in range(1, len(number))}
        holding = (at for at, held in enumerate(numbers) if held in shorter)
        kept = max(holding, default=-1) + 1
        while kept < len(self.headings) and not numbers[kept] and self._may_hold(kept, level, heading):
            kept += 1
        return kept

    def _may_hold(self, at: int, level: int, heading: str) -> bool:
        """Whether an open heading without a number holds one with a number, beneath those before it.

        A chapter does whatever its level, but the law's own heading that is quoted within a chapter does not.
        """
        above, title = self.headings[at]
        named = [title for _, title in self.headings[:at] if _is_chapter(title)]
        return above < level or (_is_chapter(title) and not named and not _is_chapter(heading))


def _is_chapter(heading: str) -> bool:
    """Whether a heading begins with a §, after its number."""
    number = NUMBER.match(heading)
    return CHAPTER.match(heading, number.end() if number else 0) is not None
