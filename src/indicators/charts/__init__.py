"""Charts: each takes a tidy table and returns a matplotlib Figure with its finding as title."""

from indicators.charts.benchmark import benchmark
from indicators.charts.directions import directions
from indicators.charts.earlier import earlier
from indicators.charts.fonts import font_path
from indicators.charts.intervals import intervals
from indicators.charts.parts import parts
from indicators.charts.places import places
from indicators.charts.ranks import ranks
from indicators.charts.svg import svg_of
from indicators.charts.trend_lines import trend_lines

__all__ = [
    "benchmark", "directions", "earlier", "font_path", "intervals", "parts", "places", "ranks",
    "svg_of", "trend_lines",
]  # fmt: skip
