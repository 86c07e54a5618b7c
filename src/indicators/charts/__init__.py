"""Charts: each takes tidy values and returns a matplotlib Figure."""

from indicators.charts.benchmark import benchmark
from indicators.charts.earlier import earlier
from indicators.charts.exactness import exactness
from indicators.charts.parts import parts
from indicators.charts.style import font_path, svg_of

__all__ = ["benchmark", "earlier", "exactness", "font_path", "parts", "svg_of"]
