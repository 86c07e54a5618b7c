"""Rows of observations, with what a test does not care about filled in."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from indicators.tables import load

COMMON = {
    "source_id": "s", "indicator": "two_way_referrals", "measure": "level", "status": "actual",
    "area_code": "330213", "organisation": None, "breakdown": None, "part_of": None,
    "repeat_of": None, "period_start": "2024-01-01", "period_end": "2024-12-31",
    "period_basis": "stated", "qualifier": "exact", "unit": "人次", "rank_pool": None,
    "evidence": "",
}  # fmt: skip


def build(*rows, **shared):
    """A table of observations: exact values unless bounds are given, ids s#0, s#1 ..."""
    made = []
    for place, row in enumerate(rows):
        full = COMMON | {"observation_id": f"s#{place}"} | shared | row
        full = {"value_low": full["value"], "value_high": full["value"]} | full
        made.append({**full, "start": 10 * place, "end": 10 * place + 5})
    text = [name for name in (*COMMON, "observation_id") if name]
    return pd.DataFrame(made).astype(dict.fromkeys(text, "str"))


@pytest.fixture(scope="session")
def observe():
    """Build a table of observations from partial rows."""
    return build


@pytest.fixture(scope="session")
def tables():
    """The tables of the repository."""
    return load(Path(__file__).parents[2] / "data" / "processed", check=False)


def of_year(year, **more):
    """The whole of a year, for a flow."""
    return {"period_start": f"{year}-01-01", "period_end": f"{year}-12-31", **more}


@pytest.fixture(scope="session")
def in_year():
    """Dates of a whole year with other columns."""
    return of_year
