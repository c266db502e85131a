"""The lexicon's rows, one by one."""

import re
from pathlib import Path

import pytest

from corpus.lexicon import HEADER, load_lexicon

ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"


def in_norwegian_order(term: str) -> list[int]:
    return [ALPHABET.find(letter) for letter in term.lower()]


def test_it_is_large_and_sorted_with_one_row_per_term():
    terms = [entry.term for entry in load_lexicon()]
    assert len(terms) >= 1500
    assert len({term.casefold() for term in terms}) == len(terms)
    assert terms == sorted(terms, key=in_norwegian_order)


def test_no_row_is_empty():
    assert [entry.term for entry in load_lexicon() if not entry.term or not entry.words] == []


def test_no_word_is_malformed():
    words = [word for entry in load_lexicon() for word in (entry.term, *entry.words)]
    assert [word for word in words if not word or re.search(r"[|\t]|^\s|\s$|\s\s", word)] == []


def test_no_word_stands_twice_in_a_row():
    for entry in load_lexicon():
        words = [word.casefold() for word in (entry.term, *entry.words)]
        assert len(set(words)) == len(words), entry.term


def test_sections_are_left_to_the_reference_parser():
    everyday = [word for entry in load_lexicon() for word in entry.everyday]
    assert [word for word in everyday if re.search(r"§|paragraf\s*\d", word, re.IGNORECASE)] == []


def test_cells_become_words(tmp_path: Path):
    file = tmp_path / "lexicon.tsv"
    file.write_text("\t".join(HEADER) + "\nvedtak\tavgjørelse | svar\tavgjerd\t\t\n", encoding="utf-8")
    (entry,) = load_lexicon(file)
    assert (entry.term, entry.everyday, entry.nynorsk) == ("vedtak", ("avgjørelse", "svar"), ("avgjerd",))
    assert entry.words == ("avgjørelse", "svar", "avgjerd")
    assert entry.abbreviations == ()


@pytest.mark.parametrize("text", ["", "term\teveryday\n", "\t".join(HEADER) + "\nvedtak\tavgjørelse\n"])
def test_a_broken_file_is_named(tmp_path: Path, text: str):
    file = tmp_path / "lexicon.tsv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"lexicon\.tsv"):
        load_lexicon(file)
