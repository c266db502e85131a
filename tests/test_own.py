from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from corpus import own
from corpus.own import Addition, add, load, remove


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "lager"


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def outcome(additions: list[Addition]) -> list[tuple[str, str]]:
    return [(addition.path.name, addition.status) for addition in additions]


def stored_text(folder: Path) -> dict[str, str]:
    return {document.source.id: document.paragraphs[0].text for document in load(folder)}


def test_an_added_document_is_loaded_as_the_users_own(tmp_path: Path, folder: Path):
    word = docx.Document()
    word.add_paragraph("Rutine for ungdomsteamet", style="Title")
    word.add_paragraph("Vi ringer den unge innen to dager.")
    word.save(str(tmp_path / "Rutine Ås.docx"))
    [addition] = add([tmp_path / "Rutine Ås.docx"], folder)
    assert (addition.status, addition.id) == ("added", "egen-rutine-as")
    [document] = load(folder)
    assert (document.source.title, document.source.kind) == ("Rutine for ungdomsteamet", "eget dokument")
    assert document.source.own
    assert document.paragraphs[0].id.startswith("egen-rutine-as:")


def test_the_record_says_what_is_stored(tmp_path: Path, folder: Path):
    path = write(tmp_path / "notat.txt", "Et notat.")
    add([path], folder)
    record = json.loads((folder / "egen-notat.json").read_text())
    assert record["original"] == str(path)
    assert record["title"] == "notat"
    assert len(record["sha256"]) == 64
    assert (folder / "egen-notat.txt").read_bytes() == path.read_bytes()


def test_one_bad_file_among_good_ones_costs_only_itself(tmp_path: Path, folder: Path):
    good = tmp_path / "inn"
    write(good / "a.txt", "Første notat.")
    write(good / "b.pdf", "<html>ikke pdf</html>")
    write(good / "under" / "c.md", "# Tittel\n\nTredje notat.\n")
    write(good / "d.xyz", "?")
    write(good / ".skjult.txt", "Skjult.")
    write(good / ".git" / "e.txt", "Skjult.")
    additions = add([good, tmp_path / "borte.txt"], folder)
    assert outcome(additions) == [
        ("a.txt", "added"),
        ("b.pdf", "refused"),
        ("d.xyz", "skipped"),
        ("c.md", "added"),
        ("borte.txt", "refused"),
    ]
    assert all(addition.reason for addition in additions if addition.status in ("refused", "skipped"))
    assert stored_text(folder) == {"egen-a": "Første notat.", "egen-c": "Tredje notat."}


def test_a_symlink_loop_ends(tmp_path: Path, folder: Path):
    write(tmp_path / "inn" / "a.txt", "Et notat.")
    (tmp_path / "inn" / "ring").symlink_to(tmp_path / "inn", target_is_directory=True)
    (tmp_path / "inn" / "brutt.txt").symlink_to(tmp_path / "inn" / "brutt.txt")
    assert outcome(add([tmp_path / "inn"], folder)) == [("a.txt", "added"), ("brutt.txt", "refused")]


def test_the_same_content_is_stored_once_whatever_it_is_called(tmp_path: Path, folder: Path):
    path = write(tmp_path / "a.txt", "Et notat.")
    copy = write(tmp_path / "b.txt", "Et notat.")
    additions = add([path, path, copy], folder)
    assert [(addition.status, addition.id) for addition in additions] == [
        ("added", "egen-a"),
        ("unchanged", "egen-a"),
        ("unchanged", "egen-a"),
    ]
    assert len(load(folder)) == 1


def test_new_content_at_the_same_place_replaces_the_old(tmp_path: Path, folder: Path):
    add([write(tmp_path / "a.txt", "Gammelt.")], folder)
    [addition] = add([write(tmp_path / "a.txt", "Nytt.")], folder)
    assert (addition.status, addition.id) == ("changed", "egen-a")
    assert stored_text(folder) == {"egen-a": "Nytt."}


def test_the_same_name_from_another_folder_gets_an_id_of_its_own(tmp_path: Path, folder: Path):
    add([write(tmp_path / "en" / "a.txt", "Det ene."), write(tmp_path / "to" / "a.txt", "Det andre.")], folder)
    assert stored_text(folder) == {"egen-a": "Det ene.", "egen-a-2": "Det andre."}


