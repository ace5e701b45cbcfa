"""The command ``regsearch``, and ``python -m regsearch``."""

from __future__ import annotations

import gc


def run() -> None:
    """Run the command line."""
    # What a command imports and reads lives until it ends: looking through all of it for garbage
    # a dozen times, as is usual, would take a tenth of the time of a look-up.
    gc.set_threshold(50_000)
    from regsearch.cli import main

    main()


if __name__ == "__main__":
    run()
