"""Many users at once: how long they wait, and whether everybody gets their own answer.

    python -m tests.eval.load [ADDRESS] [--users 30] [--questions 5]

Each user has a conversation of their own; every other one asks over /api/ask, the others with the page's own
calls. Every answer must be the one that the same question gets when it is asked alone. Without an address, a
server is started on loopback, in a process of its own, so that its figures are not those of the users.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import httpx
import numpy as np

from assistant.evaluation import QUESTIONS, read_questions

STARTS_WITHIN = 120
ANSWERS_WITHIN = 60
EARLIER = 2
"""So many earlier questions go with each, of the same user."""


@dataclass(frozen=True)
class Turn:
    """One question of a user, with the earlier ones of the conversation."""

    user: int
    question: str
    earlier: tuple[str, ...]


@dataclass(frozen=True)
class Timed:
    """What came of one question."""

    turn: Turn
    seconds: float
    answer: object
    """None where there was none."""


@dataclass(frozen=True)
class Figures:
    """How it went for all."""

    seconds: tuple[float, ...]
    failed: tuple[Turn, ...]
    mixed: tuple[Turn, ...]
    """Those whose answer was not the one that they get when they ask alone."""
    took: float

    def percentile(self, q: float) -> float:
        """So many of a hundred waited no longer, in seconds."""
        return float(np.percentile(self.seconds, q))

    def __str__(self) -> str:
        rows = {
            "answers": len(self.seconds),
            "answers per second": round(len(self.seconds) / self.took, 1),
            "seconds, p50": round(self.percentile(50), 2),
            "seconds, p95": round(self.percentile(95), 2),
            "seconds, max": round(max(self.seconds), 2),
            "errors": len(self.failed),
            "another's answer": len(self.mixed),
        }
        return "\n".join(f"{name:20}{value:>8}" for name, value in rows.items())


class OverApi:
    """The way of other programs."""

    async def ask(self, client: httpx.AsyncClient, turn: Turn) -> object:
        """What comes back, without what differs from time to time."""
        response = await client.post("/api/ask", json={"question": turn.question, "context": turn.earlier})
        response.raise_for_status()
        return {name: value for name, value in response.json().items() if name != "seconds"}


class OverPage:
    """The way of the page's script: it looks for personal data first, and then asks."""

    def __init__(self, component: int) -> None:
        self._component = component

    async def ask(self, client: httpx.AsyncClient, turn: Turn) -> object:
        """What comes back."""
        await self._call(client, turn, "check", {"question": turn.question})
        asked = {"question": turn.question, "earlier": turn.earlier, "language": "", "sources": [], "plain": False}
        return await self._call(client, turn, "answer", asked)

    async def _call(self, client: httpx.AsyncClient, turn: Turn, name: str, data: object) -> object:
        session = f"user{turn.user}"
        call = {"component_id": self._component, "session_hash": session, "fn_name": name, "data": data}
        response = await client.post("/gradio_api/component_server", json=call)
        response.raise_for_status()
        return response.json()


def turns_of(questions: Sequence[str], users: int, each: int) -> list[list[Turn]]:
    """The conversation of each user; no two ask the same."""
    conversations = [questions[user * each : (user + 1) * each] for user in range(users)]
    return [
        [Turn(user, text, tuple(asked[max(0, n - EARLIER) : n])) for n, text in enumerate(asked)]
        for user, asked in enumerate(conversations)
    ]


async def measure(address: str, conversations: Sequence[Sequence[Turn]]) -> Figures:
    """Have everybody ask alone first, and then all at once."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=ANSWERS_WITHIN, limits=limits) as client:
        page = OverPage(await _component(client))
        ways = [page if user % 2 else OverApi() for user in range(len(conversations))]
        alone = {turn: await ways[turn.user].ask(client, turn) for turns in conversations for turn in turns}
        started = time.perf_counter()
        users = (_converse(client, ways[user], turns) for user, turns in enumerate(conversations))
        timed = [one for user in await asyncio.gather(*users) for one in user]
        took = time.perf_counter() - started
    return Figures(
        seconds=tuple(one.seconds for one in timed),
        failed=tuple(one.turn for one in timed if one.answer is None),
        mixed=tuple(one.turn for one in timed if one.answer not in (None, alone[one.turn])),
        took=took,
    )


async def _component(client: httpx.AsyncClient) -> int:
    """The id of the page's component, which every call names."""
    components = (await client.get("/config")).json()["components"]
    return next(int(one["id"]) for one in components if one["props"].get("server_fns"))


async def _converse(client: httpx.AsyncClient, way: OverApi | OverPage, turns: Sequence[Turn]) -> list[Timed]:
    """One question after the other, without a pause."""
    timed = []
    for turn in turns:
        started = time.perf_counter()
        try:
            answer: object = await way.ask(client, turn)
        except httpx.HTTPError:
            answer = None
        timed.append(Timed(turn, time.perf_counter() - started, answer))
    return timed


@contextmanager
def served(environment: Mapping[str, str] = os.environ) -> Iterator[str]:
    """The address of a server in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_until_ready(address, process)
            yield address
        finally:
            process.terminate()


def wait_until_ready(address: str, process: subprocess.Popen[Any]) -> None:
    """Return as soon as questions are answered.

    Raises:
        RuntimeError: when the server ends or takes too long.
    """
    until = time.monotonic() + STARTS_WITHIN
    while process.poll() is None and time.monotonic() < until:
        try:
            if httpx.get(f"{address}/readyz").is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise RuntimeError("The server did not start")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", nargs="?")
    parser.add_argument("--users", type=int, default=30)
    parser.add_argument("--questions", type=int, default=5)
    arguments = parser.parse_args()
    conversations = turns_of(all_questions(), arguments.users, arguments.questions)
    with nullcontext(arguments.address) if arguments.address else served() as address:
        print(asyncio.run(measure(address, conversations)))  # noqa: T201 - this is what it is for


def all_questions() -> list[str]:
    """The project's own questions, those that the sources do not answer too, none twice."""
    asked = (*read_questions(QUESTIONS), *read_questions(QUESTIONS.with_name("unanswerable.jsonl")))
    return list(dict.fromkeys(one.question for one in asked))


if __name__ == "__main__":
    main()
