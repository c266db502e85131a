"""Wish -> Found: the projects that are most like it, each with why and with words of its own record.

Alike by whom it is for, what is done and which problem it meets: keyword search over the whole record,
the nearest of its descriptions by vector, and the traits in common, put together by weight.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.tiltak.wish import SOUGHT, Filters, Wish, covers, understand_wish
from corpus.tiltak import Ages, Tiltak, Trait
from corpus.vocabulary import load_vocabulary
from index.analysis import content_words
from index.retrieve import Retriever

CANDIDATES = 600
"""So many views are taken from the vector store."""
BESIDE = 3
"""So many of a project's views are averaged beside the nearest."""


@dataclass(frozen=True)
class Weights:
    """What each arm counts; chosen on the project's own queries (tests/eval/tiltak.jsonl)."""

    keyword: float = 0.5
    nearest: float = 0.6
    beside: float = 0.8
    traits: float = 0.2
    ages: float = 0.1
    old: float = 0.05
    """Taken from projects of the report of 2016: newer ones come first where both fit."""


@dataclass(frozen=True)
class Found:
    """A project that fits, and why."""

    tiltak: Tiltak
    score: float
    why: tuple[str, ...]
    """What it has in common with the wish, in bokmål."""
    field: str
    """Name of the cell that the quote stands in."""
    quote: str


@dataclass(frozen=True)
class TiltakSearch:
    """Searches the projects of an index."""

    retriever: Retriever
    weights: Weights = field(default_factory=Weights)

    def search(self, wish: Wish, limit: int) -> list[Found]:
        """The projects that pass the filters, most alike first.

        Without a text, all that pass, in the order of their sources.
        """
        scores = self._scores(wish) if wish.text else np.zeros(len(self.tiltak))
        kept = [i for i, tiltak in enumerate(self.tiltak) if wish.filters.keep(tiltak)]
        ranked = sorted(kept, key=lambda i: -scores[i])[:limit]
        return [self._found(self.tiltak[i], float(scores[i]), wish) for i in ranked]

    def like(self, key: str, limit: int) -> list[Found]:
        """The projects most like the one with this key, itself left out.

        Raises:
            KeyError: when there is none.
        """
        own = self.by_key[key]
        text = " ".join(filter(None, (own.name, own.text("target_group"), own.text("description"))))
        wish = understand_wish(text)
        values = {
            kind: tuple(load_vocabulary().traits[kind][t.value] for t in own.traits.of[kind]) for kind in SOUGHT
        }
        found = self.search(Wish(wish.text, wish.language, Filters(), values, None), limit + 1)
        return [one for one in found if one.tiltak.key != key][:limit]

    @property
    def tiltak(self) -> tuple[Tiltak, ...]:
        """All projects of the index."""
        return self.retriever.index.tiltak

    @cached_property
    def by_key(self) -> dict[str, Tiltak]:
        """The projects by key."""
        return {tiltak.key: tiltak for tiltak in self.tiltak}

    def _scores(self, wish: Wish) -> NDArray[np.float64]:
        weights = self.weights
        nearest, beside = self._nearness(wish.text)
        scores = weights.keyword * self._keyword(wish.text) + weights.nearest * nearest + weights.beside * beside
        for i, tiltak in enumerate(self.tiltak):
            scores[i] += weights.traits * _in_common(tiltak, wish) + weights.ages * _age_fits(tiltak, wish)
            scores[i] -= weights.old * (not tiltak.report_type and bool(tiltak.finished))
        return scores

    def _keyword(self, text: str) -> NDArray[np.float64]:
        keyword, expanded = self.retriever.index.tiltak_keyword, self.retriever.expander.expand(text)
        text = self.retriever.index.speller.repair(text)
        lexicon = self.retriever.weights.lexicon
        scores = keyword.scores(text) + lexicon * keyword.scores(expanded)
        most = keyword.most(text) + lexicon * keyword.most(expanded)
        return np.asarray(scores / most if most else scores, dtype=np.float64)

    def _nearness(self, text: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Cosine of each project's nearest view, and the mean of its nearest few; 0 where none is near."""
        places = {tiltak.key: i for i, tiltak in enumerate(self.tiltak)}
        cosines: list[list[float]] = [[] for _ in self.tiltak]
        for view in self.retriever.nearest("tiltak", text, CANDIDATES):
            cosines[places[view.leads_to]].append(max(view.cosine, 0.0))
        nearest = np.array([max(found, default=0.0) for found in cosines])
        beside = np.array([sum(sorted(found)[-BESIDE:]) / BESIDE for found in cosines])
        return nearest, beside

    def _found(self, tiltak: Tiltak, score: float, wish: Wish) -> Found:
        shared = list(_shared(tiltak, wish))
        why = tuple(dict.fromkeys(reason for reason, _ in shared))
        place, quote = self._quote(tiltak, [trait for _, trait in shared], wish)
        return Found(tiltak, score, why, place, quote)

    def _quote(self, tiltak: Tiltak, traits: Sequence[Trait | Ages], wish: Wish) -> tuple[str, str]:
        """The words of the record that show best why it fits: name of the cell, and the quote."""
        if not traits:
            first = next((name for name in ("description", "target_group", "develops") if tiltak.text(name)), "")
            return first, _beginning(tiltak.text(first)) if first else ""
        asked = set(content_words(wish.text))
        best = max(traits, key=lambda trait: (len(asked & set(content_words(trait.quote))), len(trait.quote)))
        return best.field, best.quote


def _shared(tiltak: Tiltak, wish: Wish) -> Iterator[tuple[str, Trait | Ages]]:
    """What a project has in common with a wish: the reason in words, and the trait."""
    for kind in SOUGHT:
        wanted = {value.id: value for value in wish.traits[kind]}
        for trait in tiltak.traits.of[kind]:
            if trait.value in wanted:
                yield f"{REASONS[kind]}: {wanted[trait.value].short()}", trait
    for ages in tiltak.traits.ages:
        if wish.ages and covers(ages, wish.ages):
            yield f"Alder: {ages}", ages


REASONS = {"target_groups": "Målgruppe", "methods": "Metode", "goals": "Mål"}
SHARE = {"target_groups": 0.4, "methods": 0.45, "goals": 0.15}
"""What each kind of trait counts."""


def _in_common(tiltak: Tiltak, wish: Wish) -> float:
    """How much of the wished traits a project has, 0 to 1; kinds that are not spoken of do not count."""
    spoken = [kind for kind in SOUGHT if wish.traits[kind]]
    total = sum(SHARE[kind] for kind in spoken)
    return sum(SHARE[kind] * _share(tiltak, kind, wish) for kind in spoken) / total if total else 0.0


def _share(tiltak: Tiltak, kind: str, wish: Wish) -> float:
    has: Collection[str] = {trait.value for trait in tiltak.traits.of[kind]}  # type: ignore[index]
    wanted = wish.traits[kind]  # type: ignore[index]
    return sum(value.id in has for value in wanted) / len(wanted)


def _age_fits(tiltak: Tiltak, wish: Wish) -> float:
    return float(bool(wish.ages) and any(covers(ages, wish.ages) for ages in tiltak.traits.ages))  # type: ignore[arg-type]


def _beginning(text: str, words: int = 30) -> str:
    """The first words of a text, exactly as they stand."""
    found = text.split()[:words]
    return text[: text.find(found[-1], len(" ".join(found[:-1]))) + len(found[-1])] if found else ""
