"""Data quality: what was read, what was not, conflicts, corrections, coverage."""

from indicators.reports.evidence import figures_table, sources_table
from indicators.reports.guide import guide
from indicators.reports.quality.coverage import (
    areas_figure,
    areas_table,
    domains_table,
    years_figure,
    years_table,
)
from indicators.reports.quality.data import Quality
from indicators.reports.quality.doubts import checks_table, conflicts_table, corrections_table
from indicators.reports.quality.exactness import (
    exactness_figure,
    exactness_table,
    periods_table,
)
from indicators.reports.quality.reading import (
    by_source_table,
    reasons_figure,
    reasons_table,
    unread_table,
)
from indicators.reports.quality.sentences import highlights

__all__ = [
    "Quality", "areas_figure", "areas_table", "by_source_table", "checks_table",
    "conflicts_table",
    "corrections_table", "domains_table", "exactness_figure", "exactness_table", "figures_table",
    "guide", "highlights", "periods_table", "reasons_figure", "reasons_table", "sources_table",
    "unread_table", "years_figure", "years_table",
]  # fmt: skip
