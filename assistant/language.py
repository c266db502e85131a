"""Which language a question is written in: bokmål, nynorsk or English.

Questions are too short and too hurried for statistical recognisers; the small words that only one
of the three languages has decide, and bokmål where none of them occurs.
"""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["nb", "nn", "en"]

WORD = re.compile(r"[^\W\d_]+")
MARKERS: dict[Language, frozenset[str]] = {
    "en": frozenset(
        "the what when who why how which can does do is are was were should must may has have had did will would "
        "with without from to of and or not if there their they he she his her him we our you your a an be been "
        "get gets for between before after any".split()
    ),
    "nn": frozenset(
        "eg ikkje kva kven kvar kvifor korleis korfor kor ein ei eit dei me vere vera noko nokon nokre berre frå "
        "gjere seier heim heime saman skule skulen ho hjå då sjølv mykje vidare meir fleire òg sidan desse dette "
        "vart blei høyrer kjem kjenner ynskjer treng rett rettleiing stønaden tenester tenesta vedtaka barna "
        "ungdomar hjelper deltakar deltakarar kommunane kontora".split()
    )
    - {"dette", "desse", "rett", "barna", "hjelper", "treng"},
    "nb": frozenset(
        "jeg ikke hva hvem hvor hvorfor hvordan hvilke hvilken hvilket en et de vi være noe noen bare fra gjøre "
        "sier hjem hjemme sammen skole skolen hun hos da selv mye videre mer flere også siden disse ble hører "
        "kommer kjenner ønsker trenger tjenester".split()
    ),
}
# Words that two of the languages share say nothing.
SHARED = (MARKERS["en"] & (MARKERS["nb"] | MARKERS["nn"])) | (MARKERS["nb"] & MARKERS["nn"]) | {"for", "to", "a", "an"}


def detect(text: str) -> Language:
    """The language of a question; bokmål when nothing tells."""
    words = [word for word in WORD.findall(text.lower()) if word not in SHARED]
    counts = {language: sum(word in markers for word in words) for language, markers in MARKERS.items()}
    best = max(counts.values())
    # On a tie the rarer language wins: its markers are the more telling ones.
    return next(language for language in ("nn", "en", "nb") if counts[language] == best) if best else "nb"
