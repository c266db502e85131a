"""One file fetched from the network, and the files in an archive; none is trusted to be what it should.

Only https is spoken (http to the machine itself, for tests), redirections lead nowhere but to the same host, and
everything is bounded in size and time. What was fetched is put in place when all of it is there.
"""

from __future__ import annotations

import bz2
import io
import re
import tarfile
import time
from collections.abc import Callable, Collection
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import httpx

MEBIBYTE = 1024 * 1024
ATTEMPTS = 3
MOST_REDIRECTIONS = 5
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
MOST_MEMBERS = 100_000
TOO_LARGE = "Arkivet er mye større enn ventet når det pakkes ut, og er ikke lest; se om det er det rette."
TAR_END = bytes(tarfile.BLOCKSIZE)
OTHER_TYPES = ("text/", "application/json", "application/problem+json", "application/xml")

Progress = Callable[[int, int | None], object]
"""Told how many bytes are there, and how many there will be; None where the server does not say."""


class FetchError(Exception):
    """Something that could not be fetched or unpacked. The message is one sentence or two for the user."""


class _InterruptedError(Exception):
    """An attempt that another may mend; the message fits after "Nedlastingen stoppet: "."""


@dataclass(frozen=True)
class Limits:
    """How much is taken in, and how long it may take."""

    size: int = 200 * MEBIBYTE
    """Bytes of what is fetched."""
    member: int = 50 * MEBIBYTE
    """Bytes of one file in it, unpacked."""
    unpacked: int = 1024 * MEBIBYTE
    """Bytes of all files in it, unpacked."""
    silence: float = 30
    """Seconds without a byte."""
    duration: float = 1800
    """Seconds for the whole download."""
    pause: float = 1
    """Seconds before another attempt."""


class Wanted(NamedTuple):
    """What a download is to be: in words, and how its beginning shows it."""

    words: str
    beginning: re.Pattern[bytes]


ARCHIVE = Wanted("et arkiv (.tar.bz2)", re.compile(b"BZh"))


@dataclass(frozen=True)
class _Download:
    """A file on its way: what is there of it, and which version of it the server said it was."""

    url: httpx.URL
    target: Path
    limits: Limits
    progress: Progress
    deadline: float
    wanted: Wanted

    @property
    def partial(self) -> Path:
        return self.target.with_name(f"{self.target.name}.part")

    @property
    def version(self) -> Path:
        return self.target.with_name(f"{self.target.name}.version")

    def discard(self) -> None:
        """Forget what is there."""
        self.partial.unlink(missing_ok=True)
        self.version.unlink(missing_ok=True)

    def resumable(self) -> tuple[int, str]:
        """How many bytes are there, and of which version; (0, "") where it must be fetched from the beginning."""
        if self.partial.exists() and self.version.exists():
            return self.partial.stat().st_size, self.version.read_text(encoding="utf-8")
        return 0, ""


def _silent(done: int, total: int | None) -> None:
    """Report nothing."""


def download(
    url: str, target: Path, progress: Progress = _silent, limits: Limits | None = None, wanted: Wanted = ARCHIVE
) -> None:
    """Fetches what is wanted to `target`, continuing an earlier interrupted download of the same version.

    What `target` held is replaced when all is there, and untouched otherwise.

    Raises:
        FetchError: when it cannot be fetched, or is not what is wanted.
        OSError: when the file cannot be written.
    """
    limits = limits or Limits()
    job = _Download(_address(url), target, limits, progress, time.monotonic() + limits.duration, wanted)
    # On loopback no proxy stands between.
    with httpx.Client(timeout=limits.silence, trust_env=job.url.scheme == "https") as client:
        _persist(client, job)
    job.partial.replace(target)
    job.version.unlink(missing_ok=True)


def _persist(client: httpx.Client, job: _Download) -> None:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            _attempt(client, job)
        except FetchError:
            job.discard()
            raise
        except _InterruptedError as error:
            if attempt == ATTEMPTS or time.monotonic() >= job.deadline:
                raise FetchError(f"Nedlastingen fra {job.url.host} stoppet: {error}.") from error
            time.sleep(job.limits.pause * attempt)
        else:
            return


def _attempt(client: httpx.Client, job: _Download) -> None:
    try:
        with closing(_send(client, job)) as response:
            _receive(response, job)
    except httpx.TimeoutException as error:
        raise _InterruptedError(f"ingenting kom på {job.limits.silence:g} sekunder; prøv igjen senere") from error
    except httpx.ConnectError as error:
        raise _InterruptedError("får ikke kontakt; se om maskinen er på nett") from error
    except httpx.HTTPError as error:
        raise _InterruptedError("forbindelsen ble brutt før alt var hentet; prøv igjen") from error


def _address(url: str) -> httpx.URL:
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise FetchError(f"{url} er ingen gyldig adresse.") from error
    if not _is_allowed(address):
        raise FetchError(f"{url} kan ikke hentes; adressen må begynne med https://.")
    return address


def _is_allowed(url: httpx.URL) -> bool:
    return bool(url.host) and (url.scheme == "https" or (url.scheme == "http" and url.host in LOOPBACK))


