"""Ids for the user's documents, made from the names of their files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import count

LONGEST_NAME = 60
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


def ids(name: str) -> Iterator[str]:
    """Ids from the file's name, marked as the user's so that none is ever that of a shipped source."""
    plain = unicodedata.normalize("NFC", name).lower().translate(LETTERS)
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_NAME].strip("-")
    base = f"egen-{words or 'fil'}"
    return (base if number == 1 else f"{base}-{number}" for number in count(1))
