"""Ten years of trends: what the page says, in both languages, and that it is computed."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from indicators.reports import ReportError, decade
from indicators.reports.decade.words import per_year, trend_sentence
from indicators.tables import load

ROOT = Path(__file__).parents[2]
SHOWN = [name for name in decade.__all__ if name.endswith(("_table", "_figure"))]


@pytest.fixture(scope="module")
def tables():
    return load(ROOT / "data/processed", check=False)


@pytest.fixture(scope="module", params=["zh", "en"])
def years(tables, request):
    return decade.Decade(tables, "330213", request.param)


def test_every_part_shows_and_nothing_is_left_unsaid(years):
    assert decade.highlights(years).html.count("<li>") >= 8
    for name in SHOWN:
        html = getattr(decade, name)(years).html
        assert html.startswith(("<div", "<figure")), name
        assert not re.search(r"\b(nan|None|NaT|inf)\b", html), name


def test_every_link_leads_to_a_figure_and_every_figure_to_a_source(years):
    html = "".join(getattr(decade, name)(years).html for name in SHOWN)
    ids = set(re.findall(r' id="([^"]+)"', html))
    assert {t[1:] for t in re.findall(r'href="(#[^"]+)"', html)} <= ids
    rows = re.findall(r'<tr id="f-[^"]+">(.*?)</tr>', html)
    assert len(rows) >= 100
    assert all("<mark>" in row and 'href="#source-' in row for row in rows)


def test_the_ten_years_end_where_most_series_have_figures(years):
    assert (years.first, years.last) == (years.last - 9, years.last)
    counts = years.national.groupby("year").size()
    assert counts[years.last] * 2 >= counts.max()
    assert all(year < years.last for year in counts[counts * 2 >= counts.max()].index[:-1])


def test_the_headline_tells_outcomes_and_resources_with_their_verdicts(tables):
    years = decade.Decade(tables, "330213", "en")
    text = " ".join(trend_sentence(years, row) for row in years.headline)
    assert re.search(r"Life expectancy at birth: .* years in \d{4}; \+0\.\d+ years a year", text)
    assert re.search(
        r"Maternal mortality ratio: [^:]* per 100,000 a year [^:]* falling \(improving\)", text
    )


def test_sentences_follow_the_data(tables):
    rows = tables.observations.copy()
    deaths = rows["indicator"] == "maternal_mortality_ratio"
    for name in ("value", "value_low", "value_high"):
        rows.loc[deaths, name] = 100 - rows.loc[deaths, name]
    turned = decade.Decade(dataclasses.replace(tables, observations=rows), "330213", "en")
    row = next(r for r in turned.trends if r["indicator"] == "maternal_mortality_ratio")
    assert trend_sentence(turned, row).endswith("rising (worsening).")
    assert per_year(turned, row).startswith("+")


def test_a_rate_in_100_000_is_written_as_printed(tables):
    years = decade.Decade(tables, "330213", "zh")
    assert "20.1/10万" in decade.trends_table(years).html


def test_any_area_has_an_edition_and_says_when_nothing_compares(tables):
    there = decade.Decade(tables, "659012", "en")
    assert "no figure that compares" in decade.highlights(there).html
    here = decade.Decade(tables, "330281", "zh")
    assert "余姚市2023年" in decade.highlights(here).html


@pytest.mark.parametrize(
    ("area", "lang", "words"),
    [("999999", "zh", "'999999' is no GB/T 2260 code"), ("330213", "fr", "use zh or en")],
)
def test_what_cannot_be_shown_is_refused(tables, area, lang, words):
    with pytest.raises(ReportError, match=words):
        decade.Decade(tables, area, lang)


def test_too_few_national_figures_are_refused(tables):
    few = dataclasses.replace(tables, observations=tables.observations.head(50))
    with pytest.raises(ReportError, match="no national series has 8 of 10 years"):
        decade.Decade(few, "330213", "zh")
