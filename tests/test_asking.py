"""What kind of answer a question asks for."""

import pytest

from assistant.asking import AskedModality, Asks, asking


@pytest.mark.parametrize(
    ("question", "modality"),
    [
        ("Må vi skrive vedtak?", AskedModality.MUST),
        ("lyt", None),
        ("Skal det fattes vedtak om råd og veiledning?", AskedModality.MUST),
        ("trenger jeg samtykke fra far", AskedModality.MUST),
        ("Han møtte ikke opp. Er vi nødt til å gjøre noe?", AskedModality.MUST),
        ("Har kontoret plikt til å kartlegge?", AskedModality.MUST),
        ("is it mandatory to write a decision?", AskedModality.MUST),
        ("jenta bor hjemme kan vi ringe mora", AskedModality.MAY),
        ("Får ein søkja sjølv når ein er 17?", AskedModality.MAY),
        ("er det greit å ta det på telefon?", AskedModality.MAY),
        ("can a 15-year-old apply", AskedModality.MAY),
        ("Har ho rett på tolk?", AskedModality.ENTITLED),
        ("is he entitled to a decision in writing?", AskedModality.ENTITLED),
        ("bør vi ta det opp med skolen?", AskedModality.SHOULD),
        ("gutten vil ta en pause. er det lurt?", AskedModality.WISE),
        ("er det riktig å vente med vedtaket?", AskedModality.WISE),
        ("er det riktig at vi kan vente?", AskedModality.HOLDS),
        ("is a youth team the right way to do it?", AskedModality.WISE),
        ("Er det forbudt å spørre legen?", AskedModality.FORBIDDEN),
        ("Gjelder dette også lærlinger?", AskedModality.APPLIES),
        ("Finst det ein nedre grense?", AskedModality.HOLDS),
        ("og finnes den ennå?", AskedModality.HOLDS),
    ],
)
def test_a_yes_no_question_is_known_by_its_verb(question: str, modality: AskedModality | None):
    asked = asking(question)
    assert asked.modality is modality
    assert (asked.asks is Asks.YES_NO) == (modality is not None)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Hvor mange kontorer svarte?", Asks.HOW_MANY),
        ("kor stor del av kontora har ungdomsteam", Asks.HOW_MANY),
        ("how many offices took part?", Asks.HOW_MANY),
        ("Hva er fristen for å søke?", Asks.HOW_LONG),
        ("kor lenge kan ein vera med?", Asks.HOW_LONG),
        ("Hvor mye får man i stønad?", Asks.AMOUNT),
        ("hvem har prøvd jobbspesialist?", Asks.WHO),
        ("hva kan vi kreve av ham?", Asks.WHAT),
        ("når må vi skrive vedtak?", Asks.OTHER),
        ("kan du forklare hva KVP er?", Asks.OTHER),
        ("hvilke krav må vi stille når han bor hjemme?", Asks.WHAT),
        ("individuell plan", Asks.OTHER),
        ("Lønnstilskudd", Asks.OTHER),
        ("Betaling av husleie", Asks.OTHER),
        ("Anbefalinger om oppfølging", Asks.OTHER),
        ("Gjennomføring av KVP", Asks.OTHER),
        ("Påvirkning fra venner", Asks.OTHER),
        ("Hun er 19 år og bor hjemme.", Asks.OTHER),
        ("Lønner det seg å jobbe?", Asks.YES_NO),
        ("Betaler Nav husleie?", Asks.YES_NO),
        ("", Asks.OTHER),
    ],
)
def test_other_questions_ask_for_a_number_a_person_or_whatever_else(question: str, asks: Asks):
    assert asking(question).asks is asks
