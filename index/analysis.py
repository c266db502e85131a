"""Norwegian text to the terms of the keyword index.

A word gives its Snowball stem and, when it is long, its character 4-grams: the pair was measured
above stems or 4-grams alone on Norwegian passages, and carries most typing errors and compounds.
A § with its number is one term, so that "§17", "§ 17" and "paragraf 17" meet and "§ 20 a" is not "§ 20";
a § of another law than sosialtjenesteloven is, beside that, a term with its law: "forvaltningsloven§17".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import Stemmer
from bm25s.stopwords import STOPWORDS_NORWEGIAN

from index.references import SOCIAL_SERVICES_ACT, references

GRAM = 4
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
STOP_WORDS = frozenset(STOPWORDS_NORWEGIAN)
STEMMER = Stemmer.Stemmer("norwegian")


def terms(text: str) -> list[str]:
    """The index terms of a text, in order, with repetitions."""
    folded = unicodedata.normalize("NFC", text).lower()
    return [*_references(folded), *(term for word in WORD.findall(folded) for term in _word_terms(word))]


def content_words(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order: no function words, no 4-grams."""
    folded = unicodedata.normalize("NFC", text).lower()
    words = [STEMMER.stemWord(word) for word in WORD.findall(folded) if word not in STOP_WORDS]
    return [*_references(folded), *words]


def stems(text: str) -> tuple[str, ...]:
    """The stem of every word of a text, in order."""
    folded = unicodedata.normalize("NFC", text).lower()
    return tuple(STEMMER.stemWord(word) for word in WORD.findall(folded))


def reference_terms(text: str) -> list[str]:
    """The terms of the §§ that a text names, in order: the § and, for another law, the § with its law."""
    return list(_references(unicodedata.normalize("NFC", text).lower()))


def _references(text: str) -> Iterator[str]:
    for reference in references(text):
        section = f"§{reference.number.replace(' ', '')}"
        yield section if reference.law in ("", SOCIAL_SERVICES_ACT) else f"{reference.law.lower()}{section}"


@lru_cache(maxsize=100_000)
def _word_terms(word: str) -> tuple[str, ...]:
    if word in STOP_WORDS or (len(word) < 2 and not word.isdigit()):
        return ()
    return (STEMMER.stemWord(word), *_grams(word))


def _grams(word: str) -> Iterator[str]:
    """Inner 4-grams, marked so that they never meet a whole stem."""
    if len(word) > GRAM and not word[0].isdigit():
        for start in range(len(word) - GRAM + 1):
            yield f"_{word[start : start + GRAM]}"
