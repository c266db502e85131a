"""The words of a § that is named: with the real laws where they are at hand, and what is said without them."""

import os
from datetime import date
from pathlib import Path

import pytest

from assistant import assembly
from assistant.answer import Outcome
from assistant.assistant import Assistant
from assistant.question import Question
from assistant.settings import Settings
from assistant.statute import LEDD
from assistant.understanding import understand
from corpus import law
from corpus.document import fold
from corpus.lovdata import read_law

LOVDATA = Path(os.environ.get("ASSISTANT_LOVDATA", "../shared/data/lovdata"))
COPIED = date(2025, 11, 8)
real = pytest.mark.skipif(not LOVDATA.is_dir(), reason="Lovdata's files are not at hand (ASSISTANT_LOVDATA)")

STL, FVL, NAVL, KOML = "LOV-2009-12-18-131", "LOV-1967-02-10", "LOV-2006-06-16-20", "LOV-2018-06-22-83"
BVL, FTRL, OPPL = "LOV-2021-06-18-97", "LOV-1997-02-28-19", "LOV-2023-06-09-30"
INTL, AML, KVP, BOPEL = "LOV-2020-11-06-127", "LOV-2004-12-10-76", "FOR-2011-12-21-1471", "FOR-2011-12-16-1251"
LOOK_UPS = [
    ("hva sier § 17", STL, "17", None),
    ("hva sier § 17?", STL, "17", None),
    ("§ 18", STL, "18", None),
    ("§18 første ledd", STL, "18", 1),
    ("§ 18 andre ledd", STL, "18", 2),
    ("hva står i § 18 tredje ledd", STL, "18", 3),
    ("sosialtjenesteloven § 17 første ledd", STL, "17", 1),
    ("stl §20a", STL, "20 a", None),
    ("stl § 20 a første ledd", STL, "20 a", 1),
    ("sotjl § 19", STL, "19", None),
    ("sosialtjenestelova § 15", STL, "15", None),
    ("kva seier sosialtenestelova § 29", STL, "29", None),
    ("paragraf 42 i sosialtjenesteloven", STL, "42", None),
    ("paragraf tjueen andre ledd i sosialtjenesteloven", STL, "21", 2),
    ("vis § 27", STL, "27", None),
    ("ordlyden i § 20", STL, "20", None),
    ("what does section 29 of the Social Services Act say", STL, "29", None),
    ("Social Services Act section 18", STL, "18", None),
    ("section 17 of the Social Services Act, first paragraph", STL, "17", 1),
    ("lov om sosiale tjenester i NAV § 4", STL, "4", None),
    ("sosialtjenesteloven § 1", STL, "1", None),
    ("sosialtjenesteloven § 12", STL, "12", None),
    ("sosialtjenesteloven § 28", STL, "28", None),
    ("sosialtjenesteloven § 35", STL, "35", None),
    ("sosialtjenesteloven § 41", STL, "41", None),
    ("sosialtjenesteloven § 43", STL, "43", None),
    ("hva sier forvaltningsloven § 17", FVL, "17", None),
    ("forvaltningsloven paragraf 17 første ledd", FVL, "17", 1),
    ("fvl § 29", FVL, "29", None),
    ("fvl. § 11 a", FVL, "11 a", None),
    ("forvaltningslova § 24", FVL, "24", None),
    ("forvaltningsloven § 13 b", FVL, "13 b", None),
    ("Public Administration Act section 16", FVL, "16", None),
    ("§ 18 i forvaltningsloven", FVL, "18", None),
    ("NAV-loven § 14 a", NAVL, "14 a", None),
    ("nav-lova § 15", NAVL, "15", None),
    ("navloven § 7", NAVL, "7", None),
    ("kommuneloven § 25-1", KOML, "25-1", None),
    ("Kva står i § 25-1 i kommunelova?", KOML, "25-1", None),
    ("koml § 30-1", KOML, "30-1", None),
    ("Local Government Act section 1-1", KOML, "1-1", None),
    ("barnevernsloven § 1-3", BVL, "1-3", None),
    ("bvl § 3-6", BVL, "3-6", None),
    ("barnevernslova § 2-1", BVL, "2-1", None),
    ("Child Welfare Act section 1-1", BVL, "1-1", None),
    ("folketrygdloven § 11-5", FTRL, "11-5", None),
    ("ftrl § 4-3", FTRL, "4-3", None),
    ("folketrygdlova § 21-3", FTRL, "21-3", None),
    ("National Insurance Act section 12-1", FTRL, "12-1", None),
    ("opplæringslova § 1-1", OPPL, "1-1", None),
    ("opplæringsloven § 5-1", OPPL, "5-1", None),
    ("opplæringslova § 9-1 første ledd", OPPL, "9-1", 1),
    ("integreringsloven § 8", INTL, "8", None),
    ("integreringslova § 14", INTL, "14", None),
    ("arbeidsmarkedsloven § 1", AML, "1", None),
    ("§ 13 i arbeidsmarkedsloven", AML, "13", None),
    ("kvalifiseringsforskriften § 6", KVP, "6", None),
    ("KVP-forskriften § 2", KVP, "2", None),
    ("forskrift om kvalifiseringsprogram og kvalifiseringsstønad § 3", KVP, "3", None),
    ("forskrift om sosiale tjenester for personer uten fast bopel i Norge § 2", BOPEL, "2", None),
]


