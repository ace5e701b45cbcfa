"""The tiny indexes of the bundle tests."""

from tests.bundle.conftest import first, second

__all__ = ["first", "second"]
