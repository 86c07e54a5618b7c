"""What figures imply, and how they compare, without claiming more than they say."""

from indicators.trends.against import against
from indicators.trends.compare import compare, verdict
from indicators.trends.conflicts import same_facts
from indicators.trends.implied import earlier_level, implied

__all__ = ["against", "compare", "earlier_level", "implied", "same_facts", "verdict"]
