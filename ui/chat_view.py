"""The view in which questions are asked: its part of the page, and what it may call on the server."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict, get_args

from assistant.docx_export import as_docx
from assistant.language import Language
from assistant.privacy import protect
from assistant.question import Question
from assistant.understanding import Query
from index.analysis import content_words
from ui import render
from ui.files import file_reply
from ui.plain_text import for_speech
from ui.shape import Assistant, Reply
from ui.source_list import ranked
from ui.templating import render as fill
from ui.words import bounded, personal

LANGUAGES: tuple[Language, ...] = get_args(Language)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
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
    language: str
    """In which the answer is wanted; empty for that of the question."""
    sources: list[str]
    """Ids of the sources to answer from; empty for all."""
    plain: bool
    """Whether it is wanted in plain words."""


class Wanted(TypedDict):
    """A source to be shown, and the words to be marked in it."""

    passage: str
    quote: str


class Written(TypedDict):
    """What somebody is about to send."""

    question: str


def view(assistant: Assistant) -> str:
    """The view before anything has been asked."""
    return fill("chat.html", sources=ranked(assistant.sources), examples=EXAMPLES)


def calls(assistant: Assistant) -> list[Callable[..., Reply]]:
    """Each call brings all that it needs; the server remembers no conversation."""

    def check(written: Written) -> Reply:
        protected = protect(bounded(written["question"]))
        return {"masked": protected.text, "kinds": ", ".join(personal({found.kind for found in protected.found}))}

    def answer(asked: Asked) -> Reply:
        question = _question(asked)
        given = assistant.ask(question)
        return {
            "html": render.answer(given, assistant.sources),
            "spoken": for_speech(given),
            "question": given.question,
            "new_topic": "yes" if _is_new_topic(question, given.query) else "",
        }

    def search(asked: Asked) -> Reply:
        return {"html": render.finds(assistant.ask(_question(asked)), assistant.sources)}

    def answer_file(asked: Asked) -> Reply:
        return file_reply("svar.docx", WORD, as_docx(assistant.ask(_question(asked))))

    def source(wanted: Wanted) -> Reply:
        surroundings = assistant.in_place(wanted["passage"])
        said_by = assistant.sources[surroundings.passage.source]
        return {"html": render.source_panel(surroundings, said_by, wanted["quote"])}

    return [check, answer, search, answer_file, source]


def _question(asked: Asked) -> Question:
    """The question as it came from the browser, within bounds."""
    texts = [bounded(text) for text in (asked["question"], *asked["earlier"])]
    language = next((known for known in LANGUAGES if known == asked["language"]), None)
    return Question(texts[0], tuple(texts[1:]), language, frozenset(asked["sources"]), asked["plain"])


def _is_new_topic(question: Question, query: Query) -> bool:
    """Whether a question shares no telling word with the earlier ones of its conversation."""
    before = {word for text in question.context for word in content_words(text)}
    return bool(before) and before.isdisjoint(query.terms)
