"""An answer as a Word document: the answer, its notices, and the numbered list of its sources."""

from __future__ import annotations

from io import BytesIO

from docx import Document

from assistant import wording
from assistant.answer import Answer
from assistant.report import nearest, reference


def as_docx(answer: Answer) -> bytes:
    """The bytes of a .docx file that says what the page says."""
    language = answer.query.language
    document = Document()
    document.core_properties.title = answer.question
    document.core_properties.language = {"nb": "nb-NO", "nn": "nn-NO"}.get(language, "en-GB")
    document.add_heading(answer.question, level=1)
    for text in answer.text.split("\n\n"):
        document.add_paragraph(text)
    for notice in answer.notices:
        document.add_paragraph(f"{wording.NOTE[language]}: {notice.text}")
    document.add_heading(wording.SOURCES[language] if answer.citations else wording.NEAREST[language], level=2)
    for citation in answer.citations:
        document.add_paragraph(f"[{citation.n}] {reference(citation)}")
    if not answer.citations:
        for found in nearest(answer):
            document.add_paragraph(found, style="List Bullet")
    written = BytesIO()
    document.save(written)
    return written.getvalue()
