"""What the chat does beside answering: a real server, a real Chromium, a small assistant."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.question import Question
from index.analysis import content_words
from tests.browsing import IN_CHROMIUM, Visit, ask, serving, visiting
from tests.held_calls import HeldCalls
from tests.small_assistant import SmallAssistant
from ui.app import build

pytestmark = IN_CHROMIUM
AGE = "Har loven en nedre aldersgrense?"
AGE_QUOTE = "Loven har ingen nedre aldersgrense."
SCHOOL = "Hva med samarbeid med skulen?"
SCHOOL_QUOTE = "Samarbeid med skulen er avgjerande."
PERSONAL = "Har loven en nedre aldersgrense for Kari Nordmann, tlf 912 34 567?"
MASKED = "Har loven en nedre aldersgrense for [navn], tlf [telefon]?"
LEADS = {"nb": "Dette sier kildene:", "nn": "Dette seier kjeldene:", "en": "This is what the sources say:"}
SERVER_CALLS = re.compile("component_server")
NUMBER = re.compile(r"^\d,\d\d$")
PATIENCE = 20
"""Seconds until an answer that is held up is given after all."""


class TalkingAssistant(SmallAssistant):
    """Answers in the language that is wanted, knows a further question, and can be held up."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def ask(self, question: Question) -> Answer:
        answer = super().ask(question)
        self.may_go_on.wait(PATIENCE)
        language = question.language or "nb"
        terms = tuple(content_words(question.text))
        query = replace(answer.query, language=language, terms=terms)
        return replace(answer, query=query, lead=LEADS[language], follow_ups=(SCHOOL,))


@pytest.fixture(scope="module")
def small() -> TalkingAssistant:
    return TalkingAssistant()


@pytest.fixture(scope="module")
def address(small: TalkingAssistant) -> Iterator[str]:
    with serving(build(small)) as address:
        yield address


@pytest.fixture
def held_up(small: TalkingAssistant) -> Iterator[threading.Event]:
    """No answer is given until this is set."""
    small.may_go_on.clear()
    yield small.may_go_on
    small.may_go_on.set()


def submit(page: Page, question: str) -> None:
    page.fill("#question", question)
    page.keyboard.press("Enter")


def announced(page: Page) -> Locator:
    return page.locator(".announcer[aria-live=polite]")


def questions(page: Page) -> list[str]:
    return page.locator(".question p").all_inner_texts()


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


# --- The words behind a chip ---


def test_pointing_at_a_chip_shows_its_words_until_escape(page: Page):
    ask(page, AGE)
    chip, peek = page.locator(".said .chip"), page.locator(".peek")
    chip.hover()
    expect(peek).to_have_text(AGE_QUOTE)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Escape")
    expect(peek).to_be_hidden()
    page.mouse.move(5, 5)
    chip.hover()
    expect(peek).to_be_visible()
    page.mouse.move(5, 5)
    expect(peek).to_be_hidden()


def test_the_pointer_can_be_moved_onto_the_words(page: Page):
    ask(page, AGE)
    page.locator(".said .chip").hover()
    box = page.locator(".peek").bounding_box()
    assert box
    page.mouse.move(box["x"] + 10, box["y"] + box["height"] / 2, steps=12)
    expect(page.locator(".peek")).to_be_visible()


def test_a_chip_with_the_focus_shows_its_words_and_is_described_by_them(page: Page):
    ask(page, AGE)
    chip, peek = page.locator(".said .chip"), page.locator(".peek")
    chip.focus()
    expect(peek).to_have_text(AGE_QUOTE)
    expect(chip).to_have_accessible_description(AGE_QUOTE)
    page.keyboard.press("Escape")
    expect(peek).to_be_hidden()
    expect(chip).to_be_focused()
    expect(chip).to_have_accessible_description("")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(peek).to_be_visible()
    page.locator("#question").focus()
    expect(peek).to_be_hidden()


def test_the_words_behind_a_chip_stay_within_the_window(page: Page):
    ask(page, AGE)
    chip = page.locator(".said .chip")
    at = chip.bounding_box()
    assert at
    page.set_viewport_size({"width": 360, "height": int(at["y"] + at["height"] + 12)})
    chip.focus()
    expect(page.locator(".peek")).to_be_in_viewport(ratio=1)


