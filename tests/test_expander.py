from corpus.lexicon import LexiconEntry
from index.lexicon import Expander

ENTRIES = [
    LexiconEntry("økonomisk stønad", ("sosialhjelp", "penger til mat"), (), ("social assistance",), ()),
    LexiconEntry("sanksjon", ("straff",), (), ("sanction",), ()),
    LexiconEntry("supported employment", (), (), (), ("SE",)),
    LexiconEntry("kvalifiseringsprogram", (), (), (), ("KVP",)),
]


def test_everyday_words_bring_the_term():
    assert Expander(ENTRIES).expand("kan han få sosialhjelp?") == "økonomisk stønad sosialhjelp penger til mat"


def test_phrases_and_inflections_are_found():
    assert "økonomisk stønad" in Expander(ENTRIES).expand("trenger penger til maten")
    assert "sanksjon" in Expander(ENTRIES).expand("sanctions")


def test_an_abbreviation_that_is_also_a_word_counts_only_as_written():
    assert Expander(ENTRIES).expand("kan hun se saken") == ""
    assert Expander(ENTRIES).expand("hva er SE?") == "supported employment"
    assert Expander(ENTRIES).expand("hva er kvp?") == "kvalifiseringsprogram"


def test_nothing_known_adds_nothing():
    assert Expander(ENTRIES).expand("hva er klokka") == ""
