"""What of the server can be reached from outside, and by whom."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from tests.small_assistant import SmallAssistant
from tests.test_api import web
from ui.gate import LONGEST_BODY, LONGEST_CALL, TOO_LARGE
from ui.logs import FAILED
from ui.sources_view import LONGEST_UPLOAD

CALLS = "/gradio_api/component_server/"
ELSEWHERE = "https://et-annet-sted.example"
SECRET = "kvitteringsblekk"


@pytest.fixture
def client() -> TestClient:
    return TestClient(web(SmallAssistant()), base_url="http://spor.kommunen.example")  # type: ignore[arg-type]


def call(client: TestClient, name: str, data: object, **headers: str) -> Response:
    """What a call from the page gives."""
    components = client.get("/config").json()["components"]
    page = next(component["id"] for component in components if component["type"] == "html")
    body = {"data": data, "component_id": page, "fn_name": name, "session_hash": "s"}
    return client.post(CALLS, content=json.dumps(body), headers={"Content-Type": "application/json", **headers})


def test_the_page_may_call_the_server(client: TestClient):
    assert call(client, "check", {"question": "Kari Nordmann"}).json() == {"masked": "[navn]", "kinds": "navn"}


@pytest.mark.parametrize(
    "path",
    [f"gradio_api/{name}" for name in ("upload", "/upload", "queue/join", "vibe-edit", "reset")],
)
def test_nobody_can_leave_anything_on_the_server_but_through_the_page(
    client: TestClient, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    refused = client.post(f"/{path}", files={"files": ("notat.txt", b"x")})
    assert (refused.status_code, list(tmp_path.rglob("*.txt"))) == (404, [])


@pytest.mark.parametrize(
    "path",
    [
        "gradio_api/file=/etc/passwd",
        "gradio_api/file=pyproject.toml",
        "gradio_api/proxy=https://huggingface.co/x",
        "static/../app.py",
        "static/%2e%2e/app.py",
        "assets/..%2f..%2froutes.py",
        ".data/feedback.sqlite3",
    ],
)
def test_no_file_is_served_but_those_of_the_page(client: TestClient, path: str):
    assert client.get(f"/{path}").status_code in {403, 404}


def test_a_page_from_elsewhere_may_neither_read_nor_change_anything(client: TestClient):
    asked = {"question": "Kari Nordmann"}
    assert call(client, "check", asked, **{"Content-Type": "text/plain"}, Origin=ELSEWHERE).status_code == 415
    given = call(client, "check", asked, Origin=ELSEWHERE)  # a browser asks first whether it may send this
    assert "access-control-allow-origin" not in given.headers
    for path in (CALLS, "/api/ask"):
        may_it = {"Origin": ELSEWHERE, "Access-Control-Request-Method": "POST"}
        refused = client.options(path, headers={**may_it, "Access-Control-Request-Headers": "content-type"})
        assert refused.status_code == 400
        assert "access-control-allow-origin" not in refused.headers


AS_JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("path", ["/api/ask", "/api/tiltak"])
@pytest.mark.parametrize("piece", [100_000, LONGEST_BODY + 1])
def test_a_request_that_is_too_large_is_not_read(client: TestClient, path: str, piece: int):
    pieces = (b"x" * piece for _ in range(LONGEST_BODY // piece + 1))
    refused = client.post(path, content=pieces, headers=AS_JSON)
    assert (refused.status_code, refused.json()) == (413, {"detail": TOO_LARGE.format(longest=LONGEST_BODY)})


def test_a_call_of_the_page_may_be_as_large_as_a_document_and_no_larger(client: TestClient):
    assert call(client, "check", {"question": "x", "more": "x" * LONGEST_CALL}).status_code == 400


def test_where_documents_may_be_added_the_largest_fits():
    taken: list[int] = []
    assistant = SmallAssistant()

    def add(_: str, content: bytes) -> SimpleNamespace:
        taken.append(len(content))
        return SimpleNamespace(status="refused", reason="")

    assistant.shelf = SimpleNamespace(state="ready", add=add)  # type: ignore[attr-defined]
    client = TestClient(web(assistant))  # type: ignore[arg-type]
    largest = "A" * (LONGEST_UPLOAD // 4 * 4)
    assert call(client, "sources_add", {"name": "stor.pdf", "content": largest}).status_code == 200
    assert taken == [len(largest) // 4 * 3]


def test_a_call_that_fails_says_nothing_of_what_was_asked(client: TestClient, caplog: pytest.LogCaptureFixture):
    failed = call(client, "feedback", {"opinion": SECRET, "outcome": "answered", "comment": "", "exchange": None})
    assert (failed.status_code, failed.json()) == (500, {"detail": FAILED})
    assert SECRET not in caplog.text
