"""Feedback below an answer, by mouse and by keyboard: a real server, a real Chromium, a small assistant."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.feedback import Feedback
from tests.browsing import IN_CHROMIUM, Visit, ask, serving
from tests.test_feedback import QUOTE, Reviewed, kept
from ui.app import build

pytestmark = IN_CHROMIUM
AGE = "Har loven en nedre aldersgrense?"
THANKS = "Takk for tilbakemeldingen."


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Reviewed]:
    assistant = Reviewed(tmp_path / "feedback.sqlite3")
    yield assistant
    assistant.feedback.close()


@pytest.fixture
def address(assistant: Reviewed) -> Iterator[str]:
    with serving(build(assistant)) as address:
        yield address


@pytest.fixture
def page(page: Page) -> Page:
    ask(page, AGE)
    return page


def comment(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Kommentar")


def keep(page: Page) -> Locator:
    return page.get_by_role("checkbox", name="Lagre også spørsmålet og svaret")


def send(page: Page) -> Locator:
    return page.get_by_role("button", name="Send tilbakemelding")


def thanks(page: Page) -> Locator:
    return page.locator(".feedback-given .thanks", has_text=THANKS)


def undo(page: Page) -> Locator:
    return page.get_by_role("button", name="Angre")


def the_only(assistant: Reviewed) -> Feedback:
    [row] = kept(assistant.feedback)
    return row


def test_the_form_asks_no_more_than_needed_until_somebody_has_an_opinion(page: Page):
    expect(page.get_by_role("group", name="Var svaret til hjelp?").get_by_role("radio")).to_have_count(7)
    expect(send(page)).to_be_hidden()
    page.get_by_label("Blander ytelser").check()
    expect(send(page)).to_be_visible()
    expect(keep(page)).not_to_be_checked()


def test_by_mouse_without_consent(page: Page, assistant: Reviewed):
    page.get_by_text("Ufullstendig").click()
    comment(page).fill("Ring 412 34 567.")
    send(page).click()
    expect(thanks(page)).to_be_visible()
    expect(page.locator(".announcer")).to_contain_text(f"{THANKS} Personopplysninger er byttet ut: telefonnummer.")
    expect(page.locator("form.feedback")).to_be_hidden()
    page.get_by_text("Dette er lagret").click()
    expect(page.locator(".feedback-given dd").nth(1)).to_have_text("Ring [telefon].")
    row = the_only(assistant)
    assert (row.opinion, row.outcome, row.comment, row.exchange) == (
        "ufullstendig",
        "answered",
        "Ring [telefon].",
        None,
    )


def test_by_keyboard_with_consent_and_undone(page: Page, assistant: Reviewed):
    page.locator("article.answer .copy").last.focus()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "opinion":
            break
    page.keyboard.press("Enter")  # chooses, and does not send yet
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Feil", exact=True)).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("Se rundskrivet.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(send(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Tilbakemeldingen din")).to_be_focused()
    exchange = the_only(assistant).exchange
    assert exchange
    assert exchange.question == AGE
    assert [(cited.source, cited.page, cited.quote) for cited in exchange.citations] == [("brev-2022", 3, QUOTE)]
    assert exchange.answer.endswith(f"«{QUOTE}» [1]")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(undo(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Feil", exact=True)).to_be_focused()
    expect(page.locator(".announcer")).to_contain_text("Tilbakemeldingen er slettet.")
    expect(comment(page)).to_have_value("Se rundskrivet.")
    assert kept(assistant.feedback) == []


def test_each_answer_has_its_own_form_and_its_own_earlier_questions(page: Page, assistant: Reviewed):
    ask(page, "Og hva om han er 16 år?")
    ask(page, "Hvilke tiltak bruker kontorene?")
    expect(page.get_by_role("group", name="Var svaret til hjelp?")).to_have_count(3)
    second = page.locator("form.feedback").nth(1)
    second.get_by_label("Riktig").check()
    second.get_by_role("checkbox").check()
    second.get_by_role("button").click()
    expect(thanks(page)).to_have_count(1)
    expect(page.locator("form.feedback:visible")).to_have_count(2)
    exchange = the_only(assistant).exchange
    assert exchange
    assert (exchange.question, exchange.earlier) == ("Og hva om han er 16 år?", (AGE,))


def test_a_double_click_sends_once_and_takes_nothing_back(page: Page, assistant: Reviewed):
    page.get_by_label("Riktig").check()
    send(page).dblclick()
    expect(thanks(page)).to_have_count(1)
    assert the_only(assistant).opinion == "riktig"


def test_a_comment_that_is_too_long_is_refused_and_kept(page: Page, assistant: Reviewed):
    page.get_by_label("Annet").check()
    comment(page).fill("a" * 1001)
    expect(page.get_by_role("alert")).to_contain_text("Kommentaren er på mer enn 1000 tegn.")
    send(page).click()
    expect(comment(page)).to_have_value("a" * 1001)
    assert kept(assistant.feedback) == []
    comment(page).fill("a" * 1000)
    expect(page.locator(".feedback-long")).to_be_hidden()
    send(page).click()
    expect(thanks(page)).to_be_visible()


def test_a_failure_is_said_and_nothing_is_lost(visit: Visit, assistant: Reviewed):
    page = visit.page
    ask(page, AGE)
    assistant.feedback.file.mkdir()
    page.get_by_label("Feil kilde").check()
    comment(page).fill("Se rundskrivet.")
    send(page).click()
    expect(page.get_by_role("alert")).to_have_text("Tilbakemeldingen ble ikke lagret. Prøv igjen om litt.")
    expect(comment(page)).to_have_value("Se rundskrivet.")
    assistant.feedback.file.rmdir()
    send(page).click()
    expect(thanks(page)).to_be_visible()
    visit.complaints.clear()  # the browser's own note of the failed call


@pytest.mark.parametrize("status", [None, 500])
def test_an_undo_that_fails_is_never_called_done(visit: Visit, assistant: Reviewed, status: int | None):
    page = visit.page
    ask(page, AGE)
    page.get_by_label("Riktig").check()
    send(page).click()
    expect(undo(page)).to_be_visible()
    given = page.locator(".feedback-given")
    failing = "**/component_server/"
    page.route(failing, lambda route: route.fulfill(status=status, json={}) if status else route.abort())
    undo(page).click()
    expect(given.get_by_role("alert")).to_have_text("Tilbakemeldingen ble ikke slettet. Prøv igjen om litt.")
    the_only(assistant)
    page.unroute(failing)
    undo(page).click()
    expect(given).to_have_count(0)
    assert kept(assistant.feedback) == []
    visit.complaints.clear()  # the browser's own note of the failed call


def test_a_refusal_can_be_judged_as_well(page: Page, assistant: Reviewed):
    ask(page, "Hvordan søker man om byggetillatelse?")
    refused = page.locator("form.feedback").nth(1)
    refused.get_by_label("Riktig").check()
    refused.get_by_role("checkbox").check()
    refused.get_by_role("button").click()
    expect(thanks(page)).to_be_visible()
    row = the_only(assistant)
    assert row.exchange
    assert (row.outcome, row.exchange.citations) == ("not_found", ())


def test_it_fits_a_narrow_window(page: Page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_label("Annet").check()
    comment(page).fill("Ord" * 60)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    keep(page).check()
    send(page).click()
    page.get_by_text("Dette er lagret").click()
    expect(page.get_by_text("Ord" * 60)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
