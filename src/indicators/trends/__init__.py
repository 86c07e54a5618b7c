"""What figures imply, and how they compare, without claiming more than they say."""

from indicators.trends.compare import against, verdict
from indicators.trends.conflicts import same_facts
from indicators.trends.implied import earlier_level, implied_earlier

__all__ = ["against", "earlier_level", "implied_earlier", "same_facts", "verdict"]
