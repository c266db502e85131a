from corpus.document import Document, fold, make_document
from corpus.loading import load_shipped
from index.chunk import LONGEST_WORDS, make_passages
from tests.conftest import paragraph, source


def document(*paragraphs) -> Document:  # noqa: ANN002
    return make_document(source("s"), paragraphs)


def test_passages_hold_every_word_of_the_shipped_documents_once():
    for shipped in load_shipped():
        words = fold(" ".join(paragraph.text for paragraph in shipped.paragraphs))
        quotable = [passage.text[p.start : p.end] for passage in make_passages(shipped) for p in passage.parts]
        assert fold(" ".join(quotable)) == words


def test_a_passage_never_crosses_a_heading():
    for passage in make_passages(document(paragraph("En."), paragraph("To.", "2 Alder"))):
        assert len(passage.text.split()) == 1


def test_a_table_stays_with_the_question_above_it():
    filler = paragraph("Ord " * 100)
    table = paragraph("| Svar | Antall |\n| Ja | 12 |", kind="table")
    passages = make_passages(document(filler, paragraph("Hvor mange kontorer?"), table))
    assert passages[-1].text.startswith("Hvor mange kontorer?\n\n| Svar")


def test_a_lead_in_stays_with_its_list():
    lead = paragraph("Kartleggingen skal vise")
    items = paragraph("- alder\n- bolig", kind="list")
    passages = make_passages(document(paragraph("Ord " * 105), lead, items))
    assert passages[-1].text == "Kartleggingen skal vise\n\n- alder\n- bolig"


def test_a_long_paragraph_is_parted_between_sentences_and_keeps_its_pages():
    long = "Dette er en setning som handler om noe. " * 60
    passages = make_passages(document(paragraph(long, page=7)))
    assert len(passages) > 1
    for passage in passages:
        assert len(passage.text.split()) <= LONGEST_WORDS
        assert passage.text.endswith(".")
        assert passage.page_at(0) == 7


def test_the_label_of_a_field_is_searched_but_never_quoted():
    (passage,) = make_passages(document(paragraph("Unge under 30", label="Målgruppe")))
    (part,) = passage.parts
    assert passage.text == "Målgruppe: Unge under 30"
    assert passage.text[part.start : part.end] == "Unge under 30"


def test_ids_change_with_the_words_and_only_with_them():
    one = make_passages(document(paragraph("Alle har rett.")))[0].id
    same = make_passages(document(paragraph("Alle  har rett.")))[0].id
    other = make_passages(document(paragraph("Ingen har rett.")))[0].id
    assert one == same != other
