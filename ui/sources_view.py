"""The view with what the assistant answers from: its part of the page, and what it may call on the server."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import TypedDict

from assistant.shelf import Shelf
from corpus.readers import MAX_MEBIBYTES
from ui import source_list, source_reader
from ui.shape import Assistant, Reply
from ui.templating import render

LONGEST_UPLOAD = (MAX_MEBIBYTES * 2**20 + 2) // 3 * 4
"""A file of the largest size in base64."""


class Nothing(TypedDict):
    """A call that needs nothing."""


class Wanted(TypedDict):
    """A source by its id."""

    source: str


class Sought(Wanted):
    """Words to be found in a document."""

    query: str


class WantedPart(Sought):
    """A part of a document, and the words to be marked in it."""

    part: int


class Upload(TypedDict):
    """A file and what is in it, in base64."""

    name: str
    content: str


def view(assistant: Assistant) -> str:  # noqa: ARG001 - the sources may change; the page asks for them
    """The view before the sources are in it."""
    return render("sources.html")


def calls(assistant: Assistant) -> list[Callable[..., Reply]]:
    """Each call brings all that it needs."""
    return [*_reading(assistant), *_changing(assistant)]


def _reading(assistant: Assistant) -> list[Callable[..., Reply]]:
    def sources_list(_: Nothing) -> Reply:
        return {"html": source_list.listing(assistant), "add": source_list.adding(assistant), **_state(assistant)}

    def sources_open(wanted: Wanted) -> Reply:
        source = assistant.sources[wanted["source"]]
        return {"html": source_reader.frame(source, assistant.document(source.id))}

    def sources_part(wanted: WantedPart) -> Reply:
        source = assistant.sources[wanted["source"]]
        passages, query = assistant.document(source.id), _query(wanted)
        return {"html": source_reader.part(source, passages, wanted["part"], query)}

    def sources_find(sought: Sought) -> Reply:
        text, hits = source_reader.search(assistant.document(sought["source"]), _query(sought))
        return {"text": text, "hits": hits}

    return [sources_list, sources_open, sources_part, sources_find]


def _changing(assistant: Assistant) -> list[Callable[..., Reply]]:
    def sources_status(_: Nothing) -> Reply:
        return _state(assistant)

    def sources_add(upload: Upload) -> Reply:
        shelf = _shelf(assistant)
        if len(upload["content"]) > LONGEST_UPLOAD:
            raise ValueError(f"the file is larger than {MAX_MEBIBYTES} MiB")  # the page says so before it sends it
        addition = shelf.add(upload["name"], base64.b64decode(upload["content"], validate=True))
        return {"status": addition.status, "text": source_list.added(addition), **_state(assistant)}

    def sources_remove(wanted: Wanted) -> Reply:
        removed = _shelf(assistant).remove(wanted["source"])
        return {"removed": "ja" if removed else "nei", **_state(assistant)}

    return [sources_status, sources_add, sources_remove]


def _shelf(assistant: Assistant) -> Shelf:
    shelf = assistant.shelf
    if shelf is None:
        raise PermissionError("the operator has not allowed documents to be added or removed on the page")
    return shelf


def _state(assistant: Assistant) -> Reply:
    """How far the index is, for the script and in a sentence."""
    state = assistant.shelf.state if assistant.shelf else "ready"
    return {"state": state, "said": source_list.STATES[state]}


def _query(sought: Sought) -> str:
    if len(sought["query"]) > source_reader.LONGEST_SEARCH:
        raise ValueError(f"the words to be found are longer than {source_reader.LONGEST_SEARCH} characters")
    return sought["query"]
