"""§ references in Norwegian and English text, each with the law that it belongs to.

One grammar for passages and questions. §§ that a comma or "og" joins share a law, which may stand
before or after them ("fvl. § 17 og § 18", "§§ 17 og 18 i forvaltningsloven"). A law has to stand
beside its §, so it never reaches into another sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.known_laws import known_laws

SOCIAL_SERVICES_ACT = "sosialtjenesteloven"
LAW_NAMES = {
    r"sosialt(?:j)?enestelov(?:en|a)?|sos(?:ial)?lov(?:en|a)|social services act|stl|stjl|sotjl"
    r"|(?:lov|loven|lova) om sosiale tj?enester.*": SOCIAL_SERVICES_ACT,
    r"forvaltningslov(?:en|a)?|public administration act|fvl": "forvaltningsloven",
    r"barneverns?lov(?:en|a)?|lov om barnevern|child welfare act|bvl": "barnevernsloven",
    r"nav[- ]?lov(?:en|a)?|arbeids- og velferdsforvaltningslov(?:en|a)": "NAV-loven",
    r"kommunelov(?:en|a)?|local government act|koml": "kommuneloven",
    r"folketrygdlov(?:en|a)?|lov om folketrygd|national insurance act|ftrl": "folketrygdloven",
    r"opplæringslov(?:en|a)?|education act|oppll": "opplæringslova",
}
"""Ways to write a law -> the name it goes by here; other laws go by the name in the text."""

ENGLISH = {name for law in known_laws() for name in law.names if name.endswith((" act", " regulations"))}
GAP = r"[^\S\n]*"
SIGN = r"(?:§{1,2}|\bparagraf(?:en|er|ar|ene|ane)?\b|\bsections?\b)"
NUMBER = r"\d+(?:\s?[a-z](?=-\d))?(?:-\d+)?(?:[a-z]\b|\s[a-h]\b)?(?!\w)"
SEPARATOR = rf"(?:{GAP}(?:[,–/&]|\b(?:og|eller|samt|and|or|til|jfr?)\b\.?))+{GAP}"
COUNTED = (
    rf"(?:-\w|[.,:]\d|{GAP}(?:%|år|prosent|kr|kontor|kommun|dag|uke|veke|måned|månad|gang|barn|ung|person|bruk"
    rf"|year|day|week|month|office|people|child)|\.{GAP}(?:ledd|punktum|januar|februar|mars|april|mai|juni|juli"
    r"|august|september|oktober|november|desember))"
)
"""After a number: it counts something or is an ordinal, as in "§ 17 og 16 år" and "§ 17, 2. ledd"."""
DETAIL = rf"(?:,?{GAP}(?:\w+|\d\.){GAP}(?:ledd|punktum)\b)*(?:,?{GAP}bokstav{GAP}[a-z]\b)?"
LAW = (
    r"(?<![\w-])(?:"
    r"lov(?:en|a)? om sosiale tj?enester(?: i (?:nav|arbeids- og velferdsforvaltning(?:en|a)?))?(?![\w-])"
    r"|lov om (?!sosiale)(?:\w+- og )?[\w-]+(?![\w-])"
    r"|(?:nav |(?:\w+- og )?[\w-]{2,})lov(?:en|a)?s?(?![\w-])"
    r"|forskrift(?:en|a)? om [\w-]+(?: [\w-]+){0,9}?(?=,?\s*§|[\s,(]*\Z)"
    r"|[\w-]*forskrift(?:en|a)s?(?![\w-])"
    rf"|(?:{'|'.join(sorted(ENGLISH, key=len, reverse=True))})\b"
    r"|(?!(?:the|this|that|an?)\b)\w+ act\b"
    r"|(?:fvl|bvl|ftrl|stl|stjl|sotjl|koml|oppll)\b\.?)"
)
SECTIONS = re.compile(
    rf"{SIGN}\s*(?P<numbers>{NUMBER}(?:{SEPARATOR}{NUMBER}(?!{COUNTED}))*){DETAIL}", re.IGNORECASE
)
LAW_BEFORE = re.compile(rf"({LAW})(?:{GAP}[,(:]?{GAP}|{GAP}(?:i|sin){GAP})\Z", re.IGNORECASE)
LAW_AFTER = re.compile(
    rf"(?:{GAP},?{GAP}\b(?:i|of|in|av|etter|under|fra|frå){GAP}(?:\bthe\b)?{GAP}|{GAP}\(?)({LAW})(?!\.?{GAP}[,(]?{GAP}{SIGN})",
    re.IGNORECASE,
)
GENITIVE = re.compile(r"(?<=lov)(en|a)s$|(?<=forskrift)(en|a)s$")
LONGEST_LAW = 80


@dataclass(frozen=True)
class Reference:
    """One § of one law."""

    law: str
    """Name of the law; empty where the text names none beside the §."""
    number: str
    """Such as "17", "20 a" or "25-1"."""


@dataclass
class _Group:
    """The §§ behind one § sign."""

    law: str
    numbers: list[str]
    start: int
    end: int
    """After the law, where that comes last."""
    opening: int
    """Where the law begins, where that comes first; else the § sign."""


def references(text: str) -> Iterator[Reference]:
    """Every § of a text, in order, with repetitions."""
    for group in _groups(text):
        yield from (Reference(group.law, number) for number in group.numbers)


def _groups(text: str) -> list[_Group]:
    """The §§ of a text, those that share a law with their neighbours having it too."""
    groups = list(_alone(text))
    linked = [(one, two) for one, two in pairwise(groups) if _linked(text, one, two)]
    for earlier, later in linked:
        later.law = later.law or earlier.law
    for earlier, later in reversed(linked):
        earlier.law = earlier.law or later.law
    return groups


def without_references(text: str) -> str:
    """The text without its §§ and the laws beside them."""
    for group in reversed(_groups(text)):
        text = f"{text[: group.opening]} {text[group.end :]}"
    return text


def qualified(text: str, law: str) -> str:
    """The text of a law with its name before each § that stands without one, for there it means its own."""
    for group in reversed(_groups(text)):
        if not group.law:
            text = f"{text[: group.start]}{law} {text[group.start :]}"
    return text


def _alone(text: str) -> Iterator[_Group]:
    for match in SECTIONS.finditer(text):
        before = LAW_BEFORE.search(text[max(0, match.start() - LONGEST_LAW) : match.start()])
        after = LAW_AFTER.match(text, match.end())
        law = after or before
        opening = match.start() if after or not before else match.start() - len(before[0])
        end = after.end() if after else match.end()
        numbers = [_number(number) for number in re.findall(NUMBER, match["numbers"], re.IGNORECASE)]
        yield _Group(_law_name(law[1]) if law else "", numbers, match.start(), end, opening)


def _linked(text: str, one: _Group, two: _Group) -> bool:
    return re.fullmatch(SEPARATOR, text[one.end : two.start], re.IGNORECASE) is not None


def _number(text: str) -> str:
    """The number with its letter apart: "20 a", "9 a-1"."""
    return re.sub(r"\s*([a-z])(?=-|$)", r" \1", text.lower())


def _law_name(words: str) -> str:
    name = GENITIVE.sub(r"\1\2", words.lower().rstrip("."))
    known = (law for pattern, law in LAW_NAMES.items() if re.fullmatch(pattern, name))
    return next(known, None) or next((law.name for law in known_laws() if name in law.names), name)
