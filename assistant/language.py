"""Which language a question is written in: bokmål, nynorsk or English.

Questions are too short and too hurried for statistical recognisers; the small words that only one
of the three languages has decide, and bokmål where none of them occurs.
"""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["nb", "nn", "en"]

WORD = re.compile(r"[^\W\d_]+")
# Words that only one of the three languages writes so.
MARKERS: dict[Language, frozenset[str]] = {
    "nb": frozenset(
        """jeg ikke hva hvem hvor hvorfor hvordan hvilke hvilken hvilket en være noe noen bare fra gjøre sier
        hjem hjemme sammen skole skolen hun hos selv mye videre mer flere også siden disse ble hører kommer kjenner
        ønsker trenger tjenester""".split()  # noqa: SIM905 - a list of words is read more easily so
    ),
    "nn": frozenset(
        """eg ikkje kva kven kvar kvifor korleis korfor kor ein ei eit dei vere vera noko nokon nokre berre frå
        gjere seier heim heime saman skulen ho hjå sjølv mykje vidare meir fleire òg sidan vart høyrer kjem ynskjer
        rettleiing stønaden tenester tenesta ungdomar deltakar deltakarar kommunane kontora""".split()  # noqa: SIM905
    ),
    "en": frozenset(
        """the what when who why how which can does is are was were should must may has had did will would with
        without from of and or not if there their they he she his him our your an be been get gets between
        before after any""".split()  # noqa: SIM905
    ),
}


def detect(text: str) -> Language:
    """The language of a question; bokmål when nothing tells."""
    words = WORD.findall(text.lower())
    counts = {language: sum(word in markers for word in words) for language, markers in MARKERS.items()}
    best = max(counts.values())
    # On a tie the rarer language wins: its markers are the more telling ones.
    return next(language for language in ("nn", "en", "nb") if counts[language] == best) if best else "nb"