def test_names_without_latin_letters_and_very_long_names_get_an_id(tmp_path: Path, folder: Path):
    paths = [write(tmp_path / "文件.txt", "Det ene."), write(tmp_path / f"{'å' * 80}.txt", "Det andre.")]
    assert [addition.id for addition in add(paths, folder)] == ["egen-fil", f"egen-{'a' * 60}"]


def test_a_bad_new_version_leaves_the_stored_one_alone(tmp_path: Path, folder: Path):
    add([write(tmp_path / "a.txt", "Gammelt.")], folder)
    [addition] = add([write(tmp_path / "a.txt", bytes(range(256)) * 20)], folder)
    assert addition.status == "refused"
    assert stored_text(folder) == {"egen-a": "Gammelt."}
    assert {path.name for path in folder.iterdir()} == {"egen-a.txt", "egen-a.json"}


def test_a_huge_file_is_refused_at_once(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch):
    with (tmp_path / "stor.pdf").open("wb") as stream:
        stream.truncate(200 * 2**20)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    assert outcome(add([tmp_path / "stor.pdf"], folder)) == [("stor.pdf", "refused")]


def test_a_file_without_permission_is_refused(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch):
    def deny(_: Path) -> bytes:
        raise PermissionError

    path = write(tmp_path / "a.txt", "Hemmelig.")
    monkeypatch.setattr(Path, "read_bytes", deny)
    [addition] = add([path], folder)
    assert addition.status == "refused"
    assert "tilgang" in addition.reason


@pytest.mark.parametrize("step", range(1, 5))
def test_an_interruption_at_any_step_loses_nothing(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, step: int
):
    add([write(tmp_path / "a.txt", "Gammelt."), write(tmp_path / "b.txt", "Urørt.")], folder)
    write(tmp_path / "a.txt", "Nytt.")
    with monkeypatch.context() as patch:
        interrupt(patch, at=step)
        with pytest.raises(KeyboardInterrupt):
            add([tmp_path / "a.txt"], folder)
    texts = stored_text(folder)
    assert texts["egen-a"] in ("Gammelt.", "Nytt.")
    assert texts["egen-b"] == "Urørt."
    assert add([tmp_path / "a.txt"], folder)[0].status == "changed"
    assert stored_text(folder) == {"egen-a": "Nytt.", "egen-b": "Urørt."}


def interrupt(patch: pytest.MonkeyPatch, at: int) -> None:
    """Stops the program at a step on the disk: the document, then its record, is written and moved."""
    steps = iter(range(1, 5))

    def counted(function: object) -> object:
        def run(*arguments: object) -> object:
            if next(steps) == at:
                raise KeyboardInterrupt
            return function(*arguments)

        return run

    patch.setattr(own.os, "fsync", counted(own.os.fsync))
    patch.setattr(Path, "replace", counted(Path.replace))


def test_a_stored_file_that_has_become_unreadable_does_not_stop_the_rest(tmp_path: Path, folder: Path):
    add([write(tmp_path / "a.txt", "Det ene."), write(tmp_path / "b.txt", "Det andre.")], folder)
    write(folder / "egen-a.txt", "")
    write(folder / "egen-c.json", "{")
    messages: list[str] = []
    assert [document.source.id for document in load(folder, messages.append)] == ["egen-b"]
    assert len(messages) == 2
    (folder / "egen-c.json").unlink()
    with pytest.warns(UserWarning, match="egen-a"):
        load(folder)


def test_a_damaged_document_is_mended_by_adding_it_again(tmp_path: Path, folder: Path):
    path = write(tmp_path / "a.txt", "Et notat.")
    add([path], folder)
    (folder / "egen-a.txt").unlink()
    add([path], folder)
    assert stored_text(folder) == {"egen-a": "Et notat."}


def test_a_record_cannot_point_out_of_the_folder(tmp_path: Path, folder: Path):
    add([write(tmp_path / "a.txt", "Et notat.")], folder)
    record = json.loads((folder / "egen-a.json").read_text())
    write(folder / "egen-x.json", json.dumps(record | {"id": "../a"}))
    messages: list[str] = []
    assert len(load(folder, messages.append)) == 1
    assert len(messages) == 1


