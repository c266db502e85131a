"""Laws and regulations as Lovdata sends them (XML), and the documents that they become.

The text of a § is what applies: notes on amendments, footnotes and text that is not yet in force are left out.
A § without text is no part of the document, but the law knows it and why it has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from corpus.document import Document, Paragraph, Source, make_document
from corpus.errors import UnreadableFileError
from corpus.lovdata_text import (
    FUTURE,
    LEFT_OUT_CLASSES,
    NOTE,
    classes_of,
    is_left_out,
    language_of,
    ledd_of,
    text_of,
)

LawKind = Literal["lov", "forskrift"]
Status = Literal["in force", "repealed", "not in force yet"]

PUBLISHER = "Lovdata"
ADDRESS = "https://lovdata.no/dokument/"
RIGHTS = "Inneholder data under norsk lisens for offentlige data (NLOD) tilgjengeliggjort av Lovdata"
LEFT_OUT = (
    "Endringsnoter, fotnoter, vedlegg og paragrafer som er opphevet eller ikke trådt i kraft. "
    "Teksten er hentet {copied}; senere endringer er ikke med."
)
MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
NOT_A_LAW = "filen er ikke en lov eller forskrift fra Lovdata; last ned arkivet fra api.lovdata.no på nytt"
DAMAGED = "filen er skadet eller ikke hel; last den ned på nytt"

HEADING = re.compile(r"h[1-6]")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
LINK = re.compile(r"(?P<kind>lov|forskrift)/(?P<law>\d[\d-]*)(?:/§(?P<number>[^/]+))?(?:/.*)?")
ID_KINDS: dict[str, LawKind] = {"LOV": "lov", "FOR": "forskrift"}
REPEALED = re.compile(r"opphe(?:vet|va)\b", re.IGNORECASE)
MOVED = re.compile(r"\(?flytt(?:et|a)\b", re.IGNORECASE)
REPEALED_BY = re.compile(r"opphe(?:vet|va) (?:ved )?.*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Ledd:
    """One numbered part of a §."""

    number: int
    """From 1."""
    text: str
    """Items of lists stand on lines of their own ("- a. item"), nested ones indented by two spaces."""

    @property
    def is_list(self) -> bool:
        """True where the ledd is nothing but a list."""
        return all(line.startswith(("- ", "  ")) for line in self.text.splitlines())


@dataclass(frozen=True)
class LawLink:
    """What a link in the text leads to."""

    law: str
    """Such as "LOV-2009-12-18-131"; it need not be a law that we have."""
    number: str
    """Number of the §; empty where the link leads to a chapter or to the whole law."""


@dataclass(frozen=True)
class LawSection:
    """One §, whether it has a text or not."""

    number: str
    """As in index.references: "18", "20 a", "25-1"; "9 A-1" is "9 a-1"."""
    heading: str
    """Its whole heading, "§ 18. Stønad til livsopphold"."""
    title: str
    """The heading without the number; empty for a few."""
    chapters: tuple[str, ...]
    """Headings from the outermost."""
    ledd: tuple[Ledd, ...]
    links: tuple[LawLink, ...]
    notes: tuple[str, ...]
    """What Lovdata says of amendments, also of some that are not in force yet."""
    status: Status
    url: str

    @property
    def reason(self) -> str:
        """Why it has no text, in Lovdata's words; empty for a § in force."""
        if self.status == "in force":
            return ""
        if MOVED.match(self.title):
            return self.title.strip("()")
        note = " ".join(self.notes)
        repealed = REPEALED_BY.search(note) if self.status == "repealed" else None
        reason = repealed[0] if repealed else note
        return reason[:1].upper() + reason[1:]


@dataclass(frozen=True)
class Law:
    """One law or regulation and all its §§ in order."""

    id: str
    """Such as "LOV-2009-12-18-131" or "FOR-2011-12-21-1471"."""
    kind: LawKind
    title: str
    short_title: str
    """Such as "Sosialtjenesteloven"."""
    language: str
    """"nb" or "nn", judged from the text."""
    in_force: date | None
    """The first day on which any of it was in force; None where no day is set."""
    last_change: date | None
    """The day on which its last amendment came into force; its first day in force where there is none."""
    url: str
    sections: tuple[LawSection, ...]
    notes: tuple[str, ...]
    """What Lovdata says of the whole law, such as that another will repeal it."""

    def section(self, number: str) -> LawSection | None:
        """The § with this number ("20 a"), with a text or without; None when the law has none such."""
        return next((section for section in self.sections if section.number == number), None)


def read_law(content: bytes) -> Law:
    """The law in a file of Lovdata's.

    Raises:
        UnreadableFileError: when it is no whole file, or no law with at least one § in force. The message
            fits after "nl-20091218-131.xml: ".
    """
    try:
        return _law(ElementTree.fromstring(content))
    except (ElementTree.ParseError, RecursionError) as error:
        raise UnreadableFileError(DAMAGED) from error


