"""What a sentence claims that can be compared: numbers, ages and their limits, laws and §§, duty and right."""

from __future__ import annotations

import re

from assistant.question import Question
from assistant.understanding import NUMBER_WORDS, understand
from index.references import LAW_NAMES, SECTIONS, SOCIAL_SERVICES_ACT, Reference, references

SMALL_ENGLISH = "two three four five six seven eight nine ten eleven twelve"
NORWEGIAN_TWO = "to"
ARTICLES = {"ett", "eitt"}
"""Words that mostly do not count."""
WORDS = {
    **{word: number for word, number in NUMBER_WORDS.items() if word not in ARTICLES},
    **{word: number for number, word in enumerate(SMALL_ENGLISH.split(), 2)},
}
NUMBER = re.compile(
    rf"(?<![\w.,])(?:\d{{1,3}}(?:[ .\u00a0\u202f,]\d{{3}})+(?!\d)|\d+(?:[.,]\d+)?)|\b(?:{'|'.join(WORDS)})\b",
    re.IGNORECASE,
)
RANGE = re.compile(r"(?<![\w.,])(\d\d)\s*[-–]\s*(\d\d)(?![\w.,]?\d)")
IN_YEARS = re.compile(
    rf"(?<![\w.,])(?=((?:\d\d?|{'|'.join(WORDS)}))(?:\s*(?:og|til|and|to|[-–])\s*[\w]+)?\s*-?\s*(?:år|year))",
    re.IGNORECASE,
)
THOUSANDS = re.compile(r"\d{1,3}(?:[ .\u00a0\u202f,]\d{3})+")
LAWS = {re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE): law for pattern, law in LAW_NAMES.items()}
LIMIT = re.compile(
    r"""\b(?:(?P<least>over|fylt|minst|eldre\s+enn|above|at\s+least|older\s+than)
    |under|inntil|til\s+og\s+med|yngre\s+enn|below|until|up\s+to|younger\s+than)\s+(?P<number>[\w-]+)""",
    re.IGNORECASE | re.VERBOSE,
)
DUTY = re.compile(
    r"""\b(?:må|skal|\w*plikt\w*|pålag\w*|pålegg\w*|påkrev\w*|forutset\w*|føreset\w*|krav\w*|krev\w*|nødt|nøydd|obligatorisk\w*
    |must|shall|ha(?:s|ve)\s+to|requir\w*|oblig\w*|dut(?:y|ies)|mandatory|compulsory)\b""",
    re.IGNORECASE | re.VERBOSE,
)
RIGHT = re.compile(
    r"\b(?:(?:har|ha|få|får|gir|gjev)\s+(?:\w+\s+)?rett|rett(?:en)?\s+(?:til|på)|rettighet\w*|rettar\b|krav\s+på"
    r"|entitle\w*|rights?\s+to|has\s+a\s+right|rights)\b",
    re.IGNORECASE,
)
BINDING = (DUTY, RIGHT)


def numbers(text: str, *, english: bool) -> set[float]:
    """Every number of a text, in figures or words, other than those of §§."""
    found = (match[0] for match in NUMBER.finditer(SECTIONS.sub(" ", text)))
    return {_value(written) for written in found if not (english and written.lower() == NORWEGIAN_TWO)}


def ages(text: str) -> set[int]:
    """Every number of a text that may be an age, in whole years."""
    ranges = (int(number) for match in RANGE.finditer(text) for number in match.groups())
    return {*understand(Question(text)).ages, *ranges}


def clear_ages(text: str) -> set[int]:
    """Every age of a text that its unit shows to be one."""
    in_years = (match[1] for match in IN_YEARS.finditer(text))
    return set(understand(Question(text)).ages) & {_value(number) for number in in_years}


def age_limits(text: str) -> set[tuple[bool, int]]:
    """(whether it is the least, age) for every age that bounds: "over 18", "inntil 18 år"."""
    bounds = [(match["least"] is not None, match["number"]) for match in LIMIT.finditer(text)]
    return {(least, age) for age in ages(text) for least, words in bounds if age in numbers(words, english=False)}


def laws(text: str) -> set[Reference]:
    """Every § of a text, and every law that it names, as a reference without a number.

    A § without a law is one of sosialtjenesteloven, as everywhere here.
    """
    found = {Reference(reference.law or SOCIAL_SERVICES_ACT, reference.number) for reference in references(text)}
    named = {law for pattern, law in LAWS.items() if pattern.search(text)} | {reference.law for reference in found}
    return found | {Reference(law, "") for law in named}


def ungranted(sentence: str, source: str) -> bool:
    """Whether a sentence speaks of a duty or a right and its source of none."""
    return any(pattern.search(sentence) and not pattern.search(source) for pattern in BINDING)


def _value(written: str) -> float:
    if written.lower() in WORDS:
        return WORDS[written.lower()]
    if THOUSANDS.fullmatch(written):
        return float(re.sub(r"\D", "", written))
    return float(written.replace(",", "."))
