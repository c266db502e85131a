"""An .xlsx file -> the sheet in it that lists tiltak: which column is which field, and the rows below."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from rapidfuzz import fuzz

from corpus.errors import UnreadableFileError
from corpus.readers import CLOSED
from corpus.readers.office import check_package
from corpus.readers.register import LABELS

COLUMNS = {
    "name": "prosjektnavn*, prosjektnamn*, tiltaksnavn*, tiltaksnamn*, navn tiltak*, navn prosjekt*, "
    "namn tiltak*, namn prosjekt*, prosjekttittel*, tittel tiltak*, tittel prosjekt*, tiltakets navn, "
    "prosjektets navn, heter tiltak*, heter prosjekt*, navn, namn, tittel, prosjekt, tiltak, "
    "tiltak prosjekt, prosjekt tiltak",
    "office": "nav kontor*, navkontor*, kontor, kontornavn, nav enhet*, nav eining*, kontor kommune, nav, kommune",
    "county": "fylke*",
    "start": "oppstart*, startdato*, starttidspunkt*, startet*, starta*, prosjektstart*, start, prosjektperiode*, "
    "periode",
    "report_type": "rapporttype*, rapporteringstype*, type rapport*, slag rapport*, status sluttrapport*, rapport",
    "target_group": "målgrupp*, hvem tiltak for*, kven tiltak for*, hvem prosjekt for*, kven prosjekt for*",
    "description": "beskriv*, skildr*, kort om*, omtale, innhold, innhald, om tiltaket, om prosjektet",
    "develops": "hva utvikl*, kva utvikl*, skal utvikl*, som utvikl*, vert utvikl*, utvikles, utvikling",
    "paragraphs": "paragraf*, lovhjemmel*, lovheimel*, hjemmel, heimel",
    "interest_from_others": "interesse*",
    "tried_elsewhere": "prøvd ut*, prøvd andre*, prøvd tidligere*, prøvd tidlegare*, utprøvd*",
    "cooperation": "samarbeid*",
    "achieved": "oppnådd*, resultat*, måloppnåelse*, måloppnåing*, effekt, effekter",
    "how_measured": "målt*, hvordan måle*, korleis måle*, hvordan målt*, korleis målt*, måling, målemetode*",
    "challenges": "utfordring*, hindringer, barrierer",
    "success_factors": "suksessfaktor*, suksesskriteri*, suksess*",
    "continued": "viderefør*, vidarefør*",
    "continued_yes_through": "viderefør gjennom*, vidarefør gjennom*, hvordan viderefør*, korleis vidarefør*, "
    "hvis ja*, viss ja*",
    "continued_no_because": "viderefør ikke fordi*, vidarefør ikkje fordi*, viderefør ikke*, vidarefør ikkje*, "
    "ikke viderefør*, ikkje vidarefør*, hvis nei*, viss nei*",
}
"""Field -> what its column may be called, the surest first; with a star, beginnings of words in that order."""
TITLES = {
    "name": "navn på tiltaket",
    "office": "Nav-kontor",
    "county": "fylke",
    "start": "oppstart",
    "report_type": "rapporttype",
} | {field: label[0].lower() + label[1:] for field, label in LABELS.items()}
"""Field -> what it is called in messages."""
PERSONAL = re.compile(r"\b(?:kontakt|e ?post|telefon|tlf|mobil|prosjektle)")
"""In the heading of a column that is about a person: it is never read."""
FIRST_ROWS = 10
LAST_ROW = 2**20
"""No sheet of Excel has more."""
LONGEST_HEADING = 200
SURE = 100
LIKE = 85
"""Of 100: so alike are words that differ in a letter or two."""
LONG_ENOUGH = 6
"""Shorter words are like too many others."""
WHOLE_LIMITS = {255, 32767}
"""So many characters fit in a cell of some programs."""
LONG = 250
SHORTEST_CUT = 50
END = tuple(".!?…:;)]»”\"'")
NO_PROSE = {"paragraphs", "continued"}
"""Fields whose text needs no full stop."""
NO_EXCEL = "listen må være en Excel-fil (.xlsx); åpne den i Excel og velg Lagre som, Excel-arbeidsbok"
NO_FILE = "filen finnes ikke eller er ikke en vanlig fil; se om navn og mappe stemmer"
DAMAGED = "filen er skadet eller bygd opp på en uvanlig måte; åpne den i Excel og lagre den på nytt som .xlsx"
FAULTS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
"""What stands in the cells of formulas that went wrong."""


@dataclass(frozen=True)
class Row:
    """A row that is not empty."""

    number: int
    """As Excel counts."""
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """The text in a column; empty to the right of the last."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """A sheet that lists tiltak."""

    sheet: str
    columns: Mapping[str, int]
    """Field -> number of its column."""
    above: str
    """The words above the headings."""
    headings: Row
    rows: tuple[Row, ...]
    others: tuple[str, ...] = ()
    """Further sheets that list tiltak."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """The headings of the columns that are no known field."""
        used = self.columns.values()
        return tuple(
            " ".join(text.split()) for i, text in enumerate(self.headings.cells) if text and i not in used
        )


def read_table(path: Path) -> Table:
    """The visible sheet of a workbook with most of the known columns, and of those the one with most rows.

    Raises:
        UnreadableFileError: when the file is no whole, unlocked .xlsx, when no sheet has a row of known headings,
            or nothing stands below it.
    """
    sheets = _sheets(path)
    tables = [table for name, rows in sheets.items() if (table := _table(name, rows))]
    if not tables:
        raise UnreadableFileError(_no_headings([row for rows in sheets.values() for row in rows[:FIRST_ROWS]]))
    best = max(tables, key=lambda table: (bool(table.rows), len(table.columns), len(table.rows)))
    if not best.rows:
        raise UnreadableFileError(f"arket «{best.sheet}» har overskrifter, men ingen tiltak under dem")
    others = tuple(table.sheet for table in tables if table is not best and table.rows)
    return Table(best.sheet, best.columns, best.above, best.headings, best.rows, others)


def cut_off(table: Table) -> dict[int, tuple[str, ...]]:
    """Number of each row -> its fields whose text seems to be cut off: it stops without an end, and is long."""
    prose = {field: column for field, column in table.columns.items() if field in LABELS and field not in NO_PROSE}
    limits = {field: _limit({row.cell(column) for row in table.rows}) for field, column in prose.items()}
    return {
        row.number: tuple(field for field, column in prose.items() if _looks_cut(row.cell(column), limits[field]))
        for row in table.rows
    }


def _limit(texts: Collection[str]) -> int | None:
    """The length that the longest texts share: where whatever wrote them cuts them off."""
    lengths = Counter(map(len, texts))
    longest = max(lengths, default=0)
    return longest if lengths[longest] > 1 and longest >= SHORTEST_CUT else None


def _looks_cut(text: str, limit: int | None) -> bool:
    if not text.strip() or text.rstrip().endswith(END):
        return False
    return len(text) > LONG or len(text) in WHOLE_LIMITS or len(text) == limit


def _sheets(path: Path) -> dict[str, list[Row]]:
    """The rows of all visible sheets; whatever goes wrong in the parser is the file's fault and said so."""
    try:
        _check(path)
        with warnings.catch_warnings(action="ignore"):  # of validations and styles that are not read
            return _read(path)
    except UnreadableFileError:
        raise
    except OSError as error:
        raise UnreadableFileError(CLOSED) from error
    except Exception as error:  # the parser raises whatever it stumbles over in a damaged file
        raise UnreadableFileError(DAMAGED) from error


