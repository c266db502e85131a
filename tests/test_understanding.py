import pytest

from assistant.language import detect
from assistant.question import Question
from assistant.understanding import understand


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("kan en på 17 få hjelp", "nb"),
        ("Kva gjer vi når ho ikkje møter?", "nn"),
        ("can a 16-year-old get §17", "en"),
        ("KVP", "nb"),
        ("Korleis skal vi vurdere barns beste?", "nn"),
        ("What is KVP?", "en"),
        ("", "nb"),
    ],
)
def test_the_language_of_a_question(text: str, language: str):
    assert detect(text) == language


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("kan han få §17", ["sosialtjenesteloven § 17"]),
        ("stl § 18", ["sosialtjenesteloven § 18"]),
        ("sosialtenestelova § 20 a", ["sosialtjenesteloven § 20 a"]),
        ("hva sier forvaltningsloven § 17", ["forvaltningsloven § 17"]),
        ("fvl § 17 og § 18", ["forvaltningsloven § 17", "sosialtjenesteloven § 18"]),
        ("section 29 of the Social Services Act", ["sosialtjenesteloven § 29"]),
        ("kommuneloven § 25-1", ["kommuneloven § 25-1"]),
        ("§ 17 i forvaltningsloven", ["forvaltningsloven § 17"]),
        ("kan hun få hjelp", []),
    ],
)
def test_a_section_is_read_with_its_law(text: str, laws: list[str]):
    assert list(understand(Question(text)).laws) == laws


def test_a_bare_section_is_said_to_be_assumed():
    assert understand(Question("§ 17")).assumed_law
    assert not understand(Question("forvaltningsloven § 17")).assumed_law


def test_ages_are_numbers():
    assert understand(Question("en 16-åring og en på 19 år, not a 20-year-old")).ages == (16, 19, 20)


def test_a_follow_up_carries_the_question_it_leans_on():
    earlier = ("Kan vi kontakte foreldrene til en 19-åring?",)
    assert "foreldrene" in understand(Question("og hvis hun bor hjemme?", earlier)).text
    assert understand(Question("Hvor mange kontorer svarte på undersøkelsen i 2022?", earlier)).text.startswith(
        "Hvor"
    )
