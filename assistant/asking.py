"""Question text -> what kind of answer is asked for: yes or no, a number, a person ...

A yes/no question has its verb before its subject ("kan vi ...", "19-åring bor hjemme, får vi ringe mora").
The verb tells what is asked about a deed: whether it must, may or should be done, or whether a claim holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Asks(StrEnum):
    """What a question wants to know."""

    YES_NO = "yes_no"
    HOW_MANY = "how_many"
    HOW_LONG = "how_long"
    AMOUNT = "amount"
    WHO = "who"
    WHAT = "what"
    OTHER = "other"


class AskedModality(StrEnum):
    """What a yes/no question asks of a deed or claim."""

    MUST = "must"
    FIRST = "first"
    """Whether one thing must be before another: "må man ... for å få ...", "do you have to ... before ..."."""
    MAY = "may"
    ENTITLED = "entitled"
    SHOULD = "should"
    WISE = "wise"
    """Whether something is right or clever to do: "er det lurt?"."""
    FORBIDDEN = "forbidden"
    APPLIES = "applies"
    """Whether a rule is for somebody: "gjelder plikten en på 35?"."""
    HOLDS = "holds"


@dataclass(frozen=True)
class Asking:
    """The form of a question."""

    asks: Asks
    modality: AskedModality | None = None
    """Only of a yes/no question."""
    start: int = 0
    """Where a yes/no question begins, after what is told before it."""


def _any(*words: str) -> str:
    """A pattern that matches one of the words; a space in the source text parts them."""
    return f"(?:{'|'.join(word for line in words for word in line.split())})"


FIRST_VERB = {
    AskedModality.MAY: "kan kunne får fikk fekk can could may might",
    AskedModality.MUST: "må måtte skal skulle trenger treng behøver krever krev plikter pliktar must shall",
    AskedModality.SHOULD: "bør burde should",
    AskedModality.APPLIES: "gjelder gjeld gjaldt omfatter omfattar",
}
"""The verb that opens the question decides, where it is one of these ..."""
SOON_AFTER = {
    AskedModality.WISE: r"lurt klokt smart riktig(?!\sat) wise good\sidea right\s(?:way|thing)",
    AskedModality.FORBIDDEN: r"forbud\w* forbod\w* ulovle?i?g ikkj?e\slov forbidden illegal prohibited",
    AskedModality.ENTITLED: r"rett\s(?:på|til) krav\spå right\sto entitled",
    AskedModality.MUST: r"""plikt\w* nødt nøydd tvunge[tn] pålagt påkrevd (?<=det\s)krav\som nødvendig naudsynt
        have\sto has\sto need obliged obligated required mandatory compulsory necessary""",
    AskedModality.SHOULD: r"anbefal\w* tilrå\w* recommended",
    AskedModality.MAY: r"""lov lovle?i?g greit ok mulig mogleg adgang anledning høve allowed okay possible
        går\sdet\san legal permitted""",
}
"""... and otherwise what is said soon after it ("er vi nødt til å", "har hun rett til")."""
SOON = 60
"""Characters."""
MODALITIES = {modality: re.compile(rf"\b{_any(words)}\b", re.IGNORECASE) for modality, words in SOON_AFTER.items()}
BEFORE = re.compile(
    r"\b(?:for å (?:få|kunne|ha)|før (?:man )?(?:han|hun|ho|de|dei|man|en|ein|vi|kan)|before|in order to"
    r"|to (?:get|be able))\b",
    re.IGNORECASE,
)
WH = _any(
    r"hva hvem hvor hvilk\w+ hvordan hvorfor kva kven kvar kvifor korleis kor what",
    r"who whom which how why where whose",
)
FINITE = _any(
    "kan kunne må måtte skal skulle bør burde får fikk fekk har hadde er var blir ble vart vert blei vil ville",
    "trenger treng behøver gjelder gjeld gjaldt finnes finst fins fantes fanst hjelper hjelp nytter nyttar virker",
    "verkar fungerer gjør gjer gjorde holder held krever krev betyr tyder",
    r"stemmer stemmar teller tel mister mistar",
    "slipper slepp plikter pliktar omfatter omfattar inngår regnes reknast tilbyr bruker brukar jobber arbeider",
    "samarbeider økte deltar deltok deltek går gikk gjekk står ligger ligg kommer kjem sier seier dekker dekkjer",
    "do does did is are was were can could may might must shall should has have had will would",
)
OPENING_FINITE = _any(
    "fører førte følger følgjer fant fann finner finn avviser avviste avslår avslo lønner lønte løner løn ansees",
    "anser ansér anså gir gjev ga gav hendte hender skjer skjedde støttar støtter viser viste oppnår oppnådde",
    "fungerte virket verka hjalp mener meiner mente anbefaler anbefalte tilrår tilrådde rådet foreslår sørger",
    "sørget sørgjer vet veit ønsker ønskjer betaler betalte øker aukar minker avtok sank steg reduserer",
    "reduserte reduserar bedret betra endrer endra innebærer inneber utgjør utgjer gjennomfører",
    "gjennomførte klarte klarer rekker anga angir fremgår framgår kjenner kjente påvirker påvirket påverkar",
    r"oppgav? oppgir vurderer vurderte mottok",
    "advarer anbefales antok auka avdekte avgjer avgjør begynner behandler beholder beholdes beholdt",
    "bekreftet beskriver bestemmer betydde beviser bidro blomstret brukes brukte bryr bryter bygde bygger",
    "byggjer deles dokumenterte dominerte dreide dreiv drev dro dukket endar endte etterlyste etterspurde",
    "etterspør faller falt fastslår fatta fattet fell flyttar forbyr fordelte forholder formidla forsto",
    "forsvant fortalde fortalte forteller fortsatte forverret fraråder frarådet fritar fryktet fulgte",
    "fullfører fullførte funker følte garanterer gis glapp godtok grunngjev hamna handla handlar handler",
    "handlet havner havnet heldt hende heng henger hersket hevdet hindra hindrar hindrer holdes holdt hører",
    "hørte høyrde høyrer inneholder innrømmet jobbet kaller kartlegger kjende klagde klaget kom konkluderer",
    "konkluderte koster krevde kreves krevst kvidde kviler laga lar legges lette levde lever likte lot lykkes",
    "lyktes lå låg lærte lét løper løser løste mangla manglar mangler manglet meinte melde melder meldte",
    "minka minnet mislyktes mistet målte nektet nemnde nevner nevnte nådde nøyde omfattet opna opnar oppdaget",
    "oppfyller oppgis oppgjev opphever opphører opplevde opplever oppsøkte overlot overser overtar passer",
    "peika peker pekes pekte pleide prøver pågår pålegger påpeker påviste rammer regner regnet regulerer",
    "rekna reknar ringte risikerer roste rådde råder rår sa samarbeidde satt savnet ser setter sitter sjekket",
    "skapte skifta skiller skilte skjerpast skjønar skrev skriver skyldtes slapp slet slo slutta sluttar",
    "slutter slår smitter snakka sparte spelar spiller spilte spiser sprikte spurde spurte stammer stanser",
    "startar starter startet stenger stiller stilles stilte stjeler sto stod stoppa stopper stoppet strekte",
    "streva strevde styrer støttes støttet svara svarte svekte synes synest syntes syntest såg søkk takka",
    "takket taler tar tek telles tilsier tok trakk trekker trekkes trekte trengs trengst trengte trivdes",
    "trodde tror trudde trur trådte tydet tykte tåler utelukker utløser uttrykte varer varierer varierte",
    "varte ventar venter visste vokser åpner ønsket ønskte",
    "samarbeidet møtte hjelpte følgde skreiv sluttet lagde arbeidde vitja trong tenker søkte syns stengte",
    "snakket sende ryker retta prøvde møttes lærer kartla funka foregikk enda begynte bad ønska vokste venta",
    "veks valgte utvida trengtes tilbød tala sviktet styrkjer strekker strammet strakk stempler starta",
    "spriket snakker smittet sliter slit skårar skyter skyldes skulda skil skar silte set sendte scorer",
    "samordnet samlet samanlikna råkar rettet rettar påstår prioriterte presenterte peikte peikar passa",
    "overlevde oppdager opererte omfatta nytta nekta møttest mestret merkes merkar løyste lurte lengta leitte",
    "kåret kravde kjørte innvilga hviler hang greidde gled fylte fortel forlot forklarte forble famler",
    "etterlyser etablerte døde drog dreier definerte byttet bunner brydde bidrar avhenger antas",
)
"""Verbs that ask only where they open the question; elsewhere they tell."""
SUBJECT = _any(
    "vi jeg eg me man en ein ei et eit han hun ho hen de dei det den dette disse desse nav nav-kontoret kontoret",
    r"kommunen ungdommen ungdomen ungdom unge foreldre\w* barn\w* veileder\w*",
    r"rettleiar\w* noen nokon alle bruker\w*",
    r"søker\w* søkjar\w* statsforvalter\w* \d+(?!\s*år\b) sosialhjelp\w*",
    "we i he she they it you there one the a an parents? young anyone this these",
)
ASK_FOR = _any(
    r"forklar\w* fortel\w* si seie hjelp\w* skriv\w* lag\w* gi gje",
    r"finn\w* vis\w* list\w* oppsummer\w* oversett\w*",
    r"explain tell help write make give find show summar\w* translate",
)
OPENING = r"\W*(?:(?:og|men|så|and|but|so|hei|hallo|hi|hello|ok|forresten)\b\W*)*"
REQUEST = re.compile(
    rf"{OPENING}(?:kan|kunne|vil|can|could|would|will)\s+(?:du|dere|de|dokker|you)\s+(?:please\s+)?{ASK_FOR}\b",
    re.IGNORECASE,
)
"""Verb before subject, but no yes or no is wanted: "kan du forklare ..."."""
INVERTED = re.compile(
    rf"\b{FINITE}\s+(?:(?:ikke|ikkje|da|så|not|egentlig|eigentleg)\s+)?{SUBJECT}\b", re.IGNORECASE
)
OPENS_WITH_VERB = re.compile(rf"{OPENING}(?P<verb>{FINITE}|{OPENING_FINITE})\b", re.IGNORECASE)
OPENS_WITH_WH = re.compile(
    rf"{OPENING}(?:(?:i|på|til|for|med|fra|frå|in|from|to|with|at)\b\W*)?{WH}\b", re.IGNORECASE
)
WHEN = re.compile(rf"{OPENING}(?:når|when)\s+{FINITE}\b", re.IGNORECASE)
CONDITION = re.compile(
    rf"{OPENING}(?:hvis|dersom|viss|if)\b(?!.*\b(?:kan|må|skal|får|bør|can|may|must|shall|should|does|do)\b)",
    re.IGNORECASE,
)
"""Asks nothing by itself: "og hvis hun er 19?"."""
CLAUSE = re.compile(r"[.!?;:\n]+|,\s+(?=\w)|\s[-–]\s")
WANTED = {
    Asks.HOW_MANY: _any(
        r"hvor\smange kor\smange (?:hvor|kor)\sstor\s(?:andel|del) hvilken\sandel antall talet\spå andelen",
        r"prosent(?:andel)? how\smany what\s(?:share|percentage|proportion|number) number\sof",
    ),
    Asks.HOW_LONG: _any(
        r"(?:hvor|kor)\s(?:lenge|lang\w*|raskt|fort|kjapt|ofte|gamm?[ae]l|gamle|langt) \w*frist(?:en|ar|er|ene)?",
        r"how\s(?:long|soon|quickly|fast|often|old) deadline time\slimit",
    ),
    Asks.AMOUNT: _any(
        r"hvor\s(?:mye|høy\w*|stor\w*) kor\s(?:mykje|høg\w*|stor\w*) \w*sats(?:en|er|ene|ar|ane)?",
        r"beløp\w* hva\skoster",
        r"kva\skostar kostnad\w* how\smuch what\s(?:rate|amount|sum) rates?",
    ),
    Asks.WHO: _any(
        r"hvem kven who whom (?:hvilk\w+|kva)\s(?:kontor|kommune|prosjekt|tiltak)\w*",
        r"which\s(?:office|municipalit|project)\w*",
    ),
}


@lru_cache(maxsize=4096)  # the same questions are near again and again
def asking(text: str) -> Asking:
    """The form of a question."""
    verb = _question_verb(text)
    if verb is not None:
        return Asking(Asks.YES_NO, _modality(text[verb:]), verb)
    found = (asks for asks, words in WANTED.items() if re.search(rf"\b{words}\b", text, re.IGNORECASE))
    return Asking(next(found, Asks.WHAT if OPENS_WITH_WH.match(text) else Asks.OTHER))


def _question_verb(text: str) -> int | None:
    """Where the verb of a yes/no question stands; None when it is no such question."""
    if REQUEST.match(text):
        return None
    for start, clause in reversed(list(_clauses(text))):
        if CONDITION.match(clause):
            continue
        if OPENS_WITH_WH.match(clause) or WHEN.match(clause):
            return None
        opening, inverted = OPENS_WITH_VERB.match(clause), INVERTED.search(clause)
        if opening:
            return start + opening.start("verb")
        if inverted:
            asks_what = re.search(rf"\b{WH}\b", clause[: inverted.start()], re.IGNORECASE)
            return None if asks_what else start + inverted.start()
    return None


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for end, following in [*(match.span() for match in CLAUSE.finditer(text)), (len(text), len(text))]:
        if text[start:end].strip():
            yield start, text[start:end]
        start = following


def _modality(asked: str) -> AskedModality:
    """What a question that begins with its verb asks of the deed."""
    if BEFORE.search(asked) and _is_must(asked):
        return AskedModality.FIRST
    verb = asked.split(maxsplit=1)[0].lower()
    first = (modality for modality, verbs in FIRST_VERB.items() if verb in verbs.split())
    soon = (modality for modality, pattern in MODALITIES.items() if pattern.search(asked[:SOON]))
    return next(first, next(soon, AskedModality.HOLDS))


def _is_must(asked: str) -> bool:
    verb = asked.split(maxsplit=1)[0].lower()
    return (
        verb in FIRST_VERB[AskedModality.MUST].split()
        or MODALITIES[AskedModality.MUST].search(asked[:SOON]) is not None
    )
