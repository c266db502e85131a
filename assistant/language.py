"""Which language a question is written in: bokmål, nynorsk or English.

Questions are too short and too hurried for statistical recognisers; the words and endings that only
one of the three languages has decide, and bokmål where they do not. Question words and pronouns
count double: they are seldom quoted from another language.
"""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["nb", "nn", "en"]

WORD = re.compile(r"[^\W\d_]+")
# Words that only one of the three languages writes so: "be", "her", "an" and "as" are Norwegian, too.
CLEAR: dict[Language, str] = {
    "nb": "jeg ikke hva hvem hvor hvorfor hvordan hvilke hvilken hvilket noe noen hun hvis",
    "nn": "eg ikkje kva kven kvar kvifor korleis korfor kor noko nokon nokre ho dei",
    "en": "the what when who why how which where does do can could should we you they she this these my our your",
}
MARKERS: dict[Language, str] = {
    "nb": """en et være bare fra gi gir gjøre gjør sier hjem hjemme sammen skole skolen hos selv mye videre mer
        flere også siden disse dem ble blir hører kommer kjenner ønsker trenger mottar kreves finnes
        forteller bruke hjelpe uten dere samme tjeneste tjenester tjenesten veiledning foreldrene ungdommen
        ungdommer barnets søker penger egen fikk gikk jobber hver én bedre hele sted holder gjelder sitter
        sliter henne ham stedet egne annet mener vært utenfor følger følge saken gutten fortsatt ett tror
        alene vanlige greit virker slipper måneder åringer synes""",
    "nn": """me ein eit vere vera vore berre frå gje gjev gjer gjere gjera seier seie heim heime saman skule
        skulen hjå sjølv mykje vidare meir fleire òg sidan vart høyrer kjem ynskjer ønskjer treng mottek
        krevst finst fortel bruka hjelpa kontakta senda søkja søkje søkjer utan teneste tenester tenesta
        rettleiing foreldra søkjaren ungdomen ungdomar deltakarar kommunane kontora pengar eigen difor
        naudsynt brukaren brukarar medverka fekk gjekk betre då sjølve éin tek meiner tilsette sjå guten
        vert stad heile følgjer følgje utanfor staden kome jobbar tala kvart kvarandre medan
        framleis slit ligg låg gong saka trur vaksen vaksne lova brukar bur krev døme arbeidslause svarar
        verkar åleine manglar elles enno lagar bustad eigne eiga heilt byrja æra hop""",
    "en": """are was were may did would with without from of or not if there their he get gets in on between
        before after about any young people child children help year years right us tell more apply offer
        duty services please into good is and have that has will must only than each its them whether
        office offices project staff support parents employer worker workers welfare youth school everyone
        someone write give hello thanks job""",
}
# "tannlege" and "fastlege" are people in bokmål, too.
ENDINGS: dict[Language, str] = {
    "nb": r"\w\w+(?:lig|het)",
    "nn": r"\w\w\w+(?:leg|heit|ane|arar|(?<!tann)(?<!fast)(?<!over)(?<!vakt)(?<!mune)lege)",
    "en": r"\w\w\w+(?:tion|tory|tary)",
}


def _recogniser(words: str, ending: str = r"(?!)") -> re.Pattern[str]:
    return re.compile("|".join([*words.split(), ending]))


CLEAR_WORDS = {language: _recogniser(words) for language, words in CLEAR.items()}
WORDS = {
    language: _recogniser(f"{CLEAR[language]} {words}", ENDINGS[language]) for language, words in MARKERS.items()
}


def detect(text: str) -> Language:
    """The language of a question; bokmål when nothing tells or nothing tells more."""
    words = WORD.findall(text.lower())
    return max(WORDS, key=lambda language: _weight(words, language))


def _weight(words: list[str], language: Language) -> int:
    """How much speaks for a language; on a tie the first one wins, bokmål."""
    return sum(
        bool(pattern.fullmatch(word)) for word in words for pattern in (WORDS[language], CLEAR_WORDS[language])
    )
