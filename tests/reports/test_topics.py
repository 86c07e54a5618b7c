"""Topics, partnerships and data quality: what they say is counted, on rich, poor and no data."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from indicators.codebook import indicators
from indicators.reports import network, quality, topic
from indicators.reports.evidence import said
from indicators.reports.lean import lean
from indicators.reports.scope import SCOPES, digest, narrow
from indicators.tables import load

ROOT = Path(__file__).parents[2]
DRAWN = ("_table", "_figure", "guide", "highlights")


@pytest.fixture(scope="module")
def tables():
    return load(ROOT / "data/processed", check=False)


def without_rows(tables):
    empty = {
        name: getattr(tables, name)[:0] for name in ("observations", "partnerships", "unclaimed")
    }
    return dataclasses.replace(tables, **empty)


def whole(module, subject):
    """Every part of a page, one after another."""
    names = [name for name in module.__all__ if name.endswith(DRAWN)]
    return {name: getattr(module, name)(subject).html for name in names}


def assert_sound(parts):
    html = "".join(parts.values())
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {t[1:] for t in re.findall(r'href="(#[^"]+)"', html)} <= set(ids)
    assert not re.search(r">[^<]*\b(nan|None|NaT|inf)\b", html)
    for name, part in parts.items():
        assert part or name.endswith("_figure"), name


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("area", ["330213", "330822", "330100", "330522", "000000"])
@pytest.mark.parametrize("kind", [topic.Referrals, topic.Talent])
def test_a_topic_shows_for_rich_and_poor_areas(tables, kind, area, lang):
    subject = kind(tables, area, lang)
    assert_sound(whole(topic, subject))
    domains = {indicators()[row["indicator"]].domain for row in subject.evidence}
    assert domains <= {*SCOPES[kind.scope].domains, "resources"}


def test_an_area_that_says_nothing_on_a_topic_is_told_so(tables):
    told = topic.highlights(topic.Referrals(tables, "330700", "en")).html
    assert "No source has a figure of 金华市 (330700) on this topic" in told


def test_a_topic_tells_figures_as_printed_with_growth_rank_and_nation(tables):
    told = topic.highlights(topic.Referrals(tables, "330213", "zh")).html
    assert "双向转诊人次3.6万人次" in told
    assert "检查检验结果互认率全市第1" in told
    assert "双向转诊人次增长率：本地27.93%，全国20.6% (2024)，更好" in told


@pytest.mark.parametrize(
    ("qualifier", "bounds", "words"),
    [
        ("more_than", (4e9, 5e9), "more than 4 billion yuan"),
        ("at_least", (4e9, float("nan")), "at least 4 billion yuan"),
        ("range", (3e9, 5e9), "3 billion–5 billion yuan"),
        ("exact", (4e9, 4e9), "4 billion yuan"),
    ],
)
def test_a_figure_is_said_with_its_qualifier(tables, qualifier, bounds, words):
    row = {"value": 4e9, "qualifier": qualifier, "unit": "元", "evidence": ""}
    row |= {"value_low": bounds[0], "value_high": bounds[1]}
    assert said(topic.Talent(tables, "330213", "en"), row) == words


def test_the_nation_s_series_have_one_figure_a_year_the_narrowest(tables):
    for series in topic.Talent(tables, "330213", "zh").years:
        years = [row["year"] for row in series]
        assert years == sorted(set(years))
        assert len(years) >= 4
        for row in series:
            rivals = [
                other
                for other in topic.Talent(tables, "330213", "zh").levels
                if (other["indicator"], other["unit"], other["year"], other["area_code"])
                == (row["indicator"], row["unit"], row["year"], row["area_code"])
                and other["period_end"] == row["period_end"]
                and other["period_start"] == row["period_start"]
            ]
            widths = [r["value_high"] - r["value_low"] for r in rivals]
            assert row["value_high"] - row["value_low"] <= min(widths)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("rows", [True, False])
def test_partnerships_show_with_and_without_any(tables, lang, rows):
    subject = network.Network(tables if rows else without_rows(tables), lang=lang)
    assert_sound(whole(network, subject))


def test_partnerships_are_counted(tables):
    ties = tables.partnerships
    told = network.highlights(network.Network(tables, lang="en")).html
    parties = len(set(ties["provider"]) | set(ties["recipient"]))
    assert f"{parties} institutions are tied by {len(ties)} partnerships" in told
    dated = ties["date"].notna()
    assert f"{dated.sum()} are dated" in told
    assert f"{(~dated).sum()} have no stated date" in told


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("rows", [True, False])
def test_data_quality_shows_with_and_without_any_figure(tables, lang, rows):
    subject = quality.Quality(tables if rows else without_rows(tables), lang=lang)
    assert_sound(whole(quality, subject))


def test_every_numeral_is_counted_once(tables):
    subject = quality.Quality(tables, lang="en")
    figures, others = len(tables.observations), len(tables.unclaimed)
    assert sum(count for _, count in subject.reasons) == figures + others
    told = quality.highlights(subject).html
    assert f"Of {figures + others:,} numerals" in told
    assert f"{figures:,} became figures and {others:,} did not" in told


def test_a_page_sees_no_row_outside_of_its_scope(tables):
    seen = narrow(tables, "county", "330213")
    assert set(seen.observations["area_code"]) <= {"330213", "330283", "000000"}
    assert set(seen.sources["source_id"]) >= set(seen.observations["source_id"])
    assert narrow(tables, "referrals").partnerships.empty


@pytest.mark.parametrize("scope", ["county", "talent"])
def test_the_digest_stands_for_the_rows_in_scope_and_no_others(tables, scope):
    def with_value(area, indicator):
        rows = tables.observations.copy()
        mine = (rows["area_code"] == area) & (rows["indicator"] == indicator)
        assert mine.any()
        rows.loc[mine, "value"] += 1
        return dataclasses.replace(tables, observations=rows)

    before = digest(tables, scope, "330213")
    assert digest(with_value("330382", "hospital_beds"), scope, "330213") == before
    assert digest(with_value("330213", "medical_talent_recruited"), scope, "330213") != before


def test_lean_keeps_text_and_what_is_referred_to():
    svg = (
        '<svg><g id="f-1"><g clip-path="url(#f-p)"><text style="fill: red">1.2345</text></g></g>'
        '<path id="f-p" d="M 1.2345 2"/></svg>'
    )
    made = lean(svg, "f")
    assert made == (
        '<svg><g clip-path="url(#f-p)"><text style="fill: red">1.2345</text></g>'
        '<path id="f-p" d="M 1.23 2"/></svg>'
    )
