"""Downloads from a server that misbehaves: no bad file is kept, no good one is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regsearch.corpus.download import Limits, download
from regsearch.errors import DownloadError
from tests.corpus.server import Behaviour, serving

if TYPE_CHECKING:
    from pathlib import Path

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 400 + b"\n%%EOF\n"
QUICK = Limits(attempts=3, silence=0.5, pause=0.0, duration=20.0)


@pytest.fixture
def part(tmp_path: Path) -> Path:
    return tmp_path / "unduhan" / "x.part"


def get(behaviour: Behaviour, part: Path, limits: Limits = QUICK) -> list[tuple[int, int | None]]:
    steps: list[tuple[int, int | None]] = []
    with serving(behaviour) as address:
        download(
            address,
            part,
            limits,
            lambda have, total: steps.append((have, total)),
            plain_loopback=True,
        )
    return steps


def refused(behaviour: Behaviour, part: Path, why: str, limits: Limits = QUICK) -> None:
    with pytest.raises(DownloadError, match=why):
        get(behaviour, part, limits)


def test_download_reports_progress(part: Path) -> None:
    steps = get(Behaviour(PDF), part)
    assert part.read_bytes() == PDF
    assert steps[-1] == (len(PDF), len(PDF))
    assert [p.name for p in part.parent.iterdir()] == ["x.part"]


def test_broken_transfer_is_resumed(part: Path) -> None:
    server = Behaviour(PDF)
    server.break_after = [5000, 20000]
    get(server, part)
    assert part.read_bytes() == PDF
    assert [range_ for _, range_ in server.requests] == [None, "bytes=5000-", "bytes=25000-"]


def test_transfer_without_etag_starts_over(part: Path) -> None:
    server = Behaviour(PDF)
    server.etag, server.break_after = None, [5000]
    get(server, part)
    assert part.read_bytes() == PDF
    assert [range_ for _, range_ in server.requests] == [None, None]


def test_parts_of_different_files_are_not_combined(part: Path) -> None:
    server = Behaviour(PDF)
    server.break_after = [5000] * 3
    server.etag = '"lama"'
    refused(server, part, "sambungan terputus")
    other = Behaviour(PDF.replace(b"%PDF-1.7", b"%PDF-1.4"))
    with serving(other) as address:
        # The address is another one here, as after a move of the server; nothing is continued.
        download(address, part, QUICK, plain_loopback=True)
    assert part.read_bytes() == other.content


def test_changed_etag_starts_over_in_later_run(part: Path) -> None:
    server = Behaviour(PDF)
    with serving(server) as address:
        server.break_after = [9000]
        with pytest.raises(DownloadError):
            download(address, part, Limits(attempts=1, pause=0), plain_loopback=True)
        server.content, server.etag = PDF.replace(b"%PDF-1.7", b"%PDF-1.4"), '"dua"'
        download(address, part, QUICK, plain_loopback=True)
    assert server.requests[-1][1] == "bytes=9000-"
    assert part.read_bytes() == server.content


def test_wrong_range_is_not_appended(part: Path) -> None:
    server = Behaviour(PDF)
    server.break_after, server.wrong_range = [5000], True
    get(server, part)
    assert part.read_bytes() == PDF


def test_part_is_kept_after_last_attempt(part: Path) -> None:
    server = Behaviour(PDF)
    server.break_after = [1000, 1000, 1000]
    refused(server, part, "sesudah 3 kali dicoba.*dilanjutkan")
    assert len(server.requests) == 3
    assert part.read_bytes() == PDF[:3000]


def test_truncated_pdf_is_refused(part: Path) -> None:
    refused(Behaviour(PDF[:-7]), part, "terpotong")
    assert not part.exists()


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "image/png"])
def test_other_content_type_is_refused(part: Path, kind: str) -> None:
    server = Behaviour(b"<html>%PDF-</html>")
    server.kind = kind
    refused(server, part, "bukan PDF.*korpus tambah")
    assert len(server.requests) == 1


def test_html_sent_as_pdf_is_refused(part: Path) -> None:
    refused(Behaviour(b"<html>" + b"x" * 5000), part, "tanda %PDF tidak ada")
    assert not part.exists()


def test_oversized_content_length_is_refused_at_once(part: Path) -> None:
    server = Behaviour(PDF)
    server.claimed = 10**12
    refused(server, part, "lebih dari batas")
    assert not part.exists()


def test_oversized_body_without_length_is_stopped(part: Path) -> None:
    server = Behaviour(PDF)
    server.no_length = True
    refused(server, part, "lebih dari batas", Limits(size=50_000, attempts=1))
    assert not part.exists()


def test_silent_server_times_out(part: Path) -> None:
    server = Behaviour(PDF)
    server.slow = 2.0
    refused(server, part, "diam lebih dari 0.2 detik", Limits(attempts=2, silence=0.2, pause=0))


def test_slow_transfer_is_stopped(part: Path) -> None:
    refused(Behaviour(PDF), part, "belum selesai", Limits(duration=-1.0))


def test_transient_status_is_retried(part: Path) -> None:
    server = Behaviour(PDF)
    server.statuses = [503, 429]
    get(server, part)
    assert part.read_bytes() == PDF


@pytest.mark.parametrize("status", [401, 403, 404, 410, 304])
def test_permanent_status_is_not_retried(part: Path, status: int) -> None:
    server = Behaviour(PDF)
    server.statuses = [status] * 9
    refused(server, part, f"server menjawab {status}")
    assert len(server.requests) == 1


def test_redirects_are_followed_and_counted(part: Path) -> None:
    server = Behaviour(PDF)
    server.location, server.statuses = "/lain.pdf", [302, 307]
    get(server, part)
    assert [path for path, _ in server.requests] == ["/naskah.pdf", "/lain.pdf", "/lain.pdf"]
    server.statuses = [302] * 99
    server.requests.clear()
    refused(server, part, "mengalihkan lebih dari 5 kali")
    assert len(server.requests) == 6


@pytest.mark.parametrize("elsewhere", ["http://contoh.id/a.pdf", "file:///etc/passwd", "//x/a", ""])
def test_redirect_to_other_scheme_is_refused(part: Path, elsewhere: str) -> None:
    server = Behaviour(PDF)
    server.location, server.statuses = elsewhere, [301] * 9
    why = "mengalihkan" if elsewhere == "" else "bukan alamat https"
    refused(server, part, why)


@pytest.mark.parametrize(
    "address", ["http://contoh.id/a.pdf", "ftp://contoh.id/a", "https://", "a.pdf", ""]
)
def test_only_https_is_requested(part: Path, address: str) -> None:
    with pytest.raises(DownloadError, match="bukan alamat https"):
        download(address, part, QUICK)
    with pytest.raises(DownloadError, match="bukan alamat https"):
        download("http://127.0.0.1:1/a.pdf", part, QUICK)


def test_failed_tls_handshake_is_download_error(part: Path) -> None:
    # Nothing speaks TLS on that port, let alone with a certificate that is trusted.
    with serving(Behaviour(PDF)) as address, pytest.raises(DownloadError, match="terputus"):
        download(address.replace("http:", "https:"), part, QUICK, private=True)


def test_missing_httpx_names_the_extra(part: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(DownloadError, match=r"regsearch\[ambil\]"):
        download("https://contoh.id/a.pdf", part)
