"""Word to paragraphs: headings by style, lists, tables, text boxes and footnotes where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.document import Paragraph, ParagraphKind
from corpus.readers.docx_styles import Role, Styles
from corpus.readers.office import check_package
from corpus.readers.structure import SUPERSCRIPT, Outline, clean, list_item, table_row

PARAGRAPH, TABLE, ROW, CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
TEXT, HYPHEN, NOTE_MARK = qn("w:t"), qn("w:noBreakHyphen"), qn("w:footnoteReference")
SPACES = (qn("w:tab"), qn("w:br"), qn("w:cr"), PARAGRAPH)
TEXT_BOX = qn("w:txbxContent")
OLDER_COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What was deleted has no w:t; what was moved away still has.
SKIPPED = (qn("w:moveFrom"), TEXT_BOX, OLDER_COPY, qn("w:pPr"))
WRAPPERS = (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml"))


def read_docx(path: Path) -> list[Paragraph]:
    """The paragraphs of a Word file; a paragraph in the style Title is the title and in no path.

    Pages are not known: Word makes them anew on every machine.

    Raises:
        UnreadableFileError: when the file is no Word file or not safe to open.
    """
    check_package(path, "Word")
    word = docx.Document(str(path))
    return list(_Reading(word).paragraphs())


def docx_title(path: Path) -> str:
    """What the document calls itself: its Title paragraph, else the title among its properties.

    Raises:
        UnreadableFileError: when the file is no Word file or not safe to open.
    """
    check_package(path, "Word")
    word = docx.Document(str(path))
    reading = _Reading(word)
    titles = [node for node in _blocks(word.element.body) if reading.role(node).is_title]
    return reading.words(titles[0]) if titles else clean(word.core_properties.title)


class _Reading:
    """Goes through the body and remembers the open headings, the open list, the notes referred to."""

    def __init__(self, word: WordDocument) -> None:
        self.body = word.element.body
        self.styles = Styles(word.styles.element, next(_parts(word, "numbering"), None))
        self.notes = dict(_notes(word))
        self.mentioned: list[str] = []
        self.mentions = 0
        self.outline = Outline()
        self.items: list[str] = []

    def paragraphs(self) -> Iterator[Paragraph]:
        for node in _blocks(self.body):
            yield from self.block(node)
        yield from self.end_list()

    def block(self, node: BaseOxmlElement) -> Iterator[Paragraph]:
        role = self.role(node)
        if not role.sign:
            yield from self.end_list()
        text = self.text(node)
        if not text or role.is_title or role.is_contents:
            return
        if role.sign:
            self.items.append(list_item(text, role.depth, role.sign))
        elif role.heading:
            self.outline.enter(role.heading, text)
        else:
            yield from self.with_notes(text, _kind(node, role))

    def end_list(self) -> Iterator[Paragraph]:
        if self.items:
            yield from self.with_notes("\n".join(self.items), "list")
        self.items = []

    def with_notes(self, text: str, kind: ParagraphKind) -> Iterator[Paragraph]:
        yield Paragraph(text, self.outline.path, kind)
        yield from (Paragraph(note, self.outline.path, "note") for note in self.mentioned)
        self.mentioned = []

    def role(self, node: BaseOxmlElement) -> Role:
        return self.styles.role(node) if node.tag == PARAGRAPH else Role()

    def text(self, node: BaseOxmlElement) -> str:
        if node.tag == PARAGRAPH:
            return self.words(node)
        rows = [[self.words(cell) for cell in row.iterchildren(CELL)] for row in node.iterchildren(ROW)]
        if all(len(row) == 1 for row in rows):
            return " ".join(row[0] for row in rows).strip()  # a frame around words, not a table
        return "\n".join(table_row(row) for row in rows if any(row))

    def words(self, node: BaseOxmlElement) -> str:
        return clean(self.raw(node))

    def raw(self, node: BaseOxmlElement) -> str:
        if node.tag in SKIPPED:
            return ""
        if node.tag == TEXT:
            return node.text or ""
        if node.tag == NOTE_MARK:
            return self.mention(node.get(qn("w:id"), ""))
        inner = "-" if node.tag == HYPHEN else "".join(self.raw(child) for child in node)
        return f" {inner} " if node.tag in SPACES else inner

    def mention(self, note: str) -> str:
        """Word numbers footnotes in the order in which the text mentions them."""
        if note not in self.notes:
            return ""
        self.mentions += 1
        number = str(self.mentions).translate(SUPERSCRIPT)
        self.mentioned.append(f"{number} {self.notes[note]}")
        return number


def _kind(node: BaseOxmlElement, role: Role) -> ParagraphKind:
    if node.tag == TABLE and len(node.findall(f"{ROW}/{CELL}")) > len(node.findall(ROW)):
        return "table"
    return "quote" if role.is_quote else "text"


def _blocks(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Paragraphs and tables in reading order; those of a text box follow the paragraph that holds it."""
    for child in parent:
        if child.tag in WRAPPERS:
            yield from _blocks(child)
        elif child.tag in (PARAGRAPH, TABLE):
            yield child
            for box in child.iter(TEXT_BOX):
                if not any(box.iterancestors(OLDER_COPY)):
                    yield from _blocks(box)


def _notes(word: WordDocument) -> Iterator[tuple[str, str]]:
    """Footnotes by the id that the text refers to; the separator lines among them are empty."""
    for part in _parts(word, "footnotes"):
        for note in part:
            if words := clean(" ".join(text.text or "" for text in note.iter(TEXT))):
                yield note.get(qn("w:id"), ""), words


def _parts(word: WordDocument, kind: str) -> Iterator[BaseOxmlElement]:
    """The roots of the parts of that kind beside the body, of which there is none or one."""
    for relation in word.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            yield parse_xml(relation.target_part.blob)
