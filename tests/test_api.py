"""What other programs get over HTTP: the command line's objects, kind refusals, and a log without questions."""

import asyncio
import io
import json
import logging
import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from assistant.assistant import Assistant
from assistant.question import Question
from assistant.report import as_json
from assistant.settings import Settings
from tests.small_assistant import SmallAssistant
from tests.test_cli import run
from ui import api, logs
from ui.app import build
from ui.words import LONGEST_QUESTION, TOO_LONG

ASKED = "Kan Nav gi muntlige avslag?"
PERSONAL = "Kari Nordmann, fnr 14090571234, er 17 år. Kan Nav gi henne muntlige avslag?"


def web(assistant: Assistant) -> FastAPI:
    """The whole app."""

    async def in_a_loop() -> FastAPI:
        return build(assistant)

    # Where none is running, Gradio makes event loops and leaves them open.
    return asyncio.run(in_a_loop())


@pytest.fixture
def client(assistant: Assistant) -> TestClient:
    return TestClient(web(assistant))


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the log holds."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.JsonLines())
    logs.LOG.addHandler(handler)
    logs.LOG.setLevel(logging.INFO)
    yield written
    logs.LOG.removeHandler(handler)


ASKING = [(path, "POST", mode) for path in ("/api/ask", "/api/tiltak") for mode in GenerationMode]
LOOKING = [(path, "GET", GenerationMode.POSITIVE) for path in ("/healthz", "/readyz")]


@pytest.mark.parametrize(("path", "method", "mode"), [*ASKING, *LOOKING])
def test_what_openapi_promises_holds_for_whatever_is_sent(
    client: TestClient, path: str, method: str, mode: GenerationMode
):
    operation = schemathesis.openapi.from_asgi("/openapi.json", client.app)[path][method]

    @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def holds(case: schemathesis.Case) -> None:
        case.call_and_validate()

    holds()


def only_api(assistant: object) -> TestClient:
    """The router without the page."""
    app = FastAPI()
    app.include_router(api.router(assistant))  # type: ignore[arg-type]
    return TestClient(app)


def without_time(answer: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in answer.items() if name != "seconds"}


def test_an_answer_is_the_object_of_the_command_line(assistant: Assistant, client: TestClient):
    given = client.post("/api/ask", json={"question": ASKED, "context": ["Hva er § 17?"]}).json()
    expected = json.loads(json.dumps(as_json(assistant.ask(Question(ASKED, ("Hva er § 17?",))))))
    assert given["citations"]
    assert without_time(given) == without_time(expected)
    assert list(given) == list(expected) == list(api.Answered.model_fields)
    assert list(given["citations"][0]) == list(api.Cited.model_fields)
    assert list(given["passages"][0]) == list(api.Passage.model_fields)
    assert list(given["understood"]) == list(api.Understood.model_fields)


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        ({"question": "å" * (LONGEST_QUESTION + 1)}, 422, TOO_LONG),
        ({"question": "hei", "context": ["å" * (LONGEST_QUESTION + 1)]}, 422, TOO_LONG),
        ({"question": ""}, 422, "Feltet «question» er tomt. Skriv hva du lurer på."),
        ({"question": ["hemmelig"]}, 422, "Feltet «question» mangler"),
        ({"context": ["hemmelig"]}, 422, "Feltet «question» mangler"),
        (["hemmelig"], 422, api.MALFORMED),
        ("{oops hemmelig", 422, api.MALFORMED),
        ("", 422, api.MALFORMED),
        (b"\xff\xfe", 422, api.MALFORMED),
        ("[" * 100_000, 422, api.MALFORMED),
        ('{"question": "\\ud83d"}', 422, "Feltet «question» mangler"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(body: object, status: int, sentence: str):
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    refused = only_api(SmallAssistant()).post(
        "/api/ask", content=content, headers={"Content-Type": "application/json"}
    )
    assert refused.status_code == status
    assert refused.json()["detail"].startswith(sentence)
    assert "hemmelig" not in refused.text


def test_other_methods_are_told_which_one_to_use(client: TestClient):
    refused = client.get("/api/ask")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "POST")


def test_the_page_and_its_headers_are_still_there(client: TestClient):
    assert "text/html" in client.get("/").headers["Content-Type"]
    assert "default-src 'self'" in client.get("/healthz").headers["Content-Security-Policy"]
    assert {client.get(address).status_code for address in ("/docs", "/redoc", "/api/nothing")} == {404}


