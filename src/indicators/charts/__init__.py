"""Charts: each takes a tidy table and returns a matplotlib Figure with its finding as title.

The Figure is a `Chart`: it also carries `finding`, `alt` (text for those who cannot see) and
`table` (the rows behind it), and shows itself in a notebook.
"""

from indicators.charts.benchmark import benchmark
from indicators.charts.bump import bump
from indicators.charts.earlier import earlier
from indicators.charts.fonts import font_path
from indicators.charts.funnel import funnel
from indicators.charts.heat import heat
from indicators.charts.intervals import intervals
from indicators.charts.multiples import multiples
from indicators.charts.network import network
from indicators.charts.parts import parts
from indicators.charts.places import places
from indicators.charts.ranked import ranked
from indicators.charts.ranks import ranks
from indicators.charts.slope import slope
from indicators.charts.spine import spine
from indicators.charts.svg import accessible, svg_of
from indicators.charts.targets import targets
from indicators.charts.tiles import tiles
from indicators.charts.timeline import timeline
from indicators.charts.trend import trend
from indicators.charts.xmr import xmr

__all__ = [
    "trend", "multiples", "ranked", "spine", "heat", "funnel", "xmr", "slope", "bump", "targets",
    "timeline", "network", "tiles", "places", "intervals", "benchmark", "earlier", "ranks", "parts",
    "font_path", "svg_of", "accessible",
]  # fmt: skip
