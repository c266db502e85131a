from __future__ import annotations

import contextlib
import os
import random
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image
from pptx import Presentation
from pptx.util import Inches
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Paragraph, page_at
from corpus.errors import UnreadableFileError
from corpus.readers import READERS, read, title

NORWEGIAN = "Økonomisk stønad – «vilkår» om aktivitet for personer under 30 år. Må vi straffe han?"
BODY = "Kontoret skal kartlegge situasjonen til barn og unge i familien før det treffer vedtak etter loven"
Printed = tuple[float, str] | tuple[float, str, float] | tuple[float, str, float, str]


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def write_pdf(path: Path, pages: Sequence[Sequence[Printed]], *, name: str = "") -> Path:
    """Pages of (height, words[, size[, font]])."""
    canvas = Canvas(str(path))
    canvas.setTitle(name)
    for page in pages:
        for height, words, *look in page:
            size, font = [*look, *(11, "Helvetica")[len(look) :]]
            canvas.setFont(font, size)
            canvas.drawString(70, height, words)
        canvas.showPage()
    canvas.save()
    return path


def simple_pdf(path: Path) -> Path:
    return write_pdf(path, [[(700, f"{BODY}.")]])


def write_docx(path: Path, *paragraphs: tuple[str, str]) -> Path:
    word = docx.Document()
    for style, words in paragraphs:
        word.add_paragraph(words, style=style)
    word.save(str(path))
    return path


def replace_part(path: Path, name: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    message = str(caught.value)
    assert message.startswith("fil")
    assert not message.endswith(".")
    assert path.name not in message
    assert ";" in message, "what is wrong; what mends it"
    return message


def texts(paragraphs: list[Paragraph]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs]


# Files that cannot be read


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path: Path):
    (tmp_path / "mappe.pdf").mkdir()
    assert "finnes ikke" in refusal(tmp_path / "borte.pdf")
    assert "ikke en vanlig fil" in refusal(tmp_path / "mappe.pdf")


def test_a_named_pipe_is_refused_without_waiting_for_it(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "ikke en vanlig fil" in refusal(tmp_path / "pipe.txt")


def test_an_unknown_suffix_is_refused_naming_the_kinds_that_can_be_read(tmp_path: Path):
    assert ".xls" in refusal(write(tmp_path / "tall.xls", "1;2"))
    message = refusal(write(tmp_path / "notat", "tekst"))
    for kind in ("PDF", "DOCX", "PPTX", "HTML", "MD", "TXT"):
        assert kind in message


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_an_empty_file_is_refused(tmp_path: Path, suffix: str):
    assert "tom" in refusal(write(tmp_path / f"tom{suffix}", ""))


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_a_file_of_white_space_has_no_text(tmp_path: Path, suffix: str):
    assert "ingen tekst" in refusal(write(tmp_path / f"blank{suffix}", " \n\n \t\n"))


def test_a_huge_file_is_refused_without_being_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "stor.pdf"
    with path.open("wb") as stream:
        stream.truncate(200 * 2**20)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    assert "200 MiB" in refusal(path)


@pytest.mark.parametrize("suffix", [".txt", ".pdf", ".docx"])
def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str):
    path = write(tmp_path / f"hemmelig{suffix}", "PK" + "x" * 100)

    def deny(*_: object, **__: object) -> None:
        raise PermissionError

    for opener in ("pathlib.Path.open", "pathlib.Path.read_bytes", "zipfile.is_zipfile"):
        monkeypatch.setattr(opener, deny)
    assert "tilgang" in refusal(path)


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_binary_rubbish_is_refused_under_every_suffix(tmp_path: Path, suffix: str):
    refusal(write(tmp_path / f"rot{suffix}", random.Random(1).randbytes(5000)))


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx", ".pptx"])
def test_a_pdf_under_another_suffix_is_refused(tmp_path: Path, suffix: str):
    refusal(simple_pdf(tmp_path / f"egentlig{suffix}"))


def test_a_web_page_that_calls_itself_pdf_is_refused(tmp_path: Path):
    assert "ikke en PDF" in refusal(write(tmp_path / "side.pdf", "<html><p>Logg inn</p></html>" * 50))


