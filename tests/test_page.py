"""The page as people use it: a real server, a real Chromium, a small assistant behind them."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.assistant import Assistant
from corpus.document import fold
from tests.browsing import IN_CHROMIUM, Visit, ask, serving, visiting
from tests.small_assistant import HARM, PASSAGES, SmallAssistant
from ui.app import build, serve
from ui.chat_view import EXAMPLES
from ui.words import LONGEST_QUESTION, TOO_LONG

pytestmark = IN_CHROMIUM
AGE = "Har loven en nedre aldersgrense?"
BROAD = "Har loven en nedre aldersgrense for den som er 16 år, og hva med jobbspesialist og samarbeid?"
AGE_QUOTE = "Loven har ingen nedre aldersgrense."


@pytest.fixture(scope="module")
def assistant() -> SmallAssistant:
    return SmallAssistant()


@pytest.fixture(scope="module")
def address(assistant: SmallAssistant) -> Iterator[str]:
    with serving(build(assistant)) as address:
        yield address


def test_the_page_says_what_it_is(page: Page):
    expect(page).to_have_title("Spør kildene")
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    expect(page.get_by_role("heading", level=1)).to_have_text("Spør kildene")
    expect(page.get_by_text("Den avgjør ingenting i en sak.")).to_be_visible()
    expect(page.locator(".example")).to_have_count(len(EXAMPLES))
    expect(page.get_by_role("textbox", name="Spørsmålet ditt")).to_be_visible()


def test_a_citation_opens_its_source_with_the_quote_marked(page: Page):
    ask(page, AGE)
    page.click(".said .chip")
    expect(page.locator("#source-panel mark")).to_have_text(AGE_QUOTE)
    expect(page.locator("#source-panel mark")).to_be_in_viewport()
    expect(page.locator("#source-title")).to_be_focused()
    expect(page.locator(".said .chip")).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#source-panel .extract")).to_have_count(3)


def test_the_source_stands_beside_the_answer_or_below_it_when_narrow(page: Page):
    ask(page, AGE)
    page.click(".said .chip")
    expect(page.locator(".desk > #source-panel")).to_be_visible()
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 360, "height": 740})
    page.click(".said .chip")
    expect(page.locator(".turn > #source-panel mark")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_a_phone_the_next_question_and_the_opened_source_are_in_view(page: Page):
    page.set_viewport_size({"width": 360, "height": 740})
    ask(page, BROAD)
    expect(page.locator("#question")).to_be_in_viewport(ratio=1)
    expect(page.locator(".composer .send")).to_be_in_viewport(ratio=1)
    page.locator(".said .chip").first.click()
    expect(page.locator("#source-title")).to_be_in_viewport(ratio=1)
    mark = page.locator("#source-panel mark").first
    expect(mark).to_be_in_viewport()
    page.wait_for_function(
        """() => document.querySelector("#source-panel mark").getBoundingClientRect().bottom
            <= document.querySelector(".composer").getBoundingClientRect().top"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_question_that_is_too_long_is_refused_and_kept(page: Page):
    too_long = "Hva gjelder? " * 200
    page.fill("#question", too_long)
    page.click(".composer .send")
    expect(page.get_by_role("alert")).to_have_text(TOO_LONG)
    expect(page.locator("#question")).to_have_value(too_long)
    expect(page.locator("article")).to_have_count(0)
    page.fill("#question", AGE.ljust(LONGEST_QUESTION, "?"))
    expect(page.locator(".too-long")).to_be_hidden()
    page.click(".composer .send")
    expect(page.locator("article.answer")).to_have_count(1)


def test_everything_works_from_the_keyboard(page: Page):
    page.locator("#question").focus()
    page.keyboard.type("Har loven en")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("nedre aldersgrense?")
    expect(page.locator("#question")).to_have_value("Har loven en\nnedre aldersgrense?")
    page.keyboard.press("Enter")
    chip = page.locator(".said .chip")
    expect(chip).to_be_visible()
    expect(page.locator("#question")).to_be_focused()
    chip.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#source-panel")).to_be_hidden()
    expect(chip).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#source-title")).to_be_focused()
    page.locator("#source-panel .close").press("Enter")
    expect(chip).to_be_focused()


def test_the_skip_link_leads_to_the_content_of_the_view_that_is_shown(page: Page):
    page.get_by_role("link", name="Ny i jobben").click()
    page.get_by_role("link", name="Hopp til innholdet").press("Enter")
    expect(page.locator("#innhold")).to_be_focused()
    expect(page.locator("#ny")).to_be_visible()
    page.reload()
    expect(page.locator("#ny")).to_be_visible()


