"""Feedback below each answer: what the page may call on the server. The form itself stands in the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypedDict

from assistant.answer import Outcome
from assistant.feedback import Cited, Exchange, Mask, Opinion, make_exchange, make_feedback
from assistant.question import Question
from ui.quote import find_quote
from ui.shape import Assistant, Reply
from ui.templating import render
from ui.words import LONGEST_COMMENT, bounded, personal

LONGEST_ANSWER = 50_000
"""Also of all its quotations together."""
MOST_CITATIONS = 100
NOT_AS_ANSWERED = "Tilbakemeldingen gjelder ikke et svar som assistenten har gitt."


class Quoted(TypedDict):
    """A citation of the answer: the passage and its words."""

    passage: str
    quote: str


class Talk(TypedDict):
    """A question, the earlier ones of its conversation, and the answer."""

    question: str
    earlier: list[str]
    answer: str
    citations: list[Quoted]


class Given(TypedDict):
    """What somebody thinks of an answer; the exchange only where it may be kept."""

    opinion: str
    outcome: str
    comment: str
    exchange: Talk | None


class Taken(TypedDict):
    """Feedback that was kept, by its key."""

    key: str


def calls(assistant: Assistant) -> list[Callable[..., Reply]]:
    """Each call brings all that it needs; what is kept names nobody."""

    def feedback(given: Given) -> Reply:
        if len(given["comment"]) > LONGEST_COMMENT:
            raise ValueError(f"Kommentaren er på mer enn {LONGEST_COMMENT} tegn.")
        mask = Mask()
        exchange = _exchange(assistant, given["exchange"], mask) if given["exchange"] else None
        opinion, outcome = Opinion(given["opinion"]), Outcome(given["outcome"])
        kept = make_feedback(opinion, outcome, given["comment"], exchange, mask)
        key = assistant.feedback.add(kept)
        return {"html": render("feedback_given.html", kept=kept, key=key, masked=personal(mask.kinds))}

    def undo_feedback(taken: Taken) -> Reply:
        assistant.feedback.remove(taken["key"])
        return {}

    return [feedback, undo_feedback]


def _exchange(assistant: Assistant, talk: Talk, mask: Mask) -> Exchange:
    """The exchange as it came from the browser, within bounds; its citations are looked up anew."""
    quoted = sum(len(one["quote"]) for one in talk["citations"])
    if max(len(talk["answer"]), quoted) > LONGEST_ANSWER or len(talk["citations"]) > MOST_CITATIONS:
        raise ValueError(NOT_AS_ANSWERED)
    question = Question(bounded(talk["question"]), tuple(map(bounded, talk["earlier"])))
    citations = list(_cited(assistant, talk["citations"]))
    return make_exchange(question, talk["answer"], citations, assistant.versions, mask)


def _cited(assistant: Assistant, quotes: Sequence[Quoted]) -> Iterator[Cited]:
    """Where quotations stand; those are left out that are no longer in the sources, or never were."""
    for quoted in quotes:
        try:
            passage = assistant.in_place(quoted["passage"]).passage
        except KeyError:
            continue
        if span := find_quote(passage.text, quoted["quote"]):
            page = passage.page_at(span[0])
            yield Cited(source=passage.source, section=passage.section, page=page, quote=quoted["quote"])
