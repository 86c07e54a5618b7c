"""Charts: each takes a tidy table and returns a matplotlib Figure with its finding as title.

The Figure is a `Chart`: it also carries `finding`, `alt` (text for those who cannot see) and
`table` (the rows behind it), and shows itself in a notebook.
"""

from indicators.charts.benchmark import benchmark
from indicators.charts.earlier import earlier
from indicators.charts.fonts import font_path
from indicators.charts.intervals import intervals
from indicators.charts.parts import parts
from indicators.charts.ranks import ranks
from indicators.charts.svg import svg_of
from indicators.charts.trend import trend

__all__ = [
    "trend", "benchmark", "intervals", "earlier", "ranks", "parts", "font_path", "svg_of",
]  # fmt: skip
