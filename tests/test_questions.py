"""The users' questions against the documents that they were written from."""

import json
from pathlib import Path
from tempfile import NamedTemporaryFile

from corpus.document import Paragraph, Source, fingerprint, make_document
from corpus.loading import load_shipped
from corpus.questions import LAW_QUESTIONS, load_law_questions, load_questions
from index.chunk import make_passages


def test_every_question_belongs_to_a_paragraph_that_is_there():
    paragraphs = {paragraph.id for document in load_shipped() for paragraph in document.paragraphs}
    assert load_questions().keys() <= paragraphs


def test_every_passage_of_the_reports_has_questions():
    questions = load_questions()
    for document in load_shipped():
        if document.source.id != "tiltak-2022":
            bare = [
                passage.text
                for passage in make_passages(document)
                if len(passage.text.split()) > 15
                and not any(part.paragraph in questions for part in passage.parts)
            ]
            assert bare == []


def test_questions_of_a_ledd_go_with_its_text():
    rows = [json.loads(line) for line in LAW_QUESTIONS.read_text(encoding="utf-8").splitlines()]
    assert len({row["paragraph"] for row in rows}) == len(rows) > 1000
    text = "Kommunen skal gi opplysning, råd og veiledning."
    source = Source("LOV-1", "Loven", "Lovdata", "lov", 2022, "nb")
    document = make_document(source, [Paragraph(text, ("§ 1",), id="§1.1"), Paragraph("Ny.", ("§ 2",), id="§2.1")])
    asked = {"nb": ["Hva skal vi gi?"], "nn": [], "en": [], "words": []}
    told: list[str] = []
    written = [
        {"paragraph": "LOV-1:§1.1", "fingerprint": fingerprint(text), **asked},
        {"paragraph": "LOV-1:§2.1", "fingerprint": fingerprint("Gammel."), **asked},
        {"paragraph": "LOV-2:§1.1", "fingerprint": fingerprint(text), **asked},
    ]
    with NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("\n".join(json.dumps(row) for row in written))
        file.flush()
        kept = load_law_questions([document], Path(file.name), told.append)
    assert set(kept) == {"LOV-1:§1.1"}
    assert told == ["1 ledd er endret siden spørsmålene til dem ble skrevet, og står uten"]


def test_every_project_has_questions_about_whom_it_is_for_and_what_it_does():
    projects = {key.split(":")[1].split(".")[0] for key in load_questions() if key.startswith("tiltak-2022:")}
    assert len(projects) == 143
