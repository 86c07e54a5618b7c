"""The tables: one list of columns, the schemas made from it, reading, checking, writing."""

from indicators.tables.build import BuildReport, build, extract_files
from indicators.tables.columns import TABLES
from indicators.tables.reading import Tables, load
from indicators.tables.rules import Fault
from indicators.tables.validation import TableFaults, validate
from indicators.tables.writing import write

__all__ = [
    "TABLES", "BuildReport", "Fault", "TableFaults", "Tables", "build", "extract_files", "load",
    "validate", "write",
]  # fmt: skip
