"""What a tiltak can be for, do and aim at, and which words name it (`vocabulary.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

TraitKind = Literal["target_groups", "methods", "goals", "challenges", "success_factors"]
TRAIT_KINDS: tuple[TraitKind, ...] = get_args(TraitKind)
VOCABULARY = Path(__file__).with_name("vocabulary.toml")


@dataclass(frozen=True)
class Value:
    """One value of a trait, or a county, in three languages."""

    id: str
    nb: str
    nn: str
    en: str
    words: tuple[str, ...]
    """Beginnings of words that name it; with a space at the end, whole words."""

    def say(self, language: str) -> str:
        """Its name in "nn" or "en", and in bokmål for every other language."""
        return {"nn": self.nn, "en": self.en}.get(language, self.nb)

    def short(self, language: str = "nb") -> str:
        """The first of its names."""
        return self.say(language).split(",")[0].split(" (")[0]


@dataclass(frozen=True)
class Vocabulary:
    """All values, by what they are values of."""

    traits: Mapping[TraitKind, Mapping[str, Value]]
    counties: Mapping[str, Value]


@cache
def load_vocabulary(file: Path = VOCABULARY) -> Vocabulary:
    """The values in the order of the file."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    values = {
        kind: {id_: Value(id_, **entry | {"words": tuple(entry["words"])}) for id_, entry in entries.items()}
        for kind, entries in tables.items()
    }
    return Vocabulary({kind: values[kind] for kind in TRAIT_KINDS}, values["counties"])