@pytest.fixture(scope="module")
def with_laws(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The shipped documents and the eleven laws."""
    settings = Settings(data=tmp_path_factory.mktemp("law"))
    law.take(LOVDATA, [], assembly.law_folder(settings), copied=COPIED)
    assembly.build(settings)
    return assembly.assemble(settings)


@pytest.fixture(scope="module")
def laws() -> dict[str, law.Law]:
    return {one.id: one for one in (read_law(path.read_bytes()) for path in LOVDATA.glob("*.xml"))}


def test_sixty_look_ups():
    assert len(LOOK_UPS) == 60


@real
@pytest.mark.model
@pytest.mark.parametrize(("question", "source", "number", "ledd"), LOOK_UPS)
def test_a_look_up_leads_with_the_words_of_the_paragraph(
    with_laws: Assistant, laws: dict, question: str, source: str, number: str, ledd: int | None
):
    answer = with_laws.ask(Question(question))
    section = laws[source].section(number)
    assert section is not None
    wanted = [one.text for one in section.ledd if ledd in (None, one.number)]
    quoted = fold(" ".join(citation.quote for citation in answer.citations if citation.source == source))
    assert answer.citations[0].source == source
    assert answer.passages[0].passage.source == source
    assert fold(wanted[0])[:200] in quoted
    if len(" ".join(wanted).split()) < 300:
        assert all(fold(text) in quoted for text in wanted)


@real
@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("sosialtjenesteloven § 99", "Sosialtjenesteloven § 99 finnes ikke."),
        ("kva seier § 99?", "Sosialtenestelova § 99 finst ikkje."),
        ("forvaltningsloven § 20 b", "Forvaltningsloven § 20 b finnes ikke."),
        ("what does section 99 of the Social Services Act say", "The Social Services Act § 99 does not exist."),
        ("integreringsloven § 14 a", "Integreringsloven § 14 a har ingen tekst som gjelder nå"),
    ],
)
def test_a_paragraph_that_has_no_words_is_not_invented(with_laws: Assistant, question: str, said: str):
    answer = with_laws.ask(Question(question))
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.text.startswith(said)
    assert not answer.citations


@real
@pytest.mark.model
def test_the_law_comes_first_and_a_change_since_the_source_is_said(with_laws: Assistant):
    answer = with_laws.ask(Question("kan en 16-åring få § 17?"))
    assert answer.citations[0].source == STL
    assert answer.verdict == "yes"
    changed = with_laws.ask(Question("hvordan skal vi vurdere § 15 for ungdom uten bolig?"))
    assert any("sosialtjenesteloven § 15 ble endret 01.07.2023" in notice.text for notice in changed.notices)


@pytest.mark.model
def test_without_the_law_the_answer_says_so_once_and_names_the_command(shipped: Assistant):
    answer = shipped.ask(Question("hva sier forvaltningsloven § 17?"))
    missing = [notice.text for notice in answer.notices if notice.kind == "law_missing"]
    assert len(missing) <= 1
    answer = shipped.ask(Question("kan en 16-åring få § 17?"))
    missing = [notice.text for notice in answer.notices if notice.kind == "law_missing"]
    assert len(missing) == 1
    assert "assistant fetch law" in missing[0]


@pytest.mark.parametrize(
    ("text", "looks_up"),
    [
        ("hva sier § 17", True),
        ("what does section 29 of the Social Services Act say", True),
        ("må vi bruke § 20a?", False),
        ("kan en 16-åring få § 17?", False),
        ("hvordan skal vi vurdere § 15 for ungdom uten bolig?", False),
    ],
)
def test_a_look_up_asks_for_no_more_than_the_words(text: str, looks_up: bool):
    assert understand(Question(text)).looks_up_law is looks_up


@pytest.mark.parametrize(
    ("text", "found"),
    [("første ledd", True), ("2. ledd", True), ("ledd 3", True), ("siste ledd", True), ("tre ungdommer", False)],
)
def test_ledd_are_recognised(text: str, found: bool):
    assert bool(LEDD.search(text)) is found
