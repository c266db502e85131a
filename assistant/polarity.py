"""Whether a sentence turns what it cites around: drops a "not" of the source, or brings one that is not there.

Each clause of the sentence is compared with the clause of the cited words that shares most of its main words.
Where they share too few, all of the cited words decide together. What stands right behind a "not" of the source
is not said without one. An English clause is compared with Norwegian ones by the Norwegian words for it, and must
be much nearer to one without a "not" than to any with one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.language import detect
from index.analysis import content_words

Translate = Callable[[str], str]
"""English text -> Norwegian words for what it names, as far as they are known."""

NEGATED = re.compile(
    r"""\b(?:ikke|ikkje|aldri|ingen|inga|ingenting|inkje|verken|hverken|korkje|nei|forbud\w*|forbod\w*|ulovle?i?g\w*
    |not|never|none|nobody|nothing|neither|nor|cannot|unlawful\w*|illegal\w*|forbid\w*|prohibit\w*)\b|n['’]t\b""",
    re.IGNORECASE | re.VERBOSE,
)
ENGLISH_NO = re.compile(r"\bno\b", re.IGNORECASE)
"""In nynorsk the same word means "now"."""
LACKING = re.compile(
    r"\b(?:uten|utan|utenfor|utanfor|mangle\w*|manglar|manglande|without|outside|lack\w*|unable)\b", re.IGNORECASE
)
NONE = ("ingen", "inga", "no")
MOST_GOVERNED = 3
"""Main words behind a negation that must all be there for a clause to say the same."""
CLAUSE_END = re.compile(
    r"""(?<=[.!?])["»”]*\s+(?-i:(?=[^a-zæøå]))
    |;|\n(?!\s*(?:[-•*]|\d+[.)]))|,\s+(?=(?:og|men|and|but|mens|while)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
"""A list stays with the sentence that leads to it: "kontoret kan ikke:" governs every item."""
FEWEST_WORDS = 2
"""A clause with fewer main words says too little to be compared."""
CLEARLY = 2.0
"""How much nearer an English clause must be to what is said than to what is denied."""
ALIKE = 0.5
"""Share of a clause's main words that another must have to be the one that it retells."""


@dataclass(frozen=True)
class Polarity:
    """Which kinds of negation a text has."""

    negated: bool
    """By "ikke", "ingen", "forbud" ..."""
    lacking: bool
    """By "uten", "mangler" ..."""

    @classmethod
    def of(cls, text: str, *, english: bool) -> Polarity:
        """The polarity of a text."""
        negated = NEGATED.search(text) is not None or (english and ENGLISH_NO.search(text) is not None)
        return cls(negated, LACKING.search(text) is not None)

    @property
    def negates(self) -> bool:
        """Whether there is any negation."""
        return self.negated or self.lacking

    def retells(self, source: Polarity) -> bool:
        """Whether a clause of this polarity can say what a clause of the source says.

        "Uten" may become "ikke" or be left out; a lone "ikke" may become "uten", but never vanish or double.
        """
        if self.negated and self.lacking:
            return source.negated and source.lacking
        if source.negated:
            return not source.lacking and self.negates
        return source.lacking or not self.negates


@dataclass(frozen=True)
class _Clause:
    words: frozenset[str]
    """Main words."""
    english: bool
    polarity: Polarity
    norwegian: frozenset[str] = frozenset()
    """The main words and, for an English clause, the Norwegian ones for it."""
    governed: tuple[frozenset[str], ...] = ()
    """The main words right behind each negation."""


def inverts(sentence: str, cited: str, translate: Translate | None = None) -> bool:
    """Whether any clause of a sentence turns the cited words around.

    An English sentence comes with what gives the Norwegian words for it.
    """
    sources = list(_clauses(cited))
    clauses = _clauses(sentence, english=translate is not None, translate=translate)
    return any(_inverts(clause, sources) for clause in clauses)


def _inverts(clause: _Clause, sources: Sequence[_Clause]) -> bool:
    comparable = [source for source in sources if source.english == clause.english]
    retold = max(comparable, key=lambda source: _likeness(clause, source), default=None)
    if retold and len(clause.words & retold.words) >= ALIKE * len(clause.words):
        return not clause.polarity.retells(retold.polarity) or _frees(clause, sources, retold)
    if clause.polarity.negates:
        return not any(source.polarity.negates for source in sources)
    if clause.english:
        return _is_denied(clause, [source for source in sources if not source.english])
    return all(source.polarity.negated for source in sources) or _frees(clause, sources)


def _is_denied(clause: _Clause, sources: Sequence[_Clause]) -> bool:
    """Whether an English clause may say without a negation what the Norwegian ones say with one."""
    denied = [_nearness(clause, source) for source in sources if source.polarity.negated]
    said = [_nearness(clause, source) for source in sources if not source.polarity.negated]
    return bool(denied) and max(said, default=0.0) <= CLEARLY * max(denied)


def _frees(clause: _Clause, sources: Sequence[_Clause], retold: _Clause | None = None) -> bool:
    """Whether a clause says without a negation what stands behind one, unless it retells one that says so too."""
    if clause.polarity.negates:
        return False
    said = retold.words if retold and not retold.polarity.negates else frozenset()
    governed = [words for source in sources for words in source.governed]
    return any(words <= clause.words and not words <= said for words in governed)


def _likeness(one: _Clause, other: _Clause) -> float:
    """Dice's coefficient of the main words."""
    return 2 * len(one.words & other.words) / (len(one.words) + len(other.words))


def _nearness(clause: _Clause, source: _Clause) -> float:
    """The words in common; a long clause has some with everything."""
    return len(clause.norwegian & source.words) / math.sqrt(len(source.words))


def _clauses(text: str, *, english: bool | None = None, translate: Translate | None = None) -> Iterator[_Clause]:
    for piece in CLAUSE_END.split(text):
        words = _main_words(piece)
        if len(words) >= FEWEST_WORDS:
            is_english = detect(piece) == "en" if english is None else english
            yield _Clause(
                words=frozenset(words),
                english=is_english,
                polarity=Polarity.of(piece, english=is_english),
                norwegian=frozenset([*words, *content_words(translate(piece) if translate else "")]),
                governed=_governed(piece),
            )


def _governed(piece: str) -> tuple[frozenset[str], ...]:
    """The main words behind each negation; a single one only behind "ingen"."""
    behind = [(match[0].lower(), _main_words(piece[match.end() :])) for match in NEGATED.finditer(piece)]
    return tuple(
        frozenset(words[:MOST_GOVERNED])
        for negation, words in behind
        if len(words) >= (1 if negation in NONE else 2)
    )


def _main_words(text: str) -> list[str]:
    return [word for word in content_words(text) if not NEGATED.fullmatch(word)]
