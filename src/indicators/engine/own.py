"""What runs write beside the documents, which is no input of any run."""

from __future__ import annotations

import re

from indicators.tables.columns import TABLES
from indicators.tables.partitions import PLACE

WORK = ".parts"
_PART = re.compile(rf"(.*)/(?:{'|'.join(TABLES)})/{PLACE}", re.DOTALL)


def run_of(path: str) -> str | None:
    """The folder of the run whose table a file is, if a run has its folder there; else None.

    >>> run_of("/out/sources/province=330000/year=2024/00000.parquet")
    '/out'
    >>> run_of("/docs/sources/2024.parquet")
    """
    found = _PART.fullmatch(path)
    return found[1] if found else None
