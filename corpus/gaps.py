"""What users ask that the shipped sources do not answer, and where the answer is to be found.

A refusal that can name what is missing is worth more than a bare "fant ikke svar". Kept in `gaps.toml`; a
test sees to it that none of a gap's telling words has come into the sources.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

GAPS = Path(__file__).with_name("gaps.toml")


@dataclass(frozen=True)
class Gap:
    """One matter that the shipped sources do not answer."""

    id: str
    outcome: Literal["not_found", "out_of_scope"]
    nb: str
    """Completes "Kildene sier ikke ..."."""
    nn: str
    en: str
    where: str
    """Where to look, such as "forvaltningsloven § 29"; empty where nowhere in particular."""
    absent: tuple[str, ...]
    """Beginnings of words that a text answering it would have; a passage with one of them closes the gap."""
    questions: tuple[str, ...]

    def say(self, language: str) -> str:
        """What is missing, in "nb", "nn" or "en"."""
        return {"nb": self.nb, "nn": self.nn}.get(language, self.en)


GAP_LIST = TypeAdapter(tuple[Gap, ...])


def load_gaps(file: Path = GAPS) -> tuple[Gap, ...]:
    """All gaps in the order of the file; raises ValueError when one lacks a field."""
    return GAP_LIST.validate_python(tomllib.loads(file.read_text(encoding="utf-8"))["gap"])
