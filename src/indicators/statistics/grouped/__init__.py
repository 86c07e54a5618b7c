"""Trends of a million series: the same answers as for one, without a loop over series."""

from indicators.statistics.grouped.batches import Engine, trends
from indicators.statistics.grouped.verdicts import Reason

__all__ = ["trends", "Reason", "Engine"]
