"""Where persons are named in a text: known names, and words after "heter" or "klienten".

Many Norwegian names are also words ("Even", "Liv", "Per") or places ("Strand"); these count only beside
another name or after words that announce one. A capital letter alone, as at the start of a sentence, says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.known_names import PARTICLES, Word, words, words_of
from index.analysis import STOP_WORDS

LONGEST_SHORTENED = 3
"""Letters of "hr", "mrs": a full stop may follow."""
LONGEST_NAME = 6
"""Words of a name at most."""
CITATION = re.compile(r"\s(?:mfl|m\.fl|et\sal|og\smedarb)|\s?\((?:19|20)\d\d\b|,\s(?:19|20)\d\d\)")
"""After a surname: it is an author's."""

CALLED = words_of("heter hete heiter heite het hette kalles kalt kalla named called navn namn name")
TITLES = words_of("fru herr hr frk frøken familien familie mr mrs ms miss")
OF = words_of("til av to of")
RELATIVE = re.compile(
    r"(?:mor|mora|moren|far|faren|foreldra|foreldrene|sønnen|sonen|dattera|datteren|dottera|søstera|søsteren|systera"
    r"|broren|kjæresten|verga|vergen|mother|father|parents|son|daughter|sister|brother|guardian)"
)
"""Before "til": the name of a person follows."""
SURNAME_ENDING = re.compile(
    r"\w{2,}(?:sen|stad|land|dal|dalen|berg|rud|vik|heim|nes|bø|haug|haugen|lund|strøm|gård|bakken|moen|set|seth|eng|lien"
    r"|li|ås|vold|tveit|holm|ova|enko|ska|ski|vic|ian|oglu|zadeh)s?"
)
"""After a given name in lower case: it is the surname, in no list."""
STARTER = re.compile(
    r"\w+[rt]|ble|ga|tok|kom|så|sa|med|om|og|men|hva|når|hvis|kan|skal|vil|må|bør|is|was|did|does|can|may|will"
    r"|should|must|has|if|and|what|why|how|when|for|fra|til|søknaden|saken|vedtaket|klagen|hei|kjære|dear"
)
"""Starts a sentence before a name, and is none."""
OWNERS = words_of("min vår hans hennes hennar deres my our her his their er is ved med by kalt")
"""Words that may stand between "klienten" or "navn" and the name."""
PERSON = re.compile(
    r"(?:\w+-)?(?:han|hun|ho|he|she|jeg|eg|guten|(?:bruk[ea]r|klient|gutt|ungdom|søk[ea]r|deltak[ea]r|elev|sønn|mann|nabo|verge"
    r"|kjærest|venn|lær[ea]r|lege|rådgiv[ea]r|pappa|mamma|person)(?:e|en|a|n)?|jent[ea]|kvinn[ea]|mor[ea]?n?|far[ea]?n?|bror[ea]?n?"
    r"|s[øy]ster[ea]?n?|søsteren|datter[ea]?n?|dotter[ea]?|son(?:en)?|barn(?:et)?|\w*åring(?:en)?|saksbehandler(?:en)?"
    r"|sakshandsamar(?:en)?|veileder(?:en)?|rettleiar(?:en)?|boy|girl|client|user|applicant|mother|father|brother"
    r"|sister|daughter|man|woman|child|friend|caseworker|teenager)"
)
SAID_OF_A_PERSON = re.compile(r"\w+(?:en|a|et|n)|client|user|applicant|mother|father|brother|sister|daughter|son")
"""The forms of `PERSON` after which a name follows: "bruker" and "søker" are verbs, too."""
THING = re.compile(
    r"\w*(?:prosjekt|tiltak|kurs|skjema|kontor|team|program|ordning|stønad|lov|senter|sent[er]+|skole|skule|rapport|metode"
    r"|project|course|form|office|measure|scheme|circular)(?:et|en|a|t)?"
)
NEAR = 6
"""Words before "heter" that tell who or what is called so."""


