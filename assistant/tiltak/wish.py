"""Free text -> Wish: which projects are looked for, as filters that must hold and traits that should."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.language import Language, detect
from assistant.understanding import ages_in
from corpus.tiltak import Ages, Tiltak
from corpus.vocabulary import TraitKind, Value, load_vocabulary
from index.references import SOCIAL_SERVICES_ACT, references

SOUGHT: tuple[TraitKind, ...] = ("target_groups", "methods", "goals")
"""The traits by which projects are looked for."""
FINISHED = re.compile(
    r"\b(?:avslutt\w*|sluttrapport\w*|finished projects?|completed|final report)\b", re.IGNORECASE
)
ONGOING = re.compile(
    r"\b(?:pågå\w*|statusrapport\w*|i gang|under arbeid|ongoing|status report|in progress)\b", re.IGNORECASE
)
DISCONTINUED = re.compile(
    r"\b(?:(?:ikke|ikkje|not) (?:ble |blei |vart |er |blir |blitt |vorte |been )*(?:videreført\w*|vidareført\w*"
    r"|ført videre|continued)|discontinued|lagt ned)\b",
    re.IGNORECASE,
)
CONTINUED = re.compile(r"\b(?:videreført\w*|vidareført\w*|ført vi?dare|ført videre|continued)\b", re.IGNORECASE)
BETWEEN_WORDS = re.compile(r"[^\w§-]+")
UNDER = re.compile(r"\b(?:under|yngre enn|inntil|opp til|til og med|below|younger than|up to)\s+$", re.IGNORECASE)
OVER = re.compile(r"\b(?:over|eldre enn|fra|frå|minst|above|older than|from)\s+$", re.IGNORECASE)


@dataclass(frozen=True)
class Filters:
    """What must hold of a project; None where it does not matter."""

    county: str | None = None
    report_type: str | None = None
    finished: bool | None = None
    continued: bool | None = None
    section: str | None = None
    """Number of a § of sosialtjenesteloven, such as "20a"."""
    target_group: str | None = None
    method: str | None = None

    def keep(self, tiltak: Tiltak) -> bool:
        """Whether all of it holds of a project; what a source does not say does not hold."""
        of = tiltak.traits.of
        return all(
            (
                self.county in (None, tiltak.county),
                self.report_type in (None, tiltak.report_type),
                self.finished in (None, tiltak.finished),
                self.continued in (None, tiltak.continued),
                self.section is None or self.section in tiltak.sections,
                self.target_group is None or self.target_group in (trait.value for trait in of["target_groups"]),
                self.method is None or self.method in (trait.value for trait in of["methods"]),
            )
        )


@dataclass(frozen=True)
class Chip:
    """One thing that was understood, as it is shown and can be taken away."""

    id: str
    """Such as "county" or "methods:los"."""
    text: str
    filters: bool
    """True where it must hold, False where it only counts in favour."""


@dataclass(frozen=True)
class Wish:
    """What is looked for."""

    text: str
    language: Language
    filters: Filters
    traits: Mapping[TraitKind, tuple[Value, ...]]
    """The values of each kind that the text names."""
    ages: tuple[int, int] | None = None
    """Lowest and highest age that is spoken of."""

    @property
    def chips(self) -> tuple[Chip, ...]:
        """All that was understood."""
        return tuple(_chips(self))

    def without(self, chips: Collection[str]) -> Wish:
        """The wish with the things of these ids left out."""
        kept = {field: None if field in chips else value for field, value in vars(self.filters).items()}
        traits = {
            kind: tuple(value for value in values if f"{kind}:{value.id}" not in chips)
            for kind, values in self.traits.items()
        }
        return replace(self, filters=Filters(**kept), traits=traits, ages=None if "ages" in chips else self.ages)


def understand_wish(text: str, given: Filters | None = None) -> Wish:
    """The wish in a text; filters that are given come before those that the text names."""
    text = " ".join(text.split())
    read = Filters(
        county=next(_named(text, load_vocabulary().counties), None),
        finished=_finished(text),
        continued=_continued(text),
        section=next(_sections(text), None),
    )
    asked = {field: value for field, value in vars(given or Filters()).items() if value is not None}
    vocabulary = load_vocabulary().traits
    traits = {kind: tuple(vocabulary[kind][id_] for id_ in _named(text, vocabulary[kind])) for kind in SOUGHT}
    return Wish(text, detect(text), replace(read, **asked), traits, _ages(text))


def covers(ages: Ages, wanted: tuple[int, int]) -> bool:
    """Whether a project's ages and those that are looked for have a year in common."""
    lowest, highest = wanted
    return (ages.lowest or 0) <= highest and lowest <= (ages.highest or 200)


def _named(text: str, values: Mapping[str, Value]) -> Iterator[str]:
    """The ids of the values that a text names, in the order of the vocabulary."""
    lowered = f" {BETWEEN_WORDS.sub(' ', text.lower())} "
    for id_, value in values.items():
        if any(f" {word}" in lowered for word in value.words):
            yield id_


def _finished(text: str) -> bool | None:
    if FINISHED.search(text):
        return True
    return False if ONGOING.search(text) else None


def _continued(text: str) -> bool | None:
    if DISCONTINUED.search(text):
        return False
    return True if CONTINUED.search(text) else None


def _sections(text: str) -> Iterator[str]:
    for reference in references(text):
        if reference.law in ("", SOCIAL_SERVICES_ACT):
            yield reference.number.replace(" ", "")


def _ages(text: str) -> tuple[int, int] | None:
    found = list(ages_in(text))
    if not found:
        return None
    if len(found) == 1:
        before = re.split(r"\d", text)[0]
        if UNDER.search(before):
            return (0, found[0])
        if OVER.search(before):
            return (found[0], 200)
    return (min(found), max(found))


def _chips(wish: Wish) -> Iterator[Chip]:
    for field, value in vars(wish.filters).items():
        if value is not None:
            yield Chip(field, _say(field, value), filters=True)
    if wish.ages:
        yield Chip("ages", f"Alder: {_span(wish.ages)}", filters=False)
    for kind, values in wish.traits.items():
        yield from (Chip(f"{kind}:{value.id}", value.short(), filters=False) for value in values)


def _say(field: str, value: str | bool) -> str:
    """A filter in words."""
    vocabulary = load_vocabulary().traits
    match field, value:
        case "county", str():
            return f"Fylke: {value}"
        case "section", str():
            return f"§ {value}"
        case "target_group", str():
            return f"Målgruppe: {vocabulary['target_groups'][value].short()}"
        case "method", str():
            return f"Metode: {vocabulary['methods'][value].short()}"
        case "finished", _:
            return "Avsluttet" if value else "Pågår"
        case "continued", _:
            return "Videreføres" if value else "Videreføres ikke"
        case _:
            return str(value).capitalize()


def _span(ages: tuple[int, int]) -> str:
    lowest, highest = ages
    if lowest == highest:
        return f"{lowest} år"
    if highest == 200:
        return f"{lowest} år og eldre"
    return f"til og med {highest} år" if lowest == 0 else f"{lowest}–{highest} år"
