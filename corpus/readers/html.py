"""HTML to paragraphs: the main content, without what surrounds it on a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from corpus.document import Paragraph, ParagraphKind
from corpus.readers.plain_text import decode
from corpus.readers.points import Points, is_point
from corpus.readers.structure import Outline, clean, list_item, table_row
from corpus.rundskriv_header import describe, find_header, texts_of

NO_TEXT = (
    "script, style, template, noscript, input, select, textarea, button, svg, iframe, del, s, "
    "[hidden], [aria-hidden=true]"
)
SURROUNDINGS = "nav, header, footer, aside, [role=navigation], [role=banner], [role=contentinfo], [role=search]"
INVISIBLE = re.compile(r"display:none|visibility:hidden")
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
HEADING = re.compile(r"^h[1-6]$")
LISTS = ("ul", "ol")
INLINE = re.compile(
    r"a|abbr|b|bdi|bdo|br|cite|code|data|dfn|em|font|i|img|ins|kbd|label|mark|q|samp|small|span|strong|sub|sup|"
    r"time|tt|u|var|wbr"
)


def read_html(path: Path) -> list[Paragraph]:
    """The paragraphs of a web page; a single h1 is its title and in no path.

    Raises:
        UnreadableFileError: when the file is no text.
    """
    text = decode(path)
    page = _read(text, Outline())
    # The points of a rundskriv are nested by their numbers, whatever their headings are in HTML.
    return _read(text, Points()).paragraphs if page.rundskriv_title is not None else page.paragraphs


def html_title(path: Path) -> str:
    """What the page calls itself: its title element, else its first h1; empty when it has neither.

    A rundskriv goes by its heading, where that is one.

    Raises:
        UnreadableFileError: when the file is no text.
    """
    page = _read(decode(path), Outline())
    return page.rundskriv_title or page.title


def parse_fragment(text: str, outline: Outline) -> Iterator[Paragraph]:
    """The paragraphs of HTML within another text, whose open headings it goes on with."""
    soup = _parse(f"<body>{text}")
    _drop(soup, NO_TEXT)
    return _Reading(outline, single_title=False).blocks(soup)


@dataclass(frozen=True)
class _Page:
    title: str
    heading: str
    """The first h1 of the main content."""
    paragraphs: list[Paragraph]

    @property
    def rundskriv_title(self) -> str | None:
        """What it goes by as a rundskriv; None where it is none."""
        texts = list(texts_of(self.paragraphs))
        names = filter(None, (self.heading, self.title))
        return next((name for name in (*names, "") if describe(name, texts)), None)


def _read(text: str, outline: Outline) -> _Page:
    soup = _parse(text)
    title, main = _title(soup), _main(soup)
    headings = main.find_all("h1")
    paragraphs = list(_Reading(outline, single_title=len(headings) == 1).blocks(main))
    return _Page(title, _words(headings[0]) if headings else "", paragraphs)


def _title(soup: BeautifulSoup) -> str:
    named = soup.find("title") or soup.find("h1")
    return _words(named) if named else ""


def _parse(text: str) -> BeautifulSoup:
    # XHTML is read as HTML; its declaration would only raise a warning about that.
    return BeautifulSoup(XML_DECLARATION.sub("", text), "lxml")


def _main(soup: BeautifulSoup) -> Tag:
    for tag in soup.select("main header, article header"):
        tag.unwrap()  # it holds the heading of the text, not that of the site
    for tag in soup.select("header, aside"):
        if find_header(tag.get_text("\n", strip=True).split("\n")):
            tag.unwrap()
    _drop(soup, f"{NO_TEXT}, {SURROUNDINGS}")
    candidates = [*soup.select("main, [role=main]"), *_only(soup.find_all("article"))]
    return next((tag for tag in candidates if tag.get_text(strip=True)), soup)


def _drop(soup: BeautifulSoup, selector: str) -> None:
    for tag in soup.select(selector) + [tag for tag in soup.select("[style]") if _is_invisible(tag)]:
        tag.decompose()


def _is_invisible(tag: Tag) -> bool:
    return not tag.decomposed and bool(INVISIBLE.search(re.sub(r"\s", "", str(tag.get("style", "")).lower())))


def _only(articles: list[Tag]) -> list[Tag]:
    return articles if len(articles) == 1 else []


class _Reading:
    """Walks the tree and remembers the open headings."""

    def __init__(self, outline: Outline, *, single_title: bool) -> None:
        self.outline = outline
        self.single_title = single_title

    def blocks(self, parent: Tag) -> Iterator[Paragraph]:
        """The paragraphs within an element; loose words between blocks become paragraphs too."""
        loose: list[PageElement] = []
        for child in parent.children:
            if _is_inline(child):
                loose.append(child)
                continue
            yield from self.paragraph("text", _join(loose))
            loose = []
            if isinstance(child, Tag):
                yield from self.block(child)
        yield from self.paragraph("text", _join(loose))

    def block(self, tag: Tag) -> Iterator[Paragraph]:
        if HEADING.match(tag.name):
            self.enter(int(tag.name[1]), _words(tag))
        elif tag.name in LISTS:
            yield from self.paragraph("list", "\n".join(_items(tag, 0)))
        elif tag.name == "dl":
            yield from self.paragraph("list", "\n".join(_definitions(tag)))
        elif tag.name == "table" and not tag.find(["table", HEADING]):
            yield from self.paragraph("table", "\n".join(_rows(tag)))
        elif tag.name == "blockquote":
            yield from self.paragraph("quote", _words(tag))
        else:
            yield from self.blocks(tag)

    def enter(self, level: int, heading: str) -> None:
        if heading and not (level == 1 and self.single_title):
            self.outline.enter(level, heading)

    def paragraph(self, kind: ParagraphKind, text: str) -> Iterator[Paragraph]:
        if kind == "text" and isinstance(self.outline, Points) and is_point(text):
            self.outline.enter_line(text)
        elif text:
            yield Paragraph(text, self.outline.path, kind)


def _is_inline(node: PageElement) -> bool:
    if isinstance(node, Tag):
        return _is_small(node) and all(map(_is_small, node.find_all(True)))
    return isinstance(node, NavigableString)


def _is_small(tag: Tag) -> bool:
    return bool(INLINE.fullmatch(tag.name))


def _join(nodes: list[PageElement]) -> str:
    return clean("".join(_raw(node) for node in nodes))


def _words(tag: Tag) -> str:
    return clean(_raw(tag))


def _raw(node: PageElement) -> str:
    """The words of a node; blocks within it are set apart by a space."""
    if not isinstance(node, Tag):
        return "" if isinstance(node, PreformattedString) else str(node)  # comments and declarations are no words
    inner = "".join(_raw(child) for child in node.children)
    return inner if _is_small(node) and node.name != "br" else f" {inner} "


def _items(tag: Tag, depth: int) -> Iterator[str]:
    first = str(tag.get("start", "1"))
    number = int(first) if first.isdecimal() else 1
    for item in tag.find_all("li", recursive=False):
        nested = [child.extract() for child in item.find_all(LISTS) if child.find_parent(LISTS) is tag]
        yield list_item(_words(item), depth, f"{number}." if tag.name == "ol" else "-")
        number += 1
        for child in nested:
            yield from _items(child, depth + 1)


def _definitions(tag: Tag) -> Iterator[str]:
    terms: list[str] = []
    for child in tag.find_all(["dt", "dd"]):
        if child.name == "dt":
            terms.append(_words(child))
        else:
            yield list_item(": ".join([", ".join(terms), _words(child)] if terms else [_words(child)]))
            terms = []


def _rows(table: Tag) -> Iterator[str]:
    for row in table.find_all("tr"):
        cells = [_words(cell) for cell in row.find_all(["th", "td"])]
        if any(cells):
            yield table_row(cells)
