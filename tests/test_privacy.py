import dataclasses
import itertools
import json
import random
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.privacy import PLACEHOLDERS, Found, protect

EVAL = Path(__file__).parent / "eval"
HARMLESS = (EVAL / "harmless.txt").read_text(encoding="utf-8").splitlines()
PERSONAL = [json.loads(line) for line in (EVAL / "personal.jsonl").read_text(encoding="utf-8").splitlines()]
AFI = Path("corpus/documents/afi-2016.md")
BORN_12_MARCH_2006 = date.today().year - 2006 - ((date.today().month, date.today().day) < (3, 12))
NAMES_KEPT = 0.05
SLOWEST = 0.05


def survivors(*, names: bool) -> list[tuple[str, str]]:
    return [
        (secret, item["question"])
        for item in PERSONAL
        for kind, secret in zip(item["kinds"], item["secrets"], strict=True)
        if (kind == "name") is names and secret in protect(item["question"]).text
    ]


def test_of_200_harmless_questions_at_most_two_give_an_alarm():
    assert len(set(HARMLESS)) == 200
    assert len([question for question in HARMLESS if protect(question).found]) <= 2


def test_no_secret_but_a_name_survives():
    assert len(PERSONAL) == 120
    assert survivors(names=False) == []


def test_hardly_any_name_survives():
    count = sum(item["kinds"].count("name") for item in PERSONAL)
    assert len(survivors(names=True)) <= NAMES_KEPT * count


def test_every_kind_is_tried():
    assert {kind for item in PERSONAL for kind in item["kinds"]} == set(PLACEHOLDERS)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "Jonas Bekkelund, 12030649175, er 17 år og bor hjemme. Kan han få råd?",
            "[navn], [fødselsnummer], er 17 år og bor hjemme. Kan han få råd?",
        ),
        ("fnr: 120306 49175 og 17 år", "fnr: [fødselsnummer] og 17 år"),
        ("52030649175", "[fødselsnummer]"),
        ("12430649175", "[fødselsnummer]"),
        ("12830649175", "[fødselsnummer]"),
        ("12680649175", "[fødselsnummer]"),
        ("1 2 0 3 0 6 4 9 1 7 5", "[fødselsnummer]"),
        ("12 03 06 491 75", "[fødselsnummer]"),
        ("fnr 120306 er 17 år", "fnr [fødselsnummer] er 17 år"),
        ("ring 912 34 567 17 år", "ring [telefon] 17 år"),
        ("(+47) 912-34-567?", "[telefon]?"),
        ("0047 91 23 45 67", "[telefon]"),
        ("+44 20 7946 0958", "[telefon]"),
        ("skriv til a.b@c.no.", "skriv til [e-post]."),
        ("konto 8601.11.17947", "konto [konto]"),
        ("86011117947", "[konto]"),
        ("NO93 8601 1117 947", "[konto]"),
        ("Storgata 12 i Drammen", "[adresse] i Drammen"),
        ("Jonas Lies vei 3b, 0475 Oslo", "[adresse]"),
        ("pb. 12, 8001 Bodø", "[adresse]"),
        ("født 12.03.2006 i Oslo", f"født [fødselsdato], {BORN_12_MARCH_2006} år i Oslo"),
        ("f. 12/3-06", f"f. [fødselsdato], {BORN_12_MARCH_2006} år"),
        ("born on 12 March 2006", "born on [fødselsdato]"),
        ("Ola Nordmann (12.03.2006)", f"[navn] ([fødselsdato], {BORN_12_MARCH_2006} år)"),
        ("kan ola nordmann få §18", "kan [navn] få §18"),
        ("Brukeren heter Even.", "Brukeren heter [navn]."),
        ("Emmas mor", "[navn] mor"),
        ("Kan Per Hansen få KVP?", "Kan [navn] få KVP?"),
        ("Fru Berg og NAV Berg", "Fru [navn] og NAV Berg"),
    ],
)
def test_what_is_masked_and_what_stays(text: str, masked: str):
    assert protect(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "§§ 17 18 19 20 21 a",
        "R35-00, 7/2022, 16-24 år, 45,5 %",
        "12 500 000 000 kr",
        "25 000 000 kroner og 45000000 kr",
        "2016-2022, 2021 2022, 20222023",
        "01.02.2022-28.02.2022",
        "vedtak av 12.03.2020",
        "født etter 1. januar 2004",
        "født i 2006",
        "Ring Nav på 55 55 33 33",
        "20 30 40 50 prosent",
        "ISBN 9788276093693",
        "Jobbveien 12 uker og skolevei 4",
        "Even om det er per uke i May, se Liv og død, NAV Sol. Bo alene? Per i dag",
        "Prosjektet heter Ungkraft",
        "Statsforvalteren i Oslo og Viken",
        "Midtre Namdal, NAV Asker, Jobbhuset, Fram og Drammen",
        "eit anna kontor kan endre det",
        "",
    ],
)
def test_what_is_no_personal_data_stays(text: str):
    assert protect(text).text == text


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u200b", "\t", "\u2007"])
def test_rare_spaces_hide_nothing(space: str):
    assert protect(f"nr 120306{space}49175.").text == "nr [fødselsnummer]."
    assert protect(f"tlf 912{space}34{space}567").text == "tlf [telefon]"


