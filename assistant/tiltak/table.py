"""Projects as a table to take along: XLSX, CSV, and the columns that both share with the page."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from assistant.tiltak.report import source_line
from corpus.readers.register import LABELS
from corpus.tiltak import Tiltak
from corpus.vocabulary import load_vocabulary

MASTER = ("Navn", "Kontor", "Fylke", "Rapport", "Periode", "Målgrupper", "Metoder", "Alder", "§§")
COLUMNS = (
    *MASTER,
    *(label for field, label in LABELS.items() if field != "paragraphs"),
    "Avkuttet i kilden",
    "Kilde",
)
WIDE = 45
NARROW = 18
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""


def row(tiltak: Tiltak) -> dict[str, str]:
    """One project by column."""
    values = load_vocabulary().traits
    of = tiltak.traits.of
    master = (
        tiltak.name,
        tiltak.office,
        tiltak.county,
        tiltak.report_type,
        tiltak.period,
        ", ".join(values["target_groups"][trait.value].short() for trait in of["target_groups"]),
        ", ".join(values["methods"][trait.value].short() for trait in of["methods"]),
        ", ".join(map(str, tiltak.traits.ages)),
        ", ".join(tiltak.sections),
    )
    cells = {label: tiltak.text(field) for field, label in LABELS.items() if field != "paragraphs"}
    cut = ", ".join(cell.label for cell in tiltak.cells.values() if cell.cut)
    return (
        dict(zip(MASTER, master, strict=True)) | cells | {"Avkuttet i kilden": cut, "Kilde": source_line(tiltak)}
    )


def as_xlsx(tiltak: Sequence[Tiltak]) -> bytes:
    """A workbook with one row for each project, headings frozen and filterable."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Tiltak"
    sheet.append(COLUMNS)
    for one in tiltak:
        sheet.append([_plain(row(one)[column]) for column in COLUMNS])
    for number, column in enumerate(COLUMNS, 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = NARROW if column in MASTER else WIDE
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def as_csv(tiltak: Sequence[Tiltak]) -> str:
    """The same as text, with semicolons and a byte order mark, as Norwegian spreadsheets open it."""
    written = StringIO()
    writer = csv.DictWriter(written, COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({column: _plain(text) for column, text in row(one).items()} for one in tiltak)
    return "\ufeff" + written.getvalue()


def _plain(text: str) -> str:
    """Text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
