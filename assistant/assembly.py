"""Settings -> the parts of the program, put together. Only this file sees the settings."""

from __future__ import annotations

from pathlib import Path

from assistant import passage_evaluation
from assistant.assistant import Assistant
from assistant.passage_evaluation import RetrievalFigures
from assistant.settings import Settings
from corpus import own
from corpus.document import Document
from corpus.lexicon import load_lexicon
from corpus.loading import fingerprint_files, load_shipped, shipped_files
from corpus.questions import QUESTIONS, load_questions
from index.build import BuildReport, build_index
from index.embedding import Embedder
from index.lexicon import Expander
from index.manifest import Recipe
from index.retrieve import Retriever
from index.static import StaticEmbedder
from index.store import Index, open_index
from index.transformer import CrossEncoderReranker, SentenceTransformerEmbedder


def assemble(settings: Settings) -> Assistant:
    """The assistant over the index in use.

    Raises:
        IndexUnusableError: when there is no index, or it does not fit the documents and settings.
    """
    retriever = Retriever(open_the_index(settings), make_embedder(settings), Expander(load_lexicon()))
    return Assistant(retriever, CrossEncoderReranker(settings.reranker) if settings.reranker else None)


def evaluate_passages(settings: Settings, folder: Path, split: str) -> dict[str, RetrievalFigures]:
    """Figures of retrieval on any collection of passages and questions."""
    return passage_evaluation.evaluate_passages(folder, split, make_embedder(settings), Expander(load_lexicon()))


def open_the_index(settings: Settings) -> Index:
    """The index in use, if it fits; raises IndexUnusableError otherwise."""
    return open_index(index_folder(settings), recipe(settings))


def build(settings: Settings) -> BuildReport:
    """Build the index of the shipped and the user's own documents and put it in use."""
    return build_index(
        documents(settings), load_questions(), index_folder(settings), recipe(settings), make_embedder(settings)
    )


def documents(settings: Settings) -> list[Document]:
    """The shipped documents and then the user's own."""
    return [*load_shipped(), *own.load(own_folder(settings))]


def make_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name, our own where they name none."""
    if not settings.embedding_model:
        return StaticEmbedder()
    return SentenceTransformerEmbedder(settings.embedding_model, settings.question_prefix, settings.passage_prefix)


def recipe(settings: Settings) -> Recipe:
    """How an index must have been made to serve these settings and the documents as they are now."""
    # The record of an own document holds the hash of its content.
    records = sorted(own_folder(settings).glob("*.json"))
    corpus = fingerprint_files([*shipped_files(), QUESTIONS, *records])
    return Recipe(corpus=corpus, embedder=make_embedder(settings).name)


def index_folder(settings: Settings) -> Path:
    """Where the index lies."""
    return settings.data / "index"


def own_folder(settings: Settings) -> Path:
    """Where the user's own documents lie."""
    return settings.data / "own"
