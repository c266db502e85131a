"""What users of other document chats complain about most, asked of this one over its shipped sources."""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag

from assistant.answer import Answer, Outcome
from assistant.assistant import Assistant
from assistant.compose import OLD_AFTER_YEARS
from assistant.evaluation import QUESTIONS, read_questions
from assistant.language import Language, detect
from assistant.privacy import protect
from assistant.question import Question
from corpus.document import Document, fold, page_at
from corpus.glossary import load_glossary
from corpus.lexicon import load_lexicon
from corpus.loading import load_shipped
from index import keyword
from index.retrieve import Hit
from ui import render, source_reader
from ui.chat_view import calls
from ui.sources_view import calls as sources_calls

pytestmark = pytest.mark.model
ANSWERED = {Outcome.ANSWERED, Outcome.PARTIAL}
UNANSWERED = (
    "Hva er satsen for foreldrepenger?",
    "Hvordan søker jeg om byggetillatelse for en garasje?",
    "What is the capital of Australia?",
    "Kor mykje kostar eit pass?",
    "Hvilken dekkdimensjon skal bilen min ha?",
)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(load_shipped())


@pytest.fixture(scope="module")
def answers(shipped: Assistant) -> list[Answer]:
    """Answers to every fourth of the project's own questions, of all kinds and languages."""
    return [shipped.ask(one.asked) for one in read_questions(QUESTIONS)[::4]]


@pytest.fixture(scope="module")
def given(answers: list[Answer]) -> list[Answer]:
    """Those of them that answer."""
    given = [answer for answer in answers if answer.outcome in ANSWERED]
    assert len(given) > len(answers) / 2
    return given


def shown(answer: Answer, assistant: Assistant) -> BeautifulSoup:
    return BeautifulSoup(render.answer(answer, assistant.sources), "lxml")


def markers(text: str) -> set[int]:
    return {int(number) for number in re.findall(r"\[(\d+)\]", text)}


# --- Citations point at the wrong text, or to a number that does not exist; no page number ---


def pages_of(quote: str, document: Document) -> set[int | None]:
    """The pages on which a quotation begins, word for word, by the document itself."""
    return set(_pages_of(quote, document))


def _pages_of(quote: str, document: Document) -> Iterator[int | None]:
    text, breaks = "", []
    for paragraph in document.paragraphs:
        breaks += [(len(text) + start, page) for start, page in paragraph.page_breaks]
        text += paragraph.text + "\n\n"
    for match in re.finditer(r"\s+".join(map(re.escape, quote.split())), text):
        yield page_at(breaks, match.start())


def test_every_marker_has_its_citation_whose_words_stand_in_the_document_on_that_page(
    given: list[Answer], documents: list[Document]
):
    by_id = {document.source.id: document for document in documents}
    for answer in given:
        assert markers(answer.text) == {citation.n for citation in answer.citations}, answer.question
        for citation in answer.citations:
            assert citation.page in pages_of(citation.quote, by_id[citation.source]), citation


def test_every_citation_of_a_paged_source_says_its_page_where_it_is_shown(
    given: list[Answer], shipped: Assistant, documents: list[Document]
):
    paged = {one.source.id for one in documents if all(paragraph.page for paragraph in one.paragraphs)}
    assert paged >= {"oslo-viken-2022", "innlandet-2022"}
    for answer in given:
        entries = shown(answer, shipped).select(".used li")
        for citation, entry in zip(answer.citations, entries, strict=True):
            if citation.source in paged:
                assert f"side {citation.page}" in entry.get_text(), citation


# --- Citations drift: those of an earlier answer belong to another message ---


def opened(answer: Answer, assistant: Assistant) -> list[tuple[str, str]]:
    """Of each chip as the browser has it: its number, and the words that are marked when it is opened."""
    source = next(call for call in calls(assistant) if call.__name__ == "source")
    pairs = []
    for chip in shown(answer, assistant).select(".used .chip"):
        panel = source({"passage": chip["data-passage"], "quote": chip["data-quote"]})["html"]
        marks = BeautifulSoup(panel, "lxml").select("mark")
        pairs.append((chip.get_text().split("]")[0] + "]", " ".join(mark.get_text() for mark in marks)))
    return pairs


def letters(text: str) -> list[str]:
    """The words of a text; the numbers of lists are signs in one place and words in another."""
    return re.findall(r"[^\W\d]+", text)


