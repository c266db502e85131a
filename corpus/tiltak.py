"""The register of tiltak: what offices have tried, one record per project, whatever source tells of it.

A record holds the source's own words, cell by cell, and what was read out of them (`tiltak_traits.jsonl`):
whom it is for, what it does, what went wrong. Every such trait carries the words that show it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.document import Document, Source
from corpus.profiles import read_profiles
from corpus.readers.register import LABELS, project_heading
from corpus.recognise import ages_named, traits_named
from corpus.vocabulary import TRAIT_KINDS, TraitKind

TRAITS = Path(__file__).with_name("tiltak_traits.jsonl")
TITLE = re.compile(r"\s*-\s*(?=[^\W\d]).*")
"""Of a § of the Act, as in "§20a - Vilkår om aktivitet for personer under 30 år"."""
NUMBER = re.compile(r"\d+[a-z]?")
RANGE = re.compile(r"§?(\d+)\s*-\s*§?(\d+)")
CONTINUED = re.compile(r"(?:(?P<yes>ja)|nei)\b(?!\s?(?:/|eller))", re.IGNORECASE)
PROFILES_IN = "afi-2016"
"""The source whose appendix has a profile of each project."""


@dataclass(frozen=True)
class Cell:
    """What a source says under one heading of a project."""

    label: str
    text: str
    paragraphs: tuple[str, ...]
    """Ids of the paragraphs that hold it, each a line of the text; one for all lines of a register's cell."""
    cut: bool = False
    """True where the source's text is cut off at the edge of the cell."""


@dataclass(frozen=True)
class Trait:
    """One thing that a project is for, does, aims at or has met, and the words that show it."""

    value: str
    """Of the vocabulary."""
    field: str
    """Name of the cell that holds the quote, or "name"."""
    quote: str


@dataclass(frozen=True)
class Ages:
    """Whole years, inclusive; None where there is no limit."""

    lowest: int | None
    highest: int | None
    field: str
    quote: str

    def __str__(self) -> str:
        """In bokmål, such as "18–25 år"."""
        if self.highest is None:
            return f"{self.lowest} år og eldre"
        return f"{self.lowest}–{self.highest} år" if self.lowest is not None else f"til og med {self.highest} år"


@dataclass(frozen=True)
class Count:
    """How many took part."""

    count: int
    field: str
    quote: str


@dataclass(frozen=True)
class Traits:
    """What was read out of a record."""

    of: Mapping[TraitKind, tuple[Trait, ...]]
    ages: tuple[Ages, ...] = ()
    participants: tuple[Count, ...] = ()
    asks: tuple[str, ...] = ()
    """How someone who plans the same would describe it, in bokmål, nynorsk and English."""


NO_TRAITS = Traits(dict.fromkeys(TRAIT_KINDS, ()))


@dataclass(frozen=True)
class Tiltak:
    """One project of one office."""

    id: str
    """The number in its source's list, or a name of its own."""
    name: str
    office: str
    county: str
    """As in 2022; empty where it is not known."""
    source: Source
    heading: str
    """Under which its cells stand in the source."""
    cells: Mapping[str, Cell]
    """By name of the field, such as "target_group"."""
    period: str = ""
    report_type: str = ""
    """"statusrapport" or "sluttrapport"; empty where it is not known."""
    finished: bool | None = None
    """Whether it is over; None where the source does not say."""
    continued: bool | None = None
    sections: tuple[str, ...] = ()
    """§§ of sosialtjenesteloven, such as "17" and "20a"."""
    language: str = "nb"
    traits: Traits = NO_TRAITS

    @property
    def key(self) -> str:
        """Source and id: what tells it from every other project."""
        return f"{self.source.id}:{self.id}"

    def text(self, field: str) -> str:
        """The words of a cell, or the name; empty where there is none."""
        if field == "name":
            return self.name
        return self.cells[field].text if field in self.cells else ""


