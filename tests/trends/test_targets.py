"""Targets: promised against reached, by the day it was promised for."""

from __future__ import annotations

import pytest

from indicators.trends import targets

NAME = {"indicator": "physicians_per_1000", "unit": "人", "period_start": None}


def promised(value=3.2, deadline="2025-12-31", **more):
    return {
        "status": "target",
        "value": value,
        "period_end": deadline,
        "observation_id": "t",
    } | more


def reached(value, day="2025-12-31", half=0.0, **more):
    row = {"value": value, "value_low": value - half, "value_high": value + half, "period_end": day}
    return row | {"observation_id": f"a{day}"} | more


@pytest.mark.parametrize(
    ("target", "figure", "verdict", "reason"),
    [
        (promised(), reached(3.2), "met", None),
        (promised(), reached(3.1), "missed", None),
        (promised(), reached(3.2, half=0.05), "unknown", "the figure's bounds reach over the target"),
        (promised(), reached(3.2, value_high=None), "met", None),
        (promised(qualifier="approx", value_low=None, value_high=None), reached(3.1), "unknown",
         "the target is approximate"),
        (promised(qualifier="up_to", value_low=None), reached(3.1), "met", None),
        (promised(qualifier="up_to", value_low=None), reached(3.3), "missed", None),
        (promised(value_low=3.0, value_high=3.4, qualifier="range"), reached(3.1), "met", None),
        (promised(), reached(3.5, "2024-12-31"), "not yet due", None),
        (promised(deadline=None), reached(3.5), "unknown", "no deadline stated"),
        (promised(deadline="2024-12-31"), reached(3.5), "unknown", "no figure of the deadline"),
    ],
)  # fmt: skip
def test_a_verdict_needs_a_figure_of_the_deadline_whose_bounds_lie_on_one_side(
    observe, target, figure, verdict, reason
):
    made = targets(observe(target, figure, **NAME))
    assert made["verdict"].tolist() == [verdict]
    assert made["reason"].fillna("").tolist() == [reason or ""]


def test_less_is_asked_for_where_less_is_better(observe):
    deaths = {
        "indicator": "maternal_mortality_ratio",
        "unit": "1/10万",
        "period_start": "2025-01-01",
    }
    made = targets(observe(promised(12.0), reached(11.0), **deaths))
    assert made[["needed", "verdict"]].values.tolist() == [["at_most", "met"]]


def test_the_day_to_judge_on_is_the_latest_of_the_figures_or_the_one_given(observe):
    rows = observe(promised(), reached(3.0, "2024-12-31"), reached(3.3), **NAME)
    assert targets(rows)["verdict"].tolist() == ["met"]
    then = targets(rows, as_of="2025-06-30")
    assert then[["verdict", "so_far", "reached"]].values.tolist() == [["not yet due", "short", 3.0]]
    late = observe(promised(), reached(3.0, "2024-12-31"), **NAME)
    assert targets(late, as_of="2026-01-01")["verdict"].tolist() == ["unknown"]


@pytest.mark.parametrize(
    "other", [{"area_code": "330200"}, {"breakdown": "农村"}, {"unit": "张"}, {"indicator": "nurses_per_1000"}],
    ids=str,
)  # fmt: skip
def test_only_a_figure_of_the_same_thing_counts(observe, other):
    made = targets(observe(promised() | NAME, reached(3.3) | NAME | other))
    assert made["reached"].isna().all()


def test_the_plan_for_2025_is_judged_by_the_figures_of_2025(tables):
    made = targets(tables.observations, as_of="2025-12-31")
    made = made[(made["indicator"] == "health_literacy_rate") & (made["area_code"] == "000000")]
    literacy = made[made["deadline"] == "2025-12-31"].iloc[0]
    # National Health Commission: 25% planned by 2025.
    assert (literacy["target"], literacy["verdict"]) == (25, "met")
