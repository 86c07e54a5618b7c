"""Partnerships: who supports whom, since when, how."""

from indicators.reports.evidence import figures_table, sources_table, ties_table
from indicators.reports.guide import guide
from indicators.reports.network.data import Network
from indicators.reports.network.figures import network_figure, timeline_figure
from indicators.reports.network.sentences import highlights
from indicators.reports.network.tables import (
    areas_table,
    kinds_table,
    pairs_table,
    providers_table,
)

__all__ = [
    "Network", "areas_table", "figures_table", "guide", "highlights", "kinds_table",
    "network_figure", "pairs_table", "providers_table", "sources_table", "ties_table",
    "timeline_figure",
]  # fmt: skip
