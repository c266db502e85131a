"""The view with a guided way through the topics, and the glossary: its part of the page, and what it may call on the server."""

from __future__ import annotations

from collections.abc import Callable

from ui.shape import Assistant, Reply
from ui.templating import render


def view(assistant: Assistant) -> str:
    """The view as it opens."""
    return render("learn.html", sources=assistant.sources)


def calls(assistant: Assistant) -> list[Callable[..., Reply]]:
    """Each call brings all that it needs."""
    return []