def test_a_truncated_pdf_is_refused(tmp_path: Path):
    content = simple_pdf(tmp_path / "hel.pdf").read_bytes()
    assert "avkortet" in refusal(write(tmp_path / "halv.pdf", content[: len(content) // 2]))


def test_a_pdf_damaged_in_the_middle_is_refused(tmp_path: Path):
    content = simple_pdf(tmp_path / "hel.pdf").read_bytes()
    third = len(content) // 3
    refusal(write(tmp_path / "skadet.pdf", content[:third] + b"\x00" * third + content[-third:]))


def test_a_pdf_locked_with_a_password_is_refused(tmp_path: Path):
    assert "passord" in refusal(encrypted(tmp_path, user_password="hemmelig"))


def test_a_pdf_locked_against_editing_only_is_read(tmp_path: Path):
    assert texts(read(encrypted(tmp_path, user_password=""))) == [f"{BODY}."]


def encrypted(folder: Path, user_password: str) -> Path:
    writer = PdfWriter(clone_from=PdfReader(simple_pdf(folder / "aapen.pdf")))
    writer.encrypt(user_password, "eier", algorithm="RC4-128")
    writer.write(folder / "laast.pdf")
    return folder / "laast.pdf"


def test_a_scanned_pdf_is_refused_naming_ocr(tmp_path: Path):
    canvas = Canvas(str(tmp_path / "skann.pdf"))
    picture = BytesIO()
    Image.new("L", (100, 140), 200).save(picture, "PNG")
    for _ in range(3):
        canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
        canvas.drawString(70, 20, "Skannet med kopimaskin 3")
        canvas.showPage()
    canvas.save()
    assert "OCR" in refusal(tmp_path / "skann.pdf")


@pytest.mark.parametrize("suffix", [".docx", ".pptx"])
def test_an_old_or_locked_office_file_is_told_apart(tmp_path: Path, suffix: str):
    assert "passord" in refusal(write(tmp_path / f"gammel{suffix}", b"\xd0\xcf\x11\xe0" + b"\x00" * 600))


def test_a_presentation_that_calls_itself_word_is_refused(tmp_path: Path):
    Presentation().save(str(tmp_path / "lysark.pptx"))
    refusal((tmp_path / "lysark.pptx").rename(tmp_path / "rapport.docx"))


def test_a_zip_that_is_no_office_file_is_refused(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "arkiv.docx", "w") as package:
        package.writestr("notat.txt", "hei")
    refusal(tmp_path / "arkiv.docx")


@pytest.mark.parametrize("suffix", [".docx", ".pptx"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/media/image1.bmp"])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, suffix: str, part: str):
    path = tmp_path / f"bombe{suffix}"
    size = 100 if part.endswith("xml") else 600
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open(part, "w", force_zip64=True) as stream,
    ):
        for _ in range(size):
            stream.write(bytes(2**20))
    assert "pakkes ut" in refusal(path)


def test_xml_entities_in_a_word_file_are_refused(tmp_path: Path):
    secret = write(tmp_path / "hemmelig.txt", "PASSORD")
    path = write_docx(tmp_path / "felle.docx", ("Normal", "MERKE"))
    declaration = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document '.encode()
    replace_part(path, "word/document.xml", b"<w:document ", declaration)
    replace_part(path, "word/document.xml", b"MERKE", b"&x;")
    assert "XML" in refusal(path)


def test_entities_declared_in_a_web_page_are_not_expanded(tmp_path: Path):
    secret = write(tmp_path / "hemmelig.txt", "PASSORD")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><p>Verdi: &x;</p>'
    assert "PASSORD" not in " ".join(texts(read(write(tmp_path / "felle.html", page))))


def test_every_truncation_of_an_office_file_is_refused_and_none_crashes(tmp_path: Path):
    content = write_docx(tmp_path / "hel.docx", ("Normal", BODY)).read_bytes()
    for share in (0.1, 0.5, 0.9, 0.99):
        refusal(write(tmp_path / "halv.docx", content[: int(share * len(content))]))


# Plain text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "mac_roman"]
)
def test_norwegian_text_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str):
    path = write(tmp_path / "notat.txt", NORWEGIAN.encode(encoding))
    assert texts(read(path)) == [NORWEGIAN]


def test_one_bad_byte_does_not_change_the_encoding_of_a_whole_file(tmp_path: Path):
    path = write(tmp_path / "notat.txt", NORWEGIAN.encode() * 5 + b"\xff\x01")
    assert read(path)[0].text.startswith(NORWEGIAN)


def test_text_is_split_at_empty_lines_whatever_ends_a_line(tmp_path: Path):
    path = write(tmp_path / "notat.txt", "Første linje\r\nandre linje\r\n \r\nNeste avsnitt\r\n")
    assert texts(read(path)) == ["Første linje andre linje", "Neste avsnitt"]


def test_a_block_of_bullets_is_a_list(tmp_path: Path):
    [paragraph] = read(write(tmp_path / "notat.txt", "- kartlegg\n  * barn\n- vurder\n"))
    assert paragraph == Paragraph("- kartlegg\n  - barn\n- vurder", kind="list")


def test_text_that_is_not_wrapped_has_a_paragraph_on_each_line(tmp_path: Path):
    path = write(tmp_path / "notat.txt", f"{BODY * 3}\nNeste avsnitt\n")
    assert texts(read(path)) == [BODY * 3, "Neste avsnitt"]


def test_decomposed_letters_and_soft_hyphens_are_mended(tmp_path: Path):
    path = write(tmp_path / "notat.txt", "på so\u00adsi\u00adal\u00adkontoret\u200b".replace("å", "a\u030a"))
    assert texts(read(path)) == ["på sosialkontoret"]


# PDF


def test_pdf_lines_become_paragraphs_with_their_page(tmp_path: Path):
    page = [(700, BODY), (686, "og gi råd."), (650, f"{BODY} også"), (636, "for nye saker.")]
    paragraphs = read(write_pdf(tmp_path / "a.pdf", [[(700, f"{BODY}.")], page]))
    assert texts(paragraphs) == [f"{BODY}.", f"{BODY} og gi råd.", f"{BODY} også for nye saker."]
    assert [paragraph.page for paragraph in paragraphs] == [1, 2, 2]


def test_a_paragraph_that_crosses_a_page_says_where(tmp_path: Path):
    pages = [[(700, BODY), (686, f"{BODY} og")], [(760, "gi råd til foreldre."), (720, f"{BODY}.")]]
    crossing, after = read(write_pdf(tmp_path / "a.pdf", pages))
    assert crossing.text == f"{BODY} {BODY} og gi råd til foreldre."
    assert crossing.page_breaks == ((0, 1), (crossing.text.index("gi råd"), 2))
    assert page_at(crossing.page_breaks, len(crossing.text)) == after.page == 2


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path):
    words = ["alfa", "beta", "gamma", "delta"]
    pages = [
        [(800, "Statsforvalteren – rapport 2022"), (700, f"{BODY} {word}."), (30, f"Side {number} av 4")]
        for number, word in enumerate(words, 1)
    ]
    paragraphs = read(write_pdf(tmp_path / "a.pdf", pages))
    assert texts(paragraphs) == [f"{BODY} {word}." for word in words]


def test_numbered_headings_on_every_page_are_no_running_heads(tmp_path: Path):
    words = ["alfa", "beta", "gamma"]
    pages = [
        [(780, f"Kapittel {number}", 16), (700, f"{BODY} {word}."), (40, str(number))]
        for number, word in enumerate(words, 1)
    ]
    paths = [paragraph.path for paragraph in read(write_pdf(tmp_path / "a.pdf", pages))]
    assert paths == [("Kapittel 1",), ("Kapittel 2",), ("Kapittel 3",)]


def test_hyphens_at_line_ends_are_joined_as_the_word_is_written(tmp_path: Path):
    lines = [
        "Det er mange utford-",
        "ringer for NAV-",
        "kontorene, og en-",
        "to personer fra 16-",
        "årsalder fikk kort-",
    ]
    lines += ["og langsiktig hjelp, place-", "then-train. Før var det en-to og place-then-train."]
    page = [(700 - 14 * number, line) for number, line in enumerate(lines)]
    assert texts(read(write_pdf(tmp_path / "a.pdf", [page]))) == [
        "Det er mange utfordringer for NAV-kontorene, og en-to personer fra 16-årsalder fikk kort- og "
        "langsiktig hjelp, place-then-train. Før var det en-to og place-then-train."
    ]


def test_headings_are_told_by_size_and_number_and_the_largest_is_the_title(tmp_path: Path):
    page = [
        (800, "Oppfølging av unge", 22, "Helvetica-Bold"),
        (760, "1 Innledning", 16, "Helvetica-Bold"),
        (740, f"{BODY}."),
        (700, "1.1 Bakgrunn for arbeidet", 13, "Helvetica-Bold"),
        (680, f"{BODY}!"),
        (640, "2 Resultater", 16, "Helvetica-Bold"),
        (620, f"{BODY}?"),
    ]
    paths = [paragraph.path for paragraph in read(write_pdf(tmp_path / "a.pdf", [page]))]
    assert paths == [("1 Innledning",), ("1 Innledning", "1.1 Bakgrunn for arbeidet"), ("2 Resultater",)]


def test_bullets_and_numbers_become_lists(tmp_path: Path):
    page = [
        (700, f"{BODY}:"),
        (686, "• kartlegge hjemmet"),
        (672, "og skolen"),
        (658, "• vurdere"),
        (620, f"{BODY}."),
    ]
    kinds = [(paragraph.kind, paragraph.text) for paragraph in read(write_pdf(tmp_path / "a.pdf", [page]))]
    assert kinds[1] == ("list", "- kartlegge hjemmet og skolen\n- vurdere")
    assert [kind for kind, _ in kinds] == ["text", "list", "text"]


def test_footnotes_do_not_break_a_paragraph_that_crosses_a_page(tmp_path: Path):
    pages = [
        [(700, BODY), (686, f"{BODY} og"), (60, "1 Se rundskrivet.", 8)],
        [(760, "gi råd."), (720, f"{BODY}.")],
    ]
    crossing, note, _ = read(write_pdf(tmp_path / "a.pdf", pages))
    assert crossing.text.endswith("og gi råd.")
    assert (note.kind, note.text, note.page) == ("note", "1 Se rundskrivet.", 1)


def draw(path: Path, *words: tuple[float, float, str]) -> Path:
    canvas = Canvas(str(path))
    for x, height, text in words:
        canvas.drawString(x, height, text)
    canvas.save()
    return path


def test_cells_at_the_same_height_are_the_row_of_a_table(tmp_path: Path):
    rows = [("Ytelse", "Beløp"), ("Mat per døgn", "310 kr"), ("Busskort", "900 kr")]
    cells = [
        (x, 680.0 - 14 * number, cell)
        for number, row in enumerate(rows)
        for x, cell in zip((70.0, 300.0), row, strict=True)
    ]
    _, table, after = read(draw(tmp_path / "a.pdf", (70, 720, f"{BODY}."), *cells, (70, 600, f"{BODY}.")))
    assert table.kind == "table"
    assert table.text == "| Ytelse | Beløp |\n| Mat per døgn | 310 kr |\n| Busskort | 900 kr |"
    assert after.text == f"{BODY}."


def test_words_at_the_same_height_that_are_no_table_are_one_line(tmp_path: Path):
    words = [
        (70, 720, "Oslo"),
        (400, 720, "3. mai"),
        (70, 680, "•"),
        (90, 680, "kartlegg"),
        (70, 666, "1."),
        (90, 666, "vurder"),
    ]
    assert texts(read(draw(tmp_path / "a.pdf", *words))) == ["Oslo 3. mai", "- kartlegg\n1. vurder"]


def test_columns_are_read_one_after_the_other(tmp_path: Path):
    left = [
        (70, 700 - 14 * n, line) for n, line in enumerate(["Kontoret skal kartlegge", "situasjonen til barna."])
    ]
    right = [(320, 700 - 14 * n, line) for n, line in enumerate(["Deretter skal kontoret", "treffe et vedtak."])]
    assert texts(read(draw(tmp_path / "a.pdf", *left, *right))) == [
        "Kontoret skal kartlegge situasjonen til barna.",
        "Deretter skal kontoret treffe et vedtak.",
    ]


def test_a_table_of_contents_is_left_out(tmp_path: Path):
    page = [(700, "1.1 Bakgrunn ............... 3"), (686, "1.2 Metode . . . . . . . 4"), (640, f"{BODY}.")]
    assert texts(read(write_pdf(tmp_path / "a.pdf", [page]))) == [f"{BODY}."]


def test_a_pdf_title_counts_unless_a_program_made_it(tmp_path: Path):
    named = write_pdf(tmp_path / "a.pdf", [[(700, BODY)]], name="Rundskriv om unge")
    assert title(named) == "Rundskriv om unge"
    assert title(write_pdf(tmp_path / "b.pdf", [[(700, BODY)]], name="Microsoft Word - utkast.docx")) == ""


# Word


def test_word_headings_become_paths_and_the_title_stands_apart(tmp_path: Path):
    path = write_docx(
        tmp_path / "a.docx",
        ("Title", "Rutiner"),
        ("Heading 1", "Vilkår"),
        ("Heading 2", "Aktivitet"),
        ("Normal", NORWEGIAN),
        ("Heading 1", "Sanksjon"),
        ("Intense Quote", "Slik er det."),
    )
    quote = Paragraph("Slik er det.", ("Sanksjon",), "quote")
    assert read(path) == [Paragraph(NORWEGIAN, ("Vilkår", "Aktivitet")), quote]
    assert title(path) == "Rutiner"


def test_word_lists_keep_their_signs_and_levels(tmp_path: Path):
    path = write_docx(
        tmp_path / "a.docx",
        ("List Bullet", "kartlegg"),
        ("List Bullet 2", "barn"),
        ("Normal", "Og så:"),
        ("List Number", "vurder"),
        ("List Number", "skriv vedtak"),
    )
    assert read(path) == [
        Paragraph("- kartlegg\n  - barn", kind="list"),
        Paragraph("Og så:"),
        Paragraph("1. vurder\n2. skriv vedtak", kind="list"),
    ]


def test_word_tables_stand_where_they_stood_and_merged_cells_once(tmp_path: Path):
    word = docx.Document()
    word.add_paragraph("Før")
    table = word.add_table(2, 2)
    for cell, words in zip(table._cells, ["Kontor", "Antall", "Oslo", "12"], strict=True):
        cell.text = words
    merged = table.add_row().cells
    merged[0].merge(merged[1]).text = "Sum 12"
    word.add_paragraph("Etter")
    word.save(str(tmp_path / "a.docx"))
    _, rows, after = read(tmp_path / "a.docx")
    assert rows == Paragraph("| Kontor | Antall |\n| Oslo | 12 |\n| Sum 12 |", kind="table")
    assert after.text == "Etter"


def test_word_text_is_read_as_if_all_changes_were_accepted(tmp_path: Path):
    word = docx.Document()
    paragraph = word.add_paragraph("Kontoret ")
    for change in (
        "<w:del {}><w:r><w:delText>kan</w:delText></w:r></w:del>",
        "<w:ins {}><w:r><w:t>skal</w:t></w:r></w:ins>",
    ):
        paragraph._p.append(parse_xml(change.format(nsdecls("w"))))
    control = "<w:sdt {}><w:sdtContent><w:p><w:r><w:t>I et skjemafelt</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    word.element.body.insert(1, parse_xml(control.format(nsdecls("w"))))
    word.save(str(tmp_path / "a.docx"))
    assert texts(read(tmp_path / "a.docx")) == ["Kontoret skal", "I et skjemafelt"]


def test_word_footnotes_follow_the_paragraph_that_mentions_them(tmp_path: Path):
    word = docx.Document()
    paragraph = word.add_paragraph("Loven gjelder")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="7"/></w:r>'))
    word.add_paragraph("Neste avsnitt")
    note = '<w:footnote w:id="7"><w:p><w:r><w:t>Se § 17.</w:t></w:r></w:p></w:footnote>'
    notes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), content_type, notes.encode(), word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    word.save(str(tmp_path / "a.docx"))
    assert read(tmp_path / "a.docx") == [
        Paragraph("Loven gjelder¹"),
        Paragraph("¹ Se § 17.", kind="note"),
        Paragraph("Neste avsnitt"),
    ]


