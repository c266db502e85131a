"""A § that a question names -> the law's own words, or why there are none.

A § is looked up, never guessed: one that a law does not have cannot be cited.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant import wording
from assistant.evidence import Quote
from assistant.language import Language
from assistant.lead import Lead
from assistant.understanding import Query
from corpus.known_laws import KnownLaw, known_laws
from corpus.outline import LawOutline, SectionOutline
from index.passage import Passage
from index.references import references
from index.store import Index

ORDINALS = {
    "første": 1, "fyrste": 1, "first": 1, "andre": 2, "annet": 2, "anna": 2, "second": 2, "tredje": 3, "third": 3,
    "fjerde": 4, "fourth": 4, "femte": 5, "fifth": 5, "sjette": 6, "sixth": 6, "sjuende": 7, "syvende": 7,
    "sjuande": 7, "seventh": 7, "åttende": 8, "åttande": 8, "eighth": 8, "niende": 9, "niande": 9, "tiende": 10,
}  # fmt: skip
LEDD = re.compile(
    rf"\b(?P<word>{'|'.join(ORDINALS)}|(?P<number>\d{{1,2}})\.?)\s+(?:ledd|lekk|paragraph|subsection|avsnitt)\b"
    r"|\bledd\s+(?P<after>\d{1,2})\b|\bsiste ledd\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Section:
    """One § of a law that is in the index."""

    law: LawOutline
    number: str
    outline: SectionOutline
    ledd: Mapping[int, tuple[Quote, ...]]
    """By number, in pieces where it is long; empty where the § has no text."""

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """All its words in order."""
        return tuple(quote for number in sorted(self.ledd) for quote in self.ledd[number])

    def name(self, language: Language) -> str:
        """Such as "sosialtjenesteloven § 17"."""
        return f"{_say(self.law.names, language)} § {self.number}"


@dataclass(frozen=True)
class Named:
    """The §§ that a question names."""

    sections: tuple[Section, ...] = ()
    """Those of laws that are in."""
    none: tuple[str, ...] = ()
    """Those that a law that is in does not have, such as "sosialtjenesteloven § 99"."""
    absent: tuple[str, ...] = field(default=())
    """The laws that can be brought in and are not."""

    def lead(self, query: Query) -> Lead | None:
        """The words of the §§, where the question asks for no more than them."""
        if not query.looks_up_law:
            return None
        told = [section for section in self.sections if section.ledd]
        if not told:
            return None
        names = f" {wording.AND[query.language]} ".join(_headed(section, query.language) for section in told)
        quotes = (quote for section in told for quote in _wanted(section, query.text))
        return Lead(wording.LAW_SAYS[query.language].format(names=names), tuple(_joined(quotes)))

    def why_not(self, query: Query) -> str:
        """Why there are no words to show of the §§ that were looked up; empty where there are."""
        if self.none and (query.looks_up_law or not self.sections):
            return wording.capital(wording.NO_SUCH_SECTION[query.language].format(section=self.none[0]))
        silent = next((section for section in self.sections if not section.ledd), None)
        if silent and query.looks_up_law:
            name, reason = silent.name(query.language), silent.outline.reason.rstrip(".")
            return wording.capital(wording.NOT_IN_FORCE[query.language].format(section=name, reason=reason))
        return ""


class Statutes:
    """The laws of an index, by § and ledd."""

    def __init__(self, index: Index) -> None:
        """Find the passage of every ledd."""
        self._laws = {law.id: law for law in index.laws}
        self._ledd: dict[tuple[str, str], dict[int, tuple[Quote, ...]]] = defaultdict(dict)
        for passage in index.passages:
            if passage.source in self._laws:
                for key, number, quote in _ledd_of(passage):
                    before = self._ledd[passage.source, key].get(number, ())
                    self._ledd[passage.source, key][number] = (*before, quote)

    def named(self, asked: Iterable[str], language: Language) -> Named:
        """The §§ of references such as "sosialtjenesteloven § 17"."""
        sections, none, absent = [], [], []
        for reference in asked:
            name, _, number = reference.rpartition("§ ")
            known = _known(name.strip())
            if known is None:
                continue
            if section := self._section(known, number):
                sections.append(section)
            elif known.id in self._laws:
                none.append(f"{_say(known, language)} § {number}")
            else:
                absent.append(known.name)
        return Named(tuple(sections), tuple(none), tuple(dict.fromkeys(absent)))

    def begins(self, text: str) -> bool:
        """Whether a text begins with a § whose words are in, as "sosialtjenesteloven § 47 og nav.no" may."""
        first = next(references(text), None)
        if first is None or not first.law or not text.casefold().startswith(first.law.casefold()):
            return False
        known = _known(first.law)
        section = self._section(known, first.number) if known else None
        return section is not None and bool(section.ledd)

    def _section(self, law: KnownLaw, number: str) -> Section | None:
        """A § of a law; None where the law is not in or has no such §."""
        found = self._laws.get(law.id)
        if found is None or number not in found.sections:
            return None
        ledd = self._ledd.get((law.id, number.replace(" ", "")), {})
        return Section(found, number, found.sections[number], ledd)


def _known(name: str) -> KnownLaw | None:
    return next((law for law in known_laws() if name.casefold() in law.names), None)


def _say(law: KnownLaw, language: Language) -> str:
    return {"nn": law.name_nn, "en": law.name_en}.get(language, law.name)


def _headed(section: Section, language: Language) -> str:
    """Such as "sosialtjenesteloven § 17 (Opplysning, råd og veiledning)"."""
    title = section.outline.heading.partition(". ")[2].strip("(). ")
    return f"{section.name(language)} ({title})" if title else section.name(language)


def _ledd_of(passage: Passage) -> Iterator[tuple[str, int, Quote]]:
    """§, ledd and words of each part; the ids of a law's paragraphs are "LOV-...:§18.1"."""
    for part in passage.parts:
        key, _, number = part.paragraph.rpartition("§")[2].rpartition(".")
        yield key, int(number), Quote(passage, part.start, part.end)


def _wanted(section: Section, text: str) -> Iterator[Quote]:
    """The ledd that a question asks for, where it names any the § has; else all."""
    numbers = [_number(match, section) for match in LEDD.finditer(text)]
    wanted = [number for number in numbers if number in section.ledd]
    yield from (quote for number in wanted for quote in section.ledd[number])
    if not wanted:
        yield from section.quotes


def _number(match: re.Match[str], section: Section) -> int:
    if match["number"] or match["after"]:
        return int(match["number"] or match["after"])
    return ORDINALS[match["word"].lower()] if match["word"] else max(section.ledd, default=0)


def _joined(quotes: Iterator[Quote]) -> Sequence[Quote]:
    """Neighbouring ledd of one passage as one quote."""
    joined: list[Quote] = []
    for quote in quotes:
        last = joined[-1] if joined else None
        if last and last.passage == quote.passage and not quote.passage.text[last.end : quote.start].strip():
            joined[-1] = Quote(last.passage, last.start, quote.end)
        else:
            joined.append(quote)
    return joined
