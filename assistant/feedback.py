"""What people think of answers: what of it may be kept, and the questions among it, to measure with.

Personal data are masked before anything is kept. Question and answer are kept only where the person wants it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.answer import REFUSED, Outcome
from assistant.language import Language
from assistant.privacy import PLACEHOLDERS, Kind, protect
from assistant.question import Question
from assistant.understanding import understand

PROGRAM = "veileder-assistent"
LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
"""Characters that end a line for whoever reads the file, and that JSON lets stand."""
RIGHTLY_REFUSED = "Rett at kildene ikke svarer; spørsmålet skal stå uten «evidence»."
TO_FILL_IN = "Et menneske må fylle ut «evidence» med kilde og sitat før spørsmålet kan måles."


class Opinion(StrEnum):
    """What somebody thinks of an answer."""

    RIGHT = "riktig"
    WRONG = "feil"
    INCOMPLETE = "ufullstendig"
    WRONG_SOURCE = "feil_kilde"
    MIXES_BENEFITS = "blander_ytelser"
    OUTDATED = "utdatert"
    OTHER = "annet"


class Kept(BaseModel):
    """Something that is kept and read again."""

    # What cannot be read is in no message: messages are logged.
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class Cited(Kept):
    """A quotation of an answer and where it stands."""

    source: str
    section: str
    page: int | None
    quote: str


@dataclass(frozen=True)
class Versions:
    """What an answer was made with, beside the program."""

    index: str
    """The generation of the index."""
    embedder: str


class Exchange(Kept):
    """A question and its answer."""

    question: str
    earlier: tuple[str, ...]
    """The earlier questions of the conversation that it leans on, oldest first."""
    language: Language
    answer: str
    citations: tuple[Cited, ...]
    index: str
    """The generation of the index."""
    embedder: str


class Feedback(Kept):
    """What somebody thought of an answer, without personal data."""

    given: datetime
    opinion: Opinion
    outcome: Outcome
    program: str
    comment: str
    exchange: Exchange | None
    """None where the person did not want it kept."""


Row = tuple[int, Feedback | None]
"""Feedback and its number; None for one that cannot be read."""


@dataclass
class Mask:
    """Masks texts, and remembers of what kinds the personal data were, also those that were masked before."""

    kinds: set[Kind] = field(default_factory=set)

    def __call__(self, text: str) -> str:
        """The text without personal data."""
        masked = protect(text).text
        self.kinds.update(kind for kind, placeholder in PLACEHOLDERS.items() if placeholder in masked)
        return masked


def make_feedback(
    opinion: Opinion, outcome: Outcome, comment: str, exchange: Exchange | None, mask: Mask
) -> Feedback:
    """Feedback given now, its comment without personal data."""
    # As a question is: without characters that do not show or that nothing can write.
    comment = mask(Question(comment).text.strip())
    now = datetime.now(UTC).replace(microsecond=0)
    return Feedback(
        given=now, opinion=opinion, outcome=outcome, program=program_version(), comment=comment, exchange=exchange
    )


def make_exchange(
    question: Question, answer: str, citations: Sequence[Cited], versions: Versions, mask: Mask
) -> Exchange:
    """What may be kept of a question and its answer; of the earlier questions, those that it leans on."""
    earlier = question.context[len(question.context) - _leant_on(question) :]
    masked = mask(question.text)
    return Exchange(
        question=masked,
        earlier=tuple(map(mask, earlier)),
        language=understand(Question(masked)).language,
        answer=protect(answer).text,  # without an alarm: the names in it are mostly those of a source
        citations=tuple(citations),
        index=versions.index,
        embedder=versions.embedder,
    )


def _leant_on(question: Question) -> int:
    """With how few of the last earlier questions it is understood as with all of them."""
    masked, *earlier = (protect(one).text for one in (question.text, *question.context))
    lasts = [tuple(earlier[len(earlier) - count :]) for count in range(len(earlier) + 1)]
    understood = [understand(Question(masked, last)) for last in lasts]
    return understood.index(understood[-1])


def program_version() -> str:
    """The version of this program; empty where it runs without being installed."""
    try:
        return version(PROGRAM)
    except PackageNotFoundError:
        return ""


@dataclass(frozen=True)
class Exported:
    """What became of the feedback."""

    written: int
    to_fill_in: int
    """Those of the written for which a person has to find the evidence."""
    not_kept: int
    """Those whose question was not to be kept."""
    unreadable: int


def export(rows: Sequence[Row], file: Path) -> Exported:
    """Write the questions that were kept as `assistant eval` reads them, one per line.

    Raises:
        OSError: when the file cannot be written.
    """
    questions = [_as_question(number, row, row.exchange) for number, row in rows if row and row.exchange]
    file.touch(mode=0o600)
    file.write_text("".join(map(_line, questions)), encoding="utf-8")
    unreadable = sum(row is None for _, row in rows)
    to_fill_in = sum(question["note"] == TO_FILL_IN for question in questions)
    return Exported(len(questions), to_fill_in, len(rows) - len(questions) - unreadable, unreadable)


def as_text(exported: Exported, file: Path) -> str:
    """What became of the feedback, for a terminal."""
    to_fill_in = f"{exported.to_fill_in} av dem må et menneske fylle ut «evidence» i før de kan måles."
    left_out = f"{exported.not_kept} der spørsmålet ikke skulle lagres, {exported.unreadable} som ikke kunne leses"
    return f"{exported.written} spørsmål er skrevet til {file}. {to_fill_in}\nUtelatt: {left_out}."


def _as_question(number: int, feedback: Feedback, exchange: Exchange) -> dict[str, Any]:
    evidence = _evidence(exchange.citations) if feedback.opinion is Opinion.RIGHT else []
    rightly_refused = feedback.opinion is Opinion.RIGHT and feedback.outcome in REFUSED
    return {
        "id": f"feedback-{number}",
        "lang": exchange.language,
        "kind": feedback.opinion,
        "question": exchange.question,
        "context": exchange.earlier,
        "evidence": evidence,
        "note": "" if evidence else RIGHTLY_REFUSED if rightly_refused else TO_FILL_IN,
        "comment": feedback.comment,
    }


def _evidence(citations: Iterable[Cited]) -> list[dict[str, str]]:
    return [{"source": cited.source, "quote": cited.quote} for cited in citations]


def _line(question: dict[str, Any]) -> str:
    return json.dumps(question, ensure_ascii=False).translate(LINE_ENDS) + "\n"
