"""What somebody asked."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """A question, and the earlier questions of the same conversation, oldest first.

    Letters are composed (NFC): "å" is one character, also where a keyboard or a file wrote two.
    """

    text: str
    context: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Compose the letters of all texts."""
        object.__setattr__(self, "text", unicodedata.normalize("NFC", self.text))
        earlier = tuple(unicodedata.normalize("NFC", text) for text in self.context)
        object.__setattr__(self, "context", earlier)
