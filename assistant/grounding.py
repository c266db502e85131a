"""A text that a language model wrote, held against what it cites: sentences that the sources do not carry fall.

No language model takes part. A sentence stands when it names a citation that is there and everything in it
that can be compared is in the words cited: quotations, numbers, ages and their limits, laws and §§, negation,
duty and right, and most of its words. A sentence too many falls rather than one too few; the quotations
themselves are shown in any case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Statement
from assistant.claims import age_limits, ages, clear_ages, laws, numbers, ungranted
from assistant.language import Language, detect
from assistant.polarity import Polarity, Translate, inverts
from corpus.document import fold
from index.analysis import content_words, terms
from index.sentences import ENDS_WITH_ABBREVIATION

MARKER = re.compile(r"\s*[\[【]\s*(\d+(?:\s*[,;]\s*\d+)*)\s*[\]】]")
MARKER_AFTER_STOP = re.compile(r"([.!?][»”\"’)]*)((?:\s*[\[【]\s*\d+(?:\s*[,;]\s*\d+)*\s*[\]】])+)")
"""Most models put the marker behind the full stop; here it belongs to the sentence before."""
SENTENCE_END = re.compile(r"(?<=[.!?»”\"’)])(?<![^.!?][»”\"’)])\s+")
LIST_MARK = re.compile(r"^(?:[-*•#>]+|\d{1,2}[.)](?=\s+[A-ZÆØÅ«]))\s+")
EMPHASIS = re.compile(r"\*\*|__|`")
VERDICT = re.compile(r"^(?:ja|jo|nei|yes|no)\b[,.:!]?\s+(?=\w)", re.IGNORECASE)
SAYS_NOTHING = re.compile(r"\W*(?:ja|jo|nei|yes|no)?\W*", re.IGNORECASE)
QUOTED = re.compile(r"«([^»]*)(?:»|$)|“([^”]*)(?:”|$)|\"([^\"]*)(?:\"|$)")
ADDRESS = re.compile(r"(?:https?:|www\.)[^\s)\]]+|[\w.+-]+@[\w-]+\.\w+", re.IGNORECASE)
SHARED_TRANSLATED = 2
"""The least number of Norwegian words for an English sentence that the words cited must have."""
SHARED = 0.25
"""The least share of a sentence's index terms that the words cited in the same language must have."""


class Fault(StrEnum):
    """Why a sentence does not stand."""

    NO_MARKER = "no_marker"
    UNKNOWN_MARKER = "unknown_marker"
    QUOTE = "quote"
    ADDRESS = "address"
    NUMBER = "number"
    AGE = "age"
    LAW = "law"
    NEGATION = "negation"
    MODALITY = "modality"
    WORDS = "words"


@dataclass(frozen=True)
class Dropped:
    """A sentence that does not stand, and why."""

    text: str
    fault: Fault


@dataclass(frozen=True)
class Grounded:
    """What is left of a written text."""

    standing: tuple[Statement, ...]
    """Sentences without their markers, each with the numbers of the citations that carry it."""
    dropped: tuple[Dropped, ...]

    @property
    def enough(self) -> bool:
        """Whether at least one sentence stands, and at least half of them."""
        return len(self.standing) >= max(1, len(self.dropped))


@dataclass(frozen=True)
class _Cited:
    """The words that one sentence cites."""

    quotes: str
    said: str
    """The quotes and the reviewed sentences about them."""
    known: str
    """All that, and what is shown beside the quotes: title, publisher, year, section."""


def checked(
    text: str,
    citations: Mapping[int, str],
    reviewed: Mapping[int, str] | None = None,
    beside: Mapping[int, str] | None = None,
    language: Language | None = None,
    translate: Translate = str,
) -> Grounded:
    """The sentences of `text` that their citations carry, and those that fell.

    `citations` are the quotes by number. `reviewed` holds sentences that people wrote about them (rule
    cards): they carry a sentence as the quotes do, but quotation marks stand for the quotes alone. `beside`
    is what is shown with a quote (title, publisher, year, section): it carries names, numbers and §§ only.
    `language` is that of the text, where it is known, and `translate` gives Norwegian words for English
    ones, without which few English sentences stand over Norwegian quotes.
    """
    to_norwegian = translate if (language or detect(text)) == "en" else None
    standing: list[Statement] = []
    dropped: list[Dropped] = []
    for sentence in _sentences(text):
        words, known = _bare(sentence), [number for number in _named(sentence) if number in citations]
        cited = _cited(known, citations, reviewed or {}, beside or {})
        fault = _fault(words, cited, to_norwegian) if known else _unmarked(sentence)
        if fault:
            dropped.append(Dropped(words, fault))
        else:
            standing.append(Statement(words, tuple(known)))
    return Grounded(tuple(standing), tuple(dropped))


