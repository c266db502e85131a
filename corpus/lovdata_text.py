"""The words of a Lovdata file: which of them are the text that applies, and how they stand in lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from corpus.document import fold

LEDD = {"legalP", "numberedLegalP"}
NOTE = "changesToParent"
LEFT_OUT_CLASSES = {NOTE, "footnotes", "footnotereference"}
FUTURE = "future"
"""How the classes begin of all that is not yet in force."""
INLINE = {"a", "abbr", "b", "em", "i", "small", "span", "strong", "sub", "sup", "u"}
"""Elements within a line of text; every other begins a line of its own."""
SMALL_WORDS = {
    "nb": {"ikke", "fra", "være", "noe", "gjøre", "de", "en", "et"},
    "nn": {"ikkje", "frå", "vere", "noko", "gjere", "dei", "ein", "eit"},
}
"""Words that tell the two written languages apart; bokmål wins a draw."""
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def ledd_of(article: Element, header: Element | None) -> Iterator[str]:
    """The text of each ledd, perhaps empty; whatever else stands in the § belongs to the ledd before it."""
    lines = _line(article.text or "")
    is_within = False
    for child in article:
        if child is not header and not is_left_out(child):
            if is_within and LEDD & classes_of(child):
                yield "\n".join(lines)
                lines = []
            is_within = is_within or bool(LEDD & classes_of(child))
            lines += _lines(child)
        lines += _line(child.tail or "")
    yield "\n".join(lines)


def _lines(block: Element) -> list[str]:
    """The lines of a block: its own words, and every block within it from a new line."""
    lines: list[str] = []
    words = block.text or ""
    for child in block:
        if child.tag in INLINE:
            words += _words(child)
        elif not is_left_out(child):
            lines += _line(words) + (_item(child) if child.tag == "li" else _lines(child))
            words = ""
        words += child.tail or ""
    return lines + _line(words)


def _line(words: str) -> list[str]:
    return [fold(words)] if words.strip() else []


def _item(item: Element) -> list[str]:
    label = item.get("data-name", "")
    mark = f"- {label}" if any(map(str.isalnum, label)) else "-"
    first, *others = _lines(item) or [""]
    return [f"{mark} {first}".rstrip(), *(f"  {line}" for line in others)]


def _words(element: Element) -> str:
    """The words of an element in one line; none of one that is left out."""
    if is_left_out(element):
        return ""
    words = (element.text or "") + "".join(_words(child) + (child.tail or "") for child in element)
    if element.tag == "sup":
        return words.translate(SUPERSCRIPT)
    return words if element.tag in INLINE else f" {words} "


def text_of(element: Element) -> str:
    """The words of an element that is read for its own sake, left out of the text or not."""
    parts = (_words(child) + (child.tail or "") for child in element)
    return fold((element.text or "") + "".join(parts))


def is_left_out(element: Element) -> bool:
    """True for notes, footnotes and what is not yet in force."""
    classes = classes_of(element)
    return bool(classes & LEFT_OUT_CLASSES) or any(name.startswith(FUTURE) for name in classes)


def classes_of(element: Element) -> set[str]:
    """The names in its class attribute."""
    return set(element.get("class", "").split())


def language_of(text: str) -> str:
    """The written language, "nb" or "nn", whose own small words are most frequent."""
    words = Counter(re.findall(r"\w+", text.lower()))
    return max(SMALL_WORDS, key=lambda language: sum(words[word] for word in SMALL_WORDS[language]))
