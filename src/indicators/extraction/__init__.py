"""From documents to rows: observations, partnerships, and the ledger of what nobody claimed."""

from indicators.extraction.corrections import read_corrections
from indicators.extraction.deciding import corrected
from indicators.extraction.extract import Extraction, extract

__all__ = ["Extraction", "corrected", "extract", "read_corrections"]
