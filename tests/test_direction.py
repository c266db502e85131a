"""Whether what is said is the reverse of what it names."""

import pytest

from assistant.direction import denies, reversed_claim, reversed_deed, reversed_question


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Må vi skrive vedtak?", False),
        ("Kan vi la være å skrive vedtak?", True),
        ("Kan vi la være å skrive vedtak når hun ikke møter?", True),
        ("Må vi hjelpe dem som ikke klarer seg selv?", False),
        ("Må vi følge opp ungdom som verken er på skole eller i jobb?", False),
        ("Do we have to help those who do not manage on their own?", False),
        ("Var det noen kontorer som ikke hadde fattet vedtak?", True),
        ("Skal søknaden besvares uavhengig av hvordan den kommer?", False),
        ("Er vedtaket uavhengig?", True),
        ("Var det bare de største kontorene som svarte?", True),
        ("Kan vi bare svare muntlig?", False),
    ],
)
def test_a_question_is_turned_by_its_own_clause_alone(question: str, expected: bool):
    assert reversed_question(question) is expected


@pytest.mark.parametrize(
    ("deed", "question", "expected"),
    [
        ("skrive vedtak", "Må vi skrive vedtak?", False),
        ("la være å skrive vedtak", "Må vi skrive vedtak?", True),
        ("skrive ned at foreldrene ikke vil fortelle", "Bør vi notere det?", False),
        ("bare svare muntlig", "Må vi svare skriftlig?", True),
        ("bare svare muntlig", "Er det lov å svare bare muntlig?", False),
        ("bare svare muntlig", "Er det slik at de bare svarer muntlig?", True),
    ],
)
def test_only_turns_a_deed_unless_the_question_asks_for_only_that(deed: str, question: str, expected: bool):
    assert reversed_deed(deed, question) is expected


def test_a_claim_is_turned_by_its_not():
    assert reversed_claim("kontorene avviste ingen")
    assert not reversed_claim("kontorene hjalp dem som ikke hadde bolig")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kan vi avslå søknaden?", True),
        ("may we refuse to help?", True),
        ("Må vi vurdere § 19 når vi avslår etter § 18?", False),
        ("gjøre en vurdering før avslag", False),
        ("hjelpe til ved avslag", False),
    ],
)
def test_to_deny_is_told_from_what_is_done_beside_a_denial(text: str, expected: bool):
    assert denies(text) is expected
