"""Many users at once, and a server that is told to stop."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator

import httpx
import pytest

from assistant.settings import Settings
from tests.eval.load import all_questions, measure, served, turns_of, wait_until_ready

USERS = 30
LONGEST_WAIT = 3.0
"""Seconds within which 95 of 100 questions are answered, on two cores that have nothing else to do."""


@pytest.fixture(scope="module")
def address(shipped_settings: Settings) -> Iterator[str]:
    with served({**os.environ, "ASSISTANT_DATA": str(shipped_settings.data)}) as address:
        yield address


@pytest.mark.model
def test_thirty_users_at_once_get_their_own_answers_soon(address: str):
    # A busy machine is slow, not wrong.
    busy = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    figures = asyncio.run(measure(address, turns_of(all_questions(), USERS, 2)))
    assert len(figures.seconds) == 2 * USERS
    assert not figures.failed
    assert not figures.mixed
    assert figures.percentile(95) < busy * LONGEST_WAIT, str(figures)


SLOW_SERVER = """
import sys, time
from pathlib import Path
from types import SimpleNamespace
from tests.small_assistant import SmallAssistant
from ui.app import serve

class Slow(SmallAssistant):
    tiltak = SimpleNamespace(tiltak=(), by_key={}, retriever=SimpleNamespace(
        index=SimpleNamespace(folder=Path("20260101")), retrieve=lambda text, limit: [text]))
    def ask(self, question):
        print("asked", flush=True)
        time.sleep(1.5)
        return super().ask(question)

serve(Slow(), "127.0.0.1", int(sys.argv[1]))
"""
QUESTION = "Har loven en nedre aldersgrense?"


@pytest.fixture
def slow_server() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", SLOW_SERVER, str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        wait_until_ready(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}", process
        process.kill()


def test_a_server_that_is_told_to_stop_finishes_the_answer_and_logs_no_question(
    slow_server: tuple[str, subprocess.Popen[str]],
):
    address, process = slow_server
    answers: list[httpx.Response] = []
    asking = threading.Thread(
        target=lambda: answers.append(httpx.post(f"{address}/api/ask", json={"question": QUESTION}, timeout=30))
    )
    asking.start()
    assert process.stdout
    assert process.stdout.readline() == "asked\n"
    process.send_signal(signal.SIGTERM)
    asking.join()
    _, written = process.communicate(timeout=30)
    assert process.returncode == 0
    assert answers[0].json()["outcome"] == "answered"
    line = json.loads(next(line for line in written.splitlines() if line.startswith("{")))
    assert (line["event"], line["index"], line["citations"]) == ("answered", "20260101", 1)
    assert not set(re.findall(r"\w{4,}", QUESTION.lower())) & set(re.findall(r"\w+", written.lower()))
    assert written.count("127.0.0.1") == 1  # where it listens
