"""A rundskriv fetched from its official address, and kept among the user's own documents."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from corpus import own
from corpus.download import MEBIBYTE, FetchError, Limits, Wanted, download
from corpus.errors import UnreadableFileError
from corpus.readers import MAX_MEBIBYTES, read, title
from corpus.rundskriv_header import describe, texts_of

PDF = b"%PDF-"
PAGE = Wanted("en nettside eller en PDF", re.compile(rb"%PDF-|(?:\xef\xbb\xbf)?\s*<"))
LIMITS = Limits(size=MAX_MEBIBYTES * MEBIBYTE, duration=300)


def fetch(address: str, folder: Path, limits: Limits = LIMITS) -> own.Addition:
    """Fetches a rundskriv (HTML or PDF) and stores it in place of what was fetched from there before.

    Raises:
        FetchError: when it cannot be fetched or read, or is no rundskriv; then nothing that is stored is touched.
        OSError: when the folder of stored documents cannot be written to.
    """
    # What stands after # is a place on the page.
    url = address.strip().partition("#")[0]
    with TemporaryDirectory() as scratch:
        page = Path(scratch) / "page"
        download(url, page, limits=limits, wanted=PAGE)
        content = page.read_bytes()
        file = page.rename(page.with_suffix(".pdf" if content.startswith(PDF) else ".html"))
        _check(file, url)
        return own.put_fetched(content, file.suffix, _name(url), url, folder)


def _check(file: Path, url: str) -> None:
    """Raises FetchError unless the file is a rundskriv."""
    try:
        found = describe(title(file) or _name(url), texts_of(read(file)))
    except UnreadableFileError as error:
        raise FetchError(f"{url} kan ikke leses: {error}.") from error
    if not found:
        raise FetchError(
            f"{url} er ikke et rundskriv: siden har ikke hode med dato og myndighet, nummer eller henvisninger. "
            "Er det et annet dokument, så lagre det som fil og bruk: assistant add"
        )


def _name(url: str) -> str:
    """The last part of an address without its ending, else its host."""
    parts = urlsplit(url)
    return PurePosixPath(unquote(parts.path)).stem or parts.netloc
