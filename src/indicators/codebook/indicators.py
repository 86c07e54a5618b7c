"""The codebook: what each indicator is, in which unit, and how texts call it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True)
class Indicator:
    """One indicator of the codebook.

    `kind` is count, rate, ratio, money, rank or duration; `timing` is stock (counted at a
    moment) or flow (added up over a period); `aliases` are the wordings that announce it, a
    "…" in one standing for a few other words.
    """

    indicator: str
    name_zh: str
    name_en: str
    unit: str
    kind: str
    timing: str
    polarity: str
    domain: str
    parent: str
    aliases: tuple[str, ...]
    definition_en: str


@lru_cache(maxsize=1)
def indicators() -> Mapping[str, Indicator]:
    """Every indicator by its id, in the order of the codebook.

    >>> indicators()["two_way_referrals"].unit
    '人次'
    """
    source = files("indicators.codebook").joinpath("indicators.csv")
    lines = source.read_text(encoding="utf-8").splitlines()
    rows = [_indicator(row) for row in csv.DictReader(lines)]
    return MappingProxyType({row.indicator: row for row in rows})


def _indicator(row: dict[str, str]) -> Indicator:
    aliases = tuple(row.pop("aliases_zh").split("|"))
    return Indicator(aliases=aliases, **row)
