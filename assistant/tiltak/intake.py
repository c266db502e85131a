"""A spreadsheet of tiltak -> records in the form of the register, and what became of each row.

Nothing is guessed and nothing passes unsaid: a row is taken, taken with doubts, or refused, each with remarks.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from assistant.privacy import PLACEHOLDERS, Kind, protect
from assistant.tiltak.workbook import TITLES, Row, Table, cut_off, read_table
from corpus import own
from corpus.own import Addition
from corpus.rank import PROJECTS
from corpus.readers.register import LABELS
from corpus.recognise import language_of
from corpus.vocabulary import load_vocabulary

SAYS_WHAT = ("target_group", "description", "develops")
"""Without a word in any of these a record says nothing."""
REMOVED: Mapping[Kind, tuple[str, str]] = {
    "email": ("e-postadresse", "e-postadresser"),
    "phone": ("telefonnummer", "telefonnumre"),
    "identity_number": ("fødselsnummer", "fødselsnumre"),
}
"""What is taken out of all cells: one, and several."""
RETURN = "_x000D_"
"""How Excel writes the end of a line that came from elsewhere."""
HIDDEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
GUARD = re.compile(r"\A'(?=[=+@-])")
"""By which our own tables keep text from being run as a formula."""
SECTION_BREAK = re.compile(r"\s/\s|;|\n")
LETTER_APART = re.compile(r"(?<=\d)\s([a-e])(?=\s*(?:[-–—,./:)]|og\b|eller\b|$))")
NO_DASH = re.compile(r"\A(§*\s*\d+[a-e]?)[.:]?\s+(?=[^\W\d])(?!(?:og|eller|til|jf|samt)\b)")
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
KNOWN, NOT_KNOWN = "sikker", "mangler i kilden"

RowStatus = Literal["taken", "doubtful", "refused"]
SAID: Mapping[RowStatus, str] = {
    "taken": "tatt inn",
    "doubtful": "tatt inn, bør ses over",
    "refused": "avvist",
}


@dataclass(frozen=True)
class RowReport:
    """What became of one row."""

    number: int
    """As Excel counts."""
    name: str
    status: RowStatus
    remarks: tuple[str, ...] = ()
    """In bokmål, what is doubtful or was changed."""


@dataclass(frozen=True)
class Intake:
    """What became of a spreadsheet."""

    path: Path
    table: Table
    """The sheet that was read, with the columns and sheets that were not."""
    year: int | None
    """Of the list; None where neither the file nor the sheet says it."""
    records: tuple[dict[str, Any], ...]
    """In the form of the register, numbered from 1."""
    rows: tuple[RowReport, ...]
    addition: Addition | None = None
    """How the records were stored; None where they were only read."""


@dataclass(frozen=True)
class _Cells:
    """The texts of one row by field, cleaned and without personal data."""

    row: Row
    texts: Mapping[str, str]
    removed: Counter[Kind]
    cut: tuple[str, ...]
    """Fields whose text seems to be cut off."""


def read_workbook(path: Path) -> Intake:
    """The records of a spreadsheet, and a report on each of its rows; nothing is stored.

    Raises:
        UnreadableFileError: when the file is no readable .xlsx, has no row of known headings, or no rows.
    """
    table = read_table(path)
    cut = cut_off(table)
    earlier: dict[tuple[str, str], int] = {}
    records: list[dict[str, Any]] = []
    reports = []
    name = table.columns["name"]
    for row in table.rows:
        if row.cell(name) != table.headings.cell(name):  # a printout repeats them on each page
            cells = _cells(row, table.columns, cut[row.number])
            reports.append(_judge(cells, earlier))
            if reports[-1].status != "refused":
                records.append(_record(len(records) + 1, cells))
    year = _year(path.stem) or _year(table.sheet) or _year(table.above)
    return Intake(path, table, year, tuple(records), tuple(reports))


def take(path: Path, folder: Path) -> Intake:
    """Stores the records of a spreadsheet as a register among the user's own documents.

    The same file taken again replaces what it gave before; where every row is refused, that stays as it is.

    Args:
        path: The spreadsheet.
        folder: Where the user's own documents lie.

    Raises:
        UnreadableFileError: as `read_workbook` does.
        OSError: when the folder cannot be written to.
    """
    intake = read_workbook(path)
    if not intake.records:
        return replace(intake, addition=Addition(path, "refused", "ingen av radene kan tas inn"))
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in intake.records)
    addition = own.put(lines.encode(), own.REGISTER, path, folder, PROJECTS, path.stem, intake.year)
    return replace(intake, addition=addition)


def as_text(intake: Intake) -> str:
    """A summary in bokmål, and a line for each row of which there is something to say."""
    counts = Counter(row.status for row in intake.rows)
    doubtful = f" ({counts['doubtful']} av dem bør ses over)" if counts["doubtful"] else ""
    lines = [
        f"Arket «{intake.table.sheet}»: {len(intake.records)} tiltak kan tas inn{doubtful}, "
        f"{counts['refused']} {'rad' if counts['refused'] == 1 else 'rader'} avvist."
    ]
    lines += [_line(row) for row in intake.rows if row.remarks]
    if intake.table.left_out:
        lines.append(f"Kolonner som ikke ble lest: {', '.join(intake.table.left_out)}")
    if intake.table.others:
        lines.append(f"Andre ark med tiltak, som ikke ble lest: {', '.join(intake.table.others)}")
    return "\n".join([*lines, *_stored(intake.addition)])


def _line(row: RowReport) -> str:
    return f"  rad {row.number}, {row.name or 'uten navn'}: {SAID[row.status]}: {'; '.join(row.remarks)}"


def _stored(addition: Addition | None) -> Iterator[str]:
    if addition is None:
        return
    what = {"added": "Lagt til", "changed": "Erstattet det som lå der fra før", "unchanged": "Uendret fra før"}
    if addition.status in what:
        yield f"{what[addition.status]}: {addition.id}"
    else:
        yield f"Ikke lagret: {addition.reason}"


def _year(words: str) -> int | None:
    """The one year that stands in some words."""
    years = {int(year) for year in YEAR.findall(words)}
    return years.pop() if len(years) == 1 else None


def _cells(row: Row, columns: Mapping[str, int], cut: tuple[str, ...]) -> _Cells:
    texts, removed = {}, Counter[Kind]()
    for field, column in columns.items():
        texts[field], found = _without_personal_data(_clean(row.cell(column)))
        removed += found
    return _Cells(row, texts, removed, cut)


def _clean(text: str) -> str:
    """The words of a cell, line by line; empty where a dash or the like stands for nothing."""
    plain = unicodedata.normalize("NFC", text).replace(RETURN, "\n").translate(HIDDEN)
    lines = (" ".join(line.split()) for line in plain.splitlines())
    cleaned = GUARD.sub("", "\n".join(filter(None, lines)))
    return cleaned if re.search(r"[\w§]", cleaned) else ""


def _without_personal_data(text: str) -> tuple[str, Counter[Kind]]:
    found = [part for part in protect(text).found if part.kind in REMOVED]
    for part in reversed(found):
        text = text[: part.start] + PLACEHOLDERS[part.kind] + text[part.end :]
    return text, Counter(part.kind for part in found)


def _judge(cells: _Cells, earlier: dict[tuple[str, str], int]) -> RowReport:
    """Whether a row is taken; it is entered among those before it, by name and office."""
    name = cells.texts["name"]
    lacking = tuple(_lacking(cells.texts))
    if lacking:
        return RowReport(cells.row.number, name, "refused", lacking)
    doubts = list(_doubts(cells))
    first = earlier.setdefault((name.lower(), cells.texts.get("office", "").lower()), cells.row.number)
    if first != cells.row.number:
        doubts.append(f"samme navn og kontor som rad {first}")
    return RowReport(cells.row.number, name, "doubtful" if doubts else "taken", (*doubts, *_notes(cells)))


def _lacking(texts: Mapping[str, str]) -> Iterator[str]:
    if not texts["name"]:
        yield "navnet på tiltaket mangler"
    if not any(texts.get(field) for field in SAYS_WHAT):
        yield "målgruppe, beskrivelse og hva som utvikles mangler alle tre"


def _doubts(cells: _Cells) -> Iterator[str]:
    for field in ("office", "county"):
        if not cells.texts.get(field):
            yield f"{TITLES[field]} mangler"
    county, report_type = cells.texts.get("county", ""), cells.texts.get("report_type", "")
    if county and not _known_county(county):
        yield f"fylket «{county}» er ukjent"
    if report_type and not _report_type(report_type):
        yield f"rapporttypen «{report_type}» er verken statusrapport eller sluttrapport og er utelatt"
    for field in cells.cut:
        yield f"{TITLES[field]} ser ut til å være kuttet"


def _notes(cells: _Cells) -> Iterator[str]:
    county = cells.texts.get("county", "")
    known = _known_county(county)
    if known and not _is_name_of(county, known):
        yield f"fylket «{county}» er tatt inn slik det står; her hører det til {known}"
    if cells.removed:
        counts = (f"{n} {REMOVED[kind][n > 1]}" for kind, n in cells.removed.items())
        yield f"tatt ut av teksten: {', '.join(counts)}"


def _known_county(written: str) -> str:
    """The county of the vocabulary that is written, by its own name or an older one; empty when there is none."""
    plain = _county_name(written)
    counties = load_vocabulary().counties.values()
    return next((one.id for one in counties if _is_name_of(written, one.id) or f"{plain} " in one.words), "")


def _is_name_of(written: str, county: str) -> bool:
    return _county_name(written) == county.lower()


def _county_name(written: str) -> str:
    return re.sub(r" fylke(?:skommune)?$", "", " ".join(written.lower().split()))


def _report_type(written: str) -> str:
    """One of the two types; empty when it is neither or both."""
    named = re.findall(r"\b(status|slutt)", written.lower())
    return f"{named[0]}rapport" if len(set(named)) == 1 else ""


def _record(number: int, cells: _Cells) -> dict[str, Any]:
    """A record as in the register: what is missing is null, name, office and county are always there."""
    texts = cells.texts
    known = _known_county(texts.get("county", ""))
    county = known if known and _is_name_of(texts["county"], known) else texts.get("county", "")
    start, report_type = texts.get("start") or None, _report_type(texts.get("report_type", "")) or None
    told = {field: texts.get(field) or None for field in LABELS}
    return {
        "id": number,
        "name": " ".join(texts["name"].split()),
        "office": " ".join(texts.get("office", "").split()),
        "county": county,
        "start": start,
        "start_certainty": KNOWN if start else NOT_KNOWN,
        "report_type": report_type,
        "report_type_certainty": KNOWN if report_type else NOT_KNOWN,
        **told,
        "continued": _continued(texts.get("continued", "")),
        "paragraphs_list": _sections(texts.get("paragraphs", "")),
        "lang": "nn" if language_of(" ".join(filter(None, told.values()))) == "nn" else "nb",
        "cut_fields": [],
        "cut_possible": list(cells.cut),
    }


def _continued(answer: str) -> str | None:
    """A bare yes or no as the register writes it, other answers as they stand."""
    bare = answer.strip(" .!").lower()
    return bare if bare in {"ja", "nei"} else answer or None


def _sections(text: str) -> list[str]:
    """Each § as the register writes it: "§20a - Vilkår om aktivitet"."""
    return [_section(piece.strip()) for piece in SECTION_BREAK.split(text) if piece.strip()]


def _section(text: str) -> str:
    plain = re.sub(r"§+\s*", "§", re.sub(r"\s*[–—]\s*", " - ", text))
    return NO_DASH.sub(r"\1 - ", LETTER_APART.sub(r"\1", plain))
