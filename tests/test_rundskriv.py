"""Rundskriv: told from other documents by their head, read under their points, found by their §§, fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.question import Question
from corpus import own, rundskriv
from corpus.document import Document
from corpus.download import FetchError, Limits
from corpus.knowledge import Knowledge
from corpus.readers import read, title
from corpus.readers.points import Points, is_point
from corpus.rundskriv_header import describe, find_header, law_of, named_law, texts_of
from index.analysis import reference_terms
from index.build import build_index
from index.retrieve import Retriever
from index.store import open_index
from index.views import expanded
from tests.conftest import EXPANDER, RECIPE, WordEmbedder
from tests.rundskriv_files import (
    BOLD_POINTS,
    DEED,
    INSURANCE,
    LETTER,
    NOTE,
    NYNORSK,
    PRINTED_HEAD,
    PRINTED_HEAD_ON_TWO_LINES,
    PRINTED_POINTS,
    SAVED_PAGE,
    WITHOUT_MAIN,
    WITHOUT_NUMBERS,
    print_pdf,
)
from tests.test_law import Lovdata, drips, sends, serving

QUICK = Limits(size=200_000, silence=0.3, duration=2, pause=0)
NAV = "Arbeids- og velferdsdirektoratet"
TITLE = "R35-00 Lov om sosiale tjenester i NAV"
CHAPTER = "4.17 § 17 – Opplysning, råd og veiledning"
STIPEND = "4.18 § 18 – Stønad til livsopphold"
BELOW_CHAPTER = ("4 Merknader til de enkelte bestemmelsene", CHAPTER)


def write(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "own"


def added(path: Path, folder: Path) -> Document:
    [addition] = own.add([path], folder)
    assert addition.status == "added", addition.reason
    return next(document for document in own.load(folder) if document.source.id == addition.id)


def path_of(document: Document, words: str) -> tuple[str, ...]:
    return next(paragraph.path for paragraph in document.paragraphs if words in paragraph.text)


@pytest.mark.parametrize("page", [SAVED_PAGE, WITHOUT_MAIN], ids=["main", "no main"])
def test_a_saved_page_with_a_table_at_its_head_becomes_a_rundskriv(page: str, tmp_path: Path, folder: Path):
    document = added(write(tmp_path / "r35.html", page), folder)
    source = document.source
    assert (source.kind, source.title, source.publisher) == ("rundskriv", TITLE, NAV)
    assert (source.date, source.year, source.url, source.own) == ("2024-11-15", 2024, "", True)
    facts = next(paragraph.text for paragraph in document.paragraphs if paragraph.kind == "table")
    assert all(fact in facts for fact in ("31.05.2012", "R35-00", "15. november 2024", "LOV-2009-12-18-131"))
    assert not any("Logg inn" in paragraph.text for paragraph in document.paragraphs)


def test_points_are_nested_by_their_numbers_whatever_their_headings_are_in_html(tmp_path: Path, folder: Path):
    document = added(write(tmp_path / "r35.html", SAVED_PAGE), folder)
    advice = (*BELOW_CHAPTER, "4.17.2 Nærmere om innholdet", "4.17.2.1 Gjeldsrådgivning")
    assert path_of(document, "Kommunen skal gi råd") == BELOW_CHAPTER
    assert path_of(document, "Rådgivningen skal") == (
        *BELOW_CHAPTER,
        "4.17.1 Generelt om formålet med bestemmelsen",
    )
    assert path_of(document, "zebraråd") == advice
    assert path_of(document, "Budsjettet") == (*advice, "Dokumentasjon")
    assert path_of(document, "subsidiær")[1:] == (
        "4.18 § 18 – Stønad til livsopphold",
        "4.18.1 Forholdet til § 17",
    )


def test_a_list_of_terms_and_chapters_by_section_are_read(tmp_path: Path, folder: Path):
    document = added(write(tmp_path / "ftrl.html", INSURANCE), folder)
    source = document.source
    assert (source.title, source.publisher, source.date) == (
        "Rundskriv til ftrl kap. 11 – Arbeidsavklaringspenger",
        "Nav",
        "2010-03-01",
    )
    assert path_of(document, "inntektsgivende") == ("§ 11-5 Nedsatt arbeidsevne", "1 Generelt")
    assert path_of(document, "- Utgiver: Nav") == ()


def test_nynorsk_with_label_and_value_on_two_lines(tmp_path: Path, folder: Path):
    document = added(write(tmp_path / "nynorsk.html", NYNORSK), folder)
    source = document.source
    assert (source.title, source.date, source.language) == (
        "Rundskriv om økonomisk stønad (sosialtjenesteloven)",
        "2025-06-02",
        "nn",
    )
    assert path_of(document, "når ho bur") == ("Til § 18 – Stønad til livsopphald", "1 Kven som har rett")
    assert path_of(document, "gje stønad") == ("Til § 19 – Stønad i særlege tilfelle", "1 Skjønet")
    assert path_of(document, "1. mars 2023") == ()


def test_a_rundskriv_without_numbers_keeps_its_headings(tmp_path: Path, folder: Path):
    document = added(write(tmp_path / "satser.html", WITHOUT_NUMBERS), folder)
    assert (document.source.kind, document.source.title) == ("rundskriv", "Rundskriv A-1/2022")
    assert document.source.date == "2022-01-18"
    assert path_of(document, "6 450") == ("Satser",)


@pytest.mark.parametrize("page", [LETTER, NOTE, DEED], ids=["letter", "note", "deed"])
def test_other_documents_stay_what_they_are(page: str, tmp_path: Path, folder: Path):
    document = added(write(tmp_path / "brev.html", page), folder)
    assert (document.source.kind, document.source.publisher) == (own.KIND, own.PUBLISHER)
    assert (document.source.date, document.source.year) == ("", None)
    assert all(paragraph.path == () for paragraph in document.paragraphs)


@dataclass(frozen=True)
class Print:
    """How a rundskriv is printed."""

    head: tuple[str, ...] = PRINTED_HEAD
    bold: tuple[str, ...] = ()
    per_page: int = 12
    above: str = "Lov om sosiale tjenester i NAV"
    name: str = ""


PRINTS = {
    "only lines": Print(),
    "bold points": Print(bold=BOLD_POINTS, per_page=7),
    "one page": Print(per_page=60),
    "two lines": Print(PRINTED_HEAD_ON_TWO_LINES, PRINTED_HEAD_ON_TWO_LINES[::2], 40, "", f"{TITLE} - Lovdata"),
}


@pytest.mark.parametrize("case", PRINTS)
def test_a_printed_rundskriv_is_read_under_its_points(case: str, tmp_path: Path, folder: Path):
    look = PRINTS[case]
    lines = (*look.head, *PRINTED_POINTS)
    path = print_pdf(
        tmp_path / "utskrift.pdf", look.above, lines, bold=look.bold, per_page=look.per_page, name=look.name
    )
    document = added(path, folder)
    assert (document.source.kind, document.source.title) == ("rundskriv", TITLE)
    assert (document.source.publisher, document.source.date) == (NAV, "2024-11-15")
    long = "4.17.2 Nærmere om innholdet i tjenesten, og om hvordan kontoret skal gå fram når den som søker"
    advice = (*BELOW_CHAPTER, f"{long} trenger flere slags råd", "4.17.2.1 Gjeldsrådgivning")
    assert path_of(document, "Myndighet") == ()
    assert path_of(document, "31.05.2012") == ()
    # Lines that only begin with a § or a number go on with their sentence.
    purpose = next(paragraph for paragraph in document.paragraphs if "uavhengig" in paragraph.text)
    assert purpose.path == (*BELOW_CHAPTER, "4.17.1 Generelt om formålet med bestemmelsen")
    assert purpose.text.startswith("Formålet er")
    assert purpose.text.endswith("omtalt under 4.17.2 i dette rundskrivet.")
    assert path_of(document, "zebraråd") == path_of(document, "- budsjett") == advice
    assert path_of(document, "subsidiær")[1:] == (STIPEND, "4.18.1 Generelt")


def test_pages_of_a_printed_rundskriv_are_known(tmp_path: Path):
    path = print_pdf(tmp_path / "utskrift.pdf", TITLE, (*PRINTED_HEAD, *PRINTED_POINTS), per_page=14)
    pages = {paragraph.text.split()[0]: paragraph.page for paragraph in read(path)}
    assert (pages["Formålet"], pages["Stønaden"]) == (1, 2)
    assert title(path) == TITLE


def test_a_printed_letter_with_numbers_is_left_as_it_was(tmp_path: Path, folder: Path):
    lines = (
        "Deres ref: 22/15",
        "Dato: 12.03.2022",
        "Henvisning: R35-00",
        "4.17.1 Generelt",
        "Vi viser til dette.",
    )
    path = print_pdf(tmp_path / "brev.pdf", "Svar om rundskriv", lines)
    assert title(path) == ""
    document = added(path, folder)
    assert (document.source.kind, document.source.title) == (own.KIND, "brev")


@pytest.mark.parametrize(
    ("texts", "facts"),
    [
        (["Myndighet: Nav\nDato: 1.2.2020"], ("Nav", "2020-02-01", "")),
        (["Myndighet Nav Dato 1.2.2020 Doknr R11-00"], ("Nav", "2020-02-01", "R11-00")),
        (["| Dato | Dok.nr. | Utgiver |\n| 1.2.2020 | R11-00 | Nav |"], ("Nav", "2020-02-01", "R11-00")),
        (["| Dato | 1.2.2020 | Utgiver | Nav |"], ("Nav", "2020-02-01", "")),
        (["- Publisert:\n- Dato: 1. februar 2020\n- Dok. nr: R11"], ("", "2020-02-01", "R11")),
        (["Dato: 1.2.2020", "Noe annet", "Dokumentnummer", "R11-00"], ("", "2020-02-01", "R11-00")),
        (["Dato:\n2020-02-01\nSist endra:\n2021-03-04\nStyresmakt:\nNav"], ("Nav", "2021-03-04", "")),
        (["Dato: 1.9.1999", *["Tekst"] * 9, "Dato: 1.2.2020", "Utgjevar: Nav"], None),
        (["Publisert: i går", *["Tekst"] * 9, "Dato: 1.2.2020", "Utgjevar: Nav"], ("Nav", "2020-02-01", "")),
    ],
)
def test_facts_are_found_in_every_form(texts: list[str], facts: tuple[str, str, str] | None):
    head = find_header(texts)
    assert (head and (head.publisher, head.date, head.number)) == facts


@pytest.mark.parametrize(
    "texts",
    [
        ["Myndighet: Nav"],
        ["Dato: snart", "Myndighet: Nav"],
        ["Dato for møtet er 1.2.2020", "Myndighet til å vedta har lederen"],
        ["Dato: 1.2.2020", "Myndighet: Nav", "Saksbehandler: en veileder"],
        [],
    ],
)
def test_what_is_no_head_is_none(texts: list[str]):
    assert find_header(texts) is None


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("Lov om sosiale tjenester i NAV", "sosialtjenesteloven"),
        ("LOV-2009-12-18-131-§17, LOV-1967-02-10", "sosialtjenesteloven"),
        ("lov 28. februar 1997 nr. 19 kap. 11", "folketrygdloven"),
        ("Rundskriv til ftrl kap. 11", "folketrygdloven"),
        ("Folketrygdlovens § 11-5 og sosialtjenesteloven", "folketrygdloven"),
        ("folketrygdlova kapittel 8", "folketrygdloven"),
        ("LOV-1967-02-1001", ""),
        ("kontantstøtteloven § 3", "kontantstøtteloven"),
        ("Loven og livet", ""),
    ],
)
def test_the_law_of_a_rundskriv_is_read_however_it_is_written(text: str, law: str):
    assert named_law(text) == law


def test_only_a_rundskriv_has_a_law():
    assert law_of("R11-00 Kapittel 11 (folketrygdloven)") == "folketrygdloven"
    assert law_of("Notat om folketrygdloven") == ""


def test_a_title_that_does_not_say_what_it_is_gets_number_and_law():
    described = describe(
        "Kapittel 11", ["Doknr: R11-00", "Dato: 1.2.2020", "Henvisninger: folketrygdloven § 11-5"]
    )
    assert described
    assert described.title == "R11-00 Kapittel 11 (folketrygdloven)"
    assert describe("Kapittel 11", ["Doknr: 22/15", "Dato: 1.2.2020"]) is None


@pytest.mark.parametrize(
    ("entered", "path"),
    [
        ([(2, "§ 17 Råd"), (2, "1 Generelt"), (2, "1.1 Mål"), (2, "2 Sak")], ("§ 17 Råd", "2 Sak")),
        ([(2, "§ 17 Råd"), (2, "1 Generelt"), (2, "§ 18 Stønad"), (2, "1 Mål")], ("§ 18 Stønad", "1 Mål")),
        ([(2, "4 Om"), (3, "Til § 18 – Stønad"), (4, "4.18.1 Mål")], ("4 Om", "Til § 18 – Stønad", "4.18.1 Mål")),
        ([(2, "4 Om"), (3, "Til § 18"), (4, "4.18.1 Mål"), (3, "4.19 § 19")], ("4 Om", "4.19 § 19")),
        (
            [(2, "4 Om"), (2, "4.17 § 17"), (9, "§ 17. Råd"), (2, "4.17.1 Mål")],
            ("4 Om", "4.17 § 17", "4.17.1 Mål"),
        ),
        ([(2, "4 Om"), (2, "4.17 § 17"), (2, "5.1 Klage")], ("5.1 Klage",)),
        ([(2, "4 Om"), (3, "4.1 Mål"), (4, "Unge"), (3, "Klage")], ("4 Om", "Klage")),
        ([(2, "4 Om"), (2, "4.1 Mål"), (2, "Unge"), (2, "Klage")], ("4 Om", "4.1 Mål", "Klage")),
        ([(2, "4 Om"), (3, "4.1 Mål"), (1, "Vedlegg")], ("Vedlegg",)),
        ([(2, "4 Om"), (3, "4.1 Mål"), (3, "4.10 Klage"), (3, "4.1 Mål igjen")], ("4 Om", "4.1 Mål igjen")),
    ],
)
def test_a_heading_stands_below_what_holds_it(entered: list[tuple[int, str]], path: tuple[str, ...]):
    points = Points()
    for level, heading in entered:
        points.enter(level, heading)
    assert points.path == path


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("4.17.1 Generelt om formålet", True),
        ("4.17 § 17 – Opplysning", True),
        ("4.18 Til § 18 – Stønad", True),
        ("§ 11-3 andre ledd – Unntak", True),
        ("§ 11-1 a. Forholdet til andre", True),
        ("§ 20a Aktivitet", True),
        ("4.17.1 generelt", False),
        ("§ 17 og § 18 gjelder", False),
        ("4.17.1 Generelt.", False),
        ("17.05 Kl", True),
        ("1 Innledning", False),
    ],
)
def test_a_line_of_text_is_told_from_a_point(line: str, is_one: bool):
    assert is_point(line) is is_one


@pytest.fixture
def assistant(tmp_path: Path, folder: Path) -> Assistant:
    pages = {"r35": SAVED_PAGE, "ftrl": INSURANCE, "nynorsk": NYNORSK, "brev": LETTER}
    own.add([write(tmp_path / f"{name}.html", page) for name, page in pages.items()], folder)
    build_index(own.load(folder), Knowledge(), tmp_path / "index", RECIPE, WordEmbedder())
    return Assistant(Retriever(open_index(tmp_path / "index", RECIPE), WordEmbedder(), EXPANDER))


@pytest.mark.parametrize(
    ("question", "sources"),
    [
        ("§ 17", {"egen-r35"}),
        ("sosialtjenesteloven § 17", {"egen-r35"}),
        ("folketrygdloven § 11-5", {"egen-ftrl"}),
        ("ftrl § 17", {"egen-ftrl"}),
        ("§ 11-5", set()),
        ("folketrygdloven § 18", set()),
        ("§ 18", {"egen-r35", "egen-nynorsk"}),
    ],
)
def test_a_section_leads_to_the_rundskriv_to_its_law(question: str, sources: set[str], assistant: Assistant):
    [wanted] = reference_terms(question)
    passages = assistant.retriever.index.passages
    found = {one.source for one in passages if wanted in reference_terms(expanded(one, Knowledge()))}
    assert found == sources
    if sources:
        assert assistant.retriever.retrieve(question, 1)[0].passage.source in sources


def test_all_points_of_a_chapter_are_found_by_its_section(assistant: Assistant):
    below = [one for one in assistant.retriever.index.passages if CHAPTER in one.path]
    assert len(below) == 4
    assert all("§17" in reference_terms(expanded(one, Knowledge())) for one in below)
    assert assistant.retriever.retrieve("§ 17", 1)[0].passage in below


def test_an_answer_cites_the_point_with_publisher_and_date(assistant: Assistant):
    answer = assistant.ask(Question("Hvem skal få zebraråd etter § 17?"))
    citation = next(one for one in answer.citations if "zebraråd" in one.quote)
    assert citation.section.endswith("4.17.2 Nærmere om innholdet › 4.17.2.1 Gjeldsrådgivning")
    assert (citation.kind, citation.publisher, citation.year) == ("rundskriv", NAV, 2024)
    assert assistant.sources[citation.source].date == "2024-11-15"
    assert citation.dated == "15.11.2024"


def test_a_bare_section_finds_the_points_of_its_chapter(assistant: Assistant):
    answer = assistant.ask(Question("hva sier § 17?"))
    assert answer.passages[0].passage.path[:2] == BELOW_CHAPTER


@dataclass
class Site:
    server: Lovdata
    address: str = field(init=False)

    def __post_init__(self) -> None:
        self.address = f"{self.server.url}/nav/rundskriv/r35-00"

    def sends(self, page: str | bytes, kind: str = "text/html; charset=utf-8", **more: object) -> None:
        content = page.encode() if isinstance(page, str) else page
        self.server.replies["/get/nav/rundskriv/r35-00"] = [sends(content, Content_Type=kind, **more)]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as server:
        yield Site(server)


def test_a_rundskriv_is_fetched_and_replaced_by_the_next(folder: Path, site: Site):
    site.sends(SAVED_PAGE)
    first = rundskriv.fetch(f"{site.address}#KAPITTEL_4", folder, QUICK)
    assert (first.status, first.id, str(first.path)) == ("added", "egen-r35-00", "r35-00")
    assert rundskriv.fetch(site.address, folder, QUICK).status == "unchanged"
    site.sends(SAVED_PAGE.replace("zebraråd", "sebraråd").replace("15. november", "16. november"))
    assert rundskriv.fetch(f" {site.address} ", folder, QUICK).status == "changed"
    [document] = own.load(folder)
    assert (document.source.url, document.source.date) == (site.address, "2024-11-16")
    assert path_of(document, "sebraråd")[:2] == BELOW_CHAPTER


def test_a_pdf_is_fetched_also_where_a_page_was(tmp_path: Path, folder: Path, site: Site):
    site.sends(SAVED_PAGE)
    rundskriv.fetch(site.address, folder, QUICK)
    path = print_pdf(tmp_path / "r.pdf", TITLE, (*PRINTED_HEAD, *PRINTED_POINTS))
    site.sends(path.read_bytes(), "application/pdf")
    assert rundskriv.fetch(site.address, folder, QUICK).status == "changed"
    [document] = own.load(folder)
    assert (document.source.title, document.source.url) == (TITLE, site.address)
    assert sorted(file.name for file in folder.iterdir()) == ["egen-r35-00.json", "egen-r35-00.pdf"]


def test_a_file_that_is_fetched_later_gets_its_address_and_keeps_it(tmp_path: Path, folder: Path, site: Site):
    saved = write(tmp_path / "lagret.html", SAVED_PAGE)
    own.add([saved], folder)
    site.sends(SAVED_PAGE)
    assert rundskriv.fetch(site.address, folder, QUICK).status == "changed"
    assert own.add([saved], folder)[0].status == "unchanged"
    [document] = own.load(folder)
    assert (document.source.id, document.source.url) == ("egen-lagret", site.address)


REFUSED = {
    "letter": (LETTER, "text/html", "er ikke et rundskriv"),
    "empty page": (
        "<html><body><script>1</script></body></html>",
        "text/html",
        "kan ikke leses: filen inneholder",
    ),
    "json": ('{"title": "rundskriv"}', "application/json", "er ikke en nettside eller en PDF"),
    "archive": ("BZh9", "application/x-bzip2", "er ikke en nettside eller en PDF"),
    "cut pdf": ("%PDF-1.7 avkortet", "application/pdf", "kan ikke leses: filen er avkortet"),
    "large": ("<" * 200_001, "text/html", "større enn"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_rundskriv_is_refused_and_leaves_what_was_there(case: str, folder: Path, site: Site):
    site.sends(SAVED_PAGE)
    rundskriv.fetch(site.address, folder, QUICK)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    page, kind, said = REFUSED[case]
    site.sends(page, kind)
    with pytest.raises(FetchError, match=said) as caught:
        rundskriv.fetch(site.address, folder, QUICK)
    assert "\n" not in str(caught.value)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_page_that_is_missing_or_slow_is_said(folder: Path, site: Site):
    with pytest.raises(FetchError, match=r"r35-00 finnes ikke \(svar 404\)"):
        rundskriv.fetch(site.address, folder, QUICK)
    site.server.replies["/get/nav/rundskriv/r35-00"] = [drips(b"<html>", 0.5)]
    with pytest.raises(FetchError, match="ingenting kom"):
        rundskriv.fetch(site.address, folder, QUICK)
    assert not folder.exists()


@pytest.mark.parametrize("address", ["http://lovdata.no/rundskriv/r35-00", "file:///etc/passwd", "r35-00", ""])
def test_only_https_is_fetched(address: str, folder: Path):
    with pytest.raises(FetchError, match=r"https://"):
        rundskriv.fetch(address, folder, QUICK)


def test_records_of_earlier_versions_stay_readable_and_become_rundskriv_when_added_again(
    tmp_path: Path, folder: Path
):
    saved, letter = write(tmp_path / "r35.html", SAVED_PAGE), write(tmp_path / "brev.html", LETTER)
    own.add([saved, letter], folder)
    for file in own.records(folder):
        record = json.loads(file.read_text())
        for name in ("publisher", "date", "url"):
            del record[name]
        file.write_text(json.dumps(record | {"kind": own.KIND, "year": None}))
    assert {document.source.publisher for document in own.load(folder)} == {own.PUBLISHER}
    assert [addition.status for addition in own.add([saved, letter], folder)] == ["changed", "unchanged"]
    kinds = {document.source.id: document.source.kind for document in own.load(folder)}
    assert kinds == {"egen-r35": "rundskriv", "egen-brev": own.KIND}


def test_headings_count_among_the_words_of_a_head(tmp_path: Path):
    page = "<h1>R1-00 Prøve</h1><h4>Dato</h4><p>1.2.2020</p><h4>Utgiver</h4><p>Nav</p>"
    head = find_header(texts_of(read(write(tmp_path / "a.html", page))))
    assert head
    assert (head.publisher, head.date) == ("Nav", "2020-02-01")
