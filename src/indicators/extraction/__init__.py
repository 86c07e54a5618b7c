"""From documents to rows: observations, partnerships, and the ledger of what nobody claimed."""

from indicators.extraction.extract import Extraction, extract

__all__ = ["Extraction", "extract"]
