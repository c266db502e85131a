"""What is kept of feedback, for how long, and what becomes of it."""

import json
import os
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from sqlalchemy.exc import OperationalError

from assistant import assembly, feedback_store
from assistant.answer import Outcome
from assistant.evaluation import read_questions
from assistant.feedback import (
    RIGHTLY_REFUSED,
    TO_FILL_IN,
    Cited,
    Exchange,
    Feedback,
    Mask,
    Opinion,
    Versions,
    as_text,
    export,
    make_exchange,
    make_feedback,
)
from assistant.feedback_store import FeedbackStore
from assistant.question import Question
from assistant.settings import Settings
from tests.small_assistant import SmallAssistant
from tests.test_cli import run
from ui.feedback_view import calls
from ui.render import answer as rendered
from ui.templating import render
from ui.words import LONGEST_COMMENT

AGE = "Har loven en nedre aldersgrense?"
QUOTE = "Loven har ingen nedre aldersgrense."
SECRET = "12030649175"
Reply = dict[str, str]


class Reviewed(SmallAssistant):
    """The small assistant with a place for feedback."""

    versions = Versions("20261122T100000-abcd1234", "ord")

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.feedback = FeedbackStore(file)


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Reviewed]:
    assistant = Reviewed(tmp_path / "data" / "feedback.sqlite3")
    yield assistant
    assistant.feedback.close()


@pytest.fixture
def store(assistant: Reviewed) -> FeedbackStore:
    return assistant.feedback


@pytest.fixture
def give(assistant: Reviewed) -> Callable[..., Reply]:
    return calls(assistant)[0]


def talk(question: str = AGE, *earlier: str, **changes: object) -> dict[str, object]:
    citations = [{"passage": "alder", "quote": QUOTE}]
    return {"question": question, "earlier": earlier, "answer": "Svaret [1]", "citations": citations, **changes}


def given(exchange: dict[str, object] | None = None, **changes: str) -> dict[str, object]:
    return {"opinion": "riktig", "outcome": "answered", "comment": "", "exchange": exchange, **changes}


def kept(store: FeedbackStore) -> list[Feedback]:
    rows = [row for _, row in store.read()]
    assert all(rows)
    return [row for row in rows if row]


def files(store: FeedbackStore) -> list[Path]:
    return list(store.file.parent.iterdir())


def feedback(opinion: Opinion = Opinion.RIGHT, question: str = AGE, **changes: object) -> Feedback:
    cited = [Cited(source="brev-2022", section="Funn › Alder", page=3, quote=QUOTE)]
    exchange = make_exchange(Question(question), "Svaret [1]", cited, Reviewed.versions, Mask())
    return make_feedback(opinion, Outcome.ANSWERED, "", exchange, Mask()).model_copy(update=changes)


def test_without_consent_only_the_opinion_is_kept(give: Callable[..., Reply], store: FeedbackStore):
    give(given(opinion="feil", comment="Gjelder bare kommunen."))
    [row] = kept(store)
    assert row.model_dump(exclude={"given", "program"}) == {
        "opinion": "feil",
        "outcome": "answered",
        "comment": "Gjelder bare kommunen.",
        "exchange": None,
    }


def test_with_consent_the_exchange_is_kept_with_its_sources_and_versions(
    give: Callable[..., Reply], store: FeedbackStore
):
    give(given(talk()))
    [row] = kept(store)
    assert row.exchange == Exchange(
        question=AGE,
        earlier=(),
        language="nb",
        answer="Svaret [1]",
        citations=(Cited(source="brev-2022", section="Funn › Alder", page=3, quote=QUOTE),),
        index="20261122T100000-abcd1234",
        embedder="ord",
    )


def test_only_the_earlier_questions_that_it_leans_on_are_kept(give: Callable[..., Reply], store: FeedbackStore):
    earlier = ("Hva er KVP og hvem kan få det?", "Kan vi kontakte foreldrene til en 19-åring?")
    give(given(talk("Og hvis hun bor hjemme?", *earlier)))
    give(given(talk("Hva sier loven om nedre aldersgrense for tjenester?", *earlier)))
    give(given(talk("Kan han få støtte til husleie og depositum?", "Gutten er 17 år og bor alene. Hva gjør vi?")))
    exchanges = [row.exchange.earlier for row in kept(store) if row.exchange]
    assert exchanges == [earlier[1:], (), ("Gutten er 17 år og bor alene. Hva gjør vi?",)]


