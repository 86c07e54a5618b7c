"""The same extraction on one core, on all cores, or on a cluster: the same bytes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from indicators.engine.errors import EngineError, OptionError
from indicators.engine.front import extract, extract_to

if TYPE_CHECKING:
    from indicators.engine.series import per_series

__all__ = ["EngineError", "OptionError", "extract", "extract_to", "per_series"]


def __getattr__(name: str) -> Any:
    """`per_series` is fetched on first use: what it needs is slow to load."""
    if name != "per_series":
        raise AttributeError(f"module 'indicators.engine' has no attribute '{name}'")
    return import_module("indicators.engine.series").per_series