def read_tiltak(
    documents: Iterable[Document], files: Mapping[str, Path], traits: Path = TRAITS
) -> tuple[Tiltak, ...]:
    """All projects that these documents tell of, in their order.

    The records of a source that nobody has read get the traits that the vocabulary's words show.

    Args:
        documents: The documents of the index.
        files: Source id -> the register's file, for those documents that are registers.
        traits: What was read out of the records.
    """
    read = _read_traits(traits)
    found: list[Tiltak] = []
    for document in documents:
        if document.source.id in files:
            found += _of_register(document.source, files[document.source.id])
        elif document.source.id == PROFILES_IN:
            found += _of_profiles(document)
    by_people = {source for source, _ in read}
    seen = {one.key: _seen(one) for one in found if one.source.id not in by_people}
    return tuple(
        replace(one, traits=seen.get(one.key) or read.get((one.source.id, one.id), NO_TRAITS)) for one in found
    )


def _seen(tiltak: Tiltak) -> Traits:
    """What the vocabulary's words show in a record."""
    texts = {field: cell.text for field, cell in tiltak.cells.items()}
    return Traits(
        of={kind: tuple(Trait(*found) for found in traits_named(kind, texts)) for kind in TRAIT_KINDS},
        ages=tuple(Ages(*found) for found in ages_named(texts)),
    )


def _of_register(source: Source, file: Path) -> Iterator[Tiltak]:
    for line in file.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        cut = {*record.get("cut_fields", ()), *record.get("cut_possible", ())}
        cells = {
            field: Cell(label, record[field], (f"{source.id}:{record['id']}.{field}",), field in cut)
            for field, label in LABELS.items()
            if record.get(field)
        }
        yield Tiltak(
            id=str(record["id"]),
            name=record["name"],
            office=record["office"],
            county=record.get("county") or "",
            source=source,
            heading=project_heading(record),
            cells=cells,
            period=record.get("start") or "",
            report_type=record.get("report_type") or "",
            finished={"statusrapport": False, "sluttrapport": True}.get(record.get("report_type") or ""),
            continued=_is_continued(record.get("continued") or ""),
            sections=tuple(number for text in record.get("paragraphs_list") or () for number in _numbers(text)),
            language=record.get("lang") or source.language,
        )


def _is_continued(answer: str) -> bool | None:
    """What "ja", "nei" and "Ja, delvis" say; None for "ja/nei" and other words."""
    match = CONTINUED.match(answer)
    return match["yes"] is not None if match else None


def _numbers(section: str) -> list[str]:
    """The numbers of "§20a - Vilkår om ...", "§28, 33 - Individuell plan" or "§29 - §40 - ..."."""
    head = TITLE.sub("", section)
    if span := RANGE.fullmatch(head):
        return [str(number) for number in range(int(span[1]), int(span[2]) + 1)]
    return NUMBER.findall(head)


def _of_profiles(document: Document) -> Iterator[Tiltak]:
    for profile in read_profiles(document):
        cells = {field: Cell(LABELS[field], *found) for field, found in profile.cells.items()}
        yield Tiltak(
            id=profile.id,
            name=profile.name,
            office=profile.place,
            county=profile.county,
            source=document.source,
            heading=profile.heading,
            cells=cells,
            period=profile.period,
            finished=True,
        )


def _read_traits(file: Path) -> dict[tuple[str, str], Traits]:
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {(row["source"], str(row["id"])): _traits(row) for row in rows}


def _traits(row: dict[str, Any]) -> Traits:
    return Traits(
        of={kind: tuple(Trait(**trait) for trait in row[kind]) for kind in TRAIT_KINDS},
        ages=tuple(Ages(ages["from"], ages["to"], ages["field"], ages["quote"]) for ages in row["ages"]),
        participants=tuple(Count(**count) for count in row["participants"]),
        asks=tuple(ask for asks in row["asks"].values() for ask in asks),
    )
