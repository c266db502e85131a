"""Answer -> the JSON of the command line's contract, and plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from assistant import wording
from assistant.answer import Answer, Citation
from corpus.document import Source
from corpus.law import Change
from corpus.own import Addition
from corpus.rank import rank_of


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
                "source": hit.passage.source,
                "section": hit.passage.section,
                "page": hit.passage.page_at(0),
                "text": hit.passage.text,
                "score": round(hit.score, 4),
            }
            for hit in answer.passages
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


def source_table(sources: Iterable[Source]) -> str:
    """The sources, one on a line, the most binding kind first and newest first within it."""
    ranked = sorted(sources, key=lambda source: (rank_of(source.kind), -(source.year or 0)))
    rows = (
        (one.id, one.kind, str(one.date or one.year or "uten dato"), f"{one.publisher}: {one.title}")
        for one in ranked
    )
    return "\n".join(map("\t".join, rows))


def law_changes(changes: Iterable[Change]) -> str:
    """What became of each law, or would, one on a line."""
    became = {
        "added": "hentet inn",
        "changed": "endret",
        "unchanged": "uendret",
        "missing": "finnes ikke hos Lovdata",
    }
    return "\n".join(
        "\t".join(
            filter(
                None,
                (
                    change.title,
                    became[change.status],
                    f"sist endret {change.after:%d.%m.%Y}" if change.after else "",
                    f"§ {', '.join(change.sections)}" if change.sections else "",
                ),
            )
        )
        for change in changes
    )


def reference(citation: Citation) -> str:
    """Where a quote stands: publisher, date, title, section and page."""
    dated = f" ({citation.dated})" if citation.dated else ""
    page = f"s. {citation.page}" if citation.page else ""
    place = ", ".join(filter(None, [citation.section, page]))
    parts = [f"{citation.publisher}{dated}: {citation.title}", place, citation.url]
    return ". ".join(filter(None, parts))


def nearest(answer: Answer) -> list[str]:
    """Title and section of the passages that come nearest to what was asked."""
    return [f"{found.passage.title}: {found.passage.section}" for found in answer.passages[:3]]


def _citation(citation: Citation) -> dict[str, Any]:
    fields = asdict(citation)
    del fields["passage"], fields["dated"]
    return fields
