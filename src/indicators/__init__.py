"""County health indicators: from what counties write to validated tables and reports.

>>> import indicators as ind
>>> [m.text for m in ind.find_mentions("双向转诊3.6万人次，同比增长27.93%")]
['3.6万人次', '27.93%']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from indicators.codebook import areas, find_area, indicators
    from indicators.documents import Document, DocumentError, read, read_all
    from indicators.engine import EngineError, extract
    from indicators.extraction import Extraction
    from indicators.language import Mention, find_mentions
    from indicators.tables import TableFaults, Tables, build, load, validate
    from indicators.trends import change, series, trend

__version__ = "0.1.0"
_HOMES = {
    "areas": "codebook", "find_area": "codebook", "indicators": "codebook",
    "Document": "documents", "DocumentError": "documents", "read": "documents",
    "read_all": "documents", "EngineError": "engine", "Extraction": "extraction",
    "extract": "engine", "Mention": "language", "find_mentions": "language",
    "TableFaults": "tables", "Tables": "tables", "build": "tables", "load": "tables", "validate": "tables",
    "change": "trends", "series": "trends", "trend": "trends",
}  # fmt: skip
__all__ = [
    "Document", "DocumentError", "EngineError", "Extraction", "Mention", "TableFaults", "Tables",
    "__version__", "areas", "build", "change", "extract", "find_area", "find_mentions", "indicators",
    "load", "read", "read_all", "series", "trend", "validate",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Names are fetched on first use, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'indicators' has no attribute '{name}'")
    return getattr(import_module(f"indicators.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
