"""The words of the reviewed documents, counted apart, are those that an engine would tell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from regsearch.engines.base import FIELDS, Indexed
from regsearch.index.term_statistics import STATISTICS, Tally, read_statistics

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_counted_is_read(tmp_path: Path) -> None:
    tally = Tally()
    for text, explained in (("ikut kampanye kampanye", "kampanye"), ("ikut", "kampanye")):
        fields = dict.fromkeys(FIELDS, "-") | {"text": text, "penjelasan": explained}
        tally.add(Indexed("d#", "d", "pp", fields | {"exact": f"{text} kampanyekan"}))
    tally.write(tmp_path)
    words = read_statistics((tmp_path / STATISTICS).read_bytes())
    assert words.count() == 2
    assert words.frequencies(["ikut", "kampanye", "kampanyekan"]) == {
        "ikut": 2,
        "kampanye": 2,
        "kampanyekan": 0,
    }
    assert words.similar("kampnye", 1) == "kampanye"
    assert words.similar("", 1) is words.similar("rapat", 1) is None


@pytest.mark.parametrize(
    "told",
    [
        [],
        {},
        {"passages": 1, "stems": [], "words": {}},
        {"passages": "1", "stems": {}, "words": {}},
        {"passages": 1, "stems": {"ikut": None}, "words": {}},
    ],
)
def test_what_is_no_count_is_refused(told: object) -> None:
    with pytest.raises(ValueError, match="no counts"):
        read_statistics(json.dumps(told).encode())
