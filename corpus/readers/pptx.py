"""PowerPoint to paragraphs: one heading and one page per slide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide
from pptx.table import Table
from pptx.text.text import TextFrame

from corpus.document import Paragraph, ParagraphKind
from corpus.readers.office import check_package
from corpus.readers.structure import clean, list_item, table_row

BULLETED = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY)
FURNITURE = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER)
Piece = tuple[ParagraphKind, str]


def read_pptx(path: Path) -> list[Paragraph]:
    """The paragraphs of a presentation: path is the slide's title, page its number.

    Raises:
        UnreadableFileError: when the file is no presentation or not safe to open.
    """
    check_package(path, "PowerPoint")
    slides = Presentation(str(path)).slides
    return [paragraph for number, slide in enumerate(slides, 1) for paragraph in _slide(slide, number)]


def pptx_title(path: Path) -> str:
    """The title among the properties of the presentation; often empty.

    Raises:
        UnreadableFileError: when the file is no presentation or not safe to open.
    """
    check_package(path, "PowerPoint")
    return clean(Presentation(str(path)).core_properties.title)


def _slide(slide: Slide, number: int) -> Iterator[Paragraph]:
    heading = slide.shapes.title
    title = clean(heading.text_frame.text) if heading is not None else ""
    shapes = [shape for shape in slide.shapes if heading is None or shape.shape_id != heading.shape_id]
    pieces = [(kind, text) for kind, text in [*_pieces(shapes), *_notes(slide)] if text]
    # A slide of a title and a picture still says something.
    for kind, text in pieces or ([("text", title)] if title else []):
        yield Paragraph(text, (title,) if title else (), kind, ((0, number),))


def _pieces(shapes: Iterable[BaseShape]) -> Iterator[Piece]:
    for shape in shapes:
        if isinstance(shape, GroupShape):
            yield from _pieces(shape.shapes)
        elif isinstance(shape, GraphicFrame) and shape.has_table:
            yield "table", "\n".join(_rows(shape.table))
        elif isinstance(shape, Shape) and _placeholder(shape) not in FURNITURE:
            yield from _text(shape.text_frame, bulleted=_placeholder(shape) in BULLETED)


def _placeholder(shape: BaseShape) -> PP_PLACEHOLDER | None:
    return shape.placeholder_format.type if shape.is_placeholder else None


def _text(frame: TextFrame, *, bulleted: bool) -> Iterator[Piece]:
    lines = [(line.level, clean(line.text)) for line in frame.paragraphs if clean(line.text)]
    if bulleted and len(lines) > 1:
        yield "list", "\n".join(list_item(words, depth) for depth, words in lines)
    else:
        yield from (("text", words) for _, words in lines)


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield table_row(clean(cell.text) for cell in row.cells)


def _notes(slide: Slide) -> Iterator[Piece]:
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if frame is not None:
        yield "note", clean(frame.text)
