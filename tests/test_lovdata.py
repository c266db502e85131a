from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.errors import UnreadableFileError
from corpus.known_laws import known_laws
from corpus.lovdata import Law, LawLink, LawSection, make_law_document, read_law
from index.references import references
from tests.lovdata_files import (
    EDUCATION,
    QUALIFICATION,
    REAL,
    chapter,
    dashes,
    future_section,
    items,
    law,
    ledd,
    note,
    real,
    section,
)

COPIED = date(2025, 11, 8)
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 100}">' for n in range(1, 9))
BOMB = f'<!DOCTYPE html [<!ENTITY e0 "lov">{ENTITIES}]><html>&e8;</html>'.encode()
FIGURES = {
    "FOR-2011-12-16-1251": (7, 7, 16),
    "FOR-2011-12-21-1471": (20, 19, 39),
    "LOV-1967-02-10": (71, 68, 180),
    "LOV-1997-02-28-19": (543, 481, 1573),
    "LOV-2004-12-10-76": (28, 24, 53),
    "LOV-2006-06-16-20": (23, 23, 59),
    "LOV-2009-12-18-131": (56, 56, 119),
    "LOV-2018-06-22-83": (188, 187, 598),
    "LOV-2020-11-06-127": (63, 58, 172),
    "LOV-2021-06-18-97": (183, 169, 475),
    "LOV-2023-06-09-30": (202, 202, 493),
}
"""§§ in all, §§ in force and their ledd in Lovdata's archives of 2025-11-08."""
each_real_file = pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)


def one_section(content: bytes) -> LawSection:
    [found] = read_law(content).sections
    return found


def document(content: bytes) -> Document:
    return make_law_document(read_law(content), COPIED)


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in document(content).paragraphs]


def test_each_ledd_is_a_paragraph_under_its_headings():
    inner = chapter("kapI", "I. Økonomi", section("18", "Stønad", ledd("Første."), ledd("Andre.")), level=3)
    [first, second] = document(law(chapter("kap4", "Kapittel 4. Individuelle tjenester", inner))).paragraphs
    assert first.path == ("Kapittel 4. Individuelle tjenester", "I. Økonomi", "§ 18. Stønad")
    assert (first.text, first.kind, first.id) == ("Første.", "text", "LOV-2009-12-18-131:§18.1")
    assert second.id == "LOV-2009-12-18-131:§18.2"


def test_the_source_says_which_law_it_is_and_from_when():
    source = document(law(section("1", "Formål", ledd("Loven gjelder.")))).source
    assert (source.id, source.title, source.publisher) == ("LOV-2009-12-18-131", "Sosialtjenesteloven", "Lovdata")
    assert (source.kind, source.year, source.date, source.language) == ("lov", 2024, "2024-07-01", "nb")
    assert source.url == "https://lovdata.no/dokument/NL/lov/2009-12-18-131"
    assert "norsk lisens for offentlige data (NLOD)" in source.rights
    assert "8. november 2025" in source.left_out
    assert not source.own


def test_a_regulation_is_one():
    found = read_law(law(section("1", "Formål", ledd("Forskriften gjelder.")), id_=QUALIFICATION))
    assert (found.kind, found.url) == ("forskrift", "https://lovdata.no/dokument/SF/forskrift/2011-12-21-1471")


def test_the_first_of_several_days_in_force_counts():
    content = section("1", "Formål", ledd("Loven gjelder."))
    found = read_law(law(content, in_force="2020-01-01, 2019-10-03, Kongen bestemmer", changed=""))
    assert (found.in_force, found.last_change) == (date(2019, 10, 3), date(2019, 10, 3))
    unset = read_law(law(content, in_force="Kongen bestemmer", changed=""))
    assert (unset.in_force, unset.last_change) == (None, None)
    assert make_law_document(unset, COPIED).source.year is None


def test_the_language_is_that_of_the_text_and_not_of_the_tag():
    content = law(section("1-1", "Verkeområde", ledd("Lova gjeld ikkje for dei som er frå ein annan stad.")))
    assert b'lang="no"' in content
    assert read_law(content).language == "nn"


def test_list_items_stand_on_lines_of_their_own():
    inner = "når han sitter i styret for " + items("et samvirkeforetak, eller", "et selskap.", numbered="12")
    text = (
        "Han er ugild" + items("når han er part;", inner) + '<p class="leddfortsettelse">Dette gjelder alle.</p>'
    )
    assert texts(law(section("6", "Habilitet", ledd(text)))) == [
        "Han er ugild\n"
        "- a. når han er part;\n"
        "- b. når han sitter i styret for\n"
        "  - 1. et samvirkeforetak, eller\n"
        "  - 2. et selskap.\n"
        "Dette gjelder alle."
    ]


def test_a_dash_is_not_written_twice():
    assert texts(law(section("1", "Vekt", ledd("Det legges vekt på" + dashes("alder,", "helse."))))) == [
        "Det legges vekt på\n- alder,\n- helse."
    ]


