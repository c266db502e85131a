"""The form that every reader gives its text: clean words, list items, table rows, open headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.document import fold

# Soft hyphens, zero-width marks, control characters and lone surrogates are no words of the source.
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})


def clean(text: str) -> str:
    """The words on one line: composed letters (å, not a with a ring), nothing invisible, single spaces."""
    visible = INVISIBLE.sub("", text).translate(LIGATURES)
    return fold(unicodedata.normalize("NFC", visible))


def list_item(words: str, depth: int = 0, sign: str = "-") -> str:
    """One line of a list."""
    return f"{'  ' * depth}{sign} {words}"


def table_row(cells: Iterable[str]) -> str:
    """One line of a table."""
    return "| " + " | ".join(cells) + " |"


@dataclass
class Outline:
    """The headings that are open at the point where the reading stands."""

    headings: list[tuple[int, str]] = field(default_factory=list)

    def enter(self, level: int, heading: str) -> None:
        """Opens a heading, and closes those on its own level and below."""
        self.headings = [kept for kept in self.headings if kept[0] < level]
        self.headings.append((level, heading))

    @property
    def path(self) -> tuple[str, ...]:
        """The open headings, from the outermost to the nearest."""
        return tuple(heading for _, heading in self.headings)