def test_whoever_goes_to_a_view_has_the_focus_at_its_heading(page: Page):
    for name in ("Ny i jobben", "Spør"):
        page.get_by_role("link", name=name, exact=True).press("Enter")
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_focused()


def test_every_control_is_reached_with_tab(page: Page):
    ask(page, AGE)
    page.locator(".question h2").first.evaluate("node => { node.tabIndex = -1; node.focus(); }")
    reached, copies = set(), set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.className.split(' ')[0] || document.activeElement.tagName")
        )
        copies.add(page.evaluate("document.activeElement.matches('.copy') && document.activeElement.textContent"))
    assert {"opener", "copy", "SUMMARY", "TEXTAREA", "send", "anew"} <= reached
    assert copies - {False} == {"Kopier med kilder", "Kopier som Markdown", "Kopier som notat"}


def test_an_answer_is_announced(page: Page):
    ask(page, AGE)
    expect(page.locator(".announcer[aria-live=polite]")).to_contain_text(AGE_QUOTE)


def test_an_example_asks_itself(page: Page):
    page.click(".example >> nth=0")
    expect(page.locator(".question p")).to_have_text(EXAMPLES[0])
    expect(page.locator("article.answer")).to_have_count(1)
    expect(page.locator(".welcome")).to_be_hidden()


@pytest.mark.parametrize(
    ("button", "said", "source"),
    [
        ("Kopier med kilder", "Kopiert med kilder", "[1] Brev om unge i Nav. Statsforvalteren i Oslo"),
        ("Kopier som Markdown", "Kopiert som Markdown", "1. Brev om unge i Nav. Statsforvalteren i Oslo"),
        ("Kopier som notat", "Kopiert som notat", "[1] jf. Statsforvalteren i Oslo og Viken, «Brev om"),
    ],
)
def test_the_answer_is_copied_with_its_sources(page: Page, button: str, said: str, source: str):
    ask(page, AGE)
    page.get_by_role("button", name=button).press("Enter")
    expect(page.locator(".copied")).to_have_text(said)
    expect(page.locator(".announcer[aria-live=polite]")).to_have_text(said)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"«{AGE_QUOTE}» [1]" in copied
    assert f"\n{source}" in copied


def test_what_was_copied_last_is_said_for_as_long_as_anything_else(page: Page):
    ask(page, AGE)
    page.clock.install()
    for name in ("Kopier med kilder", "Kopier som notat"):
        page.get_by_role("button", name=name).click()
        expect(page.locator(".copied")).to_have_text(name.replace("Kopier", "Kopiert"))
        page.clock.fast_forward(3000)
    expect(page.locator(".copied")).to_be_visible()
    page.clock.fast_forward(1500)
    expect(page.locator(".copied")).to_be_hidden()


def test_copying_works_without_the_clipboard_of_secure_pages(page: Page):
    page.evaluate("Object.defineProperty(navigator.clipboard, 'writeText', { value: undefined })")
    ask(page, AGE)
    page.click("text=Kopier med kilder")
    expect(page.locator(".copied")).to_have_text("Kopiert med kilder")
    assert AGE_QUOTE in page.evaluate("navigator.clipboard.readText()")


def test_earlier_questions_go_along_oldest_first_until_a_new_conversation(page: Page, assistant: SmallAssistant):
    ask(page, AGE)
    ask(page, "Hva med samarbeid med skulen?")
    ask(page, "Og når?")
    assert assistant.asked[-1].context == (AGE, "Hva med samarbeid med skulen?")
    page.click(".anew")
    expect(page.locator("article")).to_have_count(0)
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("#question")).to_be_focused()
    ask(page, AGE)
    assert assistant.asked[-1].context == ()


def test_each_browser_has_its_own_conversation(
    visit: Visit, browser: Browser, address: str, assistant: SmallAssistant
):
    ask(visit.page, AGE)
    with visiting(browser, address) as other:
        expect(other.page.locator("article")).to_have_count(0)
        ask(other.page, "Hva med samarbeid med skulen?")
        assert assistant.asked[-1].context == ()
        ask(visit.page, "Og når?")
        assert assistant.asked[-1].context == (AGE,)
        assert "samarbeid" not in visit.page.locator(".conversation").inner_text()


def test_old_answers_keep_their_own_sources(page: Page):
    ask(page, AGE)
    ask(page, "Hva med samarbeid med skulen?")
    page.locator(".said .chip").first.click()
    expect(page.locator("#source-panel mark")).to_have_text(AGE_QUOTE)
    page.locator(".said .chip").last.click()
    expect(page.locator("#source-panel mark")).to_have_text("Samarbeid med skulen er avgjerande.")


