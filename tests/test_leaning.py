"""Questions about deeds of rules, and what their rules speak for when one like them is asked."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.asking import Asks, asking
from assistant.leaning import leaning
from assistant.question import Question
from assistant.understanding import understand
from corpus.asked_deeds import AskedDeed, load_asked_deeds
from corpus.rules import LAW_RULES, Modality, Rule, load_rules
from index.vectors import Near

ASKED = load_asked_deeds()
DUTY = Rule("vedtak", "", (), Modality.DUTY, "Nav", "", "", "", ("skrive vedtak",), (), age_to=17)
FREE = Rule("brev", "", (), Modality.NO_DUTY, "Nav", "", "", "", ("sende brev",), ())
RULES = {rule.id: rule for rule in (DUTY, FREE)}


def near(text: str, rule: Rule = DUTY, side: str = "deed", cosine: float = 0.6) -> Near:
    return Near(rule.id, cosine, side, text)


def speaks(question: str, *nearest: Near, places: Mapping[str, float] | None = None) -> float:
    return leaning(understand(Question(question)), nearest, RULES, places or {}).toward


def test_every_rule_is_asked_about_from_both_sides():
    rules = {rule.id for rule in (*load_rules(), *load_rules(LAW_RULES))}
    assert {asked.rule for asked in ASKED} <= rules
    asked_both = {asked.rule for asked in ASKED if asked.side == "deed"} & {
        asked.rule for asked in ASKED if asked.side == "opposite"
    }
    assert len(asked_both) > 0.85 * len(rules)


def test_each_is_a_question_for_yes_or_no_and_stands_once():
    assert [asked.question for asked in ASKED if asking(asked.question).asks is not Asks.YES_NO] == []
    asked = [(one.rule, one.question.casefold()) for one in ASKED]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("line", ["regel\tyes\tKan vi?", "regel\tdeed", "regel\tdeed\tKan vi?\t"])
def test_a_line_that_does_not_fit_is_refused(tmp_path: Path, line: str):
    file = tmp_path / "asked_deeds.tsv"
    file.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not a rule, a side and a question"):
        load_asked_deeds(file)


def test_quotation_marks_are_part_of_the_question(tmp_path: Path):
    file = tmp_path / "asked_deeds.tsv"
    file.write_text('regel\topposite\t"Kan" vi si nei?\n', encoding="utf-8")
    assert load_asked_deeds(file) == (AskedDeed("regel", "opposite", '"Kan" vi si nei?'),)


def test_what_is_said_follows_from_the_modality_of_the_rule_and_the_side_that_is_asked_about():
    assert speaks("Må det skrives vedtak?", near("Må vi skrive vedtak?")) > 0
    assert speaks("Må det skrives vedtak?", near("Må vi skrive vedtak?", FREE)) < 0
    assert speaks("Må det skrives vedtak?", near("Må vi nøye oss med notat?", side="opposite")) < 0


def test_a_rule_for_others_than_the_age_that_is_asked_about_says_no():
    assert speaks("Må det skrives vedtak for en på 16?", near("Må vi skrive vedtak?")) > 0
    assert speaks("Må det skrives vedtak for en på 25?", near("Må vi skrive vedtak?")) < 0


def test_the_nearer_counts_more_and_one_rule_that_is_not_there_nothing():
    free = near("Må vi skrive brev?", FREE, cosine=0.5)
    assert speaks("Må det skrives vedtak?", near("Må vi skrive vedtak?", cosine=0.7), free) > 0
    assert speaks("Må det skrives vedtak?", near("Må vi skrive vedtak?", cosine=0.4), free) < 0
    assert speaks("Må det skrives vedtak?", Near("borte", 0.9, "deed", "Må vi skrive vedtak?")) == 0
    assert speaks("Må det skrives vedtak?") == 0


def test_a_rule_whose_own_words_are_found_counts_more():
    against = near("Må vi skrive brev?", FREE)
    assert speaks("Må det skrives vedtak?", near("Må vi skrive vedtak?"), against, places={DUTY.id: 1.0}) > 0
    assert speaks("Må det skrives vedtak?", near("Må vi skrive vedtak?"), against, places={FREE.id: 0.5}) < 0


@pytest.mark.parametrize(
    "other",
    ["Kan vi skrive vedtak?", "Må vi la være å skrive vedtak?", "Må vi avslå?", "Finnes det vedtak?"],
)
def test_what_asks_something_else_of_the_deed_or_turns_it_round_is_not_heard(other: str):
    assert speaks("Må vi skrive vedtak?", near(other)) == 0


def test_a_question_for_something_else_than_yes_or_no_leans_nowhere():
    assert speaks("Hva må stå i et vedtak?", near("Må vi skrive vedtak?")) == 0
