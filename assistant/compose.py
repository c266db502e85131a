"""Query and passages -> Answer: the sources' own words, numbered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from assistant import wording
from assistant.answer import Answer, Citation, Notice, Outcome, RankedPassage, Statement
from assistant.evidence import Evidence, Quote
from assistant.question import Question
from assistant.understanding import Query
from corpus.document import Source, fold
from index.retrieve import Hit

MOST_CITATIONS = 4
FOUND = 0.42
"""A best score below this is no find: 98 of 100 answerable development questions lie above 0.44."""
NEAR_THE_BEST = 0.6
"""Passages below this share of the best one's score are shown as found, not cited."""
OLD_AFTER_YEARS = 5


def compose(
    question: Question,
    query: Query,
    hits: Sequence[Hit],
    evidence: Evidence,
    sources: Mapping[str, Source],
) -> Answer:
    """An extractive answer from the best passages; not found when nothing in them fits."""
    best = hits[0].score if hits else 0.0
    enough = max(FOUND, NEAR_THE_BEST * best)
    cited = [hit for hit in hits[:MOST_CITATIONS] if hit.score >= enough]
    quotes = _different([evidence.best_quote(hit, query.text) for hit in cited])
    citations = tuple(_citation(n, quote, sources[quote.passage.source]) for n, quote in enumerate(quotes, 1))
    return Answer(
        question=question.text,
        query=query,
        outcome=Outcome.ANSWERED if citations else Outcome.NOT_FOUND,
        lead=_lead(query, bool(citations)),
        statements=tuple(Statement(_in_quotation_marks(citation.quote), (citation.n,)) for citation in citations),
        citations=citations,
        passages=tuple(RankedPassage(hit.passage, hit.score) for hit in hits),
        notices=tuple(_notices(query, citations)),
    )


def _lead(query: Query, found: bool) -> str:
    if found:
        return wording.LEAD[query.language]
    return (wording.NOT_FOUND if query.terms else wording.NOTHING_SEARCHED)[query.language]


def _in_quotation_marks(quote: str) -> str:
    """Marked as a quotation, with other marks than those within it; a list or table stands as it is."""
    if "\n" in quote:
        return quote
    return f"“{quote}”" if "«" in quote or "»" in quote else f"«{quote}»"


def _different(quotes: Sequence[Quote | None]) -> list[Quote]:
    """Quotes that say something the ones before do not."""
    kept: list[Quote] = []
    for quote in quotes:
        if quote and not any(fold(quote.text) in fold(other.text) for other in kept):
            kept.append(quote)
    return kept


def _citation(n: int, quote: Quote, source: Source) -> Citation:
    passage = quote.passage
    return Citation(
        n=n,
        source=source.id,
        title=source.title,
        publisher=source.publisher,
        kind=source.kind,
        year=source.year,
        section=passage.section,
        page=passage.page_at(quote.start),
        url=source.url,
        quote=quote.text,
        passage=passage.id,
    )


def _notices(query: Query, citations: Sequence[Citation]) -> Iterator[Notice]:
    if query.assumed and citations:
        *others, last = query.assumed
        sections = f"{', '.join(others)} {wording.AND[query.language]} {last}" if others else last
        yield Notice("assumed_law", wording.ASSUMED_LAW[query.language].format(sections=sections))
    years = [citation.year for citation in citations if citation.year]
    if years and min(years) <= date.today().year - OLD_AFTER_YEARS:
        yield Notice("old_source", wording.OLD_SOURCE[query.language].format(year=min(years)))
