"""The short answer that comes before the quotations."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Verdict
from assistant.evidence import Quote


@dataclass(frozen=True)
class Lead:
    """A sentence that answers, in the question's language, and what carries it."""

    text: str
    quotes: tuple[Quote, ...]
    verdict: Verdict | None = None
    missing: tuple[str, ...] = ()
    """Questions for the facts that were left out and on which the answer turns."""
    weigh: tuple[str, ...] = ()
    """What must be assessed or documented."""
    laws: tuple[str, ...] = ()
    """The §§ that it speaks of, such as "sosialtjenesteloven § 17"."""
    limit: str = ""
    """How far it reaches."""
