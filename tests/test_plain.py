"""What a source says in plain words: sentences of rule cards, never anything else."""

from assistant.answer import Citation, Statement
from assistant.assistant import Assistant
from assistant.plain import in_plain_words
from assistant.question import Question
from corpus.document import fold
from corpus.rules import Modality, Rule, RuleEvidence

QUESTION = "Skal KVP tilbys før vi innvilger økonomisk stønad med vilkår om aktivitet?"


def make_rule(id_: str, quote: str) -> Rule:
    said = {language: f"{id_} på {language}" for language in ("nb", "nn", "en")}
    evidence = (RuleEvidence("brev", quote),)
    return Rule(
        id_, law="", sections=(), modality=Modality.DUTY, actor="", deeds=(), evidence=evidence, weigh=(), **said
    )


def make_citation(n: int, quote: str, source: str = "brev") -> Citation:
    return Citation(n, source, "", "", "tilsyn", 2022, "", None, "", quote, f"{source}:{n}")


def test_a_rule_speaks_for_the_citations_that_hold_its_words_or_lie_within_them():
    rules = [make_rule("frist", "Kontoret skal svare samme dag."), make_rule("vedtak", "Et vedtak er skriftlig.")]
    evidence = {"brev": [(rule.evidence[0].quote, rule) for rule in rules]}
    citations = [
        make_citation(1, "Kontoret skal svare\nsamme dag. Det er viktig."),
        make_citation(2, "skal svare samme dag"),
        make_citation(3, "Et vedtak er skriftlig.", source="et annet brev"),
    ]
    assert in_plain_words(citations, evidence, "nn") == (Statement("frist på nn", (1, 2)),)
    assert in_plain_words(citations[2:], evidence, "nn") == ()


def test_no_fact_changes_in_plain_words(shipped: Assistant):
    usual, plain = (shipped.ask(Question(QUESTION, plain=plain)) for plain in (False, True))
    assert not usual.plain
    assert plain.plain
    assert (plain.short, plain.verdict, plain.citations) == (usual.short, usual.verdict, usual.citations)
    rules = {rule.nb: rule for rule in shipped.knowledge.rules}
    for statement in plain.plain:
        cited = [fold(one.quote) for one in plain.citations if one.n in statement.citations]
        words = [fold(piece.quote) for piece in rules[statement.text].evidence]
        assert any(word in quote or quote in word for word in words for quote in cited)
    assert plain.plain[0].marked in plain.text


def test_an_english_answer_says_in_english_what_norwegian_words_mean(shipped: Assistant):
    answer = shipped.ask(Question("Is the data from the Oslo and Viken survey valid for research purposes?"))
    assert any("not scientifically valid" in statement.text for statement in answer.plain)


def test_where_nobody_has_put_it_plainly_that_is_said(shipped: Assistant):
    answer = shipped.ask(Question("Hva går Jobbsmak i Halden ut på?", plain=True))
    assert answer.citations
    assert not answer.plain
    assert "no_plain" in {notice.kind for notice in answer.notices}
