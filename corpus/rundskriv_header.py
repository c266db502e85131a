"""What a rundskriv says of itself at its head: who issued it, when, under which number, and on which law.

Its facts stand in a table, a list of terms, or lines ("Label: value", or label and value on two lines).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, takewhile

from corpus.document import Paragraph
from corpus.known_laws import known_laws
from corpus.outline import MONTHS

FIELDS = {
    "publisher": r"myndighet(?:er)?|styresmakt(?:er)?|utgiver|utgivar|utgjevar",
    "changed": r"sist (?:endret|endra|oppdatert)",
    "dated": r"dato",
    "number": r"dok(?:ument)?\.?[ -]?(?:nr|nummer)\b\.?",
    "on": r"henvisning(?:er)?|tilvising(?:ar)?",
    "title": r"tittel",
    "letter": r"(?:deres|vår|dykkar) (?:ref|dato)\b\.?|saksbehandl(?:er|ar)|mottak(?:er|ar)",
    "other": r"publisert|korttittel|ikrafttre(?:delse|den)|i kraft frå|status|språk|rettsområde|departement",
}
"""What is told at the head -> how it is labelled."""
LABEL = re.compile(
    rf"(?<![\w.-])(?:{'|'.join(f'(?P<{name}>{words})' for name, words in FIELDS.items())})(?:\s*:|(?=\s|$))\s*",
    re.IGNORECASE,
)
FARTHEST = 120
"""The head begins within so many pieces of text; before it, a saved page has what surrounds it."""
GAP = 6
"""Between two facts of one head stand at most so many pieces of text that are none."""
RUNDSKRIV = re.compile(r"rundskriv|(?<![^\W_])R ?\d\d(?:-\d\d)?(?!\w|\.\d)", re.IGNORECASE)
SITE = re.compile(r"\s+[-–|•]\s+(?:Lovdata|Nav|nav\.no|lovdata\.no|regjeringen\.no)\s*$", re.IGNORECASE)
DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"),
    re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})"),
    re.compile(rf"(?P<day>\d{{1,2}})\.?\s(?P<month>{'|'.join(MONTHS)})\w*\.?\s(?P<year>\d{{4}})", re.IGNORECASE),
)
LAW_OF_DATE = re.compile(r"\blov\s(?P<date>\d{1,2}\.?\s\w+\.?\s\d{4})\snr\.?\s?(?P<number>\d+)", re.IGNORECASE)
OTHER_LAW = re.compile(r"\b[\w-]{2,}lov(?:en|a)(?=s?\b)|\blov om [\w-]+", re.IGNORECASE)

Fact = tuple[int, str, str]
"""(number of the piece of text in which its value ends, name of the field, value)."""


@dataclass(frozen=True)
class Header:
    """The facts at the head; empty where it does not give one."""

    publisher: str
    date: str
    """The day of its last change, else its own, as "2024-11-15"."""
    number: str
    on: str
    """The laws that it refers to, in its own words."""
    title: str
    end: int
    """So many pieces of text hold it and what comes before."""


@dataclass(frozen=True)
class Description:
    """What the source of a rundskriv is called, and who issued it when."""

    title: str
    publisher: str
    date: str
    year: int


def describe(title: str, texts: Iterable[str]) -> Description | None:
    """What a document with this title and these paragraphs or lines is as a rundskriv; None where it is none.

    The title says what it is and names the law that the §§ in it belong to, also where it does not do so itself.
    """
    head = find_header(texts)
    title = SITE.sub("", (head and head.title) or title).strip()
    if not head or not RUNDSKRIV.search(f"{title} {head.number}"):
        return None
    if not RUNDSKRIV.search(title):
        title = f"{head.number} {title}".strip()
    law = law_of(title) or named_law(head.on)
    named = title if law_of(title) or not law else f"{title} ({law})"
    return Description(named, head.publisher, head.date, int(head.date[:4]))


@cache
def law_of(title: str) -> str:
    """The law that a rundskriv with this title explains, by its short name; empty for other titles."""
    return named_law(title) if RUNDSKRIV.search(title) else ""


def named_law(text: str) -> str:
    """The first law that a text names, by name, abbreviation or date; empty where it names none."""
    dated = LAW_OF_DATE.sub(lambda match: f"LOV-{_iso(match['date'])}-{match['number']}", text)
    names = {name: law.name for law in known_laws() for name in law.names}
    known = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    if found := re.search(rf"(?<![\w-])({known})(?=s?(?![\w-])|-§)", dated, re.IGNORECASE):
        return names[found[1].casefold()]
    other = OTHER_LAW.search(text)
    return other[0].lower() if other else ""


def find_header(texts: Iterable[str]) -> Header | None:
    """The head of a document; None where it has none, or that of a letter.

    Args:
        texts: Paragraphs, lines or headings, in order, as readers give them.
    """
    facts = _block(list(islice(texts, FARTHEST)))
    values: dict[str, str] = {}
    for _, name, value in facts:
        values.setdefault(name, value)
    date = _iso(values.get("changed", "")) or _iso(values.get("dated", ""))
    told = values.keys() & {"publisher", "number", "on"}
    if "letter" in values or not _iso(values.get("dated", "")) or not told:
        return None
    publisher, number, on, title = (values.get(name, "") for name in ("publisher", "number", "on", "title"))
    return Header(publisher, date, number, on, title, end=facts[-1][0] + 1)


def texts_of(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """The words of a document with its headings between them, as `find_header` reads them."""
    path: tuple[str, ...] = ()
    for paragraph in paragraphs:
        if paragraph.path != path:
            path = paragraph.path
            yield from path[-1:]
        yield paragraph.text


def _block(texts: Sequence[str]) -> list[Fact]:
    """The first facts that stand together and have a date among them."""
    block: list[Fact] = []
    for fact in _facts(texts):
        if block and fact[0] - block[-1][0] > GAP:
            if any(name == "dated" for _, name, _ in block):
                break
            block = []
        block.append(fact)
    return block


def _facts(texts: Sequence[str]) -> Iterator[Fact]:
    awaiting: list[str] = []
    """Labels of a row, or of an earlier one, that stand without their values so far."""
    for place, text in enumerate(texts):
        for row in text.split("\n"):
            labels: list[str] = []
            for cell in _cells(row):
                told = list(_told(cell))
                yield from ((place, name, value) for name, value in told if value)
                if told and not told[-1][1]:
                    labels.append(told[-1][0])
                    awaiting = labels
                elif not told and awaiting:
                    yield place, awaiting.pop(0), cell


def _cells(row: str) -> list[str]:
    cells = (cell.strip() for cell in row.strip().removeprefix("- ").strip("|").split(" | "))
    return [cell for cell in cells if cell]


def _told(text: str) -> Iterator[tuple[str, str]]:
    """Field and value of each label in a text that begins with one; the value is empty where it stands alone."""
    labels = list(takewhile(lambda match: match.start() == 0 or _opens(text, match), LABEL.finditer(text)))
    if not labels or labels[0].start() or not _opens(text, labels[0]):
        return
    for label, end in zip(labels, [*(match.start() for match in labels[1:]), len(text)], strict=True):
        yield label.lastgroup or "", text[label.end() : end].strip(" ,;|")


def _opens(text: str, label: re.Match[str]) -> bool:
    """Whether a label is one, and not a word of a sentence ("Dato for samtalen avtales")."""
    rest = text[label.end() :]
    return label[0][0].isupper() and (label[0].rstrip().endswith(":") or not rest[:1].islower())


def _iso(text: str) -> str:
    """The first date in a text, as "2024-11-15"; empty where there is none."""
    match = next(filter(None, (pattern.search(text) for pattern in DATES)), None)
    if not match:
        return ""
    month = match["month"]
    number = int(month) if month.isdecimal() else MONTHS.index(month[:3].lower()) + 1
    return f"{match['year']}-{number:02}-{int(match['day']):02}"
