"""The page on the web: Gradio carries it, mounted in a FastAPI app.

The page is one `gr.HTML` component with our own markup, because the chips of an answer must be real
buttons at the very statement, which `gr.Chatbot` neither renders nor reads aloud. Each view has a module that
gives its part of the page and what it may call on the server.
"""

from __future__ import annotations

import errno
import signal
import socket
import sys
import threading
from pathlib import Path

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from markupsafe import Markup

from assistant.feedback import program_version
from assistant.settings import Settings
from ui import api, chat_view, feedback_view, learn_view, logs, sources_view, tiltak_view
from ui.gate import Gate
from ui.shape import Assistant
from ui.templating import render

TITLE = "Spør kildene"
HERE = Path(__file__).parent
VIEWS = (chat_view, tiltak_view, learn_view, sources_view)
"""In the order of the page's menu."""
SCRIPTS = (
    "page.js",
    "source_panel.js",
    "answer.js",
    "chat.js",
    "feedback.js",
    "tiltak.js",
    "learn.js",
    "sources.js",
)
"""One after the other they are the body of one function; the first has what the others share."""
STYLES = ("style.css", "feedback.css", "tiltak.css", "learn.css", "sources.css")
LAST_ANSWERS = 30
"""Seconds that answers under way are waited for: a chat model may take most of it."""


def serve(assistant: Assistant, host: str, port: int) -> None:
    """Serve the page until the process is stopped.

    Raises:
        OSError: when nothing can be served at this address.
    """
    _check_free(host, port)
    logs.to_stderr()
    app = build(logs.logged(assistant, with_questions=Settings().log_questions))
    _stop_when_told()
    # The access log would only repeat addresses; questions are in no log.
    uvicorn.run(app, host=host, port=port, access_log=False, timeout_graceful_shutdown=LAST_ANSWERS)


def _stop_when_told() -> None:
    """Being told to stop is no failure: uvicorn finishes the answers under way and then passes the signal on."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def _check_free(host: str, port: int) -> None:
    """Try the address first: uvicorn itself would end the process with a message for programmers."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as uvicorn does
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        if getattr(error, "errno", None) == errno.EADDRINUSE:
            raise OSError(f"Port {port} er opptatt; velg en annen med --port.") from error
        raise OSError(f"Siden kan ikke åpnes på {host}, port {port}; velg andre med --host og --port.") from error


def build(assistant: Assistant) -> FastAPI:
    """The whole web app."""
    # The pages that show the interface would load scripts from elsewhere.
    app = FastAPI(title=TITLE, version=program_version() or "ukjent", docs_url=None, redoc_url=None)
    app.add_middleware(CORSMiddleware)  # lets no other site in; without it, Gradio lets in all
    app.add_middleware(Gate)
    app.include_router(api.router(assistant))
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        _blocks(assistant),
        path="/",
        theme=_theme(),
        head=_head(),
        footer_links=[],
        show_error=False,
        run_history=False,  # it would keep questions in the browser unasked
        enable_monitoring=False,
        mcp_server=False,
        ssr_mode=False,
        pwa=False,
    )
    return mounted


def _blocks(assistant: Assistant) -> gr.Blocks:
    blocks: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        gr.HTML(
            # As the value, not as the template: titles of sources must not be read as template code.
            value=render("page.html", views=[Markup(view.view(assistant)) for view in VIEWS]),
            js_on_load="\n".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS),
            server_functions=[logs.told(call) for one in (*VIEWS, feedback_view) for call in one.calls(assistant)],
            apply_default_css=False,
        )
    return blocks


def _head() -> str:
    """Icon and style sheet; Gradio's own `css` would rewrite selectors and break those with commas."""
    icon = (HERE / "icon.html").read_text(encoding="utf-8")
    styles = "\n".join((HERE / name).read_text(encoding="utf-8") for name in STYLES)
    return f"{icon}<style>{styles}</style>"


def _theme() -> gr.themes.Base:
    """The plain theme with a typeface that Gradio itself serves."""
    # Of those that it ships, this one is whole in these two weights; "Source Sans 3" lacks most letters.
    source_sans = gr.themes.LocalFont("Source Sans Pro", weights=(400, 700))
    fonts: list[gr.themes.Font | str] = [source_sans, "system-ui", "sans-serif"]
    return gr.themes.Base(font=fonts, font_mono=["ui-monospace", "monospace"])
