"""Reading files and mending their layout, with a map back to the text as it was read."""

from indicators.documents.document import Document
from indicators.documents.layout import Mended, mend
from indicators.documents.metadata import DocumentError, read_sources
from indicators.documents.reading import SUFFIXES, parse, read, read_all
from indicators.documents.records import parse_record

__all__ = [
    "SUFFIXES", "Document", "DocumentError", "Mended", "mend", "parse", "parse_record", "read",
    "read_all", "read_sources",
]  # fmt: skip
