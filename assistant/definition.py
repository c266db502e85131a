"""A question for the meaning of a term -> its definition in the glossary, with the words of the source."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.evidence import Quote
from assistant.lead import Lead
from assistant.places import Places
from assistant.understanding import Query
from assistant.wording import capital
from corpus.glossary import GlossaryTerm
from index.analysis import stems
from index.references import references

ARTICLE = r"(?:(?:en|ei|et|eit|det|den|a|an|the)\s+)?"
ASKS_FOR_MEANING = re.compile(
    rf"""\W*(?:(?:hei|ok|og)\W+)?(?:hva|kva|what|hvem|kven|who)(?:'s|\s+(?:er|betyr|tyder|vil\s+si|menes\s+med|meines\s+med|står|is|are|does|do))\s+
    (?:egentlig\s+|eigentleg\s+)?{ARTICLE}(?P<term>.+?)
    (?:\s+(?:for\s+noe|for\s+noko|betyr|står\s+for|mean|stand\s+for))?\W*""",
    re.IGNORECASE | re.VERBOSE,
)
ASKS_FOR_DIFFERENCE = re.compile(
    rf"""\b(?:forskjell\w*|skilnad\w*|difference)\s+(?:er\s+(?:det\s+)?)?(?:på|mellom|between)\s+
    {ARTICLE}(?P<one>.+?)\s+(?:og|and)\s+{ARTICLE}(?P<other>.+?)\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
LONGEST_TERM = 5
"""Words."""


class Definitions:
    """The terms of the glossary that a source in the index explains."""

    def __init__(self, glossary: Iterable[GlossaryTerm], places: Places) -> None:
        """Find the source's words for each term."""
        self._known = {
            stems(name): (term, quote)
            for term in glossary
            if term.quote and (quote := places.find(term.source, term.quote))
            for name in term.names
        }

    def define(self, query: Query) -> Lead | None:
        """The definition that is asked for, or those of two terms; None when something else is asked for."""
        if difference := ASKS_FOR_DIFFERENCE.search(query.text):
            return self._both(difference["one"], difference["other"], query)
        match = ASKS_FOR_MEANING.fullmatch(query.text)
        term = match["term"] if match else query.text.strip(" ?.!")
        found = self._known.get(stems(term)) if len(term.split()) <= LONGEST_TERM else None
        return Lead(found[0].define(query.language), (found[1],)) if found else None

    def _both(self, one: str, other: str, query: Query) -> Lead | None:
        """What each of two terms or §§ is, side by side; what they differ in is for the reader to say."""
        found = [self._known.get(stems(term)) or self._on_section(term, query) for term in (one, other)]
        if None in found:
            return None
        known = dict(filter(None, found))  # of two names of one thing the same is said, once
        said = (f"{capital(term.name)}: {term.define(query.language)}" for term in known)
        return Lead(" ".join(said), tuple(known.values()))

    def _on_section(self, text: str, query: Query) -> tuple[GlossaryTerm, Quote] | None:
        """The first term that is regulated by the § that a text names."""
        numbers = {reference.number for reference in references(text)}
        wanted = {law for law in query.laws if law.rpartition("§ ")[2] in numbers}
        sections = ((entry, entry[0].section.split(", ")) for entry in self._known.values())
        return next((entry for entry, regulated in sections if wanted.intersection(regulated)), None)
