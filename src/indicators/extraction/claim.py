"""An indicator for a figure, and what the sentence before spoke of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from indicators.codebook.indicators import Indicator
from indicators.extraction.measures import Measure

NEW = "新增"  # the class of what came new in a period


@dataclass
class Claim:
    """An indicator for a figure and how it was found; `others` of which it is said as well."""

    indicator: Indicator
    breakdown: str
    measure: Measure
    base: str
    rule: str
    part_of: int | None = None
    used_to: int = 0
    others: list[Claim] = field(default_factory=list)


class Subject(NamedTuple):
    """The indicator (over all classes) and unit that the sentence before spoke of."""

    base: str
    unit: str
