"""What the server says of itself: one line of JSON on standard error for each answered question.

A line tells how an answer went, never what was asked or answered or from which address. The question
without its personal data is in it only where a setting says so.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import cast

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from assistant.answer import Answer
from assistant.privacy import protect
from assistant.question import Question
from index.store import Index
from ui.shape import Assistant, Reply

LOG = logging.getLogger("assistent")
LAST_CALLS = 8
"""So many of the calls that led to a failure are told."""
FAILED = "Noe gikk galt, og det kom ikke noe svar. Prøv igjen, eller si fra til den som drifter tjenesten."


class AnswerFailedError(Exception):
    """An answer could not be made; why is in the log, without the words of the question."""


def logged(assistant: Assistant, *, with_questions: bool) -> Assistant:
    """The same assistant, which leaves a line in the log for each question."""
    return cast(Assistant, _Logged(assistant, with_questions))


class _Logged:
    """Asks an assistant and writes how it went; all else is the assistant's own."""

    def __init__(self, assistant: Assistant, with_questions: bool) -> None:
        self._assistant = assistant
        self._with_questions = with_questions

    def __getattr__(self, name: str) -> object:
        return getattr(self._assistant, name)

    def ask(self, question: Question) -> Answer:
        """The answer to a question.

        Raises:
            AnswerFailedError: when there is none, whatever went wrong. What was raised first is left out,
                for its message may hold words of the question.
        """
        try:
            answer = self._assistant.ask(question)
        except Exception as error:  # noqa: BLE001 - whatever it is, its message stays inside
            failed("answer failed", error)
            raise AnswerFailedError("Svaret kunne ikke lages. Loggen sier hva som gikk galt.") from None
        asked = {"question": protect(question.text).text} if self._with_questions else {}
        generation = index_of(self._assistant).folder.name
        _write(logging.INFO, "answered", {**_figures(answer), "index": generation, **asked})
        return answer


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The time, the event and its fields."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": time, "level": record.levelname.lower(), "event": record.getMessage()}
        return json.dumps({**line, **getattr(record, "fields", {})}, ensure_ascii=False)


def to_stderr() -> None:
    """Write the log to standard error from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    LOG.handlers = [handler]
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


def failed(event: str, error: Exception) -> None:
    """Write what kind of error it was and where, not its message: it may hold words of a question."""
    calls = traceback.extract_tb(error.__traceback__)[-LAST_CALLS:]
    where = [f"{Path(call.filename).name}:{call.lineno} {call.name}" for call in calls]
    _write(logging.ERROR, event, {"error": type(error).__name__, "where": where})


@contextmanager
def telling(event: str) -> Iterator[None]:
    """Whatever goes wrong is in the log, and outside it is one sentence: any message may hold what was given.

    Raises:
        HTTPException: instead of any error but those that are meant for whoever asked.
    """
    try:
        yield
    except (HTTPException, RequestValidationError):
        raise
    except AnswerFailedError:
        raise HTTPException(500, FAILED) from None
    except Exception as error:  # noqa: BLE001 - whatever it is, its message stays inside
        failed(event, error)
        raise HTTPException(500, FAILED) from None


def told(call: Callable[..., Reply]) -> Callable[..., Reply]:
    """A call of the page whose failure is in the log, without what was given."""

    @wraps(call)
    def telling_call(given: object) -> Reply:
        with telling("call failed"):
            return call(given)

    return telling_call


def index_of(assistant: Assistant) -> Index:
    """The index in use."""
    return assistant.tiltak.retriever.index


def _figures(answer: Answer) -> dict[str, object]:
    return {
        "seconds": round(answer.seconds, 4),
        "outcome": answer.outcome,
        "language": answer.query.language,
        "citations": len(answer.citations),
        "verdict": answer.verdict,
    }


def _write(level: int, event: str, fields: Mapping[str, object]) -> None:
    LOG.log(level, event, extra={"fields": dict(fields)})
