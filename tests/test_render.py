from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag

from assistant.answer import Answer, Citation, Outcome, Statement, Verdict
from assistant.export import as_markdown, as_note
from assistant.question import Question
from corpus.document import fold
from index.passage import Passage
from tests.small_assistant import (
    HARM,
    LETTER,
    PASSAGES,
    REPORT,
    SmallAssistant,
    SmallSurroundings,
    make_passage,
)
from ui import chat_view, render, words
from ui.blocks import make_blocks
from ui.plain_text import for_copying, for_speech
from ui.quote import find_quote

ASSISTANT = SmallAssistant()
SOURCES = ASSISTANT.sources
BOTH = "Har loven en nedre aldersgrense for den som er 16 år, og hva med jobbspesialist og samarbeid?"


def ask(text: str) -> Answer:
    return ASSISTANT.ask(Question(text))


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def answered(answer: Answer) -> BeautifulSoup:
    return soup(render.answer(answer, SOURCES))


def panel(passage_id: str, quote: str = "") -> BeautifulSoup:
    surroundings = ASSISTANT.in_place(passage_id)
    return soup(render.source_panel(surroundings, SOURCES[surroundings.passage.source], quote))


def only(tag: Tag | None) -> Tag:
    assert tag is not None
    return tag


def marked(html: Tag) -> str:
    return fold(" ".join(mark.get_text() for mark in html.select("mark")))


# --- Answers ---


def test_every_statement_has_a_chip_for_each_of_its_citations():
    answer = ask(BOTH)
    assert len(answer.citations) == 2
    for quote, citation in zip(answered(answer).select(".said blockquote"), answer.citations, strict=True):
        (chip,) = quote.select("button.chip")
        assert chip.get_text().startswith(f"[{citation.n}]")
        assert (chip["data-passage"], chip["data-quote"]) == (citation.passage, citation.quote)


def test_every_source_is_listed_with_what_says_where_it_comes_from():
    answer = ask(BOTH)
    listed = answered(answer).select(".used li")
    for item, citation in zip(listed, answer.citations, strict=True):
        text = item.get_text()
        assert citation.title in text
        assert citation.publisher in text
        assert words.kind_name(citation.kind) in text
        assert str(citation.year) in text
        assert f"side {citation.page}" in text


def test_a_source_with_an_address_is_a_link_to_its_page():
    links = answered(ask(BOTH)).select(".used a")
    assert [link["href"] for link in links] == ["https://example.org/rapport.pdf#page=12"]


def test_quotes_carry_the_language_of_their_source_and_the_answer_that_of_the_question():
    html = answered(ask("what does samarbeid med skulen mean and how should the offices do it"))
    assert only(html.select_one(".said"))["lang"] == "en"
    assert only(html.select_one("blockquote"))["lang"] == "nn"


def quoting(passage: Passage, quote: str) -> BeautifulSoup:
    answer = ask(BOTH)
    citation = replace(
        answer.citations[0], quote=quote, passage=passage.id, section=passage.section, source=passage.source
    )
    return answered(replace(answer, statements=(Statement(quote, (1,)),), citations=(citation,)))


def test_a_quoted_list_is_a_list():
    html = quoting(PASSAGES[1], "Kontorene bruker disse tiltakene:\n\n- kvalifiseringsprogram\n- jobbspesialist")
    quote = only(html.select_one("blockquote"))
    assert [item.get_text() for item in quote.select("ul > li")] == ["kvalifiseringsprogram", "jobbspesialist"]
    assert only(quote.select_one("p")).get_text() == "Kontorene bruker disse tiltakene:"
    assert len(quote.select(".chip")) == 1
    assert "- " not in quote.get_text()


def test_a_quoted_table_is_a_table():
    quote = only(quoting(PASSAGES[2], PASSAGES[2].text).select_one("blockquote"))
    assert [cell.get_text() for cell in quote.select("th")] == ["Prosentandel", "Antall kontorer"]
    assert [cell.get_text() for cell in quote.select("td")] == ["0", "8", "over 5", HARM]
    assert "|" not in quote.get_text()
    assert len(quote.select(".chip")) == 1


