"""Ten years of the nation's series with their trends, and an area's figures against them."""

from indicators.reports.county.tables import figures_table, sources_table
from indicators.reports.decade.data import Decade
from indicators.reports.decade.pictures import places_figure, trends_figure, yearly_figure
from indicators.reports.decade.tables import (
    checks_table,
    places_table,
    targets_table,
    trends_table,
    yearly_table,
)
from indicators.reports.decade.words import highlights, place

__all__ = [
    "Decade", "checks_table", "figures_table", "highlights", "place", "places_figure",
    "places_table", "sources_table", "targets_table", "trends_figure", "trends_table",
    "yearly_figure", "yearly_table",
]  # fmt: skip
