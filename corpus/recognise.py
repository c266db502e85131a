"""What a text's words alone tell: its language, and of a tiltak that nobody has read, its traits and ages.

Words stand in for reading: what they find is often right and never complete (figures in the tests).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TypeVar

from corpus.vocabulary import TraitKind, Value, load_vocabulary

LANGUAGES = {
    "nb": ("ikke", "jeg", "fra", "de", "være", "hvordan", "en", "noe", "bare"),
    "nn": ("ikkje", "eg", "frå", "dei", "vere", "korleis", "ein", "noko", "berre"),
    "en": ("not", "is", "from", "they", "be", "how", "the", "of", "and"),
}
"""Small words that one language has and the others lack; the first language wins a draw."""
AIMED_AT = ("target_group", "description", "develops")
FIELDS: Mapping[TraitKind, tuple[str, ...]] = {
    "target_groups": AIMED_AT,
    "methods": AIMED_AT,
    "goals": AIMED_AT,
    "challenges": ("challenges",),
    "success_factors": ("success_factors",),
}
"""Where the words of each kind of trait are looked for."""
OTHER = "annet"
LONGEST_QUOTE = 30
SHORTEST_NAME = 5
SENTENCE_BREAK = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ«\"])|\s*\n\s*")
CLAUSE_BREAK = re.compile(rf"{SENTENCE_BREAK.pattern}|[,;:()–]\s|\s[(–-]\s?")
AROUND = " \t\n.,;:–-•*·"
"""What a quote neither begins nor ends with."""
BEFORE = 12
"""So many words of a long clause stand before the word that is meant."""

COUNTED = (
    r"(?!\d|[.,:]\d|\s?(?:%|prosent|kr|mill|tusen|000|deltak|bruk|person|ungdom|unge|stykk|stk|plass|dag|uke|veke"
    r"|måned|månad|tim|min|kontor|kommun|sak|famil|barn|born))"
)
"""Before what follows a number: it counts something else than years."""
YEARS = r"\s?-?\s?å(?:r|ring\w*)?\b"
TO = r"\s?(?:år\s)?(?:[-–]|til(?:\sog\smed)?)\s?"
SPANS = (
    re.compile(rf"(?<![\w.,-])(\d\d){TO}(\d\d)(?:\s?\(\d\d\))?{YEARS}"),
    re.compile(rf"\bmellom\s(\d\d)\s?(?:år\s)?(?:[-–]|og)\s?(\d\d){COUNTED}", re.IGNORECASE),
    re.compile(rf"\b(?:ung|alder)\w*(?:\s\w+)?\s(\d\d){TO}(\d\d){COUNTED}", re.IGNORECASE),
    re.compile(r"\A(\d\d)\s?[-–]\s?(\d\d)\Z"),
)
BELOW = re.compile(rf"(?<!barn\s)(?<!born\s)\b(?:under\s|yngre enn\s|u/\s?)(\d\d){COUNTED}", re.IGNORECASE)
UP_TO = re.compile(rf"\b(?:opp til|inntil|til og med|t\.?o\.?m\.?)\s(?:fylte\s)?(\d\d)(?:{YEARS})", re.IGNORECASE)
ABOVE = re.compile(
    rf"(?<!\bi\s)\b(?:over|eldre enn|fra|frå)\s(?:fylte\s)?(\d\d){YEARS}(?!\s(?:til|og))"
    rf"|\b(\d\d)(?:{YEARS}\s(?:og|eller)\seldre|\+)",
    re.IGNORECASE,
)
AGES = range(12, 90)

Found = TypeVar("Found")
Named = tuple[str, str, str]
"""(value of the vocabulary, name of the field, quote)."""
Span = tuple[int | None, int | None, str, str]
"""(lowest age, highest age, name of the field, quote); None where there is no limit."""


def language_of(text: str) -> str:
    """The language whose own small words are most frequent; bokmål when there are none."""
    words = Counter(re.findall(r"\w+", text.lower()))
    return max(LANGUAGES, key=lambda language: sum(words[word] for word in LANGUAGES[language]))


def traits_named(kind: TraitKind, texts: Mapping[str, str]) -> list[Named]:
    """The traits of a kind whose words stand in a record, each with the clause in which one stands first.

    Args:
        kind: Such as "methods".
        texts: Name of the field -> the words of the record.
    """
    if kind == "target_groups":
        return _first_with(AIMED_AT, lambda field: list(_named(kind, (field,), texts)))
    return list(_named(kind, FIELDS[kind], texts))


def ages_named(texts: Mapping[str, str]) -> list[Span]:
    """The ages that a record is for, in the first of its fields that names any."""
    return _first_with(AIMED_AT, lambda field: list(_spans(field, texts.get(field, ""))))


def _first_with(fields: tuple[str, ...], look: Callable[[str], list[Found]]) -> list[Found]:
    """What is found in the first field in which something is: whom a tiltak is for stands there, or further on."""
    return next(filter(None, map(look, fields)), [])


def _named(kind: TraitKind, fields: tuple[str, ...], texts: Mapping[str, str]) -> Iterator[Named]:
    for value, words in _searches(kind).items():
        found = ((field, words.search(texts.get(field, ""))) for field in fields)
        field, match = next(((field, match) for field, match in found if match), ("", None))
        if match:
            yield value, field, _quote(texts[field], *match.span())


@cache
def _searches(kind: TraitKind) -> dict[str, re.Pattern[str]]:
    """Value -> its words in any text; "annet" has none."""
    values = load_vocabulary().traits[kind].values()
    words = {value.id: value.words or _words_of_name(value) for value in values if value.id != OTHER}
    return {id_: _search(found) for id_, found in words.items() if found}


def _words_of_name(value: Value) -> tuple[str, ...]:
    """The parts of a name, such as "bemanning", "utskifting" and "sykefravær"; short ones mean too much."""
    parts = re.split(r",| og | eller |\(|\)", f"{value.nb},{value.nn}".lower())
    return tuple(dict.fromkeys(part.strip() for part in parts if len(part.strip()) >= SHORTEST_NAME))


def _search(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds the beginnings of words, and with a space at the end, whole words."""
    wholes = (r"\s+".join(map(re.escape, word.split())) + (r"\b" if word.endswith(" ") else "") for word in words)
    return re.compile(rf"(?<![\w§-])(?:{'|'.join(wholes)})", re.IGNORECASE)


