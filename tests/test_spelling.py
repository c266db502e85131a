from pathlib import Path

from index.spelling import Speller

SPELLER = Speller.of_texts(
    ["Nav kan gi en sanksjon etter aktivitetsplikten. Sanksjoner er sjeldne.", "sanksjoner"]
)


def test_an_unknown_word_becomes_the_known_one_that_is_near():
    assert SPELLER.repair("kan vi gi sanksjonr?") == "kan vi gi sanksjoner?"
    assert SPELLER.repair("aktvitetspliktne") == "aktivitetsplikten"


def test_known_words_their_inflections_and_short_words_stay():
    for text in ("sanksjonen", "Sanksjoner", "Navv", "gii", "etter"):
        assert SPELLER.repair(text) in (text, "nav"), text


def test_a_word_far_from_all_stays():
    assert SPELLER.repair("barnehage") == "barnehage"


def test_it_can_be_stored(tmp_path: Path):
    SPELLER.save(tmp_path / "words.tsv")
    assert Speller.load(tmp_path / "words.tsv").repair("sanksjonr") == "sanksjoner"
