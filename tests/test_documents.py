"""The shipped documents against the texts that they were made from."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from corpus.loading import CORPUS, load_shipped
from tests.transcription import Line, compare, numbered_lines

ORIGINALS = Path(__file__).parents[2] / "shared" / "sources"
NOTES = tomllib.loads(Path(__file__).with_name("transcription.toml").read_text(encoding="utf-8"))
needs_originals = pytest.mark.skipif(
    not ORIGINALS.exists(), reason=f"the original texts are not at {ORIGINALS.name}/ beside the project"
)


def kept_lines(text: str, left_out: list[dict]) -> list[Line]:
    raw = text.split("\n")
    dropped: set[int] = set()
    for entry in left_out:
        assert entry["reason"]
        if "pattern" in entry:
            matching = {n for n, line in enumerate(raw, 1) if re.fullmatch(entry["pattern"], line.strip())}
            assert len(matching) == entry["times"]
            dropped |= matching
        else:
            dropped |= set(range(entry["lines"][0], entry["lines"][1] + 1))
    return list(numbered_lines(text, dropped))


@needs_originals
@pytest.mark.parametrize("source", NOTES)
def test_no_word_of_a_source_is_lost_or_added(source: str):
    notes = NOTES[source]
    markdown = (CORPUS / "documents" / f"{source}.md").read_text(encoding="utf-8")
    if notes["title_added"]:
        markdown = markdown.partition("\n")[2]
    original = (ORIGINALS / f"{source}.txt").read_text(encoding="utf-8")
    comparison = compare(kept_lines(original, notes.get("left_out", [])), markdown)
    assert comparison.lost == []
    assert comparison.added == []
    assert len(comparison.rearranged) <= notes.get("rearranged", 0), comparison.rearranged


@needs_originals
def test_the_register_is_taken_over_whole():
    assert (CORPUS / "tiltak.jsonl").read_bytes() == (ORIGINALS / "tiltak-2022.jsonl").read_bytes()


def test_a_lost_word_an_added_word_and_a_doubled_line_are_noticed():
    original = list(numbered_lines("Alle har rett til å\nlevere søk-\nnad.\n"))
    assert compare(original, "Alle har rett til å levere søknad.").lost == []
    assert compare(original, "Alle har rett til å søknad.").lost == ["line 2: levere"]
    assert compare(original, "Alle har ikke rett til å levere søknad.").added == ["ikke"]
    assert compare(original, "Alle har rett til å levere søknad søknad.").added == ["søknad"]


def test_every_source_is_described():
    for document in load_shipped():
        source = document.source
        assert source.title
        assert source.publisher
        assert source.rights
        assert source.left_out
        assert source.kind in {"tilsyn", "statsforvalter", "evaluering", "prosjektbeskrivelse"}
        assert source.year in range(2010, 2030)


def test_every_page_of_the_paged_sources_is_marked_once_and_in_order():
    expected = {"oslo-viken-2022": range(1, 21), "innlandet-2022": range(3, 12), "afi-2016": range(1, 144)}
    for source, pages in expected.items():
        marks = re.findall(
            r"<!-- side (\d+) -->", (CORPUS / "documents" / f"{source}.md").read_text(encoding="utf-8")
        )
        assert [int(mark) for mark in marks] == list(pages)


def test_paragraph_ids_are_unique_and_stay_the_same():
    first = [paragraph.id for document in load_shipped() for paragraph in document.paragraphs]
    second = [paragraph.id for document in load_shipped() for paragraph in document.paragraphs]
    assert first == second
    assert len(set(first)) == len(first)


def test_no_mark_of_the_markdown_reaches_a_paragraph():
    for document in load_shipped():
        for paragraph in document.paragraphs:
            assert not re.search(r"<!--|\[\^|\*\*|^#", paragraph.text), paragraph


def test_the_comments_of_statsforvalteren_are_told_apart_from_the_offices_answers():
    oslo = next(document for document in load_shipped() if document.source.id == "oslo-viken-2022")
    voices = {p.text[:40]: p.voice for p in oslo.paragraphs}
    assert voices["Vi minner om at det ikke er anledning ti"] == "statsforvalteren"
    assert voices["Noen svarer at ungdommene ofte ikke leve"] == "kontorene"


def test_a_survey_table_stands_under_its_question():
    oslo = next(document for document in load_shipped() if document.source.id == "oslo-viken-2022")
    table = next(p for p in oslo.paragraphs if p.kind == "table" and "| 10 - 20 % | 21 |" in p.text)
    assert table.path[-1].startswith("Hvor mange er skoleelever")
    assert table.page == 9


def test_the_register_has_a_section_for_each_of_its_143_projects():
    register = next(document for document in load_shipped() if document.source.id == "tiltak-2022")
    records = [json.loads(line) for line in (CORPUS / "tiltak.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(records) == 143
    assert len({p.id.split(":")[1].split(".")[0] for p in register.paragraphs}) == 143
