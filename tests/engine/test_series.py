"""Whole series of tables larger than memory: the answers of the function over the whole table."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, datetime, timedelta
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
from indicators.engine import EngineError, per_series, series
from indicators.engine.panel import panel_files
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


def unchanged(frame):
    return frame


def write(path, **columns):
    path.parent.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(columns).write_parquet(path, row_group_size=1)
    return path


def rows_of(paths, by, in_order=False, function=unchanged, out=None, **options):
    """What is written for a small table; each row group a piece."""
    with TemporaryDirectory() as folder:
        out = out or Path(folder) / "out.parquet"
        options = {"in_order": in_order, "rows": 1, "engine": "serial"} | options
        return per_series(function, paths, out, by, **options).collect().rows()


IN_ORDER = pytest.mark.parametrize("in_order", [False, True])


@IN_ORDER
def test_columns_of_the_files_win_over_the_names_of_their_folders(tmp_path, in_order):
    write(tmp_path / "province=330000/year=2024/0.parquet", k=["a", "a"], year=[1990, 1991])
    assert rows_of(tmp_path, ["k"], in_order) == [("a", 1990), ("a", 1991)]
    found = rows_of(tmp_path, ["province", "k"], in_order, columns=["year"])
    assert found == [("330000", "a", 1990), ("330000", "a", 1991)]


@IN_ORDER
def test_series_are_told_apart_by_the_names_of_folders(tmp_path, in_order):
    write(tmp_path / "province=110000/0.parquet", k=["a"])
    write(tmp_path / "province=33%2000/0.parquet", k=["b", "b"])
    write(tmp_path / "province=__HIVE_DEFAULT_PARTITION__/0.parquet", k=["a"])
    found = rows_of(tmp_path, ["province"], in_order)
    assert found == [("110000", "a"), ("33 00", "b"), ("33 00", "b"), (None, "a")]
    only = rows_of(tmp_path, ["province"], in_order, columns=[])
    assert only == [row[:1] for row in found]


@IN_ORDER
def test_a_column_of_one_file_only_is_told(tmp_path, in_order):
    write(tmp_path / "year=2024/0.parquet", k=["a"], v=[1])
    write(tmp_path / "year=2025/1.parquet", k=["b"], year=[2025])
    with pytest.raises(ValueError, match=r"1\.parquet has no column v; it has k, year$"):
        rows_of(tmp_path, ["k"], in_order)
    with pytest.raises(ValueError, match=r"year is Int64, but the name of a folder in .*/0\."):
        rows_of(tmp_path, ["year"], in_order, columns=["k"])
    assert rows_of(tmp_path, ["k"], in_order, columns=[]) == [("a",), ("b",)]


@IN_ORDER
def test_a_column_of_two_types_is_told_with_both_files(tmp_path, in_order):
    write(tmp_path / "0.parquet", k=["a"], v=[1])
    write(tmp_path / "1.parquet", k=["b"], v=["x"])
    with pytest.raises(ValueError, match=r"1\.parquet: column v is String, but Int64 in .*0\.par"):
        rows_of(tmp_path, ["k"], in_order)
    assert rows_of(tmp_path, ["k"], in_order, columns=[]) == [("a",), ("b",)]


@IN_ORDER
def test_a_file_that_is_no_parquet_is_told(tmp_path, in_order):
    (tmp_path / "0.parquet").write_text("k,v")
    with pytest.raises(ValueError, match=r"0\.parquet cannot be read as Parquet \(.*leave it out$"):
        rows_of(tmp_path, ["k"], in_order)


@IN_ORDER
def test_names_may_hold_quotes_and_signs_of_patterns(tmp_path, in_order):
    write(tmp_path / "a1.parquet", **{"k": ["wrong"], 'the "v"': [0]})
    path = write(tmp_path / "a[1].parquet", **{"k": ["a"], 'the "v"': [1]})
    out = tmp_path / "it's [1].parquet"
    assert rows_of(path, ["k"], in_order, out=out) == [("a", 1)]


TYPES = [
    pl.Series([date(2024, 1, 2), None]),
    pl.Series([datetime(2024, 1, 2), None], dtype=pl.Datetime("ms")),
    pl.Series([datetime(2024, 1, 2), None], dtype=pl.Datetime("us", "Asia/Shanghai")),
    pl.Series([timedelta(1), None], dtype=pl.Duration("ms")),
    pl.Series(["x", None], dtype=pl.Categorical),
    pl.Series(["x", None], dtype=pl.Enum(["y", "x"])),
    pl.Series([[1, 2], None], dtype=pl.Array(pl.Int8, 2)),
    pl.Series([None, None]),
]


@pytest.mark.parametrize("values", TYPES, ids=lambda values: str(values.dtype))
def test_columns_keep_their_types_when_rows_are_sorted(tmp_path, values):
    frame = pl.DataFrame({"k": values, "value": values})
    frame.reverse().write_parquet(tmp_path / "0.parquet", row_group_size=1)
    options = {"rows": 1, "engine": "serial"}
    out = tmp_path / "out.parquet"
    made = per_series(unchanged, tmp_path / "0.parquet", out, ["k"], **options).collect()
    assert made.schema == frame.schema
    assert made.equals(frame)


def test_columns_that_differ_by_capitals_only_are_told(tmp_path):
    path = write(tmp_path / "0.parquet", V=[1], v=[2])
    with pytest.raises(ValueError, match="cannot tell V and v apart; rename one"):
        rows_of(path, ["v"])
    assert rows_of(path, ["v"], in_order=True) == [(2, 1)]


@IN_ORDER
def test_the_result_may_lie_among_the_files(tmp_path, in_order):
    write(tmp_path / "0.parquet", k=["a", "b"])
    for _ in range(2):
        found = rows_of(tmp_path, ["k"], in_order, out=tmp_path / "out.parquet")
        assert found == [("a",), ("b",)]
    with pytest.raises(ValueError, match="no Parquet file"):
        rows_of(tmp_path / "out.parquet", ["k"], in_order, out=tmp_path / "out.parquet")


@IN_ORDER
def test_workers_may_have_another_current_folder(tmp_path, monkeypatch, in_order):
    (tmp_path / "elsewhere").mkdir()
    write(tmp_path / "0.parquet", k=["a", "b"])

    def wander(frame):
        os.chdir(tmp_path / "elsewhere")
        return frame

    monkeypatch.chdir(tmp_path)
    found = rows_of("0.parquet", ["k"], in_order, wander, Path("out.parquet"))
    assert found == [("a",), ("b",)]


@IN_ORDER
def test_a_file_written_anew_is_read_anew(tmp_path, in_order):
    for names in (["a"], ["a", "b", "c"]):
        path = write(tmp_path / "0.parquet", k=names)
        assert rows_of(path, ["k"], in_order) == [(name,) for name in names]


@pytest.mark.parametrize("rows", [1, 2, 3, 100])
@pytest.mark.parametrize("names", ["aba", "abbca", "aabba"])
def test_rows_out_of_order_are_told(tmp_path, rows, names):
    path = write(tmp_path / "0.parquet", k=[*names], year=2020)
    message = "series year 2020, k a do not stand together; sort the files, or give in_order=False"
    with pytest.raises(ValueError, match=message):
        rows_of(path, ["year", "k"], in_order=True, rows=rows)
    assert len(rows_of(path, ["year", "k"], rows=rows)) == len(names)


def test_series_without_a_name_stand_together_too(tmp_path):
    for names in ([None, "a", None], [float("nan"), 1.0, float("nan")]):
        path = write(tmp_path / "0.parquet", k=names)
        for rows in (1, 100):
            with pytest.raises(ValueError, match="do not stand together"):
                rows_of(path, ["k"], in_order=True, rows=rows)
    path = write(tmp_path / "0.parquet", k=[None, None, "a"])
    assert len(rows_of(path, ["k"], in_order=True)) == 3


@pytest.mark.parametrize("dtype", [pl.Int64, pl.String, pl.Enum(["1", "2"]), pl.List(pl.Int8)])
def test_a_column_without_any_value_in_a_piece_has_the_type_of_the_others(tmp_path, dtype):
    path = write(tmp_path / "0.parquet", k=["a", "b", "c"])
    known = pl.Series([1]).cast(pl.String).cast(dtype) if dtype != pl.List(pl.Int8) else [[1]]

    def second(frame):
        which = (frame["k"] == "b").to_list()
        w = [known[0] if here else None for here in which]
        return frame.with_columns(w=pl.Series(w, dtype=dtype if any(which) else pl.Null))

    written = set()
    for rows in (1, 2, 100):
        out = tmp_path / "out" / f"{rows}.parquet"
        assert rows_of(path, ["k"], function=second, rows=rows, out=out) == [
            ("a", None),
            ("b", known[0]),
            ("c", None),
        ]
        written.add(out.read_bytes())
    assert len(written) == 1


def test_pieces_that_do_not_fit_together_are_told(tmp_path):
    path = write(tmp_path / "0.parquet", k=["a", "b"])

    def types(frame):
        return frame.with_columns(w=pl.lit(1 if frame["k"][0] == "a" else "x"))

    def names(frame):
        return frame.rename({"k": frame["k"][0]})

    with pytest.raises(ValueError, match="gives column w as int32 and as large_string; let it"):
        rows_of(path, ["k"], True, types)
    with pytest.raises(ValueError, match="a piece the columns a and another b; let it"):
        rows_of(path, ["k"], True, names)


@IN_ORDER
def test_a_table_without_rows_is_told(tmp_path, in_order):
    path = write(tmp_path / "0.parquet", k=[])
    with pytest.raises(ValueError, match="have no row"):
        rows_of(path, ["k"], in_order)


def test_too_little_memory_to_sort_is_told(panel, tmp_path):
    with pytest.raises(EngineError, match=r"cannot sort in 0MiB.*; allow more memory"):
        rows_of(panel[0], ["series"], memory=1 << 20, workers=1)


def test_of_several_paths_none_may_lead_nowhere(tmp_path):
    path = write(tmp_path / "0.parquet", k=["a"])
    with pytest.raises(ValueError, match=r"no Parquet file at .*typo\.parquet; check the path"):
        rows_of([path, tmp_path / "typo.parquet"], ["k"])


def test_a_piece_is_there_whole_or_not_at_all(tmp_path, monkeypatch):
    seen = []

    def half(frame, path):
        Path(path).write_bytes(b"half")
        seen.append(path)
        raise OSError("the disk is full")

    place = write(tmp_path / "panel" / "0.parquet", k=["a"])
    table = series.Table(tmp_path / "places", ["k"], {"k": pl.String()}, True)
    series._list_places(panel_files(place, tmp_path / "out"), table.places)
    monkeypatch.setattr(pl.DataFrame, "write_parquet", half)
    for _ in range(2):
        with pytest.raises(OSError, match="full"):
            series.piece_of(unchanged, table, (0, 1), tmp_path / "piece")
    assert not (tmp_path / "piece").exists()
    assert len(set(seen)) == 2


KILLED = """
import os, sys
from indicators.engine import per_series
per_series(lambda frame: os._exit(9), sys.argv[1], sys.argv[2], ["k"], engine="serial")
"""


def test_what_killed_runs_left_goes_and_what_living_ones_need_stays(tmp_path):
    path = write(tmp_path / "panel" / "0.parquet", k=["a"])
    out = tmp_path / "out.parquet"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", KILLED, path, out], env=environment, check=False)
    (left,) = tmp_path.glob(".out.parquet.*")
    stood = []

    def within(frame):
        stood.append(left.exists())
        return pl.DataFrame(rows_of(path, ["k"], out=out), orient="row")

    assert rows_of(path, ["k"], function=within, out=out) == [("a",)]
    assert stood == [False]
    assert sorted(place.name for place in tmp_path.iterdir()) == ["out.parquet", "panel"]


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
