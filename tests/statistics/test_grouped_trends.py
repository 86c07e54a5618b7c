"""Trends of many series at once: the same as one by one, in both engines, for any layout."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from indicators import statistics as st
from indicators.statistics import grouped
from indicators.statistics.grouped import Reason, numpy_engine, trends
from indicators.statistics.kendall_exact import tie_patterns

RESULTS = [
    "n", "slope", "slope_low", "slope_high", "intercept", "r2", "p", "mk_s", "mk_var", "mk_z",
    "mk_p", "tau", "sen_slope", "sen_low", "sen_high", "sen_intercept", "direction", "reason",
]  # fmt: skip
WHOLE = some.integers(-8, 8).map(float)
FIGURES = some.one_of(WHOLE, some.floats(-1e6, 1e6), some.just(math.nan))
POINTS = some.lists(some.tuples(some.integers(2000, 2025).map(float), FIGURES), max_size=16)
ENGINES = ["numpy", "numba"]


def one_by_one(time, value, confidence=0.95):
    """The same by the functions for a single series."""
    line = st.ols(time, value, confidence)
    kendall = st.mann_kendall(value, time)
    sen = st.theil_sen(value, time, confidence)
    return [
        line.n, line.slope, line.slope_lower, line.slope_upper, line.intercept, line.r2, line.p,
        kendall.s, kendall.var_s, kendall.z, kendall.p, kendall.tau_b,
        sen.slope, sen.lower, sen.upper, sen.intercept,
    ]  # fmt: skip


def panel(kind, series=300, points=20, seed=1):
    """Time, and series x points: scattered, tied, with gaps, badly scaled, overflowing."""
    random = np.random.default_rng(seed)
    value = random.normal(50, 5, (series, points))
    if "ties" in kind:
        value = np.round(value / 3)
    if "gaps" in kind:
        value[random.random(value.shape) < 0.15] = np.nan
    if "outliers" in kind:
        value[random.random(value.shape) < 0.1] *= 1e9
    if "huge" in kind:
        value = (value - 50) * 3e306
    if "line" in kind:
        value = value * 1e-9 + np.arange(points) * 1e3
    return np.arange(2000.0, 2000.0 + points), value


def same(one, other):
    assert list(one) == list(other)
    for name in one:
        np.testing.assert_array_equal(one[name], other[name], err_msg=name)


def long_form(time, value):
    """The panel as rows: series, time, value."""
    series = np.repeat(np.arange(len(value)), time.size)
    return series, np.tile(time, len(value)), value.ravel()


@pytest.mark.parametrize("points", [1, 2, 3, 5, 12, 13, 20, 33, 64, 70])
@pytest.mark.parametrize(
    "kind", ["", "ties", "gaps", "ties gaps", "outliers", "line", "line ties", "huge"]
)
def test_both_engines_give_the_same_bits(kind, points):
    time, value = panel(kind, series=150, points=points)
    numpy = trends(None, time, value, engine="numpy")
    same(numpy, trends(None, time, value, engine="numba"))
    rows = long_form(time, value)
    same(trends(*rows, engine="numpy"), trends(*rows, engine="numba"))


@settings(max_examples=60, deadline=None)
@given(some.lists(POINTS, max_size=6), some.randoms(use_true_random=False))
def test_any_rows_in_any_order_give_the_same_bits(series, random):
    rows = [(name, *point) for name, points in enumerate(series) for point in points]
    columns = [np.array(c, dtype=float) for c in zip(*rows, strict=True)] or [np.zeros(0)] * 3
    random.shuffle(rows)
    shuffled = [np.array(c, dtype=float) for c in zip(*rows, strict=True)] or [np.zeros(0)] * 3
    once = trends(*columns, engine="numpy", offsets=False)
    again = trends(*shuffled, engine="numpy", offsets=False)
    compiled = trends(*shuffled, engine="numba", offsets=False)
    same(again, compiled)
    for name in once:
        np.testing.assert_allclose(once[name], again[name], rtol=1e-12, err_msg=name)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=80, deadline=None)
@given(points=POINTS, confidence=some.sampled_from([0.9, 0.95, 0.998]))
def test_a_series_among_others_is_what_it_is_alone(engine, points, confidence):
    time, value = (np.array(c) for c in zip(*points, strict=True)) if points else [np.zeros(0)] * 2
    bounds = np.array([0, 0, time.size])
    found = trends(bounds, time, value, confidence=confidence, engine=engine, offsets=True)
    alone = one_by_one(time, value, confidence)
    scale = max(np.nanmax(np.abs(value), initial=0), 1)
    for name, expected in zip(RESULTS, alone, strict=False):
        if name in ("r2", "p", "slope_low", "slope_high") and nearly_a_line(time, value):
            continue  # what rounding leaves of a perfect fit differs
        given_value = float(found[name][1])
        assert given_value == pytest.approx(expected, rel=1e-6, abs=1e-9 * scale, nan_ok=True), name


def nearly_a_line(time, value):
    there = ~np.isnan(value)
    if there.sum() < 3 or np.ptp(time[there]) == 0:
        return True
    line = st.ols(time[there], value[there])
    return not line.residual_sd > 1e-7 * np.ptp(value[there])


@pytest.mark.parametrize("kind", ["", "ties", "gaps", "ties gaps"])
def test_a_thousand_series_equal_the_single_tests(kind):
    time, value = panel(kind, series=200)
    found = trends(None, time, value)
    for row in range(0, 200, 7):
        alone = one_by_one(time, value[row])
        for name, expected in zip(RESULTS, alone, strict=False):
            assert found[name][row] == pytest.approx(expected, rel=1e-10, nan_ok=True), name


@pytest.mark.parametrize("points", range(2, 13))
def test_short_series_get_the_exact_p_whatever_their_ties(points):
    values = [np.repeat(np.arange(len(sizes)), sizes) for sizes in tie_patterns(points)]
    random = np.random.default_rng(points)
    table = np.array([random.permutation(v) for v in values], dtype=float)
    found = trends(None, np.arange(points), table)
    assert found["mk_p"].tolist() == [st.mann_kendall(row).p for row in table]


@pytest.mark.parametrize("kind", ["", "ties", "gaps", "ties gaps"])
def test_shift_scale_and_sign(kind):
    time, value = panel(kind)
    once = trends(None, time, value)
    turned = trends(None, time - 2000, -2 * value)
    for name, factor in [
        ("slope", -2),
        ("sen_slope", -2),
        ("mk_s", -1),
        ("mk_p", 1),
        ("mk_var", 1),
    ]:
        np.testing.assert_allclose(turned[name], factor * once[name], rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(turned["direction"], -once["direction"])
    np.testing.assert_allclose(turned["sen_low"], -2 * once["sen_high"], rtol=1e-12)
    np.testing.assert_allclose(turned["slope_low"], -2 * once["slope_high"], rtol=1e-9)


@pytest.mark.parametrize("kind", ["", "ties", "gaps", "outliers"])
def test_intervals_hold_the_estimates(kind):
    found = trends(None, *panel(kind))
    for low, middle, high in [("slope_low", "slope", "slope_high"),
                              ("sen_low", "sen_slope", "sen_high")]:  # fmt: skip
        assert (found[low] <= found[middle]).all()
        assert (found[middle] <= found[high]).all()


def test_every_layout_of_the_same_rows_gives_the_same():
    time, value = panel("ties gaps")
    series, times, values = long_form(time, value)
    expected = trends(None, time, value)
    bounds = np.arange(len(value) + 1) * time.size
    names = np.array([f"{330000 + i}" for i in series])
    there = ~np.isnan(values)
    mixed = np.random.default_rng(3).permutation(values.size)
    same(expected, trends(bounds, times, values))
    same(expected, trends(bounds, times, values, assume_sorted=True))
    same(expected, trends(None, np.broadcast_to(time, value.shape), value))
    same(expected, trends(None, time[::-1], value[:, ::-1]))
    for rows in (slice(None), there, mixed):
        for key in (series, names, series.astype(float), pd.Series(names), pl.Series(names)):
            columns = (np.asarray(key)[rows], times[rows], values[rows])
            found = trends(*columns)
            kind = np.asarray(key).dtype.kind
            assert found.pop("series").tolist() == sorted(set(np.asarray(key).tolist())), kind
            same(expected, found)


def test_columns_of_pandas_and_polars_and_whole_numbers():
    columns = {"series": [1, 1, 1, 2, 2, 2], "time": [1, 2, 3] * 2, "value": [1, 2, 4, 4, None, 1]}
    frames = pd.DataFrame(columns), pl.DataFrame(columns)
    first, second = (trends(f["series"], f["time"], f["value"]) for f in frames)
    same(first, second)
    assert first["n"].tolist() == [3, 2]


def test_order_of_series_with_known_order_is_the_one_met():
    rows = (["b", "b", "a", "a"], [1, 2, 1, 2], [1.0, 2, 5, 3])
    assert trends(*rows)["series"].tolist() == ["a", "b"]
    known = trends(*rows, assume_sorted=True)
    assert known["series"].tolist() == ["b", "a"]
    assert known["slope"].tolist() == [1, -2]


def test_direction_and_reason():
    rise, flat = np.arange(8.0), np.full(8, 0.1)
    wave, gone = np.array([1.0, 3, 2, 4, 1, 3, 2, 4]), np.full(8, np.nan)
    few, endless = np.array([1.0, 2, 3, 4] + [np.nan] * 4), np.array([1.0] * 7 + [np.inf])
    found = trends(None, rise, np.array([rise, -rise, flat, wave, gone, few, endless]))
    reasons = [Reason(r).name for r in found["reason"]]
    assert reasons == ["SIGNIFICANT", "SIGNIFICANT", "CONSTANT", "NOT_SIGNIFICANT",
                       "TOO_FEW_POINTS", "TOO_FEW_POINTS", "INFINITE"]  # fmt: skip
    assert found["direction"].tolist() == [1, -1, 0, 0, 0, 0, 0]
    # By the normal approximation the rise of five points would have 0.027, exactly it is 2 / 5!.
    assert trends(None, rise[:5], rise[None, :5])["mk_p"][0] == pytest.approx(2 / 120)


def test_infinite_values_spoil_their_own_series_only():
    value = np.array([[1.0, 2, 4, np.inf], [1.0, 2, 4, 5]])
    for engine in ("numpy", "numba"):
        found = trends(None, np.arange(4), value, engine=engine)
        assert found["n"].tolist() == [3, 4]
        assert all(math.isnan(found[name][0]) for name in RESULTS[1:-2])
        assert found["slope"][1] == pytest.approx(1.4)


def test_one_time_one_point_and_nothing():
    found = trends([0, 5, 6, 6], [2020] * 6, [1.0, 2, 3, 4, 5, 7], offsets=True)
    assert [Reason(r).name for r in found["reason"]] == ["ONE_TIME", "TOO_FEW_POINTS",
                                                        "TOO_FEW_POINTS"]  # fmt: skip
    assert found["n"].tolist() == [5, 1, 0]
    assert np.isnan(found["slope"]).all()
    assert np.isnan(found["sen_slope"]).all()
    empty = trends([], [], [], offsets=False)
    assert empty["series"].size == empty["slope"].size == 0


def test_two_points_have_a_slope_and_no_interval():
    found = trends([0, 2], [2020, 2022], [1.0, 4.0], offsets=True)
    assert (found["slope"][0], found["sen_slope"][0], found["mk_p"][0]) == (1.5, 1.5, 1)
    assert all(math.isnan(found[name][0]) for name in ("slope_low", "sen_low", "p"))


@pytest.mark.parametrize("engine", ENGINES)
def test_series_long_and_short_together(engine):
    random = np.random.default_rng(9)
    lengths = [3, 150, 0, 64, 65, 20]
    bounds = np.concatenate([[0], np.cumsum(lengths)])
    time = np.concatenate([np.arange(n) for n in lengths]).astype(float)
    value = random.normal(size=time.size)
    found = trends(bounds, time, value, engine=engine)
    for row, (first, last) in enumerate(pairwise(bounds)):
        alone = one_by_one(time[first:last], value[first:last])
        for name, expected in zip(RESULTS, alone, strict=False):
            assert found[name][row] == pytest.approx(expected, rel=1e-9, nan_ok=True), name


def test_very_long_series_are_worked_on_one_by_one(monkeypatch):
    time, value = panel("ties gaps", series=5, points=40)
    expected = trends(None, time, value, engine="numpy")
    monkeypatch.setattr(numpy_engine, "_LONG", 30)
    same(expected, trends(None, time, value, engine="numpy"))


def test_what_cannot_be_read_is_refused_with_the_way_out():
    with pytest.raises(ValueError, match="one length"):
        trends(["a", "b"], [1, 2], [1.0])
    with pytest.raises(ValueError, match=r"offsets=False or offsets=True"):
        trends([0, 1, 3], [1, 2, 3], [1.0, 2, 3])
    with pytest.raises(ValueError, match="from 0 to 3"):
        trends([0, 2], [1, 2, 3], [1.0, 2, 3], offsets=True)
    with pytest.raises(ValueError, match="name each of the 3 rows"):
        trends([1, 2], [1, 2, 3], [1.0, 2, 3])
    with pytest.raises(ValueError, match="no name at position 1"):
        trends(np.array(["a", None, "b"], dtype=object), [1, 2, 3], [1.0, 2, 3])
    with pytest.raises(ValueError, match="one clock of 2 times"):
        trends(None, [1, 2, 3], [[1.0, 2]])
    with pytest.raises(ValueError, match="needs 1 names"):
        trends(["a", "b"], [1, 2], [[1.0, 2]])
    with pytest.raises(ValueError, match="engine is"):
        trends(None, [1, 2], [[1.0, 2]], engine="fortran")
    with pytest.raises(ValueError, match=r"Write 0\.95"):
        trends(None, [1, 2], [[1.0, 2]], confidence=95)


def test_without_numba_numpy_serves_and_asking_for_it_says_how(monkeypatch):
    time, value = panel("ties")
    expected = trends(None, time, value)
    monkeypatch.setattr(grouped.batches, "find_spec", lambda name: None)
    same(expected, trends(None, time, value))
    with pytest.raises(ValueError, match="extra 'fast'"):
        trends(None, time, value, engine="numba")


def test_large_tables_go_to_the_compiled_engine_by_themselves(monkeypatch):
    time, value = panel("gaps", series=100)
    monkeypatch.setattr(grouped.batches, "_WORTH_COMPILING", 1000)
    assert grouped.batches._compiled_engine("auto", 2000).__name__.endswith("compiled_engine")
    same(trends(None, time, value, engine="numpy"), trends(None, time, value))


def test_many_chunks_are_one_table(monkeypatch):
    rows = long_form(*panel("ties gaps"))
    expected = trends(*rows)
    monkeypatch.setattr(grouped.batches, "_CHUNK", 37)
    same(expected, trends(*rows))
