"""The users' questions against the documents that they were written from."""

from corpus.loading import load_shipped
from corpus.questions import load_questions
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


def test_every_project_has_questions_about_whom_it_is_for_and_what_it_does():
    projects = {key.split(":")[1].split(".")[0] for key in load_questions() if key.startswith("tiltak-2022:")}
    assert len(projects) == 143