def test_quoted_rows_from_within_a_table_are_no_headings():
    quote = only(quoting(PASSAGES[2], "| 0 | 8 |").select_one("blockquote"))
    assert not quote.select("th")
    assert [cell.get_text() for cell in quote.select("td")] == ["0", "8"]


def test_a_quote_stands_with_its_nearest_heading_and_its_origin():
    html = quoting(PASSAGES[0], "Loven har ingen nedre aldersgrense.")
    caption = only(html.select_one("figcaption"))
    assert only(caption.select_one("strong")).get_text() == "Alder"
    for part in (LETTER.publisher, "Informasjon", "2022", "side 3"):
        assert part in caption.get_text()


def test_a_quote_from_a_report_on_projects_names_the_project_and_its_office():
    project = make_passage("p", LETTER, ("Jobbsentralen, Asker (Viken)",), "Vi nådde mange unge.", 1)
    caption = only(quoting(project, project.text).select_one("figcaption"))
    assert only(caption.select_one("strong")).get_text() == "Jobbsentralen, Asker (Viken)"


def test_a_quote_without_headings_has_its_origin_alone():
    caption = only(quoting(PASSAGES[3], "Samarbeid med skulen er avgjerande.").select_one("figcaption"))
    assert not caption.select("strong")
    assert LETTER.publisher in caption.get_text()


def test_the_whole_path_of_headings_is_not_repeated_in_the_answer():
    html = answered(ask(BOTH))
    assert "Funn › Alder" in only(html.select_one("[data-copy]"))["data-copy"]
    assert "›" not in html.get_text()


def test_own_words_are_no_quotation():
    answer = ask(BOTH)
    html = answered(replace(answer, statements=(Statement("Loven setter ingen grense.", (1, 2)),)))
    assert not html.select("blockquote")
    assert [chip.get_text()[:3] for chip in html.select(".said .chip")] == ["[1]", "[2]"]


def test_finds_that_are_not_cited_are_folded_away():
    answer = ask(BOTH)
    finds = answered(answer).select("details.others .find")
    cited = {citation.passage for citation in answer.citations}
    assert {find["data-passage"] for find in finds} == {passage.id for passage in PASSAGES} - cited


def test_an_answer_that_was_not_found_looks_different_and_shows_what_is_nearest():
    html = answered(ask("Hvor mye koster en sykkel?"))
    assert only(html.select_one("article"))["class"] == ["answer", "not_found"]
    assert only(html.select_one("h3")).get_text() == "Fant ikke svar i kildene"
    assert len(html.select(".nearest .find")) == render.NEAREST
    assert not html.select(".used, .copy")


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_heading(outcome: Outcome):
    html = answered(replace(ask(BOTH), outcome=outcome))
    assert only(html.select_one("article > h3")).get_text() == words.OUTCOMES[outcome]


def test_from_plain_words_there_is_a_way_back_to_those_of_the_sources():
    answer = ask(BOTH)
    plain = replace(answer, plain=(Statement("Alle kan søke.", (1,)),))
    for given, wanted, name in ((answer, "yes", "Med enklere ord"), (plain, "", "Med kildenes egne ord")):
        [button] = answered(given).select(".again[data-plain]")
        assert (button["data-plain"], button.get_text()) == (wanted, name)


def test_where_nothing_was_searched_nothing_is_missing():
    nothing = replace(ask("Hvor mye koster en sykkel?"), lead="Skriv flere ord.", passages=())
    nothing = replace(nothing, query=replace(nothing.query, terms=()))
    html = answered(nothing)
    assert " ".join(html.get_text().split()) == "Skriv flere ord."
    assert for_speech(nothing) == "Skriv flere ord."


