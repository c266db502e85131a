"""The project profiles of AFI's final report (2016): forms of "label: words" in an appendix, and chapter 2.1."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.document import Document, Paragraph

HEADING = "Prosjektprofil "
IN_SHORT = "2.1 Spissformulering av utviklingsprosjektene"
FIELDS = {
    "target_group": ("Alder", "Bistandsbehov og type utfordringer"),
    "description": ("Kort beskrivelse", "Oppfølgingstypologi"),
    "develops": ("Lokalt mål", "Nyutviklede tiltak?"),
    "cooperation": ("Sentrale samarbeidsinstanser", "Samarbeidsmodell"),
    "achieved": ("Utfall for ungdommene", "Utfall for ungdommene (Antall)", "Antall fått hjelp"),
    "success_factors": ("Erfarte gode metoder", "Erfarte gode samordningsgrep"),
    "continued_yes_through": ("Hva er videreført?",),
}
"""Field of a tiltak -> what the form calls it."""
PLACES = {
    "Bærum": ("Bærum", "Viken"),
    "Drammen": ("Drammen", "Viken"),
    "Kristiansand": ("Kristiansand", "Agder"),
    "Midtre Namdal": ("Midtre Namdal", "Trøndelag"),
    "Molde": ("Molde", "Møre og Romsdal"),
    "Ungkraft - Målselv": ("Målselv", "Troms og Finnmark"),
    "Notodden": ("Notodden", "Vestfold og Telemark"),
    "Re": ("Re", "Vestfold og Telemark"),
    "Solør": ("Solør", "Innlandet"),
    "Sund": ("Sund", "Vestland"),
    "Telemark": ("Telemark", "Vestfold og Telemark"),
    "Tromsø Ungdomsprosjektet i NAV": ("Tromsø", "Troms og Finnmark"),
    "Trondheim": ("Trondheim", "Trøndelag"),
    "Valdres": ("Valdres", "Innlandet"),
    "Østensjø": ("Østensjø", "Oslo"),
}
"""What a profile is headed -> the place, and its county as counties were in 2022."""


@dataclass(frozen=True)
class Profile:
    """One project of the report."""

    id: str
    name: str
    place: str
    county: str
    period: str
    heading: str
    cells: Mapping[str, tuple[str, tuple[str, ...]]]
    """Field -> its words and the ids of the paragraphs that hold them."""


def read_profiles(document: Document) -> Iterator[Profile]:
    """The profiles in the order of the appendix."""
    headed: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in document.paragraphs:
        if len(paragraph.path) > 2 and paragraph.path[2].startswith(HEADING):
            headed[paragraph.path[2]].append(paragraph)
    for number, (heading, paragraphs) in enumerate(headed.items(), 1):
        place, county = PLACES[heading.removeprefix(HEADING)]
        lines = {label: (words, paragraph) for paragraph in paragraphs for label, words in _lines(paragraph)}
        name = (lines.get("Prosjektnavn/sted") or lines["Prosjekt"])[0]
        yield Profile(
            id=f"afi-{number:02}",
            name=_without_place(name),
            place=place,
            county=county,
            period=lines["Periode"][0],
            heading=heading,
            cells=dict(_cells(lines, _in_short(document, place))),
        )


def _lines(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    for line in paragraph.text.splitlines():
        label, colon, words = line.removeprefix("- ").partition(": ")
        if colon:
            yield label, words


def _without_place(name: str) -> str:
    """The name in "FRAM – Bærum kommune" or "Jobbskolen/ Kristiansand"."""
    for sign in (" – ", " - ", "/"):
        name = name.partition(sign)[0]
    return name.strip()


def _in_short(document: Document, place: str) -> list[Paragraph]:
    """What chapter 2.1 says of the project at this place, under a heading such as "Fram/Bærum (2011-2014):"."""
    said = (one for one in document.paragraphs if IN_SHORT in one.path)
    return [one for one in said if re.search(rf"\b{place}\b", one.path[-1])]


def _cells(
    lines: Mapping[str, tuple[str, Paragraph]], in_short: list[Paragraph]
) -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    for field, labels in FIELDS.items():
        found = [lines[label] for label in labels if label in lines]
        if field == "description":
            found += [(paragraph.text, paragraph) for paragraph in in_short]
        if found:
            words, paragraphs = zip(*found, strict=True)
            yield field, ("\n".join(words), tuple(paragraph.id for paragraph in paragraphs))
