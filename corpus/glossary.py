"""Terms and abbreviations that meet a new employee, explained in plain words in three languages.

Where a source explains the term, its exact words stand beside the definition, and a test holds
them against the documents.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

GLOSSARY = Path(__file__).with_name("glossary.toml")


@dataclass(frozen=True)
class GlossaryTerm:
    """One term and what it means."""

    name: str
    abbreviation: str
    """Empty where there is none in use; as written ("MI" and "SE" are other words in lower case)."""
    also: tuple[str, ...]
    """Other names, in bokmål, nynorsk or English."""
    definition: str
    definition_nn: str
    definition_en: str
    section: str
    """Law and §, several between commas; empty where no law regulates the term."""
    source: str
    """Id of the document that the quote is from; empty where the definition is general knowledge."""
    quote: str

    @property
    def names(self) -> tuple[str, ...]:
        """All that the term is called."""
        return tuple(filter(None, (self.name, self.abbreviation, *self.also)))

    def define(self, language: str) -> str:
        """The definition in "nn" or "en", and in bokmål for every other language."""
        return {"nn": self.definition_nn, "en": self.definition_en}.get(language, self.definition)


def load_glossary(file: Path = GLOSSARY) -> tuple[GlossaryTerm, ...]:
    """All terms in the order of the file."""
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["term"]
    return tuple(GlossaryTerm(**entry | {"also": tuple(entry["also"])}) for entry in entries)
