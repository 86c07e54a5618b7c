"""Well-known hospitals: full names, the short forms people use, and where they are."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple


class Hospital(NamedTuple):
    """A hospital that needs no introduction; the code of a province marks a provincial one."""

    name: str
    area_code: str


@lru_cache(maxsize=1)
def hospitals() -> Mapping[str, Hospital]:
    """Hospitals by full name and by every alias.

    >>> hospitals()["浙大一院"].name
    '浙江大学医学院附属第一医院'
    """
    source = files("indicators.codebook").joinpath("organisations.csv")
    table: dict[str, Hospital] = {}
    for row in csv.DictReader(source.read_text(encoding="utf-8").splitlines()):
        hospital = Hospital(row["name"], row["area_code"])
        for name in filter(None, [row["name"], *row["aliases"].split("|")]):
            table.setdefault(name, hospital)
    return MappingProxyType(table)
