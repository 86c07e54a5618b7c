"""Reading files and mending their layout, with a map back to the text as it was read."""

from indicators.documents.document import Document
from indicators.documents.layout import Mended, mend
from indicators.documents.metadata import DocumentError, read_sources
from indicators.documents.reading import read, read_all

__all__ = ["Document", "DocumentError", "Mended", "mend", "read", "read_all", "read_sources"]
