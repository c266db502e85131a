import unicodedata

import pytest

from assistant.answer import Citation
from assistant.compose import _notices
from assistant.language import detect
from assistant.question import Question
from assistant.statute import Named
from assistant.understanding import understand

CITATION = Citation(1, "regler", "Regler", "Nav", "lov", None, "1", None, "", "Ordene.", "p1")


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
        ("Må kontoret gje skriftleg avslag?", "nn"),
        ("Må kontoret gi skriftlig avslag?", "nb"),
        ("Skal vedtaket vere skriftleg?", "nn"),
        ("Har ho rett til stønad?", "nn"),
        ("Kan me bruka lister?", "nn"),
        ("kva er KVP for en ung?", "nn"),
        ("fortel meir", "nn"),
        ("Må ein søkje?", "nn"),
        ("kan ei jente få hjelp", "nb"),
        ("be om hjelp", "nb"),
        ("hva er her", "nb"),
        ("Går det an?", "nb"),
        ("er must en matvare", "nb"),
        ("§ 17", "nb"),
        ("fvl § 17", "nb"),
        ("og hvis hun er 18?", "nb"),
        ("fortell mer", "nb"),
        ("Er det plikt til å tilby KVP?", "nb"),
        ("Har ungdom rett til KVP?", "nb"),
        ("hva betyr Supported Employment", "nb"),
        ("is KVP a right", "en"),
        ("Is there an age limit?", "en"),
        ("Must she be an adult?", "en"),
        ("must we offer KVP?", "en"),
        ("Is KVP voluntary?", "en"),
        ("tell me more", "en"),
        ("who else?", "en"),
        ("section 29 of the Social Services Act", "en"),
        ("What does sosialtjenesteloven § 17 say about økonomisk stønad?", "en"),
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
        ("fvl § 17 og § 18", ["forvaltningsloven § 17", "forvaltningsloven § 18"]),
        ("section 29 of the Social Services Act", ["sosialtjenesteloven § 29"]),
        ("kommuneloven § 25-1", ["kommuneloven § 25-1"]),
        ("§ 17 i forvaltningsloven", ["forvaltningsloven § 17"]),
        ("kan hun få hjelp", []),
    ],
)
def test_a_section_is_read_with_its_law(text: str, laws: list[str]):
    assert list(understand(Question(text)).laws) == laws


def test_a_bare_section_is_said_to_be_assumed():
    assert understand(Question("§ 17")).assumed == ("§ 17",)
    assert understand(Question("forvaltningsloven § 17")).assumed == ()
    assert understand(Question("§ 17 i lov om sosiale tjenester")).assumed == ()
    assert understand(Question("er § 20 a som i stl § 20 a")).assumed == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gjelder fvl § 17 når jeg avslår etter § 18?", "sosialtjenesteloven § 18."),
        ("hva sier §§ 17 og 18", "sosialtjenesteloven § 17 og § 18."),
        ("what about sections 17, 18 and 19", "(sosialtjenesteloven), § 17, § 18 and § 19."),
    ],
)
def test_the_notice_names_only_the_assumed_sections(text: str, said: str):
    query = understand(Question(text))
    notice = next(_notices(query, None, [CITATION], Named()))
    assert notice.text.endswith(said)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("en 16-åring og en på 19 år, not a 20-year-old", (16, 19, 20)),
        ("mellom 17 og 23 år", (17, 23)),
        ("mellom 17 og 23", (17, 23)),
        ("17–23 år", (17, 23)),
        ("What share of 16-25 year olds", (16, 25)),
        ("alle under 30", (29,)),
        ("when she is over 18", (18,)),
        ("fyller 18", (18,)),
        ("til og med fylte 23", (23,)),
        ("gutten er seksten", (16,)),
        ("en sekstenåring", (16,)),
        ("nitten år", (19,)),
        ("between sixteen and twenty-one", (16, 21)),
        ("17 og et halvt", (17,)),
        ("hun er 17 ½", (17,)),
        ("på 50 kommuner", ()),
        ("er 12 kroner", ()),
        ("svarte seksten kontorer", ()),
        ("mellom 5 og 10 prosent, over 50 %", ()),
        ("under 30 dager, under 30 000 kr", ()),
        ("for 3 år siden og i 2 år", ()),
        ("er § 17 på 17. mai", ()),
    ],
)
def test_ages_are_numbers(text: str, ages: tuple[int, ...]):
    assert understand(Question(text)).ages == ages