def test_the_verdict_is_said_in_the_language_of_the_question():
    answer = ask("what does samarbeid med skulen mean and how should the offices do it")
    answer = replace(answer, verdict=Verdict.DEPENDS, short=Statement("It depends. Read the letter.", (1,)))
    short = only(answered(answer).select_one(".said > .short"))
    assert only(short.find_parent(lang=True))["lang"] == "en"
    assert short.get_text().startswith("It depends. Read the letter. [1]")


def test_notices_are_shown():
    assert [notice.get_text() for notice in answered(ask(BOTH)).select(".notice")] == ["Minst én kilde er gammel."]


# --- Escaping ---


def test_nothing_in_an_answer_becomes_markup():
    answer = ask(BOTH)
    harmful = replace(
        answer,
        lead=HARM,
        statements=(Statement(HARM, (1,)),),
        citations=tuple(replace(citation, title=HARM, quote=f'"{HARM}') for citation in answer.citations),
    )
    html = answered(harmful)
    assert not html.select("script, img")
    assert only(html.select_one(".chip"))["data-quote"] == f'"{HARM}'


def test_nothing_in_a_passage_becomes_markup():
    html = panel("tall", HARM)
    assert not html.select("script, img")
    assert marked(html) == HARM


def test_nothing_in_a_title_becomes_markup():
    html = soup(chat_view.view(SmallAssistant()))
    assert not html.select("script")
    assert REPORT.title in html.get_text()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "", "rapport.pdf"]
)
def test_only_web_addresses_become_links(url: str):
    assert words.link(url) == ""
    citation = replace(ask(BOTH).citations[0], url=url)
    assert not answered(replace(ask(BOTH), citations=(citation,))).select(".used a")


# --- The source panel ---


def test_the_quote_is_marked_word_for_word():
    for citation in ask(BOTH).citations:
        assert marked(panel(citation.passage, citation.quote)) == fold(citation.quote)


def test_a_quote_across_lines_is_marked():
    quote = "Kontoret må vurdere råd og veiledning for den som er 16 år."
    assert marked(panel("alder", quote)) == quote


def test_a_quote_across_list_items_marks_each_of_them():
    html = panel("tiltak", "- kvalifiseringsprogram\n- jobbspesialist")
    assert [mark.get_text() for mark in html.select("li > mark")] == [
        "kvalifiseringsprogram",
        "jobbspesialist",
    ]


@pytest.mark.parametrize("quote", ["", "  ", "Loven har en nedre aldersgrense.", "loven har ingen"])
def test_a_quote_that_is_not_there_is_not_marked(quote: str):
    html = panel("alder", quote)
    assert not html.select("mark")
    assert "Loven har ingen nedre aldersgrense." in only(html.select_one(".wanted")).get_text()


def test_neighbours_are_never_marked():
    html = panel("tall", "| over 5 |")
    assert all(mark.find_parent(class_="wanted") for mark in html.select("mark"))


def test_the_panel_says_what_the_source_is_and_where_the_passage_stands():
    html = panel("tiltak")
    text = only(html.select_one("header")).get_text(" ")
    assert all(part in text for part in (LETTER.title, LETTER.publisher, "Informasjon", "2022", "Side 4"))
    assert only(html.select_one("header .place")).get_text() == "Funn › Tiltak"
    assert [heading.get_text() for heading in html.select("h3")] == ["Alder", "Tiltak"]
    assert len(html.select(".extract")) == 3


def test_a_panel_of_one_section_names_it_once():
    html = soup(render.source_panel(SmallSurroundings((PASSAGES[1],), PASSAGES[2], ()), LETTER, ""))
    assert html.get_text().count("Tiltak") == 1


def test_lists_are_lists():
    wanted = only(panel("tiltak").select_one(".wanted"))
    assert [item.get_text() for item in wanted.select("ul li")] == [
        "kvalifiseringsprogram",
        "jobbspesialist",
        "i skole",
    ]
    assert [item["value"] for item in wanted.select("ol li")] == ["1", "2"]
    assert only(wanted.select_one(".nested")).get_text() == "i skole"


