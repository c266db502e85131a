from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.tiltak import intake, table
from assistant.tiltak.intake import Intake, read_workbook, take
from assistant.tiltak.workbook import TITLES, read_table
from corpus import own
from corpus.errors import UnreadableFileError
from corpus.loading import load_shipped, registers
from corpus.recognise import ages_named, traits_named
from corpus.tiltak import Tiltak, read_tiltak
from corpus.vocabulary import TraitKind

WHOLE = {
    "name": "Veien videre",
    "office": "Nav Lillevik",
    "county": "Nordland",
    "start": "2023-08-01",
    "report_type": "statusrapport",
    "target_group": "Unge 18-30 år som ikke er i jobb.",
    "description": "Deltakerne møter en jobbspesialist hver uke.",
    "develops": "En fast møteplass for ungdom med gjeld.",
    "paragraphs": "§17 - Opplysning, råd og veiledning / §20a - Vilkår om aktivitet",
    "interest_from_others": "Ja, fra to nabokommuner.",
    "tried_elsewhere": "Nei",
    "cooperation": "Ungdomsskolen og helsestasjonen.",
    "achieved": "Tolv har fått fast arbeid.",
    "how_measured": "Samtaler hvert halvår.",
    "challenges": "Høyt sykefravær i teamet.",
    "success_factors": "Tillit mellom deltaker og veileder.",
    "continued": "ja",
    "continued_yes_through": "En egen stilling i kommunen.",
    "continued_no_because": "",
}
"""A row with every field, under the headings that messages use."""


def write(
    path: Path, *rows: Sequence[object], sheet: str = "Ark1", more: Mapping[str, Sequence] | None = None
) -> Path:
    book = Workbook()
    book.active.title = sheet
    for title, lines in {sheet: rows, **(more or {})}.items():
        target = book[title] if title in book.sheetnames else book.create_sheet(title)
        for line in lines:
            target.append(line)
    book.save(path)
    return path


def listed(path: Path, *rows: Mapping[str, object], fields: Sequence[str] = tuple(TITLES)) -> Path:
    return write(
        path, [TITLES[field] for field in fields], *([row.get(field) for field in fields] for row in rows)
    )


def statuses(read: Intake) -> list[str]:
    return [row.status for row in read.rows]


def remarks(read: Intake, row: int = 0) -> str:
    return "; ".join(read.rows[row].remarks)


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_workbook(path)
    return str(caught.value)


def test_a_whole_row_becomes_a_record_of_the_register(tmp_path: Path):
    read = read_workbook(listed(tmp_path / "liste.xlsx", WHOLE))
    [record] = read.records
    shipped = json.loads(registers()["tiltak-2022"].read_text(encoding="utf-8").splitlines()[0])
    assert set(record) == set(shipped) - {"withheld_fields"}
    assert {field: record[field] or "" for field in WHOLE} == WHOLE
    assert record["id"] == 1
    assert record["paragraphs_list"] == ["§17 - Opplysning, råd og veiledning", "§20a - Vilkår om aktivitet"]
    assert (record["lang"], record["cut_possible"]) == ("nb", [])
    assert (statuses(read), read.rows[0].remarks) == (["taken"], ())


def test_the_shipped_register_comes_back_as_it_was(tmp_path: Path):
    lines = registers()["tiltak-2022"].read_text(encoding="utf-8").splitlines()
    shipped = [json.loads(line) for line in lines]
    read = read_workbook(listed(tmp_path / "liste.xlsx", *shipped))
    assert len(read.records) == len(shipped)
    kept = [*TITLES, "paragraphs_list", "lang"]
    changed = [
        field
        for before, after in zip(shipped, read.records, strict=True)
        for field in kept
        if before[field] != after[field]
    ]
    assert set(changed) <= {"tried_elsewhere", "description"}  # a dash for nothing, and a phone number
    assert len(changed) <= 2


