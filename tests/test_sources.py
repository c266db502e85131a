"""The list of sources and the reader, without a browser."""

import json
import time
from datetime import date

import pytest

from assistant.assistant import Assistant
from corpus.document import Source
from index.passage import Part, Passage
from ui import source_list, source_reader
from ui.blocks import Block, Cell, make_blocks
from ui.source_find import find_in, mark

SOON = 1.0
"""Seconds of this process's own time; a busy machine is slow, not wrong."""


def found(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in find_in([text], query).spans[0]]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Ungdommens behov, ungdommene og en ungdom", "ungdommer", ["Ungdommens", "ungdommene", "ungdom"]),
        ("Det er aktivitetsplikt for alle", "plikt", ["plikt"]),
        ("etter § 17, §17 og § 170", "§17", ["§ 17", "§17"]),
        ("17 år og 117 kroner", "17", ["17"]),
        ("råd og\nhjelp. Råd og hjelp", "råd og hjelp", ["råd og\nhjelp", "Råd og hjelp"]),
        ("råd\n\nveiledning", "råd veiledning", ["råd", "veiledning"]),  # apart: an empty line between them
        ("en 16-åring på 16 år", "16-åring", ["16-åring"]),
        ("Sosiale tjenester og sosial tjeneste", "sosiale tjenesten", ["Sosiale tjenester", "sosial tjeneste"]),
        ("| Svar | Antall |", "svar antall", ["Svar", "Antall"]),
        ("ingenting her", "(.*", []),
        ("ingenting her", "", []),
    ],
)
def test_words_are_found_by_what_they_read_and_by_their_stems(text: str, query: str, expected: list[str]):
    assert found(text, query) == expected


def test_words_that_stand_nowhere_together_are_found_where_a_passage_has_all():
    texts = ["Vurder alderen til barnet.", "Barnet er ungt.", "Alder betyr noe."]
    finding = find_in(texts, "barn alder")
    assert not finding.together
    assert [len(spans) for spans in finding.spans] == [2, 0, 0]


def cells(blocks: list[Block]) -> list[Cell]:
    return [cell for block in blocks for line in block.lines for cell in line.cells]


def test_every_word_stays_and_only_what_is_found_is_marked():
    text = "Først en ungdom.\n\n- én ungdom\n- to ungdommer\n\n| Ungdom | Antall |\n| ung | 3 |"
    plain = make_blocks(text)
    blocks, owners = mark(text, plain, find_in([text], "ungdom").spans[0])
    marked = [run.text for cell in cells(blocks) for run in cell if run.marked]
    assert marked == ["ungdom", "ungdom", "ungdommer", "Ungdom"]
    assert owners == [0, 1, 2, 3]
    assert ["".join(run.text for run in cell) for cell in cells(blocks)] == [cell[0].text for cell in cells(plain)]


def test_a_hit_across_two_lines_has_two_marks_and_a_list_sign_none():
    text = "1. råd og\nveiledning"
    _, owners = mark(text, make_blocks(text), find_in([text], "råd og veiledning").spans[0])
    assert owners == [0, 0]
    _, owners = mark(text, make_blocks(text), find_in([text], "1.").spans[0])
    assert owners == []


