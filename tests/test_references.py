"""§ references: one grammar for passages and questions."""

import pytest

from index.references import references

SOCIAL = "sosialtjenesteloven"
ADMINISTRATION = "forvaltningsloven"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("§17, § 18 a, paragraf 20a", [("", "17"), ("", "18 a"), ("", "20 a")]),
        ("§§ 17 og 18", [("", "17"), ("", "18")]),
        ("§§ 18, 19 og 20 a", [("", "18"), ("", "19"), ("", "20 a")]),
        ("sections 17 and 18 of the Social Services Act", [(SOCIAL, "17"), (SOCIAL, "18")]),
        ("fvl § 17 og § 18", [(ADMINISTRATION, "17"), (ADMINISTRATION, "18")]),
        ("fvl § 17 første ledd og § 18", [(ADMINISTRATION, "17"), (ADMINISTRATION, "18")]),
        ("§ 17 og § 18 i forvaltningsloven", [(ADMINISTRATION, "17"), (ADMINISTRATION, "18")]),
        ("§ 17 i stl og § 18", [(SOCIAL, "17"), (SOCIAL, "18")]),
        ("stl § 18 og § 17 i fvl", [(SOCIAL, "18"), (ADMINISTRATION, "17")]),
        ("fvl. § 17", [(ADMINISTRATION, "17")]),
        ("forvaltningslova sin § 17", [(ADMINISTRATION, "17")]),
        ("sosialtjenestelovens § 17", [(SOCIAL, "17")]),
        ("§ 17 i lov om sosiale tjenester i Nav", [(SOCIAL, "17")]),
        ("sosialtjenesteloven § 5, jf. kommuneloven § 25-1.", [(SOCIAL, "5"), ("kommuneloven", "25-1")]),
        ("NAV-lovens §14a", [("NAV-loven", "14 a")]),
        ("Straffeloven § 17", [("straffeloven", "17")]),
        ("utlendingsloven § 38", [("utlendingsloven", "38")]),
        ("helse- og omsorgstjenesteloven § 3-2", [("helse- og omsorgstjenesteloven", "3-2")]),
        ("forskriften § 3", [("forskriften", "3")]),
    ],
)
def test_a_section_has_the_law_that_stands_beside_it_or_beside_its_list(text: str, found: list[tuple[str, str]]):
    assert [(reference.law, reference.number) for reference in references(text)] == found


@pytest.mark.parametrize(
    "text", ["Gjelder forvaltningsloven? § 17", "Det står i forvaltningsloven. § 17", "forvaltningsloven\n§ 17"]
)
def test_a_law_does_not_reach_into_the_next_sentence(text: str):
    assert [(reference.law, reference.number) for reference in references(text)] == [("", "17")]


@pytest.mark.parametrize("text", ["§ 17 og 16 år", "§ 17, 2. ledd", "§ 17, 18-åringer", "§ 17 og 3 kontorer"])
def test_a_number_that_counts_something_is_no_section(text: str):
    assert [reference.number for reference in references(text)] == ["17"]


def test_no_section_no_reference():
    assert list(references("forvaltningsloven gjelder i 17 kommuner")) == []
