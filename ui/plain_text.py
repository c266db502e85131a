"""An answer as plain text: what is copied into a note, and what a screen reader says aloud."""

from __future__ import annotations

from assistant.answer import Answer
from ui.blocks import on_one_line
from ui.words import DISCLAIMER, heading, reference


def for_copying(answer: Answer) -> str:
    """The answer with its markers, notices and the numbered list of all its sources."""
    references = "\n".join(map(reference, answer.citations))
    parts = [
        f"Spørsmål: {answer.question}",
        answer.text,
        *(f"Merk: {notice.text}" for notice in answer.notices),
        f"Kilder:\n{references}" if references else "",
        DISCLAIMER,
    ]
    return "\n\n".join(filter(None, parts))


def for_speech(answer: Answer) -> str:
    """The answer without markers and signs of lists and tables, which only disturb those who listen."""
    title = heading(answer)
    short = [answer.short] if answer.short else []
    beside = [point for _, points in answer.beside for point in points]
    sources = f"{len(answer.citations)} kilder." if len(answer.citations) > 1 else "Én kilde."
    parts = [
        f"{title}." if title else "",
        *(statement.text for statement in (*short, *answer.written, *beside)),
        answer.lead,
        *(on_one_line(statement.text) for statement in answer.statements),
        *(notice.text for notice in answer.notices),
        sources if answer.citations else "",
    ]
    return " ".join(filter(None, parts))
