import unicodedata

from index.analysis import content_words, terms


def test_a_section_sign_with_its_number_is_one_term_however_it_is_written():
    for text in ("§17", "§ 17", "paragraf 17", "Paragrafen 17", "section 17"):
        assert "§17" in terms(text), text
    assert "§20a" in terms("§ 20 a")
    assert "§20a" in terms("§20a")
    assert "§20" not in terms("§ 20a")
    assert "§25-1" in terms("§ 25-1")


def test_sections_of_a_list_are_terms_of_their_own():
    assert {"§17", "§18", "§20a"} <= set(content_words("§§ 17, 18 og 20 a"))


def test_a_section_of_another_law_is_a_term_with_its_law():
    for text in ("forvaltningsloven § 17", "Fvl. §17", "§ 17 i forvaltningsloven"):
        assert [term for term in terms(text) if "§" in term] == ["forvaltningsloven§17"], text
    assert [term for term in terms("sosialtjenesteloven § 17, § 18") if "§" in term] == ["§17", "§18"]


def test_inflected_forms_meet():
    assert set(content_words("søknadene")) == set(content_words("søknaden"))
    assert set(content_words("stønadar")) == set(content_words("stønader"))


def test_a_typing_error_leaves_most_terms_as_they_were():
    right, wrong = set(terms("kvalifiseringsprogram")), set(terms("kvalifiseringsporgram"))
    assert len(right & wrong) > len(right) / 2


def test_decomposed_letters_are_the_same_letters():
    assert terms(unicodedata.normalize("NFD", "første år på")) == terms("første år på")


def test_function_words_say_nothing():
    assert content_words("hva er det som kan være") == []