def _check(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise UnreadableFileError(NO_EXCEL)
    if not path.is_file():
        raise UnreadableFileError(NO_FILE)
    check_package(path, "Excel")


def _read(path: Path) -> dict[str, list[Row]]:
    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        sheets = {}
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()  # some programs write wrong ones, by which columns would be lost
                sheets[sheet.title] = list(_rows(sheet.iter_rows(max_row=LAST_ROW, values_only=True)))
        return sheets
    finally:
        book.close()


def _rows(rows: Iterator[tuple[object, ...]]) -> Iterator[Row]:
    for number, values in enumerate(rows, 1):
        cells = tuple(map(_text, values))
        if any(cells):
            yield Row(number, cells)


def _text(value: object) -> str:
    """What stands in a cell, as text."""
    if value is None or value in FAULTS:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if str(value).strip() else ""


def _table(name: str, rows: Sequence[Row]) -> Table | None:
    """The list in a sheet; None where no row has the headings that a list needs."""
    first = max(rows[:FIRST_ROWS], key=lambda row: len(_columns(row)), default=None)
    columns = _columns(first) if first else {}
    if first is None or not _is_enough(columns):
        return None
    above = " ".join(cell for row in rows if row.number < first.number for cell in row.cells)
    return Table(name, columns, above, first, tuple(row for row in rows if row.number > first.number))


def _is_enough(columns: Mapping[str, int]) -> bool:
    return "name" in columns and ("target_group" in columns or "description" in columns)


def _columns(row: Row) -> dict[str, int]:
    """Field -> the column whose heading is likest, of those that are like no other field more."""
    best: dict[str, tuple[float, int]] = {}
    for column, heading in enumerate(map(_fold, row.cells)):
        likeness, field = max((_likeness(heading, field), field) for field in COLUMNS)
        if likeness > best.get(field, (0.0, 0))[0]:
            best[field] = likeness, column
    return {field: best[field][1] for field in COLUMNS if field in best}


def _fold(heading: str) -> str:
    """Its words in small letters, without numbers and signs; a § becomes a word."""
    plain = unicodedata.normalize("NFC", heading).lower().replace("§", " paragraf ")
    return " ".join(re.findall(r"[^\W\d_]+", plain)) if len(heading) <= LONGEST_HEADING else ""


def _likeness(heading: str, field: str) -> float:
    """How surely a heading is that of a field, above 0 and the surer the more of it is meant by the name."""
    if not heading or PERSONAL.search(heading):
        return 0
    names = enumerate(COLUMNS[field].split(", "))
    found = (like - place / SURE for place, name in names if (like := _like(heading, name)))
    return max(found, default=0)


def _like(heading: str, name: str) -> float:
    plain = name.rstrip("*")
    if heading == plain:
        return 2 * SURE
    if name != plain and _begin(heading.split(), plain.split()):
        return SURE + SURE * len(plain) / len(heading)
    alike = fuzz.ratio(heading, plain)
    return alike if alike >= LIKE and len(plain) >= LONG_ENOUGH else 0


def _begin(words: Sequence[str], beginnings: Sequence[str]) -> bool:
    """Whether words begin so, in this order."""
    rest = iter(words)
    return all(any(_begins(word, beginning) for word in rest) for beginning in beginnings)


def _begins(word: str, beginning: str) -> bool:
    if word.startswith(beginning):
        return True
    return len(beginning) >= LONG_ENOUGH and fuzz.ratio(word[: len(beginning)], beginning) >= LIKE


def _no_headings(rows: Sequence[Row]) -> str:
    found = max(map(_columns, rows), key=len, default={})
    return (
        f"fant ingen rad med overskrifter blant de {FIRST_ROWS} første radene; det må være en kolonne for "
        f"{TITLES['name']} og en for {TITLES['target_group']} eller {TITLES['description']}. "
        f"Lette etter: {', '.join(TITLES.values())}. "
        f"Fant: {', '.join(TITLES[field] for field in TITLES if field in found) or 'ingen av dem'}"
    )
