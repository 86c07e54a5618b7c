"""A fixed layout for a directed graph: columns by depth, rows by the middle of neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

MOST_LAYERS = 4
_ROUNDS = 4


@dataclass(frozen=True)
class Placed:
    """Where each node stands: (column, row), rows counted from the top; fractions are allowed."""

    spots: dict[Any, tuple[int, float]]
    layers: int
    rows: int


def placed_in_layers(edges: Sequence[tuple[Any, Any]], most: int = MOST_LAYERS) -> Placed:
    """Columns by the longest chain before a node, connected parts one under another.

    Nodes that support each other in a circle share a column. The order of the edges decides
    ties, and nothing else does.

    Raises
    ------
    ValueError
        A chain of more than `most` columns.

    >>> placed_in_layers([("a", "b"), ("b", "c"), ("x", "y")]).spots
    {'a': (0, 0.0), 'b': (1, 0.0), 'c': (2, 0.0), 'x': (0, 1.0), 'y': (1, 1.0)}
    """
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_edges_from((a, b) for a, b in edges if a != b)
    graph.add_nodes_from(a for a, _ in edges)
    order = {name: n for n, name in enumerate(dict.fromkeys(n for edge in edges for n in edge))}
    depth = _depths(graph)
    layers = max(depth.values()) + 1
    if layers > most:
        raise ValueError(
            f"a chain of {layers} institutions is wider than a page; {most} fit. "
            "Draw one area or one supporter at a time."
        )
    spots, top = {}, 0
    parts = sorted(nx.weakly_connected_components(graph), key=lambda p: min(order[n] for n in p))
    for part in parts:
        columns = _ordered(graph, part, depth, order)
        tall = max(len(column) for column in columns)
        for column in columns:
            above = (tall - len(column)) / 2
            for row, name in enumerate(column):
                spots[name] = (depth[name], top + above + row)
        top += tall
    return Placed(
        {name: spots[name] for name in sorted(spots, key=lambda n: order[n])}, layers, top
    )


def _depths(graph: nx.DiGraph) -> dict[Any, int]:
    """The longest chain before each node; a circle counts as one."""
    import networkx as nx

    whole = nx.condensation(graph)
    depth: dict[int, int] = {}
    for node in nx.topological_sort(whole):
        depth[node] = max((depth[p] + 1 for p in whole.predecessors(node)), default=0)
    return {name: depth[whole.graph["mapping"][name]] for name in graph}


def _ordered(
    graph: nx.DiGraph, part: set[Any], depth: dict[Any, int], order: dict[Any, int]
) -> list[list[Any]]:
    """The part's columns, each sorted by the middle of its neighbours a few times over."""
    names = sorted(part, key=lambda name: order[name])
    columns = [
        [n for n in names if depth[n] == layer] for layer in range(1 + max(depth[n] for n in part))
    ]
    columns = [column for column in columns if column]
    for sweep in range(_ROUNDS):
        place = {n: row - len(c) / 2 for c in columns for row, n in enumerate(c)}
        for column in columns if sweep % 2 == 0 else columns[::-1]:
            column.sort(key=lambda n: (_middle(graph, n, place), order[n]))
            place |= {n: row - len(column) / 2 for row, n in enumerate(column)}
    return columns


def _middle(graph: nx.DiGraph, name: Any, place: dict[Any, float]) -> float:
    near = [place[n] for n in (*graph.predecessors(name), *graph.successors(name))]
    return sum(near) / len(near) if near else 0.0
