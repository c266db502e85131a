"""An answer as text for elsewhere: Markdown, and a note for a case file or a vedtak.

In Markdown every special character of a source or a question is escaped: nothing of them becomes markup,
a link or HTML. The note names its sources as a vedtak does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant import wording
from assistant.answer import BETWEEN_HEADINGS, Answer, Citation, Statement
from assistant.language import Language
from assistant.report import nearest
from corpus.document import fold
from corpus.known_laws import known_laws
from corpus.own import KIND as OWN_DOCUMENT
from corpus.rank import LAWS
from corpus.rundskriv_header import law_of
from index.references import SOCIAL_SERVICES_ACT, references

SPECIAL = re.compile(r"[\\`*_\[\]<>&|~$@#]|:(?=//)|\.(?=[^\W\d])")
"""Marks something wherever it stands; some programs make links of bare addresses, too."""
SPECIAL_AT_START = re.compile(r"^(?:(\d+)(?=[.)])|(?=[-+=:]))")
WEB_ADDRESS = re.compile(r"https?://[^\s<>]+")
QUALIFIES = "limit"
"""The kind of notice that belongs to the short answer wherever it goes: how far it reaches."""
NUMBERED_TITLE = re.compile(r"\w+ nr\. ?\d+/\d{4}\b")
NUMBERED_HEADING = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=[A-ZÆØÅ])")
"""Not "16-åringer" or "17 år og yngre"."""


def as_markdown(answer: Answer) -> str:
    """The whole answer, its notices and the numbered list of its sources."""
    language = answer.query.language
    parts = [
        f"# {_line(answer.question)}",
        *([f"**{wording.SHORT[language]}:** {_marked(answer.short)}"] if answer.short else []),
        " ".join(map(_marked, answer.written)),
        *(part for heading, points in answer.beside for part in _points(heading, points)),
        _line(answer.lead),
        *map(_block_quote, answer.statements),
        *(f"**{wording.NOTE[language]}:** {_line(notice.text)}" for notice in answer.notices),
        *_listed(answer),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def as_note(answer: Answer) -> str:
    """The short answer, or the quotes where there is none, with its sources as a vedtak cites them."""
    language = answer.query.language
    said = [answer.short] if answer.short else answer.statements
    limits = [notice.text for notice in answer.notices if notice.kind == QUALIFIES and answer.short]
    cited = list(_cited(answer, said))
    parts = [
        f"{wording.QUESTION[language]}: {fold(answer.question)}",
        "" if answer.short else answer.lead,
        *(statement.marked for statement in said),
        *(f"{wording.NOTE[language]}: {limit}" for limit in limits),
        "\n".join([f"{wording.SOURCES[language]}:", *cited] if cited else nearest(answer)),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _line(text: str) -> str:
    """A text on one line in which nothing is Markdown."""
    return SPECIAL_AT_START.sub(r"\1\\", SPECIAL.sub(r"\\\g<0>", fold(text)))


def _marked(statement: Statement) -> str:
    return f"{_line(statement.text)} {statement.markers}".strip()


def _points(heading: str, points: Iterable[Statement]) -> Iterator[str]:
    yield f"**{heading}**"
    yield "\n".join(f"- {_marked(point)}" for point in points)


def _block_quote(statement: Statement) -> str:
    """Each line of the source on a line of its own; its lists and tables stay the characters that they are."""
    lines = [_line(line) for line in statement.text.splitlines() if line.strip()]
    return "> " + "\\\n> ".join(lines) + f" {statement.markers}"


def _listed(answer: Answer) -> Iterator[str]:
    """The sources of the answer, or the nearest ones, under their heading."""
    language = answer.query.language
    if answer.citations:
        yield f"## {wording.SOURCES[language]}"
        yield "\n".join(f"{citation.n}. {_source(citation, language)}" for citation in answer.citations)
    elif answer.passages:
        yield f"## {wording.NEAREST[language]}"
        yield "\n".join(f"- {_line(found)}" for found in nearest(answer))


def _source(citation: Citation, language: Language) -> str:
    kind = wording.KINDS[language].get(citation.kind, citation.kind.capitalize())
    facts = [
        citation.title.rstrip("."),
        citation.publisher,
        _joined(kind, citation.dated),
        _joined(citation.section.rstrip(" :"), _page(citation, language)),
    ]
    address = f"<{citation.url}>" if WEB_ADDRESS.fullmatch(citation.url) else ""
    return ". ".join(filter(None, [_line(". ".join(filter(None, facts))), address]))


def _cited(answer: Answer, said: Iterable[Statement]) -> Iterator[str]:
    """The sources of what is said, and of nothing else: a vedtak must not refer to what it does not use."""
    numbers = {n for statement in said for n in statement.citations}
    for citation in answer.citations:
        if citation.n in numbers:
            yield f"[{citation.n}] {_as_in_vedtak(citation, answer.query.language)}"


def _as_in_vedtak(citation: Citation, language: Language) -> str:
    """Such as "jf. sosialtjenesteloven § 17; Statsforvalteren i Innlandet, «Tilsyn» (2022), pkt. 2.1, s. 4"."""
    publisher = "" if citation.kind == OWN_DOCUMENT else citation.publisher
    place = _joined(publisher, _work(citation), _point(citation, language), _page(citation, language))
    return f"{wording.SEE[language]} {'; '.join([*_laws(citation, language), place])}"


def _work(citation: Citation) -> str:
    """A letter that has a number goes by it, others by their title and year."""
    title = fold(citation.title)
    numbered = NUMBERED_TITLE.match(title)
    if numbered:
        return numbered[0][0].lower() + numbered[0][1:]
    year = str(citation.year or "")
    return f"«{title}»" if year in title else f"«{title}» ({year})"


def _point(citation: Citation, language: Language) -> str:
    headings = citation.section.split(BETWEEN_HEADINGS)
    numbers = [match[1] for match in map(NUMBERED_HEADING.match, headings) if match]
    return f"{wording.POINT[language]} {numbers[-1]}" if numbers else fold(headings[-1]).rstrip(" :")


def _page(citation: Citation, language: Language) -> str:
    return f"{wording.PAGE[language]} {citation.page}" if citation.page else ""


def _laws(citation: Citation, language: Language) -> Iterator[str]:
    """The §§ that the quote names, those of a law together."""
    if citation.kind in LAWS:
        yield from _own_section(citation, language)
        return
    unnamed = "" if citation.kind == OWN_DOCUMENT else SOCIAL_SERVICES_ACT  # who knows what theirs are about
    unnamed = law_of(citation.title) or unnamed
    numbers: dict[str, dict[str, None]] = {}
    for reference in references(citation.quote):
        numbers.setdefault(reference.law or unnamed, {})[reference.number] = None
    for law, sections in numbers.items():
        *others, last = sections
        counted = f"§§ {', '.join(others)} {wording.AND[language]} {last}" if others else f"§ {last}"
        yield f"{_law_name(law, language)} {counted}".strip()


def _own_section(citation: Citation, language: Language) -> Iterator[str]:
    """The § that the quote stands in, by the name of its law."""
    names = next((law for law in known_laws() if law.id == citation.source), None)
    heading = citation.section.rpartition(BETWEEN_HEADINGS)[2]
    for reference in references(heading):
        name = {"nn": names.name_nn, "en": names.name_en}.get(language, names.name) if names else citation.title
        yield f"{name} § {reference.number}"


def _law_name(law: str, language: Language) -> str:
    return law.replace("tjeneste", "teneste").replace("loven", "lova") if language == "nn" else law


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))
