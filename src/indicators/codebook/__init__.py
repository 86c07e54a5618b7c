"""What an indicator is and where a place is."""

from indicators.codebook.indicators import Indicator, indicators

__all__ = ["Indicator", "indicators"]
