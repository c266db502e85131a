"""Access for all: axe-core finds nothing in any view, light or dark; everything goes by keyboard."""

from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import IN_CHROMIUM

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = ("spor", "tiltak", "ny", "kilder")
pytestmark = [*IN_CHROMIUM, pytest.mark.model]


def opened(browser: Browser, address: str, view: str, width: int = 1400, scheme: str = "light") -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{address}?__theme={scheme}#{view}")
    expect(page.locator(f"#{view}")).to_be_visible()
    return page


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, { runOnly: { type: 'tag', values: tags } })", TAGS)
    return [
        f"{one['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_in_a_view(browser: Browser, address: str, view: str, scheme: str):
    page = opened(browser, address, view, scheme=scheme)
    page.wait_for_timeout(500)
    assert violations(page) == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_an_answer_with_its_source(browser: Browser, address: str, scheme: str):
    page = opened(browser, address, "spor", scheme=scheme)
    page.fill("#question", "Kan en 16-åring få § 17?")
    page.keyboard.press("Enter")
    page.locator("article.answer .chip").first.click()
    expect(page.locator("#source-panel mark").first).to_be_visible()
    for summary in page.locator("article.answer summary").all():
        summary.click()
    assert violations(page) == []
    page.context.close()


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_cut_at_360_pixels_or_twice_the_size(browser: Browser, address: str, view: str):
    page = opened(browser, address, view, width=360)
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 640, "height": 450})  # 1280 x 900 at 200 %
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.context.close()


def test_the_menu_goes_by_keyboard_and_says_where_one_is(browser: Browser, address: str):
    page = opened(browser, address, "spor")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hopp til innholdet")).to_be_focused()
    for name, view in (
        ("Spør", "spor"),
        ("Tiltak andre steder", "tiltak"),
        ("Ny i jobben", "ny"),
        ("Kilder", "kilder"),
    ):
        page.get_by_role("navigation", name="Sider").get_by_role("link", name=name, exact=True).press("Enter")
        expect(page.locator(f"#{view}")).to_be_visible()
        expect(page.locator(f'.views a[href="#{view}"]')).to_have_attribute("aria-current", "page")
    page.context.close()
