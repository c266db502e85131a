"""The command line as other programs and people use it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import Settings

pytestmark = pytest.mark.model


def run(settings: Settings, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ASSISTANT_DATA": str(settings.data)}
    command = [sys.executable, "-m", "assistant", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, env=environment, check=False)


def test_sources_lists_all_five(shipped_settings: Settings):
    listed = run(shipped_settings, "sources").stdout
    for source in ("oslo-viken-2022", "innlandet-2022", "afi-2016", "trondelag-2022", "tiltak-2022"):
        assert source in listed


def test_ask_prints_an_answer_with_sources(shipped_settings: Settings):
    result = run(shipped_settings, "ask", "kan vi gi muntlige avslag?")
    assert result.returncode == 0
    assert "Vi minner om at det ikke er anledning til å gi muntlige avslag." in result.stdout
    assert "[1] Statsforvalteren i Oslo og Viken (2022)" in result.stdout


def test_ask_with_json_and_an_earlier_question(shipped_settings: Settings):
    result = run(shipped_settings, "ask", "og hvis hun er 17?", "--json", "--after", "Kan vi ringe foreldrene?")
    row = json.loads(result.stdout)
    assert row["understood"]["rewritten"] == "Kan vi ringe foreldrene? og hvis hun er 17?"
    assert row["understood"]["ages"] == [17]


def test_a_malformed_line_costs_only_itself_and_sets_the_exit_status(shipped_settings: Settings):
    lines = '{"id": "1", "question": "hva er KVP?"}\n{oops\n{"id": "3", "question": "hva er § 17?"}\n'
    result = run(shipped_settings, "ask", "--jsonl", stdin=lines)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["1", None, "3"]
    assert "error" in rows[1]
    assert result.returncode == 1


def test_a_missing_index_is_one_sentence_and_status_1(tmp_path: Path):
    result = run(Settings(data=tmp_path), "ask", "hva er KVP?")
    assert result.returncode == 1
    assert result.stderr.strip() == "Feil: Det finnes ingen indeks ennå. Lag den med: assistant index"


def test_an_added_document_is_found_and_a_bad_one_is_refused(tmp_path: Path):
    settings = Settings(data=tmp_path / "data med mellomrom", embedding_model="")
    good, bad = tmp_path / "rutine.md", tmp_path / "rapport.pdf"
    good.write_text(
        "# Rutine\n\n## Nødhjelp\n\nNødhjelp vurderes samme dag av vakthavende zebraveileder.\n", "utf-8"
    )
    bad.write_text("not a PDF", "utf-8")
    added = run(settings, "add", str(good), str(bad))
    assert added.returncode == 1
    assert "rutine.md" in added.stdout
    assert "rapport.pdf" in added.stdout
    answer = json.loads(run(settings, "ask", "hvem er zebraveileder", "--json").stdout)
    assert answer["citations"][0]["quote"] == "Nødhjelp vurderes samme dag av vakthavende zebraveileder."
    again = run(settings, "add", str(good))
    assert again.returncode == 0
    assert "uendret" in again.stdout
    assert run(settings, "remove", "egen-rutine").returncode == 0
    assert "egen-rutine" not in run(settings, "sources").stdout
    assert run(settings, "remove", "egen-rutine").returncode == 1


ROUTINES = """# Rutiner ved Nav Storvik

## Nødhjelp

Satsen for nødhjelp er 250 kroner per døgn, og den utbetales på kort som hentes i skranken.

Trenger noen nødhjelp i helgen, kontakter de legevakten, som har et eget lager med matkuponger.

## Depositum

Kontoret gir som hovedregel garanti og ikke kontanter til depositum. Garantien gjelder i inntil tre år.

## Journalføring

Samtaler skal journalføres innen tre virkedager.
"""


def test_an_added_document_answers_what_is_not_known_to_be_answered_elsewhere(tmp_path: Path):
    """Nobody wrote questions for it, and sums and deadlines are known not to be in the other documents."""
    settings, routines = Settings(data=tmp_path / "data", embedding_model=""), tmp_path / "rutiner.md"
    routines.write_text(ROUTINES, "utf-8")
    assert run(settings, "add", str(routines)).returncode == 0
    asked = {
        "hvor mye er nødhjelp per døgn?": "250 kroner",
        "hvor lenge gjelder depositumsgarantien?": "tre år",
        "hva gjør vi hvis noen trenger mat på lørdag?": "matkuponger",
        "hvor fort må vi journalføre samtaler?": "tre virkedager",
    }
    lines = "".join(json.dumps({"id": text, "question": text}) + "\n" for text in asked)
    rows = [json.loads(line) for line in run(settings, "ask", "--jsonl", stdin=lines).stdout.splitlines()]
    for row in rows:
        assert row["outcome"] == "answered", row["question"]
        assert asked[row["id"]] in row["citations"][0]["quote"]
    refused = json.loads(run(settings, "ask", "hvor mye koster en parkeringsplass?", "--json").stdout)
    assert refused["outcome"] == "not_found"


def test_a_line_that_no_encoding_can_write_costs_only_itself(shipped_settings: Settings):
    lines = '{"id": "\\ud800", "question": 1}\n' + "[" * 5000 + '\n{"id": 3, "question": "hva er KVP?"}\n'
    rows = [json.loads(line) for line in run(shipped_settings, "ask", "--jsonl", stdin=lines).stdout.splitlines()]
    assert ["error" in row for row in rows] == [True, True, False]
    assert rows[2]["id"] == 3


SECRETS = ("14090571234", "912 34 567", "kari.nordmann@example.org", "Storgata 5", "1234 56 78903")
PERSONAL = (
    "Kari Nordmann, fnr 14090571234, tlf 912 34 567, kari.nordmann@example.org, Storgata 5, 0155 Oslo, "
    "konto 1234 56 78903, er 17 år. Kan hun få råd og veiledning etter § 17?"
)


def test_personal_data_are_in_no_output_no_log_and_no_file(shipped_settings: Settings):
    asked = [
        run(shipped_settings, "ask", PERSONAL),
        run(shipped_settings, "ask", PERSONAL, "--json"),
        run(shipped_settings, "ask", "og hvis hun bor hjemme?", "--json", "--after", PERSONAL),
        run(shipped_settings, "ask", "--jsonl", stdin=json.dumps({"id": 1, "question": PERSONAL}) + "\n"),
    ]
    written = "".join(result.stdout + result.stderr for result in asked)
    assert json.loads(asked[1].stdout)["outcome"] == "answered"
    assert json.loads(asked[1].stdout)["understood"]["ages"] == [17]
    kept = b"".join(file.read_bytes() for file in shipped_settings.data.rglob("*") if file.is_file())
    for secret in (*SECRETS, "Nordmann"):
        assert secret not in written
        assert secret.encode() not in kept


LEADS = [
    ("can a 16-year-old get §17", "Yes."),
    ("kan en 16åring få §17", "Ja."),
    ("kan ein 16-åring få § 17?", "Ja."),
    ("gjelder aktivitetsplikten en på 35", "Nei."),
    ("Kan vi gi muntlige avslag?", "Nei."),
]


@pytest.mark.parametrize(("question", "lead"), LEADS)
def test_a_yes_no_question_is_answered_with_yes_or_no_first(shipped_settings: Settings, question: str, lead: str):
    answer = json.loads(run(shipped_settings, "ask", question, "--json").stdout)
    assert answer["answer"].startswith(lead)
    assert answer["verdict"] == {"Yes.": "yes", "Ja.": "yes", "Nei.": "no"}[lead]
    assert answer["citations"]
