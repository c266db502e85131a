"""The house: imports go one way, a heavy library is imported in one file, functions and files are short."""

import ast
from collections import defaultdict
from pathlib import Path
from statistics import median

import pytest

PACKAGES = ("corpus", "index", "assistant", "ui")
"""Each may import itself and those before it."""
HEAVY = {  # training is a program of its own
    "chromadb": "index/vectors.py",
    "gradio": "ui/app.py",
    "langchain_text_splitters": "index/chunk.py",
    "pypdf": "corpus/readers/pdf.py",
    "docx": "corpus/readers/docx.py assistant/docx_export.py",
    "pptx": "corpus/readers/pptx.py",
    "sentence_transformers": "index/transformer.py index/training.py",
    "typer": "assistant/cli.py",
    "langchain": "assistant/chat_model.py",
    "langsmith": "assistant/chat_model.py",
    "openai": "assistant/chat_model.py",
    "httpx": "assistant/chat_model.py corpus/download.py",
}
FILES = [file for package in PACKAGES for file in Path(package).rglob("*.py")]


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("file", FILES, ids=str)
def test_imports_go_one_way(file: Path):
    allowed = PACKAGES[: PACKAGES.index(file.parts[0]) + 1]
    # The command line starts the page; nothing else below the page knows it.
    if file == Path("assistant/cli.py"):
        allowed = PACKAGES
    for name in imported(file):
        package = name.partition(".")[0]
        assert package not in PACKAGES or package in allowed


def test_a_heavy_library_is_imported_in_one_file():
    importers = defaultdict(set)
    for file in FILES:
        for name in imported(file):
            importers[name.partition(".")[0]].add(file.as_posix())
    for library, home in HEAVY.items():
        assert importers[library] <= set(home.split()), library


def test_modules_form_no_circle():
    modules = {".".join(file.with_suffix("").parts).removesuffix(".__init__"): file for file in FILES}
    needs = {name: {other for other in imported(file) if other in modules} for name, file in modules.items()}
    while leaves := {name for name, others in needs.items() if not others & needs.keys() - {name}}:
        needs = {name: others for name, others in needs.items() if name not in leaves}
    assert not needs


def test_functions_and_files_are_short():
    lengths = [
        node.end_lineno - node.lineno + 1
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]
    assert median(lengths) < 10
    for file in FILES:
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 300, file
