"""What part a Word paragraph plays, read from its style, its outline level and its numbering."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element  # the shape of the elements; lxml's have it too

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING = re.compile(r"(?:heading|overskrift) (\d)", re.IGNORECASE)
TITLE = re.compile(r"title|tittel", re.IGNORECASE)
CONTENTS = re.compile(r"(?:toc|inh|innholdsfortegnelse)\b.*", re.IGNORECASE)
QUOTE = re.compile(r".*(?:quote|sitat).*", re.IGNORECASE)
LIST_DEPTH = re.compile(r"list \w+ (\d)", re.IGNORECASE)
BODY_LEVEL = 9
"""The outline level of words that are no heading."""


@dataclass(frozen=True)
class Role:
    """What a paragraph is, as far as Word says it; an ordinary one has nothing set."""

    heading: int = 0
    sign: str = ""
    """"-" or "2." before a list item."""
    depth: int = 0
    is_title: bool = False
    is_contents: bool = False
    is_quote: bool = False


class Styles:
    """The styles and list definitions of one document, and how far each numbered list has come."""

    def __init__(self, styles: Element, numbering: Element | None) -> None:
        self.styles = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
        self.formats = dict(_formats(numbering)) if numbering is not None else {}
        self.counts: Counter[tuple[str, int]] = Counter()

    def role(self, paragraph: Element) -> Role:
        """The role of a paragraph; asking for a numbered item counts it, so ask once for each, in order."""
        sources = [paragraph, *self._chain(_value(paragraph, "pPr/pStyle"))]
        names = [_value(source, "name") for source in sources]
        if heading := _heading(sources, names):
            return Role(heading=heading)
        flags = {
            "is_title": any(map(TITLE.fullmatch, names)),
            "is_contents": any(map(CONTENTS.fullmatch, names)),
            "is_quote": any(map(QUOTE.fullmatch, names)),
        }
        sign, depth = self._item(sources, names)
        return Role(sign=sign, depth=depth, **flags)

    def _chain(self, style_id: str) -> Iterator[Element]:
        """The style and those it is based on; a style based on itself ends the chain."""
        seen = set()
        while style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            yield self.styles[style_id]
            style_id = _value(self.styles[style_id], "basedOn")

    def _item(self, sources: list[Element], names: list[str]) -> tuple[str, int]:
        number = _first(sources, "pPr/numPr/numId")
        level = int(_first(sources, "pPr/numPr/ilvl") or 0)
        kind = self.formats.get((number, level), "none")
        if kind == "none":
            return "", 0
        depth = max([level, *(int(match[1]) - 1 for match in map(LIST_DEPTH.fullmatch, names) if match)])
        return ("-" if kind == "bullet" else f"{self._count(number, level)}."), depth

    def _count(self, number: str, level: int) -> int:
        for other in [key for key in self.counts if key[0] == number and key[1] > level]:
            del self.counts[other]
        self.counts[number, level] += 1
        return self.counts[number, level]


def _heading(sources: list[Element], names: list[str]) -> int:
    for match in map(HEADING.fullmatch, names):
        if match:
            return int(match[1])
    outline = int(_first(sources, "pPr/outlineLvl") or BODY_LEVEL)
    return outline + 1 if outline < BODY_LEVEL else 0


def _formats(numbering: Element) -> Iterator[tuple[tuple[str, int], str]]:
    """How each level of each list is numbered: "bullet", "decimal" ..."""
    lists = {kind.get(f"{W}abstractNumId"): kind for kind in numbering.iter(f"{W}abstractNum")}
    for number in numbering.iter(f"{W}num"):
        kind = lists.get(_value(number, "abstractNumId"))
        for level in kind.iter(f"{W}lvl") if kind is not None else ():
            key = (number.get(f"{W}numId", ""), int(level.get(f"{W}ilvl", "0")))
            yield key, _value(level, "numFmt")


def _first(sources: list[Element], path: str) -> str:
    return next((value for source in sources if (value := _value(source, path))), "")


def _value(element: Element, path: str) -> str:
    """The w:val of the element at a path of names; empty where there is none."""
    found = element.find("/".join(W + name for name in path.split("/")))
    return found.get(f"{W}val", "") if found is not None else ""