def test_an_answer_keeps_its_own_citations_whatever_is_asked_afterwards(given: list[Answer], shipped: Assistant):
    first = given[0]
    before = opened(first, shipped)
    for other in given[1:6]:
        shipped.ask(Question(other.question, (first.question,)))
    with pytest.raises(KeyError):
        shipped.in_place("finnes ikke")
    assert opened(first, shipped) == before
    for answer in given:
        for citation, (number, marked) in zip(answer.citations, opened(answer, shipped), strict=True):
            assert number == f"[{citation.n}]"
            assert letters(marked) == letters(citation.quote)


# --- Too many sources are shown that were not used ---


def test_only_what_carries_the_answer_is_listed_as_its_source(given: list[Answer], shipped: Assistant):
    for answer in given:
        page = shown(answer, shipped)
        listed = [int(chip.get_text().split("]")[0][1:]) for chip in page.select(".used .chip")]
        carrying = markers(page.select_one(".said").get_text())  # type: ignore[union-attr]
        assert listed == sorted(carrying), answer.question
        beside = {opener["data-passage"] for opener in page.select(".opener.find")}
        assert beside.isdisjoint(citation.passage for citation in answer.citations)


# --- It answers although nothing relevant was found, with a reranker at the latest ---


class ByCommonWords:
    """A reranker that does what a good one does, only crudely."""

    def rerank(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        wanted = set(re.findall(r"\w+", query.lower()))
        return sorted(hits, key=lambda hit: -len(wanted & set(re.findall(r"\w+", hit.passage.text.lower()))))


class Backwards:
    """A reranker that is worse than none."""

    def rerank(self, _: str, hits: Sequence[Hit]) -> list[Hit]:
        return list(reversed(hits))


@pytest.mark.parametrize("reranker", [None, ByCommonWords(), Backwards()], ids=["none", "good", "bad"])
def test_what_the_sources_do_not_say_is_refused_with_and_without_a_reranker(
    shipped: Assistant, reranker: ByCommonWords | None
):
    for question in UNANSWERED:
        answer = replace(shipped, reranker=reranker).ask(Question(question))
        assert answer.outcome not in ANSWERED, question
        assert answer.citations == ()
        assert answer.verdict is None


# --- It refuses although the text is there ---


def sentences(document: Document) -> list[str]:
    """Some sentences of a document, from its beginning to its end."""
    found = [
        match[0].strip()
        for paragraph in document.paragraphs
        if paragraph.kind != "table"
        for match in re.finditer(r"[A-ZÆØÅ][^.?!|]{60,200}\.(?=\s|$)", paragraph.text)
    ]
    return found[:: max(1, len(found) // 8)][:8]


def test_a_question_in_a_source_s_own_words_is_answered_from_it(shipped: Assistant, documents: list[Document]):
    for document in documents:
        asked = sentences(document)
        assert len(asked) == 8
        answers = [shipped.ask(Question(f"Hva står det om dette: {sentence}")) for sentence in asked]
        own = [{one.source for one in answer.citations} >= {document.source.id} for answer in answers]
        assert sum(own) >= 7, [one for one, found in zip(asked, own, strict=True) if not found]


# --- Relevance is shown as a percentage, or upside down ---


def test_relevance_is_never_shown_as_a_percentage_and_the_best_comes_first(
    given: list[Answer], shipped: Assistant
):
    for answer in given:
        page = shown(answer, shipped)
        for own in page.select("blockquote, .short, .beside, .find, .beginning, .place, .further, .copy, form"):
            own.decompose()
        assert "%" not in page.get_text(), answer.question
        totals = [float(cell.get_text().replace(",", ".")) for cell in page.select(".trace .total")]
        assert len(totals) == len(answer.passages) > 0
        assert totals == sorted(totals, reverse=True), answer.question


# --- Whoever sees the answer may not open the cited document ---


def test_whoever_sees_an_answer_may_open_every_source_that_it_names(given: list[Answer], shipped: Assistant):
    may = {call.__name__: call for call in (*calls(shipped), *sources_calls(shipped))}
    for answer in given:
        for opener in shown(answer, shipped).select(".opener"):
            assert may["source"]({"passage": opener["data-passage"], "quote": opener["data-quote"]})["html"]
    for source in {citation.source for answer in given for citation in answer.citations}:
        assert may["sources_open"]({"source": source})["html"]


# --- One user sees what another asked; conversations are kept ---


def test_nothing_of_one_conversation_reaches_another(shipped: Assistant):
    follow_ups = (
        ("og hvis hun er 17?", "Kan vi ringe foreldrene?"),
        ("og hvis hun er 17?", "Har vi plikt til å gi økonomisk stønad?"),
        ("og hvor mange?", "Hvor mange kontorer har jobbspesialist?"),
        ("og hvor mange?", "Hvem har prøvd gjeldsrådgivning?"),
    )

    def ask(asked: tuple[str, str]) -> Answer:
        return replace(shipped.ask(Question(asked[0], asked[1:])), seconds=0)

    alone = [ask(asked) for asked in follow_ups]
    assert len({answer.query.text for answer in alone}) == len(follow_ups)
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(ask, follow_ups * 5))
    assert together == alone * 5


# --- Search is slow, for the keyword index is built for each question ---


def test_the_keyword_index_is_built_once_and_not_for_each_question(
    shipped: Assistant, monkeypatch: pytest.MonkeyPatch
):
    def build(*_: object, **__: object) -> None:
        raise AssertionError("the keyword index is built while a question is answered")

    for name in ("index", "load"):
        monkeypatch.setattr(keyword.bm25s.BM25, name, build)
    fresh = replace(shipped)
    assert fresh.ask(Question("Kan vi gi muntlige avslag?")).citations
    assert fresh.tiltak.retriever.retrieve("gjeldsrådgivning", 5)


# --- Documents and questions in other languages than English ---


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("nb", "Har sosialtjenesteloven en nedre aldersgrense?"),
        ("nn", "Har sosialtenestelova ei nedre aldersgrense for dei unge?"),
        ("en", "Does the Social Services Act have a lower age limit?"),
    ],
)
def test_the_answer_is_in_the_language_of_the_question_and_the_quotes_as_they_stand(
    shipped: Assistant, language: Language, question: str
):
    answer = shipped.ask(Question(question))
    assert answer.short
    assert {detect(text) for text in (answer.short.text, answer.lead)} == {language}
    assert any("nedre aldersgrense" in citation.quote for citation in answer.citations)


