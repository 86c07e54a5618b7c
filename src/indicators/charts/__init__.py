"""Charts: each takes a tidy table and returns a matplotlib Figure with its finding as title."""

from indicators.charts.benchmark import benchmark
from indicators.charts.earlier import earlier
from indicators.charts.fonts import font_path
from indicators.charts.intervals import intervals
from indicators.charts.parts import parts
from indicators.charts.ranks import ranks
from indicators.charts.svg import svg_of

__all__ = ["benchmark", "earlier", "font_path", "intervals", "parts", "ranks", "svg_of"]