def test_our_own_table_can_be_taken_in_again(tmp_path: Path):
    projects = read_tiltak(load_shipped(), registers())
    (tmp_path / "eksport.xlsx").write_bytes(table.as_xlsx(projects))
    read = read_workbook(tmp_path / "eksport.xlsx")
    assert [record["name"] for record in read.records] == [project.name for project in projects]
    assert read.table.left_out == ("Målgrupper", "Metoder", "Alder", "Avkuttet i kilden", "Kilde")


VARIANTS = {
    "bokmål": {
        "name": "1. Navn på prosjektet/tiltaket",
        "office": "NAV-kontor",
        "county": "Fylke:",
        "report_type": "Type rapport (status-/sluttrapport)",
        "target_group": "Hvem er målgruppen?",
        "description": "Kort beskrivelse\nav tiltaket",
        "develops": "Hva er det som utvikles?",
        "paragraphs": "Hvilke §§ i sosialtjenesteloven",
        "interest_from_others": "Har andre vist interesse?",
        "tried_elsewhere": "Er det prøvd ut andre steder?",
        "cooperation": "Samarbeidspartnere",
        "achieved": "Hva er resultatene så langt?",
        "how_measured": "Hvordan måler dere resultatene?",
        "challenges": "Hvilke utfordringer har dere hatt",
        "success_factors": "Suksesfaktorer",
        "continued": "Videreføres tiltaket?",
        "continued_yes_through": "Hvis ja, hvordan?",
        "continued_no_because": "Hvis nei, hvorfor videreføres det ikke?",
    },
    "nynorsk": {
        "name": "Namn på tiltaket",
        "office": "Nav-kontor",
        "county": "Fylke",
        "start": "Oppstart av prosjektet",
        "target_group": "Kven er målgruppa?",
        "description": "Skildring av tiltaket",
        "develops": "Kva som vert utvikla",
        "interest_from_others": "Interesse frå andre",
        "tried_elsewhere": "Prøvd ut andre stader",
        "achieved": "Kva har de oppnådd",
        "how_measured": "Korleis er resultata målte?",
        "challenges": "Utfordringar",
        "success_factors": "Suksessfaktorar",
        "continued": "Skal tiltaket vidareførast?",
        "continued_yes_through": "Vidareførast gjennom",
        "continued_no_because": "Vidareførast ikkje fordi",
    },
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_headings_are_known_by_other_names(tmp_path: Path, variant: str):
    headings = {"rest": "Kontaktperson ved Nav-kontoret", **VARIANTS[variant], "goal": "Mål"}
    row = [WHOLE.get(field, "Ola") for field in headings]
    path = write(tmp_path / "l.xlsx", ["Oversikt over tiltak"], [], ["", *headings.values()], ["", *row])
    read = read_workbook(path)
    assert list(read.table.columns) == [field for field in TITLES if field in headings]
    assert all(read.records[0][field] == (WHOLE[field] or None) for field in read.table.columns)
    assert read.table.left_out == ("Kontaktperson ved Nav-kontoret", "Mål")
    assert read.rows[0].number == 4


def test_an_exact_heading_goes_before_one_that_only_holds_the_word(tmp_path: Path):
    path = write(
        tmp_path / "l.xlsx",
        ["Kommune", "Nav-kontor", "Beskriv målgruppen", "Målgruppe", "Tiltak"],
        ["Vik", "Nav Vik", "nei", "Unge.", "Start"],
    )
    columns = read_table(path).columns
    assert columns == {"name": 4, "office": 1, "target_group": 3}


def test_the_sheet_with_most_known_columns_and_rows_is_read(tmp_path: Path):
    few, all_, row = ["Navn", "Målgruppe"], list(TITLES.values()), [WHOLE[field] for field in TITLES]
    path = write(
        tmp_path / "l.xlsx",
        ["Veiledning"],
        more={
            "Mal": [all_],
            "Gamle": [few, ["A", "Unge."]],
            "Tiltak 2024": [["Liste"], all_, row],
            "Skjult": [all_, row, row],
        },
    )
    read = read_workbook(path)
    assert (read.table.sheet, read.table.others, read.year) == ("Skjult", ("Gamle", "Tiltak 2024"), None)
    hide(path, "Skjult")
    read = read_workbook(path)
    assert (read.table.sheet, read.table.others, read.year) == ("Tiltak 2024", ("Gamle",), 2024)
    assert "ikke ble lest: Gamle" in intake.as_text(read)


def hide(path: Path, sheet: str) -> None:
    from openpyxl import load_workbook

    book = load_workbook(path)
    book[sheet].sheet_state = "hidden"
    book.save(path)


@pytest.mark.parametrize(
    ("file", "sheet", "above", "year"),
    [
        ("tiltak 2023.xlsx", "2022", "", 2023),
        ("tiltak 2022-2023.xlsx", "Ark1", "", None),
        ("tiltak-20230115.xlsx", "Rapport2021", "", 2021),
        ("tiltak.xlsx", "Ark1", "Rapportering for 2024", 2024),
        ("tiltak.xlsx", "Ark1", "Rapportering", None),
    ],
)
def test_the_year_stands_in_the_file_name_or_the_sheet(
    tmp_path: Path, file: str, sheet: str, above: str, year: int | None
):
    path = write(tmp_path / file, [above], ["Navn", "Målgruppe"], ["A", "Unge."], sheet=sheet)
    assert read_workbook(path).year == year


def test_rows_that_say_nothing_are_refused_and_empty_ones_passed_over(tmp_path: Path):
    nameless, silent = WHOLE | {"name": " – "}, WHOLE | {"target_group": "", "description": None, "develops": "-"}
    headings = {field: TITLES[field] for field in TITLES}
    read = read_workbook(listed(tmp_path / "l.xlsx", nameless, {}, silent, {"name": "  "}, headings, WHOLE))
    assert [(row.number, row.status) for row in read.rows] == [(2, "refused"), (4, "refused"), (7, "taken")]
    assert "navnet" in remarks(read, 0)
    assert "beskrivelse" in remarks(read, 1)
    assert [record["id"] for record in read.records] == [1]


@pytest.mark.parametrize(
    ("changed", "remark"),
    [
        ({"county": "Lilleputt"}, "fylket «Lilleputt» er ukjent"),
        ({"county": ""}, "fylke mangler"),
        ({"office": "-"}, "Nav-kontor mangler"),
        ({"report_type": "Årsrapport"}, "rapporttypen «Årsrapport»"),
        ({"report_type": "status- eller sluttrapport"}, "rapporttypen"),
        ({"achieved": "Mange har fått " + "mye " * 60 + "hjel"}, "oppnådd ser ut til å være kuttet"),
        ({"description": "x" * 32767}, "beskrivelse ser ut til å være kuttet"),
    ],
)
def test_doubtful_rows_are_taken_with_a_remark(tmp_path: Path, changed: dict[str, str], remark: str):
    read = read_workbook(listed(tmp_path / "l.xlsx", WHOLE | changed))
    assert (statuses(read), len(read.records)) == (["doubtful"], 1)
    assert remark in remarks(read)
    assert f"rad 2, Veien videre: tatt inn, bør ses over: {remark}" in intake.as_text(read)


def test_texts_that_stop_at_one_length_are_cut_off(tmp_path: Path):
    cut = [
        WHOLE | {"name": name, "challenges": f"{name * 3} og så videre og så videre, og så videre i vei, og"}
        for name in "AB"
    ]
    read = read_workbook(listed(tmp_path / "l.xlsx", *cut, WHOLE))
    assert statuses(read) == ["doubtful", "doubtful", "taken"]
    assert [record["cut_possible"] for record in read.records] == [["challenges"], ["challenges"], []]


def test_the_same_name_and_office_twice_is_doubtful(tmp_path: Path):
    read = read_workbook(
        listed(tmp_path / "l.xlsx", WHOLE, WHOLE | {"name": "VEIEN VIDERE"}, WHOLE | {"office": "Nav Vik"})
    )
    assert statuses(read) == ["taken", "doubtful", "taken"]
    assert "rad 2" in remarks(read, 1)
    assert len(read.records) == 3


@pytest.mark.parametrize(
    ("written", "county", "remark"),
    [
        ("  vestland fylkeskommune ", "Vestland", ""),
        ("Buskerud", "Buskerud", "her hører det til Viken"),
        ("Troms", "Troms", "her hører det til Troms og Finnmark"),
    ],
)
def test_counties_of_other_years_are_kept_as_written(tmp_path: Path, written: str, county: str, remark: str):
    read = read_workbook(listed(tmp_path / "l.xlsx", WHOLE | {"county": written}))
    assert (read.records[0]["county"], statuses(read)) == (county, ["taken"])
    assert remark in remarks(read)
    assert bool(remark) == bool(remarks(read))


def test_mail_addresses_phones_and_identity_numbers_are_taken_out(tmp_path: Path):
    row = WHOLE | {
        "description": "Kontakt ola.normann@vik.kommune.no eller k@nav.no, tlf. 91\u00a023 45 67. Nå 25 plasser.",
        "cooperation": "Nav Vik i Storgata 5, Kari Normann. Fødselsnummer 010190 12345.",
        "office": "Nav Vik 55 55 33 33",
    }
    [record], [report] = (read := read_workbook(listed(tmp_path / "l.xlsx", row))).records, read.rows
    assert record["description"] == "Kontakt [e-post] eller [e-post], tlf. [telefon]. Nå 25 plasser."
    assert record["cooperation"] == "Nav Vik i Storgata 5, Kari Normann. Fødselsnummer [fødselsnummer]."
    assert record["office"] == "Nav Vik 55 55 33 33"  # the public number of Nav
    assert report.status == "taken"
    assert report.remarks == ("tatt ut av teksten: 2 e-postadresser, 1 telefonnummer, 1 fødselsnummer",)
    assert "ola.normann" not in str(read.records) + intake.as_text(read)


def test_cells_of_all_kinds_are_text(tmp_path: Path):
    book = Workbook()
    sheet = book.active
    sheet.append(["Navn", "Målgruppe", "Beskrivelse", "Oppstart", "Oppnådd", "Samarbeid", "Videreføres", "Målt"])
    sheet.append(
        [
            "=1+1 blir to",
            "- unge\r\n\r\n-  voksne_x000D_",
            "'+ mer tid",
            datetime(2023, 8, 1),
            12.0,
            "#REF!",
            True,
            3,
        ]
    )
    for cell in sheet[2][:3]:
        cell.data_type = "s"
    book.save(tmp_path / "l.xlsx")
    [record] = read_workbook(tmp_path / "l.xlsx").records
    assert record["name"] == "=1+1 blir to"
    assert record["target_group"] == "- unge\n- voksne"
    assert record["description"] == "+ mer tid"
    assert (record["start"], record["achieved"], record["how_measured"]) == ("2023-08-01", "12", "3")
    assert (record["cooperation"], record["continued"]) == (None, "ja")


def test_nynorsk_is_recognised(tmp_path: Path):
    row = WHOLE | {
        "description": "Dei unge får ein rettleiar, men ikkje noko anna enn det dei treng frå kontoret."
    }
    assert read_workbook(listed(tmp_path / "l.xlsx", row)).records[0]["lang"] == "nn"


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("§ 17; § 20 a – Vilkår om aktivitet for personer under 30 år", ("17", "20a")),
        ("§§ 17, 18 og 20 a", ("17", "18", "20a")),
        ("§17 Opplysning og råd fra 18 år\n§ 29 - 40", ("17", *map(str, range(29, 41)))),
        ("17, 18", ("17", "18")),
        ("", ()),
    ],
)
def test_sections_are_found_however_they_are_written(tmp_path: Path, written: str, numbers: tuple[str, ...]):
    assert stored(tmp_path, WHOLE | {"paragraphs": written}).sections == numbers


