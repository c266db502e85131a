"""Where the words of a quotation stand in a text."""

from __future__ import annotations

import re

Span = tuple[int, int]


def find_quote(text: str, quote: str) -> Span | None:
    """Start and end of a quotation; None when it does not stand there word for word.

    Only white space may differ. Nothing is guessed: a reader is better served by no mark than by a wrong one.
    """
    words = quote.split()
    if not words:
        return None
    match = re.search(r"\s+".join(map(re.escape, words)), text)
    return match.span() if match else None
