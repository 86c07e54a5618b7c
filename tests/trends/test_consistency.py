"""Figures against figures: what contradicts, what does not, and what cannot be compared."""

from __future__ import annotations

import polars as pl
import pytest

from indicators.trends import consistency


def checked(rows, **how):
    """In Polars, which is the quicker for little tables; that pandas agrees is tested elsewhere."""
    return consistency(pl.from_pandas(rows), **how).to_pandas()


def told(made, *columns):
    return made[["check", "verdict", *columns]].values.tolist()


def level(value, year=2024, source="a", **more):
    row = {"indicator": "hospital_beds", "unit": "张", "value": value, "source_id": source}
    row |= {"period_start": None, "period_end": f"{year}-12-31"}
    return row | {"observation_id": f"{source}#{year}{more.get('indicator', '')}"} | more


def growth(value, words="比上年增长{:g}%", **more):
    row = level(value, source="g", measure="change_pct", unit="%", evidence=words.format(value))
    return row | {"value_low": value - 0.05, "value_high": value + 0.05} | more


@pytest.mark.parametrize(("value", "verdict"), [(10.0, "agrees"), (9.9, "contradicts")])
def test_growth_is_held_against_two_levels_and_all_three_sources_are_named(observe, value, verdict):
    made = checked(observe(level(100.0, 2023), level(110.0, source="b"), growth(value)))
    sources = ["first_source", "second_source", "third_source"]
    assert told(made, *sources) == [["growth", verdict, "g", "b", "a"]]


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        pytest.param({"measure": "change_abs", "unit": "张", "value": 10.0}, "agrees", id="in units"),
        pytest.param(
            {"measure": "change_abs", "unit": "张", "value": 11.0, "value_low": 11.0, "value_high": 11.0},
            "contradicts", id="in units, wrong",
        ),
    ],
)  # fmt: skip
def test_growth_in_units_is_held_against_the_difference(observe, change, verdict):
    rows = observe(level(100.0, 2023), level(110.0, source="b"), growth(10.0) | change)
    assert told(checked(rows)) == [["growth", verdict]]


def test_points_are_held_against_figures_in_percent_only(observe):
    rates = {"indicator": "health_literacy_rate", "unit": "%", "period_start": "2024-01-01"}
    before = rates | {"period_start": "2023-01-01"}
    change = (
        growth(2.0, "提高{:g}个百分点", measure="change_pp", unit="百分点")
        | rates
        | {"unit": "百分点"}
    )
    rows = observe(level(25.0, 2023) | before, level(27.0, source="b") | rates, change)
    assert told(checked(rows), "computed") == [["growth", "agrees", 2]]


@pytest.mark.parametrize("words", ["较2020年增长{:g}%", "年均增长{:g}%"])
def test_growth_on_another_year_is_not_held_against_the_year_before(observe, words):
    rows = observe(level(100.0, 2023), level(110.0, source="b"), growth(50.0, words))
    assert checked(rows).empty


def test_growth_that_fits_one_of_two_tellings_contradicts_neither(observe):
    rows = observe(
        level(100.0, 2023), level(107.0, 2023, source="c"), level(110.0, source="b"), growth(10.0)
    )
    assert told(checked(rows)) == [["growth", "agrees"], ["telling", "contradicts"]]


def whole_and_part(part, **more):
    whole = level(764.0, unit="次", indicator="home_care_visits", observation_id="w")
    piece = level(part, unit="次", indicator="surgeries", part_of="w", observation_id="p")
    return whole, piece | more


@pytest.mark.parametrize(
    ("part", "more", "expected"),
    [
        pytest.param(700.0, {}, [["part", "agrees"]], id="less"),
        pytest.param(800.0, {}, [["part", "contradicts"]], id="more"),
        pytest.param(800.0, {"value_low": None}, [["part", "agrees"]], id="nearly 800"),
        pytest.param(2000.0, {"unit": "人次"}, [], id="another unit: no fault"),
    ],
)
def test_a_part_exceeds_its_whole_only_in_one_unit(observe, part, more, expected):
    from indicators.codebook import indicators

    names = [n for n, i in indicators().items() if i.kind == "count" and not i.parent][:2]
    whole, piece = whole_and_part(part, **more)
    rows = observe(whole | {"indicator": names[0]}, piece | {"indicator": names[1]})
    assert told(checked(rows)) == expected


