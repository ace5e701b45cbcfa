"""A law drawn as a tree, printed with the noise of real pages, parsed back: the same tree.

Random characters would never build a nested law; a tree does.
"""

from __future__ import annotations

from hypothesis import HealthCheck, given, seed, settings

from regsearch.read.regulation import assemble
from regsearch.regulation import Source
from tests.read.lawtree import Node, laws, print_law

SETTINGS = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
SOURCE = Source("karangan.pdf", "0" * 64, 1)


@seed(20311)
@SETTINGS
@given(laws())
def test_printed_and_parsed_back(law: list[Node]) -> None:
    regulation = assemble(print_law(law), SOURCE)
    found = [(unit.locator, unit.text) for unit in regulation.units]
    assert found == [row for node in law for row in node.walk()]
    assert [f for f in regulation.findings if f.code in ("gap", "repair")] == []


@seed(20312)
@SETTINGS
@given(laws())
def test_a_lost_article_is_a_finding(law: list[Node]) -> None:
    if len(law) < 3:
        return
    lost = law[len(law) // 2]
    regulation = assemble(print_law([node for node in law if node is not lost]), SOURCE)
    gaps = [finding.address for finding in regulation.findings if finding.code == "gap"]
    assert gaps == [f"pasal-{lost.number}"]


@seed(20313)
@SETTINGS
@given(laws())
def test_title_and_day_survive(law: list[Node]) -> None:
    regulation = assemble(print_law(law), SOURCE)
    assert (regulation.id, regulation.title) == ("uu-7-2031", "LAPORAN PEGAWAI")
    assert str(regulation.enacted) == "2031-05-03"