def person_names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each name of a person, in order."""
    found = words(text)
    at = 0
    while at < len(found):
        if not _starts_name(found, at, text):
            at += 1
            continue
        end = _end_of_name(found, at)
        yield found[at].start, found[end - 1].end
        at = end


def _starts_name(words: Sequence[Word], at: int, text: str) -> bool:
    word = words[at]
    if not word.is_capital and not word.lists:
        return False
    if at and words[at - 1].lower in {"st", "sankt"}:
        return False
    if word.is_given or _is_announced(words, at):
        return True
    following = words[at + 1] if at + 1 < len(words) else None
    if following and _is_pair(word, following):
        return True
    return word.is_capital and word.is_surname and not CITATION.match(text, word.end)


def _is_pair(word: Word, following: Word) -> bool:
    """Whether a word that alone is no name is one with the next: "Liv Strand", "per hansen", "O. Nordmann"."""
    if word.is_capital and len(word.text) == 1:
        return following.before in {" ", ".", ". "} and following.is_capital and following.is_surname
    if word.is_surname and word.is_capital and following.before == ", ":
        return following.is_capital and (following.is_given or following.may_be_given)
    if not following.follows:
        return False
    if word.may_be_given:
        capitals = word.is_capital and following.is_capital
        strange = word.is_within_sentence and word.may_be_a_name and following.may_be_a_name
        return following.is_surname or (capitals and (strange or following.is_name))
    first = word.may_be_a_name and (word.is_within_sentence or not _starts_sentence(word))
    return first and following.is_capital and (following.is_surname or following.is_given)


def _starts_sentence(word: Word) -> bool:
    """Whether a word is one that a sentence begins with rather than an unknown name."""
    return bool(word.lower in STOP_WORDS or STARTER.fullmatch(word.lower) or PERSON.fullmatch(word.lower))


def _end_of_name(words: Sequence[Word], at: int) -> int:
    """The number of the word after the name that starts at a word."""
    end = at + 1
    if _is_reversed(words, at):
        end += 1
    while end < min(len(words), at + LONGEST_NAME):
        step = _step(words, end, words[at])
        if not step:
            break
        end += step
    return end


def _is_reversed(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].before == ", " and _is_pair(words[at], words[at + 1])


def _step(words: Sequence[Word], at: int, first: Word) -> int:
    """How many words more, from one on, belong to a name; 0: it ends before."""
    word = words[at]
    is_after_initial = word.before == ". " and len(words[at - 1].text) == 1
    if not word.follows and not is_after_initial:
        return 0
    if word.lower in PARTICLES or (len(word.text) == 1 and word.is_capital and word.lower != "i"):
        rest = words[at + 1 : at + 3]
        return 1 if any(later.may_be_a_name and later.before in {" ", ". "} for later in rest) else 0
    if word.is_capital:
        return int(word.is_name or word.may_be_a_name)
    if first.is_capital or not first.is_given:
        return int(word.is_given or word.is_surname)
    return int(word.is_given or word.may_be_surname or SURNAME_ENDING.fullmatch(word.lower) is not None)


def _is_announced(words: Sequence[Word], at: int) -> bool:
    """Whether the words before say that a name comes: "heter", "klienten", "Fru"."""
    word = words[at]
    cue = _cue(words, at)
    if cue is None:
        return False
    before = words[cue].lower
    if before in TITLES:
        return word.may_be_a_name and (
            word.before == " " or (word.before == ". " and len(before) <= LONGEST_SHORTENED)
        )
    if "." in word.before:
        return False
    if before in OF:
        return word.may_be_a_name and bool(cue and RELATIVE.fullmatch(words[cue - 1].lower))
    if before in CALLED:
        return _is_called(words, cue, word)
    if ":" in word.before or not PERSON.fullmatch(before):
        return False
    if word.is_capital and word.is_name:
        return word.is_within_sentence
    return word.may_be_a_name and bool(SAID_OF_A_PERSON.fullmatch(before))


def _cue(words: Sequence[Word], at: int) -> int | None:
    """The number of the word that may announce a name: the one before, or that before "min" ("klienten min")."""
    if not at or words[at].before.strip(" ,:.(\"«'"):
        return None
    cue = at - 1
    while cue > max(0, at - NEAR) and words[cue].lower in OWNERS and words[cue].follows:
        cue -= 1
    return cue


def _is_called(words: Sequence[Word], cue: int, word: Word) -> bool:
    """Whether a word after "heter" names a person and not a project."""
    nearest = (words[at].lower for at in range(cue - 1, max(-1, cue - 1 - NEAR), -1))
    kinds = (
        THING if THING.fullmatch(near) else PERSON
        for near in nearest
        if THING.fullmatch(near) or PERSON.fullmatch(near)
    )
    kind = next(kinds, None)
    if kind is THING:
        return False
    if word.is_name:
        return True
    return word.may_be_a_name and (kind is PERSON or word.before.startswith(":"))
