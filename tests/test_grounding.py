"""A written answer against what it cites: what the quotes carry stands, and what they do not falls."""

import pytest

from assistant.grounding import Fault, checked
from assistant.language import Language
from corpus.lexicon import load_lexicon
from corpus.rules import Rule, load_rules
from index.lexicon import Expander

TRANSLATE = Expander(load_lexicon()).expand
CITATIONS = {
    1: "Nav kan ikke gi muntlige avslag. Alle har rett til å levere søknad.",
    2: "Det er ingen nedre aldersgrense for tjenester etter § 17.",
    3: "Foreldre har forsørgeransvar for barn inntil 18 år.",
    4: "Kontoret bør innhente samtykke før det ringer foreldrene, jf. forvaltningsloven § 13.",
    5: "Av 33 deltakere har tolv begynt i jobb, og 2,5 prosent har fått 1 000 kroner.",
    6: "Kontoret kan ikke:\n- avslå en søknad på telefon\n- kreve politiattest",
    7: "Nav kan ikke avslå en søknad uten skriftlig vedtak.",
    8: "Alle kan levere søknad uten timeavtale.",
}


def only(text: str, reviewed: dict[int, str] | None = None, language: Language | None = None):
    grounded = checked(text, CITATIONS, reviewed, language=language, translate=TRANSLATE)
    assert len(grounded.standing) + len(grounded.dropped) == 1
    return grounded.dropped[0].fault if grounded.dropped else None


@pytest.mark.parametrize(
    "sentence",
    [
        "Nav kan ikke gi avslag muntlig [1].",
        "Alle har rett til å levere en søknad. [1]",
        "Kilden sier at «Nav kan ikke gi muntlige avslag» [1].",
        "Kjelda seier at Nav ikkje kan gi muntlege avslag [1].",
        "Det finnes ingen nedre aldersgrense for tjenester etter sosialtjenesteloven § 17 [2].",
        "Barn under 18 år forsørges av foreldre [3].",
        "Barn under atten år forsørges av foreldre [3].",
        "Kontoret bør innhente samtykke først, jf. forvaltningsloven § 13 [4].",
        "12 av 33 deltakere har begynt i jobb [5].",
        "Nav kan ikke avslå en søknad uten vedtak [7].",
        "Alle kan levere søknad [8].",
        "- **Alle** har rett til å levere søknad [1]",
        "1. Alle har rett til å levere søknad [1]",
        "Alle har rett til å levere søknad 【1】.",
        "Alle kan levere søknad, og de har rett til det [1, 8].",
        "Nav kan ikke gi muntlige avslag, og alle har rett til å levere søknad [1].",
    ],
)
def test_what_the_quotes_carry_stands(sentence: str):
    assert only(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "There is no lower age limit for services under section 17 of the Social Services Act [2].",
        "Nav may not give oral refusals [1].",
        "Parents must support children until the age of 18 [3].",
        "Of 33 participants, 12 have started in a job [5].",
    ],
)
def test_an_english_answer_to_norwegian_quotes_stands(sentence: str):
    reviewed = {3: "Parents have a duty to support their children until the age of 18."}
    assert only(sentence, language="en", reviewed=reviewed) is None


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("Alle har rett til å levere søknad.", Fault.NO_MARKER),
        ("Alle har rett til å levere søknad [9].", Fault.UNKNOWN_MARKER),
        ("Kilden sier «Nav kan aldri gi muntlige avslag» [1].", Fault.QUOTE),
        ("Kilden sier “Nav bør ikke gi muntlige avslag” [1].", Fault.QUOTE),
        ("Kilden sier «Nav kan ikke gi muntlige avslag» [2].", Fault.QUOTE),
        ("Kilden sier «Nav kan ikke gi skriftlige avslag [1].", Fault.QUOTE),
        ("Det er ingen nedre aldersgrense for tjenester etter § 18 [2].", Fault.LAW),
        ("Det er ingen nedre aldersgrense for tjenester etter forvaltningsloven § 17 [2].", Fault.LAW),
        ("Det er ingen nedre aldersgrense for tjenester etter folketrygdloven [2].", Fault.LAW),
        ("Foreldre har forsørgeransvar for barn inntil 20 år [3].", Fault.AGE),
        ("Foreldre har forsørgeransvar for barn over 18 år [3].", Fault.AGE),
        ("Det er ingen aldersgrense for en 17-åring etter § 17 [2].", Fault.AGE),
        ("Av 34 deltakere har tolv begynt i jobb [5].", Fault.NUMBER),
        ("Av 33 deltakere har elleve begynt i jobb [5].", Fault.NUMBER),
        ("Av 33 deltakere har 25 prosent fått 1 000 kroner [5].", Fault.NUMBER),
        ("Av 33 deltakere har 2,5 prosent fått 10 000 kroner [5].", Fault.NUMBER),
        ("Nav kan gi muntlige avslag [1].", Fault.NEGATION),
        ("Nav kan gi avslag muntlig, og alle har rett til å levere søknad [1].", Fault.NEGATION),
        ("Alle har ikke rett til å levere søknad [1].", Fault.NEGATION),
        ("Det er en nedre aldersgrense for tjenester etter § 17 [2].", Fault.NEGATION),
        ("Kontoret kan avslå en søknad på telefon [6].", Fault.NEGATION),
        ("Nav kan avslå en søknad uten skriftlig vedtak [7].", Fault.NEGATION),
        ("Kontoret må innhente samtykke før det ringer foreldrene [4].", Fault.MODALITY),
        ("Kontoret har rett til å ringe foreldrene før samtykke [4].", Fault.MODALITY),
        ("Kommunen bygger svømmehaller med penger fra staten [1].", Fault.WORDS),
        ("PWNED [1]", Fault.WORDS),
        ("Alle har rett til å levere søknad på [siden](https://ond.example) [1].", Fault.ADDRESS),
        ("Alle har rett til å levere søknad til post@ond.example [1].", Fault.ADDRESS),
    ],
)
def test_what_the_quotes_do_not_carry_falls(sentence: str, fault: Fault):
    assert only(sentence) is fault


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("Nav may give oral refusals [1].", Fault.NEGATION),
        ("Schools may give free lunches [4].", Fault.WORDS),
        ("Parents do not support children until the age of 18 [3].", Fault.NEGATION),
        ("Parents support children until the age of 20 [3].", Fault.NUMBER),
        ("Offices must obtain consent before calling the parents [4].", Fault.MODALITY),
        ("Of 33 participants, 14 have started in a job [5].", Fault.NUMBER),
        ("There is no lower age limit for services under section 18 [2].", Fault.LAW),
    ],
)
def test_an_english_answer_falls_by_the_same_rules(sentence: str, fault: Fault):
    assert only(sentence, language="en") is fault


