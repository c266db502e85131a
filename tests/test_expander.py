from corpus.lexicon import LexiconEntry
from index.lexicon import Expander

ENTRIES = [
    LexiconEntry("økonomisk stønad", ("sosialhjelp", "penger til mat"), (), ("social assistance",), ()),
    LexiconEntry("sanksjon", ("straff",), (), ("sanction",), ()),
]


def test_everyday_words_bring_the_term():
    assert Expander(ENTRIES).expand("kan han få sosialhjelp?") == "økonomisk stønad sosialhjelp penger til mat"


def test_phrases_and_inflections_are_found():
    assert "økonomisk stønad" in Expander(ENTRIES).expand("trenger penger til maten")
    assert "sanksjon" in Expander(ENTRIES).expand("sanctions")


def test_nothing_known_adds_nothing():
    assert Expander(ENTRIES).expand("hva er klokka") == ""
