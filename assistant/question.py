"""What somebody asked."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from assistant.language import Language

LONGEST = 6_000
"""Characters of a question that are read, some two pages: as much as is answered in a second."""
LONGEST_EARLIER = 2_000
MOST_EARLIER = 10
"""Earlier questions that count; a conversation about one case is shorter."""
CUT = " …"


@dataclass(frozen=True)
class Question:
    """A question, and the earlier questions of the same conversation, oldest first.

    Letters are composed (NFC): "å" is one character, also where a keyboard or a file wrote two. Characters
    that do not show are gone: a soft hyphen parts no word, and nothing turns the direction of the text.
    A text that is too long ends with "…", so that everyone sees that it was cut.
    """

    text: str
    context: tuple[str, ...] = ()
    language: Language | None = None
    """In which the answer is wanted; None for that of the question."""
    sources: frozenset[str] = frozenset()
    """Ids of the sources to answer from; empty for all."""
    plain: bool = False
    """Whether the quotations are to be told in plain words as well."""

    def __post_init__(self) -> None:
        """Bring all texts in order."""
        object.__setattr__(self, "text", _in_order(self.text, LONGEST))
        earlier = tuple(_in_order(text, LONGEST_EARLIER) for text in self.context[-MOST_EARLIER:])
        object.__setattr__(self, "context", earlier)


def _in_order(text: str, longest: int) -> str:
    shown = "".join(map(_shown, _without_halves(_cut(text, longest))))
    return unicodedata.normalize("NFC", shown)


def _cut(text: str, longest: int) -> str:
    """The beginning of a text that is too long, cut between words where it has any."""
    if len(text) <= longest:
        return text
    beginning = text[: longest - len(CUT)]
    return (beginning.rsplit(maxsplit=1) or [""])[0] + CUT


def _shown(character: str) -> str:
    """The character; nothing for one that does not show, a space for a control character."""
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category == "Cc" and character != "\n" else character


def _without_halves(text: str) -> str:
    """The text with a sign for each half of a character, as a cut emoji leaves it; no encoding can write those."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
