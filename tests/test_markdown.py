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


def test_consecutive_notes_are_notes_each():
    notes = parse("Loven[^1] og[^2] gjelder.\n[^1]: Se § 17.\n[^2]: Se § 18.\n")[1:]
    assert [(note.kind, note.text) for note in notes] == [("note", "¹ Se § 17."), ("note", "² Se § 18.")]


def test_several_headings_of_the_first_level_are_all_in_the_paths():
    paragraphs = parse("# Vilkår\n\nA\n\n## Aktivitet\n\nB\n\n# Sanksjon\n\nC\n")
    assert [paragraph.path for paragraph in paragraphs] == [
        ("Vilkår",),
        ("Vilkår", "Aktivitet"),
        ("Sanksjon",),
    ]


def test_a_heading_of_the_first_level_that_does_not_come_first_is_no_title():
    assert [paragraph.path for paragraph in parse("## A\n\nB\n\n# C\n\nD\n")] == [("A",), ("C",)]


def test_a_page_mark_in_a_list_keeps_the_items_on_lines_of_their_own():
    [items] = parse("- a\n- b <!-- side 5 -->\n- c\n  - d <!-- side 6 -->\n  - e\n- <!-- side 7 --> f\n")
    assert items.text == "- a\n- b\n- c\n  - d\n  - e\n- f"
    pages = [(items.text[offset:][:3], page) for offset, page in items.page_breaks]
    assert pages == [("- a", None), ("- c", 5), ("- e", 6), ("f", 7)]


def test_a_line_break_in_html_parts_words():
    assert parse("Første<br>andre<BR/>tredje\n")[0].text == "Første andre tredje"


def test_words_in_blocks_of_html_are_kept_with_headings_and_pages():
    paragraphs = parse(
        "# Tittel\n\n## Vilkår\n\n<div>Et <b>råd</b><br>til <!-- side 5 --> alle</div>\n\n"
        "<table><tr><td>Oslo</td><td>12</td></tr><!-- side 6 --></table>\n\n"
        "<h3>Aktivitet</h3>\n\nEtter\n\n<script>skjult()</script>\n\n- a\n\n  <aside>b</aside>\n"
    )
    under = ("Vilkår", "Aktivitet")
    assert paragraphs == [
        Paragraph("Et råd til alle", ("Vilkår",), "text", ((0, None), (11, 5))),
        Paragraph("| Oslo | 12 |", ("Vilkår",), "table", ((0, 5),)),
        Paragraph("Etter", under, "text", ((0, 6),)),
        Paragraph("- a b", under, "list", ((0, 6),)),
    ]


def test_decomposed_letters_and_soft_hyphens_are_mended():
    [first, code] = parse("pa\u030a so\u00adsialkontoret\n\n```\npa\u030a  to\nlinjer\n```\n")
    assert (first.text, code.text) == ("på sosialkontoret", "på to\nlinjer")


def test_a_line_of_code_is_no_title(tmp_path: Path):
    (tmp_path / "a.md").write_text("```\n# kommentar\n```\n\n# Ekte *tittel*\n", encoding="utf-8")
    assert title(tmp_path / "a.md") == "Ekte tittel"


def test_other_comments_and_html_leave_no_trace():
    assert [paragraph.text for paragraph in parse("A <b>b</b> c<!-- notat -->\n\n<!-- notat -->\n\nD\n")] == [
        "A b c",
        "D",
    ]


def test_a_markdown_file_in_windows_encoding_is_read(tmp_path: Path):
    (tmp_path / "a.md").write_bytes("# Økonomi\n\nBlåbær og rømme på øya.\n".encode("cp1252"))
    assert read(tmp_path / "a.md")[0].text == "Blåbær og rømme på øya."
    assert title(tmp_path / "a.md") == "Økonomi"
