"""The view with a guided way through the topics, and the glossary: its part of the page.

What has been read is remembered by the browser alone; the server is not told.
"""

from __future__ import annotations

from collections.abc import Callable

from corpus.glossary import load_glossary
from corpus.loading import load_shipped
from corpus.topics import load_topics
from ui import learn
from ui.shape import Assistant, Reply
from ui.templating import render


def view(assistant: Assistant) -> str:
    """The view with all topics and terms; points whose source has been removed are left out."""
    quotes = learn.Quotes(load_shipped(), assistant.sources)
    lessons = learn.lessons(load_topics(), quotes)
    terms = learn.terms(load_glossary(), quotes)
    return render("learn.html", lessons=lessons, terms=terms, years=learn.years(lessons))


def calls(assistant: Assistant) -> list[Callable[..., Reply]]:  # noqa: ARG001
    """None: everything is in the page."""
    return []
