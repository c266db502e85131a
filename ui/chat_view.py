"""The view in which questions are asked: its part of the page, and what it may call on the server."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

from assistant.question import Question
from ui import render
from ui.plain_text import for_speech
from ui.shape import Assistant, Reply
from ui.templating import render as fill
from ui.words import LONGEST_QUESTION, TOO_LONG

EXAMPLES = (
    "Kan en 16-åring få § 17?",
    "Må vi vurdere § 19 når vi avslår etter § 18?",
    "Hva er KVP?",
    "Hvem har prøvd jobbspesialist i ungdomsteamet?",
    "Hva skal vi vurdere når familien har barn?",
)


class Asked(TypedDict):
    """A question and the earlier ones of its conversation."""

    question: str
    earlier: list[str]


class Wanted(TypedDict):
    """A source to be shown, and the words to be marked in it."""

    passage: str
    quote: str


def view(assistant: Assistant) -> str:
    """The view before anything has been asked."""
    return fill("chat.html", sources=assistant.sources.values(), examples=EXAMPLES)


def calls(assistant: Assistant) -> list[Callable[..., Reply]]:
    """Each call brings all that it needs; the server remembers no conversation."""

    def answer(asked: Asked) -> Reply:
        given = assistant.ask(_question(asked))
        return {"html": render.answer(given, assistant.sources), "spoken": for_speech(given)}

    def source(wanted: Wanted) -> Reply:
        surroundings = assistant.in_place(wanted["passage"])
        said_by = assistant.sources[surroundings.passage.source]
        return {"html": render.source_panel(surroundings, said_by, wanted["quote"])}

    return [answer, source]


def _question(asked: Asked) -> Question:
    """The question as it came from the browser, within bounds; the page refuses kindly before it comes to this."""
    if any(len(text) > LONGEST_QUESTION for text in (asked["question"], *asked["earlier"])):
        raise ValueError(TOO_LONG)
    return Question(asked["question"], tuple(asked["earlier"]))
