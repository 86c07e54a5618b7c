"""Figures of the page that contradict each other, marked where they stand."""

from __future__ import annotations

from typing import Any, NamedTuple

from indicators.reports.review.view import Figure, View


class Conflict(NamedTuple):
    """Two observations about one fact that cannot both be right."""

    first: Figure
    second: Figure


def mark_conflicts(views: list[View]) -> list[View]:
    """The views with the flag `conflict` on every figure that another one contradicts."""
    for first, second in conflicts(views):
        first.flags.add("conflict")
        second.flags.add("conflict")
    return views


def conflicts(views: list[View]) -> list[Conflict]:
    """Pairs of figures, inside a document or between two, that speak of one fact and disagree.

    A repeat says what its first telling says, and is left out.
    """
    import pandas as pd

    from indicators.trends import same_facts

    figures: dict[str, Figure] = {}
    for view in views:
        figures |= {key: f for key, f in view.by_id.items() if "repeat" not in f.flags}
    if len(figures) < 2:
        return []
    pairs: list[dict[str, Any]] = same_facts(
        pd.DataFrame([figure.row for figure in figures.values()])
    ).to_dict("records")
    return [
        Conflict(figures[pair["first_id"]], figures[pair["second_id"]])
        for pair in pairs
        if pair["relation"] == "conflict"
    ]
