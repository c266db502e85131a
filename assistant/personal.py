"""What personal data look like: a pattern for each form, whose group "it" is what has to go.

A number of the right shape counts even with wrong check digits: a typing mistake in a fødselsnummer still
points to a person. Repetitions are bounded, so that no text takes long.
"""

from __future__ import annotations

import re


def _any_of(words: str) -> str:
    return rf"(?i:{'|'.join(words.split())})"


JOIN = r"[ ./-]{0,3}"
"""What may stand between the digits of one number."""
APART = r"(?<!\d)(?<!\d[.,/-])"
"""Before a number: it is no later part of another one."""
ENDS = r"(?!\d)(?![.,/-]\d)"
FILL = (
    r"(?:[ :=,.(]|\b(?i:er|is|was|nr|no|num|til|på|at|on|den|the|dato|i|in|hans|hennes|hennar|her|his|henne"
    r"|ham|han)\b){0,6}"
)
"""What may stand between "fnr" or "tlf" and the number."""
UNIT = (
    r"(?! ?(?:%|(?i:år|prosent|pst|kr\b|kron|nok\b|mill|tusen|ung|dag|uke|veke|måned|månad|time|gang|plass|stk"
    r"|person|people|young|year|month|week|day|kontor|kommun|office|prosj)))"
)
"""Before what follows a number: it counts nothing."""

AT = r"(?:@|[(\[{](?:at|a|alfakrøll|krøllalfa)[)\]}]|\salfakrøll\s|\skrøllalfa\s)"
HOST = r"[\w-]{1,63}(?:\.[\w-]{1,63})"
EMAIL = re.compile(
    rf"(?<![\w.+-])(?P<it>[\w.+-]{{1,64}}(?:@{HOST}{{0,4}}|\s?{AT}\s?{HOST}{{1,4}}))", re.IGNORECASE
)

IDENTITY_CUE = _any_of(
    r"""\bf\.?nr \bf[øo]dselsn(?:umme)?r(?:et)? \bpers(?:on)?\.?n(?:umme)?r(?:et)? \bp\.?nr \bd-?n(?:umme)?r(?:et)?
    \bdufid \bduf(?:-?n(?:umme)?r)? \bid-?n(?:umme)?r(?:et)? \bssn \b(?:identity|id|security|personal)\snumber"""
)
IDENTITY_AFTER_CUE = re.compile(
    rf"{IDENTITY_CUE}{FILL}(?P<it>\d{{12}}|\d{{6}}(?:{JOIN}[\dx*]{{5}})?|\d{{5}}|\d\d[ .]\d\d[ .]\d\d)(?!\d)"
)
IDENTITY = re.compile(rf"(?<!\d)(?=(?P<it>\d(?:{JOIN}\d){{10}})(?!\d))")
IDENTITY_CUT = re.compile(r"(?<!\d)(?P<it>\d{6}[ -]?[xX*•_]{5})")
LONG_NUMBER = re.compile(r"(?<!\d)(?!97[89]\d{10}(?!\d))(?P<it>\d{10,})")
"""No ISBN."""

IBAN = re.compile(
    r"\b(?P<it>(?i:no) ?\d\d(?: ?\d){11}|[A-Z]{2}\d\d(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?)(?![A-Za-z\d])"
)
ACCOUNT_CUE = r"(?i:konto(?:en|nummer(?:et)?|nr)?|\baccount(?: number| no)?)\b"
ACCOUNT_AFTER_CUE = re.compile(rf"{ACCOUNT_CUE}{FILL}(?P<it>\d(?:{JOIN}\d){{10}})(?!\d)")
ACCOUNT = re.compile(rf"{APART}(?P<it>\d{{4}}[ .]\d\d[ .]\d{{5}}){ENDS}")
ACCOUNT_BARE = re.compile(r"(?<!\d)(?P<it>\d{11})(?!\d)")
ACCOUNT_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)

PHONE_FROM_ABROAD = re.compile(
    r"(?<![\d+])(?P<it>(?:\(? ?\+ ?47 ?\)?|\(?0047\)?|\(47\)|47(?=[49]\d{7}(?!\d)))"
    r"[ .-]{0,2}[2-9](?:[ .-]{0,2}\d){7})(?!\d)"
)
PHONE_FOREIGN = re.compile(rf"(?<!\w)(?<!\d )(?P<it>(?:\+ ?|00)[1-9](?:[ .()/-]{{0,2}}\d){{6,13}})(?!\d){UNIT}")
PHONE_CUE = _any_of(
    r"""\btlf\b \b(?:telefon|mob(?:il)?|nummer)(?:en|et|nummer(?:et)?|nr)?\b \bphone(?:\snumber)?\b \bcell\b
    \bsms\b \bring(?:e|er|te)?\b \bcall\b"""
)
PHONE_AFTER_CUE = re.compile(rf"{PHONE_CUE}{FILL}(?P<it>[2-9](?:[ .-]{{0,2}}\d){{7}}){ENDS}{UNIT}")
SEPARATOR = r"[ .-]{1,2}"
PHONE = re.compile(
    rf"{APART}(?<!§ )(?=[2-9])(?P<it>\d{{8}}|\d{{3}}{SEPARATOR}\d\d{SEPARATOR}\d{{3}}|\d\d(?:{SEPARATOR}\d\d){{3}}"
    rf"|\d{{4}}{SEPARATOR}\d{{4}}|\d{{3}}{SEPARATOR}\d{{5}}){ENDS}{UNIT}"
)
PUBLIC_PHONE = re.compile(r"5555333\d|8[01]\d{6}|(?:19|20)\d\d(?:(?:19|20)\d\d|(?:0\d|1[0-2])[0-3]\d)")
"""Of Nav and of services; or no number but two years or a date."""