def test_removing_deletes_the_document_and_its_record_only(tmp_path: Path, folder: Path):
    add([write(tmp_path / "en" / "a.txt", "Det ene."), write(tmp_path / "to" / "a.txt", "Det andre.")], folder)
    assert remove("egen-a", folder)
    assert not remove("egen-a", folder)
    assert not remove("../a", folder)
    assert {path.name for path in folder.iterdir()} == {"egen-a-2.txt", "egen-a-2.json"}


def test_a_record_that_is_being_written_does_not_count(tmp_path: Path, folder: Path):
    add([write(tmp_path / "b.txt", "Det ene."), write(tmp_path / "a.txt", "Det andre.")], folder)
    write(folder / ".ny-egen-c.json", "{")
    assert own.records(folder) == [folder / "egen-a.json", folder / "egen-b.json"]
    assert len(load(folder)) == 2


def test_two_processes_do_not_take_the_same_id(tmp_path: Path, folder: Path):
    program = (
        "import sys, pathlib; from corpus import own; p = pathlib.Path; own.add([p(sys.argv[1])], p(sys.argv[2]))"
    )
    paths = [write(tmp_path / f"{number}" / "a.txt", f"Notat {number}.") for number in range(6)]
    runs = [subprocess.Popen([sys.executable, "-c", program, path, folder]) for path in paths]
    assert [run.wait() for run in runs] == [0] * len(paths)
    assert sorted(stored_text(folder).values()) == [f"Notat {number}." for number in range(6)]
    assert not list(folder.glob(".ny-*"))


def test_an_id_that_another_process_has_reserved_is_not_taken(tmp_path: Path, folder: Path):
    write(folder / ".ny-egen-a.json", "")
    add([write(tmp_path / "a.txt", "Et notat.")], folder)
    assert stored_text(folder) == {"egen-a-2": "Et notat."}
    assert (folder / ".ny-egen-a.json").exists()


def test_a_file_that_comes_to_equal_another_loses_its_old_version(tmp_path: Path, folder: Path):
    add([write(tmp_path / "a.txt", "Gammelt."), write(tmp_path / "b.txt", "Nytt.")], folder)
    [addition] = add([write(tmp_path / "a.txt", "Nytt.")], folder)
    assert (addition.status, addition.id) == ("changed", "egen-b")
    assert stored_text(folder) == {"egen-b": "Nytt."}


def test_an_empty_path_is_refused(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path / "a.txt", "Et notat.")
    monkeypatch.chdir(tmp_path)
    assert add([Path()], folder) == [Addition(Path(), "refused", "skriv hvilken fil eller mappe")]
    assert load(folder) == []


def test_the_folder_of_stored_documents_is_never_walked_into(tmp_path: Path):
    folder = tmp_path / "inn" / "data" / "own"
    add([write(tmp_path / "inn" / "a.txt", "Et notat.")], folder)
    write(folder.parent / "index" / "logg.txt", "Ikke et dokument.")
    assert outcome(add([tmp_path / "inn"], folder)) == [("a.txt", "unchanged")]
    assert outcome(add([folder.parent, folder], folder)) == [("data", "refused"), ("own", "refused")]


def test_lock_files_of_word_are_passed_over(tmp_path: Path, folder: Path):
    write(tmp_path / "inn" / "~$rutine.docx", "x")
    write(tmp_path / "inn" / "a.txt", "Et notat.")
    assert outcome(add([tmp_path / "inn", tmp_path / "inn" / "~$rutine.docx"], folder)) == [("a.txt", "added")]


def test_an_empty_or_missing_store_has_no_documents(folder: Path):
    assert load(folder) == []
    assert not remove("egen-a", folder)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vi må ikke være for strenge, og de får en ny frist fra kontoret.", "nb"),
        ("Vi må ikkje vere for strenge, og dei får ein ny frist frå kontoret.", "nn"),
        ("The office shall not be too strict, and they get a new deadline.", "en"),
        ("2022", "nb"),
    ],
)
def test_the_language_is_guessed(tmp_path: Path, folder: Path, text: str, language: str):
    add([write(tmp_path / "a.txt", text)], folder)
    assert load(folder)[0].source.language == language