def _send(client: httpx.Client, job: _Download) -> httpx.Response:
    """The response to the request, after redirections on the same host."""
    done, version = job.resumable()
    headers = {"Accept-Encoding": "identity"}
    if done:
        headers |= {"Range": f"bytes={done}-", "If-Range": version}
    request = client.build_request("GET", job.url, headers=headers)
    for _ in range(MOST_REDIRECTIONS):
        response = client.send(request, stream=True)
        if response.next_request is None:
            return response
        response.close()
        request = response.next_request
        if request.url.host != job.url.host or not _is_allowed(request.url):
            raise FetchError(f"{job.url.host} viser videre til {request.url}; dit følges det ikke.")
    raise FetchError(f"{job.url.host} viser videre i ring; prøv igjen senere.")


def _receive(response: httpx.Response, job: _Download) -> None:
    done = _start(response, job)
    length = response.headers.get("Content-Length", "")
    total = done + int(length) if length.isdecimal() else None
    _check_size(total or 0, job)
    with job.partial.open("ab" if done else "wb") as file:
        for chunk in response.iter_raw():
            done += len(chunk)
            _check_size(done, job)
            if time.monotonic() > job.deadline:
                raise _InterruptedError(f"det tok mer enn {job.limits.duration:g} sekunder; prøv igjen senere")
            file.write(chunk)
            job.progress(done, total)
    with job.partial.open("rb") as file:
        if not job.wanted.beginning.match(file.read(MEBIBYTE)):
            raise FetchError(f"Det som kom fra {job.url.host}, er ikke {job.wanted.words}; prøv igjen senere.")


def _start(response: httpx.Response, job: _Download) -> int:
    """The byte from which the response goes on, once its status and type are as they should be."""
    _check_status(response.status_code, job)
    if job.wanted is ARCHIVE and response.headers.get("Content-Type", "").lower().startswith(OTHER_TYPES):
        raise FetchError(f"{job.url.host} sendte en nettside og ikke et arkiv (.tar.bz2); prøv igjen senere.")
    # A weak ETag does not say that the bytes are the same.
    tag = response.headers.get("ETag", "W/")
    version = response.headers.get("Last-Modified", "") if tag.startswith("W/") else tag
    if response.status_code == httpx.codes.PARTIAL_CONTENT:
        done, expected = job.resumable()
        if done and version == expected and response.headers.get("Content-Range", "").startswith(f"bytes {done}-"):
            return done
        job.discard()
        raise _InterruptedError("svaret passet ikke til det som var hentet før; prøv igjen")
    job.discard()
    if version:
        job.version.write_text(version, encoding="utf-8")
    return 0


def _check_status(status: int, job: _Download) -> None:
    if status in (httpx.codes.OK, httpx.codes.PARTIAL_CONTENT):
        return
    if status == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
        job.discard()
        raise _InterruptedError("serveren kunne ikke fortsette der den slapp; prøv igjen")
    if status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise _InterruptedError(f"serveren svarte {status}; prøv igjen senere")
    if status in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
        raise FetchError(f"{job.url} finnes ikke (svar {status}); kanskje er det flyttet.")
    raise FetchError(f"{job.url.host} svarte {status} og sendte ikke {job.wanted.words}; prøv igjen senere.")


def _check_size(size: int, job: _Download) -> None:
    if size > job.limits.size:
        most = job.limits.size // MEBIBYTE
        raise FetchError(f"{job.url} er større enn {most} MB, og det er ikke ventet; hentingen er stanset.")


class _Unpacked(io.RawIOBase):
    """The bytes of a bzip2 file, unpacked as they are read and never more of them than allowed."""

    def __init__(self, packed: bz2.BZ2File, limits: Limits) -> None:
        self._packed = packed
        self._limits = limits

    def tell(self) -> int:
        return self._packed.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._check(offset)
        return self._packed.seek(offset, whence)

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= self._limits.member:
            raise FetchError(TOO_LARGE)
        self._check(self.tell() + size)
        return self._packed.read(size)

    def _check(self, position: int) -> None:
        if position > self._limits.unpacked:
            raise FetchError(TOO_LARGE)


def unpack(path: Path, wanted: Collection[str], limits: Limits | None = None) -> dict[str, bytes]:
    """The contents of the regular files in a .tar.bz2 that have one of the wanted names, in whatever folder.

    Nothing is written, so no name in the archive leads anywhere.

    Raises:
        FetchError: when the archive is damaged, cut short, or holds more than it may.
        OSError: when it cannot be opened.
    """
    limits = limits or Limits()
    with path.open("rb") as file:
        if not ARCHIVE.beginning.match(file.read(MEBIBYTE)):
            raise FetchError(f"{path.name} er ikke et arkiv fra Lovdata (.tar.bz2).")
    with bz2.open(path) as packed:
        try:
            return _members(_Unpacked(packed, limits), wanted, limits)
        except (tarfile.TarError, EOFError, OSError, ValueError, RecursionError) as error:
            raise FetchError("Arkivet er skadet eller ikke helt; hent det på nytt.") from error


def _members(stream: _Unpacked, wanted: Collection[str], limits: Limits) -> dict[str, bytes]:
    contents = {}
    with tarfile.open(fileobj=stream, mode="r:") as archive:
        for count, member in enumerate(archive, 1):
            if count > MOST_MEMBERS or member.size > limits.member:
                raise FetchError(TOO_LARGE)
            name = PurePosixPath(member.name).name
            if name in wanted and member.isreg() and (file := archive.extractfile(member)):
                contents[name] = file.read()
        # tarfile takes a damaged header after the first for the end.
        stream.seek(archive.offset)
        if stream.read(tarfile.BLOCKSIZE) != TAR_END:
            raise tarfile.ReadError
    return contents
