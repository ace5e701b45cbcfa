"""The application: its settings, what guards every request, and pages for errors."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, render_template, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from regsearch.errors import (
    CitationError,
    NotFoundError,
    RegsearchError,
    SourceError,
    StorageError,
    TooLargeError,
    UsageError,
)
from regsearch.web import drafts, filters, views

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from regsearch import Library

MAX_UPLOAD = 10 << 20
"""Bytes of a request at the most; a draft of a hundred pages has less than one megabyte."""

HEADERS = {
    # Everything comes from this server, and nothing may be written into a page.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Questions stand in addresses, so no other site is told them.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

_STATUSES: tuple[tuple[type[RegsearchError], int], ...] = (
    (UsageError, 400),
    (CitationError, 400),
    (NotFoundError, 404),
    (TooLargeError, 413),
    (SourceError, 422),
    (StorageError, 503),
)
_TITLES = {
    400: "Permintaan ini tidak dapat dibaca",
    403: "Permintaan ini ditolak",
    404: "Tidak ada",
    405: "Cara membuka halaman ini keliru",
    413: "Terlalu besar",
    422: "Berkas ini tidak terbaca",
    500: "Ada yang salah di sini",
    503: "Belum dapat dijawab",
}
_MESSAGES = {
    400: "Periksa alamat yang Anda buka.",
    403: "Permintaan dari situs lain tidak diterima. Buka halaman ini sendiri, lalu ulangi.",
    404: "Halaman ini tidak ada. Mulai lagi dari pencarian.",
    405: "Mulai lagi dari pencarian.",
    413: f"Kiriman paling besar {MAX_UPLOAD >> 20} MB.",
    500: "Kesalahan ini tercatat di komputer yang menjalankan regsearch. Ulangi, atau laporkan.",
    503: "Terlalu banyak naskah sedang diperiksa. Ulangi sebentar lagi.",
}

_WRONG_HOST = (
    "Nama ini tidak diterima. Buka alamat yang ditunjukkan perintahnya, atau izinkan nama ini: "
    "regsearch web --nama NAMA"
)


def create_app(library: Callable[[], Library], hosts: Collection[str]) -> Flask:
    """Return the application.

    Args:
        library: gives what a request asks; called by the threads that serve requests.
        hosts: names under which it may be opened, of addresses too, without port or brackets.
            A request for another name is refused, so that a page of another site cannot read
            answers after pointing its own name to this machine (DNS rebinding).

    """
    app = Flask(__name__)
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_UPLOAD,
        MAX_FORM_MEMORY_SIZE=MAX_UPLOAD,
        MAX_FORM_PARTS=20,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.finalize = filters.visible_value
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    filters.register(app)
    app.register_blueprint(views.pages)
    app.register_blueprint(drafts.drafts)
    app.before_request(partial(_require_own_host, frozenset(hosts)))
    app.before_request(_require_same_site)
    app.before_request(partial(_open_library, library))
    app.after_request(_with_headers)
    app.register_error_handler(RegsearchError, _refused)
    app.register_error_handler(HTTPException, _failed)
    return app


def _require_own_host(hosts: frozenset[str]) -> None:
    # Not Flask's TRUSTED_HOSTS, which cannot match an IPv6 address.
    try:
        name = urlsplit(f"//{request.headers.get('Host', '')}").hostname
    except ValueError:
        name = None
    if name not in hosts:
        raise SecurityError


def _require_same_site() -> None:
    """Refuse what another site's page sends here, such as a form with a draft."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    sent_by = request.headers.get("Origin")
    foreign = sent_by is not None and urlsplit(sent_by).netloc != request.host
    if foreign or request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        abort(403)


def _open_library(library: Callable[[], Library]) -> None:
    g.library = library()  # the same one for the whole of a request


def _with_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    if request.endpoint != "static":
        # Today's answer is not tomorrow's, and a draft is nobody else's business.
        response.headers["Cache-Control"] = "no-store"
    return response


def _refused(error: RegsearchError) -> tuple[str, int]:
    status = next((number for kind, number in _STATUSES if isinstance(error, kind)), 500)
    if status >= 500:  # it names folders of this machine, which its owner is told
        current_app.logger.error("%s: %s", type(error).__name__, error)
        return _page(status, _MESSAGES[500])
    return _page(status, str(error), getattr(error, "neighbours", ()))


def _failed(error: HTTPException) -> Response | tuple[str, int]:
    if isinstance(error, SecurityError):
        return _page(400, _WRONG_HOST)
    status = error.code or InternalServerError.code
    if status < 400:  # a redirect
        return error.get_response()  # type: ignore[return-value]
    return _page(status, _MESSAGES.get(status, _MESSAGES[400]))


def _page(status: int, message: str, neighbours: Collection[str] = ()) -> tuple[str, int]:
    title = _TITLES.get(status, _TITLES[400])
    page = render_template(
        "error.html", title=title, message=message, neighbours=neighbours, status=status
    )
    return page, status
