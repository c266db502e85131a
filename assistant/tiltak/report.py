"""Projects that were found -> the JSON of the command line's contract, and plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from assistant.batch import each_line
from assistant.question import LONGEST
from assistant.tiltak.search import Found, TiltakSearch
from assistant.tiltak.wish import Filters, understand_wish
from corpus.tiltak import Tiltak

RESULTS = 10


class FilterFields(BaseModel):
    """What a line may demand of the projects."""

    model_config = ConfigDict(extra="ignore")

    county: str | None = None
    report_type: Literal["statusrapport", "sluttrapport"] | None = None


class WishLine(BaseModel):
    """One line in: a description of what is planned."""

    model_config = ConfigDict(extra="ignore")

    id: Any = None
    query: str
    filters: FilterFields | None = None


def found_for_lines(search: TiltakSearch, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """One result per line that is not empty, in the same order; {"id", "error"} for a bad one."""

    def find(line: str) -> dict[str, Any]:
        wished = WishLine.model_validate_json(line)
        filters = Filters(**(wished.filters or FilterFields()).model_dump())
        return as_json(wished.query, find_for(search, wished.query, filters), wished.id)

    return each_line(lines, find)


def find_for(search: TiltakSearch, query: str, filters: Filters) -> list[Found]:
    """The ten projects most like a description."""
    return search.search(understand_wish(query[:LONGEST], filters), RESULTS)


def as_json(query: str, found: Sequence[Found], id_: object = None) -> dict[str, Any]:
    """The projects in the form that other programs read."""
    return {"id": id_, "query": query, "results": [_result(one) for one in found]}


def as_text(found: Sequence[Found]) -> str:
    """A numbered list with why each is alike, a quote and where it comes from."""
    if not found:
        return "Fant ingen tiltak som passer. Ta bort et filter, eller skriv søket på en annen måte."
    return "\n\n".join(_entry(n, one) for n, one in enumerate(found, 1))


def source_line(tiltak: Tiltak) -> str:
    """Where a record comes from."""
    source = tiltak.source
    return f"{source.publisher} ({source.year}): {source.title}. {tiltak.heading}"


def _entry(n: int, one: Found) -> str:
    tiltak = one.tiltak
    lines = [f"{n}. {tiltak.name} – {', '.join(filter(None, (tiltak.office, tiltak.county)))}"]
    if one.why:
        lines.append(f"   {' · '.join(one.why)}")
    return "\n".join([*lines, f"   «{one.quote}»", f"   {source_line(tiltak)}"])


def _result(one: Found) -> dict[str, Any]:
    tiltak = one.tiltak
    return {
        "id": int(tiltak.id) if tiltak.id.isdigit() else tiltak.id,
        "source": tiltak.source.id,
        "name": tiltak.name,
        "office": tiltak.office,
        "county": tiltak.county or None,
        "report_type": tiltak.report_type or None,
        "score": round(one.score, 4),
        "why": ". ".join(one.why),
        "quote": one.quote,
    }