def test_personal_data_are_masked_before_they_are_kept_and_the_person_is_told(
    give: Callable[..., Reply], store: FeedbackStore
):
    about = "Kan vi kontakte foreldrene til Jonas Bekkelund?"
    reply = give(given(talk(f"Og hvis han ({SECRET}) bor hjemme?", about), comment="Ring 412 34 567 om dette."))
    [row] = kept(store)
    assert row.comment == "Ring [telefon] om dette."
    assert row.exchange
    assert row.exchange.question == "Og hvis han ([fødselsnummer]) bor hjemme?"
    assert row.exchange.earlier == ("Kan vi kontakte foreldrene til [navn]?",)
    assert "Personopplysninger er byttet ut: fødselsnummer, navn, telefonnummer." in reply["html"]
    masked = row.exchange.question
    assert "byttet ut: fødselsnummer." in give(given(talk(masked)))["html"]
    for secret in (SECRET, "Bekkelund", "412 34 567"):
        assert secret not in reply["html"]
        assert not any(secret.encode() in file.read_bytes() for file in files(store))


def test_personal_data_in_what_comes_as_the_answer_are_masked_without_an_alarm(
    give: Callable[..., Reply], store: FeedbackStore
):
    reply = give(given(talk(answer=f"Svaret gjelder Jonas Bekkelund, {SECRET} [1]")))
    [row] = kept(store)
    assert row.exchange
    assert row.exchange.answer == "Svaret gjelder [navn], [fødselsnummer] [1]"
    assert "Personopplysninger er byttet ut" not in reply["html"]
    assert not any(SECRET.encode() in file.read_bytes() for file in files(store))


def test_earlier_questions_that_are_not_kept_raise_no_alarm(give: Callable[..., Reply]):
    about = "Kan vi kontakte foreldrene til Jonas Bekkelund?"
    reply = give(given(talk("Hva sier loven om nedre aldersgrense for tjenester?", about)))
    assert "Personopplysninger er byttet ut" not in reply["html"]


@pytest.mark.parametrize(
    "citation",
    [
        {"passage": "borte", "quote": QUOTE},
        {"passage": "alder", "quote": "Loven har en aldersgrense."},
        {"passage": "alder", "quote": ""},
    ],
)
def test_what_is_in_no_source_is_kept_as_no_citation(
    give: Callable[..., Reply], store: FeedbackStore, citation: dict[str, str]
):
    give(given(talk(citations=[citation])))
    [row] = kept(store)
    assert row.exchange
    assert row.exchange.citations == ()


@pytest.mark.parametrize(
    "wrong",
    [
        given(comment="a" * (LONGEST_COMMENT + 1)),
        given(opinion="bra"),
        given(outcome="ja"),
        given(talk("a" * 2001)),
        given(talk(AGE, "a" * 2001)),
        given(talk(answer="a" * 50_001)),
        given(talk(citations=[{"passage": "alder", "quote": QUOTE}] * 101)),
        given(talk(citations=[{"passage": "alder", "quote": "a " * 13_000}] * 2)),
    ],
)
def test_what_the_form_cannot_send_is_refused(
    give: Callable[..., Reply], store: FeedbackStore, wrong: dict[str, object]
):
    with pytest.raises(ValueError, match=r"\w"):
        give(wrong)
    assert kept(store) == []


def test_nothing_that_is_written_becomes_markup(give: Callable[..., Reply]):
    harm = "<img src=x onerror=alert(1)>"
    assert harm not in give(given(talk(harm), comment=harm))["html"]


