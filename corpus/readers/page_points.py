"""The printed pages of a rundskriv: its head, and its points, which may be printed like any other line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from corpus.document import Paragraph
from corpus.readers.page_layout import CONTENTS, ENDED, LONGEST_HEADING, lay_out
from corpus.readers.page_lines import Line, body_size
from corpus.readers.points import LIKE_TEXT, NUMBER, Points, is_point, number_of
from corpus.rundskriv_header import Header, describe, find_header

MOST_LINES = 3
"""So many lines of print a heading has at most."""
KEY = "overskrift "
LARGE = 1.08
"""Print that is larger than text by more than this stands out."""
MOST_LEADING = 1.8
"""So many times its size lie at most between two lines of a heading."""


def find_head(title: str, pages: Sequence[Sequence[Line]]) -> Header | None:
    """The head of a rundskriv; None where a document with this title (else the printed one) is none."""
    texts = [line.text for page in pages for line in page]
    return find_header(texts) if describe(title or printed_title(pages), texts) else None


def printed_title(pages: Sequence[Sequence[Line]]) -> str:
    """The largest print before the head, on the lines that follow each other; empty where there is none."""
    lines = [line for page in pages for line in page]
    head = find_header(line.text for line in lines)
    above = lines[: head.end if head else 0]
    size = max((line.size for line in above), default=0)
    if size <= LARGE * body_size(lines):
        return ""
    first = next(at for at, line in enumerate(above) if line.size == size)
    following = (line for line in above[first : first + MOST_LINES] if abs(line.size - size) < 1)
    return " ".join(line.text for line in following)


def lay_out_points(pages: Sequence[Sequence[Line]], end: int) -> list[Paragraph]:
    """The paragraphs of a rundskriv under its headings, which are nested by their numbers.

    Args:
        pages: The pages without running heads and feet.
        end: So many lines are its head and what comes before.
    """
    lines = [line for page in pages for line in page]
    kept, paths = _Marking(lines, end).mark()
    marked = [list(group) for _, group in groupby(kept, key=lambda line: line.page)]
    paragraphs = lay_out(marked)
    return [replace(one, path=_path(one.path, paths)) for one in paragraphs]


def _path(laid_out: tuple[str, ...], paths: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The headings that a key stands for, and what was told to be a heading below it; none for the head."""
    # The layout joins keys when it leaves out what stood between them.
    key = KEY + (laid_out[0].rpartition(KEY)[2] if laid_out else "")
    return (*paths[key], *laid_out[1:]) if key in paths else ()


class _Marking:
    """Finds the headings among the lines."""

    def __init__(self, lines: Sequence[Line], end: int) -> None:
        self.lines = lines
        self.end = end
        self.size = body_size(lines)
        text = [line for line in lines if abs(line.size - self.size) < 1]
        self.bold = sum(line.bold for line in text) > len(text) / 2
        lengths = sorted(len(line.text) for line in text)
        self.width = lengths[9 * len(lengths) // 10]
        sizes = {round(line.size) for line in lines[end:] if self._is_large(line)}
        self.levels = {size: level for level, size in enumerate(sorted(sizes, reverse=True), 1)}

    def mark(self) -> tuple[list[Line], dict[str, tuple[str, ...]]]:
        """The lines with a key in place of each heading, and the path that each key stands for.

        The layout tells headings by their look and keeps one of each kind open: so all get the same look,
        and the key leads to all that are open.
        """
        kept = [replace(line, size=self.size, bold=self.bold) for line in self.lines[: self.end]]
        outline, paths = Points(), dict[str, tuple[str, ...]]()
        at = self.end
        while at < len(self.lines):
            line, heading = self.lines[at], self._heading(at)
            if heading:
                self._enter(heading, outline)
                if kept[-1].text in paths:  # nothing stands below it; side by side they would be one
                    kept.pop()
                key = f"{KEY}{len(paths)}"
                paths[key] = outline.path
                line = replace(line, text=key, size=4 * self.size, bold=True)
            kept.append(line)
            at += len(heading) or 1
        return kept, paths

    def _enter(self, heading: Sequence[Line], outline: Points) -> None:
        text = " ".join(line.text for line in heading)
        if self._stands_out(heading[0]):
            outline.enter(self.levels.get(round(heading[0].size), LIKE_TEXT), text)
        else:
            outline.enter_line(text)

    def _heading(self, at: int) -> list[Line]:
        """The lines of the heading that begins there; none where none does."""
        line = self.lines[at]
        if line.row or CONTENTS.search(line.text) or line.size < 0.9 * self.size:
            return []
        group = list(self._printed_alike(at)) if self._stands_out(line) else self._point(at)
        text = " ".join(one.text for one in group)
        if len(group) > MOST_LINES or len(text) > LONGEST_HEADING or text[-1:] in (".", ",", ";", ":"):
            return []
        return group if any(letter.isalpha() for letter in text) else []

    def _stands_out(self, line: Line) -> bool:
        return self._is_large(line) or (line.bold and not self.bold)

    def _is_large(self, line: Line) -> bool:
        return line.size > LARGE * self.size

    def _printed_alike(self, at: int) -> Iterator[Line]:
        """The lines from there on that look alike, up to the next that begins a heading of its own."""
        yield self.lines[at]
        for before, line in pairwise(self.lines[at:]):
            apart = before.page != line.page or before.y - line.y > MOST_LEADING * line.size
            if apart or line.row or not _alike(before, line) or NUMBER.match(line.text) or is_point(line.text):
                return
            yield line

    def _point(self, at: int) -> list[Line]:
        """The lines of the point that begins there, printed like text; none where none does."""
        if not self._is_point(at) or not (at == self.end or self._ends_before(at)):
            return []
        line, after = self.lines[at], self.lines[at + 1 : at + 2]
        if not after or not after[0].text[0].islower():
            return [line]
        # It goes on; text that goes on for longer is a sentence.
        return [line, *after] if not self._is_short(line) and self._is_short(after[0]) else []

    def _ends_before(self, at: int) -> bool:
        before = self.lines[at - 1]
        return bool(ENDED.search(before.text)) or self._is_short(before) or self._stands_out(before)

    def _is_short(self, line: Line) -> bool:
        return len(line.text) < 0.75 * self.width

    def _is_point(self, at: int) -> bool:
        """Whether a line is a point, or the chapter ("4 Merknader") that the next point belongs to."""
        text = self.lines[at].text
        number = number_of(text)
        if len(number) != 1 or not text[-1].isalpha():
            return is_point(text)
        following = (number_of(line.text) for line in self.lines[at + 1 :] if is_point(line.text))
        return next(filter(None, following), ())[:1] == number


def _alike(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) < 1 and one.bold == other.bold
