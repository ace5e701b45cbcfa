"""A generated law, printed with the noise of real pages, parses back to the same tree.

Laws are generated as trees: random characters would never give a nested law.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, seed, settings

from regsearch.read.regulation import assemble
from regsearch.regulation import Source
from tests.read.lawtree import Node, laws, print_law

SETTINGS = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
SOURCE = Source("karangan.pdf", "0" * 64, 1)

pytestmark = pytest.mark.slow


@seed(20311)
@SETTINGS
@given(laws())
def test_printed_law_parses_back_to_the_same_tree(law: list[Node]) -> None:
    regulation = assemble(print_law(law), SOURCE)
    units = [(unit.locator, unit.text) for unit in regulation.units]
    assert units == [row for node in law for row in node.walk()]
    assert [f for f in regulation.findings if f.code in ("gap", "repair")] == []


@seed(20312)
@SETTINGS
@given(laws())
def test_missing_article_is_a_gap_finding(law: list[Node]) -> None:
    if len(law) < 3:
        return
    lost = law[len(law) // 2]
    regulation = assemble(print_law([node for node in law if node is not lost]), SOURCE)
    gaps = [finding.address for finding in regulation.findings if finding.code == "gap"]
    assert gaps == [f"pasal-{lost.number}"]


@seed(20313)
@SETTINGS
@given(laws())
def test_title_and_date_survive_printing(law: list[Node]) -> None:
    regulation = assemble(print_law(law), SOURCE)
    assert (regulation.id, regulation.title) == ("uu-7-2031", "LAPORAN PEGAWAI")
    assert str(regulation.enacted) == "2031-05-03"
