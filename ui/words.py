"""The Norwegian words of the page that depend on data: names of kinds, outcomes and places in a source."""

from __future__ import annotations

from collections.abc import Container
from urllib.parse import urlsplit

from assistant import wording
from assistant.answer import BETWEEN_HEADINGS, Answer, Citation, Outcome
from index.passage import Passage

OUTCOMES = {
    Outcome.ANSWERED: "Svar",
    Outcome.PARTIAL: "Svar på deler av spørsmålet",
    Outcome.NOT_FOUND: "Fant ikke svar i kildene",
    Outcome.OUT_OF_SCOPE: "Utenfor det kildene handler om",
}
LONGEST_QUESTION = 2000
TOO_LONG = (
    f"Spørsmålet er på mer enn {LONGEST_QUESTION} tegn og er derfor ikke sendt. Kort det ned, og prøv igjen."
)
LONGEST_COMMENT = 1000
DISCLAIMER = "Assistenten forklarer hva kildene sier. Den avgjør ingenting i en sak."


def kind_name(kind: str) -> str:
    """What readers call a kind of source; unknown kinds keep their own name."""
    return wording.KINDS["nb"].get(kind, kind.capitalize())


def personal(kinds: Container[str]) -> list[str]:
    """What readers call these kinds of personal data."""
    return [name for kind, name in wording.PERSONAL_KINDS["nb"].items() if kind in kinds]


def bounded(text: str) -> str:
    """A text of the question field; the page refuses a longer one kindly before it comes to this."""
    if len(text) > LONGEST_QUESTION:
        raise ValueError(TOO_LONG)
    return text


def heading(answer: Answer) -> str:
    """What stands above an answer; empty where nothing was searched, for then nothing can be missing."""
    if answer.outcome is Outcome.NOT_FOUND and not answer.query.terms:
        return ""
    return OUTCOMES[answer.outcome]


def origin(publisher: str, kind: str, dated: str, page: int | None = None) -> str:
    """Who says it, as what, when and on which page: "Statsforvalteren i Innlandet · Tilsyn · 2022 · side 3"."""
    parts = [publisher, kind_name(kind), dated, f"side {page}" if page else ""]
    return " · ".join(filter(None, parts))


def nearest(section: str) -> str:
    """The heading right above a passage, of all those that it stands under."""
    return section.split(BETWEEN_HEADINGS)[-1].rstrip(" :")


def place(section: str, page: int | None) -> str:
    """Where it stands in the source: "2.1 Funn, side 3"."""
    return ", ".join(filter(None, [section.rstrip(" :"), f"side {page}" if page else ""]))


def pages(passage: Passage) -> str:
    """The page or pages of a passage: "Side 3" or "Side 3–4"; empty when not known."""
    known = [page for _, page in passage.page_breaks if page is not None]
    if not known:
        return ""
    first, last = min(known), max(known)
    return f"Side {first}" if first == last else f"Side {first}–{last}"


def link(url: str, page: int | None = None) -> str:
    """The address as it may be followed: only web addresses, and a PDF at its page."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return ""
    at_page = page and parts.path.lower().endswith(".pdf") and not parts.fragment
    return f"{url}#page={page}" if at_page else url


def reference(citation: Citation) -> str:
    """A citation as one line of a source list."""
    parts = [
        f"[{citation.n}] {citation.title}",
        origin(citation.publisher, citation.kind, citation.dated),
        place(citation.section, citation.page),
        link(citation.url, citation.page),
    ]
    return ". ".join(filter(None, parts))
