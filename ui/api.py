"""Answers for other programs over HTTP: the same objects as on the command line, and whether all is well."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from assistant import report
from assistant.answer import Outcome, Verdict
from assistant.feedback import program_version
from assistant.language import Language
from assistant.question import MOST_EARLIER, Question
from assistant.tiltak import report as tiltak_report
from assistant.tiltak.report import FilterFields
from assistant.tiltak.wish import Filters
from ui.logs import failed, index_of, telling
from ui.shape import Assistant
from ui.words import LONGEST_QUESTION, TOO_LONG

MALFORMED = "Innholdet kan ikke leses. Send et JSON-objekt med Content-Type: application/json."
NOT_READY = "Kan ikke svare på spørsmål nå, for søket i kildene virker ikke. Prøv å lage indeksen: assistant index"
UNREADABLE = 400
"""What FastAPI says of a body that is not JSON at all."""
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
PROBE = "råd og veiledning"
"""What is searched to see whether the search works."""

Text = Annotated[str, Field(max_length=LONGEST_QUESTION)]
AskedText = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)]


class Ask(BaseModel):
    """A question."""

    question: AskedText = Field(examples=["Kan en 16-åring få § 17?"])
    context: list[Text] | None = Field(
        default=None,
        description=f"The earlier questions of the conversation, oldest first; the last {MOST_EARLIER} count",
    )


class Cited(BaseModel):
    """The exact words of a source, and where they stand."""

    n: int = Field(description="The number of the marker [n] in the answer")
    source: str
    title: str
    publisher: str
    kind: str
    year: int | None
    section: str
    page: int | None
    url: str
    quote: str


class Passage(BaseModel):
    """A passage that was found, cited or not."""

    source: str
    section: str
    page: int | None
    text: str
    score: float


class Understood(BaseModel):
    """How the question was read."""

    laws: list[str]
    ages: list[int]
    terms: list[str]
    rewritten: str


class NoticeText(BaseModel):
    """Something the reader should know beside the answer."""

    kind: str
    text: str


class Answered(BaseModel):
    """What `assistant ask --json` prints."""

    id: None
    question: str = Field(description="As it was searched: without personal data")
    language: Language
    outcome: Outcome
    verdict: Verdict | None
    answer: str
    citations: list[Cited]
    passages: list[Passage] = Field(description="The ten best, best first")
    understood: Understood
    notices: list[NoticeText]
    seconds: float


class Wished(BaseModel):
    """What is planned, and what must hold of the projects."""

    query: AskedText = Field(examples=["jobbspesialist i ungdomsteamet"])
    filters: FilterFields | None = None


class Project(BaseModel):
    """A project like it."""

    id: int | str
    source: str
    name: str
    office: str
    county: str | None
    report_type: str | None
    score: float
    why: str
    quote: str


class Projects(BaseModel):
    """What `assistant tiltak --json` prints."""

    id: None
    query: str
    results: list[Project]


class Health(BaseModel):
    """That the process lives, and what it answers from."""

    status: str
    version: str
    corpus: str | None = Field(description="When the index in use was built (UTC); null while there is none")


class Ready(BaseModel):
    """That questions can be answered."""

    status: str


class Problem(BaseModel):
    """Why there is no answer, in one sentence."""

    detail: str


REFUSALS: dict[int | str, dict[str, Any]] = {status: {"model": Problem} for status in (413, 422, 500)}


class PlainRoute(APIRoute):
    """A route that refuses in one Norwegian sentence, and tells nothing of its insides or of what was sent."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler with its refusals."""
        handle = super().get_route_handler()

        async def plain(request: Request) -> Response:
            try:
                with telling("request failed"):
                    return await handle(request)
            except RequestValidationError as error:
                return _refuse(422, _sentence(error.errors()[0]))
            except HTTPException as error:
                if error.status_code != UNREADABLE:
                    raise
                return _refuse(422, MALFORMED)

        return plain


def router(assistant: Assistant) -> APIRouter:
    """The addresses for other programs."""
    routes = APIRouter(route_class=PlainRoute)
    # What already is the command line's object is sent as it is; the models describe it.
    routes.post("/api/ask", response_model=Answered, responses=REFUSALS)(_ask(assistant))
    routes.post("/api/tiltak", response_model=Projects, responses=REFUSALS)(_tiltak(assistant))
    routes.get("/healthz")(_health(assistant))
    routes.get("/readyz", responses={503: {"model": Problem}})(_ready(assistant))
    # The page is mounted over all other addresses and methods; it would answer here with "not found".
    for route in [route for route in routes.routes if isinstance(route, APIRoute)]:
        routes.add_api_route(route.path, _only(route.methods or set()), methods=METHODS, include_in_schema=False)
    return routes


def _ask(assistant: Assistant) -> Callable[[Ask], Response]:
    def ask(asked: Ask) -> Response:
        """Answer a question from the sources, with the exact words that the answer stands on."""
        answer = assistant.ask(Question(asked.question, tuple(asked.context or ())))
        return JSONResponse(report.as_json(answer))

    return ask


def _tiltak(assistant: Assistant) -> Callable[[Wished], Response]:
    def tiltak(wished: Wished) -> Response:
        """Find the ten projects elsewhere that are most like what is planned."""
        filters = Filters(**(wished.filters or FilterFields()).model_dump())
        found = tiltak_report.find_for(assistant.tiltak, wished.query, filters)
        return JSONResponse(tiltak_report.as_json(wished.query, found))

    return tiltak


def _health(assistant: Assistant) -> Callable[[], Coroutine[Any, Any, Health]]:
    # Not in the threads that answer: they may all be waiting for a chat model.
    async def health() -> Health:
        """Whether the process lives, its version, and of when its sources are."""
        return Health(status="ok", version=program_version(), corpus=await asyncio.to_thread(_built, assistant))

    return health


def _ready(assistant: Assistant) -> Callable[[], Coroutine[Any, Any, Ready]]:
    async def ready() -> Ready:
        """Whether the index is open and can be searched, so that a question can be answered."""
        if not await asyncio.to_thread(_can_search, assistant):
            raise HTTPException(503, NOT_READY)
        return Ready(status="ok")

    return ready


def _built(assistant: Assistant) -> str | None:
    try:
        return index_of(assistant).manifest.built
    except Exception as error:  # noqa: BLE001 - the process lives, whatever ails the index
        failed("no index", error)
        return None


def _can_search(assistant: Assistant) -> bool:
    try:
        return bool(assistant.tiltak.retriever.retrieve(PROBE, 1))
    except Exception as error:  # noqa: BLE001 - whatever it is, no question can be answered
        failed("not ready", error)
        return False


def _only(methods: set[str]) -> Callable[[], Response]:
    allowed = ", ".join(sorted(methods))

    def refuse() -> Response:
        raise HTTPException(405, f"Bruk {allowed} på denne adressen.", headers={"Allow": allowed})

    return refuse


def _sentence(error: dict[str, Any]) -> str:
    """What is wrong with the request, without what stood there."""
    field = ".".join(str(part) for part in error["loc"][1:])
    if error["type"] == "json_invalid" or not field:
        return MALFORMED
    if error["type"] == "string_too_long":
        return TOO_LONG
    if error["type"] == "string_too_short":
        return f"Feltet «{field}» er tomt. Skriv hva du lurer på."
    return f"Feltet «{field}» mangler eller har en annen form enn den som står i /openapi.json."


def _refuse(status: int, sentence: str) -> Response:
    return JSONResponse({"detail": sentence}, status)
