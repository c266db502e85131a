"""What is known of a law beside its text: its names, and every § that it has or had, with why one has no text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from corpus.known_laws import KnownLaw, known_laws
from corpus.lovdata import Law, LawSection

MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
DAY = r"(\d{1,2})\.? ((?:jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des)\w*)\.? (\d{4})"
IN_FORCE = re.compile(rf"(?:i kraft|fra|frå|ikr\.)\s+(?:straks\s+)?{DAY}", re.IGNORECASE)
PASSED = re.compile(DAY, re.IGNORECASE)


@dataclass(frozen=True)
class SectionOutline:
    """One § of a law."""

    heading: str
    url: str
    reason: str
    """Why it has no text, in Lovdata's words; empty for a § in force."""
    changed: date | None
    """When its last amendment came into force (or was passed); None where none is noted."""


@dataclass(frozen=True)
class LawOutline:
    """A law that is in the index."""

    id: str
    names: KnownLaw
    sections: Mapping[str, SectionOutline]
    """By number, such as "20 a"."""


def outline(law: Law) -> LawOutline:
    """The outline of a law."""
    names = next(known for known in known_laws() if known.id == law.id)
    return LawOutline(law.id, names, {section.number: _section(section) for section in law.sections})


def _section(section: LawSection) -> SectionOutline:
    return SectionOutline(section.heading, section.url, section.reason, _changed(" ".join(section.notes)))


def _changed(notes: str) -> date | None:
    """The last day on which an amendment came into force up to today; else the last on which one was passed."""
    found = [_date(*day) for day in IN_FORCE.findall(notes) or PASSED.findall(notes)]
    past = [day for day in found if day and day <= date.today()]
    return max(past, default=None)


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), MONTHS.index(month[:3].lower()) + 1, int(day))
    except ValueError:
        return None