# --- Personal data ---


def test_personal_data_are_asked_about_before_anything_is_answered(page: Page, small: TalkingAssistant):
    before = len(small.asked)
    submit(page, PERSONAL)
    dialog = page.get_by_role("alertdialog", name="Spørsmålet ser ut til å ha personopplysninger")
    expect(dialog).to_have_accessible_description(MASKED)
    expect(dialog).to_contain_text("(navn, telefonnummer)")
    expect(button(page, "Send anonymisert")).to_be_focused()
    assert len(small.asked) == before
    page.keyboard.press("Enter")
    expect(page.locator("article.answer")).to_have_count(1)
    expect(dialog).to_be_hidden()
    assert questions(page) == [MASKED]
    assert small.asked[-1].text == MASKED
    assert "Nordmann" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_one_goes_back_from_the_dialog_by_button_or_escape_to_mend_the_question(page: Page):
    submit(page, PERSONAL)
    expect(button(page, "Send anonymisert")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".personal")).to_be_hidden()
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("#question")).to_have_value(PERSONAL)
    page.keyboard.press("Enter")
    expect(button(page, "Send anonymisert")).to_be_focused()
    page.keyboard.press("Tab")
    expect(button(page, "Endre selv")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#question")).to_be_focused()
    ask(page, AGE)
    assert questions(page) == [AGE]


def test_sending_again_beside_the_open_dialog_does_not_get_past_it(page: Page):
    submit(page, PERSONAL)
    expect(page.locator(".personal")).to_be_visible()
    page.click(".composer .send")
    page.wait_for_timeout(1000)  # while one question is looked through, no other is
    submit(page, "Har loven en nedre aldersgrense for ola@example.org?")
    expect(page.locator(".masked")).to_have_text("Har loven en nedre aldersgrense for [e-post]?")
    assert questions(page) == []
    ask(page, AGE)
    expect(page.locator(".personal")).to_be_hidden()
    submit(page, PERSONAL)
    expect(page.locator(".personal")).to_be_visible()
    assert questions(page) == [AGE]


def test_the_dialog_fits_a_phone_however_long_the_question_is(page: Page):
    page.set_viewport_size({"width": 360, "height": 740})
    submit(page, f"{PERSONAL} {'Hva gjelder da? ' * 100}")
    expect(button(page, "Send anonymisert")).to_be_in_viewport(ratio=1)
    expect(page.locator(".composer .send")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("question", [AGE, PERSONAL])
def test_a_question_that_is_looked_through_belongs_to_its_own_conversation(page: Page, question: str):
    ask(page, AGE)
    held = HeldCalls(page, "check")
    submit(page, question)
    held.wait(0)
    page.locator(".below .anew").click()
    held.let_go(0)
    expect(page.locator(".personal")).to_be_hidden()
    expect(page.locator(".conversation .turn")).to_have_count(0)
    submit(page, SCHOOL)
    held.let_go(1)
    expect(page.locator("article.answer")).to_have_count(1)
    assert questions(page) == [SCHOOL]


def test_a_question_without_its_personal_data_needs_a_source_as_well(page: Page, small: TalkingAssistant):
    submit(page, PERSONAL)
    before = len(small.asked)
    page.locator(".sources-chosen summary").click()
    button(page, "Fjern alle").click()
    button(page, "Send anonymisert").click()
    expect(page.get_by_role("alert")).to_have_text("Velg minst én kilde. Spørsmålet er ikke sendt.")
    expect(page.locator("#question")).to_have_value(MASKED)
    expect(page.locator("#question")).to_be_focused()
    assert len(small.asked) == before


# --- While an answer is being made ---


def test_a_long_wait_is_said_and_can_be_stopped(page: Page, held_up: threading.Event):
    submit(page, AGE)
    expect(page.locator(".reply .waiting")).to_have_text("Leter i kildene …")
    expect(announced(page)).to_have_text("Leter i kildene …")
    button(page, "Stopp").press("Enter")
    expect(announced(page)).to_have_text("Stoppet. Spørsmålet står i feltet.")
    expect(page.locator("#question")).to_have_value(AGE)
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator(".conversation .turn")).to_have_count(0)
    expect(page.locator(".welcome")).to_be_visible()
    held_up.set()
    ask(page, SCHOOL)
    expect(button(page, "Stopp")).to_be_hidden()
    assert questions(page) == [SCHOOL]


def test_a_double_click_sends_once(page: Page, small: TalkingAssistant):
    before = len(small.asked)
    page.fill("#question", AGE)
    page.locator(".composer .send").dblclick()
    expect(page.locator("article.answer")).to_have_count(1)
    expect(page.locator(".conversation .turn")).to_have_count(1)
    assert len(small.asked) == before + 1


def test_a_question_that_could_not_be_looked_through_is_asked_all_the_same_and_so_is_the_next(visit: Visit):
    visit.page.route(SERVER_CALLS, lambda route: route.abort(), times=1)  # what looks for personal data
    ask(visit.page, AGE)
    ask(visit.page, SCHOOL)
    visit.complaints.clear()  # the browser itself notes the failed request


def test_a_draft_in_the_field_outlives_another_question(page: Page):
    ask(page, AGE)
    page.fill("#question", "Et utkast")
    page.locator(".further").get_by_role("button", name=SCHOOL).click()
    expect(page.locator("article.answer")).to_have_count(2)
    expect(page.locator("#question")).to_have_value("Et utkast")


@pytest.mark.usefixtures("held_up")
def test_a_draft_stays_when_a_wait_is_stopped(page: Page):
    submit(page, AGE)
    expect(page.locator(".reply .waiting")).to_be_visible()
    page.fill("#question", "Et utkast")
    button(page, "Stopp").click()
    expect(announced(page)).to_have_text("Stoppet.")
    expect(page.locator("#question")).to_have_value("Et utkast")


@pytest.mark.usefixtures("held_up")
def test_after_a_failure_alone_one_may_begin_anew(visit: Visit):
    page = visit.page
    submit(page, "Nå skal det stoppe")
    expect(page.locator(".reply .failed")).to_be_visible()
    submit(page, AGE)
    button(page, "Stopp").click()
    expect(page.locator(".welcome")).to_be_hidden()
    expect(page.locator(".below .anew")).to_be_visible()
    visit.complaints.clear()  # the browser itself notes the failed request


# --- Whose conversation it is ---


def test_a_conversation_outlives_a_refresh_with_its_sources(page: Page, small: TalkingAssistant):
    ask(page, AGE)
    ask(page, SCHOOL)
    page.reload()
    expect(page.locator("article.answer")).to_have_count(2)
    assert questions(page) == [AGE, SCHOOL]
    page.locator(".said .chip").first.click()
    expect(page.locator("#source-panel mark")).to_have_text(AGE_QUOTE)
    ask(page, "Og når?")
    assert small.asked[-1].context == (AGE, SCHOOL)


def test_one_click_deletes_a_conversation_for_good(page: Page, small: TalkingAssistant):
    ask(page, AGE)
    page.locator(".below .anew").click()
    expect(announced(page)).to_have_text("Ny samtale. Den forrige er slettet.")
    assert page.evaluate("[sessionStorage.length, localStorage.getItem('samtale')]") == [0, None]
    page.reload()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".conversation .turn")).to_have_count(0)
    ask(page, SCHOOL)
    assert small.asked[-1].context == ()