MONTH = (
    r"(?i:jan(?:uary?)?|feb(?:ruary?)?|mars?|march|apr(?:il)?|mai|may|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?"
    r"|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|des(?:ember)?|dec(?:ember)?)\b\.?"
)
NUMERIC_DATE = r"\d{1,2}(?:[./-] ?| )\d{1,2}(?:[./-] ?| )(?:\d{4}|\d\d)|\d{4}-\d\d-\d\d"
DATE = (
    rf"(?P<it>{NUMERIC_DATE}|\d{{8}}|\d{{6}}|\d{{1,2}}(?:\.|st|nd|rd|th)? ?(?:of )?{MONTH}(?:,? (?:\d{{4}}|\d\d))?"
    rf"|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|{MONTH} \d{{4}})(?!\d)"
)
BIRTH_CUE = (
    r"(?i:\bf[øo](?:dt|dd)(?:e|s?dato(?:en)?)?|\bf[øo]dsels(?:dato(?:en)?|dag(?:en)?)|\bbursdag(?:en)?|\bf\b\.?|\bborn|\bdob"
    r"|\bd\.o\.b\.?|\bdate of birth|\bbirth ?(?:date|day)"
    r"|\b(?:fyller|fyl|fylte|blir|turns|turned|turning) \d{1,2}(?: år| years)?\b)"
)
BIRTH = re.compile(rf"{BIRTH_CUE}{FILL}{DATE}")
BIRTH_AFTER_NAME = re.compile(rf"_\] ?(?:[,(] ?){{1,2}}(?P<it>{NUMERIC_DATE})(?!\d)")

HOUSE = rf"(?:(?!(?:19|20)\d\d\b)\d{{1,4}})(?:[A-Za-z]|\s[A-HJa-h])?(?!\w)(?![-/]\d){UNIT}"
PLACE = r"[A-ZÆØÅ][A-Za-zæøåÆØÅ]{2,20}(?: (?:i )?[A-ZÆØÅ][a-zæøå]{2,20})?"
REST = rf"(?:,? ?(?i:leilighet|leil\.?|bolig)? ?H0\d{{3}}\b)?(?:,? {{1,2}}\d{{4}} {PLACE}\b)?"
ROAD = r"(?:gat[ae]|gaten|gt\.?|vei|veien|veg|vegen|all[eé](?:en)?|(?<=s )(?:plass|torg|terrasse|brygge))"
ROAD_ENDING = _any_of(
    r"""gat[ae]n? gt\.? ve[ig](?:en)? all[eé](?:en)? plassen torget bakken svingen stien kroken haugen tunet åsen
    jordet grenda brygga ringen løkka faret berget toppen lunden marka skogen hagen dalen myra enga terrasse smuget
    stredet lia moen vika"""
)
NO_ROAD = (
    r"(?i:(?:om|ut|snar|skole|skule|hjem|heim|karriere|jobb|utdannings?|yrkes|livs|gang|blind|arbeids?)ve[ig])"
)
SIDE = r"(?:(?:Øvre|Nedre|Store|Lille|Gamle|Nye|Nordre|Søndre|Vestre|Østre) )?"
STREET = re.compile(
    rf"(?<![\w-])(?=[^\d\n]{{3,80}}\d)(?P<it>(?:{SIDE}(?!{NO_ROAD})[A-ZÆØÅ]\w{{1,25}}?{ROAD_ENDING}"
    rf"|(?:[A-ZÆØÅ][\w.'-]{{1,25}} ){{1,3}}{ROAD}|(?!{NO_ROAD})[a-zæøå]{{3,25}}(?:gat[ae]n?|ve[ig](?:en)?)"
    rf"|\w{{2,25}}s (?:gate|gt\.?|vei|veg)) {HOUSE}{REST})"
)
BOX = re.compile(rf"\b(?P<it>(?i:postboks|pb\.?|p\.? ?o\.? ?box) {{0,2}}\d{{1,5}}\b{REST})")
DWELLING = re.compile(r"\b(?P<it>H0[1-9]\d\d)\b")
NO_PLACE = r"(?:Nav\b|NAV\b|Kr|NOK|Ung|Stats|KVP|AAP)"
POSTCODE = re.compile(
    rf"(?<![\d§])(?<![\d§][ .,/-])(?<!nr )(?<!nr\. )(?P<it>(?!19|20)\d{{4}} (?!{NO_PLACE}){PLACE})(?![\w-])"
)
POSTCODE_AFTER_CUE = re.compile(
    r"(?i:\b(?:bor|bur|lives?|adresse\w{0,2}|postnr|postnummer)\b:? ?(?:er|i|på|in|at)?)"
    r" (?P<it>\d{4}\b(?: [a-zæøå]{3,20}\b)?)"
)
