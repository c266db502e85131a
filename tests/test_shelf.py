import threading
import time
from pathlib import Path

import pytest

from assistant import shelf as shelf_module
from assistant.shelf import Shelf, safe_name
from index.store import IndexUnusableError

TEXT = "Alle har rett til å levere søknad.".encode()


class Builds:
    """Stands for the building of an index: counts, and lasts until it is let go."""

    def __init__(self) -> None:
        self.begun = 0
        self.go = threading.Event()

    def __call__(self) -> None:
        self.begun += 1
        assert self.go.wait(10)


def wait_for(shelf: Shelf, *states: str) -> None:
    deadline = time.monotonic() + 10
    while shelf.state not in states:
        assert time.monotonic() < deadline, shelf.state
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("rutine.pdf", "rutine.pdf"),
        ("Møte – referat (2).docx", "Møte – referat (2).docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\Kari\\notat.md", "notat.md"),
        ("a\0b\n<c>.txt", "abc.txt"),
        (".skjult.md", "skjult.md"),
        ("..", "uten navn"),
        ("", "uten navn"),
        (f"{'x' * 300}.pdf", f"{'x' * 200}.pdf"),
        (f"{'å' * 300}.pdf", f"{'å' * 100}.pdf"),
        (f"x{'å' * 300}.{'ø' * 300}", f"x{'å' * 99}.{'ø' * 5}"),
    ],
)
def test_a_name_from_a_browser_names_no_folder(name: str, safe: str):
    assert safe_name(name) == safe


def test_a_document_is_stored_and_the_index_follows(tmp_path: Path):
    builds = Builds()
    shelf = Shelf(tmp_path, builds)
    assert shelf.state == "ready"
    addition = shelf.add("rutine.txt", TEXT)
    assert (addition.status, addition.path, addition.id) == ("added", Path("rutine.txt"), "egen-rutine")
    assert (tmp_path / "egen-rutine.txt").read_bytes() == TEXT
    wait_for(shelf, "building")
    builds.go.set()
    wait_for(shelf, "ready")
    assert builds.begun == 1


def test_what_comes_during_a_build_gets_one_more_build_for_all(tmp_path: Path):
    builds = Builds()
    shelf = Shelf(tmp_path, builds)
    shelf.add("en.txt", TEXT)
    for name in ("to", "tre", "fire"):
        shelf.add(f"{name}.txt", TEXT + name.encode())
    assert shelf.remove("egen-to")
    builds.go.set()
    wait_for(shelf, "ready")
    assert builds.begun == 2
    assert {path.name for path in tmp_path.glob("*.txt")} == {"egen-en.txt", "egen-tre.txt", "egen-fire.txt"}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("tom.txt", b"", "tom"),
        ("bilde.png", b"x", "filtypen .png kan ikke leses"),
        ("skadet.pdf", b"%PDF-1.7 nei", "avkortet"),
        ("~$rutine.docx", b"x", "Words egen låsefil"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_built(tmp_path: Path, name: str, content: bytes, reason: str):
    builds = Builds()
    shelf = Shelf(tmp_path, builds)
    addition = shelf.add(name, content)
    assert addition.status == "refused"
    assert reason in addition.reason
    assert shelf.state == "ready"
    assert builds.begun == 0


def test_two_files_of_one_name_are_both_kept_and_the_same_words_only_once(tmp_path: Path):
    shelf = Shelf(tmp_path, lambda: None)
    assert shelf.add("rutine.txt", TEXT).id == "egen-rutine"
    assert shelf.add("rutine.txt", TEXT + b" Skriftlig.").id == "egen-rutine-2"
    assert shelf.add("kopi.txt", TEXT).status == "unchanged"


def test_a_folder_that_cannot_be_written_to_is_said_kindly(tmp_path: Path):
    (tmp_path / "own").write_text("no folder")
    addition = Shelf(tmp_path / "own", lambda: None).add("rutine.txt", TEXT)
    assert addition.status == "refused"
    assert "kan ikke lagres her" in addition.reason


def test_a_build_waits_for_that_of_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shelf_module, "PAUSE", 0.05)
    other_is_done = threading.Event()

    def refresh() -> None:
        if not other_is_done.is_set():
            raise IndexUnusableError("En annen indeksering er i gang.")

    shelf = Shelf(tmp_path, refresh)
    shelf.add("rutine.txt", TEXT)
    wait_for(shelf, "waiting")
    other_is_done.set()
    wait_for(shelf, "ready")


def test_a_build_that_fails_is_said_and_the_next_one_tries_again(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    failures = [OSError("no room")]

    def refresh() -> None:
        if failures:
            raise failures.pop()

    shelf = Shelf(tmp_path, refresh)
    shelf.add("en.txt", TEXT)
    wait_for(shelf, "failed")
    assert "no room" in caplog.text
    shelf.remove("egen-en")
    wait_for(shelf, "ready")


def test_what_comes_during_a_build_that_fails_gets_a_build_of_its_own(tmp_path: Path):
    begun, go_on = threading.Event(), threading.Event()
    builds: list[int] = []

    def refresh() -> None:
        builds.append(len(builds))
        begun.set()
        assert go_on.wait(10)
        if len(builds) == 1:
            raise OSError("no room")

    shelf = Shelf(tmp_path, refresh)
    shelf.add("en.txt", TEXT)
    assert begun.wait(10)
    shelf.add("to.txt", TEXT + b" Skriftlig.")
    go_on.set()
    wait_for(shelf, "ready")
    assert len(builds) == 2


@pytest.mark.parametrize("sign", ["å", "文", "😀"])
def test_a_long_name_in_any_alphabet_is_stored(tmp_path: Path, sign: str):
    assert Shelf(tmp_path, lambda: None).add(f"{sign * 200}.txt", TEXT).status == "added"


def test_only_what_was_added_can_be_removed(tmp_path: Path):
    shelf = Shelf(tmp_path, lambda: None)
    assert not shelf.remove("afi-2016")
    assert not shelf.remove("../afi-2016")
