"""The assistant's own sentences, in the three languages that it answers in."""

from __future__ import annotations

from assistant.language import Language

LEAD: dict[Language, str] = {
    "nb": "Dette sier kildene:",
    "nn": "Dette seier kjeldene:",
    "en": "This is what the sources say (quoted in Norwegian):",
}
NOT_FOUND: dict[Language, str] = {
    "nb": "Jeg fant ikke svar på dette i kildene.",
    "nn": "Eg fann ikkje svar på dette i kjeldene.",
    "en": "I did not find an answer to this in the sources.",
}
NOTHING_SEARCHED: dict[Language, str] = {
    "nb": "Skriv et spørsmål med noen flere ord, så søker jeg i kildene.",
    "nn": "Skriv eit spørsmål med nokre fleire ord, så søkjer eg i kjeldene.",
    "en": "Please write a question with a few more words, and I will search the sources.",
}
OUT_OF_SCOPE: dict[Language, str] = {
    "nb": "Dette ligger utenfor det jeg kan svare på: sosiale tjenester, oppfølging av unge og tiltak i Nav.",
    "nn": "Dette ligg utanfor det eg kan svare på: sosiale tenester, oppfølging av unge og tiltak i Nav.",
    "en": "This is outside what I can answer: social services, follow-up of young people and projects in Nav.",
}
NO_ANSWER: dict[Language, str] = {"nb": "Fant ikke svar.", "nn": "Fann ikkje svar.", "en": "No answer found."}
OF_PART: dict[Language, str] = {"nb": "«{part}»: {said}", "nn": "«{part}»: {said}", "en": "“{part}”: {said}"}
ASK_ALONE: dict[Language, str] = {
    "nb": "Spør om dette for seg.",
    "nn": "Spør om dette for seg.",
    "en": "Ask this on its own.",
}
GAP: dict[Language, str] = {
    "nb": "Kildene sier ikke {what}.",
    "nn": "Kjeldene seier ikkje {what}.",
    "en": "The sources do not say {what}.",
}
NO_SUCH_LAW: dict[Language, str] = {
    "nb": "Ingen av kildene gjengir {law}.",
    "nn": "Ingen av kjeldene gir att {law}.",
    "en": "None of the sources gives {law}.",
}
WHERE: dict[Language, str] = {
    "nb": "Se heller: {where}.",
    "nn": "Sjå heller: {where}.",
    "en": "Look here instead: {where}.",
}
YES: dict[Language, str] = {"nb": "Ja.", "nn": "Ja.", "en": "Yes."}
NO: dict[Language, str] = {"nb": "Nei.", "nn": "Nei.", "en": "No."}
IT_DEPENDS: dict[Language, str] = {
    "nb": "Det kommer an på.",
    "nn": "Det kjem an på.",
    "en": "It depends.",
}
PLAIN: dict[Language, str] = {
    "nb": "Med enklere ord:",
    "nn": "Med enklare ord:",
    "en": "In plain words:",
}
NO_PLAIN: dict[Language, str] = {
    "nb": "Det finnes ingen enklere gjengivelse av disse sitatene. Les dem slik de står.",
    "nn": "Det finst inga enklare attgjeving av desse sitata. Les dei slik dei står.",
    "en": "There is no plainer wording of these quotations. Read them as they stand.",
}
DEPENDS: dict[Language, str] = {
    "nb": "Det kommer an på:",
    "nn": "Det kjem an på:",
    "en": "It depends on this:",
}
WEIGH: dict[Language, str] = {
    "nb": "Å vurdere:",
    "nn": "Å vurdere:",
    "en": "To be assessed (in Norwegian):",
}
LIMIT: dict[Language, str] = {"nb": "{limit}", "nn": "{limit}", "en": "How far it reaches (in Norwegian): {limit}"}
PERSONAL_DATA: dict[Language, str] = {
    "nb": "Jeg har tatt bort personopplysninger fra spørsmålet ({what}). Skriv dem ikke her.",
    "nn": "Eg har teke bort personopplysningar frå spørsmålet ({what}). Skriv dei ikkje her.",
    "en": "I have removed personal data from the question ({what}). Please do not write them here.",
}
PERSONAL_KINDS: dict[Language, dict[str, str]] = {
    "nb": {
        "identity_number": "fødselsnummer",
        "name": "navn",
        "phone": "telefonnummer",
        "email": "e-postadresse",
        "address": "adresse",
        "account": "kontonummer",
        "birth_date": "fødselsdato",
    },
    "nn": {
        "identity_number": "fødselsnummer",
        "name": "namn",
        "phone": "telefonnummer",
        "email": "e-postadresse",
        "address": "adresse",
        "account": "kontonummer",
        "birth_date": "fødselsdato",
    },
    "en": {
        "identity_number": "identity number",
        "name": "name",
        "phone": "phone number",
        "email": "e-mail address",
        "address": "address",
        "account": "account number",
        "birth_date": "date of birth",
    },
}
WRITTEN: dict[Language, str] = {
    "nb": "Teksten over sitatene er skrevet av {model} og kontrollert; {dropped} setninger er fjernet.",
    "nn": "Teksten over sitata er skriven av {model} og kontrollert; {dropped} setningar er fjerna.",
    "en": "The text above the quotes was written by {model} and checked; {dropped} sentences were removed.",
}
NOT_WRITTEN: dict[Language, str] = {
    "nb": "Språkmodellen ga ikke noe svar som sitatene bærer ({why}). Du får sitatene slik de står.",
    "nn": "Språkmodellen gav ikkje noko svar som sitata ber ({why}). Du får sitata slik dei står.",
    "en": "The language model gave no answer that the quotes support ({why}). You get the quotes as they stand.",
}
AND: dict[Language, str] = {"nb": "og", "nn": "og", "en": "and"}
LAW_SAYS: dict[Language, str] = {
    "nb": "Dette sier {names}:",
    "nn": "Dette seier {names}:",
    "en": "This is what {names} says (in Norwegian):",
}
NO_SUCH_SECTION: dict[Language, str] = {
    "nb": "{section} finnes ikke.",
    "nn": "{section} finst ikkje.",
    "en": "{section} does not exist.",
}
NOT_IN_FORCE: dict[Language, str] = {
    "nb": "{section} har ingen tekst som gjelder nå ({reason}).",
    "nn": "{section} har ingen tekst som gjeld no ({reason}).",
    "en": "{section} has no text in force now ({reason}).",
}
LAW_MISSING: dict[Language, str] = {
    "nb": "Lovteksten til {laws} er ikke hentet inn. Driften henter den slik: assistant fetch law",
    "nn": "Lovteksten til {laws} er ikkje henta inn. Drifta hentar han slik: assistant fetch law",
    "en": "The text of {laws} has not been fetched. Whoever runs the assistant can do so: assistant fetch law",
}
LAW_CHANGED: dict[Language, str] = {
    "nb": "Kilden fra {publisher} er fra {year}; {section} ble endret {changed}. Sjekk lovteksten.",
    "nn": "Kjelda frå {publisher} er frå {year}; {section} vart endra {changed}. Sjekk mot lovteksten.",
    "en": "The source from {publisher} dates from {year}; {section} was amended {changed}. Check the Act.",
}
DISAGREEMENT: dict[Language, str] = {
    "nb": "Kildene sier ikke det samme om dette. {publisher} ({year}) sier: {says} Sjekk hva som gjelder nå.",
    "nn": "Kjeldene seier ikkje det same om dette. {publisher} ({year}) seier: {says} Sjekk kva som gjeld no.",
    "en": "The sources do not agree on this. {publisher} ({year}) says: {says} Check what applies now.",
}
ASSUMED_LAW: dict[Language, str] = {
    "nb": "Jeg regner med at du mener sosialtjenesteloven {sections}.",
    "nn": "Eg reknar med at du meiner sosialtenestelova {sections}.",
    "en": "I take this to be the Social Services Act (sosialtjenesteloven), {sections}.",
}
OLD_SOURCE: dict[Language, str] = {
    "nb": "Kilden fra {publisher} er fra {year}. Sjekk hva som gjelder nå.",
    "nn": "Kjelda frå {publisher} er frå {year}. Sjekk kva som gjeld no.",
    "en": "The source from {publisher} dates from {year}. Check what applies now.",
}
PROJECTS: dict[Language, str] = {
    "nb": "Disse prosjektene ligner mest: {names}.",
    "nn": "Desse prosjekta liknar mest: {names}.",
    "en": "These projects are most similar: {names}.",
}
INSIGHT: dict[Language, str] = {
    "nb": "{read} av {all} prosjekter passer og sier noe om {what} ({silent} som passer, sier ingenting om det). "
    "Så mange nevner hver: {themes}.",
    "nn": "{read} av {all} prosjekt passar og seier noko om {what} ({silent} som passar, seier ingenting om det). "
    "Så mange nemner kvar: {themes}.",
    "en": "{read} of {all} projects match and mention {what} ({silent} that match do not). "
    "So many mention each: {themes}.",
}
INSIGHT_INTO: dict[str, dict[Language, str]] = {
    "challenges": {"nb": "utfordringer", "nn": "utfordringar", "en": "challenges"},
    "success_factors": {"nb": "hva som lykkes", "nn": "kva som lykkast", "en": "what succeeds"},
}
QUESTION: dict[Language, str] = {"nb": "Spørsmål", "nn": "Spørsmål", "en": "Question"}
SHORT: dict[Language, str] = {"nb": "Kort svar", "nn": "Kort svar", "en": "Short answer"}
NOTE: dict[Language, str] = {"nb": "Merk", "nn": "Merk", "en": "Note"}
SOURCES: dict[Language, str] = {"nb": "Kilder", "nn": "Kjelder", "en": "Sources"}
NEAREST: dict[Language, str] = {"nb": "Nærmeste kilder", "nn": "Næraste kjelder", "en": "Nearest sources"}

