"""A server on loopback that speaks the chat-completions protocol of OpenAI, with replies made to order."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Send = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class ChatServer:
    """Answers every request with `reply`, and remembers what was asked."""

    address: str
    reply: Send
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)

    @property
    def messages(self) -> list[dict[str, str]]:
        """The messages of the last request."""
        messages: list[dict[str, str]] = self.bodies[-1]["messages"]
        return messages


def says(content: str | None, finish_reason: str = "stop", refusal: str | None = None) -> Send:
    """A completion with this text."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    choice = {"index": 0, "message": message, "finish_reason": finish_reason}
    return sends(
        json.dumps({"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})
    )


def sends(body: str, status: int = 200, kind: str = "application/json", **headers: str) -> Send:
    """Any body with any status."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        content = body.encode()
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return send


def in_turn(*replies: Send) -> Send:
    """One reply after the other."""
    waiting = iter(replies)
    return lambda handler: next(waiting)(handler)


def drips(seconds: float, pause: float = 0.05) -> Send:
    """White space now and then, as some gateways send it while a model thinks."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(pause)

    return send


def waits(seconds: float) -> Send:
    """Nothing at all for a while."""
    return lambda _: time.sleep(seconds)


@contextmanager
def chat_server(reply: Send) -> Iterator[ChatServer]:
    """A running server."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            served.paths.append(self.path)
            served.headers.append({name.lower(): value for name, value in self.headers.items()})
            served.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            try:
                served.reply(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = ChatServer(f"http://127.0.0.1:{server.server_port}/v1", reply)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
