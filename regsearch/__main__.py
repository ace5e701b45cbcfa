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
        _prepare_streams()
        from regsearch.cli import main

        main()
    except SystemExit as ended:
        if isinstance(ended.code, str):
            raise
        status = ended.code
    except KeyboardInterrupt:  # before the command line could take it
        status = _interrupted()
    _leave(status or 0)


def _prepare_streams() -> None:
    """Make the standard streams such that no output fails for what the caller made of them."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        # One that was closed (>&-) counts as /dev/null: else the next file that is opened, one of
        # the index perhaps, would get its number and what is printed.
        if getattr(sys, name) is None:
            _open_null(number, name)
    for stream in (sys.stdout, sys.stderr):
        # A character that the terminal's encoding lacks is no reason to break off.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _open_null(number: int, name: str) -> None:
    import os

    handle = os.open(os.devnull, os.O_RDWR)
    if handle != number:
        os.dup2(handle, number, inheritable=True)
        os.close(handle)
    else:
        os.set_inheritable(number, True)
    mode = "r" if number == 0 else "w"
    setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


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
        _prepare_streams()
        from regsearch.cli import main

        main()
    except KeyboardInterrupt:
        sys.exit(_interrupted())