def test_undo_leaves_nothing_in_any_file(assistant: Reviewed, give: Callable[..., Reply]):
    undo = calls(assistant)[1]
    reply = give(given(talk("Hva er ordet kvitteringsblekk?"), comment="Ordet er kvitteringsblekk."))
    give(given(comment="Denne blir."))
    assert any(b"kvitteringsblekk" in file.read_bytes() for file in files(assistant.feedback))
    key = reply["html"].partition('data-key="')[2].partition('"')[0]
    undo({"key": key})
    assert [row.comment for row in kept(assistant.feedback)] == ["Denne blir."]
    assert not any(b"kvitteringsblekk" in file.read_bytes() for file in files(assistant.feedback))
    undo({"key": key})
    assert len(kept(assistant.feedback)) == 1


def test_undo_leaves_nothing_while_others_read_or_it_fails(store: FeedbackStore, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(feedback_store, "BUSY", 0.1)
    key = store.add(feedback(comment="Ordet er kvitteringsblekk."))
    with closing(connect(store.file)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM feedback").fetchone()
        with pytest.raises(OperationalError, match="locked"):
            store.remove(key)
    store.remove(key)
    assert not any(b"kvitteringsblekk" in file.read_bytes() for file in files(store))


def test_undo_leaves_nothing_in_a_file_that_had_a_write_ahead_log(store: FeedbackStore):
    store.add(feedback())
    store.close()
    with closing(connect(store.file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    key = store.add(feedback(comment="Ordet er kvitteringsblekk."))
    with closing(connect(store.file)) as reader:
        reader.execute("SELECT * FROM feedback").fetchone()
        store.remove(key)
        assert not any(b"kvitteringsblekk" in file.read_bytes() for file in files(store))


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
def test_nobody_else_may_read_the_files(store: FeedbackStore):
    store.add(feedback())
    assert {stat.S_IMODE(file.stat().st_mode) for file in files(store)} == {0o600}


def test_thirty_threads_may_write_and_undo_at_once(store: FeedbackStore):
    def work(number: int) -> None:
        key = store.add(feedback(comment=f"blir {number}"))
        store.remove(store.add(feedback(comment="angret")))
        assert len(key) == 32

    with ThreadPoolExecutor(30) as threads:
        list(threads.map(work, range(90)))
    assert sorted(row.comment for row in kept(store)) == sorted(f"blir {number}" for number in range(90))


def test_several_programs_may_make_and_write_the_same_file(store: FeedbackStore):
    others = [FeedbackStore(store.file) for _ in range(8)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: others[number % 8].add(feedback()), range(40)))
        list(threads.map(FeedbackStore.close, others))
    assert len(kept(store)) == 40


def test_exported_questions_are_read_back_by_eval(store: FeedbackStore, tmp_path: Path):
    store.add(feedback(question="Kva seier lova\u2028om alder?\x85"))
    store.add(feedback(Opinion.WRONG_SOURCE, "Does the act have an age limit?", comment="Se rundskrivet."))
    refused = feedback(outcome=Outcome.NOT_FOUND)
    assert refused.exchange
    store.add(refused.model_copy(update={"exchange": refused.exchange.model_copy(update={"citations": ()})}))
    store.add(feedback(exchange=None))
    exported = export(list(store.read()), tmp_path / "ut.jsonl")
    right, wrong, rightly_refused = read_questions(tmp_path / "ut.jsonl")
    assert (right.lang, right.kind, right.note) == ("nn", "riktig", "")
    assert [(piece.source, piece.quote) for piece in right.evidence] == [("brev-2022", QUOTE)]
    assert (wrong.id, wrong.lang, wrong.kind) == ("feedback-2", "en", "feil_kilde")
    assert (wrong.evidence, wrong.note, wrong.context) == ([], TO_FILL_IN, [])
    assert (rightly_refused.evidence, rightly_refused.note) == ([], RIGHTLY_REFUSED)
    assert (exported.written, exported.to_fill_in, exported.not_kept, exported.unreadable) == (3, 1, 1, 0)


def test_the_conversation_is_exported_as_context(store: FeedbackStore, tmp_path: Path):
    question = Question("Og hvis hun bor hjemme?", ("Kan vi kontakte foreldrene til en 19-åring?",))
    exchange = make_exchange(question, "", [], Reviewed.versions, Mask())
    store.add(make_feedback(Opinion.WRONG, Outcome.ANSWERED, "", exchange, Mask()))
    export(list(store.read()), tmp_path / "ut.jsonl")
    [read] = read_questions(tmp_path / "ut.jsonl")
    assert read.asked == question


DAMAGES = (
    "exchange = '{oops'",
    "exchange = '{}'",
    "exchange = x'ff00fe'",
    "exchange = CAST(x'ff00fe' AS TEXT)",
    "exchange = ''",
    "opinion = 'bra'",
    "given = 'i går'",
    "comment = CAST(x'ff00fe' AS TEXT)",
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_row_that_cannot_be_read_never_stops_the_export(store: FeedbackStore, tmp_path: Path, damage: str):
    for _ in range(3):
        store.add(feedback())
    with closing(connect(store.file)) as raw, raw:
        raw.execute(f"UPDATE feedback SET {damage} WHERE number = 2")
    exported = export(list(store.read()), tmp_path / "ut.jsonl")
    assert [question.id for question in read_questions(tmp_path / "ut.jsonl")] == ["feedback-1", "feedback-3"]
    assert (exported.written, exported.unreadable) == (2, 1)
    assert "Utelatt: 0 der spørsmålet ikke skulle lagres, 1 som ikke kunne leses." in as_text(exported, tmp_path)


def test_a_file_that_is_no_database_is_said_in_one_sentence(tmp_path: Path):
    file = tmp_path / "feedback.sqlite3"
    file.write_text("dette er ingen database " * 100, encoding="utf-8")
    with closing(FeedbackStore(file)) as store, pytest.raises(OSError, match="kan ikke leses"):
        list(store.read())


def test_no_message_repeats_what_was_given():
    with pytest.raises(ValueError, match="opinion") as refused:
        Feedback.model_validate({**feedback().model_dump(), "opinion": SECRET})
    assert SECRET not in str(refused.value)


def test_the_form_offers_every_opinion_and_carries_the_answer():
    assistant = SmallAssistant()
    html = rendered(assistant.ask(Question(AGE)), assistant.sources)
    for opinion in Opinion:
        assert f'value="{opinion}"' in html
    assert 'data-outcome="answered"' in html
    assert f"«{QUOTE}» [1]" in html.partition('data-answer="')[2].partition('"')[0]
    assert f'data-longest="{LONGEST_COMMENT}"' in html


@pytest.mark.parametrize("opinion", Opinion)
def test_every_opinion_is_shown_by_its_name(opinion: Opinion):
    html = render("feedback_given.html", kept=feedback(opinion), key="", masked=[])
    assert f"<dt>Vurdering</dt><dd>{opinion.replace('_', ' ').capitalize()}</dd>" in html


@pytest.mark.model
def test_the_command_exports_what_the_page_kept(tmp_path: Path):
    with closing(FeedbackStore(tmp_path / "feedback.sqlite3")) as store:
        store.add(feedback())
        store.add(feedback(exchange=None))
    result = run(Settings(data=tmp_path), "feedback", "export", str(tmp_path / "ut.jsonl"))
    assert result.returncode == 0, result.stderr
    assert "1 spørsmål er skrevet" in result.stdout
    assert "1 der spørsmålet ikke skulle lagres" in result.stdout
    [line] = (tmp_path / "ut.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["evidence"] == [{"source": "brev-2022", "quote": QUOTE}]


@pytest.mark.model
def test_the_served_assistant_keeps_feedback_beside_its_index_and_knows_its_versions(shipped_settings: Settings):
    desk = assembly.Desk(shipped_settings)
    index = assembly.open_the_index(shipped_settings)
    passage = index.passages[0]
    calls(desk)[0](given(talk(citations=[{"passage": passage.id, "quote": passage.text}])))
    [row] = kept(desk.feedback)
    desk.feedback.close()
    assert row.exchange
    cited = Cited(source=passage.source, section=passage.section, page=passage.page_at(0), quote=passage.text)
    assert row.exchange.citations == (cited,)
    assert (row.exchange.index, row.exchange.embedder) == (index.folder.name, index.manifest.recipe.embedder)
    assert (shipped_settings.data / "feedback.sqlite3").is_file()
