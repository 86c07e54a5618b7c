"""What an indicator is and where a place is."""

from indicators.codebook.indicators import Indicator, indicators
from indicators.codebook.places import Area, UnknownArea, ancestors, areas, find_area

__all__ = ["Area", "Indicator", "UnknownArea", "ancestors", "areas", "find_area", "indicators"]