# PowerPoint


def test_slides_have_their_title_as_heading_and_their_number_as_page(tmp_path: Path):
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Kartlegging"
    frame = slide.placeholders[1].text_frame
    frame.text = "Snakk med den unge"
    nested = frame.add_paragraph()
    nested.text, nested.level = "om skole", 1
    slide.notes_slide.notes_text_frame.text = "Husk taushetsplikten."
    last = deck.slides.add_slide(deck.slide_layouts[5])
    last.shapes.title.text = "Tall"
    table = last.shapes.add_table(1, 2, 0, 0, Inches(4), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "Oslo", "12"
    deck.save(str(tmp_path / "a.pptx"))
    assert read(tmp_path / "a.pptx") == [
        Paragraph("- Snakk med den unge\n  - om skole", ("Kartlegging",), "list", ((0, 1),)),
        Paragraph("Husk taushetsplikten.", ("Kartlegging",), "note", ((0, 1),)),
        Paragraph("| Oslo | 12 |", ("Tall",), "table", ((0, 2),)),
    ]


def test_grouped_text_is_found_and_a_bare_title_is_kept(tmp_path: Path):
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    box = slide.shapes.add_group_shape().shapes.add_textbox(0, 0, Inches(1), Inches(1))
    box.text_frame.text = "I en gruppe"
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "Takk for oss"
    deck.core_properties.title = "Fredagsprat"
    deck.save(str(tmp_path / "a.pptx"))
    assert texts(read(tmp_path / "a.pptx")) == ["I en gruppe", "Takk for oss"]
    assert title(tmp_path / "a.pptx") == "Fredagsprat"


# HTML

PAGE = """<?xml version="1.0"?><!DOCTYPE html>
<html><head><title>Sosiale tjenester</title><style>p {}</style></head><body>
<header>Meny</header><nav><a href="/">Hjem</a></nav>
<main><h1>Vilkår</h1><p>Kontoret <b>skal</b><br>gi råd.</p>
<h2>Aktivitet</h2>Løse ord <ul><li>kartlegg<ul><li>barn</li></ul></li><li>vurder</li></ul>
<ol start="3"><li>tredje</li></ol>
<table><tr><th>Kontor</th><th>Antall</th></tr><tr><td>Oslo</td><td>12</td></tr></table>
<blockquote><p>Slik</p><p>er det.</p></blockquote><div hidden>skjult</div><p style="display: none">skjult</p>
<!-- skjult --><script>skjult()</script></main><footer>Personvern</footer></body></html>"""


def test_a_web_page_gives_its_main_content_and_no_more(tmp_path: Path):
    path = write(tmp_path / "a.html", PAGE)
    under = ("Aktivitet",)
    assert read(path) == [
        Paragraph("Kontoret skal gi råd."),
        Paragraph("Løse ord", under),
        Paragraph("- kartlegg\n  - barn\n- vurder", under, "list"),
        Paragraph("3. tredje", under, "list"),
        Paragraph("| Kontor | Antall |\n| Oslo | 12 |", under, "table"),
        Paragraph("Slik er det.", under, "quote"),
    ]
    assert title(path) == "Sosiale tjenester"


def test_a_page_without_main_content_is_read_from_its_body(tmp_path: Path):
    page = "<header>Meny</header><h1>En</h1><div><p>Første</p></div><h1>To</h1><section>Andre</section>"
    assert read(write(tmp_path / "a.htm", page)) == [
        Paragraph("Første", ("En",)),
        Paragraph("Andre", ("To",)),
    ]


def test_a_page_wrapped_in_a_form_keeps_its_words_without_the_fields(tmp_path: Path):
    fields = "<input value=a><select><option>b</option></select><textarea>c</textarea><button>d</button>"
    page = f"<form><h1>Tittel</h1><p>Kontoret skal gi råd.</p><p>Svar: {fields}</p></form>"
    assert texts(read(write(tmp_path / "a.html", page))) == ["Kontoret skal gi råd.", "Svar:"]


def test_endless_nesting_in_a_web_page_does_not_crash(tmp_path: Path):
    path = write(tmp_path / "a.html", "<div>" * 20_000 + "dypt")
    with contextlib.suppress(UnreadableFileError):
        assert texts(read(path)) == ["dypt"]