def _quote(text: str, start: int, end: int) -> str:
    """The sentence around a place, or else the clause, or else so many words, exactly as they stand."""
    for breaks in (SENTENCE_BREAK, CLAUSE_BREAK):
        first = max((gap.end() for gap in breaks.finditer(text) if gap.end() <= start), default=0)
        last = next((gap.start() for gap in breaks.finditer(text) if gap.start() >= end), len(text))
        if len(text[first:last].split()) <= LONGEST_QUOTE:
            return text[first:last].strip(AROUND)
    words = [word.span() for word in re.finditer(r"\S+", text[first:last])]
    at = sum(place + first <= start for place, _ in words) - 1
    kept = words[max(0, at - BEFORE) :][:LONGEST_QUOTE]
    return text[first + kept[0][0] : first + kept[-1][1]].strip(AROUND)


def _spans(field: str, text: str) -> Iterator[Span]:
    """Each pair of limits once."""
    found = {limits: match for limits, match in _limits(text) if _plausible(limits)}
    for (lowest, highest), match in found.items():
        yield lowest, highest, field, _quote(text, *match.span())


def _limits(text: str) -> Iterator[tuple[tuple[int | None, int | None], re.Match[str]]]:
    for search in SPANS:
        yield from (((int(match[1]), int(match[2])), match) for match in search.finditer(text))
    yield from (((None, int(match[1]) - 1), match) for match in BELOW.finditer(text))
    yield from (((None, int(match[1])), match) for match in UP_TO.finditer(text))
    yield from (((int(match[1] or match[2]), None), match) for match in ABOVE.finditer(text))


def _plausible(limits: tuple[int | None, int | None]) -> bool:
    given = [age for age in limits if age is not None]
    return all(age in AGES for age in given) and given == sorted(given)
