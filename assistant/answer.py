"""An answer and what it stands on. Citations are data that travel with it to the screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant import wording
from assistant.understanding import Query
from index.retrieve import Hit

BETWEEN_HEADINGS = " › "
"""Stands between the headings of a citation's section."""


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"
    OUT_OF_SCOPE = "out_of_scope"


REFUSED = (Outcome.NOT_FOUND, Outcome.OUT_OF_SCOPE)


class Verdict(StrEnum):
    """The answer to a yes/no question, where the sources give one."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"


@dataclass(frozen=True)
class Citation:
    """Words of a source, exactly as they stand, and where they stand."""

    n: int
    """The number of the marker [n] in the answer, from 1."""
    source: str
    """Id of the source."""
    title: str
    publisher: str
    kind: str
    year: int | None
    section: str
    page: int | None
    url: str
    quote: str
    """A substring of the passage's text."""
    passage: str
    """Id of the passage that holds the quote."""
    dated: str = ""
    """When the source is from, as readers are told: see `Source.dated`."""


@dataclass(frozen=True)
class Statement:
    """One sentence or quotation of the answer and the numbers of the citations that carry it."""

    text: str
    citations: tuple[int, ...]

    @property
    def marked(self) -> str:
        """The text with its [n] markers."""
        return f"{self.text} {self.markers}".strip()

    @property
    def markers(self) -> str:
        """Such as "[1][2]"."""
        return "".join(f"[{n}]" for n in self.citations)


@dataclass(frozen=True)
class Notice:
    """Something the reader should know beside the answer (kind: old_source, assumed_law ...)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Answer:
    """What the assistant says to one question."""

    question: str
    query: Query
    outcome: Outcome
    lead: str
    """One sentence in the question's language that says what follows; states no rule."""
    statements: tuple[Statement, ...]
    """Quotations."""
    citations: tuple[Citation, ...]
    passages: tuple[Hit, ...]
    """The ten best, whether cited or not."""
    short: Statement | None = None
    """The short answer, from a rule card; None where no card fits the question."""
    written: tuple[Statement, ...] = ()
    """What a chat model wrote from the quotes, where one is configured; each sentence is checked."""
    depends: tuple[Statement, ...] = ()
    """What the short answer turns on, as questions."""
    weigh: tuple[Statement, ...] = ()
    """What must be assessed or documented."""
    plain: tuple[Statement, ...] = ()
    """What the quotations say, in plain words: where that is asked for, or the answer is in English."""
    verdict: Verdict | None = None
    notices: tuple[Notice, ...] = ()
    follow_ups: tuple[str, ...] = ()
    """Questions that the same sources answer."""
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """The answer on several lines, with [n] markers."""
        short = [self.short.marked] if self.short else []
        if self.written:
            short.append(" ".join(statement.marked for statement in self.written))
        beside = [
            "\n".join([heading, *(f"- {point.marked}" for point in points)]) for heading, points in self.beside
        ]
        quotes = [self.lead, *(statement.marked for statement in self.statements)]
        return "\n\n".join([*short, *beside, *quotes])

    @property
    def beside(self) -> list[tuple[str, tuple[Statement, ...]]]:
        """Points between the short answer and the quotations, under headings in the answer's language."""
        parts = ((wording.PLAIN, self.plain), (wording.DEPENDS, self.depends), (wording.WEIGH, self.weigh))
        return [(heading[self.query.language], points) for heading, points in parts if points]
