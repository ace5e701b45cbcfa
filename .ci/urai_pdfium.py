"""``regsearch`` for the scorer of structure, with pdfium in pypdf's place."""

import sys

from regsearch.cli import main

main([*sys.argv[1:], "--pembaca", "pdfium"])