def test_a_ledd_that_is_only_a_list_is_one():
    content = law(section("1", "Tjenester", ledd(items("råd,", "bolig" + items("ny,", "brukt.")))))
    [paragraph] = document(content).paragraphs
    assert paragraph.kind == "list"


def test_links_and_raised_digits_break_no_word():
    text = 'Etter <a href="lov/1967-02-10/§18a">§§ 18 a</a>, <i>jf.</i> kravet om 8 m<sup>2</sup> gulv.'
    assert texts(law(section("1", "Krav", ledd(text)))) == ["Etter §§ 18 a, jf. kravet om 8 m² gulv."]


def test_notes_footnotes_and_future_text_are_no_part_of_the_text():
    reference = '<sup class="footnotereference" data-footnotereferencevalue="1">1</sup>'
    footnotes = '<footer class="footnotes"><article class="footnote">1 Fra 1 jan 1970.</article></footer>'
    future = '<article class="futureLegalP">Ny tekst.</article>'
    content = section("52", "Ikrafttredelse", ledd(f"Loven,{reference} gjelder."), note("Endret ved lov."))
    content = content.removesuffix("</article>") + footnotes + future + "</article>"
    found = one_section(law(content))
    assert [part.text for part in found.ledd] == ["Loven, gjelder."]
    assert found.notes == ("Endret ved lov.",)


def test_text_outside_a_ledd_belongs_to_the_ledd_before_it():
    table = "<table><tr><td>Alder</td><td>Sats</td></tr></table>"
    content = law(section("2", "Satser", ledd("Satsene er:"), table, ledd("De økes.")))
    assert texts(content) == ["Satsene er:\nAlder\nSats", "De økes."]


def test_numbered_ledd_count_as_ledd():
    numbered = '<article class="numberedLegalP" data-numerator="{0}">({0}) Inntekten fastsettes.</article>'
    found = one_section(law(section("24-1", "Oppgaver", numbered.format(1), numbered.format(2))))
    assert [part.number for part in found.ledd] == [1, 2]


@pytest.mark.parametrize(
    ("written", "number"),
    [("18", "18"), ("20 a", "20 a"), ("17a", "17 a"), ("25-1", "25-1"), ("25-10a", "25-10 a"), ("9 A-1", "9 a-1")],
)
def test_numbers_are_written_as_references_write_them(written: str, number: str):
    found = one_section(law(section(written, "Tittel", ledd("Tekst."))))
    assert (found.number, found.heading) == (number, f"§ {written}. Tittel")
    if "a-" not in number:  # a § of a chapter with a letter is not known there
        assert [reference.number for reference in references(found.heading)] == [number]


def test_links_say_which_law_and_section():
    text = (
        '<a href="lov/2009-12-18-131/§20a/ledd/2">§ 20 a</a> <a href="forskrift/2011-12-21-1471">forskriften</a> '
        '<a href="lov/2021-06-18-97/kap9A">kapittel 9 A</a> <a href="lov/2009-12-18-131/§20a">§ 20 a</a> '
        '<a href="eu/32004r0883">EU</a>'
    )
    amended = note('Endret ved <a href="lov/2020-01-01-1">lov</a>.')
    found = one_section(law(section("1", "Tittel", ledd(text), amended)))
    assert found.links == (
        LawLink("LOV-2009-12-18-131", "20 a"),
        LawLink("FOR-2011-12-21-1471", ""),
        LawLink("LOV-2021-06-18-97", ""),
    )
    assert found.url == "https://lovdata.no/dokument/NL/lov/2009-12-18-131/§1"


def law_with_gaps() -> Law:
    return read_law(
        law(
            '<article class="defaultP">Loven oppheves ved lov 20 juni 2025 nr. 81.</article>',
            section("1", "Formål", ledd("Loven gjelder."), note("Endres ved lov (i kraft 1 jan 2027).")),
            section(
                "2", "(Opphevet)", note("Endret ved lov 1 juni 2000 nr. 1, opphevet ved lov 2 mai 2010 nr. 4.")
            ),
            section("3", "(Flyttet til § 8 ved lov 19 des 2008 nr. 106.)", note("Endret ved lov.")),
            section("14 a", "Innhold", note("Tilføyes ved lov 20 juni 2025 nr. 35 (i kraft 1 jan 2026).")),
            future_section("1", "Nytt formål", ledd("Loven skal gjelde.")),
            future_section("15", "Ny plikt", ledd("Kommunen skal.")),
        )
    )


def test_a_section_without_text_is_known_with_the_reason():
    found = law_with_gaps()
    known = {section.number: (section.status, section.reason) for section in found.sections}
    assert known == {
        "1": ("in force", ""),
        "2": ("repealed", "Opphevet ved lov 2 mai 2010 nr. 4."),
        "3": ("repealed", "Flyttet til § 8 ved lov 19 des 2008 nr. 106."),
        "14 a": ("not in force yet", "Tilføyes ved lov 20 juni 2025 nr. 35 (i kraft 1 jan 2026)."),
        "15": ("not in force yet", ""),
    }
    assert found.section("99") is None


