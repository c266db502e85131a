"""Building, opening and replacing an index on disk."""

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Document, make_document
from corpus.knowledge import KNOWLEDGE_FILES, Knowledge
from index.build import build_index
from index.store import IndexUnusableError, current_index, new_generation, open_index
from tests.conftest import RECIPE, WordEmbedder, paragraph, source


def test_a_missing_index_names_the_command_that_makes_one(tmp_path: Path):
    with pytest.raises(IndexUnusableError, match="assistant index"):
        open_index(tmp_path, RECIPE)


@pytest.mark.parametrize(
    ("changed", "named"),
    [({"documents": "2"}, "dokumentene"), ({"embedder": "x"}, "språkmodellen"), ({"program": "x"}, "programmet")],
)
def test_an_index_made_otherwise_is_refused_and_says_what_differs(index_folder, changed, named):  # noqa: ANN001
    with pytest.raises(IndexUnusableError, match=f"{named} er endret.*assistant index"):
        open_index(index_folder, replace(RECIPE, **changed))


def test_only_new_passages_are_embedded(index_folder: Path, documents: list[Document], knowledge: Knowledge):
    added = make_document(source("ny"), [paragraph("Kommunen skal ha internkontroll.")])
    before = current_index(index_folder)
    report = build_index([*documents, added], knowledge, index_folder, RECIPE, WordEmbedder(), before)
    # Its text, its one sentence, and that sentence in place of users' questions.
    assert report.embedded == 3
    assert report.passages == len(current_index(index_folder).passages)


def test_a_failing_build_leaves_the_old_index_in_use(index_folder: Path, documents: list[Document]):
    class BrokenEmbedder(WordEmbedder):
        def embed_passages(self, texts):  # noqa: ANN001, ANN202, ARG002
            raise RuntimeError

    before = current_index(index_folder).folder
    other = replace(RECIPE, embedder="broken")
    with pytest.raises(RuntimeError):
        build_index(documents, Knowledge(), index_folder, other, BrokenEmbedder())
    assert open_index(index_folder, RECIPE).folder == before
    assert open_index(index_folder, RECIPE).keyword.scores("muntlige avslag").max() > 0


STEPS = ("mkdir", "save", "write_bytes", "rename", "replace", "rmtree")
KILLED = """
import os, shutil, signal, sys
from pathlib import Path
sys.path.insert(0, ".")
from tests.conftest import RECIPE, WordEmbedder, paragraph, source
from corpus.document import make_document
from corpus.knowledge import KNOWLEDGE_FILES, Knowledge
from index.build import build_index
from index.keyword import KeywordIndex

def die(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)

step = sys.argv[2]
owner = {"save": KeywordIndex, "rmtree": shutil}.get(step, Path)
document = make_document(source("ny"), [paragraph("Setning om avslag.")])
setattr(owner, step, die)
build_index([document], Knowledge(), Path(sys.argv[1]), RECIPE, WordEmbedder())
"""


@pytest.mark.parametrize("step", STEPS)
def test_a_build_killed_at_any_step_leaves_an_index_that_works(index_folder: Path, step: str):
    killed = subprocess.run([sys.executable, "-c", KILLED, str(index_folder), step], check=False)
    assert killed.returncode == -signal.SIGKILL
    index = open_index(index_folder, RECIPE)
    index.read_all()
    assert index.keyword.scores("avslag").max() > 0
    assert len(index.passages) == index.manifest.passages
    assert index.vectors.nearest("text", WordEmbedder().embed_question("avslag"), 1)


def test_a_damaged_manifest_is_as_good_as_no_index(index_folder: Path):
    (current_index(index_folder).folder / "manifest.json").write_text("{}")
    with pytest.raises(IndexUnusableError, match="assistant index"):
        open_index(index_folder, RECIPE)


def test_two_builds_at_once_do_not_disturb_each_other(index_folder: Path):
    with new_generation(index_folder), pytest.raises(IndexUnusableError, match="En annen indeksering"):
        build_index([], Knowledge(), index_folder, RECIPE, WordEmbedder())


def test_leftovers_of_a_killed_build_are_removed_by_the_next(index_folder: Path, documents: list[Document]):
    (index_folder / ".new-leftover").mkdir()
    build_index(documents, Knowledge(), index_folder, RECIPE, WordEmbedder())
    build_index(documents, Knowledge(), index_folder, RECIPE, WordEmbedder())
    assert not [path for path in index_folder.iterdir() if path.name.startswith(".new")]


def test_whatever_is_known_beside_the_documents_makes_the_index_stale_when_it_changes():
    corpus = Path("corpus")
    of_documents = {corpus / "sources.toml", corpus / "tiltak.jsonl"}  # they are part of what is in the documents
    read_at_start = {corpus / "topics.toml", corpus / "lexicon.tsv"}
    files = {*corpus.glob("*.toml"), *corpus.glob("*.jsonl"), *corpus.glob("*.tsv")}
    files -= of_documents | read_at_start
    assert {file.resolve() for file in files} == {file.resolve() for file in KNOWLEDGE_FILES}