def test_a_source_never_stands_beside_another_answer(page: Page):
    ask(page, AGE)
    page.click(".said .chip")
    expect(page.locator("#source-panel")).to_be_visible()
    ask(page, "Hva med samarbeid med skulen?")
    expect(page.locator("#source-panel")).to_be_hidden()


def test_the_typeface_has_every_letter(page: Page):
    session = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": ".limits"})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert [font["isCustomFont"] for font in fonts] == [True]


def test_a_find_opens_without_a_mark(page: Page):
    ask(page, "Hvor mye koster en sykkel?")
    expect(page.locator("article.answer")).to_have_class("answer not_found")
    page.locator(".nearest .find").first.click()
    expect(page.locator("#source-panel .wanted")).to_contain_text(fold(PASSAGES[0].text))
    expect(page.locator("#source-panel mark")).to_have_count(0)


def test_tables_and_lists_are_shown_as_such(page: Page):
    ask(page, "Hvor mye koster en sykkel?")
    page.locator(".nearest .find").nth(2).click()
    expect(page.locator(".wanted table tbody tr")).to_have_count(2)
    expect(page.locator(".extracts ul li")).to_have_count(3)


@pytest.mark.parametrize(
    "harm", [HARM, "${window.harmed = 1} {{constructor}} `", '"><svg onload=window.harmed=1>']
)
def test_what_people_write_stays_text(page: Page, harm: str):
    ask(page, f"{harm} nedre aldersgrense loven")
    expect(page.locator(".question p")).to_contain_text(harm)
    page.locator(".others summary").click()
    page.locator(".opener[data-passage=tall]").first.click()
    expect(page.locator("#source-panel .extracts")).to_contain_text(HARM)
    assert page.evaluate("window.harmed") is None


def test_titles_of_sources_stay_text(page: Page):
    page.locator(".sources-chosen summary").click()
    expect(page.locator(".sources-chosen")).to_contain_text("${oppfølging} {{unge}} </script><script>")
    assert page.evaluate("window.harmed") is None


@pytest.mark.parametrize("nothing", ["", "   ", "\n"])
def test_an_empty_question_does_nothing(page: Page, nothing: str):
    page.fill("#question", nothing)
    page.click(".composer .send")
    page.locator("#question").press("Enter")
    expect(page.locator("article")).to_have_count(0)
    ask(page, AGE)


def test_an_error_is_said_kindly_and_the_page_goes_on(visit: Visit):
    visit.page.fill("#question", "Nå skal det stoppe")
    visit.page.click(".composer .send")
    expect(visit.page.locator(".reply .failed")).to_contain_text("Noe gikk galt")
    expect(visit.page.locator("#question")).to_have_value("Nå skal det stoppe")
    assert "the index is gone" not in visit.page.content()
    visit.complaints.clear()  # the browser itself notes the failed request
    ask(visit.page, AGE)


def test_a_source_that_is_gone_is_said_kindly(visit: Visit):
    ask(visit.page, AGE)
    visit.page.locator(".said .chip").evaluate("chip => { chip.dataset.passage = 'borte'; }")
    visit.page.click(".said .chip")
    expect(visit.page.locator("#source-panel")).to_contain_text("Fant ikke stedet")
    visit.complaints.clear()


def test_the_browser_may_reach_no_other_host(visit: Visit):
    reached = visit.page.evaluate("fetch('http://localhost:9/').then(() => true, () => false)")
    assert reached is False
    assert any("Content Security Policy" in complaint for complaint in visit.complaints)
    visit.complaints.clear()
    visit.hosts.discard("localhost")


def test_a_busy_port_is_said_in_one_sentence(assistant: SmallAssistant):
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(OSError, match=f"^Port {port} er opptatt; velg en annen med --port.$"):
            serve(assistant, "127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("203.0.113.1", 7860)])
def test_an_address_that_cannot_be_used_is_said_in_one_sentence(assistant: SmallAssistant, host: str, port: int):
    with pytest.raises(OSError, match=f"^Siden kan ikke åpnes på {host}, port {port}; "):
        serve(assistant, host, port)


@pytest.mark.model
def test_the_shipped_sources_answer_and_show_the_quote_in_its_place(browser: Browser, shipped: Assistant):
    with serving(build(shipped)) as address, visiting(browser, address) as visit:
        ask(visit.page, "kan en 16åring få §17")
        visit.page.locator(".said .chip").first.click()
        mark = visit.page.locator("#source-panel mark").first
        expect(mark).to_contain_text("tjenester etter § 17 aktuell for brukere under 18 år")
        assert visit.hosts == {"127.0.0.1"}
