"""The deeds of rules as users ask about them, beside those that the cards name (corpus.rules).

Kept in `asked_deeds.tsv`, where a fagansvarlig can edit them: the id of a rule, which side of its deed is asked
about, and the question. Written from the cards alone. No answer stands here: what a question is
answered follows from the rule's modality, as it does for a deed on the card (assistant.verdict).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

ASKED_DEEDS = Path(__file__).with_name("asked_deeds.tsv")
SIDES = ("deed", "opposite", "open")


@dataclass(frozen=True)
class AskedDeed:
    """A yes/no question about what a rule is about."""

    rule: str
    """Id of the rule."""
    side: str
    """"deed"; "opposite" where the reverse is asked about: leaving a duty undone, being denied a right ...; "open"
    where something else decides than the side, such as a fact that the question leaves out."""
    question: str


def load_asked_deeds(file: Path = ASKED_DEEDS) -> tuple[AskedDeed, ...]:
    """All of them in the order of the file.

    Raises:
        ValueError: when a line has not three fields, or a side that is none.
    """
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(map(_asked_deed, csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)))


def _asked_deed(row: list[str]) -> AskedDeed:
    if len(row) != 3 or row[1] not in SIDES:
        raise ValueError(f"not a rule, a side and a question: {row}")
    return AskedDeed(*row)
