from __future__ import annotations

import bz2
import json
import os
import re
import socket
import tarfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from filelock import FileLock

from corpus.download import FetchError, Limits, download, unpack
from corpus.known_laws import UnknownLawError, find_laws, known_laws
from corpus.law import check, fetch, laws, load, records, take
from index.references import references
from tests.lovdata_files import QUALIFICATION, REAL, SOCIAL_SERVICES, archive, law, ledd, note, real, section, tar

LAWS, REGULATIONS = "/get/gjeldende-lover.tar.bz2", "/get/gjeldende-sentrale-forskrifter.tar.bz2"
SOCIAL_FILE, QUALIFICATION_FILE = "nl-20091218-131.xml", "sf-20111221-1471.xml"
QUICK = Limits(silence=0.3, duration=5, pause=0)
OLD = law(section("1", "Formål", ledd("Loven gjelder.")), section("18", "Stønad", ledd("Alle får.")))
NEW = law(
    section("1", "Formål", ledd("Loven gjelder.")),
    section("18", "Stønad", ledd("De som ikke kan forsørge seg, får.")),
    section("18 a", "Ny", ledd("Kommunen skal.")),
    changed="2026-01-01",
)
REGULATION = law(section("1", "Formål", ledd("Forskriften gjelder.")), id_=QUALIFICATION, short="KVP-forskriften")
BOTH = ("sosialtjenesteloven", "kvalifiseringsforskriften")

Send = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Lovdata:
    """A server on loopback that plays Lovdata, with replies made to order; the last one of a path stays."""

    url: str
    replies: dict[str, list[Send]] = field(default_factory=dict)
    requests: list[dict[str, str]] = field(default_factory=list)

    def reply(self, handler: BaseHTTPRequestHandler) -> None:
        self.requests.append({"path": handler.path, **dict(handler.headers.items())})
        waiting = self.replies.get(handler.path, [sends(b"Not found", status=404)])
        (waiting.pop(0) if len(waiting) > 1 else waiting[0])(handler)


def sends(content: bytes, status: int = 200, length: int | None = None, **headers: str) -> Send:
    """Any content; with another length than it has, the connection ends too early."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        kind = {"Content_Type": "application/x-bzip2"} | headers
        for name, value in (kind | {"Content_Length": str(len(content) if length is None else length)}).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return send


def drips(content: bytes, pause: float) -> Send:
    """One byte now and then."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        for byte in content:
            handler.wfile.write(bytes([byte]))
            time.sleep(pause)

    return send


