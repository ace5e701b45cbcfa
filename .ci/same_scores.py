"""Two outputs of the scorer of structure must agree: ``same_scores.py ONE OTHER 0.002``."""

import re
import sys
from pathlib import Path


def measures(file: str) -> dict[str, float]:
    """Return the measures that the scorer printed last into *file*."""
    return {
        name: float(value) for name, value in re.findall(r"(\w+)=([\d.]+)", Path(file).read_text())
    }


one, other = map(measures, sys.argv[1:3])
allowed = float(sys.argv[3])
apart = {name: abs(one[name] - other[name]) for name in one}
print("apart: " + " ".join(f"{name}={value:.4f}" for name, value in apart.items()))
if not one or one.keys() != other.keys() or max(apart.values()) > allowed:
    sys.exit(f"the extractors differ by more than {allowed}")
