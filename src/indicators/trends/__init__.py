"""Series, change and trends over tables of figures, claiming no more than the figures say.

Every function takes a pandas or Polars frame and gives back the same kind; a Polars LazyFrame
stays lazy where nothing has to be read or fitted.
"""

from indicators.trends.against import against
from indicators.trends.change import change
from indicators.trends.compare import compare, verdict
from indicators.trends.conflicts import same_facts
from indicators.trends.consistency import consistency
from indicators.trends.implied import earlier_level, implied
from indicators.trends.series import SeriesTables, series
from indicators.trends.targets import targets
from indicators.trends.trend import trend

__all__ = [
    "SeriesTables", "against", "change", "compare", "consistency", "earlier_level", "implied",
    "same_facts", "series", "targets", "trend", "verdict",
]  # fmt: skip
