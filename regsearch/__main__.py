"""The command ``regsearch``, and ``python -m regsearch``."""

from __future__ import annotations

import gc
import sys


def run() -> None:
    """Run the command line as a process of its own, and end the process.

    Python would look through all that a command imports and reads for garbage a dozen times, and
    at the end take it apart piece by piece: together a quarter of the time of a look-up, for
    memory that the system frees at once.
    """
    gc.set_threshold(50_000)
    status: int | None = 0
    try:
        # A character that the terminal's encoding lacks is no reason to break off.
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        from regsearch.cli import main

        main()
    except SystemExit as ended:
        if isinstance(ended.code, str):
            raise
        status = ended.code
    except KeyboardInterrupt:  # before the command line could take it
        status = _interrupted()
    _leave(status or 0)


def _interrupted() -> int:
    sys.stderr.write("regsearch: Dihentikan.\n")
    return 3


def _leave(status: int) -> None:
    """End the process with *status*, after what was printed and what was registered for the end."""
    import atexit
    import os
    from contextlib import suppress

    atexit._run_exitfuncs()
    # The reader may have gone (regsearch ... | head) or the disk be full: both were told already.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


if __name__ == "__main__":
    # As any Python program, so that debuggers and profilers see its end.
    try:
        from regsearch.cli import main

        main()
    except KeyboardInterrupt:
        sys.exit(_interrupted())
