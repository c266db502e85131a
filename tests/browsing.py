"""A web app served for a test, and a visit to it with a browser that notes everything."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect
from starlette.types import ASGIApp

CHROMIUM = shutil.which("chromium")
QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
IN_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None and "CI" not in os.environ, reason="no Chromium on this machine"),
]
"""The marks of tests that need a browser."""

# A busy machine is slow, not wrong.
expect.set_options(timeout=20_000)


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """The address of the app, served in a thread of its own on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.05)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            server.should_exit = True
            thread.join()


@dataclass
class Visit:
    """A page in a browser of its own, and everything it asked for and complained about."""

    page: Page
    context: BrowserContext
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def visiting(browser: Browser, address: str, width: int = 1400) -> Iterator[Visit]:
    """A visit that by its end has complained of nothing and asked no other machine."""
    with browser.new_context(
        viewport={"width": width, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    ) as context:
        visit = Visit(context.new_page(), context)
        visit.page.on("request", lambda request: visit.hosts.add(urlsplit(request.url).hostname or ""))
        visit.page.on("console", lambda message: message.type == "error" and visit.complaints.append(message.text))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.goto(address)
        expect(visit.page.locator("#question")).to_be_visible()
        yield visit
    assert visit.complaints == []
    assert visit.hosts <= {"127.0.0.1", ""}  # "" is a data: address within the page


def ask(page: Page, question: str) -> None:
    answers = page.locator("article.answer")
    before = answers.count()
    page.fill("#question", question)
    page.click(".composer .send")
    expect(answers).to_have_count(before + 1)
