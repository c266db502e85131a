"""Many questions from a stream of JSON lines; a bad line costs only itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.assistant import Assistant
from assistant.question import Question
from assistant.report import as_json


class QuestionLine(BaseModel):
    """One line in: a question and the earlier ones of its conversation."""

    model_config = ConfigDict(extra="ignore")

    id: Any = None
    question: str
    context: list[str] | None = None


def answer_lines(assistant: Assistant, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """One result per line that is not empty, in the same order; {"id", "error"} for a bad one."""

    def answer(line: str) -> dict[str, Any]:
        asked = QuestionLine.model_validate_json(_writable(line))
        return as_json(assistant.ask(Question(asked.question, tuple(asked.context or ()))), asked.id)

    return each_line(lines, answer)


def each_line(lines: Iterable[str], handle: Callable[[str], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What `handle` makes of each line; a line that does not fit becomes {"id", "error"}."""
    for line in lines:
        if line.strip():
            try:
                yield handle(line)
            except ValidationError as error:
                yield {"id": _id(line), "error": _explain(error)}


def _writable(line: str) -> bytes:
    """The line with "?" for each half of a character, as programs leave it that cut an emoji in two."""
    try:
        return json.dumps(json.loads(line), ensure_ascii=False).encode("utf-8", "replace")
    except (ValueError, RecursionError):
        return line.encode("utf-8", "replace")  # pydantic says what is wrong with it


def _explain(error: ValidationError) -> str:
    first = error.errors()[0]
    field = ".".join(map(str, first["loc"]))
    return f"Linjen kan ikke leses{f' (feltet {field})' if field else ''}: {first['msg']}"


def _id(line: str) -> Any:  # noqa: ANN401 - whatever the line calls itself
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row.get("id") if isinstance(row, dict) else None