def test_health_tells_the_version_and_of_when_the_sources_are(assistant: Assistant, client: TestClient):
    health = client.get("/healthz").json()
    assert health == {
        "status": "ok",
        "version": api.program_version(),
        "corpus": assistant.retriever.index.manifest.built,
    }
    assert re.match(r"\d{4}-\d\d-\d\d", health["corpus"])


def test_without_an_index_the_process_lives_but_is_not_ready(client: TestClient):
    assert client.get("/readyz").json() == {"status": "ok"}
    broken = only_api(SimpleNamespace(tiltak=SimpleNamespace()))
    assert broken.get("/healthz").json()["corpus"] is None
    refused = broken.get("/readyz")
    assert (refused.status_code, refused.json()) == (503, {"detail": api.NOT_READY})


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 3}


def test_the_log_has_a_line_for_each_answer_and_no_word_of_it(assistant: Assistant, log: io.StringIO):
    client = only_api(logs.logged(assistant, with_questions=False))
    answer = client.post("/api/ask", json={"question": PERSONAL, "context": ["Hva med søknader?"]}).json()
    client.post("/api/ask", json={"question": "finnes zebraer?"})
    first, second = map(json.loads, log.getvalue().splitlines())
    assert first == {
        "time": first["time"],
        "level": "info",
        "event": "answered",
        "seconds": answer["seconds"],
        "outcome": answer["outcome"],
        "language": "nb",
        "citations": len(answer["citations"]),
        "verdict": answer["verdict"],
        "index": assistant.retriever.index.folder.name,
    }
    assert second["citations"] == 0
    said = words(PERSONAL) | words(answer["answer"]) | words("søknader zebraer testclient 127")
    assert not said & words(log.getvalue())


def test_questions_are_logged_where_a_setting_says_so_without_personal_data(
    assistant: Assistant, log: io.StringIO
):
    assert Settings().log_questions is False
    client = only_api(logs.logged(assistant, with_questions=True))
    client.post("/api/ask", json={"question": PERSONAL})
    assert json.loads(log.getvalue())["question"] == (
        "[navn], fnr [fødselsnummer], er 17 år. Kan Nav gi henne muntlige avslag?"
    )


class Broken(SmallAssistant):
    def ask(self, question: Question) -> None:  # type: ignore[override]
        raise RuntimeError(f"cannot read {question.text}")


def test_a_failure_is_one_sentence_outside_and_a_place_in_the_log(log: io.StringIO):
    failed = only_api(logs.logged(Broken(), with_questions=False)).post(
        "/api/ask", json={"question": "hva er KVP?"}
    )
    assert (failed.status_code, failed.json()) == (500, {"detail": logs.FAILED})
    line = json.loads(log.getvalue())
    assert (line["event"], line["error"]) == ("answer failed", "RuntimeError")
    assert line["where"][-1].endswith(" ask")
    assert "KVP" not in log.getvalue()


def test_a_search_for_projects_that_fails_is_logged_alike(log: io.StringIO):
    failed = only_api(SmallAssistant()).post("/api/tiltak", json={"query": "gjeldsråd"})
    assert (failed.status_code, failed.json()) == (500, {"detail": logs.FAILED})
    assert json.loads(log.getvalue())["event"] == "request failed"
    assert "gjeldsråd" not in log.getvalue()


@pytest.mark.model
def test_projects_are_the_object_of_the_command_line(shipped: Assistant, shipped_settings: Settings):
    client, query = only_api(shipped), "gjeldsråd til unge voksne"
    asked = run(shipped_settings, "tiltak", query, "--county", "Rogaland", "--json")
    given = client.post("/api/tiltak", json={"query": query, "filters": {"county": "Rogaland"}}).json()
    assert given["results"]
    assert given == json.loads(asked.stdout)
    assert list(given["results"][0]) == list(api.Project.model_fields)


FOLLOW_UP = ("og hvis hun er 17?", ("Kan vi ringe foreldrene?",))
SAME = [("kan en 16åring få §17", ()), FOLLOW_UP, ("kan vi gi muntlige avslag?", ()), ("hva er zebraer?", ())]


@pytest.mark.model
@pytest.mark.parametrize(("question", "earlier"), SAME)
def test_all_ways_of_asking_give_the_same_answer(
    shipped: Assistant, shipped_settings: Settings, question: str, earlier: tuple[str, ...]
):
    after = [argument for text in earlier for argument in ("--after", text)]
    printed = json.loads(run(shipped_settings, "ask", question, "--json", *after).stdout)
    sent = only_api(shipped).post("/api/ask", json={"question": question, "context": list(earlier)}).json()
    own = json.loads(json.dumps(as_json(shipped.ask(Question(question, earlier)))))
    assert without_time(printed) == without_time(sent) == without_time(own)
