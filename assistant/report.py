"""Answer -> the JSON of the command line's contract, and plain text for a terminal."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant import wording
from assistant.answer import Answer, Citation
from corpus.own import Addition


def as_json(answer: Answer, id_: object = None) -> dict[str, Any]:
    """One answer in the form that other programs read."""
    return {
        "id": id_,
        "question": answer.question,
        "language": answer.query.language,
        "outcome": answer.outcome,
        "verdict": answer.verdict,
        "answer": answer.text,
        "citations": [_citation(citation) for citation in answer.citations],
        "passages": [
            {
                "source": ranked.passage.source,
                "section": ranked.passage.section,
                "page": ranked.passage.page_at(0),
                "text": ranked.passage.text,
                "score": round(ranked.score, 4),
            }
            for ranked in answer.passages
        ],
        "understood": {
            "laws": answer.query.laws,
            "ages": answer.query.ages,
            "terms": answer.query.terms,
            "rewritten": answer.query.text,
        },
        "notices": [asdict(notice) for notice in answer.notices],
        "seconds": round(answer.seconds, 4),
    }


def as_text(answer: Answer) -> str:
    """The answer, its notices and a numbered list of its sources."""
    language = answer.query.language
    notices = [f"{wording.NOTE[language]}: {notice.text}" for notice in answer.notices]
    listed: list[str] = []
    if answer.citations:
        cited = [f"[{citation.n}] {reference(citation)}" for citation in answer.citations]
        listed = [wording.SOURCES[language], *cited]
    elif answer.passages:
        listed = [wording.NEAREST[language], *(f"- {found}" for found in nearest(answer))]
    return "\n\n".join(filter(None, [answer.text, *notices, "\n".join(listed)]))


def addition(added: Addition) -> str:
    """What became of one file that was to be added, on one line."""
    became = {
        "added": "lagt til",
        "changed": "oppdatert",
        "unchanged": "uendret, fra før",
        "refused": "IKKE lagt til:",
        "skipped": "hoppet over:",
    }
    return f"{added.path}: {became[added.status]} {added.reason}".rstrip()


def reference(citation: Citation) -> str:
    """Where a quote stands: publisher, title, year, section and page."""
    year = f" ({citation.year})" if citation.year else ""
    page = f"s. {citation.page}" if citation.page else ""
    place = ", ".join(filter(None, [citation.section, page]))
    parts = [f"{citation.publisher}{year}: {citation.title}", place, citation.url]
    return ". ".join(filter(None, parts))


def nearest(answer: Answer) -> list[str]:
    """Title and section of the passages that come nearest to what was asked."""
    return [f"{found.passage.title}: {found.passage.section}" for found in answer.passages[:3]]


def _citation(citation: Citation) -> dict[str, Any]:
    fields = asdict(citation)
    del fields["passage"]
    return fields
