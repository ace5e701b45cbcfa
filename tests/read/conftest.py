"""Fixtures for tests of reading."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from regsearch.read import parse
from regsearch.read.extract.pdf import EXTRACTORS

if TYPE_CHECKING:
    from tests.read.samples import Parse


@pytest.fixture(params=EXTRACTORS)
def read(request: pytest.FixtureRequest) -> Parse:
    """Read a file with each extractor in turn; the results must be the same."""
    if request.param == "pdfium":
        pytest.importorskip("pypdfium2", reason="regsearch[pdfium] is not installed")
    return partial(parse, extractor=request.param)
