"""Personal data stay out: what points to a person is replaced before a question is searched, sent or stored.

One table of searches, tried in its order; what one finds is hidden from those after it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from assistant.names import person_names
from assistant.personal import (
    ACCOUNT,
    ACCOUNT_AFTER_CUE,
    ACCOUNT_BARE,
    ACCOUNT_WEIGHTS,
    BIRTH,
    BIRTH_AFTER_NAME,
    BOX,
    DWELLING,
    EMAIL,
    IBAN,
    IDENTITY,
    IDENTITY_AFTER_CUE,
    IDENTITY_CUT,
    LONG_NUMBER,
    PHONE,
    PHONE_AFTER_CUE,
    PHONE_FOREIGN,
    PHONE_FROM_ABROAD,
    POSTCODE,
    POSTCODE_AFTER_CUE,
    PUBLIC_PHONE,
    STREET,
)

Kind = Literal["identity_number", "phone", "email", "account", "address", "birth_date", "name"]
PLACEHOLDERS: dict[Kind, str] = {
    "identity_number": "[fødselsnummer]",
    "phone": "[telefon]",
    "email": "[e-post]",
    "account": "[konto]",
    "address": "[adresse]",
    "birth_date": "[fødselsdato]",
    "name": "[navn]",
}
PLACEHOLDER = re.compile("|".join(map(re.escape, PLACEHOLDERS.values())))
Finder = Callable[[str], Iterator[tuple[int, int]]]
"""Start and end of what is found in a text."""
ROUNDS = 3
LINE = re.compile(r".+")

CHARACTERS = re.compile(r"(?P<plain>[\n -~æøåÆØÅ§]+(?![\u0300-\u036f]))|.[\u0300-\u036f]{0,4}", re.DOTALL)
"""Plain ones, or any other with its accents where they are characters of their own."""
PLAIN = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-") | {"\t": " "})
YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
THOUSANDS = re.compile(r"\d{1,3}(?:[ .]\d{3})+")
MONTH_ADDED = (0, 40, 65, 80)
DAYS = {*range(1, 32), *range(41, 72)}
PAIRS = 4
BORN = re.compile(r"(?P<day>\d{1,2})\W{1,2}(?P<month>\d{1,2})\W{1,2}(?P<year>\d{4}|\d\d)")
OLDEST = 115


@dataclass(frozen=True)
class Found:
    """Where personal data of one kind stand in a text; never what they were."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class Protected:
    """A text without its personal data."""

    text: str
    found: tuple[Found, ...] = ()
    """In the order of the original text, whose characters they count."""


def protect(text: str) -> Protected:
    """A text with a placeholder for each piece of personal data; the rest, ages too, stays as it is.

    Behind a date of birth in numbers stands the age, for what is asked often turns on it.
    """
    plain, origin = _plain(text)
    found = tuple(Found(part.kind, origin[part.start][0], origin[part.end - 1][1]) for part in _search(plain))
    return Protected(_replaced(text, found), found)


def _replaced(text: str, found: Iterable[Found]) -> str:
    pieces, at = [], 0
    for part in found:
        pieces += [text[at : part.start], PLACEHOLDERS[part.kind]]
        if part.kind == "birth_date":
            pieces.append(_with_age(text[part.start : part.end]))
        at = part.end
    return "".join(pieces) + text[at:]


def _with_age(birth_date: str) -> str:
    """The age, which rules turn on, to stand behind a date of birth in numbers; nothing when none can be read."""
    match = BORN.fullmatch(birth_date)
    if not match:
        return ""
    today = date.today()
    centuries = (0,) if len(match["year"]) == 4 else (1900, 2000)
    had_birthday = (today.month, today.day) >= (int(match["month"]), int(match["day"]))
    ages = [today.year - century - int(match["year"]) - (not had_birthday) for century in centuries]
    possible = [age for age in ages if 0 <= age <= OLDEST]
    return f", {possible[0]} år" if len(possible) == 1 else ""  # of two, none is guessed


