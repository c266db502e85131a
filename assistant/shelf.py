"""The users' own documents, added and removed while the page is served; the index follows in the background."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import Literal

from corpus import own
from corpus.own import Addition
from index.store import IndexUnusableError

LOGGER = logging.getLogger(__name__)

State = Literal["ready", "building", "waiting", "failed"]
"""Of the index: it waits while another process builds one."""

PAUSE = 2.0
"""Seconds between two looks at whether the other process has ended."""
LONGEST_STEM, LONGEST_SUFFIX = 200, 12
"""Bytes; no file system takes more than 255 together."""
FORBIDDEN = '<>:"|?*'


class Shelf:
    """Takes documents and brings the index up to date, one build at a time however many come at once."""

    def __init__(self, folder: Path, refresh: Callable[[], object]) -> None:
        """Keep the documents in `folder`.

        `refresh` makes the index fit them, and raises IndexUnusableError while another process builds one.
        """
        self._folder = folder
        self._refresh = refresh
        self._lock = threading.Lock()
        self._stale = False
        self._state: State = "ready"

    @property
    def state(self) -> State:
        """How far the index is."""
        return self._state

    def add(self, name: str, content: bytes) -> Addition:
        """What became of a file by the rules of `own.add`; the path is the file's name alone."""
        addition = _add(Path(safe_name(name)), content, self._folder)
        if addition.status in ("added", "changed"):
            self._follow()
        return addition

    def remove(self, source_id: str) -> bool:
        """Delete a document that was added; False when there is none of that id."""
        removed = own.remove(source_id, self._folder)
        if removed:
            self._follow()
        return removed

    def _follow(self) -> None:
        """Bring the index up to date: now, or once more after the build that is under way."""
        with self._lock:
            self._stale = True
            if self._state in ("building", "waiting"):
                return
            self._state = "building"
        threading.Thread(target=self._work, name="index", daemon=True).start()

    def _work(self) -> None:
        ended: State = "ready"
        while self._next(ended):
            try:
                self._refresh_when_alone()
                ended = "ready"
            except Exception:  # the outermost edge of this thread: the page goes on with the index from before
                LOGGER.exception("The index could not be brought up to date.")
                ended = "failed"

    def _next(self, ended: State) -> bool:
        """Whether there is something to do; what comes from now on asks for a round of its own."""
        with self._lock:
            again, self._stale = self._stale, False
            self._state = "building" if again else ended
            return again

    def _refresh_when_alone(self) -> None:
        while True:
            self._state = "building"
            try:
                self._refresh()
            except IndexUnusableError:
                self._state = "waiting"
                time.sleep(PAUSE)
            else:
                return


def safe_name(name: str) -> str:
    """The name of a file from a browser without folders and signs that mean something to a file system."""
    base = PureWindowsPath(name).name  # knows both kinds of slash
    kept = "".join(sign for sign in base if sign.isprintable() and sign not in FORBIDDEN).strip(" .")
    path = Path(kept or "uten navn")
    return _cut(path.stem, LONGEST_STEM) + _cut(path.suffix, LONGEST_SUFFIX)


def _cut(text: str, longest: int) -> str:
    return text.encode()[:longest].decode(errors="ignore")


def _add(name: Path, content: bytes, folder: Path) -> Addition:
    try:
        with TemporaryDirectory() as scratch:
            path = scratch / name
            path.write_bytes(content)
            # Nothing comes back for the files by which Word locks a document.
            added = next(iter(own.add([path], folder)), None)
    except OSError:
        return Addition(name, "refused", "filen kan ikke lagres her; si fra til den som drifter assistenten")
    if added is None:
        return Addition(name, "refused", "dette er Words egen låsefil; velg selve dokumentet")
    return Addition(name, added.status, added.reason, added.id)
