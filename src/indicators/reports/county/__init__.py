"""The county profile: one area's rows of the tables, shown in one language."""

from indicators.reports.county.data import Profile
from indicators.reports.county.figures import (
    benchmark_figure,
    earlier_figure,
    intervals_figure,
    parts_figure,
    ranks_figure,
)
from indicators.reports.county.sentences import highlights, summary
from indicators.reports.county.tables import (
    benchmark_table,
    earlier_table,
    intervals_table,
    parts_table,
    ranks_table,
    unread_table,
)
from indicators.reports.evidence import figures_table, sources_table
from indicators.reports.evidence import ties_table as partnerships_table
from indicators.reports.guide import guide

__all__ = [
    "Profile", "benchmark_figure", "benchmark_table", "earlier_figure", "earlier_table",
    "figures_table", "guide", "highlights", "intervals_figure", "intervals_table", "partnerships_table",
    "parts_figure", "parts_table", "ranks_figure", "ranks_table", "sources_table",
    "summary", "unread_table",
]  # fmt: skip
