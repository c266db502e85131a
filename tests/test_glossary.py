"""The glossary against the documents that it quotes."""

import re
from collections import Counter

import pytest

from corpus.document import fold
from corpus.glossary import load_glossary
from corpus.loading import load_shipped

SECTION = re.compile(r"[\wæøå-]+( og [\wæøå-]+)*( (§|kapittel|artikkel) \d+(-\d+)?( [a-z])?)?")


@pytest.fixture(scope="module")
def paragraphs() -> dict[str, list[str]]:
    return {
        document.source.id: [fold(paragraph.text) for paragraph in document.paragraphs]
        for document in load_shipped()
    }


def test_every_quote_stands_in_its_source(paragraphs: dict[str, list[str]]):
    quoted = [term for term in load_glossary() if term.quote]
    missing = [
        term.name
        for term in quoted
        if not any(fold(term.quote) in text for text in paragraphs.get(term.source, ()))
    ]
    assert missing == []


def test_quote_and_source_come_together():
    assert [term.name for term in load_glossary() if bool(term.quote) != bool(term.source)] == []


def test_there_are_terms_enough_and_most_are_quoted():
    terms = load_glossary()
    assert len(terms) >= 90
    assert sum(bool(term.quote) for term in terms) >= 60


def test_names_are_unique():
    names = Counter(term.name.casefold() for term in load_glossary())
    assert [name for name, times in names.items() if times > 1] == []


def test_no_term_has_a_name_twice():
    for term in load_glossary():
        others = [name.casefold() for name in (term.name, *term.also)]
        assert len(set(others)) == len(others), term.name


def test_every_term_is_defined_in_three_languages():
    for term in load_glossary():
        definitions = [term.define(language) for language in ("nb", "nn", "en")]
        assert all(text.endswith(".") and text == fold(text) for text in definitions), term.name


def test_sections_are_written_alike():
    parts = [part for term in load_glossary() if term.section for part in term.section.split(", ")]
    assert [part for part in parts if not SECTION.fullmatch(part)] == []


def test_own_definitions_name_no_sums():
    """They grow old unseen; a quote carries its year."""
    sums = re.compile(r"\d\s*(kr|kroner|prosent|%|per cent)|\d+\s+(dager|uker|måneder|dagar|veker|månader)")
    assert [
        term.name
        for term in load_glossary()
        if sums.search(" ".join((term.definition, term.definition_nn, term.definition_en)))
    ] == []
