"""Which resolution recites which: own look-ups of well-known chains, and the graph."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from horseshoe.cli import app
from horseshoe.council.citations import ancestors, graphml, lineage
from horseshoe.council.tables import rows
from horseshoe.council.votes_on_record import find_draft


def test_the_cease_fire_of_1973_goes_back_to_1967() -> None:
    assert 242 in lineage(338).cites
    assert 338 in lineage(242).cited_by
    assert 242 in ancestors(338)


def test_every_citation_goes_back_in_time_to_a_resolution_on_record() -> None:
    found = rows("citations.csv")
    assert len(found) > 500
    for row in found:
        for cited in row["cites"].split():
            assert int(cited) < int(row["resolution"])
            assert find_draft(cited), cited


def test_a_resolution_whose_text_was_not_read_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert not lineage(2254).read
    app(["cites", "S/RES/2254"], standalone_mode=False)
    assert "not among those read" in capsys.readouterr().out


def test_the_graph_is_xml_with_an_edge_for_each_citation() -> None:
    root = ElementTree.fromstring(graphml(338))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    edges = {(e.get("source"), e.get("target")) for e in root.iter(f"{space}edge")}
    assert ("338", "242") in edges
    assert {n.get("id") for n in root.iter(f"{space}node")} >= {"242", "338"}
