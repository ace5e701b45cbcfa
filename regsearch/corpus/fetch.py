"""Fetch the official text of an instrument from the addresses in the catalogue."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from regsearch.corpus.add import add_file
from regsearch.corpus.download import download
from regsearch.errors import ChangedError, DownloadError, DuplicateError, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from regsearch.corpus.download import Limits, Progress
    from regsearch.corpus.store import Entry, Store
    from regsearch.law.catalog.instrument import Instrument
    from regsearch.law.catalog.load import Catalog

DOWNLOADS = "unduhan"
"""Folder of a corpus for downloads that are not yet recognised."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The result for one instrument."""

    entry: Entry
    new: bool
    """False if the address still serves the stored file."""


def fetch(
    document: str,
    store: Store,
    catalog: Catalog,
    *,
    replace: bool = False,
    limits: Limits | None = None,
    progress: Progress | None = None,
    private: bool = False,
    plain_loopback: bool = False,
) -> Fetched:
    """Download the official text of *document* and store it, or compare it with the stored one.

    Args:
        document: its id in the catalogue.
        store: where it is stored.
        catalog: has its addresses, which are tried in order.
        replace: whether it may replace another file.
        limits: this and the arguments below: see :func:`regsearch.corpus.download.download`.
        progress: called as bytes arrive.
        private: whether addresses of the own network are allowed.
        plain_loopback: for tests only.

    Raises:
        ChangedError: the address serves other bytes than before; the stored file is kept.
        DownloadError: no address serves a complete PDF.
        SourceError: the file is not that document, or another text of it is stored already.

    """
    instrument = catalog.get(document)
    if instrument is None:
        raise DownloadError(f"{document} tidak ada di katalog. Daftar: regsearch korpus daftar")
    before = store.get(document)
    if before and before.origin not in instrument.official and not replace:
        raise DuplicateError(
            f"Naskah resmi {document} sudah ada ({store.path(before)}), bukan dari alamat di "
            "katalog. Untuk menggantinya: --ganti"
        )
    get = partial(
        download,
        limits=limits,
        progress=progress,
        private=private,
        plain_loopback=plain_loopback,
    )
    part, address = _download_first(instrument, store, before, get)
    digest = hashlib.sha256(part.read_bytes()).hexdigest()
    if before and digest == before.sha256:
        store.verify(before)
        part.unlink()
        return Fetched(before, new=False)
    kept = part.with_name(f"{document}-{digest[:8]}.pdf")
    part.replace(kept)
    if before and not replace:
        raise ChangedError(
            f"{address} kini memberi berkas lain (SHA-256 {digest[:12]}…, tercatat "
            f"{before.sha256[:12]}…). Yang lama dipertahankan; yang baru ada di {kept}. "
            f"Bandingkan; bila sah: regsearch korpus tambah {kept} --id {document} --ganti"
        )
    try:
        added = add_file(
            kept,
            store,
            catalog,
            document=document,
            replace=replace,
            original=unquote(urlsplit(address).path.rsplit("/", 1)[-1]) or kept.name,
            origin=address,
        )
    except SourceError as error:
        message = f"{error} Berkas dari {address} ada di {kept}."
        raise type(error)(message) from error
    kept.unlink()
    return Fetched(added.entry, new=True)


def _download_first(
    instrument: Instrument,
    store: Store,
    before: Entry | None,
    get: Callable[[str, Path], None],
) -> tuple[Path, str]:
    """Download from the first address that works; return the file and the address."""
    # A stored text is compared with the very address that it came from.
    from_catalog = before is not None and before.origin in instrument.official
    addresses = (before.origin,) if before and from_catalog else instrument.official
    if not addresses:
        raise DownloadError(
            f"Katalog tidak mencatat alamat resmi {instrument.id}. Bila Anda punya berkasnya: "
            "regsearch korpus tambah BERKAS"
        )
    part = store.folder / DOWNLOADS / f"{instrument.id}.part"
    reasons = []
    for address in addresses:
        try:
            get(address, part)
        except DownloadError as error:
            reasons.append(str(error))
        else:
            return part, address
    raise DownloadError("\n".join(reasons))
