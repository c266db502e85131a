"""A question for the meaning of a term -> its definition in the glossary, with the words of the source."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.lead import Lead
from assistant.places import Places
from assistant.understanding import Query
from corpus.glossary import GlossaryTerm
from index.analysis import stems

ASKS_FOR_MEANING = re.compile(
    r"""\W*(?:(?:hei|ok|og)\W+)?(?:hva|kva|what)(?:'s|\s+(?:er|betyr|tyder|vil\s+si|menes\s+med|meines\s+med|står|is|are|does|do))\s+
    (?:egentlig\s+|eigentleg\s+)?(?:(?:en|ei|et|eit|det|den|a|an|the)\s+)?(?P<term>.+?)
    (?:\s+(?:for\s+noe|for\s+noko|betyr|står\s+for|mean|stand\s+for))?\W*""",
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
        """The definition that is asked for; None when the question asks for something else."""
        match = ASKS_FOR_MEANING.fullmatch(query.text)
        term = match["term"] if match else query.text.strip(" ?.!")
        found = self._known.get(stems(term)) if len(term.split()) <= LONGEST_TERM else None
        return Lead(found[0].define(query.language), (found[1],)) if found else None
