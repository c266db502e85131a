from __future__ import annotations

from pathlib import Path

from corpus.document import Paragraph
from corpus.readers import read, title
from corpus.readers.markdown import parse_markdown


def parse(text: str) -> list[Paragraph]:
    return list(parse_markdown(text))


def test_headings_become_paths_and_the_title_is_in_none():
    paragraphs = parse("# Tittel\n\nA\n\n## Vilkår\n\nB\n\n### Aktivitet\n\nC\n\n## Sanksjon\n\nD\n")
    assert [paragraph.path for paragraph in paragraphs] == [
        (),
        ("Vilkår",),
        ("Vilkår", "Aktivitet"),
        ("Sanksjon",),
    ]


def test_emphasis_and_links_keep_their_words_only():
    [paragraph] = parse("Kontoret **skal** gi [råd](https://nav.no)\nog `vink`.")
    assert paragraph.text == "Kontoret skal gi råd og vink."


def test_lists_keep_signs_and_levels():
    [bullets, numbers] = parse("- kartlegg\n  - barn\n- vurder\n\n3. tredje\n4. fjerde\n")
    assert (bullets.kind, bullets.text) == ("list", "- kartlegg\n  - barn\n- vurder")
    assert (numbers.kind, numbers.text) == ("list", "3. tredje\n4. fjerde")


def test_tables_and_quotes_have_their_kind():
    [table, quote] = parse("| Kontor | Antall |\n|---|---|\n| Oslo | 12 |\n\n> Slik er det.\n")
    assert (table.kind, table.text) == ("table", "| Kontor | Antall |\n| Oslo | 12 |")
    assert (quote.kind, quote.text) == ("quote", "Slik er det.")


def test_page_marks_between_and_within_paragraphs():
    [first, second] = parse("<!-- side 4 -->\n\nFørste <!-- side 5 -->\nandre.\n\nTredje.\n")
    assert first.text == "Første andre."
    assert first.page_breaks == ((0, 4), (first.text.index("andre"), 5))
    assert second.page == 5


def test_an_unknown_page_is_no_page():
    [before, after] = parse("<!-- side 4 -->\n\nA\n\n<!-- side ukjent -->\n\nB\n")
    assert (before.page, after.page) == (4, None)


def test_a_voice_lasts_until_the_next_mark_or_heading():
    paragraphs = parse(
        "## A\n\n<!-- stemme: kontorene -->\n\nB\n\n<!-- stemme: statsforvalteren -->\n\nC\n\n## D\n\nE\n"
    )
    assert [paragraph.voice for paragraph in paragraphs] == ["kontorene", "statsforvalteren", ""]


def test_footnotes_are_superscript_and_notes_of_their_own():
    [text, note] = parse("Loven[^12] gjelder.\n\n[^12]: Se § 17.\n")
    assert text.text == "Loven¹² gjelder."
    assert (note.kind, note.text) == ("note", "¹² Se § 17.")


def test_other_comments_and_html_leave_no_trace():
    assert [paragraph.text for paragraph in parse("A <b>b</b> c<!-- notat -->\n\n<!-- notat -->\n\nD\n")] == [
        "A b c",
        "D",
    ]


def test_a_markdown_file_in_windows_encoding_is_read(tmp_path: Path):
    (tmp_path / "a.md").write_bytes("# Økonomi\n\nBlåbær og rømme på øya.\n".encode("cp1252"))
    assert read(tmp_path / "a.md")[0].text == "Blåbær og rømme på øya."
    assert title(tmp_path / "a.md") == "Økonomi"
