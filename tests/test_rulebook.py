"""Rule cards, definitions and refusals in answers, over a small index of a real kind."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Outcome, Verdict
from assistant.asking import asking
from assistant.assistant import Assistant
from assistant.leaning import Leaning
from assistant.question import Question
from assistant.rulebook import RuleFit
from assistant.ruling import rule_on
from assistant.understanding import understand
from corpus.asked_deeds import AskedDeed
from corpus.document import Document
from corpus.gaps import Gap
from corpus.glossary import GlossaryTerm
from corpus.knowledge import Knowledge
from corpus.rules import Condition, Modality, Rule, RuleEvidence
from index.build import build_index
from index.retrieve import Retriever
from index.store import open_index
from tests.conftest import EXPANDER, RECIPE, WordEmbedder

NO_ORAL_REFUSAL = Rule(
    id="muntlig-avslag",
    law="sosialtjenesteloven",
    sections=("18",),
    modality=Modality.PROHIBITION,
    actor="Nav-kontoret",
    nb="Nav-kontoret kan ikke gi muntlige avslag.",
    nn="Nav-kontoret kan ikkje gi munnlege avslag.",
    en="The Nav office cannot refuse an application orally.",
    deeds=("gi avslag muntlig", "si nei til søknaden på telefonen", "refuse by phone"),
    opposites=("skrive avslag på papir",),
    evidence=(RuleEvidence("regler", "Nav kan ikke gi\nmuntlige avslag."),),
    weigh=("Forklar hvorfor.",),
    limit="Gjelder søknader.",
)
SUPPORT = Rule(
    id="forsorgeransvar",
    law="barnelova",
    sections=(),
    modality=Modality.DUTY,
    actor="Foreldre",
    nb="Foreldre har forsørgeransvar for barn inntil 18 år.",
    nn="Foreldre har forsørgjaransvar for barn inntil 18 år.",
    en="Parents must support children until 18.",
    deeds=("forsørge barnet sitt", "betale for barnet", "support the child"),
    age_to=17,
    conditions=(
        Condition("Bor barnet hjemme?", "Bur barnet heime?", "Does the child live at home?", ("hjemme",)),
    ),
    evidence=(RuleEvidence("regler", "Foreldre har forsørgeransvar for barn inntil 18 år."),),
)
GONE = replace(SUPPORT, id="borte", evidence=(RuleEvidence("borte", "Står ikke her."),))
APPEAL = Gap(
    id="klagefrist",
    outcome="not_found",
    nb="hvor lang klagefristen er",
    nn="kor lang klagefristen er",
    en="how long the deadline for complaints is",
    where="forvaltningsloven § 29",
    absent=("klagefrist",),
    questions=(
        "Hvor lang er klagefristen?",
        "hvor mange uker har hun på å klage",
        "How long may he wait to appeal?",
    ),
)
MAJORITY = GlossaryTerm(
    name="forsørgeransvar",
    abbreviation="",
    also=("duty of support",),
    definition="At foreldre betaler for barna sine.",
    definition_nn="At foreldre betaler for barna sine.",
    definition_en="That parents pay for their children.",
    section="",
    source="regler",
    quote="Foreldre har forsørgeransvar for barn inntil 18 år.",
)


@pytest.fixture
def informed(tmp_path: Path, documents: list[Document], knowledge: Knowledge) -> Assistant:
    known = replace(
        knowledge,
        rules=(NO_ORAL_REFUSAL, SUPPORT, GONE),
        asked_deeds=(AskedDeed(NO_ORAL_REFUSAL.id, "deed", "Kan vi gi avslag muntlig?"),),
        gaps=(APPEAL,),
        glossary=(MAJORITY,),
    )
    build_index(documents, known, tmp_path / "index", RECIPE, WordEmbedder())
    return Assistant(Retriever(open_index(tmp_path / "index", RECIPE), WordEmbedder(), EXPANDER))


def fits(assistant: Assistant, text: str) -> list[RuleFit]:
    query = understand(Question(text))
    return assistant.rulebook.fitting(query, assistant.find(query, 10))


def sure(fit: RuleFit) -> RuleFit:
    return replace(fit, cosine=1.0, found=1.0, shared=1.0)


def test_a_rule_is_met_by_its_deed_and_brings_the_exact_words_of_its_source(informed: Assistant):
    best = fits(informed, "Kan vi gi avslag muntlig?")[0]
    assert best.rule == NO_ORAL_REFUSAL
    assert [quote.text for quote in best.quotes] == ["Nav kan ikke gi muntlige avslag."]


def test_a_rule_whose_source_is_not_in_the_index_is_left_out(informed: Assistant):
    assert GONE not in [fit.rule for fit in fits(informed, "må foreldre forsørge barnet sitt?")]


def test_a_rule_of_another_section_than_the_one_asked_for_does_not_fit(informed: Assistant):
    assert NO_ORAL_REFUSAL in [fit.rule for fit in fits(informed, "kan vi gi avslag muntlig etter § 18?")]
    assert NO_ORAL_REFUSAL not in [fit.rule for fit in fits(informed, "kan vi gi avslag muntlig etter § 19?")]
    by_another_law = fits(informed, "kan vi gi avslag muntlig etter forvaltningsloven § 18?")
    assert NO_ORAL_REFUSAL not in [fit.rule for fit in by_another_law]


@pytest.mark.parametrize(
    ("text", "opposite"),
    [
        ("Kan vi gi avslag muntlig?", False),
        ("Kan vi la være å gi avslag muntlig?", True),
        ("Må vi ikke gi avslag muntlig?", False),
        ("Han har ikke svart. Kan vi gi avslag muntlig?", False),
        ("Må vi skrive avslag på papir?", True),
        ("Kan vi la være å gi avslag muntlig når hun ikke møter?", True),
        ("Kan vi, når hun ikke møter, la være å gi avslag muntlig?", True),
        ("Kan vi, fordi hun ikke møter, gi avslag muntlig?", False),
        ("For to år siden fikk hun hjelp. Kan vi la være å gi avslag muntlig?", True),
    ],
)
def test_a_question_about_the_reverse_is_known(informed: Assistant, text: str, opposite: bool):
    assert next(fit for fit in fits(informed, text) if fit.rule == NO_ORAL_REFUSAL).opposite is opposite


def test_the_rule_that_answers_surely_gives_verdict_sentence_and_what_to_weigh(informed: Assistant):
    text = "Kan vi gi avslag muntlig?"
    best = sure(fits(informed, text)[0])
    lead = rule_on(understand(Question(text)), asking(text), [best], leaning=Leaning())
    assert lead is not None
    assert (lead.verdict, lead.text) == (Verdict.NO, NO_ORAL_REFUSAL.nb)
    assert (lead.weigh, lead.limit) == (("Forklar hvorfor.",), "Gjelder søknader.")


def test_an_application_may_not_be_turned_away_where_there_is_a_right_to_apply(informed: Assistant):
    right = replace(SUPPORT, modality=Modality.RIGHT, deeds=("levere søknad",), age_to=None, conditions=())
    fit = sure(replace(fits(informed, "må foreldre forsørge barnet sitt?")[0], rule=right, opposite=True))
    lead = rule_on(
        understand(Question("Kan vi avvise den?")), asking("Kan vi avvise den?"), [fit], leaning=Leaning()
    )
    assert lead is not None
    assert lead.verdict is Verdict.NO


def test_a_rule_far_from_the_question_gives_no_verdict(informed: Assistant):
    text = "Kan vi gi avslag muntlig?"
    far = replace(fits(informed, text)[0], cosine=0.0, found=0.0, shared=0.0)
    assert rule_on(understand(Question(text)), asking(text), [far], leaning=Leaning()) is None


def test_rules_of_other_sections_and_sources_speak_for_nothing(informed: Assistant):
    text = "Kan vi gi avslag muntlig?"
    rulebook = informed.rulebook
    assert rulebook.leaning(understand(Question(text)), []).toward < 0
    assert rulebook.leaning(understand(Question(f"{text[:-1]} etter § 19?")), []).toward == 0
    assert rulebook.leaning(understand(Question(text, sources=frozenset({"undersokelse"}))), []).toward == 0


def test_questions_like_it_make_a_verdict_certain_or_take_it_away(informed: Assistant):
    text = "Kan vi gi avslag muntlig?"
    doubtful = replace(fits(informed, text)[0], cosine=0.4, found=0.5, shared=0.4)
    given = {
        toward: rule_on(understand(Question(text)), asking(text), [doubtful], Leaning(toward))
        for toward in (-1, 0, 1)
    }
    assert given[-1] is not None
    assert given[-1].verdict is Verdict.NO
    assert given[0] is None
    assert given[1] is None  # no rule is there that would carry a yes


@pytest.mark.parametrize("text", ["hva er forsørgeransvar?", "Hva betyr forsørgeransvar", "forsørgeransvar"])
def test_a_term_is_defined_with_the_words_of_its_source(informed: Assistant, text: str):
    answer = informed.ask(Question(text))
    assert answer.short is not None
    assert answer.short.text == MAJORITY.definition
    assert answer.citations[0].quote == MAJORITY.quote


def test_the_difference_between_a_thing_and_itself_is_told_once(informed: Assistant):
    answer = informed.ask(Question("what is the difference between forsørgeransvar and the duty of support?"))
    assert answer.short is not None
    assert answer.short.text == f"Forsørgeransvar: {MAJORITY.definition_en}"
    assert answer.short.citations == (1,)


def test_a_definition_is_in_the_language_of_the_question(informed: Assistant):
    answer = informed.ask(Question("what is the duty of support?"))
    assert answer.short is not None
    assert answer.short.text == MAJORITY.definition_en


def test_a_question_for_something_else_about_a_term_is_not_defined(informed: Assistant):
    answer = informed.ask(Question("hvor lenge varer forsørgeransvar for barn?"))
    assert answer.short is None or answer.short.text != MAJORITY.definition


def test_what_is_known_to_be_missing_is_said_with_where_to_look(informed: Assistant):
    answer = informed.ask(Question("hvor mange uker har hun på å klage"))
    assert answer.outcome is Outcome.NOT_FOUND
    assert "klagefristen" in answer.lead
    assert "forvaltningsloven § 29" in answer.lead
    assert answer.citations == ()
    assert answer.passages


def test_a_gap_is_closed_by_a_document_that_has_its_telling_word(
    tmp_path: Path, documents: list[Document], knowledge: Knowledge
):
    from corpus.document import make_document
    from tests.conftest import paragraph, source

    added = make_document(source("eget"), [paragraph("Klagefristen er tre uker. Så lang er klagefristen.")])
    known = replace(knowledge, gaps=(APPEAL,))
    build_index([*documents, added], known, tmp_path / "index", RECIPE, WordEmbedder())
    assistant = Assistant(Retriever(open_index(tmp_path / "index", RECIPE), WordEmbedder(), EXPANDER))
    answer = assistant.ask(Question("Hvor lang er klagefristen?"))
    assert answer.outcome is Outcome.ANSWERED
    assert "tre uker" in answer.citations[0].quote


def test_a_section_that_no_source_names_is_not_answered_from_another(informed: Assistant):
    answer = informed.ask(Question("hva sier forvaltningsloven § 17"))
    assert answer.outcome is Outcome.NOT_FOUND
    assert "forvaltningsloven § 17" in answer.lead
    assert informed.ask(Question("hva sier § 17")).outcome is Outcome.ANSWERED


def test_personal_data_are_nowhere_in_the_answer(informed: Assistant):
    answer = informed.ask(Question("Kari Nordmann, 14090571234, tlf 912 34 567: kan vi gi avslag muntlig?"))
    assert "14090571234" not in repr(answer)
    assert "912 34 567" not in repr(answer)
    assert "Nordmann" not in repr(answer)
    assert answer.outcome is Outcome.ANSWERED
    notice = next(notice for notice in answer.notices if notice.kind == "personal_data")
    assert "fødselsnummer" in notice.text
