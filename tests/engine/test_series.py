"""Whole series of tables larger than memory: the answers of the function over the whole table."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import engine_functions as functions
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import indicators as ind
from indicators.engine import per_series
from indicators.statistics.grouped import trends

ROWS = st.lists(
    st.tuples(st.sampled_from(["甲", "乙", None]), st.integers(0, 2), st.integers(0, 99)),
    min_size=1,
    max_size=40,
)


@settings(max_examples=40)
@given(rows=ROWS, group=st.integers(1, 12), piece=st.integers(1, 30), ordered=st.booleans())
def test_pieces_are_cut_between_series_only(rows, group, piece, ordered):
    frame = pl.DataFrame(rows, schema={"place": str, "kind": int, "value": int}, orient="row")
    inside = frame.sort("place", "kind", "value", nulls_last=True)
    with TemporaryDirectory() as folder:
        panel, out = Path(folder) / "panel.parquet", Path(folder) / "out.parquet"
        (inside if ordered else frame).write_parquet(panel, row_group_size=group)
        options = {"in_order": ordered, "rows": piece, "engine": "serial"}
        made = per_series(functions.spans, panel, out, ["place", "kind"], **options).collect()
    assert made.equals(functions.spans(inside))


@pytest.fixture(scope="module")
def panel(tmp_path_factory):
    """Series of several lengths in no order, in two files."""
    draw = np.random.default_rng(5)
    series = np.repeat(np.arange(400), draw.integers(1, 25, 400))
    frame = pl.DataFrame(
        {
            "series": [f"s{n:03}" for n in series],
            "time": draw.integers(1990, 2025, series.size),
            "value": draw.normal(size=series.size).round(1),
            "unused": "x",
        }
    ).sample(fraction=1, shuffle=True, seed=3)
    folder = tmp_path_factory.mktemp("panel")
    frame[:3000].write_parquet(folder / "a.parquet", row_group_size=500)
    frame[3000:].write_parquet(folder / "b.parquet", row_group_size=700)
    return folder, frame


@pytest.mark.parametrize(
    "options", [{"engine": "serial", "rows": 300}, {"workers": 2, "rows": 900}]
)
def test_trends_are_those_of_the_table_in_memory_to_the_last_bit(panel, tmp_path, options):
    folder, frame = panel
    made = per_series(
        functions.fitted,
        folder,
        tmp_path / "trends.parquet",
        ["series"],
        columns=["time", "value"],
        memory=2 << 30,
        **options,
    ).collect()
    whole = trends(frame["series"], frame["time"], frame["value"])
    assert made.columns == list(whole)
    for name, values in whole.items():
        assert made[name].to_numpy().tobytes() == values.astype(values.dtype).tobytes() or (
            name == "series" and made[name].to_list() == values.tolist()
        )


def test_the_bytes_do_not_depend_on_the_pieces(panel, tmp_path):
    written = set()
    for rows in (200, 10_000):
        out = tmp_path / f"{rows}.parquet"
        per_series(functions.fitted, panel[0], out, ["series"], rows=rows, engine="serial")
        written.add(out.read_bytes())
    assert len(written) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["10000.parquet", "200.parquet"]


def test_a_column_that_is_not_there_is_named_with_those_that_are(panel, tmp_path):
    with pytest.raises(ValueError, match="has no column area; it has series, time, value, unused"):
        per_series(functions.fitted, panel[0], tmp_path / "out.parquet", ["area"])


def test_no_file_is_told(tmp_path):
    with pytest.raises(ValueError, match="no Parquet file"):
        per_series(functions.fitted, tmp_path / "*.parquet", tmp_path / "out.parquet", ["series"])


def test_trends_and_changes_of_observations_are_those_of_the_whole(tmp_path):
    draw = np.random.default_rng(2)
    years = [(area, year) for area in ("330213", "330203", "110101") for year in range(2010, 2022)]
    value = draw.normal(100, 5, len(years)).round(1)
    frame = pl.DataFrame(
        {
            "area_code": [area for area, _ in years],
            "year": [year for _, year in years],
            "value": value,
            "value_low": value - 0.5,
            "value_high": value + 0.5,
        }
    )
    frame.sample(fraction=1, shuffle=True, seed=1).write_parquet(tmp_path / "p.parquet")
    for judge in (ind.trend, ind.change):
        fit = partial(judge, by=["area_code"], time="year")
        whole = fit(frame.sort("area_code", "year"))
        made = per_series(
            fit,
            tmp_path / "p.parquet",
            tmp_path / "out.parquet",
            ["area_code"],
            rows=5,
            engine="serial",
        )
        assert made.collect().equals(whole)
