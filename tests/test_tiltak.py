"""The register of tiltak: its records, what was read out of them, and the search for what is alike."""

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.assistant import Assistant
from assistant.question import Question
from assistant.tiltak.evaluation import evaluate_tiltak, read_queries
from assistant.tiltak.report import found_for_lines
from assistant.tiltak.table import COLUMNS, as_csv, as_xlsx, row
from assistant.tiltak.themes import asked_for, themes
from assistant.tiltak.wish import Filters, understand_wish
from corpus.document import Source, fold
from corpus.loading import CORPUS, load_shipped, registers
from corpus.tiltak import Cell, Tiltak, read_tiltak
from corpus.vocabulary import TRAIT_KINDS, load_vocabulary
from index.retrieve import Retriever

REGISTER = read_tiltak(load_shipped(), registers())
FIELDS = ("target_group", "description", "achieved", "challenges", "success_factors", "continued_no_because")


def test_all_projects_of_both_sources_are_there():
    ids = [tiltak.id for tiltak in REGISTER]
    assert [id_ for id_ in ids if id_.isdigit()] == [str(number) for number in range(1, 144)]
    assert sum(id_.startswith("afi-") for id_ in ids) == 15
    assert len({tiltak.key for tiltak in REGISTER}) == 158


def test_cells_are_those_of_the_source():
    records = map(json.loads, (CORPUS / "tiltak.jsonl").read_text(encoding="utf-8").splitlines())
    for tiltak, record in zip([one for one in REGISTER if one.id.isdigit()], records, strict=True):
        assert (tiltak.name, tiltak.office, tiltak.county) == (record["name"], record["office"], record["county"])
        for field in FIELDS:
            assert tiltak.text(field) == (record[field] or "")
        cut = {*record["cut_fields"], *record["cut_possible"]} & tiltak.cells.keys()
        assert {field for field, cell in tiltak.cells.items() if cell.cut} == cut


def test_lines_of_a_profile_are_those_of_the_report():
    report = next(document for document in load_shipped() if document.source.id == "afi-2016")
    text = fold(" ".join(paragraph.text for paragraph in report.paragraphs))
    for tiltak in REGISTER:
        if tiltak.source.id == "afi-2016":
            assert tiltak.county in load_vocabulary().counties
            for cell in tiltak.cells.values():
                assert all(fold(line) in text for line in cell.text.splitlines())


@pytest.mark.parametrize("tiltak", REGISTER, ids=lambda tiltak: tiltak.key)
def test_every_trait_has_its_words_in_the_record(tiltak: Tiltak):
    values, traits = load_vocabulary().traits, tiltak.traits
    assert traits.asks
    assert traits.of["target_groups"]
    assert traits.of["methods"]
    for kind in TRAIT_KINDS:
        for trait in traits.of[kind]:
            assert trait.value in values[kind]
            assert fold(trait.quote) in fold(tiltak.text(trait.field))
    for shown in (*traits.ages, *traits.participants):
        assert fold(shown.quote) in fold(tiltak.text(shown.field))


def test_sections_are_read_from_the_list():
    first = next(tiltak for tiltak in REGISTER if tiltak.id == "1")
    assert first.sections == ("1", "12", "17", "18", "19", "20", "20a")
    assert any({"28", "33"} <= set(tiltak.sections) for tiltak in REGISTER)
    assert any({"29", "35", "40"} <= set(tiltak.sections) for tiltak in REGISTER)


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("hvilke tiltak i Nordland jobber med ungdom", Filters(county="Nordland")),
        ("tiltak i Telemark", Filters(county="Vestfold og Telemark")),
        ("avsluttede tiltak for flyktninger", Filters(finished=True)),
        ("ongoing projects for young people", Filters(finished=False)),
        ("tiltak som ikke ble videreført", Filters(continued=False)),
        ("tiltak etter § 20 a", Filters(section="20a")),
        ("folk som er ferdige med introprogrammet", Filters()),
        ("unge i Oslofjorden", Filters()),
    ],
)
def test_what_must_hold_is_read_from_the_text(text: str, filters: Filters):
    assert understand_wish(text).filters == filters


def test_given_filters_come_before_those_in_the_text():
    wish = understand_wish("tiltak i Oslo", Filters(county="Agder", report_type="sluttrapport"))
    assert wish.filters == Filters(county="Agder", report_type="sluttrapport")


def test_what_counts_in_favour_is_read_from_the_text_and_can_be_taken_away():
    wish = understand_wish("gjeldsrådgivning for unge under 30 i Viken")
    assert wish.ages == (0, 29)
    chips = {chip.id: chip.filters for chip in wish.chips}
    assert chips["county"] is True
    assert chips["ages"] is chips["methods:gjeldsradgivning"] is chips["target_groups:ungdom"] is False
    left = wish.without({"county", "ages", "target_groups:ungdom"})
    assert left.filters == Filters()
    assert left.ages is None
    assert "target_groups:ungdom" not in {chip.id for chip in left.chips}