def test_two_browsers_at_once_get_each_their_own_answer(
    visit: Visit, browser: Browser, address: str, held_up: threading.Event
):
    with visiting(browser, address) as other:
        submit(visit.page, AGE)
        submit(other.page, SCHOOL)
        for page in (visit.page, other.page):
            expect(page.locator(".reply .waiting")).to_be_visible()
        held_up.set()
        for page, question, quote in ((visit.page, AGE, AGE_QUOTE), (other.page, SCHOOL, SCHOOL_QUOTE)):
            expect(page.locator("blockquote")).to_contain_text(quote)
            page.reload()
            expect(page.locator("article.answer")).to_have_count(1)
            assert questions(page) == [question]


# --- One case, one conversation ---


def pass_half_an_hour(page: Page) -> None:
    page.clock.install()
    page.clock.fast_forward("30:01")


def test_after_half_an_hour_one_is_asked_and_may_go_on(page: Page, small: TalkingAssistant):
    ask(page, AGE)
    pass_half_an_hour(page)
    submit(page, SCHOOL)
    reminder = page.get_by_role("alertdialog", name="Det er en stund siden sist.")
    expect(reminder).to_be_visible()
    page.keyboard.press("Escape")
    expect(reminder).to_be_hidden()
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.press("Enter")
    button(page, "Fortsett den samme").press("Enter")
    expect(page.locator("article.answer")).to_have_count(2)
    expect(reminder).to_be_hidden()
    assert small.asked[-1].context == (AGE,)
    ask(page, AGE)


