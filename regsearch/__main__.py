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
    from regsearch.cli import main

    try:
        main()
    except SystemExit as ended:
        if isinstance(ended.code, str):
            raise
        _leave(ended.code or 0)
    _leave(0)


def _leave(status: int) -> None:
    """End the process with *status*, after what was printed and what was registered for the end."""
    import atexit
    import os
    from contextlib import suppress

    atexit._run_exitfuncs()
    # The reader may have gone (regsearch ... | head), or have been told so already.
    with suppress(BrokenPipeError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    # As any Python program, so that debuggers and profilers see its end.
    from regsearch.cli import main

    main()
