"""Answers and passages as HTML. Nothing here knows of a browser or a server.

Every text passes through a template that escapes it; no HTML is put together by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answer import Answer, Citation, Outcome, Statement
from assistant.export import as_markdown, as_note
from assistant.language import Language
from corpus.document import Source
from index.passage import Passage
from index.retrieve import Hit
from ui import words
from ui.blocks import Block, make_blocks, on_one_line, passage_blocks
from ui.plain_text import for_copying
from ui.quote import find_quote
from ui.shape import Surroundings
from ui.templating import render

NEAREST = 3
"""So many passages are shown where no answer was found."""
LONGEST_BEGINNING = 220
"""Characters of a passage that is shown in a list."""
PAGE_LANGUAGE: Language = "nb"
LANGUAGE_NAMES = (("nb", "På bokmål"), ("nn", "På nynorsk"), ("en", "In English"))
COPIES = (
    ("text", "Kopier med kilder", for_copying),
    ("markdown", "Kopier som Markdown", as_markdown),
    ("note", "Kopier som notat", as_note),
)
"""What an answer can be copied as, and the names of the buttons."""


@dataclass(frozen=True)
class Said:
    """A statement of an answer as it is shown."""

    text: str
    citations: tuple[Citation, ...]
    language: str
    quoted: bool
    """True when the words are a source's own."""
    blocks: list[Block]
    """Of a quotation with a list, a table or several paragraphs; empty when the text is all there is."""


@dataclass(frozen=True)
class Found:
    """A passage in a list of finds."""

    passage: Passage
    source: Source
    beginning: str


@dataclass(frozen=True)
class Shown:
    """A passage in the source panel."""

    heading: str
    """The nearest; empty where it is the same as above."""
    pages: str
    """Empty where they are those of the passage above it."""
    blocks: list[Block]
    wanted: bool
    """True for the passage that was asked for, False for its neighbours."""


def answer(answer: Answer, sources: Mapping[str, Source]) -> str:
    """An answer with its sources and what else was found."""
    traced = _traced(answer, sources)
    finds = [find for find, _, used in traced if not used]
    found_nothing = answer.outcome in (Outcome.NOT_FOUND, Outcome.OUT_OF_SCOPE)
    return render(
        "answer.html",
        answer=answer,
        short=_said(answer.short, answer, sources) if answer.short else None,
        written=[_said(sentence, answer, sources) for sentence in answer.written],
        beside=[(head, [_said(point, answer, sources) for point in points]) for head, points in answer.beside],
        statements=[_said(statement, answer, sources) for statement in answer.statements],
        nearest=finds[:NEAREST] if found_nothing else [],
        others=finds[NEAREST:] if found_nothing else finds,
        copies=[(form, name, write(answer)) for form, name, write in COPIES],
        languages=[(code, name) for code, name in LANGUAGE_NAMES if code != answer.query.language],
        traced=traced,
    )


def finds(answer: Answer, sources: Mapping[str, Source]) -> str:
    """All that was found, best first, without an answer."""
    return render("finds.html", finds=[_found(hit, sources) for hit in answer.passages])


def source_panel(surroundings: Surroundings, source: Source, quote: str) -> str:
    """A passage in its place, the quotation marked where it can be found word for word."""
    return render(
        "source_panel.html",
        source=source,
        language=source.language or PAGE_LANGUAGE,
        section=surroundings.passage.section,
        page=_page(surroundings.passage, quote),
        passages=_in_reading_order(surroundings, quote),
        before=surroundings.before[-1] if surroundings.before else None,
        after=surroundings.after[0] if surroundings.after else None,
    )


def _traced(answer: Answer, sources: Mapping[str, Source]) -> list[tuple[Found, Hit, bool]]:
    """All that was found, the best first, with what each way of searching made of it and whether it is cited."""
    cited = {citation.passage for citation in answer.citations}
    return [(_found(hit, sources), hit, hit.passage.id in cited) for hit in answer.passages]


def _said(statement: Statement, answer: Answer, sources: Mapping[str, Source]) -> Said:
    cited = tuple(citation for citation in answer.citations if citation.n in statement.citations)
    quoted = next((citation for citation in cited if _is_quotation(statement.text, citation.quote)), None)
    source = sources.get(quoted.source) if quoted else None
    language = source.language if source else answer.query.language
    blocks = _blocks_of_quote(quoted, answer) if quoted else []
    return Said(statement.text, cited, language, quoted is not None, blocks)


def _blocks_of_quote(citation: Citation, answer: Answer) -> list[Block]:
    passages = (hit.passage for hit in answer.passages if hit.passage.id == citation.passage)
    passage = next(passages, None)
    blocks = make_blocks(citation.quote, continues_table=passage is not None and _begins_below(passage, citation))
    return blocks if len(blocks) > 1 or any(block.kind != "text" for block in blocks) else []


def _begins_below(passage: Passage, citation: Citation) -> bool:
    """True when a quotation leaves out the first row of the table that it begins in."""
    start, _ = find_quote(passage.text, citation.quote) or (0, 0)
    return any(part.kind == "table" and part.start < start < part.end for part in passage.parts)


def _is_quotation(text: str, quote: str) -> bool:
    return text.strip("«»").split() == quote.strip("«»").split()


def _found(hit: Hit, sources: Mapping[str, Source]) -> Found:
    passage = hit.passage
    return Found(passage, sources[passage.source], _beginning(passage.text))


def _beginning(text: str) -> str:
    """The beginning of a text on one line, cut between words."""
    line = on_one_line(text)
    return line if len(line) <= LONGEST_BEGINNING else line[:LONGEST_BEGINNING].rsplit(" ", 1)[0] + " …"


def _page(passage: Passage, quote: str) -> int | None:
    span = find_quote(passage.text, quote)
    return passage.page_at(span[0] if span else 0)


def _in_reading_order(surroundings: Surroundings, quote: str) -> list[Shown]:
    wanted = surroundings.passage
    passages = [*surroundings.before, wanted, *surroundings.after]
    return [
        _shown(passage, above, wanted, quote) for above, passage in zip([None, *passages], passages, strict=False)
    ]


def _shown(passage: Passage, above: Passage | None, wanted: Passage, quote: str) -> Shown:
    # The panel's top names the section of the passage that was asked for.
    same_section = (above or wanted).path == passage.path
    same_page = above is not None and words.pages(above) == words.pages(passage)
    quoted = find_quote(passage.text, quote) if passage is wanted else None
    return Shown(
        heading="" if same_section else words.nearest(passage.section),
        pages="" if same_page else words.pages(passage),
        blocks=passage_blocks(passage, above, quoted),
        wanted=passage is wanted,
    )
