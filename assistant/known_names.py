"""The known names of persons, and the words of a text with what the lists say of them.

Many Norwegian names are also words ("Even", "Liv") or places ("Strand"); the lists keep these apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path


def words_of(text: str) -> frozenset[str]:
    """Words between white space, in lower case."""
    return frozenset(text.lower().split())


SECTION = re.compile(r"^\[(.+)\]\n([^\[]+)", re.MULTILINE)
ABBREVIATION = re.compile(r"[a-zæøå][A-ZÆØÅ]")
"""In a word: "KlarA" is a project."""
GENITIVE = re.compile(r"['’]s?$")
NAMES = Path(__file__).with_name("names.txt")
WORD = re.compile(r"[^\W\d_]{1,40}(?:[-'’][^\W\d_]{1,40}){0,3}['’]?")
PARTICLES = words_of("van von der den de del da dos al el bin bint ibn abu")
INSTITUTION = re.compile(
    r".+(?:huset|senter|senteret|skole|skolen|skule|skulen|prosjektet|tiltaket|kommune|loven|lova|teamet|gården|sykehus)"
)
GIVEN_ENDING = re.compile(r"\w{2,}(?:bjørn|run|laug|hild|gunn|veig|mund|frid|gerd|leif|geir|vald|vard|grim)'?s?")


class List(StrEnum):
    """The lists of known names, by their headings in the file."""

    GIVEN = "given names"
    GIVEN_IF_CAPITAL = "given names that are words in lower case"
    GIVEN_OR_WORD = "given names that are also words or places"
    SURNAMES = "surnames"
    SURNAMES_OR_WORD = "surnames that are also words or places"
    NO_NAMES = "no names beside a name"


SURNAMES = {List.SURNAMES, List.SURNAMES_OR_WORD}
WORDS_TOO = {List.GIVEN_IF_CAPITAL, List.GIVEN_OR_WORD}
NO_LIST: frozenset[List] = frozenset()


def load_names(file: Path = NAMES) -> dict[str, frozenset[List]]:
    """Each name of the file in lower case, and the lists that it is in; a list is a "[heading]" and words."""
    known: dict[str, frozenset[List]] = {}
    for heading, words in SECTION.findall(file.read_text(encoding="utf-8")):
        for word in words_of(words):
            known[word] = known.get(word, NO_LIST) | {List(heading)}
    return known


KNOWN = load_names()


@dataclass(frozen=True)
class Word:
    """A word of a text, with what stands before it up to the word before."""

    text: str
    start: int
    end: int
    before: str

    @cached_property
    def lower(self) -> str:
        """In lower case."""
        return self.text.lower()

    @cached_property
    def lists(self) -> frozenset[List]:
        """The lists it is in, as it stands or without the s of a genitive; a double name by its first part."""
        bare = GENITIVE.sub("", self.lower)
        if "-" not in bare:
            return KNOWN.get(bare, NO_LIST) | KNOWN.get(bare.removesuffix("s"), NO_LIST)
        parts = [KNOWN.get(part, NO_LIST) for part in bare.split("-") if part not in PARTICLES]
        return parts[0] if parts and all(parts) else NO_LIST

    @cached_property
    def is_given(self) -> bool:
        """Whether it is a given name and nothing else."""
        if List.NO_NAMES in self.lists or ABBREVIATION.search(self.text):
            return False
        if List.GIVEN in self.lists:
            return True
        inside = self.is_capital and self.is_within_sentence
        return inside and (List.GIVEN_IF_CAPITAL in self.lists or GIVEN_ENDING.fullmatch(self.lower) is not None)

    @property
    def may_be_given(self) -> bool:
        """Whether it is a given name or another word."""
        return (self.is_capital and GIVEN_ENDING.fullmatch(self.lower) is not None) or not self.lists.isdisjoint(
            WORDS_TOO
        )

    @property
    def is_surname(self) -> bool:
        """Whether it is a surname and nothing else."""
        return List.SURNAMES in self.lists

    @property
    def may_be_surname(self) -> bool:
        """Whether it is a surname, or another word."""
        return not self.lists.isdisjoint(SURNAMES)

    @property
    def is_name(self) -> bool:
        """Whether it is in any list."""
        return self.is_given or self.may_be_given or self.may_be_surname

    @property
    def is_capital(self) -> bool:
        """Whether its first letter is a capital one."""
        return self.text[0].isupper()

    @property
    def may_be_a_name(self) -> bool:
        """Whether it is written as a name and is no other known word: "Bekkelund", not "NAV" or "Jobbhuset"."""
        shaped = self.is_capital and len(self.text) > 1 and not self.text[1:].isupper()
        return shaped and List.NO_NAMES not in self.lists and not INSTITUTION.fullmatch(self.lower)

    @property
    def is_within_sentence(self) -> bool:
        """Whether another word of the sentence stands before it."""
        return bool(self.before) and not self.before.strip(" ,;(&/")

    @property
    def follows(self) -> bool:
        """Whether only a space parts it from the word before."""
        return bool(self.before) and not self.before.strip(" ")


def words(text: str) -> list[Word]:
    """The words of a text in order."""
    found: list[Word] = []
    for match in WORD.finditer(text):
        before = text[found[-1].end : match.start()] if found else ""
        found.append(Word(match[0], match.start(), match.end(), before))
    return found
