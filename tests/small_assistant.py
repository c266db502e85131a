"""A small assistant for tests of the page: it does the whole job on a handful of passages, in memory."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace

from assistant.answer import Answer, Citation, Notice, Outcome, Statement
from assistant.language import detect
from assistant.question import Question
from assistant.understanding import Query
from corpus.document import ParagraphKind, Source
from index.passage import Part, Passage
from index.retrieve import Hit

LETTER = Source(
    id="brev-2022",
    title="Brev om unge i Nav",
    publisher="Statsforvalteren i Oslo og Viken",
    kind="statsforvalter",
    year=2022,
    language="nb",
)
REPORT = Source(
    id="rapport-2016",
    title="Rapport om ${oppfølging} {{unge}} </script><script>window.harmed = 1</script>",
    publisher="Arbeidsforskningsinstituttet",
    kind="evaluering",
    year=2016,
    language="nn",
    url="https://example.org/rapport.pdf",
)
HARM = "<img src=x onerror='window.harmed = 1'><script>window.harmed = 1</script>"


def make_passage(
    id_: str, source: Source, path: tuple[str, ...], text: str, page: int, kind: ParagraphKind = "text"
) -> Passage:
    part = Part(f"{source.id}:{id_}", 0, len(text), kind)
    return Passage(id_, source.id, source.title, path, text, (part,), ((0, page),))


PASSAGES = (
    make_passage(
        "alder",
        LETTER,
        ("Funn", "Alder"),
        "Loven har ingen nedre aldersgrense. Kontoret må vurdere råd og veiledning\nfor den som er 16 år.",
        3,
    ),
    make_passage(
        "tiltak",
        LETTER,
        ("Funn", "Tiltak"),
        "Kontorene bruker disse tiltakene:\n\n- kvalifiseringsprogram\n- jobbspesialist\n  - i skole\n\n"
        "1. kartlegg\n2. følg opp",
        4,
    ),
    make_passage(
        "tall",
        LETTER,
        ("Funn", "Tiltak"),
        f"| Prosentandel | Antall kontorer |\n| 0 | 8 |\n| over 5 | {HARM} |",
        4,
        "table",
    ),
    make_passage(
        "samarbeid",
        REPORT,
        (),
        "Samarbeid med skulen er avgjerande. Ungdom vil ha éin jobbspesialist å snakke med.",
        12,
    ),
)
SENTENCE = re.compile(r"[^.]+\.")


@dataclass(frozen=True)
class SmallSurroundings:
    before: tuple[Passage, ...]
    passage: Passage
    after: tuple[Passage, ...]


class SmallAssistant:
    """Cites the sentence with most of the question's words from each passage that has at least two."""

    tiltak = SimpleNamespace(tiltak=(), by_key={})
    """No projects; the tab of projects is tested with the shipped ones."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    @property
    def sources(self) -> Mapping[str, Source]:
        return {source.id: source for source in (LETTER, REPORT)}

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        if "stopp" in question.text:
            raise RuntimeError("the index is gone")
        ranked = sorted(PASSAGES, key=lambda passage: -_shared(question.text, passage.text))
        cited = [passage for passage in ranked if _shared(question.text, passage.text) >= 2]
        citations = tuple(self._cite(n, passage, question.text) for n, passage in enumerate(cited, 1))
        terms = tuple(sorted(_words(question.text)))
        query = Query(text=question.text, language=detect(question.text), terms=terms)
        return Answer(
            question=question.text,
            query=query,
            outcome=Outcome.ANSWERED if citations else Outcome.NOT_FOUND,
            lead="Dette sier kildene:" if citations else "Jeg fant ikke svar på dette i kildene.",
            statements=tuple(Statement(f"«{citation.quote}»", (citation.n,)) for citation in citations),
            citations=citations,
            passages=tuple(Hit(passage, 0.5, 0.25, 0.0, 0.5, 1.1) for passage in ranked),
            notices=(Notice("old_source", "Minst én kilde er gammel."),) if citations else (),
        )

    def in_place(self, passage_id: str) -> SmallSurroundings:
        wanted = next((passage for passage in PASSAGES if passage.id == passage_id), None)
        if wanted is None:
            raise KeyError(passage_id)
        document = [passage for passage in PASSAGES if passage.source == wanted.source]
        at = document.index(wanted)
        return SmallSurroundings(tuple(document[max(0, at - 2) : at]), wanted, tuple(document[at + 1 : at + 3]))

    def _cite(self, n: int, passage: Passage, question: str) -> Citation:
        source = self.sources[passage.source]
        sentences = [match[0].strip() for match in SENTENCE.finditer(passage.text)] or [passage.text]
        return Citation(
            n=n,
            source=source.id,
            title=source.title,
            publisher=source.publisher,
            kind=source.kind,
            year=source.year,
            section=passage.section,
            page=passage.page_at(0),
            url=source.url,
            quote=max(sentences, key=lambda sentence: _shared(question, sentence)),
            passage=passage.id,
            dated=source.dated,
        )


def _shared(question: str, text: str) -> int:
    return len(_words(question) & _words(text))


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 2}