def test_after_half_an_hour_the_question_may_begin_a_new_conversation(page: Page, small: TalkingAssistant):
    ask(page, AGE)
    pass_half_an_hour(page)
    submit(page, SCHOOL)
    button(page, "Begynn ny samtale").press("Enter")
    expect(page.locator("article.answer")).to_have_count(1)
    assert questions(page) == [SCHOOL]
    assert small.asked[-1].context == ()


def test_a_question_that_may_not_begin_a_new_conversation_yet_is_kept(page: Page):
    ask(page, AGE)
    page.locator(".sources-chosen summary").click()
    pass_half_an_hour(page)
    submit(page, SCHOOL)
    button(page, "Fjern alle").click()
    button(page, "Begynn ny samtale").click()
    expect(page.get_by_role("alert")).to_have_text("Velg minst én kilde. Spørsmålet er ikke sendt.")
    expect(page.locator("#question")).to_have_value(SCHOOL)


def test_a_change_of_topic_is_hinted_at_before_the_answer_and_after_a_refresh(page: Page):
    ask(page, AGE)
    ask(page, "Hva sier loven om nedre aldersgrense?")
    hint = page.locator(".turn > .notice")
    expect(hint).to_have_count(0)
    ask(page, SCHOOL)
    expect(hint).to_contain_text("Dette ser ut som et nytt tema.")
    expect(announced(page)).to_contain_text("Dette ser ut som et nytt tema.")
    expect(announced(page)).to_contain_text(SCHOOL_QUOTE)
    expect(page.locator(".turn > .notice + .reply")).to_have_count(1)
    page.reload()
    expect(hint).to_have_count(1)
    hint.get_by_role("button", name="Ny samtale").click()
    expect(page.locator(".conversation .turn")).to_have_count(0)


# --- The same answer otherwise ---


@pytest.mark.parametrize(("name", "language"), [("På nynorsk", "nn"), ("In English", "en")])
def test_an_answer_in_another_language_keeps_its_citations(page: Page, name: str, language: str):
    ask(page, AGE)
    chips = page.locator(".chip").evaluate_all("chips => chips.map(chip => ({...chip.dataset}))")
    button(page, name).press("Enter")
    expect(page.locator(".said")).to_have_attribute("lang", language)
    expect(page.locator(".lead")).to_have_text(LEADS[language])
    assert page.locator(".chip").evaluate_all("chips => chips.map(chip => ({...chip.dataset}))") == chips
    expect(announced(page)).to_contain_text(LEADS[language])
    expect(page.locator(".reply")).to_be_focused()
    with page.expect_download() as started:
        button(page, "Last ned (Markdown)").click()
    assert LEADS[language] in started.value.path().read_text(encoding="utf-8")
    page.reload()
    expect(page.locator(".lead")).to_have_text(LEADS[language])
    page.locator(".said .chip").click()
    expect(page.locator("#source-panel mark")).to_have_text(AGE_QUOTE)


def test_an_answer_in_plain_words_is_asked_for_and_kept(page: Page, small: SmallAssistant):
    ask(page, AGE)
    button(page, "Med enklere ord").press("Enter")
    expect(page.locator(".reply")).to_be_focused()
    assert [question.plain for question in small.asked[-2:]] == [False, True]
    with page.expect_download() as started:
        button(page, "Last ned (Markdown)").click()
    assert started.value.path().stat().st_size
    assert small.asked[-1].plain