@pytest.mark.parametrize(
    ("written", "continued"), [("Ja.", True), ("Nei, ikke nå", False), ("ja/nei", None), ("Vet ikke", None)]
)
def test_whether_a_project_goes_on(tmp_path: Path, written: str, continued: bool | None):
    tiltak = stored(tmp_path, WHOLE | {"continued": written})
    assert tiltak.continued is continued
    assert tiltak.text("continued").lower() in written.lower()


def stored(tmp_path: Path, row: Mapping[str, object]) -> Tiltak:
    folder = tmp_path / "lager"
    take(listed(tmp_path / "l.xlsx", row), folder)
    [tiltak] = read_tiltak(own.load(folder), own.registers(folder))
    return tiltak


def test_what_is_no_workbook_is_refused_with_what_mends_it(tmp_path: Path):
    (tmp_path / "l.csv").write_text("Navn;Målgruppe")
    assert "Excel-fil (.xlsx)" in refusal(tmp_path / "l.csv")
    (tmp_path / "tekst.xlsx").write_text("Navn;Målgruppe")
    assert "ikke en hel Excel-fil" in refusal(tmp_path / "tekst.xlsx")
    (tmp_path / "låst.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    assert "uten passord" in refusal(tmp_path / "låst.xlsx")
    assert "finnes ikke" in refusal(tmp_path / "borte.xlsx")
    (tmp_path / "mappe.xlsx").mkdir()
    assert "ikke en vanlig fil" in refusal(tmp_path / "mappe.xlsx")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", ""])
def test_a_damaged_workbook_is_refused(tmp_path: Path, part: str):
    whole, damaged = listed(tmp_path / "l.xlsx", WHOLE), tmp_path / "skadet.xlsx"
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(damaged, "w") as after:
        for name in before.namelist():
            if part:
                after.writestr(name, before.read(name)[:200] if name == part else before.read(name))
    assert "skadet" in refusal(damaged)


def test_a_truncated_workbook_is_refused(tmp_path: Path):
    path = listed(tmp_path / "l.xlsx", WHOLE)
    path.write_bytes(path.read_bytes()[:-500])
    assert "ikke en hel Excel-fil" in refusal(path)


def test_a_workbook_without_the_needed_columns_says_what_was_looked_for_and_found(tmp_path: Path):
    said = refusal(listed(tmp_path / "l.xlsx", WHOLE, fields=("name", "office", "challenges")))
    assert "navn på tiltaket og en for målgruppe eller beskrivelse" in said
    assert "Lette etter: navn på tiltaket, Nav-kontor, fylke" in said
    assert said.endswith("Fant: navn på tiltaket, Nav-kontor, utfordringer")
    assert refusal(write(tmp_path / "tom.xlsx")).endswith("Fant: ingen av dem")


def test_a_workbook_without_rows_is_refused(tmp_path: Path):
    assert "ingen tiltak" in refusal(listed(tmp_path / "l.xlsx", {}, {}))


def test_columns_may_be_missing(tmp_path: Path):
    read = read_workbook(listed(tmp_path / "l.xlsx", WHOLE, fields=("name", "description")))
    assert remarks(read) == "Nav-kontor mangler; fylke mangler"
    assert (read.records[0]["office"], read.records[0]["county"], read.records[0]["achieved"]) == ("", "", None)


def test_the_records_are_a_register_among_the_users_own_documents(tmp_path: Path):
    folder = tmp_path / "lager"
    path = listed(tmp_path / "Tiltak 2023.xlsx", WHOLE, WHOLE | {"office": "", "county": "Troms"})
    taken = take(path, folder)
    assert taken.addition == own.Addition(path, "added", id="egen-tiltak-2023")
    [document] = own.load(folder)
    source = document.source
    assert (source.id, source.title, source.kind, source.year) == (
        "egen-tiltak-2023",
        "Tiltak 2023",
        "prosjektbeskrivelse",
        2023,
    )
    assert source.own
    first = document.paragraphs[0]
    assert (first.id, first.label) == ("egen-tiltak-2023:1.target_group", "Målgruppe")
    assert first.path == ("Veien videre, Nav Lillevik (Nordland)",)
    assert document.paragraphs[-1].path == ("Veien videre (Troms)",)
    assert own.registers(folder) == {"egen-tiltak-2023": folder / "egen-tiltak-2023.jsonl"}
    tiltak = read_tiltak([document], own.registers(folder))
    assert [one.key for one in tiltak] == ["egen-tiltak-2023:1", "egen-tiltak-2023:2"]
    assert (tiltak[0].finished, tiltak[0].continued, tiltak[0].sections) == (False, True, ("17", "20a"))


def test_a_workbook_taken_again_replaces_what_it_gave_before(tmp_path: Path):
    folder, path = tmp_path / "lager", tmp_path / "liste.xlsx"
    assert addition(take(listed(path, WHOLE), folder)) == ("added", "egen-liste")
    assert addition(take(path, folder)) == ("unchanged", "egen-liste")
    listed(path, WHOLE, WHOLE | {"name": "Ny"})
    assert addition(take(path, folder)) == ("changed", "egen-liste")
    [document] = own.load(folder)
    assert len(read_tiltak([document], own.registers(folder))) == 2


def test_a_renamed_workbook_is_stored_once_under_its_new_name(tmp_path: Path):
    folder, path = tmp_path / "lager", listed(tmp_path / "liste.xlsx", WHOLE)
    take(path, folder)
    renamed = path.rename(tmp_path / "liste 2024.xlsx")
    assert addition(take(renamed, folder)) == ("changed", "egen-liste")
    assert addition(take(renamed, folder)) == ("unchanged", "egen-liste")
    [document] = own.load(folder)
    assert (document.source.title, document.source.year) == ("liste 2024", 2024)


def addition(taken: Intake) -> tuple[str, str]:
    assert taken.addition
    return taken.addition.status, taken.addition.id


def test_a_bad_new_version_leaves_the_stored_one_alone(tmp_path: Path):
    folder, path = tmp_path / "lager", listed(tmp_path / "liste.xlsx", WHOLE)
    take(path, folder)
    taken = take(listed(path, WHOLE | {"name": ""}), folder)
    assert addition(taken) == ("refused", "")
    assert "Ikke lagret: ingen av radene kan tas inn" in intake.as_text(taken)
    path.write_text("ikke et regneark")
    with pytest.raises(UnreadableFileError):
        take(path, folder)
    assert len(own.load(folder)) == 1


def test_only_the_program_makes_registers(tmp_path: Path):
    folder, path = tmp_path / "lager", listed(tmp_path / "liste.xlsx", WHOLE)
    take(path, folder)
    copy = tmp_path / "liste.jsonl"
    copy.write_bytes((folder / "egen-liste.jsonl").read_bytes())
    assert [added.status for added in own.add([copy, path], folder)] == ["refused", "refused"]
    assert own.remove("egen-liste", folder)
    assert list(folder.iterdir()) == []


def test_a_damaged_register_and_old_records_do_not_stop_the_rest(tmp_path: Path):
    folder = tmp_path / "lager"
    take(listed(tmp_path / "liste.xlsx", WHOLE), folder)
    (tmp_path / "notat.txt").write_text("Et notat.")
    own.add([tmp_path / "notat.txt"], folder)
    record = json.loads((folder / "egen-notat.json").read_text())
    del record["year"]  # as records were written before there were registers
    (folder / "egen-notat.json").write_text(json.dumps(record))
    (folder / "egen-liste.jsonl").write_text('{"id": 1}\n[]\n')
    messages: list[str] = []
    assert [document.source.id for document in own.load(folder, messages.append)] == ["egen-notat"]
    assert messages == ["liste (egen-liste): registeret er skadet; ta det bort og les inn regnearket på nytt"]
    own.remove("egen-liste", folder)
    take(tmp_path / "liste.xlsx", folder)
    assert len(own.load(folder)) == 2


def test_records_that_nobody_has_read_get_the_traits_that_their_words_show(tmp_path: Path):
    tiltak = stored(tmp_path, WHOLE | {"challenges": "Høyt sykefravær. Annet: lite tid."})
    of = tiltak.traits.of
    assert {"ungdom"} <= {trait.value for trait in of["target_groups"]}
    assert {"jobbspesialist", "lavterskel", "gjeldsradgivning"} <= {trait.value for trait in of["methods"]}
    assert [(trait.value, trait.quote) for trait in of["challenges"]] == [("bemanning", "Høyt sykefravær")]
    assert [trait.value for trait in of["success_factors"]] == ["relasjon"]
    assert [(str(ages), ages.quote) for ages in tiltak.traits.ages] == [
        ("18–30 år", "Unge 18-30 år som ikke er i jobb")
    ]
    assert tiltak.traits.asks == ()


def test_records_that_people_have_read_keep_what_they_found():
    shipped = read_tiltak(load_shipped(), registers())
    read = next(one for one in shipped if one.key == "tiltak-2022:1")
    assert read.traits.asks
    assert {trait.value for trait in read.traits.of["challenges"]} == {"rekruttering", "samarbeid", "regelverk"}


@pytest.mark.parametrize(
    ("kind", "right", "found"),
    [
        ("target_groups", 0.7, 0.6),
        ("methods", 0.5, 0.6),
        ("goals", 0.5, 0.8),
        ("challenges", 0.75, 0.15),
        ("success_factors", 0.8, 0.2),
    ],
)
def test_words_find_much_of_what_people_found(kind: TraitKind, right: float, found: float):
    hits = wrong = missed = 0
    for one in read_tiltak(load_shipped(), registers()):
        told = {field: cell.text for field, cell in one.cells.items()}
        seen = traits_named(kind, told)
        assert all(quote in told[field] and 1 <= len(quote.split()) <= 30 for _, field, quote in seen)
        values, known = {value for value, _, _ in seen}, {trait.value for trait in one.traits.of[kind]} - {"annet"}
        hits, wrong, missed = hits + len(values & known), wrong + len(values - known), missed + len(known - values)
    assert hits / (hits + wrong) >= right
    assert hits / (hits + missed) >= found


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Unge 18-30 år", [(18, 30)]),
        ("Ungdom mellom 16 og 24", [(16, 24)]),
        ("i aldersgruppen 18 – 35 år", [(18, 35)]),
        ("Unge under 30", [(None, 29)]),
        ("Ungdom u/25 år", [(None, 24)]),
        ("Unge voksne opp til 30 år", [(None, 30)]),
        ("Personer over 50 år", [(50, None)]),
        ("De som er 60 år eller eldre", [(60, None)]),
        ("Voksne med barn under 18 år", []),
        ("Har fått sosialhjelp i over 15 år", []),
        ("mellom 20 og 30 deltakere, 20-30 plasser, under 50 %, under 20 000 kroner", []),
    ],
)
def test_ages_that_a_text_names(text: str, ages: list[tuple[int | None, int | None]]):
    assert [span[:2] for span in ages_named({"target_group": text})] == ages


def test_a_quote_is_the_clause_around_the_word_and_never_long():
    long = f"{'Først mange ord om alt mulig annet ' * 8}, så en los for ungdom; {'og mye mer ' * 20}."
    [quote] = {quote for value, _, quote in traits_named("methods", {"description": long}) if value == "los"}
    assert quote == "så en los for ungdom"
    [quote] = {
        q for v, _, q in traits_named("methods", {"description": "ord " * 50 + "los " + "ord " * 50}) if v == "los"
    }
    assert "los" in quote.split()
    assert len(quote.split()) == 30
