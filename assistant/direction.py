"""What is said -> whether it is the reverse of what it names: "kan vi la være å ...", "avslå", "bare for ..."."""

from __future__ import annotations

import re

from assistant.asking import AskedModality, asking

REVERSING = re.compile(
    r"""\b(?:u(?:ten|tan)(?!\s+videre)|ikkj?e|aldri|inge[nt]|ingenting|verken|korkje|without|not|never|no|none|\w+n't|neither
    |la(?:r|te)?\s+(?:være|vere|vera)|skip\w*|velge\s+bort|velje\s+bort|droppe\w*|slippe\w*|sleppe\w*|unngå\w*|unnlat\w*
    |mot\s+(?:sin|hans|hennes|hennar|sitt)\s+vil[lj]\w*|lite\s+(?:bruk\w*|utbredt)|varsom\w*|frivillig\w*|uavhengig(?!\s+av\s+(?:hv|kva|kor|om)))\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that turn what is said; two of them say it again."""
DENYING = re.compile(
    r"""\b(?<!før\s)(?<!ved\s)(?<!etter\s)(?:avsl[åa]\w*|avvis\w*|nekt\w*|(?:si|seie|sier|seier|sa)\s+nei
    |reject\w*|refus\w*|den(?:y|ied)|turn\w*\s+\w+\s+(?:away|down))\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Who denies does the reverse of what a right or a duty is about."""
ONLY = re.compile(
    r"\b(?:bare|berre|kun|only)\b(?!\s+(?:\d|én\b|ein\b|en\b|ett\b|one\b|a\b|for\s+\d))", re.IGNORECASE
)
SUBORDINATE = re.compile(
    r"""\b(?:fordi|ettersom|(?<!år\s)(?<!lenge\s)siden(?!\s+(?:\d|sist))|når|hvis|dersom|viss|selv\s+om|sjølv\s+om
    |mens|så\s+lenge|because|since(?!\s+\d)|when|if|although|even\s+though)\b[^,.;?!\n]*""",
    re.IGNORECASE | re.VERBOSE,
)
"""Reasons and conditions; a "not" in them turns nothing: "avslå fordi hun ikke møter" is still to refuse."""
BESIDE = re.compile(
    r"""\b(?:(?:som|who|which)\s+(?:\w+\s+)?(?:ikkj?e|aldri|verken|korkje|not|never|\w+n't)
    |(?:skriv\w*\s+ned|noter\w*|registrer\w*|write\s+down|record\w*)\s+(?:at|that)\b.*)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Who somebody is, and what is written down; a "not" in them turns nothing either."""
THERE_IS = re.compile(r"\b(?:det|there)\b", re.IGNORECASE)
"""In "var det noen som ikke ...?" it does."""
RHETORICAL = re.compile(
    r"\b(?:kan|må|skal|bør|er|har|burde|skulle)\s+(?:vi|jeg|eg|me|det|man|en|ein|de|dei)\s+ikkj?e\b", re.IGNORECASE
)
"""Asks the same as without the "ikke": "må vi ikke ...?"."""


def reversed_question(question: str) -> bool:
    """Whether a question, from its verb on, asks about the reverse of what it names; denying is apart."""
    asked = main_clause(RHETORICAL.sub(" ", question))
    only = asking(question).modality is AskedModality.HOLDS and _is_only(asked)
    return odd(_turns(asked), only)


def reversed_deed(deed: str, question: str) -> bool:
    """Whether a deed is to leave something undone, or to do only that where the question does not ask so, too."""
    main = main_clause(deed)
    only = _is_only(main) and (not _is_only(question) or asking(question).modality is AskedModality.HOLDS)
    return odd(_turns(main), only)


def reversed_claim(claim: str) -> bool:
    """Whether a claim denies what it names."""
    return odd(_turns(claim))


def denies(text: str) -> bool:
    """Whether a question or deed is about denying something."""
    return DENYING.search(main_clause(text)) is not None


def odd(*turns: int) -> bool:
    """Whether so many turns leave a thing turned."""
    return sum(turns) % 2 == 1


def main_clause(text: str) -> str:
    """What is said, without reasons and conditions."""
    return SUBORDINATE.sub("", text)


def _is_only(text: str) -> bool:
    """Whether something is said to be only so."""
    return ONLY.search(text) is not None


def _turns(text: str) -> int:
    main = text if THERE_IS.search(text) else BESIDE.sub("", text)
    return len(REVERSING.findall(main))