def _named(sentence: str) -> list[int]:
    """The numbers in a sentence's markers, each once."""
    numbers_named = (int(number) for match in MARKER.finditer(sentence) for number in re.findall(r"\d+", match[1]))
    return list(dict.fromkeys(numbers_named))


def _unmarked(sentence: str) -> Fault:
    return Fault.UNKNOWN_MARKER if _named(sentence) else Fault.NO_MARKER


def _cited(known: Sequence[int], *texts: Mapping[int, str]) -> _Cited:
    """What the known citations hold of quotes, reviewed sentences and what is shown beside them."""
    quotes, reviewed, beside = ([text[number] for number in known if number in text] for text in texts)
    return _Cited("\n".join(quotes), "\n".join([*quotes, *reviewed]), "\n".join([*quotes, *reviewed, *beside]))


def _bare(sentence: str) -> str:
    """A sentence without markers, and without the yes or no that the program gives by itself."""
    words = VERDICT.sub("", MARKER.sub("", sentence).strip())
    return words[:1].upper() + words[1:]


def _fault(sentence: str, cited: _Cited, translate: Translate | None) -> Fault | None:
    """The first thing in a sentence that what it cites does not carry."""
    said, known, english = cited.said, cited.known, translate is not None
    negated = Polarity.of(sentence, english=english).negated
    faults = {
        Fault.QUOTE: not all(fold(quote) in fold(cited.quotes) for quote in _quoted(sentence)),
        Fault.ADDRESS: not all(address in known for address in ADDRESS.findall(sentence)),
        Fault.LAW: not laws(sentence) <= laws(known),
        Fault.AGE: not (clear_ages(sentence) <= ages(said) and age_limits(sentence) <= age_limits(said)),
        Fault.NUMBER: not numbers(sentence, english=english) <= numbers(known, english=False),
        Fault.NEGATION: inverts(sentence, said, translate),
        Fault.MODALITY: not negated and ungranted(sentence, said),
        Fault.WORDS: not _shares_words(sentence, known, translate),
    }
    return next((fault for fault, found in faults.items() if found), None)


def _quoted(sentence: str) -> Iterator[str]:
    for match in QUOTED.finditer(sentence):
        yield next(group for group in match.groups() if group is not None)


def _shares_words(sentence: str, source: str, translate: Translate | None) -> bool:
    """Whether enough of a sentence's words are in what it cites."""
    if translate:
        return (
            len(set(content_words(f"{sentence} {translate(sentence)}")) & set(content_words(source)))
            >= SHARED_TRANSLATED
        )
    wanted = set(terms(sentence))
    return bool(wanted) and len(wanted & set(terms(source))) >= SHARED * len(wanted)


def _sentences(text: str) -> Iterator[str]:
    """Sentences with the markers that belong to them; no quotation and no abbreviation is cut."""
    text = MARKER_AFTER_STOP.sub(r"\2\1 ", EMPHASIS.sub("", text))
    for line in text.splitlines():
        begun = ""
        for piece in SENTENCE_END.split(LIST_MARK.sub("", line.strip())):
            begun = f"{begun} {piece}".strip()
            if not _unfinished(begun):
                yield from _telling(begun)
                begun = ""
        yield from _telling(begun)


def _unfinished(piece: str) -> bool:
    return piece.count("«") > piece.count("»") or ENDS_WITH_ABBREVIATION.search(piece) is not None


def _telling(piece: str) -> Iterator[str]:
    """The piece, unless it is a mere yes or no, or no words at all."""
    if not SAYS_NOTHING.fullmatch(piece):
        yield piece
