"""The words of the trade beside everyday words, nynorsk, English and abbreviations.

For search only: a word beside a term leads a reader to the same passages, it is no definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LEXICON = Path(__file__).with_name("lexicon.tsv")
HEADER = ("term", "everyday", "nynorsk", "english", "abbreviation")
SEPARATOR = " | "


@dataclass(frozen=True)
class LexiconEntry:
    """One term of the sources and what people call it instead."""

    term: str
    everyday: tuple[str, ...]
    nynorsk: tuple[str, ...]
    english: tuple[str, ...]
    abbreviations: tuple[str, ...]
    """As written: in lower case some are other words ("MI" and "SE" are "my" and "see")."""

    @property
    def words(self) -> tuple[str, ...]:
        """All that stands beside the term."""
        return self.everyday + self.nynorsk + self.english + self.abbreviations


def load_lexicon(file: Path = LEXICON) -> tuple[LexiconEntry, ...]:
    """All entries in the order of the file.

    Args:
        file: tab-separated, with `HEADER` as its first line; a cell holds words between `SEPARATOR`s.

    Raises:
        ValueError: the header or the number of cells in a row is wrong.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    if not lines or tuple(lines[0].split("\t")) != HEADER:
        raise ValueError(f"{file.name}: the first line must be {HEADER}")
    return tuple(_entry(line, f"{file.name}, line {number}") for number, line in enumerate(lines[1:], 2))


def _entry(line: str, place: str) -> LexiconEntry:
    cells = line.split("\t")
    if len(cells) != len(HEADER):
        raise ValueError(f"{place}: {len(cells)} cells instead of {len(HEADER)}")
    return LexiconEntry(cells[0], *(_words(cell) for cell in cells[1:]))


def _words(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(SEPARATOR)) if cell else ()
