"""Citations -> what they say in plain words: the sentences of the rule cards that rest on the same words.

Nothing is rewritten by a machine. People wrote the cards in bokmål, nynorsk and English, and a test holds
each against the words it rests on, so that no fact changes on the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answer import Citation, Statement
from assistant.language import Language
from corpus.rules import Rule, resting_on

MOST = 5
"""So many sentences are as much as anyone reads before the sources' own words."""


def in_plain_words(
    citations: Sequence[Citation], evidence: Mapping[str, Sequence[tuple[str, Rule]]], language: Language
) -> tuple[Statement, ...]:
    """A sentence for each rule that rests on words that are cited, in the order of the citations.

    `evidence` has for each source the quotes of rules, white space folded. Empty where no card rests on them.
    """
    said: dict[str, list[int]] = {}
    for citation in citations:
        for rule in resting_on(evidence, citation.source, citation.quote):
            said.setdefault(rule.say(language), []).append(citation.n)
    statements = (Statement(text, tuple(dict.fromkeys(numbers))) for text, numbers in said.items())
    return tuple(statements)[:MOST]
