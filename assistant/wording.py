"""The assistant's own sentences, in the three languages that it answers in."""

from __future__ import annotations

from assistant.language import Language

LEAD: dict[Language, str] = {
    "nb": "Dette sier kildene:",
    "nn": "Dette seier kjeldene:",
    "en": "This is what the sources say (quoted in Norwegian):",
}
NOT_FOUND: dict[Language, str] = {
    "nb": "Jeg fant ikke svar på dette i kildene. Nedenfor står det som ligner mest.",
    "nn": "Eg fann ikkje svar på dette i kjeldene. Nedanfor står det som liknar mest.",
    "en": "I did not find an answer to this in the sources. The nearest passages are listed below.",
}
NOTHING_SEARCHED: dict[Language, str] = {
    "nb": "Skriv et spørsmål med noen flere ord, så søker jeg i kildene.",
    "nn": "Skriv eit spørsmål med nokre fleire ord, så søkjer eg i kjeldene.",
    "en": "Please write a question with a few more words, and I will search the sources.",
}
AND: dict[Language, str] = {"nb": "og", "nn": "og", "en": "and"}
ASSUMED_LAW: dict[Language, str] = {
    "nb": "Jeg regner med at du mener sosialtjenesteloven {sections}.",
    "nn": "Eg reknar med at du meiner sosialtenestelova {sections}.",
    "en": "I take this to be the Social Services Act (sosialtjenesteloven), {sections}.",
}
OLD_SOURCE: dict[Language, str] = {
    "nb": "Minst én kilde er fra {year}. Sjekk hva som gjelder nå.",
    "nn": "Minst éi kjelde er frå {year}. Sjekk kva som gjeld no.",
    "en": "At least one source is from {year}. Check what applies now.",
}

NOTE: dict[Language, str] = {"nb": "Merk", "nn": "Merk", "en": "Note"}
SOURCES: dict[Language, str] = {"nb": "Kilder", "nn": "Kjelder", "en": "Sources"}
NEAREST: dict[Language, str] = {"nb": "Nærmeste kilder", "nn": "Næraste kjelder", "en": "Nearest sources"}
