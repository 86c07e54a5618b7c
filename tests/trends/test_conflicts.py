"""One fact told twice: repeats and conflicts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from indicators.tables import load
from indicators.trends import same_facts

ROW = {
    "indicator": "hospital_beds",
    "measure": "level",
    "status": "actual",
    "area_code": "330213",
    "organisation": None,
    "breakdown": None,
    "period_start": "2023-12-31",
    "period_end": "2023-12-31",
    "rank_pool": None,
    "value": 1200.0,
    "value_low": 1200.0,
    "value_high": 1200.0,
}


def relation(changes):
    rows = [ROW | {"observation_id": "a"}, ROW | {"observation_id": "b"} | changes]
    return same_facts(pd.DataFrame(rows))["relation"].tolist()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["repeat"]),
        ({"value": 1210.0, "value_low": 1210.0, "value_high": 1210.0}, ["conflict"]),
        ({"value": 1000.0, "value_low": 1000.0, "value_high": None}, ["repeat"]),
        ({"value": 1100.0, "value_low": None, "value_high": 1100.0}, ["conflict"]),
        ({"breakdown": "医院"}, []),
        ({"organisation": "奉化区人民医院"}, []),
        ({"period_start": "2022-12-31", "period_end": "2022-12-31"}, []),
        ({"period_start": None, "period_end": None}, []),
    ],
)
def test_wordings_that_some_number_satisfies_are_repeats(changes, expected):
    assert relation(changes) == expected


def test_preliminary_and_final_figures_of_the_nation_are_listed_as_conflicts():
    pairs = same_facts(load(Path(__file__).parents[2] / "data" / "processed").observations)
    beds = pairs[(pairs["indicator"] == "hospital_beds") & (pairs["relation"] == "conflict")]
    assert {(7_850_000, 7_940_000), (8_807_000, 8_920_000)} <= {
        tuple(sorted(pair)) for pair in zip(beds["first_value"], beds["second_value"], strict=True)
    }
