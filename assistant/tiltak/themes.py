"""What goes wrong or helps across projects: themes with counts and quotes, over the records of a wish."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.tiltak.wish import SOUGHT, Wish
from corpus.tiltak import Tiltak, Trait
from corpus.vocabulary import TraitKind, Value, load_vocabulary

CHALLENGES = re.compile(
    r"\b(?:utfordr\w*|hind\w+|barrier\w*|vanskel\w+|problem(?:er|a)? (?:i|med|ved)|fallgruv\w*|går galt"
    r"|gikk galt|gjekk gale"
    r"|challenges?|obstacles?|pitfalls?|difficult\w*)\b",
    re.IGNORECASE,
)
SUCCESS = re.compile(
    r"\b(?:suksess\w*|hva (?:virker|fungerer|lykkes)|kva (?:verkar|fungerer|lykkast)|lykkes|lykkast|fungerer bra"
    r"|gode grep|virker best"
    r"|success\w*|what works|works well)\b",
    re.IGNORECASE,
)
ACROSS = re.compile(
    r"\b(?:vanlig\w*|vanleg\w*|typisk\w*|ofte|oftest|flest|mest|alle|fleire|flere|tiltak(?:ene|a)?|prosjekt(?:er|ene|a)?|common|usual\w*|typical\w*|most"
    r"|across|projects?)\b",
    re.IGNORECASE,
)
OTHER = "annet"


@dataclass(frozen=True)
class Instance:
    """One record in which a theme was met, and its words."""

    tiltak: Tiltak
    trait: Trait


@dataclass(frozen=True)
class Theme:
    """One theme and the records in which it was met."""

    value: Value
    instances: tuple[Instance, ...]


@dataclass(frozen=True)
class Insight:
    """What the matching records say of their challenges, or of what helped."""

    kind: TraitKind
    themes: tuple[Theme, ...]
    """The most frequent first."""
    read: int
    """Records that pass and say something of it."""
    silent: int
    """Records that pass and say nothing of it."""
    all: int
    """Records in the register."""


def asked_for(text: str) -> TraitKind | None:
    """What a question across projects is about; None when it is about something else."""
    if not ACROSS.search(text):
        return None
    if CHALLENGES.search(text):
        return "challenges"
    return "success_factors" if SUCCESS.search(text) else None


def themes(wish: Wish, kind: TraitKind, register: Sequence[Tiltak]) -> Insight:
    """The themes of all records that pass the wish's filters and share what it names."""
    picked = [tiltak for tiltak in register if wish.filters.keep(tiltak) and _shares(tiltak, wish, kind)]
    met: dict[str, list[Instance]] = defaultdict(list)
    for tiltak in picked:
        for trait in {trait.value: trait for trait in tiltak.traits.of[kind]}.values():
            met[trait.value].append(Instance(tiltak, trait))
    values = load_vocabulary().traits[kind]
    found = [Theme(values[id_], tuple(instances)) for id_, instances in met.items()]
    ranked = sorted(found, key=lambda theme: (theme.value.id == OTHER, -len(theme.instances)))
    read = sum(bool(tiltak.traits.of[kind]) for tiltak in picked)
    return Insight(kind, tuple(ranked), read, len(picked) - read, len(register))


def _shares(tiltak: Tiltak, wish: Wish, kind: TraitKind) -> bool:
    """Whether a record has a trait of each kind that the wish names: whom it is for, and what it does."""
    wanted = (wish.traits[sought] for sought in SOUGHT if sought != "goals" and sought != kind)
    of = tiltak.traits.of
    has = {trait.value for sought in SOUGHT for trait in of[sought]}
    return all(any(value.id in has for value in values) for values in wanted if values)
