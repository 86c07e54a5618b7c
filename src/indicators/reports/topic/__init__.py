"""One topic of an area: what it publishes, beside the nation and beside other places."""

from indicators.reports.county.figures import (
    benchmark_figure,
    earlier_figure,
    intervals_figure,
    parts_figure,
    ranks_figure,
)
from indicators.reports.county.tables import (
    benchmark_table,
    earlier_table,
    intervals_table,
    parts_table,
    ranks_table,
)
from indicators.reports.evidence import figures_table, sources_table
from indicators.reports.guide import guide
from indicators.reports.topic.data import Referrals, Talent, Topic
from indicators.reports.topic.figures import peers_figure, years_figure
from indicators.reports.topic.sentences import highlights
from indicators.reports.topic.tables import own_table, peers_table, years_table

__all__ = [
    "Referrals", "Talent", "Topic", "benchmark_figure", "benchmark_table", "earlier_figure",
    "earlier_table", "figures_table", "guide", "highlights", "intervals_figure",
    "intervals_table", "own_table", "parts_figure", "parts_table", "peers_figure", "peers_table",
    "ranks_figure", "ranks_table", "sources_table", "years_figure", "years_table",
]  # fmt: skip