def test_an_answer_is_given_anew_in_one_way_at_a_time_and_a_language_leaves_plain_words_plain(
    page: Page, small: TalkingAssistant
):
    ask(page, AGE)
    before = len(small.asked)
    held = HeldCalls(page, "answer")
    button(page, "Med enklere ord").click()
    held.wait(0)
    button(page, "På nynorsk").click()
    held.let_go(0)
    expect(page.locator(".lead")).to_have_text(LEADS["nb"])
    button(page, "På nynorsk").click()
    held.let_go(1)
    expect(page.locator(".lead")).to_have_text(LEADS["nn"])
    asked = [(question.language, question.plain) for question in small.asked[before:]]
    assert asked == [(None, True), ("nn", True)]


def test_what_was_found_can_be_seen_alone_and_the_answer_again(page: Page):
    ask(page, AGE)
    button(page, "Bare vis det som ble funnet").press("Enter")
    expect(page.get_by_role("heading", name="Funnet i kildene")).to_be_visible()
    expect(announced(page)).to_have_text("Funnet i kildene")
    expect(page.locator(".finds > li")).to_have_count(4)
    expect(page.locator("blockquote")).to_have_count(0)
    page.locator(".find").first.press("Enter")
    expect(page.locator("#source-panel .wanted")).to_contain_text(AGE_QUOTE)
    button(page, "Vis svaret igjen").press("Enter")
    expect(page.locator("blockquote")).to_contain_text(AGE_QUOTE)
    expect(page.locator("#source-panel")).to_be_hidden()


def test_a_further_question_asks_itself(page: Page, small: TalkingAssistant):
    ask(page, AGE)
    page.locator(".further").get_by_role("button", name=SCHOOL).press("Enter")
    expect(page.locator("article.answer")).to_have_count(2)
    assert questions(page) == [AGE, SCHOOL]
    assert small.asked[-1].context == (AGE,)


def test_what_fails_is_said_where_it_was_asked_for(visit: Visit):
    ask(visit.page, AGE)
    visit.page.route(SERVER_CALLS, lambda route: route.abort())
    button(visit.page, "Last ned (Word)").click()
    expect(visit.page.locator(".used .failed")).to_have_text("Det gikk ikke. Prøv igjen om litt.")
    visit.page.unroute(SERVER_CALLS)
    visit.complaints.clear()  # the browser itself notes the failed request
    with visit.page.expect_download():
        button(visit.page, "Last ned (Word)").click()
    expect(visit.page.locator(".used .failed")).to_have_count(0)


# --- Files ---