def test_other_digits_and_hyphens_hide_nothing():
    assert protect("１２０３０６４９１７５").text == "[fødselsnummer]"
    assert protect("١٢٠٣٠٦٤٩١٧٥").text == "[fødselsnummer]"
    assert protect("120306\u201349175").text == "[fødselsnummer]"
    assert protect("A\u030ase Hansen").text == "[navn]"


@pytest.mark.parametrize(("days", "age"), [(-1, 15), (0, 16), (1, 16)])
def test_the_age_behind_a_date_of_birth_changes_on_the_birthday(days: int, age: int):
    born = date.today() - timedelta(days=days)
    born = born.replace(year=born.year - 16)  # so many, that a leap day stays one
    assert protect(f"født {born:%d.%m.%Y}").text == f"født [fødselsdato], {age} år"


@pytest.mark.parametrize("born", ["12.03.1790", f"01.01.{date.today().year % 100:02}"])  # or a century ago
def test_a_date_of_birth_that_gives_no_age_has_none(born: str):
    assert protect(f"født {born}").text == "født [fødselsdato]"


def test_what_is_protected_needs_no_protection():
    once = [protect(row["question"]).text for row in PERSONAL]
    assert [protect(text).text for text in once] == once


def test_what_was_found_is_said_without_its_words():
    protected = protect("Å\u00a0ringe 91234567 eller a@b.no")
    assert protected.found == (Found("phone", 8, 16), Found("email", 23, 29))
    assert {field.name for field in dataclasses.fields(Found)} == {"kind", "start", "end"}


def test_what_is_masked_is_masked_for_good():
    for item in PERSONAL:
        once = protect(item["question"]).text
        assert protect(once).found == ()
        assert protect(once).text == once


def test_mixtures_are_masked_for_good():
    parts = [word for item in PERSONAL for word in item["question"].split()] + [
        ".",
        ",",
        "født",
        "tlf",
        "(",
        ")",
        "5,",
    ]
    chance = random.Random(1)
    for _ in range(500):
        text = "".join(
            itertools.chain.from_iterable(
                (chance.choice(parts), chance.choice([" ", ", ", "", " "])) for _ in range(12)
            )
        )
        once = protect(text).text
        assert protect(once).found == (), (text, once)


@pytest.mark.parametrize(
    "text", [AFI.read_text(encoding="utf-8"), "1", "12 ", "Aa ", "a.", "912 34 567 ", "er ", "min ", "van "]
)
def test_ten_times_the_text_takes_ten_times_the_time(text: str):
    short, long = (min(_seconds(_repeated(text, length)) for _ in range(5)) for length in (1_000, 10_000))
    assert long < 30 * short


def test_ten_thousand_characters_take_no_time():
    text = AFI.read_text(encoding="utf-8")[:10_000]
    assert min(_seconds(text) for _ in range(10)) < SLOWEST


def _repeated(text: str, length: int) -> str:
    return (text * (length // len(text) + 1))[:length]


def _seconds(text: str) -> float:
    start = time.perf_counter()
    protect(text)
    return time.perf_counter() - start
