"""What of the server can be reached, and headers with which the browser sees to it that nothing leaves it."""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.sources_view import LONGEST_UPLOAD

LONGEST_BODY = 1_000_000
"""Bytes of a request: more than the longest question with all the earlier ones that count."""
LONGEST_CALL = LONGEST_BODY + LONGEST_UPLOAD
"""Bytes of a call of the page: a document comes with one of them."""
TOO_LARGE = "Forespørselen er på mer enn {longest} byte og er derfor ikke lest."
CALL = re.compile(r"/gradio_api/component_server/?")
# Gradio has more, such as a place where anybody may leave files of any size.
SERVED = re.compile(
    rf"/|/(api|assets|static)/.*|/(config|healthz|readyz|(openapi|manifest)\.json|theme\.css|favicon\.ico)|{CALL.pattern}"
)

# Gradio starts the page with inline scripts and compiles a component's script in the browser,
# hence the two "unsafe"; what they may reach is still this server alone.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Gate:
    """Lets through what the page and other programs need, and adds the headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and the response back, with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif refusal := _refusal(scope):
            await refusal(scope, receive, send_with_headers)
        else:
            longest = LONGEST_CALL if CALL.fullmatch(scope["path"]) else LONGEST_BODY
            await self.app(scope, _bounded(receive, longest), send_with_headers)


def _refusal(scope: Scope) -> JSONResponse | None:
    """The response to a request that is not let through."""
    if not SERVED.fullmatch(scope["path"]):
        return JSONResponse({"detail": "Not Found"}, 404)
    # A page from elsewhere may send anything else without asking first.
    as_json = Headers(scope=scope).get("Content-Type", "").partition(";")[0].strip() == "application/json"
    if CALL.fullmatch(scope["path"]) and scope["method"] == "POST" and not as_json:
        return JSONResponse({"detail": "Unsupported Media Type"}, 415)
    return None


def _bounded(receive: Receive, longest: int) -> Receive:
    """The body of a request, which must not be longer than this."""
    size = 0

    async def bounded() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > longest:
            raise HTTPException(413, TOO_LARGE.format(longest=longest))
        return message

    return bounded