EARLIER = ("Kan vi kontakte foreldrene til en 19-åring etter § 17?",)


@pytest.mark.parametrize(
    "text",
    [
        "og hvis hun er 18?",
        "hvorfor?",
        "Kvifor ikkje?",
        "hvem andre?",
        "fortell mer",
        "tell me more",
        "hva med mor?",
        "hva betyr det?",
        "kan han nekte?",
        "finnes den ennå?",
    ],
)
def test_a_follow_up_carries_the_question_it_leans_on(text: str):
    assert understand(Question(text, EARLIER)).text == f"{EARLIER[0]} {text}"
    assert understand(Question(text)).text == text


@pytest.mark.parametrize(
    "text",
    [
        "hva er KVP",
        "Er det plikt til å tilby KVP?",
        "Is it possible to refuse KVP?",
        "Må det foreligge samtykke?",
        "Hvordan er det slik at KVP stoppes?",
        "Har den unge rett til plan?",
        "Hvor mange kontorer svarte på undersøkelsen i 2022?",
        "??",
    ],
)
def test_a_new_topic_leaves_the_earlier_question_behind(text: str):
    query = understand(Question(text, EARLIER))
    assert (query.text, query.ages, query.laws) == (text, (), ())


def test_a_follow_up_to_a_follow_up_reaches_the_question_that_stands_alone():
    query = understand(Question("hvorfor?", ("hva er IPS?", *EARLIER, "og hvis hun nekter?")))
    assert query.text == f"{EARLIER[0]} og hvis hun nekter? hvorfor?"
    assert (query.ages, query.laws) == ((19,), ("sosialtjenesteloven § 17",))


def test_what_a_follow_up_names_replaces_what_was_named_before():
    query = understand(Question("og hvis hun er 18, etter fvl § 13?", EARLIER))
    assert (query.ages, query.laws, query.assumed) == ((18,), ("forvaltningsloven § 13",), ())


def test_a_question_that_is_searched_alone_keeps_its_conversation_beside_it():
    query = understand(Question("hvem jobber der?", ("hva er IPS?", "når har Jobbhuset åpent?")))
    assert query.text == "hvem jobber der?"
    assert query.conversation == "hva er IPS? når har Jobbhuset åpent? hvem jobber der?"


def test_a_conversation_that_says_no_more_than_what_is_searched_is_none():
    assert understand(Question("hvorfor?", EARLIER[:1])).conversation == ""
    assert understand(Question("hva er KVP?")).conversation == ""


def test_decomposed_letters_are_composed():
    def decomposed(text: str) -> str:
        return unicodedata.normalize("NFD", text)

    question = Question(decomposed("og på nitten år?"), (decomposed("får hun stønad?"),))
    assert question == Question("og på nitten år?", ("får hun stønad?",))
    assert understand(question).ages == (19,)


@pytest.mark.parametrize(
    ("earlier", "text", "laws"),
    [
        ("hva er § 17?", "hva med 20a?", ("sosialtjenesteloven § 20 a",)),
        ("hva sier § 17?", "og § 18 i forvaltningsloven?", ("forvaltningsloven § 18",)),
        ("hva krever § 25-1?", "og hvor lenge følger OT opp ungdommen?", ()),
    ],
)
def test_a_follow_up_with_a_topic_of_its_own_leaves_the_earlier_one(
    earlier: str, text: str, laws: tuple[str, ...]
):
    query = understand(Question(text, (earlier,)))
    assert query.laws == laws
    assert earlier not in query.text


def test_a_bare_section_that_the_act_cannot_have_is_not_read_as_the_act():
    query = understand(Question("hva krever § 25-1?"))
    assert query.laws == ("§ 25-1",)
    assert query.assumed == ()
