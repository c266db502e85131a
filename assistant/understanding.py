"""Question -> Query: what was asked, in the form in which it is searched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language import Language, detect
from assistant.question import Question
from index.analysis import content_words

SOCIAL_SERVICES_ACT = "sosialtjenesteloven"
LAWS = {
    r"forvaltningslov(?:en|a)|fvl": "forvaltningsloven",
    r"barnevern(?:s)?lov(?:en|a)|bvl": "barnevernsloven",
    r"nav-?lov(?:en|a)": "NAV-loven",
    r"kommunelov(?:en|a)": "kommuneloven",
    r"folketrygdlov(?:en|a)|ftrl": "folketrygdloven",
    r"opplæringslov(?:en|a)": "opplæringslova",
    r"sosialtenestelov(?:en|a)|sosialtjenestelov(?:en|a)|social services act|stl": SOCIAL_SERVICES_ACT,
}
SECTION = r"(?:§{1,2}|\bparagraf(?:en)?\b|\bsections?\b)\s*(\d+(?:-\d+)?)(?:([a-z])\b|\s([a-h])\b)?"
LAW_BEFORE = r"(?:\b(?P<law>[\w-]+)\s+)?"
REFERENCE = re.compile(LAW_BEFORE + SECTION, re.IGNORECASE)
LAW_AFTER = re.compile(
    r"\s*(?:i|of|in|av|etter)?\s*(?:the|lov om)?\s*(social services act|[\w-]+lov(?:en|a))", re.IGNORECASE
)
AGE = re.compile(
    r"\b(\d{1,2})\s*(?:-?\s*åring|år\b|-?\s*year)|\b(?:på|er|fyller|fylte|aged?|turns|is)\s+(\d{2})\b(?!\s*(?:%|prosent|kontor))",
    re.IGNORECASE,
)
OPENS_AS_FOLLOW_UP = re.compile(
    r"\W*(?:og|men|eller|hva med|kva med|and|but|what about|what if|or)\b", re.IGNORECASE
)
POINTS_BACK = re.compile(
    r"\b(?:han|hun|ho|de|dei|dem|den|det|disse|desse|dette|slik|slikt|da|they|them|he|she|it|that|those)\b",
    re.IGNORECASE,
)
SHORT = 6
"""A question with fewer content words than this may lean on the one before it."""


@dataclass(frozen=True)
class Query:
    """A question as it was understood."""

    text: str
    """What is searched: the question, together with the earlier one that it leans on."""
    language: Language
    laws: tuple[str, ...] = ()
    """References such as "sosialtjenesteloven § 17", in the order in which they are named."""
    ages: tuple[int, ...] = ()
    terms: tuple[str, ...] = ()
    """Stems of the words that carry meaning."""
    assumed_law: bool = False
    """True when a § was named without its law and read as sosialtjenesteloven."""


def understand(question: Question) -> Query:
    """The query for a question; earlier questions count only where it leans on them."""
    text = _self_contained(question)
    references = list(_references(text))
    return Query(
        text=text,
        language=detect(question.text),
        laws=tuple(dict.fromkeys(reference for reference, _ in references)),
        ages=tuple(dict.fromkeys(int(before or after) for before, after in AGE.findall(text))),
        terms=tuple(dict.fromkeys(content_words(text))),
        assumed_law=any(assumed for _, assumed in references),
    )


def _self_contained(question: Question) -> str:
    if not question.context or not _leans_on_earlier(question.text):
        return question.text
    return f"{question.context[-1]} {question.text}"


def _leans_on_earlier(text: str) -> bool:
    if OPENS_AS_FOLLOW_UP.match(text):
        return True
    return len(content_words(text)) < SHORT and POINTS_BACK.search(text) is not None


def _references(text: str) -> Iterator[tuple[str, bool]]:
    """Each § with its law, and whether the law was assumed."""
    for match in REFERENCE.finditer(text):
        letter = match[3] or match[4]
        number = match[2] + (f" {letter.lower()}" if letter else "")
        after = LAW_AFTER.match(text, match.end())
        law = _law(match["law"] or "") or _law(after[1] if after else "")
        yield f"{law or SOCIAL_SERVICES_ACT} § {number}", law is None


def _law(words: str) -> str | None:
    return next((name for pattern, name in LAWS.items() if re.fullmatch(pattern, words, re.IGNORECASE)), None)