def _plain(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with plain digits, spaces and hyphens, and where each of its characters starts and ends."""
    pieces: list[str] = []
    origin: list[tuple[int, int]] = []
    for match in CHARACTERS.finditer(text):
        start, end = match.span()
        if match["plain"]:
            pieces.append(match["plain"])
            origin += [(at, at + 1) for at in range(start, end)]
        else:
            pieces.append(_plain_character(match[0]))
            origin += [(start, end)] * len(pieces[-1])
    return "".join(pieces), origin


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if unicodedata.category(character[0]) == "Cf":  # does not show: soft hyphen, zero-width space
        return ""
    if character.isdecimal():
        return str(int(character))
    return unicodedata.normalize("NFKC", character).translate(PLAIN)


def _search(plain: str) -> list[Found]:
    """All personal data in the order of the text; none reaches over the end of a line."""
    plain = PLACEHOLDER.sub(lambda match: _filler(len(match[0])), plain)
    return [
        Found(part.kind, line.start() + part.start, line.start() + part.end)
        for line in LINE.finditer(plain)
        for part in _search_line(line[0])
    ]


def _search_line(plain: str) -> list[Found]:
    """All personal data of a line; what is found may lay something else bare, so it is searched again."""
    found: list[Found] = []
    for _ in range(ROUNDS):
        before = len(found)
        for kind, find in FINDERS:
            spans = list(find(plain))
            found += [Found(kind, start, end) for start, end in spans]
            plain = _hide(plain, spans)
        if len(found) == before:
            break
    return sorted(found, key=lambda part: part.start)


def _hide(plain: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [plain[at:start], _filler(end - start)]
        at = end
    return "".join(pieces) + plain[at:]


def _filler(length: int) -> str:
    """What stands for personal data while the rest is searched: in brackets as a placeholder."""
    return f"[{'_' * (length - 2)}]"


def _by(pattern: re.Pattern[str], accept: Callable[[re.Match[str]], bool] = bool) -> Finder:
    """A search for the group "it" of a pattern, where a match is accepted."""

    def find(text: str) -> Iterator[tuple[int, int]]:
        last = 0
        for match in pattern.finditer(text):
            start, end = match.span("it")
            if start >= last and accept(match):
                last = end
                yield start, end

    return find


def _digits(match: re.Match[str]) -> str:
    return re.sub(r"\D", "", match["it"])


def _is_identity(match: re.Match[str]) -> bool:
    """Whether eleven digits are grouped as people group a fødselsnummer, not years, §§ or an amount."""
    groups = re.findall(r"\d+", match["it"])
    if THOUSANDS.fullmatch(match["it"]) or any(YEAR.fullmatch(group) for group in groups[1:]):
        return False
    if [len(group) for group in groups] == [6, 5]:
        return True
    return len(groups) in {1, 2, 3, 4, 5, 11} and _starts_with_date(_digits(match))


def _starts_with_date(digits: str) -> bool:
    """Whether digits start with a date of birth: d-numbers add to the day, others to the month."""
    day, month = int(digits[:2]), int(digits[2:4])
    return day in DAYS and any(month - added in range(1, 13) for added in MONTH_ADDED)


def _is_account(match: re.Match[str]) -> bool:
    digits = _digits(match)
    is_valid = sum(int(digit) * weight for digit, weight in zip(digits, ACCOUNT_WEIGHTS, strict=True)) % 11 == 0
    return is_valid and not _starts_with_date(digits)


def _is_phone(match: re.Match[str]) -> bool:
    """Whether eight digits are no two years, no date, no list as "20 30 40 50" and no public number."""
    groups = [int(group) for group in re.findall(r"\d+", match["it"])]
    steps = {later - earlier for earlier, later in pairwise(groups)}
    is_list = len(groups) == PAIRS and len(steps) == 1
    return not is_list and not YEAR.match(match["it"]) and not PUBLIC_PHONE.fullmatch(_digits(match))


FINDERS: tuple[tuple[Kind, Finder], ...] = (
    ("email", _by(EMAIL)),
    ("phone", _by(PHONE_FROM_ABROAD)),
    ("account", _by(IBAN)),
    ("phone", _by(PHONE_FOREIGN)),
    ("identity_number", _by(IDENTITY_AFTER_CUE)),
    ("account", _by(ACCOUNT_AFTER_CUE)),
    ("account", _by(ACCOUNT)),
    ("account", _by(ACCOUNT_BARE, _is_account)),
    ("identity_number", _by(IDENTITY, _is_identity)),
    ("identity_number", _by(IDENTITY_CUT)),
    ("identity_number", _by(LONG_NUMBER)),
    ("birth_date", _by(BIRTH)),
    ("phone", _by(PHONE_AFTER_CUE, _is_phone)),
    ("phone", _by(PHONE, _is_phone)),
    ("address", _by(STREET)),
    ("address", _by(BOX)),
    ("address", _by(DWELLING)),
    ("address", _by(POSTCODE)),
    ("address", _by(POSTCODE_AFTER_CUE)),
    ("name", person_names),
    ("birth_date", _by(BIRTH_AFTER_NAME)),
)
