"""The same extraction on one core, on all cores, or on a cluster: the same bytes."""

from indicators.engine.errors import EngineError
from indicators.engine.front import extract, extract_to

__all__ = ["EngineError", "extract", "extract_to"]
