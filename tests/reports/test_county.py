"""The county profile: what it says of an area, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from indicators.reports import ReportError, county
from indicators.reports.wording import amount, bounds, period, printed
from indicators.tables import load

ROOT = Path(__file__).parents[2]
SHOWN = [name for name in county.__all__ if name.endswith(("_table", "_figure"))]


@pytest.fixture(scope="module")
def tables():
    return load(ROOT / "data/processed", check=False)


def areas_with_figures():
    rows = load(ROOT / "data/processed", check=False).observations
    return sorted(set(rows["area_code"].dropna()))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("area", ["330213", "330522", "440113", "000000"])
def test_every_part_of_the_profile_shows_for_rich_and_poor_areas(tables, area, lang):
    profile = county.Profile(tables, area, lang)
    assert county.highlights(profile).html.count("<li>") >= 1
    for name in SHOWN:
        html = getattr(county, name)(profile).html
        nothing_drawn = ("",) if name.endswith("_figure") else ()  # its table says so
        assert html.startswith(("<div", "<figure", "<p")) or html in nothing_drawn, name
        assert not re.search(r"\b(nan|None|NaT)\b", html), name


@pytest.mark.parametrize("area", areas_with_figures())
def test_every_area_with_figures_has_its_findings(tables, area):
    assert (
        str(len(county.Profile(tables, area, "zh").own))
        in county.highlights(county.Profile(tables, area, "zh")).html
    )


def test_the_benchmark_and_the_implied_level_are_told_with_what_they_rest_on(tables):
    profile = county.Profile(tables, "330213", "zh")
    assert (
        "双向转诊人次增长率：本地27.93%，全国20.6% (2024)，更好" in county.highlights(profile).html
    )
    assert "2023年同期为2.77万–2.85万人次" in county.highlights(profile).html
    row = profile.earlier[0]
    assert {row["level_id"], row["growth_id"]} <= set(profile.own["observation_id"])


def test_a_former_code_leads_to_the_same_profile(tables):
    now, before = (county.Profile(tables, code, "zh") for code in ("330213", "330283"))
    assert list(now.own["observation_id"]) == list(before.own["observation_id"])


def test_an_area_without_figures_is_refused_with_those_that_have_some(tables):
    with pytest.raises(
        ReportError, match=r"area '330225' \(象山县\); areas with figures: .*330213"
    ):
        county.Profile(tables, "330225", "zh")


def test_an_unknown_language_is_refused(tables):
    with pytest.raises(ReportError, match="use zh or en"):
        county.Profile(tables, "330213", "fr")


def test_every_figure_is_found_in_its_sentence(tables):
    missing = [
        row["observation_id"]
        for row in tables.observations.to_dict("records")
        if not printed(row)[0]
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("low", "high", "zh", "en"),
    [
        (4e9, 5e9, "40亿–50亿", "4 billion–5 billion"),
        (35500, 36500, "3.55万–3.65万", "35,500–36,500"),
        (210, None, "≥ 210", "≥ 210"),
        (None, 2000, "≤ 2,000", "≤ 2,000"),
        (None, None, "约 30", "about 30"),
        (85, 85, "", ""),
    ],
)
def test_bounds_in_words(low, high, zh, en):
    row = {"value": 30.0, "value_low": low, "value_high": high}
    assert (bounds(row, "zh"), bounds(row, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-01-01", None, "since 2024-01-01"),
        (None, "2024-06-30", "to 2024-06-30"),
        ("2024-12-31", "2024-12-31", "2024-12-31"),
        ("2024-01-01", "2024-06-30", "2024-01-01 – 2024-06-30"),
        (None, None, "not stated"),
    ],
)
def test_periods_in_words(first, last, words):
    assert period({"period_start": first, "period_end": last}, "en") == words


def test_amounts_are_said_as_one_says_them():
    assert [amount(v, "zh") for v in (9999, 1.5e5, 1.2e9)] == ["9,999", "15万", "12亿"]
    assert amount(float("nan"), "zh") == ""