def test_only_what_is_in_force_is_in_the_document():
    paragraphs = make_law_document(law_with_gaps(), COPIED).paragraphs
    assert [paragraph.text for paragraph in paragraphs] == ["Loven gjelder."]


def test_what_is_said_of_the_whole_law_is_kept():
    assert law_with_gaps().notes == ("Loven oppheves ved lov 20 juni 2025 nr. 81.",)


def test_a_chapter_that_is_not_in_force_is_not_in_the_document():
    coming = chapter("kap2", "Kapittel 2", section("2", "Ny", ledd("Skal gjelde.")))
    coming = coming.replace('class="section"', 'class="futuresection"')
    found = read_law(law(section("1", "Formål", ledd("Loven gjelder.")), coming))
    assert [section.status for section in found.sections] == ["in force", "not in force yet"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (law(section("1", "Formål", ledd("Loven.")))[:-20], "ikke hel"),
        (b"", "ikke hel"),
        (b"<html><body>En nettside</body></html>", "ikke en lov"),
        (law(section("2", "(Opphevet)")), "ikke en lov"),
        (law(section("1", "Formål", ledd("Loven.")), id_="SAK-1"), "ikke en lov"),
        (BOMB, "ikke hel"),
        (b"<a>" * 100_000 + b"</a>" * 100_000, "ikke"),
    ],
    ids=["cut", "empty", "page", "repealed", "kind", "entities", "deep"],
)
def test_what_is_no_law_is_refused_in_words(content: bytes, said: str):
    with pytest.raises(UnreadableFileError, match=said):
        read_law(content)


def raw_words(file: Path) -> dict[str, list[str]]:
    """The words of each § that has a ledd, found with regular expressions over the file."""
    raw = file.read_text(encoding="utf-8")
    raw = re.sub(r'<article class="changesToParent".*?</article>', "", raw)
    raw = re.sub(r'<footer class="footnotes">.*?</footer>|<sup class="footnotereference".*?</sup>', "", raw)
    raw = re.sub(r"<sup>2</sup>", "²", raw)
    words = {}
    for part in raw.split('<article class="legalArticle"')[1:]:
        name = re.search(r'data-name="§([^"]+)"', part)
        text = re.split(r"</?section|</main>", part)[0].partition("</h")[2].partition(">")[2]
        text = re.sub(r'<li [^>]*data-name="-"[^>]*>', " - ", text)
        text = re.sub(r'<li [^>]*data-name="([^"]+)"[^>]*>', r" - \1 ", text)
        text = re.sub(r"</?(?:a|i|strong|sup)\b[^>]*>", "", text)
        if name:
            words[name[1].lower()] = html.unescape(re.sub(r"<[^>]*>", " ", text)).split()
    return {name: text for name, text in words.items() if text}


@real
def test_the_files_are_the_known_laws():
    assert [file.stem for file in REAL] == sorted(known.file for known in known_laws())
    assert {read_law(file.read_bytes()).id for file in REAL} == {known.id for known in known_laws()}


@real
@each_real_file
def test_no_word_of_a_law_is_lost_or_doubled(file: Path):
    found = read_law(file.read_bytes())
    read = {
        section.number.replace(" ", ""): " ".join(part.text for part in section.ledd).split()
        for section in found.sections
        if section.ledd
    }
    assert read == raw_words(file)


@real
@each_real_file
def test_the_number_of_sections_and_ledd_is_known(file: Path):
    found = read_law(file.read_bytes())
    in_force = [section for section in found.sections if section.status == "in force"]
    paragraphs = make_law_document(found, COPIED).paragraphs
    assert (len(found.sections), len(in_force), len(paragraphs)) == FIGURES[found.id]
    assert len({paragraph.id for paragraph in paragraphs}) == len(paragraphs)
    assert len({section.number for section in found.sections}) == len(found.sections)


@real
def test_the_social_services_act_has_as_many_sections_as_headings():
    [file] = [file for file in REAL if file.stem == "nl-20091218-131"]
    headings = re.findall(r'<span class="legalArticleValue"[^>]*>§ [^<]+</span>', file.read_text(encoding="utf-8"))
    assert len(read_law(file.read_bytes()).sections) == len(headings) == 56


@real
def test_only_the_education_act_is_in_nynorsk():
    languages = {found.id: found.language for found in (read_law(file.read_bytes()) for file in REAL)}
    assert [id_ for id_, language in languages.items() if language == "nn"] == [EDUCATION]


@real
def test_sections_that_are_not_in_force_are_told_from_repealed_ones():
    [file] = [file for file in REAL if file.stem == "nl-20201106-127"]
    found = read_law(file.read_bytes())
    coming = [section.number for section in found.sections if section.status == "not in force yet"]
    assert coming == ["12 a", "14 a", "18 a", "18 b"]
    repealed = found.section("45")
    assert repealed is not None
    assert (repealed.status, repealed.reason.split(" (")[0]) == (
        "repealed",
        "Opphevet ved lov 11 juni 2021 nr. 79",
    )