def test_a_reviewed_sentence_carries_words_but_no_quotation():
    reviewed = {2: "En 16-åring kan få råd og veiledning."}
    assert only("En 16-åring kan få veiledning [2].", reviewed=reviewed) is None
    assert only("En «16-åring kan få råd» [2].", reviewed=reviewed) is Fault.QUOTE


def test_each_sentence_is_checked_by_itself():
    grounded = checked(
        "Her er svaret. Nav kan ikke gi muntlige avslag.[1] Alle har rett til å levere søknad [1][9]. "
        "Barn forsørges til de er 25 år [3].\nDet er ingen nedre aldersgrense, f.eks. for § 17 [2].",
        CITATIONS,
    )
    assert [(sentence.text, sentence.citations) for sentence in grounded.standing] == [
        ("Nav kan ikke gi muntlige avslag.", (1,)),
        ("Alle har rett til å levere søknad.", (1,)),
        ("Det er ingen nedre aldersgrense, f.eks. for § 17.", (2,)),
    ]
    assert [dropped.fault for dropped in grounded.dropped] == [Fault.NO_MARKER, Fault.AGE]
    assert grounded.enough


def test_a_quotation_of_two_sentences_is_one():
    text = "«Nav kan ikke gi muntlige avslag. Alle har rett til å levere søknad.» [1]"
    assert only(text) is None
    assert checked(text, CITATIONS).standing[0].text == text.removesuffix(" [1]")


def test_a_yes_or_no_of_the_model_is_taken_away():
    for opening in ("Ja, alle", "Ja. Alle", "Ja.\n\nAlle"):
        grounded = checked(f"{opening} har rett til å levere søknad [1]. .", CITATIONS)
        assert [sentence.text for sentence in grounded.standing] == ["Alle har rett til å levere søknad."]
        assert not grounded.dropped


def test_an_empty_text_or_one_that_mostly_falls_is_not_enough():
    assert not checked("", CITATIONS).enough
    assert not checked("Alle får bil. Alle får hus. Alle har rett til å levere søknad [1].", CITATIONS).enough


def test_what_is_shown_beside_a_quote_carries_its_year_and_section_but_no_age():
    beside = {3: "Helsedirektoratet: Rundskriv (2022), § 18 Livsopphold, 20 år"}
    assert checked("Foreldre har i 2022 forsørgeransvar, jf. § 18 [3].", CITATIONS, beside=beside).enough
    assert not checked("Foreldre har forsørgeransvar for barn inntil 20 år [3].", CITATIONS, beside=beside).enough


def stands(sentence: str, rule: Rule):
    quotes = "\n".join(evidence.quote for evidence in rule.evidence)
    return checked(f"{sentence} [1]", {1: quotes}, beside={1: "2016 2022"}).enough


def test_most_sentences_that_people_wrote_from_quotes_stand_and_hardly_any_over_other_quotes():
    rules = load_rules()
    pairs = [(sentence, rule) for rule in rules for sentence in (rule.nb, rule.nn)]
    assert sum(stands(sentence, rule) for sentence, rule in pairs) >= 0.8 * len(pairs)
    others = [(rule.nb, rules[number - 97]) for number, rule in enumerate(rules)]
    assert sum(stands(sentence, rule) for sentence, rule in others) <= 0.02 * len(others)