@contextmanager
def serving(address: str = "127.0.0.1") -> Iterator[Lovdata]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                served.reply(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer((address, 0), Handler)
    server.daemon_threads = True
    served = Lovdata(f"http://{address}:{server.server_port}/get")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def lovdata() -> Iterator[Lovdata]:
    with serving() as served:
        served.replies[LAWS] = [sends(archive({f"nl/{SOCIAL_FILE}": OLD, "nl/nl-other.xml": b"<other/>"}))]
        served.replies[REGULATIONS] = [sends(archive({f"sf/{QUALIFICATION_FILE}": REGULATION}))]
        yield served


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "law"


@pytest.fixture
def stored(folder: Path, tmp_path: Path) -> Path:
    """A folder that holds one old law."""
    take(write(tmp_path / "inn" / SOCIAL_FILE, OLD), [], folder, date(2025, 11, 8))
    return folder


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """What is stored; hidden files are on their way or locks."""
    return {path.name: path.read_bytes() for path in folder.glob("[!.]*")}


def fetch_all(folder: Path, lovdata: Lovdata, *wanted: str) -> dict[str, str]:
    changes = fetch(wanted or BOTH, folder, lambda _: None, lovdata.url, QUICK)
    return {change.id: change.status for change in changes}


def test_every_known_law_has_names_of_its_own():
    names = [name for known in known_laws() for name in known.names]
    assert len(known_laws()) == 11
    assert len(names) == len(set(names))


def test_acts_go_by_the_name_that_references_give_them():
    for known in known_laws():
        if known.id.startswith("LOV"):
            assert [found.law for found in references(f"{known.name} § 17")] == [known.name]


@pytest.mark.parametrize("name", ["LOV-2009-12-18-131", "stl", "Sosialtjenesteloven", " SOTJL ", SOCIAL_FILE])
def test_a_law_is_found_by_any_of_its_names(name: str):
    assert [known.id for known in find_laws([name])] == [SOCIAL_SERVICES]


def test_an_unknown_name_is_refused_with_the_known_ones(folder: Path):
    with pytest.raises(UnknownLawError, match=r"Kjenner ikke straffeloven\. Velg blant disse: sosialtjenest"):
        fetch(["stl", "straffeloven"], folder, lambda _: None, "http://127.0.0.1:1")
    assert not folder.exists()


def test_fetched_laws_are_stored_as_they_came_and_load_as_documents(folder: Path, lovdata: Lovdata):
    assert fetch_all(folder, lovdata) == {SOCIAL_SERVICES: "added", QUALIFICATION: "added"}
    assert (folder / f"{SOCIAL_SERVICES}.xml").read_bytes() == OLD
    record = json.loads((folder / f"{SOCIAL_SERVICES}.json").read_text(encoding="utf-8"))
    assert record["copied"] == datetime.now(UTC).date().isoformat()
    assert record["origin"] == f"{lovdata.url}/gjeldende-lover.tar.bz2"
    assert [path.stem for path in records(folder)] == [QUALIFICATION, SOCIAL_SERVICES]
    assert [document.source.title for document in load(folder)] == ["KVP-forskriften", "Sosialtjenesteloven"]
    assert [found.id for found in laws(folder)] == [QUALIFICATION, SOCIAL_SERVICES]


def test_only_the_archive_that_is_needed_is_fetched(folder: Path, lovdata: Lovdata):
    assert fetch_all(folder, lovdata, "kvalifiseringsforskriften") == {QUALIFICATION: "added"}
    assert [request["path"] for request in lovdata.requests] == [REGULATIONS]


def test_with_no_names_all_known_laws_are_asked_for(folder: Path, lovdata: Lovdata):
    statuses = [change.status for change in fetch([], folder, lambda _: None, lovdata.url, QUICK)]
    assert (statuses.count("added"), statuses.count("missing")) == (2, 9)


def test_how_far_it_is_is_told(folder: Path, lovdata: Lovdata):
    told: list[str] = []
    fetch(["stl"], folder, told.append, lovdata.url, QUICK)
    assert told == ["Henter gjeldende-lover.tar.bz2: 1 av 1 MB"]


def test_a_change_says_which_sections(stored: Path, lovdata: Lovdata):
    lovdata.replies[LAWS] = [sends(archive({SOCIAL_FILE: NEW}))]
    [change] = fetch(["stl"], stored, lambda _: None, lovdata.url, QUICK)
    assert (change.title, change.status, change.sections) == ("Sosialtjenesteloven", "changed", ("18", "18 a"))
    assert (change.before, change.after) == (date(2024, 7, 1), date(2026, 1, 1))
    assert laws(stored)[0].section("18 a")


def test_an_unchanged_law_is_confirmed_as_of_today(stored: Path, lovdata: Lovdata):
    assert fetch_all(stored, lovdata, "stl") == {SOCIAL_SERVICES: "unchanged"}
    record = json.loads((stored / f"{SOCIAL_SERVICES}.json").read_text(encoding="utf-8"))
    assert record["copied"] == datetime.now(UTC).date().isoformat()


def test_a_law_that_lovdata_no_longer_has_is_kept_and_said_to_be_missing(stored: Path, lovdata: Lovdata):
    lovdata.replies[LAWS] = [sends(archive({"nl/nl-other.xml": OLD}))]
    before = contents(stored)
    [change] = fetch(["stl"], stored, lambda _: None, lovdata.url, QUICK)
    assert (change.status, change.before, change.after) == ("missing", date(2024, 7, 1), None)
    assert contents(stored) == before


def test_a_check_says_what_has_changed_and_writes_nothing(stored: Path, lovdata: Lovdata):
    lovdata.replies[LAWS] = [sends(archive({SOCIAL_FILE: NEW}))]
    before = sorted(stored.iterdir())
    [change] = check(stored, lovdata.url, QUICK)
    assert (change.id, change.status, change.sections) == (SOCIAL_SERVICES, "changed", ("18", "18 a"))
    assert sorted(stored.iterdir()) == before
    assert laws(stored)[0].section("18 a") is None


def test_a_check_of_nothing_asks_nobody(folder: Path, lovdata: Lovdata):
    assert check(folder, lovdata.url) == []
    assert not lovdata.requests


def pax_bomb() -> bytes:
    member = tarfile.TarInfo("nl/x.xml")
    member.pax_headers = {"comment": "x" * 200_000}
    return bz2.compress(member.tobuf(tarfile.PAX_FORMAT) + bytes(1024))


WHOLE = archive({SOCIAL_FILE: NEW})
MEMBERS = 512 + -(-len(NEW) // 512) * 512
"""Bytes before the blocks that mark the end of a tar file with the new law alone."""
SMALL = Limits(size=10_000, member=100_000, unpacked=300_000, silence=0.3, duration=5, pause=0)
BAD_REPLIES = {
    "missing": (sends(b"", status=404), "finnes ikke (svar 404)"),
    "refused": (sends(b"", status=403), "svarte 403"),
    "broken": (sends(b"", status=503), "serveren svarte 503"),
    "page": (sends(b"<html></html>", Content_Type="text/html; charset=utf-8"), "en nettside og ikke et arkiv"),
    "other": (sends(b"PK\x03\x04 not bzip2"), "er ikke et arkiv (.tar.bz2)"),
    "empty": (sends(b""), "er ikke et arkiv (.tar.bz2)"),
    "cut": (sends(WHOLE[:200], length=len(WHOLE)), "forbindelsen ble brutt før alt var hentet"),
    "short": (sends(WHOLE[:200]), "skadet eller ikke helt"),
    "corrupt": (sends(WHOLE[:90] + b"\0\0\0" + WHOLE[93:]), "skadet eller ikke helt"),
    "no end": (
        sends(bz2.compress(tar({SOCIAL_FILE: NEW})[: 512 + -(-len(NEW) // 512) * 512])),
        "skadet eller ikke helt",
    ),
    "half header": (sends(bz2.compress(tar({"nl/a.xml": b"", SOCIAL_FILE: NEW})[:700])), "skadet eller ikke helt"),
    "no tar": (sends(bz2.compress(b"not a tar" * 200)), "skadet eller ikke helt"),
    "declared large": (sends(b"BZh", length=10_001), "større enn"),
    "large": (sends(bytes(10_001)), "større enn"),
    "member": (sends(archive({SOCIAL_FILE: bytes(100_001)})), "mye større enn ventet"),
    "bomb": (sends(archive({f"nl/{n}.xml": bytes(99_000) for n in range(5)})), "mye større enn ventet"),
    "header bomb": (sends(pax_bomb()), "mye større enn ventet"),
    "slow": (drips(WHOLE, 0.5), "ingenting kom på 0.3 sekunder"),
    "damaged law": (sends(archive({SOCIAL_FILE: NEW[:-30]})), f"{SOCIAL_FILE}: filen er skadet eller ikke hel"),
    "other law": (sends(archive({SOCIAL_FILE: REGULATION})), f"inneholder {QUALIFICATION} og ikke"),
}


@pytest.mark.parametrize("case", BAD_REPLIES)
def test_a_bad_reply_is_said_in_one_line_and_leaves_what_was_there(case: str, stored: Path, lovdata: Lovdata):
    reply, said = BAD_REPLIES[case]
    lovdata.replies[LAWS] = [reply]
    before = contents(stored)
    with pytest.raises(FetchError) as caught:
        fetch(BOTH, stored, lambda _: None, lovdata.url, SMALL)
    assert said in str(caught.value)
    assert re.fullmatch(r"[^\n]+\.", str(caught.value))
    assert contents(stored) == before
    assert [document.paragraphs[1].text for document in load(stored)] == ["Alle får."]


def test_a_failed_first_fetch_stores_nothing(folder: Path, lovdata: Lovdata):
    lovdata.replies[REGULATIONS] = [sends(WHOLE[:200])]
    with pytest.raises(FetchError):
        fetch(BOTH, folder, lambda _: None, lovdata.url, QUICK)
    assert contents(folder) == {}


def test_a_machine_without_network_is_told(folder: Path):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/get"
        with pytest.raises(FetchError, match="får ikke kontakt; se om maskinen er på nett"):
            fetch(["stl"], folder, lambda _: None, url, QUICK)


@pytest.mark.parametrize(
    "url", ["http://api.lovdata.no/get", "ftp://127.0.0.1/get", "/tmp/get", "https://", "http://[1"]
)
def test_only_https_addresses_are_fetched(url: str, tmp_path: Path):
    with pytest.raises(FetchError, match=r"adressen må begynne med https://|ingen gyldig adresse"):
        download(url, tmp_path / "a")


@pytest.mark.parametrize(
    "elsewhere",
    ["https://example.org/a.tar.bz2", "http://localhost:1/a", "http://example.org/", "file:///etc/passwd"],
)
def test_a_redirection_elsewhere_is_not_followed(elsewhere: str, stored: Path, lovdata: Lovdata):
    lovdata.replies[LAWS] = [sends(b"", status=302, Location=elsewhere)]
    before = contents(stored)
    with pytest.raises(FetchError, match=r"127\.0\.0\.1 viser videre til .*; dit følges det ikke"):
        fetch(["stl"], stored, lambda _: None, lovdata.url, QUICK)
    assert contents(stored) == before


def test_a_redirection_on_the_same_host_is_followed(folder: Path, lovdata: Lovdata):
    lovdata.replies["/get/new"] = lovdata.replies[LAWS]
    lovdata.replies[LAWS] = [sends(b"", status=301, Location="/get/new")]
    assert fetch_all(folder, lovdata, "stl") == {SOCIAL_SERVICES: "added"}


def test_a_ring_of_redirections_ends(folder: Path, lovdata: Lovdata):
    lovdata.replies[LAWS] = [sends(b"", status=302, Location=LAWS)]
    with pytest.raises(FetchError, match="viser videre i ring"):
        fetch_all(folder, lovdata, "stl")


def test_a_passing_fault_is_tried_again(folder: Path, lovdata: Lovdata):
    lovdata.replies[LAWS] = [sends(b"", status=503), sends(b"", status=429), sends(WHOLE)]
    assert fetch_all(folder, lovdata, "stl") == {SOCIAL_SERVICES: "added"}


def test_a_download_that_drips_for_too_long_ends(folder: Path, lovdata: Lovdata):
    lovdata.replies[LAWS] = [drips(WHOLE, 0.02)]
    with pytest.raises(FetchError, match=r"det tok mer enn 0\.2 sekunder"):
        fetch(["stl"], folder, lambda _: None, lovdata.url, Limits(duration=0.2, pause=0))


def rest(content: bytes, start: int, version: str) -> Send:
    place = f"bytes {start}-{len(content) - 1}/{len(content)}"
    return sends(content[start:], status=206, Content_Range=place, ETag=version)


def test_an_interrupted_download_goes_on_where_it_stopped(folder: Path, lovdata: Lovdata):
    lovdata.replies[LAWS] = [sends(WHOLE[:200], length=len(WHOLE), ETag='"1"'), rest(WHOLE, 200, '"1"')]
    assert fetch_all(folder, lovdata, "stl") == {SOCIAL_SERVICES: "added"}
    [first, second] = lovdata.requests
    assert "Range" not in first
    assert (second["Range"], second["If-Range"]) == ("bytes=200-", '"1"')


def test_a_download_goes_on_another_day(folder: Path, lovdata: Lovdata):
    day = "Sat, 08 Nov 2025 02:31:59 GMT"
    lovdata.replies[LAWS] = [sends(WHOLE[:200], length=len(WHOLE), Last_Modified=day), sends(b"", status=500)]
    with pytest.raises(FetchError):
        fetch_all(folder, lovdata, "stl")
    start = len(WHOLE) - 200
    lovdata.replies[LAWS] = [
        sends(WHOLE[200:], status=206, Content_Range=f"bytes 200-{start}/{len(WHOLE)}", Last_Modified=day)
    ]
    assert fetch_all(folder, lovdata, "stl") == {SOCIAL_SERVICES: "added"}
    assert lovdata.requests[-1]["Range"] == "bytes=200-"
    assert sorted(path.name for path in folder.glob(".*")) == [".lock"]


@pytest.mark.parametrize(
    "second",
    [
        sends(WHOLE, ETag='"2"'),
        rest(archive({SOCIAL_FILE: OLD}), 200, '"2"'),
        rest(WHOLE, 100, '"1"'),
        sends(b"", status=416),
    ],
    ids=["a new version", "the rest of a new version", "another place", "no such place"],
)
def test_parts_of_two_versions_are_not_joined(second: Send, folder: Path, lovdata: Lovdata):
    lovdata.replies[LAWS] = [sends(WHOLE[:200], length=len(WHOLE), ETag='"1"'), second, sends(WHOLE)]
    assert fetch_all(folder, lovdata, "stl") == {SOCIAL_SERVICES: "added"}
    assert (folder / f"{SOCIAL_SERVICES}.xml").read_bytes() == NEW


@pytest.mark.parametrize("version", [{}, {"ETag": 'W/"1"'}], ids=["none", "weak"])
def test_a_download_whose_version_is_not_known_begins_anew(
    version: dict[str, str], folder: Path, lovdata: Lovdata
):
    lovdata.replies[LAWS] = [sends(WHOLE[:200], length=len(WHOLE), **version), sends(WHOLE)]
    assert fetch_all(folder, lovdata, "stl") == {SOCIAL_SERVICES: "added"}
    assert "Range" not in lovdata.requests[1]


def test_what_a_target_held_stays_until_all_is_there(tmp_path: Path, lovdata: Lovdata):
    target = write(tmp_path / "arkiv", b"before")
    lovdata.replies[LAWS] = [sends(WHOLE[:200], length=len(WHOLE))]
    with pytest.raises(FetchError):
        download(f"{lovdata.url}/gjeldende-lover.tar.bz2", target, limits=QUICK)
    assert target.read_bytes() == b"before"


def test_names_in_an_archive_lead_nowhere(tmp_path: Path, folder: Path):
    names = [f"../../{SOCIAL_FILE}", "/tmp/law-traversal.xml", "../x.xml", "C:\\x.xml"]
    path = write(tmp_path / "deep" / "in" / "a.tar.bz2", archive(dict.fromkeys(names, OLD)))
    take(path, [], folder)
    found = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()}
    assert found == {"deep/in/a.tar.bz2", "law/.lock", *(f"law/{name}" for name in contents(folder))}
    assert set(contents(folder)) == {f"{SOCIAL_SERVICES}.xml", f"{SOCIAL_SERVICES}.json"}
    assert not Path("/tmp/law-traversal.xml").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_only_regular_files_of_an_archive_are_read(kind: bytes, tmp_path: Path):
    member = tarfile.TarInfo(SOCIAL_FILE)
    member.type, member.linkname = kind, "/etc/passwd"
    path = write(tmp_path / "a.tar.bz2", bz2.compress(member.tobuf() + bytes(1024)))
    assert unpack(path, [SOCIAL_FILE]) == {}


def stamp(path: Path, day: date) -> Path:
    """The file as one last changed that day."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()
    os.utime(path, (noon, noon))
    return path


def copied(folder: Path, id_: str = SOCIAL_SERVICES) -> str:
    record = json.loads((folder / f"{id_}.json").read_text(encoding="utf-8"))
    assert isinstance(record["copied"], str)
    return record["copied"]


@pytest.mark.parametrize("name", ["gjeldende-lover.tar.bz2", f"mappe/nl/{SOCIAL_FILE}", "min lov.XML"])
def test_laws_are_taken_from_files(name: str, tmp_path: Path, folder: Path):
    content = archive({f"nl/{SOCIAL_FILE}": OLD}) if name.endswith("bz2") else OLD
    path = stamp(write(tmp_path / name, content), date(2025, 11, 9))
    [change] = take(tmp_path / "mappe" if name.startswith("mappe") else path, [], folder)
    assert (change.id, change.status) == (SOCIAL_SERVICES, "added")
    assert copied(folder) == "2025-11-09"
    assert json.loads((folder / f"{SOCIAL_SERVICES}.json").read_text(encoding="utf-8"))["origin"] == str(path)


def test_the_day_of_a_copy_can_be_said(tmp_path: Path, folder: Path):
    take(write(tmp_path / SOCIAL_FILE, OLD), [], folder, date(2025, 11, 8))
    assert copied(folder) == "2025-11-08"
    assert "hentet 8. november 2025" in load(folder)[0].source.left_out


def test_the_same_law_from_an_earlier_day_changes_nothing(tmp_path: Path, stored: Path):
    before = contents(stored)
    [change] = take(write(tmp_path / SOCIAL_FILE, OLD), [], stored, date(2025, 1, 1))
    assert (change.status, contents(stored)) == ("unchanged", before)


def test_a_law_that_is_named_and_not_there_is_missing(tmp_path: Path, folder: Path):
    write(tmp_path / "inn" / SOCIAL_FILE, OLD)
    changes = take(tmp_path / "inn", ["stl", "fvl"], folder)
    assert [(change.title, change.status) for change in changes] == [
        ("Sosialtjenesteloven", "added"),
        ("forvaltningsloven", "missing"),
    ]


BAD_FILES = {
    "lover.zip": (b"PK\x03\x04", "lover.zip er ikke et arkiv fra Lovdata"),
    "lover.tar.bz2": (WHOLE[:200], "skadet eller ikke helt"),
    "annet.tar.bz2": (archive({"nl/nl-other.xml": OLD}), "Fant ingen av lovene"),
    "mappe/nl-other.xml": (OLD, "Fant ingen av lovene"),
    f"mappe/{SOCIAL_FILE}": (OLD[:-30], f"{SOCIAL_FILE}: filen er skadet"),
    "side.xml": (b"<html/>", "side.xml: filen er ikke en lov eller forskrift fra Lovdata"),
    "barnelova.xml": (OLD.replace(b"2009-12-18-131", b"1981-04-08-7"), "ikke blant lovene som hentes"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_said_in_one_line_and_leaves_what_was_there(name: str, tmp_path: Path, stored: Path):
    content, said = BAD_FILES[name]
    path, before = write(tmp_path / "ut" / name, content), contents(stored)
    with pytest.raises(FetchError) as caught:
        take(path.parent if name.startswith("mappe") else path, [], stored)
    assert said in str(caught.value)
    assert re.fullmatch(r"[^\n]+\.", str(caught.value))
    assert contents(stored) == before


def test_a_file_that_is_not_there_is_said(tmp_path: Path, folder: Path):
    with pytest.raises(FetchError, match="kan ikke åpnes; se om den finnes"):
        take(tmp_path / "borte.tar.bz2", [], folder)


def test_one_bad_law_keeps_the_good_ones_out_too(tmp_path: Path, stored: Path):
    write(tmp_path / "ut" / SOCIAL_FILE, NEW)
    write(tmp_path / "ut" / QUALIFICATION_FILE, REGULATION[:-30])
    before = contents(stored)
    with pytest.raises(FetchError):
        take(tmp_path / "ut", [], stored)
    assert contents(stored) == before


def test_two_do_not_store_at_once(tmp_path: Path, stored: Path):
    with FileLock(stored / ".lock"), pytest.raises(FetchError, match="allerede i et annet vindu"):
        take(write(tmp_path / SOCIAL_FILE, NEW), [], stored)


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, stored: Path, monkeypatch: pytest.MonkeyPatch):
    before = contents(stored)
    path = write(tmp_path / SOCIAL_FILE, NEW)

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        take(path, [], stored)
    assert contents(stored) == before
    assert [file.name for file in stored.glob(".*")] == [".lock"]


@pytest.mark.parametrize(
    ("suffix", "content"),
    [("json", b"{"), ("json", b'{"id": "x"}'), ("xml", NEW), ("xml", b""), ("json", b"[]")],
)
def test_a_damaged_copy_is_reported_and_left_out(suffix: str, content: bytes, stored: Path):
    (stored / f"{SOCIAL_SERVICES}.{suffix}").write_bytes(content)
    told: list[str] = []
    assert load(stored, told.append) == []
    assert laws(stored, told.append) == []
    assert told == [f"{SOCIAL_SERVICES}: kopien av loven er skadet eller endret; hent den på nytt"] * 2


def test_a_damaged_copy_is_mended_by_fetching(stored: Path, lovdata: Lovdata):
    (stored / f"{SOCIAL_SERVICES}.xml").unlink()
    assert fetch_all(stored, lovdata, "stl") == {SOCIAL_SERVICES: "added"}
    assert len(load(stored)) == 1


def test_an_empty_store_holds_nothing(folder: Path):
    assert (records(folder), load(folder), laws(folder)) == ([], [], [])


def test_a_note_alone_is_a_change_of_no_section(tmp_path: Path, stored: Path):
    noted = OLD.replace(b"Alle f\xc3\xa5r.</article>", b"Alle f\xc3\xa5r.</article>" + note("Endres.").encode())
    [change] = take(write(tmp_path / SOCIAL_FILE, noted), [], stored)
    assert (change.status, change.sections) == ("changed", ())


@real
def test_all_known_laws_are_fetched_from_archives_of_the_real_files(folder: Path, lovdata: Lovdata):
    for path, prefix in ((LAWS, "nl"), (REGULATIONS, "sf")):
        files = {f"{prefix}/{file.name}": file.read_bytes() for file in REAL if file.name.startswith(prefix)}
        lovdata.replies[path] = [sends(archive(files))]
    changes = fetch([], folder, lambda _: None, lovdata.url, QUICK)
    assert [(change.id, change.status) for change in changes] == [(known.id, "added") for known in known_laws()]
    assert len(load(folder)) == 11
    assert {change.status for change in check(folder, lovdata.url, QUICK)} == {"unchanged"}
