"""Question -> Query: what was asked, in the form in which it is searched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from assistant.asking import Asks, asking
from assistant.language import Language, detect
from assistant.privacy import PLACEHOLDER
from assistant.question import Question
from index.analysis import STOP_WORDS, WORD, content_words
from index.references import SOCIAL_SERVICES_ACT, Reference, references, without_references

Found = TypeVar("Found")

OPENS_AS_FOLLOW_UP = re.compile(
    r"\W*(?:og|men|eller|enn|hva med|kva med|and|but|or|what about|what if)\b", re.IGNORECASE
)
TALK = """andre ellers flere fleire mer meir fortell fortel forklar utdyp si gjerne why how who what when where
    which not else more other others tell explain me us about it that please"""
BARE_WORDS = STOP_WORDS.union(TALK.split())
"""A question of only such words has no topic of its own: "hvorfor?", "hvem andre?", "fortell mer"."""
POINTS_BACK = re.compile(
    r"""\b(?:han|hun|ho|dem|disse|desse|dette|slikt|etterpå|they|them|he|she|those
    |slik(?!\s+at\b)
    |(?:den|dei?)(?!\s+(?:som|under|over|unge|yngste|eldste|enkelte|fleste|nye|ulike|andre|nedre|første|siste)\b)
    |(?:påvirker|påverkar|betyr|innebærer|inneber|gjør|gjer|sier|seier|si|mean|affect|about|do)\s+(?:det|that|it)
    |(?:det|that|it)(?=\W*$)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that stand for something said before; "det" and "it" mostly do not ("er det plikt til å ...")."""
PERSON = re.compile(r"\b(?:han|hun|ho|he|she)\b", re.IGNORECASE)
OWN_TOPIC = 2
"""So many content words beside a person are a topic."""
ABOUT_LAW = """står stend sier seier si says say said lyder lyd ordlyd ordlyden tekst teksten text innhold innhald
    gjengi vis show read les ledd lekk bokstav punktum siste første fyrste annet andre anna tredje fjerde femte
    sjette first second third subsection paragraph paragraf the of does do is in a an to what which lov loven lova
    act eksakt exact nøyaktig akkurat"""
BARE_STEMS = frozenset(word for text in (TALK, ABOUT_LAW) for word in content_words(text))
LOOK_UP = 1
"""A question with no more words than these beside its § and talk about law asks what the § says."""
TOPIC = 3
"""So many content words behind a question word make a question of its own."""
ASKS = re.compile(
    r"\b(?:hv\w+|kva|kven|kvar|korleis|kvifor|kor|what|who|how|why|when|where|which)\b", re.IGNORECASE
)
BARE_SECTION = re.compile(
    r"(?<![\w§.,/-])(?<!§ )(\d{1,2}a)(?![\w-])|(?<=med )(\d{1,2} a)(?=\W*$)|^(\d{1,2} a)(?=\W*$)", re.IGNORECASE
)
"""A § that was typed without its sign: "hva med 20a?"."""
REMEMBERED = 3
"""So many earlier questions are what the conversation is about."""
SHORT = 6
"""A question with fewer content words than this may lean on the one before it."""

NORWEGIAN_NUMBERS = """ett to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten
    atten nitten tjue tjueen tjueto tjuetre tjuefire tjuefem tjueseks tjuesju tjueåtte tjueni tretti"""
ENGLISH_NUMBERS = """thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one twenty-two
    twenty-three twenty-four twenty-five twenty-six twenty-seven twenty-eight twenty-nine thirty"""
OTHER_NUMBERS = {"eitt": 1, "syv": 7, "sjau": 7, "tyve": 20, "tjueett": 21, "tjueein": 21, "tredve": 30}
NUMBER_WORDS = OTHER_NUMBERS | {
    **{word: number for number, word in enumerate(NORWEGIAN_NUMBERS.split(), 1)},
    **{word: number for number, word in enumerate(ENGLISH_NUMBERS.split(), 13)},
}
NUMBER = rf"(?:\d{{1,2}}|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})"
SPELT_SECTION = re.compile(
    rf"\b(paragraf(?:en)?|section|§)\s+({'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})\b", re.IGNORECASE
)
AND = r"\s*(?:\b(?:og|eller|til|and|or|to)\b|[-–])\s*"
YEAR = r"(?:år|years?)\b(?!-|\s*(?:old|gam))"
SPOKEN_NUMBER = re.compile(rf"(?<![\w.,/]){NUMBER}(?=år|y|½|s?\b)", re.IGNORECASE)
RANGE_BEFORE = re.compile(rf"(?<![\w.,/]){NUMBER}{AND}$", re.IGNORECASE)
RANGE_AFTER = re.compile(rf"{AND}{NUMBER}(?=år|y|s?\b)", re.IGNORECASE)
HALF = re.compile(r"[.,]5\b|½|\s+1/2|\s+(?:og|and)\s+(?:et|eit|en|ein|a)\s+hal[vf]t?\b", re.IGNORECASE)
UNIT = re.compile(r"\s*-?\s*(?:år(?:s(?:-?\s?alder\w*)?|ing\w*|ig\w*|sdag\w*)?\b|years?\b|y/?o\b)", re.IGNORECASE)
AGE_BEFORE = re.compile(
    r"""\b(?:på|er|var|fyl(?:ler?|te?)?|bli|blir|ble|vert|vart|under|over|mellom|inntil|minst|alder(?:en)?
    |(?:eldre|yngre)\s+enn|til\s+og\s+med|aged?|is|turn(?:s|ed|ing)?|above|below|between|until|(?:older|younger)\s+than)
    \s+(?:(?:bare|berre|snart|nettopp|akkurat|nå|no|only|just|still)\s+)?$""",
    re.IGNORECASE | re.VERBOSE,
)
NO_AGE_BEFORE = re.compile(r"(?:§|\b(?:paragraf(?:en)?|sections?|kapittel|kap\.|punkt|nr\.?))\s*$", re.IGNORECASE)
SPAN_BEFORE = re.compile(r"\b(?:i|siste|in|last|past|hvert|kvart)\s+$", re.IGNORECASE)
SPAN = re.compile(rf"\s*{YEAR}", re.IGNORECASE)
LONG_AGO = re.compile(rf"\s*{YEAR}\s+(?:siden|sidan|ago|erfaring|experience)\b", re.IGNORECASE)
COUNTED = re.compile(
    r"""[\s.,:/]?\d|-[^\W\d]|\.\s*(?:jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des|ledd)
    |\s*%|\s+(?:prosent|pst|kr|tusen|mill|kontor|kommun|fylke|dag|uke|veke|måned|månad|time|minutt|gang|person
    |bruker|brukar|ungdom|unge|barn|elev|deltak|mottak|ansatt|tilsett|søknad|vedtak|sak|klage|plass|tiltak
    |prosjekt|stilling|spørsmål|av\b|percent|per\s+cent|days?\b|weeks?\b|months?\b|hours?\b|offices?\b|municipal
    |people|young|children|cases?\b|participants|questions|of\b)""",
    re.IGNORECASE | re.VERBOSE,
)
"""After a number: it counts something else than years."""
YOUNGER_THAN = re.compile(r"\b(?:under|yngre\s+enn|below|younger\s+than)\s+$", re.IGNORECASE)
NEAR = 60
"""Characters beside a number that tell what it counts."""
YOUNGEST_WITHOUT_UNIT = 10
YOUNGEST_BARE_WORD = 13


@dataclass(frozen=True)
class Query:
    """A question as it was understood."""

    text: str
    """What is searched: the question, together with the earlier ones that it leans on."""
    language: Language
    laws: tuple[str, ...] = ()
    """References such as "sosialtjenesteloven § 17", in the order in which they are named."""
    ages: tuple[int, ...] = ()
    terms: tuple[str, ...] = ()
    """Stems of the words that carry meaning."""
    sources: frozenset[str] = frozenset()
    """Ids of the sources to search; empty for all."""
    conversation: str = field(default="", compare=False)
    """This question and those before it; empty where that is no more than `text`. Searched beside it, no part of
    what is asked."""
    assumed: tuple[str, ...] = ()
    """The §§, such as "§ 17", that were named without a law and read as sosialtjenesteloven."""

    @property
    def looks_up_law(self) -> bool:
        """Whether the question asks what a § says, with hardly a word beside it."""
        if asking(self.text).asks is Asks.YES_NO:
            return False
        words = [word for word in content_words(without_references(self.text)) if not word.isdigit()]
        return bool(self.laws) and len(set(words) - BARE_STEMS) <= LOOK_UP


def understand(question: Question) -> Query:
    """The query for a question; earlier questions count only where it leans on them."""
    question = replace(
        question,
        text=_with_signs(question.text),
        context=tuple(_with_signs(text) for text in question.context),
    )
    asked = [PLACEHOLDER.sub(" ", text) for text in _leant_on(question)]
    # Who is spoken of goes along with the case's ages; what was asked about them before does not.
    topic = asked[-1:] if _is_about_the_same_person(asked[-1]) else asked
    text = " ".join(" ".join(topic).split())
    named = _newest(topic, references)
    return Query(
        text=text,
        language=question.language or detect(question.text),
        sources=question.sources,
        laws=tuple(dict.fromkeys(f"{law.law or _usual_law(law)} § {law.number}".strip() for law in named)),
        ages=tuple(dict.fromkeys(_newest(asked, ages_in))),
        terms=tuple(dict.fromkeys(content_words(text))),
        conversation=_conversation(question, text),
        assumed=_assumed(named),
    )


def _leant_on(question: Question) -> list[str]:
    """The question and, before it, the earlier ones back to the first that stands alone."""
    asked = [question.text]
    for earlier in reversed(question.context):
        if not _leans_on_earlier(asked[0]):
            break
        asked.insert(0, earlier)
    return asked


def _conversation(question: Question, text: str) -> str:
    """The latest questions in one; empty where they are no more than what is searched."""
    asked = [*question.context[-REMEMBERED:], question.text]
    together = " ".join(PLACEHOLDER.sub(" ", " ".join(asked)).split())
    return "" if together == text else together


def _leans_on_earlier(text: str) -> bool:
    words = WORD.findall(text.lower())
    if words and BARE_WORDS.issuperset(words):
        return True
    opening = OPENS_AS_FOLLOW_UP.match(text)
    if opening and not POINTS_BACK.search(text) and _has_topic(text[opening.end() :]):
        return False
    if opening:
        return True
    return len(content_words(text)) < SHORT and POINTS_BACK.search(text) is not None


def _is_about_the_same_person(text: str) -> bool:
    """Whether a question points back to a person and to nothing else, and has a topic of its own."""
    others = PERSON.sub("", text)
    if OPENS_AS_FOLLOW_UP.match(text) or POINTS_BACK.search(others):
        return False
    return others != text and len(content_words(others)) >= OWN_TOPIC


def _has_topic(text: str) -> bool:
    """Whether what follows "og" or "hva med" is a question of its own: it names a §, or asks in many words."""
    return any(references(text)) or (len(content_words(text)) >= TOPIC and ASKS.search(text) is not None)


def _newest(asked: Sequence[str], find: Callable[[str], Iterable[Found]]) -> list[Found]:
    """What is found in the last question that has any of it: it replaces what was said earlier."""
    return next((found for text in reversed(asked) if (found := list(find(text)))), [])


def _assumed(named: Iterable[Reference]) -> tuple[str, ...]:
    said = {law.number for law in named if law.law == SOCIAL_SERVICES_ACT}
    bare = (law for law in named if not law.law and _usual_law(law) and law.number not in said)
    return tuple(dict.fromkeys(f"§ {law.number}" for law in bare))


def _usual_law(reference: Reference) -> str:
    """The law that a bare § means: sosialtjenesteloven, which has no § such as "25-1"."""
    return "" if "-" in reference.number else SOCIAL_SERVICES_ACT


def _with_signs(text: str) -> str:
    """The text with § signs and figures where a § is written without: "hva med 20a", "paragraf sytten"."""
    text = SPELT_SECTION.sub(lambda match: f"{match[1]} {NUMBER_WORDS[match[2].lower()]}", text)
    return BARE_SECTION.sub(lambda match: f"§ {match[0]}", text)


def ages_in(text: str) -> Iterator[int]:
    """Every age that a text names, in whole years, in order."""
    for match in SPOKEN_NUMBER.finditer(text):
        word = match[0].lower()
        before = text[max(0, match.start() - NEAR) : match.start()]
        after = text[match.end() : match.end() + NEAR]
        if not _counts_something_else(before, after) and _is_age(word, before, after):
            # "Under 30" are those of 29 and younger.
            yield _value(word) - (YOUNGER_THAN.search(before) is not None)


def _counts_something_else(before: str, after: str) -> bool:
    if NO_AGE_BEFORE.search(before) or LONG_AGO.match(after):
        return True
    return SPAN_BEFORE.search(before) is not None and SPAN.match(after) is not None


def _is_age(word: str, before: str, after: str) -> bool:
    """Whether a number is an age; both numbers of "mellom 17 og 23 år" have the words around them."""
    before, after = RANGE_BEFORE.sub("", before), _without_first(RANGE_AFTER, after)
    if UNIT.match(after):
        return True
    half = HALF.match(after)
    after = _without_first(HALF, after)
    if COUNTED.match(after) or _value(word) < YOUNGEST_WITHOUT_UNIT:
        return False
    bare = word in NUMBER_WORDS and _value(word) >= YOUNGEST_BARE_WORD
    return bare or half is not None or UNIT.match(after) is not None or AGE_BEFORE.search(before) is not None


def _value(word: str) -> int:
    return NUMBER_WORDS.get(word) or int(word)


def _without_first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.match(text)
    return text[match.end() :] if match else text