def downloaded(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as started:
        button(page, name).press("Enter")
    file = folder / started.value.suggested_filename
    started.value.save_as(file)
    expect(announced(page)).to_have_text(f"Lastet ned {file.name}")
    return file


def test_an_answer_is_downloaded_for_word(page: Page, tmp_path: Path):
    ask(page, AGE)
    file = downloaded(page, "Last ned (Word)", tmp_path)
    assert file.name == "svar.docx"
    texts = [paragraph.text for paragraph in Document(str(file)).paragraphs]
    assert texts[0] == AGE
    assert any(f"«{AGE_QUOTE}» [1]" in text for text in texts)
    assert any(text.startswith("[1] ") and "Brev om unge i Nav" in text for text in texts)


def test_an_answer_is_downloaded_as_markdown(page: Page, tmp_path: Path):
    ask(page, AGE)
    file = downloaded(page, "Last ned (Markdown)", tmp_path)
    assert file.name == "svar.md"
    text = file.read_text(encoding="utf-8")
    assert text.startswith(f"# {AGE}\n")
    assert f"«{AGE_QUOTE}» [1]" in text.replace("\\", "")
    assert "\n1. Brev om unge i Nav. Statsforvalteren i Oslo og Viken" in text


def test_a_markdown_file_has_the_words_of_the_page_and_asks_nothing_anew(
    page: Page, small: TalkingAssistant, tmp_path: Path
):
    ask(page, AGE)
    before = len(small.asked)
    file = downloaded(page, "Last ned (Markdown)", tmp_path)
    assert file.read_text(encoding="utf-8") == button(page, "Kopier som Markdown").get_attribute("data-copy")
    assert len(small.asked) == before


# --- Sources ---


def test_one_chooses_which_sources_are_asked(page: Page, small: TalkingAssistant):
    summary = page.locator(".sources-chosen summary")
    expect(summary).to_have_text("Velg kilder (alle)")
    summary.press("Enter")
    page.get_by_role("checkbox", name="Brev om unge i Nav").press("Space")
    expect(summary).to_have_text("Velg kilder (1 av 2)")
    ask(page, AGE)
    assert small.asked[-1].sources == {"rapport-2016"}
    button(page, "Velg alle").or_(button(page, "Fjern alle")).click()
    submit(page, SCHOOL)
    expect(page.get_by_role("alert")).to_have_text("Velg minst én kilde. Spørsmålet er ikke sendt.")
    expect(page.locator("#question")).to_have_value(SCHOOL)
    button(page, "Velg alle").press("Enter")
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(summary).to_have_text("Velg kilder (alle)")
    ask(page, SCHOOL)
    assert small.asked[-1].sources == frozenset()
    page.locator(".again[data-language=nn]").first.click()  # the first answer keeps its own choice
    expect(page.locator(".said").first).to_have_attribute("lang", "nn")
    assert small.asked[-1].sources == {"rapport-2016"}


def test_a_chosen_source_has_the_tick_of_the_browser(page: Page):
    page.locator(".sources-chosen summary").click()
    expect(page.locator(".choose-source").first).to_have_css("appearance", "auto")  # Gradio's is white on white


def test_one_steps_through_a_source_and_back_to_the_marked_words(page: Page):
    ask(page, AGE)
    page.locator(".said .chip").click()
    wanted = page.locator("#source-panel .wanted")
    expect(button(page, "Forrige utdrag")).to_have_count(0)
    button(page, "Neste utdrag").press("Enter")
    expect(wanted).to_contain_text("Kontorene bruker disse tiltakene:")
    expect(wanted).to_be_in_viewport()
    expect(page.locator("#source-panel mark")).to_have_count(0)
    expect(button(page, "Neste utdrag")).to_be_focused()
    expect(announced(page)).to_have_text("Side 4, Funn › Tiltak")
    page.keyboard.press("Enter")
    expect(wanted).to_contain_text("Prosentandel")
    expect(page.locator("#source-title")).to_be_focused()  # there is nothing after it
    button(page, "Forrige utdrag").evaluate("button => { button.click(); button.click(); }")  # two quick ones
    expect(page.locator("#source-panel mark")).to_have_text(AGE_QUOTE)
    page.keyboard.press("Escape")
    expect(page.locator(".said .chip")).to_be_focused()


def test_a_chip_closes_the_source_that_it_opened(page: Page):
    ask(page, AGE)
    chip = page.locator(".said .chip")
    chip.click()
    expect(page.locator("#source-title")).to_be_focused()
    chip.click()
    expect(page.locator("#source-panel")).to_be_hidden()
    expect(chip).to_have_attribute("aria-expanded", "false")


# --- How it was searched ---


def test_each_way_of_searching_says_what_it_made_of_each_find(browser: Browser, assistant: Assistant):
    with serving(build(assistant)) as address, visiting(browser, address, width=360) as visit:
        page = visit.page
        ask(page, "Er det noen nedre aldersgrense for tjenester etter § 17?")
        page.locator(".trace summary").press("Enter")
        trace = page.get_by_role("region", name="Det som ble funnet")
        expect(trace.get_by_role("columnheader")).to_have_text(["Ord", "Tekst", "Spørsmål", "Setning", "Samlet"])
        best = trace.locator("tbody").first
        expect(best.get_by_role("rowheader")).to_contain_text("1. Tittelen på regler")
        expect(best.get_by_role("rowheader")).to_contain_text("brukt i svaret")
        expect(best.locator("td").first).to_have_text(NUMBER)
        shown = [float(cell.replace(",", ".")) for cell in best.locator("td").all_inner_texts()]
        hit = assistant.ask(Question(questions(page)[0])).passages[0]
        found = [hit.keyword, hit.text, hit.question, hit.sentence, hit.score]
        assert shown == [round(share, 2) for share in found]
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
