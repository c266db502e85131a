"""Answers as Markdown and as a note for a case file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from assistant import wording
from assistant.answer import Answer, Citation, Notice, Outcome, Statement
from assistant.export import as_markdown, as_note
from assistant.language import Language
from assistant.question import Question
from corpus.document import fold
from corpus.own import KIND as OWN_DOCUMENT
from tests.small_assistant import HARM, SmallAssistant

LETTER = Citation(
    n=1,
    source="oslo-viken-2022",
    title="Informasjonsskriv nr. 7/2022. Oppfølging av utsatt ungdom",
    publisher="Statsforvalteren i Oslo og Viken",
    kind="statsforvalter",
    year=2022,
    section="2. Funn i undersøkelsen › 2.1.3 Spørsmål om aldersgruppa 16 – 24 år › Hvor mange har søkt?",
    page=4,
    url="",
    quote="Det er ingen nedre aldersgrense for tjenester etter § 17.",
    passage="p1",
    dated="2022",
)
REPORT = Citation(
    n=2,
    source="afi-2016",
    title="Sosialt arbeid i NAV. Sluttrapport",
    publisher="AFI",
    kind="evaluering",
    year=2016,
    section="Sammendrag › Hovedfunn:",
    page=None,
    url="https://example.org/20.500/62_84",
    quote="Kontorene følger opp unge tett.",
    passage="p2",
    dated="2016",
)
HARMFUL = [
    HARM,
    "[klikk](javascript:alert(1)) ![x](http://x.example/y.png) [1]: http://x.example",
    "**fet** *kursiv* __fet__ ~~strøket~~ `kode` ``` $x$",
    "# Overskrift #",
    "1. Plikt",
    "2) Plikt",
    "- punkt",
    "+ punkt",
    "--- ",
    "===",
    "    innrykk\tmed tabulator",
    "> sitat",
    "| a | b |",
    "<http://x.example> https://x.example www.x.example kari@x.example &lt;b&gt; &#60;",
    "\\*ikke fet\\* \\",
    "{{7*7}} ${1} '; DROP TABLE kilder; --",
]


@pytest.fixture(params=wording.LEAD)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param  # type: ignore[no-any-return]


def answered(*citations: Citation, language: Language = "nb", **fields: object) -> Answer:
    asked = SmallAssistant().ask(Question("Kan en 16-åring få § 17?"))
    answer = replace(
        asked,
        query=replace(asked.query, language=language),
        outcome=Outcome.ANSWERED,
        lead=wording.LEAD[language],
        citations=citations,
        statements=tuple(Statement(f"«{citation.quote}»", (citation.n,)) for citation in citations),
        notices=(),
    )
    return replace(answer, **fields)  # type: ignore[arg-type]


def rendered(markdown: str) -> BeautifulSoup:
    """What a reader of Markdown shows, raw HTML as such."""
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)
    return BeautifulSoup(html, "lxml")


def cited(citation: Citation, language: Language = "nb") -> str:
    """The line of a note that says where the quote stands."""
    return as_note(answered(citation, language=language)).rstrip().splitlines()[-1]


# --- Markdown ---


def test_markdown_holds_the_whole_answer_in_its_order():
    answer = answered(
        LETTER,
        REPORT,
        short=Statement("Ja. Det er ingen aldersgrense.", (1,)),
        depends=(Statement("Hvor gammel er hun?", (1,)),),
        weigh=(Statement("Behovet for råd.", (1, 2)),),
        notices=(Notice("limit", "Et funn, ikke en regel."),),
    )
    assert as_markdown(answer) == (
        "# Kan en 16-åring få § 17?\n\n"
        "**Kort svar:** Ja. Det er ingen aldersgrense. [1]\n\n"
        "**Det kommer an på:**\n\n- Hvor gammel er hun? [1]\n\n"
        "**Å vurdere:**\n\n- Behovet for råd. [1][2]\n\n"
        "Dette sier kildene:\n\n"
        "> «Det er ingen nedre aldersgrense for tjenester etter § 17.» [1]\n\n"
        "> «Kontorene følger opp unge tett.» [2]\n\n"
        "**Merk:** Et funn, ikke en regel.\n\n"
        "## Kilder\n\n"
        "1. Informasjonsskriv nr. 7/2022. Oppfølging av utsatt ungdom. Statsforvalteren i Oslo og Viken. "
        "Informasjon, 2022. 2. Funn i undersøkelsen › 2.1.3 Spørsmål om aldersgruppa 16 – 24 år › "
        "Hvor mange har søkt?, s. 4\n"
        "2. Sosialt arbeid i NAV. Sluttrapport. AFI. Evaluering, 2016. Sammendrag › Hovedfunn. "
        "<https://example.org/20.500/62_84>\n"
    )


def test_a_quoted_list_keeps_its_lines_and_stays_characters():
    listed = "Kontorene bruker:\n\n- program\n  - i skole\n| a | b |"
    quote = rendered(as_markdown(answered(LETTER, statements=(Statement(listed, (1,)),)))).blockquote
    assert quote is not None
    assert quote.get_text("\n", strip=True).split("\n") == [
        "Kontorene bruker:",
        "- program",
        "- i skole",
        "| a | b | [1]",
    ]
    assert not quote.select("li, td")


@pytest.mark.parametrize("harm", HARMFUL)
def test_nothing_of_a_source_or_a_question_becomes_markup(harm: str):
    answer = answered(
        replace(LETTER, title=harm, publisher=harm, kind=harm, section=harm, url="javascript:alert(1)"),
        replace(REPORT, url="https://x.example/<script>"),
        question=harm,
        lead=harm,
        short=Statement(harm, (1,)),
        depends=(Statement(harm, ()),),
        statements=(Statement(harm, (1,)), Statement(f"Først\n{harm}\n\n{harm}\n{harm}", (1,))),
        written=(Statement(harm, (1,)),),
        notices=(Notice("limit", harm),),
    )
    html = rendered(as_markdown(answer))
    shown = {tag.name for tag in html.find_all(recursive=True)}
    assert shown <= {"html", "body", "h1", "h2", "p", "strong", "ul", "ol", "li", "blockquote", "br"}
    assert fold(html.get_text()).count(fold(harm)) >= 9
    assert [len(items.find_all("li")) for items in html.find_all(["ul", "ol"])] == [1, 2]


def test_only_a_web_address_becomes_a_link():
    html = rendered(as_markdown(answered(replace(LETTER, url="javascript:alert(1)"), REPORT)))
    assert [link["href"] for link in html.select("a")] == [REPORT.url]


def test_markdown_is_in_the_language_of_the_question(language: Language):
    text = as_markdown(answered(REPORT, language=language, short=Statement("Ja.", (2,))))
    assert f"**{wording.SHORT[language]}:** Ja. [2]" in text
    assert f"## {wording.SOURCES[language]}" in text
    assert f"{wording.KINDS[language]['evaluering']}, 2016" in text


def test_where_nothing_was_found_the_nearest_are_listed():
    answer = SmallAssistant().ask(Question("Hvor mye koster en sykkel?"))
    assert "## Nærmeste kilder\n\n- Brev om unge i Nav: Funn › Alder\n" in as_markdown(answer)
    note = as_note(answer)
    assert note.startswith("Spørsmål: Hvor mye koster en sykkel?\n\nJeg fant ikke svar på dette i kildene.\n\n")
    assert "Brev om unge i Nav: Funn › Alder\n" in note


# --- The note ---


def test_a_note_gives_the_short_answer_and_only_the_sources_that_carry_it():
    answer = answered(
        LETTER,
        REPORT,
        short=Statement("Ja. Det er ingen aldersgrense.", (1,)),
        notices=(Notice("limit", "Et funn, ikke en regel."), Notice("old_source", "Kilden er fra 2016.")),
    )
    assert as_note(answer) == (
        "Spørsmål: Kan en 16-åring få § 17?\n\n"
        "Ja. Det er ingen aldersgrense. [1]\n\n"
        "Merk: Et funn, ikke en regel.\n\n"
        "Kilder:\n"
        "[1] jf. sosialtjenesteloven § 17; Statsforvalteren i Oslo og Viken, informasjonsskriv nr. 7/2022, "
        "pkt. 2.1.3, s. 4\n"
    )


def test_a_note_without_a_short_answer_gives_the_quotes():
    assert as_note(answered(LETTER, REPORT)).splitlines()[2:] == [
        "Dette sier kildene:",
        "",
        "«Det er ingen nedre aldersgrense for tjenester etter § 17.» [1]",
        "",
        "«Kontorene følger opp unge tett.» [2]",
        "",
        "Kilder:",
        "[1] jf. sosialtjenesteloven § 17; Statsforvalteren i Oslo og Viken, informasjonsskriv nr. 7/2022, "
        "pkt. 2.1.3, s. 4",
        "[2] jf. AFI, «Sosialt arbeid i NAV. Sluttrapport» (2016), Hovedfunn",
    ]


@pytest.mark.parametrize(
    ("quote", "laws"),
    [
        ("Etter §§ 17 og 18, jf. § 17.", "sosialtjenesteloven §§ 17 og 18; "),
        ("§§ 18, 19 og 20 a", "sosialtjenesteloven §§ 18, 19 og 20 a; "),
        ("Se forvaltningsloven § 17 og stl. § 42.", "forvaltningsloven § 17; sosialtjenesteloven § 42; "),
        ("Alle har rett til å søke.", ""),
    ],
)
def test_the_laws_are_those_that_the_quote_names(quote: str, laws: str):
    assert cited(replace(LETTER, quote=quote)).startswith(f"[1] jf. {laws}Statsforvalteren")


@pytest.mark.parametrize(
    ("section", "place"),
    [
        ("2.1 Funn › 2.1.3 Spørsmål › Hvor mange?", "pkt. 2.1.3, s. 4"),
        ("1. Innledning › Om rapporten", "pkt. 1, s. 4"),
        ("Sammendrag › Hovedfunn:", "Hovedfunn, s. 4"),
        ("16-åringer", "16-åringer, s. 4"),
        ("17 år og yngre", "17 år og yngre, s. 4"),
        ("26. august", "26. august, s. 4"),
        ("", "s. 4"),
    ],
)
def test_a_point_is_named_only_where_a_heading_has_a_number(section: str, place: str):
    assert cited(replace(LETTER, section=section)).endswith(f"informasjonsskriv nr. 7/2022, {place}")


@pytest.mark.parametrize(
    ("title", "year", "work"),
    [
        ("Rapport om unge", 2016, "«Rapport om unge» (2016)"),
        ("Egenvurdering Innlandet 2022", 2022, "«Egenvurdering Innlandet 2022»"),
        ("Rapport uten år", None, "«Rapport uten år»"),
        ("Rundskriv nr. 35/2012", 2012, "rundskriv nr. 35/2012"),
    ],
)
def test_a_work_goes_by_its_number_or_else_by_title_and_year(title: str, year: int | None, work: str):
    assert f"Viken, {work}, pkt." in cited(replace(LETTER, title=title, year=year))


def test_a_bare_section_in_a_document_of_the_user_gets_no_law_and_no_publisher():
    own = replace(LETTER, kind=OWN_DOCUMENT, publisher="Lagt til av brukeren", title="Rutine", year=None)
    assert cited(own) == "[1] jf. § 17; «Rutine», pkt. 2.1.3, s. 4"


def test_a_note_is_in_the_language_of_the_question():
    assert cited(LETTER, "nn").startswith("[1] jf. sosialtenestelova § 17; ")
    assert cited(LETTER, "nn").endswith("pkt. 2.1.3, s. 4")
    assert cited(LETTER, "en").startswith("[1] cf. sosialtjenesteloven § 17; ")
    assert cited(LETTER, "en").endswith("section 2.1.3, p. 4")
    assert as_note(answered(LETTER, language="en")).startswith("Question: ")


def test_a_question_and_a_title_cannot_pose_as_lines_of_the_note():
    note = as_note(answered(replace(REPORT, title="A\n[9] jf. B"), question="Hva?\n\nKilder:\n[1] jf. alt"))
    assert note.startswith("Spørsmål: Hva? Kilder: [1] jf. alt\n")
    assert "\n[9]" not in note