def _law(root: Element) -> Law:
    body = root.find(".//main[@class='documentBody']")
    facts = {item.get("class", ""): item for item in root.iterfind(".//dl[@class='data-document-key-info']/dd")}
    id_, document = _fact(facts, "legacyID"), _fact(facts, "dokid")
    kind = ID_KINDS.get(id_.partition("-")[0])
    sections = tuple(_sections(body)) if body is not None else ()
    if (
        body is None
        or kind is None
        or not document
        or not any(section.ledd and section.status == "in force" for section in sections)
    ):
        raise UnreadableFileError(NOT_A_LAW)
    title = _fact(facts, "title") or id_
    in_force = min(_dates(_fact(facts, "dateInForce")), default=None)
    return Law(
        id=id_,
        kind=kind,
        title=title,
        short_title=_fact(facts, "titleShort").partition(" – ")[0] or title,
        language=language_of(" ".join(ledd.text for section in sections for ledd in section.ledd)),
        in_force=in_force,
        last_change=max(_dates(_fact(facts, "lastChangeInForce")), default=in_force),
        url=ADDRESS + document,
        sections=_without_future_versions(sections),
        notes=tuple(text_of(child) for child in body if "defaultP" in classes_of(child)),
    )


def make_law_document(law: Law, copied: date) -> Document:
    """The document of all §§ in force, one paragraph for each ledd.

    `copied` is the day on which Lovdata's text was fetched; amendments after it are not in it.
    """
    changed = law.last_change
    source = Source(
        id=law.id,
        title=law.short_title,
        publisher=PUBLISHER,
        kind=law.kind,
        year=changed.year if changed else None,
        language=law.language,
        date=changed.isoformat() if changed else "",
        url=law.url,
        rights=RIGHTS,
        left_out=LEFT_OUT.format(copied=f"{copied.day}. {MONTHS[copied.month - 1]} {copied.year}"),
    )
    return make_document(source, (paragraph for section in law.sections for paragraph in _paragraphs(section)))


def _paragraphs(section: LawSection) -> Iterator[Paragraph]:
    if section.status != "in force":
        return
    for ledd in section.ledd:
        yield Paragraph(
            ledd.text,
            path=(*section.chapters, section.heading),
            kind="list" if ledd.is_list else "text",
            id=f"§{section.number.replace(' ', '')}.{ledd.number}",
        )


def _fact(facts: dict[str, Element], name: str) -> str:
    return text_of(facts[name]) if name in facts else ""


def _dates(text: str) -> Iterator[date]:
    for match in DATE.findall(text):
        try:
            yield date.fromisoformat(match)
        except ValueError:  # no day of any calendar
            continue


def _sections(
    element: Element, chapters: tuple[str, ...] = (), *, is_future: bool = False
) -> Iterator[LawSection]:
    for child in element:
        classes = classes_of(child)
        later = is_future or any(name.startswith(FUTURE) for name in classes)
        if classes & {"legalArticle", "futureLegalArticle"}:
            yield _section(child, chapters, is_future=later)
        elif not classes & LEFT_OUT_CLASSES:
            heading = _heading(child) if child.tag == "section" else ""
            yield from _sections(child, (*chapters, heading) if heading else chapters, is_future=later)


def _heading(section: Element) -> str:
    return next((text_of(child) for child in section if HEADING.fullmatch(child.tag)), "")


def _without_future_versions(sections: tuple[LawSection, ...]) -> tuple[LawSection, ...]:
    """A § that is in force and has a coming version is that § alone."""
    current = {section.number for section in sections if section.status == "in force"}
    return tuple(
        section for section in sections if section.status != "not in force yet" or section.number not in current
    )


def _section(article: Element, chapters: tuple[str, ...], *, is_future: bool) -> LawSection:
    header = next((child for child in article if any("Header" in name for name in classes_of(child))), None)
    heading = text_of(header) if header is not None else ""
    title = next((text_of(part) for part in article.iter("span") if "legalArticleTitle" in classes_of(part)), "")
    ledd = tuple(Ledd(number, text) for number, text in enumerate(ledd_of(article, header), 1) if text)
    notes = tuple(text_of(child) for child in article if NOTE in classes_of(child))
    return LawSection(
        number=_number(article.get("data-name", heading)),
        heading=heading,
        title=title,
        chapters=chapters,
        ledd=() if is_future else ledd,
        links=() if is_future else tuple(dict.fromkeys(_links(article))),
        notes=notes,
        status=_status(title, bool(ledd), notes, is_future=is_future),
        url=ADDRESS + article.get("data-lovdata-URL", ""),
    )


def _status(title: str, has_text: bool, notes: tuple[str, ...], *, is_future: bool) -> Status:
    if is_future:
        return "not in force yet"
    if has_text:
        return "in force"
    gone = REPEALED.match(title.lstrip("(")) or MOVED.match(title) or any(map(REPEALED_BY.search, notes))
    return "repealed" if gone else "not in force yet"


def _number(name: str) -> str:
    """The number with its letters apart and small, as index.references writes it."""
    return re.sub(r"(?<=\d)\s*([a-z])", r" \1", name.removeprefix("§").strip().lower())


def _links(element: Element) -> Iterator[LawLink]:
    for child in element:
        if is_left_out(child):
            continue
        match = LINK.fullmatch(child.get("href", ""))
        if match:
            prefix = "LOV" if match["kind"] == "lov" else "FOR"
            yield LawLink(f"{prefix}-{match['law']}", _number(match["number"] or ""))
        yield from _links(child)
