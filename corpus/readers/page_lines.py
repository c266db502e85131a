"""Lines as they stand on printed pages: how they look, which repeat on every page, how they join."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

EDGE = 3
"""So many lines at the top and at the bottom of a page may be running heads and feet."""
REPEATED = 0.4
"""Heads that differ on left and right pages stand on half of the pages, front matter has none."""
WORD = re.compile(r"\w+(?:-\w+)*")
LAST_WORD = re.compile(r"(\w+(?:-\w+)*)-$")
FIRST_WORD = re.compile(r"^\w+(?:-\w+)*")
# NAV-kontor, 16-åring, e-post: the hyphen belongs to the word.
KEEPS_HYPHEN = re.compile(r"(?:.*[A-ZÆØÅ]{2}|.*\d|Nav|\w)$")
LABEL = re.compile(r"[\W⁰¹²³⁴⁵⁶⁷⁸⁹o]+|\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zæøå]\)")
"""A bullet or a number, which is set apart from the words that it belongs to."""
CELL = " | "
CELL_GAP = 0.9
"""So many times the size of the print lie at least between two cells."""
CONJUNCTIONS = ("og", "eller", "samt", "and", "or")


@dataclass(frozen=True)
class Line:
    """One line of print; x and y are points from the lower left corner."""

    text: str
    page: int
    x: float = 0
    y: float = 0
    size: float = 0
    bold: bool = False
    row: bool = False
    """Whether it is the row of a table; its cells are joined by CELL."""


def join_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, those that follow each other at the same height joined from left to right."""
    heights: list[list[Line]] = []
    for line in lines:
        if heights and _level(heights[-1][-1], line):
            heights[-1].append(line)
        else:
            heights.append([line])
    rows = [_row(sorted(cells, key=lambda cell: cell.x)) for cells in heights]
    tables = [row.row for row in rows]
    # Alone between ordinary lines it is words set wide apart, such as a place and a date.
    beside_rows = [any(around) for around in zip([False, *tables], [*tables[1:], False], strict=False)]
    return [
        row if beside or not row.row else replace(row, text=row.text.replace(CELL, " "), row=False)
        for row, beside in zip(rows, beside_rows, strict=True)
    ]


def _level(one: Line, other: Line) -> bool:
    return abs(one.y - other.y) < 0.2 * min(one.size, other.size)


def _row(cells: Sequence[Line]) -> Line:
    text = cells[0].text
    for left, right in pairwise(cells):
        text += (CELL if _are_apart(left, right) else " ") + right.text
    main = max(cells, key=lambda cell: len(cell.text))
    bold = all(cell.bold for cell in cells)
    return replace(main, text=text, x=cells[0].x, bold=bold, row=any(map(_are_apart, cells, cells[1:])))


def _are_apart(left: Line, right: Line) -> bool:
    """Whether there is more than a space between them, from what letters usually measure."""
    width = sum(0.68 if letter.isupper() else 0.5 for letter in left.text) * left.size
    return right.x - left.x - width > CELL_GAP * left.size and not LABEL.fullmatch(left.text)


def drop_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without lines that return at the edge of many pages, whatever digits they hold."""
    body = body_size(line for page in pages for line in page)
    edges = [{_running_form(line, body) for line in _edge(page)} for page in pages]
    counts = Counter(key for edge in edges for key in edge)
    needed = max(min(len(pages), 3), REPEATED * len(pages))
    running = {key for key, count in counts.items() if count >= needed and len(pages) > 1}
    dropped = [[line for line in _edge(page) if _running_form(line, body) in running] for page in pages]
    return [[line for line in page if line not in edge] for page, edge in zip(pages, dropped, strict=True)]


def body_size(lines: Iterable[Line]) -> float:
    """The size that most of the text is printed in."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0


def _edge(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: -line.y)
    return by_height[:EDGE] + by_height[-EDGE:]


def _running_form(line: Line, body: float) -> str:
    """Without digits, so that "Side 1" and "Side 2" are one; a heading "Kapittel 1" keeps its own."""
    return line.text if line.size > 1.1 * body else re.sub(r"\d+", "", line.text).strip()


def vocabulary(lines: Iterable[Line]) -> frozenset[str]:
    """The words of the document, in lower case; those broken at a line end are not among them whole."""
    return frozenset(word.lower() for line in lines for word in WORD.findall(line.text.removesuffix("-")))


def join(left: str, right: str, words: frozenset[str]) -> str:
    """Two lines as one: with a space, or where a hyphen ends the first, as the document writes the word."""
    broken, rest = LAST_WORD.search(left), FIRST_WORD.search(right)
    if not broken or not rest or rest[0] in CONJUNCTIONS:
        return f"{left} {right}" if left and right else left + right
    if _is_one_word(broken[1], rest[0], words):
        return left[:-1] + right
    return left + right


def _is_one_word(broken: str, rest: str, words: frozenset[str]) -> bool:
    """What the rest of the document shows decides; else the look of the first part."""
    if f"{broken}-{rest}".lower() in words:
        return False
    if f"{broken}{rest}".lower() in words:
        return True
    return rest[0].islower() and "-" not in rest and not KEEPS_HYPHEN.match(broken)