def test_tables_are_tables():
    wanted = only(panel("tall").select_one(".wanted"))
    assert [cell.get_text() for cell in wanted.select("thead th")] == ["Prosentandel", "Antall kontorer"]
    rows = [[cell.get_text() for cell in row.select("td")] for row in wanted.select("tbody tr")]
    assert rows == [["0", "8"], ["over 5", HARM]]


def test_a_table_that_runs_on_has_no_headings_of_its_own():
    first = make_passage("a", LETTER, (), "| År | Antall |\n| 2021 | 3 |", 1, "table")
    second = make_passage("b", LETTER, (), "| 2022 | 4 |\n| 2023 | |", 1, "table")
    second = replace(second, parts=(replace(second.parts[0], paragraph=first.parts[0].paragraph),))
    html = soup(render.source_panel(SmallSurroundings((first,), second, ()), LETTER, ""))
    assert len(html.select("th")) == 2
    assert [cell.get_text() for cell in html.select(".wanted td")] == ["2022", "4", "2023", ""]


def test_an_empty_row_of_headings_is_left_out():
    (block,) = make_blocks("|  |  |\n| Hvem | Alle |")
    assert block.headings is None
    assert len(block.body) == 1


# --- Every shape of text ---


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.id)
def test_blocks_hold_every_word_once_however_the_mark_falls(passage: Passage):
    plain = re.sub(r"^ *(?:-|\d+\.) +|\|", " ", passage.text, flags=re.MULTILINE)
    for start in range(0, len(passage.text), 7):
        blocks = make_blocks(passage.text, (start, start + 20))
        runs = [
            run.text
            for block in blocks
            for line in block.lines
            for cell in line.cells
            for run in (*cell, None)
            if run
        ]
        assert "".join("".join(runs).split()) == "".join(plain.split())


@pytest.mark.parametrize("text", ["", "\n\n", "|", "| |", "-", "- ", "1.", "a\n\n\n\nb", "|a|b", "‹§ 17› ½"])
def test_odd_texts_do_no_harm(text: str):
    make_blocks(text, find_quote(text, text))


# --- Plain text ---


def test_the_copied_text_keeps_every_reference():
    answer = ask(BOTH)
    copied = for_copying(answer)
    assert set(re.findall(r"\[\d\]", answer.text)) == {f"[{citation.n}]" for citation in answer.citations}
    for citation in answer.citations:
        assert f"«{citation.quote}» [{citation.n}]" in copied
        line = next(line for line in copied.splitlines() if line.startswith(f"[{citation.n}] "))
        assert all(
            part in line for part in (citation.title, citation.publisher, str(citation.year), citation.section)
        )
    assert "https://example.org/rapport.pdf#page=12" in copied
    assert words.DISCLAIMER in copied


def test_the_card_carries_the_texts_to_copy():
    answer = ask(BOTH)
    assert [(button.get_text(), button["data-copy"]) for button in answered(answer).select(".copy")] == [
        ("Kopier med kilder", for_copying(answer)),
        ("Kopier som Markdown", as_markdown(answer)),
        ("Kopier som notat", as_note(answer)),
    ]


def test_the_spoken_answer_has_no_markers():
    spoken = for_speech(ask(BOTH))
    assert "[" not in spoken
    assert spoken.endswith("2 kilder.")


def test_what_is_shown_of_an_answer_is_spoken():
    written = Statement("Loven setter ingen grense.", (1,))
    spoken = for_speech(replace(ask(BOTH), written=(written,)))
    assert written.text in spoken
    assert "Minst én kilde er gammel." in spoken


def test_the_spoken_answer_has_no_signs_of_lists_and_tables():
    answer = replace(ask(BOTH), statements=(Statement("- én\n- to\n\n| a | b |", (1,)),))
    assert "én to a b" in for_speech(answer)


def test_a_reference_leaves_out_what_is_not_known():
    citation = Citation(1, "x", "Tittel", "", "dokument", None, "", None, "", "ord", "p")
    assert words.reference(citation) == "[1] Tittel. Dokument"
