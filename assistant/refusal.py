"""Query, hits and gaps -> a refusal, where the sources do not answer.

No single score tells a question that is answered from one that is only near. Questions known to be answered
(the users' questions of each paragraph) and known not to be (the gaps) are weighed against each other, and
what the best passages leave unsaid against what they say: a logistic regression, learnt on one half of the
project's own questions (`python -m tests.eval.calibrate`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from assistant.answer import Outcome
from assistant.asking import Asking, Asks, asking
from assistant.understanding import Query
from corpus.gaps import Gap
from corpus.rank import LAWS
from index.analysis import content_words, reference_terms
from index.retrieve import Hit, Retriever
from index.vectors import Near

WEIGHTS = {
    "nearer": 8.28,
    "form": 4.35,
    "crowd": -4.34,
    "unsaid": -2.53,
    "names": -1.09,
    "worded": 0.47,
}
BIAS = 1.07
ANSWERS = -1.0
"""Below this sum of signals a question is refused."""
NEAR = 0.5
"""So near a sentence of a document that nobody wrote questions for answers (see Hit.question)."""
IN_A_GAP = 0.7
"""Cosine from which a gap is named as the reason."""
READ = 3
"""So many of the best passages are read for what the question speaks of."""
CROWD = 20
"""So many questions around the one that was asked are looked at."""
UNKNOWN = 8.0
"""Weight (idf) of a word that occurs nowhere in the sources."""
NAME = re.compile(r"(?<![.!?:] )(?<!^)\b[A-ZÆØÅ][\wæøå]{2,}")
MOST_NAMES = 2


@dataclass(frozen=True)
class Refusal:
    """Why there is no answer."""

    outcome: Outcome
    gap: Gap | None = None
    """What is known to be missing."""
    law: str = ""
    """The § that was looked up and that no source names."""
    why: str = ""
    """Why the § that was looked up has no words to show."""


@dataclass(frozen=True)
class Signals:
    """What speaks for and against an answer; shares are 0 to 1, differences -1 to 1."""

    nearer: float
    """Cosine of the nearest question known to be answered, less that of the nearest known not to be."""
    form: float
    """The same among questions of the same form: how many, who, yes or no ..."""
    crowd: float
    """Share of questions known not to be answered among the nearest of both kinds."""
    unsaid: float
    """What the question's words tell that the best passages do not say."""
    names: float
    """Names in the question that the best passages do not have."""
    worded: float
    """How much the question is worded like those that are answered (see index.answerability)."""


class Refusals:
    """Decides whether the sources answer."""

    def __init__(self, gaps: Iterable[Gap], retriever: Retriever) -> None:
        """Know the gaps."""
        self._gaps = {gap.id: gap for gap in gaps}
        self._retriever = retriever

    def refuse(self, query: Query, form: Asking, hits: Sequence[Hit]) -> Refusal | None:
        """A refusal, or None when the sources are likely to answer."""
        gaps = self._open_gaps(query, hits)
        unnamed = [law for law in query.laws if not self._named(law)]
        if unnamed and query.looks_up_law:
            return Refusal(Outcome.NOT_FOUND, law=unnamed[0])
        if not hits or not any(map(self._retriever.index.keyword.weight, _words_of(query))):
            return self._refusal(gaps)
        if query.looks_up_law or not self._gaps:
            return None
        if self._nobody_asked(hits[0]):  # as for one that a user has added: the gaps know nothing of it
            return None if hits[0].question >= NEAR else self._refusal(gaps)
        signals = asdict(self.signals(query, form, hits))
        answers = BIAS + sum(WEIGHTS[name] * value for name, value in signals.items()) >= ANSWERS
        return None if answers else self._refusal(gaps)

    def signals(self, query: Query, form: Asking, hits: Sequence[Hit]) -> Signals:
        """What speaks for and against an answer from these hits."""
        gaps = self._open_gaps(query, hits)
        answered = self._retriever.nearest("question", query.text, CROWD)
        crowd = sorted([*answered, *gaps], key=lambda near: -near.cosine)[:CROWD]
        tells = self._tells(content_words(query.text))
        sources = self._retriever.index.sources
        text = "\n".join(f"{sources[hit.passage.source].publisher}\n{hit.passage.indexed}" for hit in hits[:READ])
        # What users ask of these passages tells what they speak of, in other words and languages, too.
        read = {hit.passage.id for hit in hits[:READ]}
        asked = (near.text for near in answered if near.leads_to in read)
        said = set(content_words("\n".join((text, *asked))))
        unsaid = sum(weight for word, weight in tells.items() if word not in said)
        return Signals(
            nearer=_nearest(answered) - _nearest(gaps),
            form=_nearest(_of_form(answered, form.asks)) - _nearest(_of_form(gaps, form.asks)),
            crowd=sum(near.leads_to in self._gaps for near in crowd) / (len(crowd) or 1),
            unsaid=unsaid / (sum(tells.values()) or 1.0),
            names=min(_unsaid_names(query.text, text), MOST_NAMES) / MOST_NAMES,
            worded=self._retriever.index.answerability.of(query.text),
        )

    def _nobody_asked(self, hit: Hit) -> bool:
        """Whether a passage is of a document that nobody wrote questions for; of laws what matters was asked."""
        source = self._retriever.index.sources[hit.passage.source]
        return hit.question > 0 and not hit.paragraph and source.kind not in LAWS

    def _refusal(self, gaps: Sequence[Near]) -> Refusal:
        gap = self._gaps[gaps[0].leads_to] if gaps and gaps[0].cosine >= IN_A_GAP else None
        return Refusal(Outcome(gap.outcome) if gap else Outcome.NOT_FOUND, gap)

    def _open_gaps(self, query: Query, hits: Sequence[Hit]) -> list[Near]:
        """The questions nearest to a query that are known not to be answered.

        A gap is closed when a passage that was found has one of its telling words, as a document that
        somebody added may have.
        """
        text = " ".join(hit.passage.text for hit in hits[:READ]).lower()
        near = self._retriever.nearest("gap", query.text, CROWD)
        known = [view for view in near if view.leads_to in self._gaps]
        return [view for view in known if not any(word in text for word in self._gaps[view.leads_to].absent)]

    def _named(self, law: str) -> bool:
        """Whether any source names the §, with its law where that is not sosialtjenesteloven."""
        return self._retriever.index.keyword.weight(reference_terms(law)[-1]) > 0

    def _tells(self, words: Iterable[str]) -> dict[str, float]:
        """What each word tells (idf); those that occur nowhere in the sources tell most."""
        weight = self._retriever.index.keyword.weight
        return {word: weight(word) or UNKNOWN for word in words}


def _words_of(query: Query) -> list[str]:
    return [term for term in query.terms if not term.isdigit()]


def _of_form(views: Sequence[Near], asks: Asks) -> list[Near]:
    return [view for view in views if asking(view.text).asks is asks]


def _nearest(views: Sequence[Near]) -> float:
    return views[0].cosine if views else 0.0


def _unsaid_names(question: str, text: str) -> int:
    return sum(name.lower() not in text.lower() for name in NAME.findall(question))
