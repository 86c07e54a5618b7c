"""What goes in and comes out: single figures, arrays, columns, gaps, and what is refused."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pytest

from indicators import statistics as st

PART, WHOLE = [3, 40, 17], [10, 80, 400]
KINDS = {
    "list": list,
    "tuple": tuple,
    "array": np.array,
    "pandas": pd.Series,
    "pandas with own index": lambda v: pd.Series(v, index=[7, 3, 9]),
    "pandas nullable": lambda v: pd.Series(v, dtype="Int64"),
    "pandas arrow": lambda v: pd.Series(v, dtype="int64[pyarrow]"),
    "polars": pl.Series,
    "decimals": lambda v: [Decimal(x) for x in v],
}
BY_PAIR = {
    "proportion": st.proportion,
    "rate": st.rate,
    "ratio significance": lambda x, n: (st.ratio_significance(x, n),),
    "proportion significance": lambda x, n: (st.proportion_significance(x, n),),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("statistic", BY_PAIR)
def test_every_kind_of_column_gives_the_same(kind, statistic):
    of = BY_PAIR[statistic]
    expected = of(np.array(PART, dtype=float), np.array(WHOLE, dtype=float))
    for one, other in zip(of(KINDS[kind](PART), KINDS[kind](WHOLE)), expected, strict=True):
        assert isinstance(one, np.ndarray)
        assert one.tolist() == other.tolist()


@pytest.mark.parametrize("statistic", [st.proportion, st.rate])
def test_a_number_gives_numbers(statistic):
    columns = statistic(PART, WHOLE)
    single = [statistic(x, n) for x, n in zip(PART, WHOLE, strict=True)]
    assert all(isinstance(one, float) for row in single for one in row)
    assert [list(one) for one in columns] == [list(one) for one in zip(*single, strict=True)]


@pytest.mark.parametrize("gap", [None, float("nan"), pd.NA, np.nan])
def test_a_gap_is_missing_and_leaves_the_others_alone(gap):
    result = st.rate([5, gap, 12], [1000, 1000, 1000])
    assert all(np.isnan(one).tolist() == [False, True, False] for one in result)
    assert result.value[2] == st.rate(12, 1000).value


def test_gaps_of_both_libraries_are_missing():
    for column in (pd.Series([5, None, 12], dtype="Int64"), pl.Series([5, None, 12])):
        assert np.isnan(st.rate(column, 1000).value).tolist() == [False, True, False]


@pytest.mark.parametrize("statistic", [st.proportion, st.rate])
def test_empty_columns_give_empty_columns(statistic):
    assert [one.shape for one in statistic([], [])] == [(0,)] * 3


def test_shapes_are_broadcast_and_kept():
    result = st.rate(np.ones((3, 4)), [10, 20, 30, 40])
    assert result.lower.shape == (3, 4)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: st.rate([3, -1], 10), r"events .* got -1.0 at position 1"),
        (lambda: st.rate(float("inf"), 10), "events must be finite"),
        (lambda: st.rate(3, [10, 0, 0]), r"population .* got 0.0 at position 1 \(and 1 more\)"),
        (lambda: st.rate(3, float("inf")), "above zero and finite"),
        (lambda: st.proportion(11, 10), "part must not exceed its whole, got 11.0. Are they"),
        (lambda: st.proportion("07", 10), "part must be numbers"),
        (lambda: st.proportion(["7", 8], 10), "part must be numbers"),
        (lambda: st.proportion(1, 10, confidence=95), "Write 0.95 for 95%"),
        (lambda: st.mean([1, float("-inf")]), "values must be finite"),
        (lambda: st.quantile_groups([1, 2], groups=1), "groups must be at least 2"),
        (lambda: st.xmr_limits([1, float("inf")]), "values must be finite"),
        (lambda: st.compare_with_benchmark(3, 2, 1), "lower must not exceed upper"),
        (lambda: st.compare_with_benchmark(1, 2, 1, "up"), "polarity must be one of"),
        (lambda: st.compare_at_two_levels(2, 3, 2.5, 2.8, 2.2), "99.8% interval must hold"),
        (lambda: st.directly_standardised_rate([1], [0], [1]), "population must be above"),
        (lambda: st.directly_standardised_rate([1], [1], [0]), "standard must hold somebody"),
        (lambda: st.slope_index([1, 1], [0, 0.5], kind="proportion"), "ends excluded"),
        (lambda: st.slope_index([1, 1], [1, 2], kind="share"), "kind must be one of"),
        (lambda: st.slope_index([1], [2]), "at least 2 groups"),
        (lambda: st.slope_index([1, 1], [1, 2], se=[1, -1]), "se must not be negative"),
        (lambda: st.life_expectancy([1, 9], [5, 5], [0, 1]), "deaths must not exceed"),
        (lambda: st.life_expectancy([1, 1], [5, 5], [1, 5]), "must rise from 0"),
        (lambda: st.proportion_funnel([5], 40), "Divide percentages"),
        (lambda: st.ratio_funnel([0, 1]), "a control limit needs events"),
        (lambda: st.rate_funnel([1], 0), "average and multiplier must be above 0"),
        (lambda: st.xmr_chart([[1, 2]]), "values must be one series"),
        (lambda: st.xmr_chart([1, 2], rebase=[0]), "rebase must rise"),
        (lambda: st.xmr_chart([1, 2], baseline=1), "at least 2 points"),
        (lambda: st.xmr_chart([1, 2], improvement="up"), "improvement must be one of"),
        (lambda: st.assurance(1, 2, 3, "up"), "improvement must be one of"),
        (lambda: st.with_judgement("increasing", "up"), "polarity must be"),
    ],
)
def test_what_cannot_be_is_refused_with_the_way_out(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_zero_events_and_whole_shares():
    assert st.rate(0, 100)[:2] == (0.0, 0.0)
    assert st.proportion(10, 10).upper == 1.0
    assert st.proportion(0, 10).lower == 0.0
    assert math.isnan(st.byar_limits(0).lower)


def test_mean_of_little():
    one, none = st.mean([4]), st.mean([])
    assert (one.value, one.total, one.count) == (4.0, 4.0, 1.0)
    assert math.isnan(one.stdev)
    assert math.isnan(one.lower)
    assert (none.total, none.count) == (0.0, 0.0)
    assert math.isnan(none.value)
    assert math.isnan(st.mean([None, None]).value)


def test_mean_of_rows_is_the_mean_of_each():
    table = np.array([[1.5, 2.5, np.nan], [10000000.1, 10000000.3, 10000000.2], [1, 2, np.pi]])
    rows = st.mean(table)
    for place, row in enumerate(table):
        assert [one[place] for one in rows] == list(st.mean(row))


def test_standardised_rate_is_withheld_below_ten_events_and_with_gaps():
    few = st.directly_standardised_rate([4, 5], [100, 100], [1, 1])
    gap = st.directly_standardised_rate([40, None], [100, 100], [1, 1])
    assert math.isnan(few.value)
    assert (few.events, few.population) == (9.0, 200.0)
    assert math.isnan(gap.value)
    filled = st.directly_standardised_rate([40, None], [100, 100], [1, 1], missing_as_zero=True)
    assert filled.value == pytest.approx(20_000)


def test_areas_are_rows_of_standardised_rates():
    events = np.array([[30, 60, 90], [10, 0, 15]])
    people, standard = np.array([[900, 800, 300], [400, 500, 600]]), [5, 3, 2]
    both = st.directly_standardised_rate(events, people, standard)
    for place in range(2):
        alone = st.directly_standardised_rate(events[place], people[place], standard)
        assert [one[place] for one in both] == pytest.approx(list(alone), rel=1e-14)


def test_totals_stand_for_age_groups_in_indirect_rates():
    reference = [30, 90, 300], [9000, 9000, 9000]
    by_age = st.indirectly_standardised_rate([4, 9, 12], [900, 800, 300], *reference)
    total = st.indirectly_standardised_rate(25, [900, 800, 300], *reference, totals=True)
    assert total == by_age


def test_nothing_expected_gives_no_ratio():
    assert math.isnan(st.indirectly_standardised_ratio([3], [10], [0], [100]).value)


def test_too_few_values_for_the_groups():
    assert np.isnan(st.quantile_groups([1, 2, 3], groups=5)).all()
    assert st.quantile_groups([]).shape == (0,)


def test_rows_are_grouped_by_themselves():
    rows = st.quantile_groups([[1, 2, 3, 4], [9, 8, 7, 6]], groups=2)
    assert rows.tolist() == [[2, 2, 1, 1], [1, 1, 2, 2]]
