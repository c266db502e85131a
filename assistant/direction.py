"""What is said -> whether it is the reverse of what it names: "kan vi la være å ...", "avslå", "bare for ..."."""

from __future__ import annotations

import re

from assistant.asking import AskedModality, asking

REVERSING = re.compile(
    r"""\b(?:u(?:ten|tan)(?!\s+videre)|ikkj?e|aldri|inge[nt]|ingenting|verken|korkje|without|not|never|no|none|\w+n't|neither
    |la(?:r|te)?\s+(?:være|vere|vera)|skip\w*|velge\s+bort|velje\s+bort|droppe\w*|slippe\w*|sleppe\w*|unngå\w*|unnlat\w*
    |mot\s+(?:sin|hans|hennes|hennar|sitt)\s+vil[lj]\w*|lite\s+(?:bruk\w*|utbredt)|varsom\w*|frivillig\w*|uavhengig)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that turn what is said; two of them say it again."""
DENYING = re.compile(
    r"\b(?:avsl[åa]\w*|avvis\w*|nekt\w*|(?:si|seie|sier|seier|sa)\s+nei|reject\w*|refus\w*|den(?:y|ied)|turn\w*\s+\w+\s+(?:away|down))\b",
    re.IGNORECASE,
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
RHETORICAL = re.compile(
    r"\b(?:kan|må|skal|bør|er|har|burde|skulle)\s+(?:vi|jeg|eg|me|det|man|en|ein|de|dei)\s+ikkj?e\b", re.IGNORECASE
)
"""Asks the same as without the "ikke": "må vi ikke ...?"."""


def reversed_question(question: str) -> bool:
    """Whether a question, from its verb on, asks about the reverse of what it names; denying is apart."""
    asked = _main(RHETORICAL.sub(" ", question))
    only = asking(question).modality is AskedModality.HOLDS and ONLY.search(asked) is not None
    return odd(len(REVERSING.findall(asked)), only)


def reversed_deed(deed: str) -> bool:
    """Whether a deed is to leave something undone, or to do only that."""
    main = _main(deed)
    return odd(len(REVERSING.findall(main)), len(ONLY.findall(main)))


def reversed_claim(claim: str) -> bool:
    """Whether a claim denies what it names."""
    return odd(len(REVERSING.findall(claim)))


def denies(text: str) -> bool:
    """Whether a question or deed is about denying something."""
    return DENYING.search(_main(text)) is not None


def odd(*turns: int) -> bool:
    """Whether so many turns leave a thing turned."""
    return sum(turns) % 2 == 1


def _main(text: str) -> str:
    """What is said, without reasons and conditions."""
    return SUBORDINATE.sub("", text)
