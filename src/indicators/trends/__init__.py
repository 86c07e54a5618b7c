"""What figures imply, and how they compare, without claiming more than they say."""

from indicators.trends.compare import against, verdict
from indicators.trends.implied import earlier_level, implied_earlier

__all__ = ["against", "earlier_level", "implied_earlier", "verdict"]
