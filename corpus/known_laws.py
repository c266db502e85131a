"""Which laws and regulations are fetched from Lovdata, and what people call them (`laws.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LAWS = Path(__file__).with_name("laws.toml")


class UnknownLawError(Exception):
    """A name that is none of a law that is fetched. The message is one sentence for the user."""


@dataclass(frozen=True)
class KnownLaw:
    """A law that can be fetched, and what it is called."""

    id: str
    file: str
    """Its file in Lovdata's archive, without ".xml"."""
    name: str
    name_nn: str
    name_en: str
    also: tuple[str, ...]
    """Other names and abbreviations."""

    @property
    def names(self) -> set[str]:
        """All that a user may call it, in small letters."""
        called = (self.id, self.file, f"{self.file}.xml", self.name, self.name_nn, self.name_en, *self.also)
        return {name.casefold() for name in called}


@cache
def known_laws() -> tuple[KnownLaw, ...]:
    """The laws of `laws.toml`, in its order."""
    tables = tomllib.loads(LAWS.read_text(encoding="utf-8"))
    return tuple(KnownLaw(id_, **entry | {"also": tuple(entry["also"])}) for id_, entry in tables.items())


def find_laws(wanted: Sequence[str]) -> list[KnownLaw]:
    """The laws with these names (id, short name, alias or file name); all of them when none is named.

    Raises:
        UnknownLawError: when a name is none of theirs.
    """
    names = {name.strip().casefold() for name in wanted}
    laws = known_laws()
    unknown = names - set().union(*(law.names for law in laws))
    if unknown:
        known = ", ".join(law.name for law in laws)
        raise UnknownLawError(f"Kjenner ikke {', '.join(sorted(unknown))}. Velg blant disse: {known}.")
    return [law for law in laws if not names or names & law.names]