def test_an_indicator_does_not_exceed_the_one_it_is_part_of_in_the_codebook(observe):
    rows = observe(level(100.0), level(120.0, indicator="beds_in_hospitals", source="b"))
    assert told(checked(rows), "first_source", "second_source") == [
        ["part", "contradicts", "b", "a"]
    ]


def test_a_class_does_not_exceed_all(observe):
    rows = observe(level(100.0), level(120.0, breakdown="公立医院", source="b"))
    assert told(checked(rows), "breakdown") == [["part", "contradicts", "公立医院"]]


def test_a_mean_of_a_part_may_exceed_that_of_the_whole(observe):
    rows = observe(
        level(80.0, indicator="life_expectancy", unit="岁", observation_id="w"),
        level(83.0, indicator="life_expectancy_female", unit="岁", part_of="w"),
    )
    assert checked(rows).empty


def test_a_share_told_with_its_part_and_whole_fits_them(observe):
    rows = observe(
        level(9101000.0, observation_id="w"),
        level(7131000.0, indicator="beds_in_hospitals", part_of="w"),
        level(78.4, indicator="beds_in_hospitals", measure="share", unit="%", part_of="w",
              value_low=78.35, value_high=78.45, observation_id="share"),
    )  # fmt: skip
    made = checked(rows)
    assert told(made[made["check"] == "share"], "first_id") == [["share", "agrees", "share"]]


def test_a_share_that_is_an_indicator_is_held_against_numerator_and_denominator(observe):
    year = {"period_start": "2024-01-01", "unit": "人次"}
    rows = observe(
        level(50.0, indicator="primary_care_visits", **year),
        level(100.0, indicator="total_visits", **year),
        level(52.0, indicator="primary_care_visit_share", **(year | {"unit": "%"})),
    )
    made = checked(rows)
    assert told(made[made["check"] == "share"], "computed") == [["share", "contradicts", 50]]


def test_a_rate_is_held_against_numerator_and_population(observe):
    rows = observe(
        level(9000.0),
        level(1e6, indicator="resident_population", unit="人"),
        level(9.0, indicator="beds_per_1000", unit="张"),
        level(8.0, indicator="beds_per_1000", unit="张", source="b"),
    )
    made = checked(rows, priority=["b"])
    assert told(made[made["check"] == "rate"], "computed") == [["rate", "contradicts", 9]]


def rated(rate, of, value, per_1000, half=0.005):
    number = level(value, indicator=of, unit="人")
    ratio = level(per_1000, indicator=rate, unit="人")
    return number, ratio | {"value_low": per_1000 - half, "value_high": per_1000 + half}


@pytest.mark.parametrize(("nurses", "verdict"), [(4.16, "agrees"), (4.30, "contradicts")])
def test_rates_over_one_population_nobody_prints_imply_the_same_one(observe, nurses, verdict):
    rows = observe(
        *rated("physicians_per_1000", "physicians", 5082000.0, 3.61),
        *rated("nurses_per_1000", "nurses", 5855000.0, nurses),
    )
    made = checked(rows)
    assert told(made[made["check"] == "rate"]) == [["rate", verdict]]


def test_the_nations_bulletins_agree_with_themselves_where_they_can_be_checked(tables):
    made = consistency(tables.observations, sources=tables.sources)
    counts = made[made["check"] != "telling"].groupby("check")["verdict"].value_counts()
    agree = {
        check: counts.get((check, "agrees"), 0) for check in ("growth", "part", "rate", "share")
    }
    assert all(count >= 10 for count in agree.values()), agree
    assert (made["first_id"].isin(tables.observations["observation_id"])).all()
