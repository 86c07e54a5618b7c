"""The charts of the partnerships: when they began, and who is tied to whom."""

from __future__ import annotations

from typing import Any

from indicators import charts
from indicators.reports.network.data import Network, Tie, ids
from indicators.reports.show import Shown, nothing, remark

MOST = 30  # pairs that a chart has room for; the table has them all


def timeline_figure(network: Network) -> Shown:
    """When the ties began, a row a pair of institutions."""
    if not network.dated:
        return nothing()
    pairs = list(dict.fromkeys((tie["provider"], tie["recipient"]) for tie in network.dated))
    ties = network.ties
    if len(pairs) > MOST:
        ties = [tie for tie in ties if (tie["provider"], tie["recipient"]) in pairs[-MOST:]]
    chart = charts.timeline(_frame(ties), network.lang)
    return network.figure(chart, "timeline-figure", ids(ties))


def network_figure(network: Network) -> Shown:
    """Who supports whom: the providers with most recipients, as far as there is room."""
    ties: list[Tie] = []
    pairs: set[tuple[str, str]] = set()
    for own in network.providers.values():
        more = pairs | {(tie["provider"], tie["recipient"]) for tie in own}
        if len(more) > MOST and ties:
            break
        pairs, ties = more, ties + own
    if not ties:
        return nothing()
    try:
        chart = charts.network(_frame(ties), network.lang)
    except ValueError:  # a chain of support longer than a page is wide
        return remark(
            network.pick(
                "支持关系一环接一环，图上放不下；见下表。",
                "Support is handed on too often to be drawn on a page; see the table.",
            )
        )
    return network.figure(chart, "network-figure", ids(ties))


def _frame(ties: list[Tie]) -> Any:
    import pandas as pd

    return pd.DataFrame(ties)[["kind", "provider", "recipient", "date", "status"]]
