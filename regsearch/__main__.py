"""``python -m regsearch`` is the command line."""

from __future__ import annotations

from regsearch.cli import main

main()