KINDS: dict[Language, dict[str, str]] = {
    "nb": {
        "lov": "Lov",
        "forskrift": "Forskrift",
        "rundskriv": "Rundskriv",
        "tilsyn": "Tilsyn",
        "statsforvalter": "Informasjon",
        "evaluering": "Evaluering",
        "prosjektbeskrivelse": "Prosjektbeskrivelse",
    },
    "nn": {
        "lov": "Lov",
        "forskrift": "Forskrift",
        "rundskriv": "Rundskriv",
        "tilsyn": "Tilsyn",
        "statsforvalter": "Informasjon",
        "evaluering": "Evaluering",
        "prosjektbeskrivelse": "Prosjektomtale",
    },
    "en": {
        "lov": "Act",
        "forskrift": "Regulation",
        "rundskriv": "Circular",
        "tilsyn": "Supervision",
        "statsforvalter": "Information",
        "evaluering": "Evaluation",
        "prosjektbeskrivelse": "Project description",
    },
}
"""What readers call a kind of source; other kinds keep their own name."""
SEE: dict[Language, str] = {"nb": "jf.", "nn": "jf.", "en": "cf."}
POINT: dict[Language, str] = {"nb": "pkt.", "nn": "pkt.", "en": "section"}
PAGE: dict[Language, str] = {"nb": "s.", "nn": "s.", "en": "p."}


def capital(sentence: str) -> str:
    """The sentence with a capital letter first."""
    return sentence[:1].upper() + sentence[1:]