def a_tiltak(**fields: object) -> Tiltak:
    cells = {"description": Cell("Beskrivelse", "=HYPERLINK(1)", ("egen:1.description",), cut=True)}
    given = {
        "id": "1",
        "name": "Ung @ jobb",
        "office": "Nav Utkanten",
        "county": "Agder",
        "heading": "Ung",
        "cells": cells,
    }
    source = Source("egen", "Listen", "Direktoratet", "prosjektbeskrivelse", 2023, "nb")
    return Tiltak(**given | {"source": source} | fields)  # type: ignore[arg-type]


def test_the_workbook_holds_what_the_records_hold():
    tiltak = [*REGISTER[:3], a_tiltak()]
    sheet = load_workbook(BytesIO(as_xlsx(tiltak))).worksheets[0]
    first, *others = sheet.iter_rows(values_only=True)
    assert first == COLUMNS
    for written, one in zip(others, tiltak, strict=True):
        kept = {column: text or "" for column, text in zip(COLUMNS, written, strict=True)}
        assert kept == row(one) | {"Beskrivelse": kept["Beskrivelse"]}
        assert one.source.title in kept["Kilde"]


def test_no_cell_runs_as_a_formula():
    sheet = load_workbook(BytesIO(as_xlsx([a_tiltak()]))).worksheets[0]
    described = sheet.cell(2, COLUMNS.index("Beskrivelse") + 1)
    assert described.data_type == "s"
    assert described.value == "'=HYPERLINK(1)"
    rows = list(csv.DictReader(StringIO(as_csv([a_tiltak()]).removeprefix("\ufeff")), delimiter=";"))
    assert rows[0]["Beskrivelse"] == "'=HYPERLINK(1)"
    assert rows[0]["Avkuttet i kilden"] == "Beskrivelse"


def test_themes_count_the_records_that_were_read():
    wish = understand_wish("hva er vanlige utfordringer i tiltak for ungdom?")
    assert asked_for(wish.text) == "challenges"
    insight = themes(wish, "challenges", REGISTER)
    fitting = [one for one in REGISTER if "ungdom" in {trait.value for trait in one.traits.of["target_groups"]}]
    assert insight.read + insight.silent == len(fitting)
    assert insight.all == len(REGISTER)
    counts = [len(theme.instances) for theme in insight.themes if theme.value.id != "annet"]
    assert counts == sorted(counts, reverse=True)
    for theme in insight.themes:
        assert len({instance.tiltak.key for instance in theme.instances}) == len(theme.instances)


@pytest.mark.model
def test_filters_are_exact(shipped: Assistant):
    wish = understand_wish("ungdom", Filters(county="Nordland", report_type="sluttrapport"))
    found = shipped.tiltak.search(wish, 200)
    expected = {one.key for one in REGISTER if (one.county, one.report_type) == ("Nordland", "sluttrapport")}
    assert {one.tiltak.key for one in found} == expected


@pytest.mark.model
def test_what_is_alike_comes_first_with_words_of_its_own_record(shipped: Assistant):
    queries = read_queries(Path("tests/eval/tiltak.jsonl"))
    figures = evaluate_tiltak(shipped.tiltak, queries)
    assert figures["assistant"]["nDCG@10"] >= 0.85
    assert figures["assistant"]["recall@10"] >= 0.85
    assert figures["assistant"]["nDCG@10"] > figures["bm25"]["nDCG@10"] + 0.2
    for found in shipped.tiltak.search(understand_wish(queries[0].query), 10):
        assert found.quote
        assert fold(found.quote) in fold(found.tiltak.text(found.field))


@pytest.mark.model
def test_a_record_is_not_like_itself(shipped: Assistant):
    found = shipped.tiltak.like("tiltak-2022:121", 5)
    assert len(found) == 5
    assert "tiltak-2022:121" not in {one.tiltak.key for one in found}


@pytest.mark.model
def test_a_question_for_projects_names_them_and_quotes_their_records(shipped: Assistant):
    answer = shipped.ask(Question("Vi vil ha en erfaringskonsulent. Hvem har prøvd det?"))
    assert answer.short is not None
    assert "Disse prosjektene ligner mest" in answer.short.text
    quoted = {citation.source for citation in answer.citations}
    assert "tiltak-2022" in quoted


@pytest.mark.model
def test_a_question_across_projects_says_how_many_were_read(shipped: Assistant):
    answer = shipped.ask(Question("Hva er vanlige utfordringer i tiltak for ungdom?"))
    assert answer.short is not None
    assert "av 158 prosjekter passer" in answer.short.text
    assert answer.citations


@pytest.mark.model
def test_a_bad_line_costs_only_itself(shipped: Assistant):
    lines = (
        '{"id": 1, "query": "gjeld", "filters": {"county": "Agder"}}',
        '{"id": 2, "query": "gjeld", "filters": {"report_type": "bok"}}',
        '{"id": 3}',
    )
    good, *bad = found_for_lines(shipped.tiltak, lines)
    assert {result["county"] for result in good["results"]} == {"Agder"}
    assert [set(result) for result in bad] == [{"id", "error"}] * 2


@pytest.mark.model
def test_an_index_without_projects_finds_none(assistant: Assistant):
    assert isinstance(assistant.retriever, Retriever)
    assert assistant.tiltak.search(understand_wish("ungdom"), 10) == []
