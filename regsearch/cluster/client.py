"""Requests to a cluster: bounded in time, tried again where that is safe, errors told apart.

The only module that knows opensearch-py.
"""

from __future__ import annotations

import logging
import random
import re
import time
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from regsearch.errors import AccessError, ClusterError, PartialError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from regsearch.cluster.address import Access, Address

_BUSY = 429
"""Too many requests: passes, as the states from 500 on do (a node that is leaving, a shard that has
no copy for a moment)."""
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 2.0

_LACKING = re.compile(r"no permissions for \[(.+?)\] and User")
"""How the security plugin says which right a user lacks."""

# What fails is raised; without a handler Python would print the library's own notes of it too.
logging.getLogger("opensearch").addHandler(logging.NullHandler())


class RefusedError(ClusterError):
    """The cluster answered that it will not, with an HTTP status."""

    def __init__(self, message: str, status: int, kind: str) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        """What OpenSearch calls it, ``index_not_found_exception``."""


def pauses() -> Iterable[float]:
    """Yield the seconds to wait before each further try: doubling, with chance, to a limit."""
    pause = _FIRST_PAUSE
    while True:
        yield pause * (0.5 + random.random())
        pause = min(2 * pause, _LONGEST_PAUSE)


class Session:
    """A way to the nodes of a cluster.

    Args:
        address: where the nodes are.
        access: credentials, certificates and the time limit.

    Raises:
        ClusterError: the library that talks to the cluster is not installed.

    """

    def __init__(self, address: Address, access: Access) -> None:
        try:
            from opensearchpy import OpenSearch
        except ImportError as error:
            raise ClusterError(
                "Untuk indeks dalam kluster diperlukan opensearch-py. "
                "Pasang: pip install 'regsearch[opensearch]'"
            ) from error
        self.address = address
        self.timeout = access.timeout
        options: dict[str, Any] = {}
        if address.tls:
            options |= {"use_ssl": True, "verify_certs": True}
            options |= {"ca_certs": str(access.ca)} if access.ca else {}
        if access.user is not None:
            options["http_auth"] = (access.user, access.password or "")
        self._client = OpenSearch(
            [{"host": name.strip("[]"), "port": port} for name, port in address.hosts],
            # Tried again here, within one limit of time.  A node that is late is passed over for
            # a while, as one that is gone.
            max_retries=0,
            retry_on_timeout=True,
            retry_on_status=(),
            dead_timeout=5,
            **options,
        )

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        params: Mapping[str, str] | None = None,
        lacks: Callable[[Any], str | None] = lambda _reply: None,
        *,
        shared: bool = False,
    ) -> Any:
        """Return what the cluster answers.

        Connections that fail and states that pass are tried again, at other nodes, until the time
        is over.  So a request must do no harm when it arrives twice.

        Args:
            method: of HTTP.
            path: with its slash, each part quoted where needed.
            body: JSON, or lines of JSON as bytes.
            params: of the path.
            lacks: says which part of the index a reply lacks, or None if it is whole; one that
                lacks a part is never returned.
            shared: whether the nodes share the time, so that one which hangs does not use up all.

        Raises:
            UnreachableError: no node answered in time.
            AccessError: credentials or certificate were refused.
            PartialError: the cluster lacks a part of the index and did not get it back in time.
            RefusedError: the cluster answered that it will not.

        """
        end = time.monotonic() + self.timeout
        lacking: PartialError | None = None
        turns = chain(range(len(self.address.hosts) if shared else 1, 0, -1), repeat(1))
        for pause, turn in zip(pauses(), turns, strict=False):
            left = max((end - time.monotonic()) / turn, 0.05)
            try:
                reply = self._once(method, path, body, dict(params or {}), left)
                if part := lacks(reply):
                    raise _PassingError(self._partial(part))
                return reply
            except _PassingError as failure:
                if isinstance(failure.error, PartialError):
                    lacking = failure.error
                if time.monotonic() + pause >= end:
                    # That a part is missing tells more than that one of the nodes is.
                    raise lacking or failure.error from failure.__cause__
            time.sleep(pause)
        raise AssertionError("pauses never end")

    def _once(self, method: str, path: str, body: Any, params: dict[str, Any], left: float) -> Any:
        """Return what one node answers within *left* seconds."""
        from opensearchpy import exceptions as known

        params["request_timeout"] = left
        try:
            return self._client.transport.perform_request(method, path, params=params, body=body)
        except known.SSLError as error:
            raise AccessError(self._untrusted(str(error.info))) from error
        except known.ConnectionTimeout as error:
            raise _PassingError(self._unreachable("tidak menjawab dalam batas waktu")) from error
        except known.ConnectionError as error:
            raise _PassingError(self._unreachable("tidak terhubung")) from error
        except known.TransportError as error:
            status = int(error.status_code)
            told = self._refusal(status, error.info)
            if status == _BUSY or status >= 500:
                raise _PassingError(told) from error
            raise told from error

    @property
    def place(self) -> str:
        """The address, as a user is told."""
        return str(self.address)

    def _untrusted(self, why: str) -> str:
        if "CERTIFICATE_VERIFY_FAILED" in why:
            return (
                f"Sertifikat {self.place} tidak dapat dipercaya: {why}. Bila lembaga Anda "
                "menandatanganinya sendiri, sebutkan sertifikatnya (ca) dalam pengaturan."
            )
        return (
            f"Tidak ada sambungan TLS dengan {self.place}: {why}. Periksa nomor portanya, dan "
            "apakah kluster memakai TLS."
        )

    def _unreachable(self, why: str) -> UnreachableError:
        return UnreachableError(
            f"Kluster {self.place} {why} ({self.timeout:g} detik). Periksa apakah kluster hidup "
            "dan alamatnya benar, lalu ulangi."
        )

    def _refusal(self, status: int, info: Any) -> ClusterError:
        kind, reason = _reason(info)
        if status in {401, 403} and kind != "cluster_block_exception":
            lacking = _LACKING.search(reason)
            return AccessError(
                f"Kluster {self.place} menolak akses ({status}). Periksa nama pengguna, kata sandi "
                "dan haknya atas indeks itu"
                + (f"; hak yang kurang: {lacking[1]}." if lacking else ".")
            )
        if status >= 500:
            return self._partial(kind)
        told = f"Kluster {self.place} menolak permintaan: {status} {kind}: {reason}"
        return RefusedError(told, status, kind)

    def _partial(self, lacking: str) -> PartialError:
        return PartialError(
            f"Sebagian indeks {self.place} sedang tidak dapat dijawab ({lacking}); jawaban yang "
            "tidak lengkap tidak ditampilkan. Ulangi setelah kluster pulih."
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


class _PassingError(Exception):
    """An error that may be over when asked again."""

    def __init__(self, error: ClusterError) -> None:
        super().__init__(str(error))
        self.error = error


def _reason(info: Any) -> tuple[str, str]:
    """Return what OpenSearch calls an error, and its reason, the innermost where there are more."""
    told = info.get("error") if isinstance(info, dict) else None
    if not isinstance(told, dict):
        return "galat", str(told or info)[:300]
    roots = told.get("root_cause") or [told]
    return str(roots[0].get("type", told.get("type"))), str(roots[0].get("reason", ""))[:300]
