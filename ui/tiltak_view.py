"""The view of projects elsewhere: its part of the page, and what it may call on the server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypedDict

from assistant.tiltak.table import as_csv, as_xlsx
from assistant.tiltak.wish import Filters, Wish
from corpus.tiltak import Tiltak
from ui import tiltak
from ui.files import file_reply
from ui.shape import Assistant, Reply
from ui.templating import render
from ui.words import bounded

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Wished(TypedDict):
    """A search for projects."""

    query: str
    filters: dict[str, str]
    without: list[str]


class Table(Wished):
    """The projects of a search, or the chosen ones, as a file."""

    chosen: list[str]
    form: Literal["xlsx", "csv"]


class Chosen(TypedDict):
    """Projects by key."""

    chosen: list[str]


class Key(TypedDict):
    """One project."""

    key: str


def view(assistant: Assistant) -> str:
    """The view before anything has been sought."""
    return render("tiltak.html", tiltak=tiltak.form(assistant.tiltak.tiltak))


def calls(assistant: Assistant) -> list[Callable[..., Reply]]:
    """Each call brings all that it needs."""

    def tiltak_search(wished: Wished) -> Reply:
        return {"html": tiltak.results(assistant.tiltak, _wish(wished))}

    def tiltak_like(wanted: Key) -> Reply:
        return {"html": tiltak.like(assistant.tiltak, wanted["key"])}

    def tiltak_compare(wanted: Chosen) -> Reply:
        return {"html": tiltak.comparison(_chosen(assistant, wanted["chosen"]))}

    def tiltak_file(table: Table) -> Reply:
        chosen = _chosen(assistant, table["chosen"]) or tiltak.fitting(assistant.tiltak, _wish(table))
        if table["form"] == "csv":
            return file_reply("tiltak.csv", "text/csv;charset=utf-8", as_csv(chosen).encode())
        return file_reply("tiltak.xlsx", SPREADSHEET, as_xlsx(chosen))

    return [tiltak_search, tiltak_like, tiltak_compare, tiltak_file]


def _wish(wished: Wished) -> Wish:
    given = {name: value for name, value in wished["filters"].items() if value}
    continued = {"ja": True, "nei": False}.get(given.pop("continued", ""))
    return tiltak.wish_of(bounded(wished["query"]), Filters(**given, continued=continued), wished["without"])  # type: ignore[arg-type]


def _chosen(assistant: Assistant, keys: Sequence[str]) -> list[Tiltak]:
    return [assistant.tiltak.by_key[key] for key in keys]
