"""Requests to a cluster, with a time limit, retries and typed errors.

The only module that imports opensearch-py.
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
"""Too many requests: temporary, like the states from 500 on (a node that is leaving, a shard
without an active copy)."""
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 2.0

_MISSING_RIGHT = re.compile(r"no permissions for \[(.+?)\] and User")
"""The security plugin's message about the right that a user lacks."""

# Failures are raised as errors; without a handler Python would also print the library's log.
logging.getLogger("opensearch").addHandler(logging.NullHandler())


class RefusedError(ClusterError):
    """The cluster refused a request, with an HTTP status."""

    def __init__(self, message: str, status: int, kind: str) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        """Type of the error in OpenSearch, such as ``index_not_found_exception``."""


def pauses() -> Iterable[float]:
    """Yield the seconds to wait before each retry: exponential, with jitter, up to a limit."""
    pause = _FIRST_PAUSE
    while True:
        yield pause * (0.5 + random.random())
        pause = min(2 * pause, _LONGEST_PAUSE)


class Session:
    """Connections to the nodes of a cluster.

    Args:
        address: the nodes, and the alias of the index.
        access: credentials, certificates and the time limit.

    Raises:
        ClusterError: opensearch-py is not installed.

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
            # Retries are made in call(), within one time limit.  After a timeout a node is not used
            # for a while, like one that is down.
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
        missing_part: Callable[[Any], str | None] = lambda _reply: None,
        *,
        divide_time: bool = False,
    ) -> Any:
        """Send a request and return the reply.

        Failed connections and temporary errors are retried, at other nodes, until the time limit;
        so a request must be idempotent.

        Args:
            method: HTTP method.
            path: path with its leading slash, quoted where needed.
            body: JSON, or lines of JSON as bytes.
            params: query parameters.
            missing_part: returns the part of the index that a reply lacks, or None if the reply is
                complete; an incomplete reply is retried and never returned.
            divide_time: divide the time limit among the nodes, so that one that hangs does not use
                all of it.

        Raises:
            UnreachableError: no node answered in time.
            AccessError: credentials or certificate were refused.
            PartialError: a part of the index was not available within the time limit.
            RefusedError: the cluster refused the request.

        """
        end = time.monotonic() + self.timeout
        partial: PartialError | None = None
        nodes = len(self.address.hosts) if divide_time else 1
        shares = chain(range(nodes, 0, -1), repeat(1))
        for pause, share in zip(pauses(), shares, strict=False):
            seconds = max((end - time.monotonic()) / share, 0.05)
            try:
                reply = self._send(method, path, body, dict(params or {}), seconds)
                if part := missing_part(reply):
                    raise _TemporaryError(self._partial(part))
                return reply
            except _TemporaryError as failure:
                if isinstance(failure.error, PartialError):
                    partial = failure.error
                if time.monotonic() + pause >= end:
                    # A missing part of the index is more informative than a node that is down.
                    raise partial or failure.error from failure.__cause__
            time.sleep(pause)
        raise AssertionError("pauses never end")

    def _send(
        self, method: str, path: str, body: Any, params: dict[str, Any], seconds: float
    ) -> Any:
        """Send a request once, to one node, and return its reply."""
        from opensearchpy import exceptions as known

        params["request_timeout"] = seconds
        try:
            return self._client.transport.perform_request(method, path, params=params, body=body)
        except known.SSLError as error:
            raise AccessError(self._untrusted(str(error.info))) from error
        except known.ConnectionTimeout as error:
            raise _TemporaryError(self._unreachable("tidak menjawab dalam batas waktu")) from error
        except known.ConnectionError as error:
            raise _TemporaryError(self._unreachable("tidak terhubung")) from error
        except known.TransportError as error:
            status = int(error.status_code)
            refusal = self._refusal(status, error.info)
            if status == _BUSY or status >= 500:
                raise _TemporaryError(refusal) from error
            raise refusal from error

    def _untrusted(self, reason: str) -> str:
        if "CERTIFICATE_VERIFY_FAILED" in reason:
            return (
                f"Sertifikat {self.address} tidak dapat dipercaya: {reason}. Bila lembaga Anda "
                "menandatanganinya sendiri, sebutkan sertifikatnya (ca) dalam pengaturan."
            )
        return (
            f"Tidak ada sambungan TLS dengan {self.address}: {reason}. Periksa nomor portanya, dan "
            "apakah kluster memakai TLS."
        )

    def _unreachable(self, problem: str) -> UnreachableError:
        return UnreachableError(
            f"Kluster {self.address} {problem} ({self.timeout:g} detik). Periksa apakah kluster "
            "hidup dan alamatnya benar, lalu ulangi."
        )

    def _refusal(self, status: int, info: Any) -> ClusterError:
        kind, reason = _reason(info)
        if status in {401, 403} and kind != "cluster_block_exception":
            right = _MISSING_RIGHT.search(reason)
            detail = f"; hak yang kurang: {right[1]}." if right else "."
            return AccessError(
                f"Kluster {self.address} menolak akses ({status}). Periksa nama pengguna, kata "
                f"sandi dan haknya atas indeks itu{detail}"
            )
        if status >= 500:
            return self._partial(kind)
        message = f"Kluster {self.address} menolak permintaan: {status} {kind}: {reason}"
        return RefusedError(message, status, kind)

    def _partial(self, part: str) -> PartialError:
        return PartialError(
            f"Sebagian indeks {self.address} sedang tidak dapat dijawab ({part}); jawaban yang "
            "tidak lengkap tidak ditampilkan. Ulangi setelah kluster pulih."
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


class _TemporaryError(Exception):
    """A failure that a retry may overcome."""

    def __init__(self, error: ClusterError) -> None:
        super().__init__(str(error))
        self.error = error


def _reason(info: Any) -> tuple[str, str]:
    """Return type and reason of an error of OpenSearch, of its root cause if there is one."""
    error = info.get("error") if isinstance(info, dict) else None
    if not isinstance(error, dict):
        return "galat", str(error or info)[:300]
    roots = error.get("root_cause") or [error]
    return str(roots[0].get("type", error.get("type"))), str(roots[0].get("reason", ""))[:300]
