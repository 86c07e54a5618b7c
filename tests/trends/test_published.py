"""What the committed tables imply and how they compare."""

from __future__ import annotations

from pathlib import Path

from indicators.tables import load
from indicators.trends import against, implied

OBSERVATIONS = load(Path(__file__).parents[2] / "data" / "processed").observations


def test_the_published_tables_imply_the_referrals_of_the_year_before():
    rows = implied(OBSERVATIONS)
    row = rows[(rows["area_code"] == "330213") & (rows["indicator"] == "two_way_referrals")].iloc[0]
    assert (row["period_start"], row["period_end"]) == ("2023-01-01", "")
    assert 27_700 < row["value_low"] < row["value"] < row["value_high"] < 28_600


def test_fenghua_grew_faster_than_the_nation_in_the_same_year():
    rows = against(OBSERVATIONS, "330213")
    row = rows[rows["indicator"] == "two_way_referrals"].iloc[0]
    assert (row["value"], row["benchmark"]) == (27.93, 20.6)
    assert (row["year"], row["benchmark_year"], row["verdict"]) == (2024, 2024, "better")
