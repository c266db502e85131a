"""Rule cards: what the sources say is a duty, a right, a prohibition ..., in plain words and exact quotes.

Written from the documents by people and kept in `rules.toml`, where a fagansvarlig can edit them; a test
holds every quote against its source. A card names deeds ("avslå på telefonen"), not questions: what it
answers follows from its modality and what is asked (assistant.verdict).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter

from corpus.document import fold

RULES = Path(__file__).with_name("rules.toml")
LAW_RULES = Path(__file__).with_name("law_rules.toml")
"""Rules of laws, which are not shipped; they count where the law has been brought in."""


class Modality(StrEnum):
    """How a rule binds; a recommendation is never a duty and a finding never a rule."""

    DUTY = "plikt"
    RIGHT = "rett"
    PERMISSION = "adgang"
    PROHIBITION = "forbud"
    NO_DUTY = "ingen plikt"
    RECOMMENDATION = "bør"
    FINDING = "funn"


@dataclass(frozen=True)
class RuleEvidence:
    """Exact words of a source that carry a rule; white space may differ."""

    source: str
    quote: str


@dataclass(frozen=True)
class Condition:
    """A fact that decides whether a rule applies, asked for in three languages."""

    nb: str
    nn: str
    en: str
    words: tuple[str, ...]
    """Beginnings of words; any of them in a question shows that the fact was given."""
    decides: bool = False
    """Whether there is no yes or no without it; another fact is asked for beside the verdict."""

    def ask(self, language: str) -> str:
        """The question for the fact, in "nb", "nn" or "en"."""
        return {"nb": self.nb, "nn": self.nn}.get(language, self.en)


@dataclass(frozen=True)
class Rule:
    """One rule or central finding."""

    id: str
    law: str
    """Short name such as "sosialtjenesteloven"; empty where no law is named."""
    sections: tuple[str, ...]
    modality: Modality
    actor: str
    """Whom it binds or entitles, or whom the finding is about."""
    nb: str
    nn: str
    en: str
    deeds: tuple[str, ...]
    """What the modality is about, in users' words; claims, for a finding."""
    evidence: tuple[RuleEvidence, ...]
    opposites: tuple[str, ...] = ()
    """The reverse of the deeds: leaving a duty undone, being denied a right, the claim that a finding refutes."""
    age_from: int | None = None
    age_to: int | None = None
    """Whole years, inclusive; None where the rule has no such limit."""
    conditions: tuple[Condition, ...] = ()
    weigh: tuple[str, ...] = ()
    """What must be assessed or documented."""
    limit: str = ""
    """How far the card reaches, or what it is not."""
    differs: tuple[str, ...] = ()
    """Ids of rules that say otherwise on the same thing; each names the other."""

    def say(self, language: str) -> str:
        """The rule in one sentence, in "nb", "nn" or "en"."""
        return {"nb": self.nb, "nn": self.nn}.get(language, self.en)


def resting_on(evidence: Mapping[str, Sequence[tuple[str, Rule]]], source: str, quote: str) -> Iterator[Rule]:
    """The rules that rest on quoted words of a source.

    `evidence` has for each source the quotes of rules, white space folded (`Knowledge.evidence`).
    """
    quoted = fold(quote)
    return (rule for words, rule in evidence.get(source, ()) if words in quoted or quoted in words)


RULE_LIST = TypeAdapter(tuple[Rule, ...])


def load_rules(file: Path = RULES) -> tuple[Rule, ...]:
    """All cards in the order of the file.

    Raises:
        ValueError: when a card lacks a field or has one that does not fit.
    """
    return RULE_LIST.validate_python(tomllib.loads(file.read_text(encoding="utf-8"))["rule"])
