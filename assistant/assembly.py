"""Settings -> the parts of the program, put together. Only this file sees the settings."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import passage_evaluation
from assistant.answer import Answer
from assistant.assistant import Assistant, Surroundings
from assistant.chat_model import ChatModel, ChatOptions, ChatWriter
from assistant.enrich import Review, enrich
from assistant.feedback import Versions
from assistant.passage_evaluation import RetrievalFigures
from assistant.question import Question
from assistant.settings import Settings
from assistant.shelf import Shelf
from assistant.tiltak.search import TiltakSearch
from corpus import law, own
from corpus.document import Document, Source
from corpus.knowledge import KNOWLEDGE_FILES, knowledge_of
from corpus.lexicon import load_lexicon
from corpus.loading import CORPUS, fingerprint_files, load_shipped, registers, shipped_files
from index.build import BuildReport, build_index
from index.embedding import Embedder
from index.lexicon import Expander
from index.manifest import Recipe
from index.passage import Passage
from index.retrieve import Retriever
from index.static import OWN_MODEL, StaticEmbedder
from index.store import Index, IndexUnusableError, current_index, open_index
from index.transformer import CrossEncoderReranker, SentenceTransformerEmbedder

if TYPE_CHECKING:
    from assistant.feedback_store import FeedbackStore

INDEX = OWN_MODEL.parent


def assemble(settings: Settings) -> Assistant:
    """The assistant over the index in use.

    Raises:
        IndexUnusableError: when there is no index, or it does not fit the documents and settings.
    """
    index = open_the_index(settings)
    index.read_all()
    expander = Expander(load_lexicon())
    return Assistant(
        retriever=Retriever(index, make_embedder(settings), expander),
        reranker=CrossEncoderReranker(settings.reranker) if settings.reranker else None,
        writer=ChatWriter(make_chat_model(settings), expander.expand) if settings.chat_model else None,
    )


def evaluate_passages(settings: Settings, folder: Path, split: str) -> dict[str, RetrievalFigures]:
    """Figures of retrieval on any collection of passages and questions."""
    return passage_evaluation.evaluate_passages(folder, split, make_embedder(settings), Expander(load_lexicon()))


def open_the_index(settings: Settings) -> Index:
    """The index in use, if it fits; raises IndexUnusableError otherwise."""
    return open_index(index_folder(settings), recipe(settings))


def build(settings: Settings, *, afresh: bool = False) -> BuildReport:
    """Build the index of the shipped and the user's own documents and put it in use.

    `afresh` takes over nothing from the index before, which may be damaged.
    """
    before = None if afresh else current_index(index_folder(settings))
    # First of all: what is added while the documents are read makes the index stale, never fitting without it.
    made_by = recipe(settings)
    read = documents(settings)
    all_registers = {**registers(), **own.registers(own_folder(settings))}
    return build_index(
        read,
        knowledge_of(read, all_registers, law.laws(law_folder(settings))),
        index_folder(settings),
        made_by,
        make_embedder(settings),
        before,
    )


def documents(settings: Settings) -> list[Document]:
    """The shipped documents, the laws that were brought in, and then the user's own."""
    return [*load_shipped(), *law.load(law_folder(settings)), *own.load(own_folder(settings))]


def make_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name, our own where they name none."""
    if not settings.embedding_model:
        return StaticEmbedder()
    return SentenceTransformerEmbedder(settings.embedding_model, settings.question_prefix, settings.passage_prefix)


def make_chat_model(settings: Settings) -> ChatModel:
    """The chat model that the settings name.

    Raises:
        ValueError: when they name none, or one that does not fit.
    """
    if not settings.chat_model:
        raise ValueError("Ingen språkmodell er satt opp. Sett ASSISTANT_CHAT_MODEL, for eksempel ollama:qwen3:8b")
    return ChatModel(
        ChatOptions(
            settings.chat_model,
            settings.chat_address,
            settings.chat_key,
            settings.chat_api_version,
            settings.chat_seconds,
        )
    )


def propose(settings: Settings, source: str) -> Review:
    """Have the chat model propose questions and rule cards for a document that the user has added.

    Raises:
        ValueError: when there is no such document or no chat model.
        OSError: when the proposals cannot be written, or those of an earlier run still lie there.
    """
    added = {document.source.id: document for document in own.load(own_folder(settings))}
    if source not in added:
        raise ValueError(f"Det finnes ikke noe eget dokument med id {source}. Se: assistant sources")
    model = make_chat_model(settings)
    return enrich(added[source], model, settings.data / "review", Expander(load_lexicon()).expand)


def recipe(settings: Settings) -> Recipe:
    """How an index must have been made to serve these settings and the documents as they are now."""
    # The record of a law or of an own document holds the hash of its content.
    records = [*law.records(law_folder(settings)), *own.records(own_folder(settings))]
    return Recipe(
        documents=fingerprint_files([*shipped_files(), *KNOWLEDGE_FILES, *records]),
        program=fingerprint_files(sorted([*CORPUS.rglob("*.py"), *INDEX.rglob("*.py")])),
        embedder=make_embedder(settings).name,
    )


def index_folder(settings: Settings) -> Path:
    """Where the index lies."""
    return settings.data / "index"


def law_folder(settings: Settings) -> Path:
    """Where the laws lie that were brought in."""
    return settings.data / "law"


def own_folder(settings: Settings) -> Path:
    """Where the user's own documents lie."""
    return settings.data / "own"


def feedback_store(settings: Settings) -> FeedbackStore:
    """Where feedback on answers is kept."""
    from assistant.feedback_store import FeedbackStore  # only here: the database library takes a while to import

    return FeedbackStore(settings.data / "feedback.sqlite3")


class Desk:
    """The assistant over whatever index is in use: one built meanwhile is taken up at the next question."""

    def __init__(self, settings: Settings) -> None:
        """Open the index in use; raises IndexUnusableError when there is none that fits."""
        self._settings = settings
        self._lock = threading.Lock()
        self._assistant = assemble(settings)
        self.feedback = feedback_store(settings)
        self.shelf = Shelf(own_folder(settings), self._refresh) if settings.uploads else None

    def ask(self, question: Question) -> Answer:
        """See `Assistant.ask`."""
        return self._current().ask(question)

    @property
    def sources(self) -> Mapping[str, Source]:
        """See `Assistant.sources`."""
        return self._current().sources

    @property
    def tiltak(self) -> TiltakSearch:
        """See `Assistant.tiltak`."""
        return self._current().tiltak

    def in_place(self, passage_id: str) -> Surroundings:
        """See `Assistant.in_place`."""
        return self._current().in_place(passage_id)

    def document(self, source_id: str) -> list[Passage]:
        """See `Assistant.document`."""
        return self._current().document(source_id)

    @property
    def versions(self) -> Versions:
        """What answers are made with now."""
        index = self._current().retriever.index
        return Versions(index.folder.name, index.manifest.recipe.embedder)

    def _refresh(self) -> None:
        """Build the index unless the one in use fits."""
        try:
            open_the_index(self._settings)
        except IndexUnusableError:
            build(self._settings)

    def _current(self) -> Assistant:
        with self._lock:
            index = current_index(index_folder(self._settings))
            if index and index.folder != self._assistant.retriever.index.folder:
                # An index that does not fit yet is left for the next question.
                with suppress(IndexUnusableError):
                    self._assistant = assemble(self._settings)
            return self._assistant
