"""Building, opening and replacing an index on disk."""

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Document, make_document
from corpus.questions import UserQuestions
from index.build import build_index
from index.store import IndexUnusableError, current_index, open_index
from tests.conftest import RECIPE, WordEmbedder, paragraph, source


def test_a_missing_index_names_the_command_that_makes_one(tmp_path: Path):
    with pytest.raises(IndexUnusableError, match="assistant index"):
        open_index(tmp_path, RECIPE)


@pytest.mark.parametrize(
    ("changed", "named"),
    [({"corpus": "2"}, "dokumentene"), ({"embedder": "x"}, "språkmodellen"), ({"analysis": "x"}, "ordanalysen")],
)
def test_an_index_made_otherwise_is_refused_and_says_what_differs(index_folder, changed, named):  # noqa: ANN001
    with pytest.raises(IndexUnusableError, match=f"{named} er endret.*assistant index"):
        open_index(index_folder, replace(RECIPE, **changed))


def test_only_new_passages_are_embedded(
    index_folder: Path, documents: list[Document], questions: dict[str, UserQuestions]
):
    added = make_document(source("ny"), [paragraph("Kommunen skal ha internkontroll.")])
    report = build_index([*documents, added], questions, index_folder, RECIPE, WordEmbedder())
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
        build_index(documents, {}, index_folder, other, BrokenEmbedder())
    assert open_index(index_folder, RECIPE).folder == before
    assert open_index(index_folder, RECIPE).keyword.scores("muntlige avslag").max() > 0


REBUILD = """
import sys
from pathlib import Path
sys.path.insert(0, ".")
from tests.conftest import RECIPE, WordEmbedder, paragraph, source
from corpus.document import make_document
from index.build import build_index
document = make_document(source("regler"), [paragraph(f"Setning nummer {n} om avslag.") for n in range(3000)])
print("ready", flush=True)
while True:
    build_index([document], {}, Path(sys.argv[1]), RECIPE, WordEmbedder())
    print("built", flush=True)
"""


def test_killing_a_build_at_any_moment_leaves_an_index_that_works(index_folder: Path):
    for delay in (0.0, 0.05, 0.15, 0.3, 0.6, 1.0):
        process = subprocess.Popen(
            [sys.executable, "-c", REBUILD, str(index_folder)], stdout=subprocess.PIPE, cwd=Path.cwd()
        )
        assert process.stdout
        process.stdout.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        index = open_index(index_folder, RECIPE)
        assert index.keyword.scores("avslag").max() > 0
        assert len(index.passages) == index.manifest.passages
        assert index.vectors.nearest("text", WordEmbedder().embed_question("avslag"), 1)


def test_leftovers_of_a_killed_build_are_removed_by_the_next(index_folder: Path, documents: list[Document]):
    (index_folder / ".new-leftover").mkdir()
    build_index(documents, {}, index_folder, RECIPE, WordEmbedder())
    build_index(documents, {}, index_folder, RECIPE, WordEmbedder())
    assert sorted(path.name.startswith(".new") for path in index_folder.iterdir()) == [False] * 3
