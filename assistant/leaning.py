"""Questions like the one that is asked -> what the rules that they are about speak for: yes, or no.

Each such question names a deed of a rule, or the opposite of it; the rule is compared with what is asked now
(assistant.verdict). Only those are heard that ask the same of the deed ("må", "kan", "er det så at") and turn it
the same way round. Near ones count many times as much as distant ones.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.answer import Verdict
from assistant.asking import AskedModality, asking
from assistant.direction import denies, odd, reversed_question
from assistant.understanding import Query
from assistant.verdict import judge
from corpus.rules import Rule
from index.vectors import Near

LOOKED_AT = 100
"""So many of the nearest questions are compared."""
STEEPNESS = 12.0
FULL = 0.6
"""A question of this cosine counts 1, one that is 0.1 nearer e^1.2 = 3.3 times as much."""
DIRECTIONS = (Verdict.NO, Verdict.YES)
DOUBT = 1.0
"""Counts as a question would that speaks for neither, so that a few distant ones decide nothing."""
FOUND = 3.0
"""So much more a rule counts whose own words are the best passage for the question; less, the later they come."""


@dataclass(frozen=True)
class Leaning:
    """What the rules in questions like one speak for."""

    toward: float = 0.0
    """From -1 (no) to 1 (yes); 0 where no question is like this one."""
    rule: str = ""
    """Id of the rule that speaks most for it."""
    cosine: float = 0.0
    """Of the nearest question about that rule."""


def leaning(
    query: Query, nearest: Iterable[Near], rules: Mapping[str, Rule], places: Mapping[str, float]
) -> Leaning:
    """What the rules speak for together.

    Args:
        query: What is asked; for anything but yes or no nothing speaks.
        nearest: The nearest questions about deeds of rules.
        rules: The rules by id; those that are not there do not speak.
        places: By id of a rule 1 where its words are the first hit, less the later they come.
    """
    modality, _ = form = _form(query.text)
    if modality is None:
        return Leaning()
    counts: defaultdict[tuple[Verdict | None, str], float] = defaultdict(float)
    heard = [one for one in nearest if one.leads_to in rules and _form(one.text) == form]
    for one in heard:
        opposite = one.part == "opposite"
        judgement = judge(rules[one.leads_to], modality, query.text, query.ages, opposite=opposite)
        found = 1 + FOUND * places.get(one.leads_to, 0.0)
        counts[judgement.verdict, one.leads_to] += found * math.exp(STEEPNESS * (one.cosine - FULL))
    spoken = {verdict: sum(n for (said, _), n in counts.items() if said is verdict) for verdict in DIRECTIONS}
    toward = (spoken[Verdict.YES] - spoken[Verdict.NO]) / (DOUBT + sum(counts.values()))
    speaking = {rule: n for (said, rule), n in counts.items() if said is DIRECTIONS[toward > 0]}
    rule = max(speaking, key=speaking.__getitem__, default="")
    return Leaning(toward, rule, max((one.cosine for one in heard if one.leads_to == rule), default=0.0))


@lru_cache(maxsize=16384)  # the same questions are near again and again
def _form(question: str) -> tuple[AskedModality | None, bool]:
    """What is asked of a deed, and whether the words turn it round."""
    form = asking(question)
    asked = question[form.start :]
    return form.modality, odd(reversed_question(asked), denies(asked))
