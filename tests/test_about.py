"""Questions about the assistant itself are answered by it, not from the sources."""

import pytest

from assistant.about import about_itself
from assistant.language import detect


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("lagres det jeg skriver?", "Ingenting lagres på serveren"),
        ("Blir det eg skriv, lagra her? Eg vil ikkje at nokon ser det", "Ingenting blir lagra på tenaren"),
        ("is what I type stored anywhere?", "Nothing is stored on the server"),
        ("hvem har laget deg?", "Jeg er et program"),
        ("kan du skrive avslaget for meg?", "Jeg skriver ikke vedtak"),
        ("hva kan du hjelpe med?", "Spør om sosiale tjenester"),
    ],
)
def test_it_says_what_it_is_and_does(question: str, says: str):
    assert about_itself(question, detect(question)).startswith(says) or says in about_itself(
        question, detect(question)
    )


@pytest.mark.parametrize(
    "question",
    [
        "hvem har laget dette skrivet om ungdom i nav?",
        "må vi skrive vedtak når vi avslår?",
        "kan vi lagre opplysninger om foreldrene?",
        "hvem kan se journalen til brukeren?",
        "hva kan Nav hjelpe med?",
    ],
)
def test_questions_for_the_sources_are_not_about_it(question: str):
    assert about_itself(question, "nb") == ""
