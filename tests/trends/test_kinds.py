"""Every function: pandas, Polars and lazy frames give one answer, whatever the order of rows."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from indicators import trends

MADE = {
    "series": lambda o: trends.series(o).points,
    "conflicts": lambda o: trends.series(o).conflicts,
    "left out": lambda o: trends.series(o).left_out,
    "change": lambda o: trends.change(trends.series(o).points),
    "year on year": lambda o: trends.change(trends.series(o).points, "year_before"),
    "first": lambda o: trends.change(trends.series(o).points, "first"),
    "base": lambda o: trends.change(trends.series(o).points, "2020"),
    "implied": trends.implied,
    "derived": lambda o: trends.series(o, derived=trends.implied(o)).points,
    "consistency": trends.consistency,
    "targets": trends.targets,
    "targets then": lambda o: trends.targets(o, as_of="2023-12-31"),
    "same facts": trends.same_facts,
    "against": lambda o: trends.against(o, "330213"),
    "compare": lambda o: trends.compare(trends.series(o).points, trends.series(o).points, within=1),
    "compare with a number": lambda o: trends.compare(trends.series(o).points, 5.0),
}


def collected(frame):
    return frame.collect() if isinstance(frame, pl.LazyFrame) else frame


@pytest.mark.parametrize("name", MADE)
def test_pandas_polars_and_lazy_agree(tables, name):
    rows = tables.observations
    polars = pl.from_pandas(rows)
    ours, theirs, lazy = (MADE[name](o) for o in (rows, polars, polars.lazy()))
    assert isinstance(ours, pd.DataFrame)
    assert isinstance(theirs, pl.DataFrame)
    assert isinstance(lazy, pl.LazyFrame)
    assert theirs.height > 0
    assert_frame_equal(collected(lazy), theirs)
    assert_frame_equal(pl.from_pandas(ours), theirs, check_dtypes=False)


@pytest.mark.parametrize("name", [name for name in MADE if name != "against"])
def test_the_order_of_rows_does_not_matter(tables, name):
    rows = tables.observations
    shuffled = rows.sample(frac=1, random_state=7)
    pd.testing.assert_frame_equal(MADE[name](shuffled), MADE[name](rows))


def test_lazy_frames_are_not_collected_to_join_or_to_measure_change():
    # A scan that cannot be read shows that nothing was.
    def fail(frame):
        raise AssertionError("collected")

    text = """
        observation_id source_id indicator measure status area_code organisation breakdown
        repeat_of period_start period_end period_basis qualifier unit
    """
    rows = dict.fromkeys(text.split(), pl.String)
    schema = rows | dict.fromkeys(("value", "value_low", "value_high"), pl.Float64)
    lazy = pl.DataFrame(schema=schema).lazy().map_batches(fail, schema=schema)
    points = trends.series(lazy).points
    made = [points, trends.change(points), trends.targets(lazy)]
    assert all(isinstance(frame, pl.LazyFrame) for frame in made)


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "value": st.integers(1, 6).map(float),
            "wide": st.sampled_from([0.0, 0.5, 2.0, None]),
            "year": st.integers(2014, 2018),
            "area_code": st.sampled_from(["330213", "330283", "000000"]),
            "source_id": st.sampled_from(["a", "b"]),
            "period_basis": st.sampled_from(["stated", "inherited", "carried", "published"]),
        }
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=10)
@given(ROWS, st.randoms(use_true_random=False))
def test_any_observations_join_alike_in_every_kind_and_order(observe, rows, random):
    made = observe(
        *(
            {
                "value": row["value"],
                "value_low": row["value"] - (row["wide"] or 0),
                "value_high": None if row["wide"] is None else row["value"] + row["wide"],
                "period_start": f"{row['year']}-01-01",
                "period_end": f"{row['year']}-12-31",
                **{n: row[n] for n in ("area_code", "source_id", "period_basis")},
            }
            for row in rows
        )
    )
    made = made.astype({"value_high": float, "value_low": float})
    order = list(made.index)
    random.shuffle(order)
    ours = trends.series(made)
    pd.testing.assert_frame_equal(trends.series(made.loc[order]).points, ours.points)
    theirs = trends.series(pl.from_pandas(made).lazy())
    assert_frame_equal(theirs.points.collect(), pl.from_pandas(ours.points))
    assert ours.points["told"].sum() + ours.points["disputed"].sum() == len(rows)
    assert len(ours.conflicts) == ours.points["disputed"].sum()
    moved = trends.change(theirs.points).collect()
    assert_frame_equal(moved, pl.from_pandas(trends.change(ours.points)), check_dtypes=False)
