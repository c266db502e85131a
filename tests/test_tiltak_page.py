"""The tab of projects elsewhere: a real server with the shipped projects, a real Chromium."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browsing import IN_CHROMIUM, Visit
from tests.held_calls import HeldCalls

pytestmark = [*IN_CHROMIUM, pytest.mark.model]
CARDS = ".tiltak-results .card"
WISH = "vi vil starte gjeldsrådgivning for unge under 30, hvem har gjort det?"


@pytest.fixture
def visit(visit: Visit) -> Visit:
    visit.page.get_by_role("link", name="Tiltak andre steder").click()
    expect(visit.page.locator(CARDS).first).to_be_visible()
    return visit


def search(page: Page, wish: str) -> None:
    before = page.locator(".tiltak-results .hits").text_content()
    page.fill("#wish", wish)
    page.keyboard.press("Enter")
    expect(page.locator(".tiltak-results .hits")).not_to_have_text(before or "")


def test_all_projects_are_there_before_anything_is_sought(page: Page):
    expect(page.locator(".tiltak-results .hits")).to_have_text("158 av 158 tiltak")
    expect(page.get_by_role("link", name="Tiltak andre steder")).to_have_attribute("aria-current", "page")


def test_a_search_says_what_it_understood_and_why_a_project_is_alike(page: Page):
    search(page, WISH)
    for understood in ("Alder: til og med 29 år", "Unge", "Gjeldsrådgivning"):
        expect(page.locator(".unwish", has_text=understood).first).to_be_visible()
    first = page.locator(CARDS).first
    expect(first.get_by_role("heading")).to_have_text(
        "Rådgivning hverdagsøkonomi og oppfølging av skyldner i gjeldsordning"
    )
    expect(first.locator(".why")).to_contain_text("Metode: Gjeldsrådgivning")
    expect(first.locator("blockquote")).to_contain_text("«")


def test_a_filter_can_be_chosen_and_taken_away(page: Page):
    page.get_by_label("Fylke").select_option("Nordland")
    expect(page.locator(".tiltak-results .hits")).to_have_text("6 av 158 tiltak")
    assert {text.split(" · ")[1] for text in page.locator(f"{CARDS} > .origin").all_text_contents()} == {
        "Nordland"
    }
    page.get_by_role("button", name="Fylke: Nordland").click()
    expect(page.locator(".tiltak-results .hits")).to_have_text("158 av 158 tiltak")
    expect(page.get_by_label("Fylke")).to_have_value("")


def test_a_place_in_the_text_is_a_filter_that_can_be_taken_away(page: Page):
    search(page, "tiltak for ungdom i Nordland")
    page.get_by_role("button", name="Fylke: Nordland").press("Enter")
    expect(page.locator(".unwish.filter")).to_have_count(0)
    counties = {text.rpartition(" · ")[2] for text in page.locator(f"{CARDS} > .origin").all_text_contents()}
    assert len(counties) > 3


def test_two_to_four_are_compared(page: Page):
    search(page, WISH)
    compare = page.get_by_role("button", name="Sammenlign valgte")
    expect(compare).to_have_attribute("aria-disabled", "true")
    names = page.locator(f"{CARDS} h4").all_text_contents()[:3]
    for number in range(3):
        page.locator(".choose").nth(number).check()
    compare.click()
    expect(page.locator(".compared thead th")).to_have_text(names)
    expect(page.get_by_role("rowheader", name="Utfordringer")).to_be_visible()
    page.get_by_role("button", name="Tilbake til treffene").click()
    expect(page.locator(CARDS).first).to_be_visible()


def test_projects_like_one_of_the_hits(page: Page):
    search(page, WISH)
    page.locator(CARDS).first.locator(".like").click()
    heading = page.locator(".tiltak-beside .hits")
    expect(heading).to_contain_text("Tiltak som ligner på «Rådgivning hverdagsøkonomi")
    expect(heading).to_be_focused()
    expect(page.locator(".tiltak-beside .card")).to_have_count(10)


def test_what_the_page_shows_is_what_the_workbook_holds(page: Page, tmp_path: Path):
    page.get_by_label("Fylke").select_option("Nordland")
    expect(page.locator(".tiltak-results .hits")).to_have_text("6 av 158 tiltak")
    names = page.locator(f"{CARDS} h4").all_text_contents()
    with page.expect_download() as download:
        page.get_by_role("button", name="Last ned som Excel").click()
    download.value.save_as(tmp_path / "tiltak.xlsx")
    sheet = load_workbook(tmp_path / "tiltak.xlsx").worksheets[0]
    first, *rows = sheet.iter_rows(values_only=True)
    assert [row[first.index("Navn")] for row in rows] == names
    assert {row[first.index("Fylke")] for row in rows} == {"Nordland"}
    assert all("Rapportering 2022" in str(row[first.index("Kilde")]) for row in rows)


def test_only_the_chosen_are_exported(page: Page):
    page.locator(".choose").nth(1).check()
    name = page.locator(f"{CARDS} h4").nth(1).text_content()
    with page.expect_download() as download:
        page.get_by_role("button", name="Last ned som CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert [row["Navn"] for row in csv.DictReader(StringIO(text), delimiter=";")] == [name]


def test_themes_across_projects_say_how_many_were_read(page: Page):
    search(page, "hva er vanlige utfordringer i tiltak for ungdom?")
    insight = page.get_by_role("region", name="Vanlige utfordringer")
    expect(insight).to_contain_text("av 158 tiltak")
    expect(insight.locator("blockquote").first).to_be_visible()


def test_hits_are_counted_by_county_and_method(page: Page):
    page.get_by_text("Treff etter fylke og metode").click()
    table = page.get_by_role("table", name="Treff etter fylke")
    expect(table.get_by_role("row", name="Nordland 6")).to_be_visible()
    assert sum(int(text) for text in table.locator("td:nth-child(2)").all_text_contents()) == 158


def test_the_newest_call_counts_whichever_place_it_fills(page: Page):
    names = page.locator(f"{CARDS} h4").all_text_contents()
    held = HeldCalls(page, "tiltak_like")
    for number in range(2):
        page.locator(f"{CARDS} .like").nth(number).click()
        held.wait(number)
    held.let_go(1)
    held.let_go(0)
    expect(page.locator(".tiltak-beside .hits")).to_have_text(f"Tiltak som ligner på «{names[1]}»")
    page.get_by_role("button", name="Tilbake til treffene").click()
    page.locator(f"{CARDS} .like").first.click()
    held.wait(2)
    search(page, WISH)
    held.let_go(2)
    expect(page.locator(CARDS).first).to_be_visible()
    expect(page.locator(".tiltak-beside")).to_be_hidden()


def test_what_fails_is_said_below_its_button_and_the_results_stay(visit: Visit):
    page = visit.page
    for button in (page.locator(f"{CARDS} .like").first, page.get_by_role("button", name="Last ned som Excel")):
        page.route("**/component_server/", lambda route: route.abort(), times=1)
        button.click()
        expect(page.locator(".tiltak-results .failed")).to_have_text("Det gikk ikke. Prøv igjen om litt.")
        expect(page.locator(".announcer")).to_have_text("Det gikk ikke. Prøv igjen om litt.")
        expect(page.locator(CARDS).first).to_be_visible()
        page.locator(".tiltak-results .failed").evaluate("node => node.remove()")
    visit.complaints.clear()  # the browser's own note of the failed call


def test_a_project_that_stands_in_two_places_is_chosen_once(page: Page):
    search(page, WISH)
    keys = page.locator(f"{CARDS}").evaluate_all("cards => cards.map(card => card.dataset.key)")
    page.locator(f"{CARDS} .like").first.click()
    expect(page.locator(".tiltak-beside .hits")).to_be_focused()
    beside = page.locator(".tiltak-beside .card").evaluate_all("cards => cards.map(card => card.dataset.key)")
    key = next(key for key in keys if key in beside)
    page.locator(f'.tiltak-beside .choose[value="{key}"]').check()
    page.get_by_role("button", name="Tilbake til treffene").click()
    expect(page.locator(f'.tiltak-results .choose[value="{key}"]')).to_be_checked()
    expect(page.locator(".chosen")).to_have_text("1 valgt")
    page.locator(f'.tiltak-results .choose[value="{key}"]').uncheck()
    expect(page.locator(".chosen")).to_contain_text("Velg fra 2 til 4 tiltak")
