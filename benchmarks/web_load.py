"""Users of the pages at once: how long they wait, and whether each gets the right answer.

    python benchmarks/web_load.py --users 50 --seconds 60

Each user opens one page after the other over a connection of his own and reads it for some seconds.
Every page must be the same, byte for byte, as when nobody else asked.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from statistics import quantiles
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

QUESTIONS = (
    "like postingan calon bupati",
    "tidak masuk kerja tanpa alasan",
    "bolos kerja 12 hari",
    "masuk partai politik",
    "kepala desa ikut kampanye",
    "PNS maju caleg",
    "TNI memihak calon",
    "ijazah palsu",
    "asdkjh qwe",
)
CITATIONS = (
    "PP 94/2021 Pasal 5 huruf n angka 6",
    "PP 11/2017 Pasal 254",
    "UU Pilkada Pasal 71",
    "SKB Netralitas 2022 Lampiran II huruf B angka 6",
    "PP 94/2021 Pasal 999",
)
PAGES = (
    *(f"/cari?q={quote_plus(question)}" for question in QUESTIONS),
    *(f"/cari?q={quote_plus(question)}&per=2018-06-01" for question in QUESTIONS[:4]),
    *(f"/pasal?sitasi={quote_plus(citation)}" for citation in CITATIONS),
    "/peraturan/pp-94-2021",
    "/korpus",
    "/",
)
READING = (1.0, 5.0)
"""Seconds for which a page is read, at least and at most."""


@dataclass(slots=True)
class Load:
    """What the users met."""

    waited: list[float] = field(default_factory=list)
    """Seconds for each page."""
    wrong: list[str] = field(default_factory=list)
    """Pages that were not what they are when nobody else asks, or did not come."""

    def __str__(self) -> str:
        cuts = quantiles(self.waited, n=100)
        return (
            f"{len(self.waited)} pages, {len(self.wrong)} wrong; p50 {cuts[49] * 1000:.0f} ms, "
            f"p95 {cuts[94] * 1000:.0f} ms, longest {max(self.waited) * 1000:.0f} ms"
        )


@contextmanager
def served(index: str | None = None) -> Iterator[str]:
    """Run ``regsearch web`` as a process; yield its ``host:port``."""
    more = {"REGSEARCH_INDEX": index} if index else {}
    with subprocess.Popen(
        [sys.executable, "-m", "regsearch", "web", "--alamat", "127.0.0.1:0"],
        env=os.environ | more,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        try:
            yield urlsplit(process.stderr.readline().split()[3]).netloc
        finally:
            process.terminate()


def fetch(connection: HTTPConnection, page: str) -> bytes:
    """Return status and body of *page*."""
    connection.request("GET", page)
    response = connection.getresponse()
    return b"%d\n" % response.status + response.read()


def run(address: str, users: int, seconds: float, seed: int = 1) -> Load:
    """Let *users* use the pages at *address* for some *seconds*."""
    alone = HTTPConnection(address, timeout=60)
    expected = {page: fetch(alone, page) for page in PAGES}
    alone.close()
    load = Load()
    end = time.monotonic() + seconds

    def use(number: int) -> None:
        choice = random.Random(seed * 1_000 + number)
        connection = HTTPConnection(address, timeout=60)
        time.sleep(choice.uniform(0, READING[1]))  # nobody begins at the same moment
        while time.monotonic() < end:
            page = choice.choice(PAGES)
            start = time.perf_counter()
            try:
                right = fetch(connection, page) == expected[page]
            except OSError as error:
                connection.close()
                right, page = False, f"{page}: {error}"
            load.waited.append(time.perf_counter() - start)
            if not right:
                load.wrong.append(page)
            time.sleep(choice.uniform(*READING))
        connection.close()

    threads = [threading.Thread(target=use, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return load


def main() -> int:
    """Print what the users met; return 1 if a page was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    with served() as address:
        load = run(address, given.users, given.seconds)
    print(f"{given.users} users for {given.seconds:g} s: {load}")
    for page in load.wrong[:10]:
        print(f"  {page}")
    return 1 if load.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
