"""The rule cards that come with the assistant, held against the documents."""

from collections import Counter

import pytest

from assistant.language import detect
from corpus.document import fold
from corpus.known_laws import known_laws
from corpus.loading import load_shipped
from corpus.lovdata import read_law
from corpus.rules import LAW_RULES, Modality, Rule, load_rules
from tests.lovdata_files import REAL, real

OF_DOCUMENTS, OF_LAWS = load_rules(), load_rules(LAW_RULES)
RULES = (*OF_DOCUMENTS, *OF_LAWS)
BY_ID = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    return {
        document.source.id: [fold(paragraph.text) for paragraph in document.paragraphs]
        for document in load_shipped()
    }


def test_there_are_enough_cards_of_every_kind_and_source():
    assert len(RULES) >= 120
    assert {rule.modality for rule in RULES} == set(Modality)
    sources = {piece.source for rule in RULES for piece in rule.evidence}
    assert sources >= {"oslo-viken-2022", "innlandet-2022", "trondelag-2022", "afi-2016"}


def test_no_card_has_the_id_or_the_words_of_another():
    for said in ([rule.id for rule in RULES], [rule.nb for rule in OF_DOCUMENTS], [rule.nb for rule in OF_LAWS]):
        assert [name for name, count in Counter(said).items() if count > 1] == []


def test_rules_that_differ_name_each_other_and_rest_on_different_sources():
    rules = {rule.id: rule for rule in RULES}
    differing = [(rule, rules[other]) for rule in RULES for other in rule.differs]
    assert differing
    for rule, other in differing:
        assert rule.id in other.differs
        assert not {piece.source for piece in rule.evidence} & {piece.source for piece in other.evidence}


@pytest.fixture(scope="module")
def laws() -> dict[str, list[str]]:
    read = (read_law(path.read_bytes()) for path in REAL)
    return {law.id: [fold(ledd.text) for section in law.sections for ledd in section.ledd] for law in read}


@real
@pytest.mark.parametrize("rule", OF_LAWS, ids=[rule.id for rule in OF_LAWS])
def test_every_quote_of_a_law_stands_in_one_ledd(rule: Rule, laws: dict[str, list[str]]):
    assert rule.evidence
    for piece in rule.evidence:
        assert any(fold(piece.quote) in text for text in laws[piece.source]), piece.quote


@pytest.mark.parametrize("rule", OF_DOCUMENTS, ids=[rule.id for rule in OF_DOCUMENTS])
def test_every_quote_stands_in_one_paragraph_of_its_source(rule: Rule, texts: dict[str, list[str]]):
    assert rule.evidence
    for piece in rule.evidence:
        assert any(fold(piece.quote) in text for text in texts[piece.source]), piece.quote


@BY_ID
def test_every_card_says_its_rule_in_three_languages_and_names_deeds(rule: Rule):
    assert rule.nb.endswith(".")
    assert rule.nn.endswith(".")
    assert detect(rule.en) == "en"
    assert len(rule.deeds) >= 3
    assert not any(deed.strip().endswith("?") for deed in (*rule.deeds, *rule.opposites))
    assert not {deed.lower() for deed in rule.deeds} & {deed.lower() for deed in rule.opposites}


@BY_ID
def test_ages_are_limits_and_conditions_can_be_met(rule: Rule):
    assert (rule.age_from or 0) <= (rule.age_to if rule.age_to is not None else 200)
    for condition in rule.conditions:
        assert condition.words
        assert all(text.endswith("?") for text in (condition.nb, condition.nn, condition.en))


def test_laws_go_by_the_names_that_references_have():
    named = {rule.law for rule in RULES if rule.sections}
    assert named <= {law.name for law in known_laws()}
