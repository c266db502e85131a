"""The sentences of a passage that may be quoted, with their place in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.passage import Part, Passage

ABBREVIATIONS = (
    "jf jfr bl.a bla f.eks feks dvs evt osv mv m.v mfl m.fl nr pkt kap ca ift ifm inkl ekskl mht mtp pga vs "
    "kl tlf st prof dr red s jr etc if iht if.m o.l ol e.l el d.v.s t.o.m f.o.m tom fom"
)
ENDS_WITH_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:" + "|".join(map(re.escape, ABBREVIATIONS.split())) + r"|\d{1,2}|[A-ZÆØÅ])\.$",
    re.IGNORECASE,
)
BOUNDARY = re.compile(r"(?<=[.!?])[»”\"’)¹²³⁴⁵⁶⁷⁸⁹⁰]*\s+(?=[A-ZÆØÅ«“\"–•(§\d-])")


@dataclass(frozen=True)
class Sentence:
    """A sentence, list item or table row within `passage.text[start:end]`."""

    start: int
    end: int
    part: Part


def sentences(passage: Passage) -> list[Sentence]:
    """Everything in a passage that may be quoted, in order; labels of fields are left out."""
    return [Sentence(start, end, part) for part in passage.parts for start, end in _spans(passage.text, part)]


def _spans(text: str, part: Part) -> Iterator[tuple[int, int]]:
    by_line = part.kind in ("list", "table")
    boundaries = _lines(text, part) if by_line else _sentence_boundaries(text, part)
    start = part.start
    for end, next_start in boundaries:
        yield start, end
        start = next_start
    if text[start : part.end].strip():
        yield start, part.end


def _lines(text: str, part: Part) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"\n\s*", text[part.start : part.end]):
        yield part.start + match.start(), part.start + match.end()


def _sentence_boundaries(text: str, part: Part) -> Iterator[tuple[int, int]]:
    """(end of a sentence, start of the next)."""
    words = text[part.start : part.end]
    for match in BOUNDARY.finditer(words):
        end = match.end() - len(match[0]) + len(match[0].rstrip())
        if not ENDS_WITH_ABBREVIATION.search(words[max(0, match.start() - 12) : match.start()]):
            yield part.start + end, part.start + match.end()
