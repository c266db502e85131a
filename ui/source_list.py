"""What the assistant answers from, as HTML: all sources by rank, and how others are added."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from assistant.compose import OLD_AFTER_YEARS
from assistant.shelf import State
from corpus.document import Source
from corpus.own import Addition
from corpus.rank import LAWS, rank_of
from corpus.readers import MAX_MEBIBYTES, READERS
from index.passage import Passage
from ui.shape import Assistant
from ui.templating import render

MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
DATE = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d{2}))?")
BECAME = {
    "added": "lagt til",
    "changed": "oppdatert",
    "unchanged": "lå inne fra før",
    "refused": "ikke lagt til",
    "skipped": "ikke lagt til",
}
STATES: dict[State, str] = {
    "ready": "Søkeindeksen er oppdatert. Svarene bygger på kildene i listen.",
    "building": "Søkeindeksen oppdateres. Det kan ta noen minutter; fram til da svarer assistenten som før.",
    "waiting": "En annen indeksering er i gang. Denne begynner når den er ferdig.",
    "failed": "Søkeindeksen kunne ikke oppdateres. Si fra til den som drifter assistenten; årsaken står i loggen.",
}


@dataclass(frozen=True)
class Entry:
    """A source as the page shows it."""

    source: Source
    size: str
    dated: str
    """When it is from, or of a law, when it was last amended; empty when not known."""
    age: str
    """In years; empty for a law, which does not grow old, and where no year is known."""
    is_old: bool
    """True when what applies may have changed since."""


def ranked(sources: Mapping[str, Source]) -> list[Source]:
    """The most binding kind first, and the newest first within it."""
    return sorted(sources.values(), key=lambda one: (rank_of(one.kind), one.kind, -(one.year or 0)))


def listing(assistant: Assistant) -> str:
    """All sources, by kind."""
    groups = [
        (kind, [entry(source, assistant.document(source.id)) for source in sources])
        for kind, sources in groupby(ranked(assistant.sources), key=lambda source: source.kind)
    ]
    removable = assistant.shelf is not None
    return render("sources_list.html", groups=groups, removable=removable)


def adding(assistant: Assistant) -> str:
    """How documents are added: with a form where that is allowed, else by the operator."""
    allowed = assistant.shelf is not None
    return render("sources_add.html", allowed=allowed, most=MAX_MEBIBYTES, suffixes=sorted(READERS))


def added(addition: Addition) -> str:
    """What became of one file: "lagt til", or "ikke lagt til: filen er tom ..."."""
    return ": ".join(filter(None, (BECAME[addition.status], addition.reason)))


def entry(source: Source, passages: Sequence[Passage]) -> Entry:
    """What the page tells of a source."""
    is_law = source.kind in LAWS
    years = None if source.year is None or is_law else date.today().year - source.year
    dated = _dated(source)
    return Entry(
        source=source,
        size=f"{_grouped(sum(map(_words, passages)))} ord i {_grouped(len(passages))} tekstbiter",
        dated=f"sist endret {dated}" if is_law and dated else dated,
        age="" if years is None else "fra i år" if years < 1 else f"{years} år",
        is_old=years is not None and years >= OLD_AFTER_YEARS,
    )


def _words(passage: Passage) -> int:
    """How many of the source's own."""
    return sum(len(passage.text[part.start : part.end].split()) for part in passage.parts)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


def _dated(source: Source) -> str:
    known = DATE.fullmatch(source.date)
    if known is None:
        return source.date or str(source.year or "")
    day = f"{int(known['day'])}. " if known["day"] else ""
    return f"{day}{MONTHS[int(known['month']) - 1]} {known['year']}"
