"""Projects as HTML: results with their filters, a comparison, and what is common across them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.tiltak.report import source_line
from assistant.tiltak.search import Found, TiltakSearch
from assistant.tiltak.table import row
from assistant.tiltak.themes import Insight, asked_for, themes
from assistant.tiltak.wish import Filters, Wish, understand_wish
from corpus.tiltak import Cell, Tiltak
from corpus.vocabulary import TraitKind, Value, load_vocabulary
from ui.templating import render

SHOWN = 30
"""So many results are shown; the rest can be had by narrowing the search."""
COMPARED = (2, 4)
"""At least and at most so many projects stand side by side."""
SHORT = ("target_group", "description", "achieved", "challenges", "success_factors")
"""The cells that a card shows; all of them stand in the whole record."""
BARS = 8
NEAR = 0.5
"""A project below this share of the best one's score is no hit."""
MOST_QUOTES = 3
QUOTED_HEADINGS: dict[TraitKind, str] = {
    "challenges": "Vanlige utfordringer",
    "success_factors": "Hva kontorene mener lykkes",
}


@dataclass(frozen=True)
class Bar:
    """One line of a chart."""

    name: str
    count: int
    share: float
    """Of the longest bar, 0 to 1."""


def form(register: Sequence[Tiltak]) -> dict[str, object]:
    """What the form offers: the values of every filter that occur in the register."""
    vocabulary = load_vocabulary().traits
    used = {kind: {trait.value for one in register for trait in one.traits.of[kind]} for kind in vocabulary}
    return {
        "counties": sorted({one.county for one in register if one.county}),
        "target_groups": _used(vocabulary["target_groups"].values(), used["target_groups"]),
        "methods": _used(vocabulary["methods"].values(), used["methods"]),
        "sections": sorted({number for one in register for number in one.sections}, key=_by_number),
        "count": len(register),
    }


def wish_of(query: str, filters: Filters, without: Sequence[str]) -> Wish:
    """What is looked for, without what the user took away."""
    return understand_wish(query, filters).without(without)


def results(search: TiltakSearch, wish: Wish) -> str:
    """The projects that fit, or the themes across them where the question is for those."""
    kind = asked_for(wish.text)
    insight = themes(wish, kind, search.tiltak) if kind else None
    found = _fitting(search, wish)
    return render(
        "tiltak_results.html",
        wish=wish,
        insight=_shown(insight) if insight else None,
        found=found[:SHOWN],
        all=len(found),
        register=len(search.tiltak),
        charts=_charts([one.tiltak for one in found]),
        short=SHORT,
        cells=_cells,
        source_line=source_line,
    )


def like(search: TiltakSearch, key: str) -> str:
    """The projects most like one of them."""
    found = search.like(key, 10)
    return render(
        "tiltak_like.html", own=search.by_key[key], found=found, short=SHORT, cells=_cells, source_line=source_line
    )


def comparison(chosen: Sequence[Tiltak]) -> str:
    """Two to four projects side by side, with the rows that at least one of them fills."""
    least, most = COMPARED
    if not least <= len(chosen) <= most:
        raise ValueError(f"Velg fra {least} til {most} tiltak å sammenligne.")
    rows = [row(one) for one in chosen]
    lines = [(column, [one[column] for one in rows]) for column in rows[0] if column != "Navn"]
    return render(
        "tiltak_compare.html", names=[one.name for one in chosen], lines=[line for line in lines if any(line[1])]
    )


def fitting(search: TiltakSearch, wish: Wish) -> list[Tiltak]:
    """All projects that the page counts as hits, in its order."""
    return [found.tiltak for found in _fitting(search, wish)]


def _fitting(search: TiltakSearch, wish: Wish) -> list[Found]:
    """Those that are near enough to the best one to be worth a look; all that pass, without a text."""
    found = search.search(wish, len(search.tiltak))
    best = found[0].score if found and wish.text else 0.0
    return [one for one in found if one.score >= NEAR * best]


def _charts(chosen: Sequence[Tiltak]) -> list[tuple[str, list[Bar]]]:
    """How the hits are spread over counties and methods."""
    methods = load_vocabulary().traits["methods"]
    by_method = Counter(
        methods[value].short() for one in chosen for value in {t.value for t in one.traits.of["methods"]}
    )
    by_county = Counter(one.county or "Ukjent fylke" for one in chosen)
    return [
        ("Treff etter fylke", _bars(by_county, len(by_county))),
        ("Treff etter metode", _bars(by_method, BARS)),
    ]


def _bars(counts: Counter[str], most: int) -> list[Bar]:
    longest = max(counts.values(), default=1)
    return [Bar(name, count, count / longest) for name, count in counts.most_common(most)]


def _cells(tiltak: Tiltak, fields: Iterable[str] | None = None) -> Iterator[Cell]:
    """The cells of these fields, or all, in the order of the source."""
    wanted = fields if fields is not None else tiltak.cells
    return (tiltak.cells[field] for field in wanted if field in tiltak.cells)


def _shown(insight: Insight) -> dict[str, object]:
    return {
        "heading": QUOTED_HEADINGS[insight.kind],
        "insight": insight,
        "bars": _bars(
            Counter({theme.value.nb: len(theme.instances) for theme in insight.themes}), len(insight.themes)
        ),
        "quotes": MOST_QUOTES,
    }


def _used(values: Iterable[Value], used: set[str]) -> list[Value]:
    return sorted((value for value in values if value.id in used), key=lambda value: value.nb)


def _by_number(section: str) -> tuple[int, str]:
    digits = "".join(character for character in section if character.isdigit())
    return int(digits or 0), section