def passage(number: int, path: tuple[str, ...], text: str = "Ord.") -> Passage:
    return Passage(
        f"d:{number}@0", "d", "D", path, text, (Part(f"d:{number}", 0, len(text)),), ((0, 1 + number // 2),)
    )


SOURCE = Source("d", "D", "P", "tilsyn", 2022, "nb")
PATHS = [("1 A",), ("1 A", "1.1 B"), ("1 A", "1.1 B", "1.1.1 C"), ("1 A",), ("2 D", "2.1 E")]


def test_headings_are_said_where_they_begin_and_again_after_those_below_them():
    html = source_reader.part(SOURCE, [passage(at, path) for at, path in enumerate(PATHS)], 0, "")
    order = [html.index(f">{heading}</h") for heading in ("1 A", "1.1 B", "1.1.1 C", "2 D", "2.1 E")]
    assert order == sorted(order)
    assert html.count(">1 A</h4>") == 2
    assert ">1.1 B</h5>" in html
    assert ">2.1 E</h5>" in html


def test_headings_are_searched_too():
    passages = [
        passage(0, ("Kapittel 4", "§ 17. Råd"), "Se § 17 annet ledd."),
        passage(1, ("Kapittel 4", "§ 18. Stønad")),
    ]
    text, hits = source_reader.search(passages, "§ 17")
    assert (text, json.loads(hits)) == ("2 treff", [[0, 0], [0, 1]])
    html = source_reader.part(SOURCE, passages, 0, "§ 17")
    assert ">§ 17. Råd" not in html
    assert "<mark>§ 17</mark>. Råd</h5>" in html
    assert "<mark>§ 17</mark> annet ledd" in html


def test_a_document_falls_into_parts_at_its_headings():
    passages = [passage(number, (f"{number // 25}",), "ungdom og ungdom") for number in range(200)]
    frame = source_reader.frame(SOURCE, passages)
    assert [frame.count(f'data-part="{number}"') for number in range(4)] == [3, 3, 2, 0]  # 75, 75 and 50 passages
    text, hits = source_reader.search(passages, "ungdom")
    assert text == "400 treff"
    assert json.loads(hits)[149:151] == [[0, 149], [1, 0]]
    html = source_reader.part(SOURCE, passages, 1, "ungdom")
    assert html.count("<mark>") == 150
    assert "Del 2 av 3" in html


def test_a_long_section_is_parted_and_says_what_goes_on():
    passages = [passage(number, ("Lang",)) for number in range(100)]
    assert "Fortsetter: </span>Lang" in source_reader.part(SOURCE, passages, 1, "")
    for number in (2, -1):
        with pytest.raises(IndexError):
            source_reader.part(SOURCE, passages, number, "")


def test_a_search_for_what_stands_everywhere_takes_no_time():
    passages = [passage(number, (f"{number // 25}",), "en elev er her " * 40) for number in range(900)]
    started = time.process_time()
    text, _ = source_reader.search(passages, "e")
    assert text == "180000 treff"
    assert time.process_time() - started < 8 * SOON
    started = time.process_time()
    source_reader.search(passages, "an ad as at av al am ar af")
    assert time.process_time() - started < 3 * SOON


def test_the_list_says_how_old_and_how_large(assistant: Assistant):
    html = source_list.listing(assistant)
    years = date.today().year - 2015
    assert f"{years} år" in html
    assert "Fra 2015. Sjekk hva som gjelder nå." in html
    assert html.index("Tittelen på regler") < html.index("Tittelen på undersokelse")  # the newer one first
    assert "Ta bort" not in html


@pytest.mark.parametrize(
    ("kind", "given", "dated", "age", "old"),
    [
        ("lov", "2012-03-01", "sist endret 1. mars 2012", "", False),
        ("tilsyn", "2012-03", "mars 2012", f"{date.today().year - 2012} år", True),
        ("tilsyn", "", "2012", f"{date.today().year - 2012} år", True),
    ],
)
def test_a_law_does_not_grow_old(kind: str, given: str, dated: str, age: str, old: bool):
    entry = source_list.entry(Source("x", "X", "P", kind, 2012, "nb", date=given), [])
    assert (entry.dated, entry.age, entry.is_old) == (dated, age, old)


class Many:
    """Only the sources that it is made with."""

    shelf = None

    def __init__(self, *kinds: str) -> None:
        self.sources = {kind: Source(kind, f"Tittel {kind}", "P", kind, 2026, "nb") for kind in kinds}

    def document(self, _: str) -> list[Passage]:
        return []


def test_what_binds_most_comes_first():
    ranked = ("lov", "rundskriv", "tilsyn", "statsforvalter", "evaluering", "prosjektbeskrivelse", "eget dokument")
    html = source_list.listing(Many(*sorted(ranked)))  # type: ignore[arg-type]
    places = [html.index(f"Tittel {kind}") for kind in ranked]
    assert places == sorted(places)
