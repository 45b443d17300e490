"""The graph as files, read back by other programs; and its picture, whose size is bounded whatever the plan."""

from __future__ import annotations

import io
import json
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import Any

import networkx
import pygraphviz
import pytest
from networkx.readwrite import json_graph

from eop_tools.cli import main
from eop_tools.plan.graph import Graph
from eop_tools.plan.graph_formats import as_dot, as_graphml, as_json
from eop_tools.plan.loader import load
from eop_tools.render.diagrams import MOST_BOXES, MOST_LINES, Arrow, Node, picture
from eop_tools.testing import plan_of

sys.path.append(str(Path(__file__).parent / "benchmarks"))
import corpus

ODD = r"""
agencies/odd:
  name: 'Odd "quoted" \ <b>&amp; name \'
  type: office
  parent: example-city
  depends_on: [agency:example-city, {any_of: [agency:example-city, agency:emergency-management]}]
  description: Beside [[agency:example-city]], [[role:mayor]] and [[agency:odd|itself]].
"""


@pytest.fixture(params=["odd", "changes", "one"])
def graph(request: pytest.FixtureRequest) -> Graph:
    if request.param == "changes":
        return Graph(load(Path(__file__).parent / "plans" / "changes" / "plan").plan)
    return Graph(plan_of(ODD if request.param == "odd" else "").plan)


def _edges(graph: Any) -> list[tuple[Any, ...]]:
    return sorted((one, other, sorted(said.items())) for one, other, said in graph.edges(data=True))


def test_the_json_is_the_graph_to_networkx(graph: Graph) -> None:
    read = json_graph.node_link_graph(json.loads(as_json(graph.cut())), edges="edges")
    assert isinstance(read, networkx.MultiDiGraph)
    assert networkx.utils.graphs_equal(read, graph.networkx)


def test_the_graphml_is_the_graph_to_networkx(graph: Graph) -> None:
    read = networkx.read_graphml(io.BytesIO(as_graphml(graph.cut()).encode()), force_multigraph=True)
    assert read.is_directed()
    assert dict(read.nodes(data=True)) == dict(graph.networkx.nodes(data=True))
    assert _edges(read) == _edges(graph.networkx)


def test_the_dot_is_the_graph_to_graphviz(graph: Graph) -> None:
    read = pygraphviz.AGraph(string=as_dot(graph.cut()))
    assert read.is_directed()
    assert {node: read.get_node(node).attr["label"].replace("\\\\", "\\") for node in read.nodes()} == {
        ref: said["name"] for ref, said in graph.networkx.nodes(data=True)
    }
    said = Counter(
        (one, other, read.get_edge(one, other, key).attr["label"]) for one, other, key in read.edges(keys=True)
    )
    assert said.total() == len(graph.edges)
    assert {(one, other) for one, other, _ in said} == {(edge.source, edge.target) for edge in graph.edges}


def test_a_name_that_xml_cannot_hold_is_no_obstacle() -> None:
    cut = Graph(plan_of('agencies/odd: {name: "Odd\\x08\\x0b name", type: office}\n').plan).cut()
    for entity in cut.entities:
        assert entity.ref in as_graphml(cut)


@pytest.mark.parametrize("more", [[], ["--kind", "contact"]], ids=" ".join)
def test_the_picture_of_a_large_plan_is_bounded(
    more: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = corpus.write(2000, tmp_path / "plan")
    assert main(["graph", str(plan), "--format", "svg", "--edition", "command", *more]) == 0
    out, err = capsys.readouterr()
    root = ET.fromstring(out)
    boxes = [each for each in root.iter() if "eop-tone" in each.get("class", "")]
    assert 20 < len(boxes) <= MOST_BOXES
    assert len(out) < 200_000
    assert err.startswith("eop: drawn are ")
    assert "Drawn are " in "".join(root.itertext()), "the picture itself says so, too"


def test_the_file_is_said_to_hold_what_is_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = corpus.write(300, tmp_path / "plan")
    assert main(["graph", str(plan), "--format", "svg", "--to", str(tmp_path / "plan.svg")]) == 0
    out, err = capsys.readouterr()
    assert f"plan.svg: {err.splitlines()[0].removeprefix('eop: ')}, public edition\n" in out


def test_what_fits_is_drawn_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", str(Path(__file__).parent / "plans" / "small"), "--format", "svg"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "Drawn are" not in out


def test_any_picture_is_bounded_and_says_so() -> None:
    nodes = [Node(f"n{at}", f"Box {at}") for at in range(3 * MOST_BOXES)]
    lines = [Arrow(f"n{at}", f"n{at + step}") for at in range(MOST_BOXES) for step in (1, 2, 3)]
    drawn = picture("many", "Many", nodes, lines, alone=True)
    assert drawn.count('class="eop-tone') <= MOST_BOXES
    assert drawn.count("<path") <= MOST_LINES + 1
    assert f"Drawn are {MOST_BOXES} boxes and {MOST_LINES} arrows, of {3 * MOST_BOXES} boxes and" in drawn