# --- Tables are lost ---


def test_every_cell_of_every_table_of_the_sources_is_a_cell_on_the_page(
    shipped: Assistant, documents: list[Document]
):
    tables = 0
    for document in documents:
        passages = shipped.document(document.source.id)
        cells = {fold(cell.get_text()) for cell in _all_parts(shipped, document.source.id, passages)}
        for paragraph in document.paragraphs:
            if paragraph.kind == "table":
                tables += 1
                rows = [line.strip().strip("|").split("|") for line in paragraph.text.splitlines()]
                missing = {fold(cell) for row in rows for cell in row} - cells - {""}
                assert not missing, (paragraph.id, missing)
    assert tables > 10


def _all_parts(assistant: Assistant, source: str, passages: Sequence[object]) -> Iterator[Tag]:
    said_by, number = assistant.sources[source], 0
    while True:
        try:
            html = source_reader.part(said_by, passages, number, "")  # type: ignore[arg-type]
        except IndexError:
            return
        yield from BeautifulSoup(html, "lxml").select("td, th")
        number += 1


# --- The alarm for personal data goes off at ordinary words ---


def test_the_words_of_the_field_raise_no_alarm_for_personal_data():
    terms = {word for entry in load_lexicon() for word in (entry.term, *entry.words)}
    terms |= {name for term in load_glossary() for name in term.names}
    assert len(terms) > 1000
    asked = {text for term in terms for text in (f"Hva er {term}?", f"hva betyr {term} for en ungdom på 17 år")}
    alarming = {text for text in asked if protect(text).found}
    assert len(alarming) <= len(asked) / 1000, sorted(alarming)


# --- A stale source is quoted confidently ---


def test_an_old_source_is_dated_where_it_is_shown_and_warned_about(given: list[Answer], shipped: Assistant):
    warned = 0
    for answer in given:
        old = [one for one in answer.citations if one.year and one.year <= date.today().year - OLD_AFTER_YEARS]
        entries = shown(answer, shipped).select(".used li")
        for citation, entry in zip(answer.citations, entries, strict=True):
            assert str(citation.year) in entry.get_text(), citation
        notices = [notice.text for notice in answer.notices if notice.kind == "old_source"]
        assert bool(notices) == bool(old), answer.question
        if old:
            assert str(min(one.year or 0 for one in old)) in notices[0]
        warned += bool(old)
    assert 0 < warned < len(given)
