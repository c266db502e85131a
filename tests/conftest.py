"""Documents, an embedder, indexes and a browser that tests share."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from assistant import assembly
from assistant.assistant import Assistant
from assistant.settings import Settings
from corpus.document import Document, Paragraph, Source, make_document
from corpus.knowledge import Knowledge
from corpus.lexicon import LexiconEntry
from corpus.questions import UserQuestions
from index.analysis import content_words
from index.build import build_index
from index.embedding import Vectors
from index.lexicon import Expander
from index.manifest import Recipe
from index.retrieve import Retriever
from index.store import open_index
from tests.browsing import CHROMIUM, QUIET, Visit, serving, visiting


class WordEmbedder:
    """A real embedder, only a crude one: each stem is a direction of its own."""

    name = "words"
    dimensions = 256

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for stem in content_words(text):
                vectors[row, zlib.crc32(stem.encode()) % self.dimensions] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.where(lengths == 0, 1, lengths)

    def embed_question(self, text: str) -> Vectors:
        return self.embed_passages([text])


def paragraph(text: str, heading: str = "1 Regler", page: int = 1, **fields: str) -> Paragraph:
    return Paragraph(text, (heading,), page_breaks=((0, page),), **fields)  # type: ignore[arg-type]


def source(id_: str, year: int = 2022) -> Source:
    return Source(id_, f"Tittelen på {id_}", "Statsforvalteren i Utkanten", "tilsyn", year, "nb")


@pytest.fixture
def documents() -> list[Document]:
    rules = [
        paragraph("Nav kan ikke gi muntlige avslag. Alle har rett til å levere søknad."),
        paragraph("Det er ingen nedre aldersgrense for tjenester etter § 17.", "2 Alder", 2),
        paragraph("Foreldre har forsørgeransvar for barn inntil 18 år.", "2 Alder", 2),
    ]
    survey = [
        paragraph("Hvor mange kontorer har egen ungdomsveileder?", "1 Svar", 4),
        paragraph("| Svar | Antall |\n| Ja | 12 |\n| Nei | 30 |", "1 Svar", 4, kind="table"),
    ]
    return [make_document(source("regler"), rules), make_document(source("undersokelse", 2015), survey)]


@pytest.fixture
def knowledge(documents: list[Document]) -> Knowledge:
    first = documents[0].paragraphs[0].id
    asked = ("får jeg si nei på telefonen?", "er muntlige avslag lov?")
    return Knowledge({first: UserQuestions(asked, (), ("may we refuse by phone?",), ("telefon",))})


EXPANDER = Expander([LexiconEntry("avslag", ("nei",), (), ("refusal",), ())])
RECIPE = Recipe(documents="1", program="1", embedder=WordEmbedder.name)


@pytest.fixture
def index_folder(tmp_path: Path, documents: list[Document], knowledge: Knowledge) -> Path:
    folder = tmp_path / "index"
    build_index(documents, knowledge, folder, RECIPE, WordEmbedder())
    return folder


@pytest.fixture
def assistant(index_folder: Path) -> Assistant:
    return Assistant(Retriever(open_index(index_folder, RECIPE), WordEmbedder(), EXPANDER))


@pytest.fixture(scope="session")
def shipped_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose index holds the shipped documents, built as a user's first start builds it."""
    settings = Settings(data=tmp_path_factory.mktemp("data"))
    assembly.build(settings)
    return settings


@pytest.fixture(scope="session")
def shipped(shipped_settings: Settings) -> Assistant:
    return assembly.assemble(shipped_settings)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed after each module: while it is open, no other test can run an event loop."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(shipped: Assistant) -> Iterator[str]:
    """Where the shipped assistant is served; most modules serve a small one of their own instead."""
    from ui.app import build  # takes seconds, which tests of no page need not wait for

    with serving(build(shipped)) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A visit to the address that the module serves."""
    with visiting(browser, address) as visit:
        yield visit


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.page
