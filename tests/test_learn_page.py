"""The view for new employees: a real server, a real Chromium, the shipped topics and terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page, expect

from corpus.document import Source
from corpus.glossary import load_glossary
from corpus.loading import load_shipped
from corpus.topics import load_topics
from tests.browsing import IN_CHROMIUM, Visit, serving, visiting
from tests.small_assistant import SmallAssistant
from ui.app import build

pytestmark = IN_CHROMIUM
TOPICS = load_topics()
FIRST = TOPICS[0]
READ = "() => localStorage.getItem('ny-i-jobben.lest')"


class WithShippedSources(SmallAssistant):
    """Answers from a handful of passages, but has all the sources that ship."""

    shipped = {document.source.id: document.source for document in load_shipped()}  # noqa: RUF012

    @property
    def sources(self) -> Mapping[str, Source]:
        return {**super().sources, **self.shipped}


@pytest.fixture(scope="module")
def assistant() -> WithShippedSources:
    return WithShippedSources()


@pytest.fixture(scope="module")
def address(assistant: WithShippedSources) -> Iterator[str]:
    with serving(build(assistant)) as address:
        yield address


@pytest.fixture
def visit(visit: Visit) -> Visit:
    enter(visit.page)
    return visit


def enter(page: Page) -> None:
    page.get_by_role("link", name="Ny i jobben").click()
    expect(page.get_by_role("heading", name="Ny i jobben")).to_be_visible()


def choose(page: Page, title: str) -> None:
    page.get_by_role("navigation", name="Temaer").get_by_role("button", name=title).click()


def announced(page: Page, text: str) -> None:
    expect(page.locator(".announcer")).to_contain_text(text)


def test_the_topics_stand_in_order_and_one_is_shown(page: Page):
    titles = page.locator(".topics .to-topic > span:first-child").all_text_contents()
    assert [title.replace("\u00a0", " ") for title in titles] == [topic.title for topic in TOPICS]
    expect(page.locator(".topic:visible")).to_have_count(1)
    choose(page, "Medvirkning")
    heading = page.get_by_role("heading", name="Medvirkning", exact=True)
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(page.locator(".topic:visible .know li")).to_have_count(7)
    expect(page.locator(".topics [aria-current]")).to_contain_text("Medvirkning")


def test_one_goes_on_to_the_next_topic_and_back(page: Page):
    page.get_by_role("button", name="Neste: § 18").click()
    expect(page.get_by_role("heading", name=TOPICS[1].title)).to_be_focused()
    page.get_by_role("button", name="Forrige: § 17").click()
    expect(page.get_by_role("heading", name=FIRST.title)).to_be_focused()
    expect(page.get_by_role("button", name="Forrige")).to_have_count(0)


def test_a_point_opens_its_quote_in_its_place(page: Page):
    point = page.locator(".topic:visible .know li", has_text="Tjenesten har ingen aldersgrense")
    point.get_by_text("Vis sitatet").press("Enter")
    expect(point.locator("blockquote")).to_have_text(f"«{FIRST.know[1].quote}»")
    place = point.locator("figcaption")
    for said in ("Informasjonsskriv nr. 7/2022", "Statsforvalteren i Oslo og Viken", "2022", "§ 17", "side 8"):
        expect(place).to_contain_text(said)


def test_a_quote_in_nynorsk_says_so(page: Page):
    choose(page, "Tilsyn")
    expect(page.locator(".topic:visible blockquote[lang=nn]")).to_have_count(1)


def test_a_question_is_asked_in_the_other_view(page: Page, assistant: WithShippedSources):
    page.get_by_role("button", name="Kan en 16-åring få § 17?").click()
    expect(page.locator("article.answer")).to_be_visible()
    expect(page.locator("#question")).to_be_focused()
    assert page.url.endswith("#spor")
    assert assistant.asked[-1].text == "Kan en 16-åring få § 17?"
    page.go_back()
    expect(page.get_by_role("heading", name=FIRST.title)).to_be_visible()


def test_one_checks_oneself(page: Page):
    check = page.locator(".topic:visible .check").first
    button = check.get_by_role("button", name="Sjekk svaret")
    button.click()
    expect(check.locator(".judged")).to_have_text("Velg et svar først.")
    expect(check.locator("blockquote")).to_be_hidden()
    check.get_by_label("Hun må vente til hun er 18 år").check()
    expect(check.locator(".judged")).to_be_hidden()
    button.click()
    expect(check.locator(".judged")).to_contain_text("Ikke riktig. Riktig svar: Hun kan få råd")
    announced(page, "Ikke riktig.")
    check.get_by_label("Hun kan få råd, for tjenesten har ingen aldersgrense").check()
    button.click()
    expect(check.locator(".judged")).to_have_text("✓ Riktig.")
    expect(check.locator("blockquote")).to_have_text(f"«{FIRST.check[0].quote}»")
    announced(page, "Riktig.")


def test_what_has_been_read_survives_and_can_be_deleted(page: Page):
    page.get_by_role("button", name="Merk som lest").click()
    announced(page, "Merket som lest. 1 av 10 lest.")
    page.reload()
    expect(page.locator(".topics-read")).to_have_text("1 av 10 lest")
    expect(page.locator(".topics .to-topic").first).to_contain_text("lest")
    expect(page.get_by_role("heading", name=TOPICS[1].title)).to_be_visible()  # the first that is unread
    choose(page, FIRST.title)
    page.get_by_role("button", name="Merk som ulest").click()
    expect(page.locator(".topics-read")).to_have_text("0 av 10 lest")
    page.get_by_role("button", name="Merk som lest").click()
    page.get_by_role("button", name="Slett framdriften").click()
    announced(page, "Framdriften er slettet.")
    expect(page.locator(".topics-read")).to_have_text("0 av 10 lest")
    assert page.evaluate(READ) is None


@pytest.mark.parametrize(
    "harm",
    [
        "localStorage.setItem('ny-i-jobben.lest', '{')",
        "localStorage.setItem('ny-i-jobben.lest', '[\"gone\", 7]')",
        "Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new Error('refused'); }",
    ],
)
def test_a_browser_that_remembers_nothing_is_no_hindrance(visit: Visit, harm: str):
    visit.context.add_init_script(harm)
    visit.page.reload()
    expect(visit.page.locator(".topics-read")).to_have_text("0 av 10 lest")
    visit.page.get_by_role("button", name="Merk som lest").click()
    expect(visit.page.locator(".topics-read")).to_have_text("1 av 10 lest")


def test_the_server_is_told_nothing(page: Page):
    sent: list[str] = []
    page.on("request", lambda request: request.method != "GET" and sent.append(request.url))
    page.get_by_role("button", name="Merk som lest").click()
    choose(page, "Tilsyn")
    page.locator(".topic:visible .check label").first.click()
    page.locator(".topic:visible .check button").first.click()
    page.fill("#seek", "plan")
    announced(page, "ord passer")
    assert sent == []
    page.locator(".topic:visible .ask-this").first.click()
    expect(page.locator("article.answer")).to_be_visible()
    assert sent


def test_everything_works_from_the_keyboard(page: Page):
    def tab_to(selector: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches('{selector}')"):
                return
        raise AssertionError(selector)

    tab_to(".to-topic[data-topic=kvp]")
    page.keyboard.press("Enter")
    expect(page.locator("#topic-kvp")).to_be_focused()
    tab_to(".proof summary")
    page.keyboard.press("Enter")
    expect(page.locator(".topic:visible .proof[open]")).to_have_count(1)
    tab_to(".check input")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".topic:visible .judged").first).to_have_text("✓ Riktig.")
    tab_to(".mark-read")
    page.keyboard.press("Space")
    expect(page.locator(".topics-read")).to_have_text("1 av 10 lest")
    tab_to("#seek")
    page.keyboard.type("kvp")
    expect(page.locator(".term:visible").first).to_contain_text("kvalifiseringsprogram")


def test_the_glossary_stands_in_norwegian_order_with_quotes(page: Page):
    names = page.locator(".term dt").all_text_contents()
    assert len(names) == len(load_glossary())
    assert names[-1].startswith("ø")
    term = page.locator(".term", has=page.locator("dt", has_text="kvalifiseringsprogram"))
    expect(term).to_contain_text("(KVP)")
    expect(term).to_contain_text("Regulert i sosialtjenesteloven § 29")
    term.get_by_text("Vis sitatet").click()
    expect(term.locator("figcaption")).to_contain_text("2016")


@pytest.mark.parametrize(("sought", "found"), [("KVP", "kvalifiseringsprogram"), ("§ 28", "individuell plan")])
def test_terms_are_found_by_abbreviation_and_section(page: Page, sought: str, found: str):
    page.fill("#seek", sought)
    expect(page.locator(".term:visible dt", has_text=found).first).to_be_visible()
    announced(page, f"{page.locator('.term:visible').count()} av {len(load_glossary())} ord passer")


def test_a_search_without_hits_says_so_and_can_be_undone(page: Page):
    page.fill("#seek", "blåbærsyltetøy")
    expect(page.get_by_text("Ingen ord passer.")).to_be_visible()
    announced(page, "0 av")
    page.fill("#seek", "")
    expect(page.locator(".term:visible")).to_have_count(len(load_glossary()))
    expect(page.get_by_text("Ingen ord passer.")).to_be_hidden()


def test_nothing_is_wider_than_a_phone(page: Page):
    page.set_viewport_size({"width": 360, "height": 740})
    for topic in TOPICS:
        choose(page, topic.title)
        page.evaluate("document.querySelectorAll('.proof').forEach((proof) => { proof.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, topic.id


def test_without_the_sources_there_is_still_a_glossary(browser: Browser):
    with serving(build(SmallAssistant())) as address, visiting(browser, address) as visit:
        enter(visit.page)
        expect(visit.page.get_by_text("Kildene som temaene bygger på, er fjernet.")).to_be_visible()
        visit.page.fill("#seek", "kvp")
        expect(visit.page.locator(".term:visible dt").first).to_have_text("kvalifiseringsprogram (KVP)")
        expect(visit.page.locator(".term .proof")).to_have_count(0)
