"""The view "Kilder" in a real Chromium: the shipped sources are read, and a small desk is given documents."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from assistant import assembly
from assistant.assistant import Assistant
from assistant.settings import Settings
from corpus import own
from corpus.document import make_document
from corpus.readers import MAX_MEBIBYTES
from tests.browsing import IN_CHROMIUM, Visit, serving, visiting
from tests.conftest import paragraph, source
from tests.held_calls import HeldCalls
from ui.app import build
from ui.sources_view import calls

pytestmark = [*IN_CHROMIUM, pytest.mark.model]
AFI = "Sosialt arbeid og oppfølging av utsatt ungdom i NAV"
LETTER = "Informasjonsskriv nr. 7/2022"
FOCUSED = "(({ id, className, tagName }) => id || className.split(' ')[0] || tagName)(document.activeElement)"
ROUTINE = "# Rutine for hjemmebesøk\n\n## Før besøket\n\nRing alltid på forhånd, og avtal et tidspunkt.\n"


@pytest.fixture
def visit(visit: Visit) -> Visit:
    enter(visit.page)
    return visit


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> assembly.Desk:
    """A desk over one small document, to which users may add."""
    rules = make_document(source("regler"), [paragraph("Alle har rett til å levere søknad.")])
    monkeypatch.setattr(assembly, "load_shipped", lambda: [rules])
    monkeypatch.setattr(assembly, "registers", dict)
    settings = Settings(data=tmp_path / "data", uploads=True)
    assembly.build(settings)
    return assembly.Desk(settings)


@pytest.fixture
def own_page(browser: Browser, desk: assembly.Desk) -> Iterator[Page]:
    with serving(build(desk)) as address, visiting(browser, address) as visit:
        enter(visit.page)
        yield visit.page


def enter(page: Page) -> None:
    page.get_by_role("link", name="Kilder").click()
    expect(page.locator(".kept").first).to_be_visible()


def read(page: Page, title: str) -> Locator:
    page.locator(".read-source", has_text=title).click()
    expect(page.locator(".document-title")).to_be_focused()
    return page.locator("#kilder .text")


def find(page: Page, words: str) -> None:
    page.get_by_label("Søk i dokumentet").fill(words)
    page.keyboard.press("Enter")


def upload(page: Page, *files: Path) -> None:
    page.get_by_label("Filer (PDF").set_input_files(files)
    page.get_by_role("button", name="Legg til").click()


def indexed(page: Page) -> None:
    expect(page.locator(".index-state")).to_contain_text("Søkeindeksen er oppdatert", timeout=60_000)


def test_all_sources_are_listed_the_most_binding_kind_first(page: Page, shipped: Assistant):
    kinds = [text.split(" (")[0] for text in page.locator(".rank > h3").all_text_contents()]
    assert kinds == ["Tilsyn", "Informasjon", "Evaluering", "Prosjektbeskrivelse"]
    afi = page.locator(".kept", has_text=AFI)
    expect(afi).to_contain_text("Arbeidsforskningsinstituttet (AFI), HiOA · Evaluering · januar 2016")
    expect(afi).to_contain_text("Fra 2016. Sjekk hva som gjelder nå.")
    expect(afi).to_contain_text("tekstbiter")
    original = afi.get_by_role("link", name="Åpne originalen")
    expect(original).to_have_attribute("href", shipped.sources["afi-2016"].url)
    afi.locator("summary").click()
    expect(afi.locator("dd").last).to_contain_text("Litteraturlisten mangler")


def test_the_list_is_filtered(page: Page):
    page.get_by_label("Finn en kilde").fill("statsforvalteren 2022 tilsyn")
    expect(page.locator(".filtered")).to_have_text("2 av 5 kilder")
    expect(page.locator(".kept:visible")).to_have_count(2)
    expect(page.locator(".rank:visible")).to_have_count(2)
    page.get_by_label("Finn en kilde").fill("finnes ikke")
    expect(page.locator(".filtered")).to_have_text("0 av 5 kilder")
    page.get_by_label("Finn en kilde").fill("")
    expect(page.locator(".kept:visible")).to_have_count(5)


def test_without_leave_the_operator_adds_documents(page: Page, shipped: Assistant):
    expect(page.locator(".adding")).to_contain_text("med kommandoen assistant add.")
    expect(page.locator(".upload, .remove-source")).to_have_count(0)
    add, remove = (
        next(one for one in calls(shipped) if one.__name__ == f"sources_{name}") for name in ("add", "remove")
    )
    with pytest.raises(PermissionError):
        add({"name": "a.txt", "content": ""})
    with pytest.raises(PermissionError):
        remove({"source": "afi-2016"})


def test_a_document_is_read_part_by_part(page: Page, shipped: Assistant):
    text = read(page, AFI)
    expect(text.locator(".turning span").first).to_contain_text("Del 1 av")
    parts = int((text.locator(".turning span").first.text_content() or "").split()[-1])
    seen = 0
    for number in range(parts):
        expect(text.locator(".turning span").first).to_have_text(f"Del {number + 1} av {parts}")
        seen += len(text.inner_text().split())
        if number + 1 < parts:
            text.get_by_role("button", name="Neste del").first.press("Enter")
    assert seen > sum(len(passage.text.split()) for passage in shipped.document("afi-2016"))
    expect(text.get_by_role("button", name="Neste del").first).to_have_attribute("aria-disabled", "true")


def test_the_contents_lead_to_a_heading_in_any_part(page: Page):
    text = read(page, AFI)
    contents = page.get_by_role("navigation", name="Innhold")
    last = contents.locator(".to-heading").last
    name = last.text_content() or ""
    last.click()
    heading = text.get_by_role("heading", name=name, exact=True).last
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()


def test_pages_tables_and_lists_of_a_document_are_shown(page: Page):
    text = read(page, LETTER)
    expect(text.locator(".pages").first).to_have_text("Side 1")
    expect(text.locator("table thead th").first).to_be_visible()
    expect(text.locator("ul li").first).to_be_visible()
    expect(text).to_have_attribute("lang", "nb")


def test_words_are_found_in_a_document_and_stepped_through(page: Page):
    text = read(page, AFI)
    find(page, "aldersgrenser")
    expect(page.locator(".found")).to_have_text("6 treff")
    expect(page.locator(".at")).to_have_text("Nummer 1 av 6")
    current = text.locator("mark.current")
    expect(current).to_have_text("aldersgrense")
    expect(current).to_be_in_viewport()
    expect(page.get_by_label("Søk i dokumentet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".at")).to_have_text("Nummer 2 av 6")
    page.get_by_role("button", name="Forrige treff").click()
    page.get_by_role("button", name="Forrige treff").click()
    expect(page.locator(".at")).to_have_text("Nummer 6 av 6")  # in another part
    expect(current).to_be_in_viewport()
    expect(page.locator(".announcer")).to_contain_text("Nummer 6 av 6")
    page.get_by_label("Søk i dokumentet").fill("")
    expect(text.locator("mark")).to_have_count(0)
    find(page, "sykkeltur")
    expect(page.locator(".found")).to_have_text("Ingen treff i dokumentet.")
    expect(page.locator(".to-hit:visible")).to_have_count(0)


def test_a_count_from_before_never_stands_beside_no_hits(page: Page):
    read(page, AFI)
    find(page, "aldersgrenser")
    expect(page.locator(".at")).to_have_text("Nummer 1 av 6")
    find(page, "sykkeltur")
    expect(page.locator(".found")).to_have_text("Ingen treff i dokumentet.")
    expect(page.locator(".at")).to_have_text("")


@contextmanager
def failing(visit: Visit, name: str) -> Iterator[None]:
    """While this lasts, a call of this name reaches no server."""

    def fail(route: Route) -> None:
        if f'"{name}"' in (route.request.post_data or ""):
            route.abort()
        else:
            route.continue_()

    visit.page.route("**/component_server/", fail)
    yield
    visit.page.unroute("**/component_server/", fail)
    visit.complaints.clear()  # the browser's own note of the failed call


def test_a_search_that_fails_is_said_and_can_be_tried_again(visit: Visit):
    read(visit.page, AFI)
    with failing(visit, "sources_find"):
        find(visit.page, "aldersgrenser")
        expect(visit.page.locator(".found")).to_contain_text("Noe gikk galt hos oss")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".found")).to_have_text("6 treff")


def test_one_steps_through_no_hits_while_others_are_sought(page: Page):
    read(page, AFI)
    find(page, "aldersgrenser")
    expect(page.locator(".found")).to_have_text("6 treff")
    held = HeldCalls(page, "sources_find")
    find(page, "sykkeltur")
    held.wait(0)
    expect(page.locator(".to-hit:visible")).to_have_count(0)
    held.let_go(0)
    expect(page.locator(".found")).to_have_text("Ingen treff i dokumentet.")


def test_the_last_step_counts_however_late_an_earlier_one_comes(page: Page):
    text = read(page, AFI)
    find(page, "aldersgrenser")
    expect(page.locator(".at")).to_have_text("Nummer 1 av 6")
    part = text.locator(".turning span").first.inner_text()
    held = HeldCalls(page, "sources_part")
    page.get_by_role("button", name="Forrige treff").click()  # in another part
    held.wait(0)
    page.get_by_role("button", name="Neste treff").click()
    held.let_go(0)
    expect(page.locator(".at")).to_have_text("Nummer 1 av 6")
    expect(text.locator(".turning span").first).to_have_text(part)
    expect(text.locator("mark.current")).to_be_in_viewport()


def test_one_goes_to_a_heading_while_the_marks_of_a_search_are_on_their_way(page: Page):
    text = read(page, AFI)
    held = HeldCalls(page, "sources_part")
    find(page, "ungdom")
    held.wait(0)
    page.get_by_role("navigation", name="Innhold").locator(".to-heading").first.click()
    held.let_go(0)
    held.let_go(1)
    page.get_by_role("button", name="Neste treff").click()
    expect(page.locator(".at")).to_contain_text("Nummer 1 av")
    expect(text.locator("mark.current")).to_be_in_viewport()


def test_after_a_part_that_failed_the_contents_lead_back(visit: Visit):
    text = read(visit.page, AFI)
    with failing(visit, "sources_part"):
        text.get_by_role("button", name="Neste del").first.click()
        expect(text.locator(".failed")).to_be_visible()
    first = visit.page.get_by_role("navigation", name="Innhold").locator(".to-heading").first
    first.click()
    expect(text.get_by_role("heading", name=first.inner_text(), exact=True).first).to_be_focused()


def test_a_list_that_fails_is_tried_again_when_one_comes_back(browser: Browser, address: str):
    with visiting(browser, address) as visit:
        with failing(visit, "sources_list"):
            visit.page.get_by_role("link", name="Kilder").click()
            expect(visit.page.locator(".sources .failed")).to_be_visible()
            visit.page.get_by_role("link", name="Spør", exact=True).click()
        visit.page.get_by_role("link", name="Kilder").click()
        expect(visit.page.locator(".kept")).to_have_count(5)


def test_a_document_that_fails_to_open_leaves_the_list_and_the_message_goes_with_the_next(visit: Visit):
    page = visit.page
    read(page, LETTER)
    with failing(visit, "sources_open"):
        page.get_by_role("button", name="Tilbake til listen").click()
        for _ in range(2):
            page.locator(".read-source", has_text=AFI).click()
            expect(page.locator(".sources .failed")).to_be_visible()
        expect(page.locator(".sources .failed")).to_have_count(1)
    read(page, AFI)
    page.get_by_role("button", name="Tilbake til listen").click()
    expect(page.locator(".kept").first).to_be_visible()
    expect(page.locator(".sources .failed")).to_have_count(0)


def test_the_way_back_leads_to_the_list_and_the_browser_knows_it(page: Page):
    read(page, LETTER)
    page.go_back()
    opener = page.get_by_role("button", name=LETTER)
    expect(opener).to_be_focused()
    page.go_forward()
    expect(page.locator(".document-title")).to_contain_text(LETTER)
    page.reload()
    expect(page.locator(".document-title")).to_contain_text(LETTER)
    page.get_by_role("button", name="Tilbake til listen").click()
    expect(page.locator(".reader")).to_be_hidden()
    expect(page.locator(".kept").first).to_be_visible()


@pytest.mark.parametrize("call", ["sources_open", "sources_part"])
def test_one_goes_back_from_a_document_that_is_still_on_its_way(page: Page, call: str):
    held = HeldCalls(page, call)
    page.locator(".read-source", has_text=AFI).click()
    held.wait(0)
    page.go_back()
    held.let_go(0)
    expect(page.locator(".reader")).to_be_empty()
    expect(page.locator(".reader")).to_be_hidden()
    expect(page.locator(".kept").first).to_be_visible()


def test_everything_is_reached_from_the_keyboard(page: Page):
    page.get_by_label("Finn en kilde").focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.locator(".read-source").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".document-title")).to_be_focused()
    reached = set()
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(FOCUSED))
    assert {"within", "send", "SUMMARY", "to-heading"} <= reached


def test_on_a_phone_nothing_runs_off_the_side(page: Page):
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    read(page, LETTER)
    find(page, "§ 17")
    expect(page.locator("mark.current")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_document_is_added_read_answered_from_and_removed(own_page: Page, tmp_path: Path):
    page = own_page
    (tmp_path / "rutine.md").write_text(ROUTINE, encoding="utf-8")
    (tmp_path / "tom.pdf").write_bytes(b"")
    (tmp_path / "bilde.png").write_bytes(b"x")
    upload(page, tmp_path / "rutine.md", tmp_path / "tom.pdf", tmp_path / "bilde.png")
    lines = page.locator(".uploaded li")
    expect(lines.nth(0)).to_have_text("rutine.md: lagt til")
    expect(lines.nth(1)).to_contain_text("tom.pdf: ikke lagt til: filen er tom")
    expect(lines.nth(2)).to_contain_text("bilde.png: ikke lagt til: filtypen .png kan ikke leses")
    indexed(page)
    added = page.locator(".kept", has_text="Rutine for hjemmebesøk")
    expect(added).to_contain_text("Lagt til av dere")
    assert page.locator(".kept").last.text_content() == added.text_content()  # below all the others
    text = read(page, "Rutine for hjemmebesøk")
    expect(text).to_contain_text("Ring alltid på forhånd")
    page.get_by_role("button", name="Tilbake til listen").click()
    page.get_by_role("link", name="Spør", exact=True).click()
    page.fill("#question", "Må vi ringe på forhånd før hjemmebesøk?")
    page.keyboard.press("Enter")
    expect(page.locator("article.answer")).to_contain_text("Ring alltid på forhånd")
    page.get_by_role("link", name="Kilder").click()
    page.get_by_role("button", name="Ta bort Rutine for hjemmebesøk").click()
    expect(page.get_by_role("dialog", name="Ta bort dokumentet?")).to_contain_text("«Rutine for hjemmebesøk»")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Ta bort Rutine for hjemmebesøk")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Behold")).to_be_focused()
    page.get_by_role("button", name="Ta bort", exact=True).press("Enter")
    expect(page.locator(".announcer")).to_contain_text("Dokumentet er slettet.")
    expect(page.locator(".kept")).to_have_count(1, timeout=60_000)


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(own_page: Page, tmp_path: Path):
    large = tmp_path / "stor.pdf"
    with large.open("wb") as stream:
        stream.truncate(MAX_MEBIBYTES * 2**20 + 1)
    upload(own_page, large)
    expect(own_page.locator(".uploaded li")).to_contain_text("og grensen er 50; del den opp i mindre filer")
    expect(own_page.get_by_role("button", name="Legg til")).to_have_attribute("aria-disabled", "false")


def test_no_file_chosen_is_said(own_page: Page):
    own_page.get_by_role("button", name="Legg til").click()
    expect(own_page.locator(".uploaded")).to_have_text("Velg en fil først.")


def test_two_who_add_at_the_same_time_both_get_their_documents(
    own_page: Page, browser: Browser, desk: assembly.Desk, tmp_path: Path
):
    with visiting(browser, own_page.url.split("#")[0]) as other:
        other.page.get_by_role("link", name="Kilder").click()
        for number, page in enumerate((own_page, other.page)):
            (tmp_path / str(number)).mkdir()
            file = tmp_path / str(number) / "rutine.md"
            file.write_text(ROUTINE.replace("hjemmebesøk", f"besøk {number}"), encoding="utf-8")
            upload(page, file)
        for page in (own_page, other.page):
            expect(page.locator(".uploaded li")).to_have_text("rutine.md: lagt til")
            indexed(page)
            expect(page.locator(".kept", has_text="Lagt til av dere")).to_have_count(2)
    assert {one.id for one in desk.sources.values() if one.own} == {"egen-rutine", "egen-rutine-2"}


def test_what_a_document_holds_stays_text(own_page: Page, tmp_path: Path):
    harm = "<img src=x onerror='window.harmed = 1'> ${window.harmed = 1} {{7*7}}"
    (tmp_path / "x.md").write_text(f"# Overskrift {harm}\n\n## {harm}\n\n{harm}\n", encoding="utf-8")
    upload(own_page, tmp_path / "x.md")
    indexed(own_page)
    text = read(own_page, "Overskrift")
    find(own_page, "window")
    expect(text.locator("mark").first).to_be_visible()
    assert own_page.evaluate("window.harmed") is None


def test_nothing_of_an_upload_is_left_outside_the_folder_of_own_documents(
    own_page: Page, desk: assembly.Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    (tmp_path / "rutine.md").write_text(ROUTINE, encoding="utf-8")
    upload(own_page, tmp_path / "rutine.md")
    indexed(own_page)
    assert list(scratch.rglob("*rutine*")) == []
    assert [path.name for path in own.records(tmp_path / "data" / "own")] == ["egen-rutine.json"]
    assert desk.shelf is not None
