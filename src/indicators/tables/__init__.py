"""The tables: one list of columns, the schemas made from it, reading, checking, writing."""

from indicators.tables.build import BuildReport, build, extract_files
from indicators.tables.columns import TABLES, observation_id
from indicators.tables.faults import Fault, TableFaults
from indicators.tables.reading import Tables, check, load
from indicators.tables.validation import validate
from indicators.tables.writing import write

__all__ = [
    "TABLES", "BuildReport", "Fault", "TableFaults", "Tables", "build", "check", "extract_files", "load",
    "observation_id", "validate", "write",
]  # fmt: skip
