"""Computed sentences: no number in them is typed."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import Any

from indicators.reports.county.data import Profile
from indicators.reports.labels import area_name, indicator_name, say, unit_name
from indicators.reports.show import Shown, findings
from indicators.reports.wording import amount, number


def place(profile: Profile) -> Shown:
    """The place this edition is about."""
    name = area_name(profile.area, profile.lang)
    return Shown(f'<p class="place" lang="zh-Hans">{escape(name)}</p>')


def summary(profile: Profile) -> str:
    """How many figures of how many indicators, how exact, from how many sources."""
    rows = profile.own
    counts = (len(rows), rows["indicator"].nunique(), rows["source_id"].nunique(),
              len(rows) - len(profile.inexact), len(profile.inexact))  # fmt: skip
    return profile.pick(
        "已知{}个数字，涉及{}项指标，来自{}份资料；{}个是确数，{}个带有余、近、以上或四舍五入。",
        "Figures known: {}, on {} indicators, from {} source(s); exact: {}, rounded or qualified "
        "(余, 近, 以上): {}.",
    ).format(*counts)


def highlights(profile: Profile) -> Shown:
    """What a reader in a hurry should take away."""
    told = [summary(profile), *comparisons(profile), *_ranks(profile)]
    if profile.earlier:
        told.append(earlier_sentence(profile, profile.earlier[0]))
    undated = int((profile.own["period_basis"] == "unknown").sum())
    if undated:
        told.append(
            profile.pick(
                f"{undated}个数字的资料没有写明时点，不能放进时间序列。",
                f"{undated} of the figures have no stated period and cannot join a series.",
            )
        )
    return findings(told)


def comparisons(profile: Profile) -> list[str]:
    """The one comparison there is, or how many there are of each verdict; nothing without any."""
    rows = profile.compared
    if len(rows) <= 1:
        return [comparison_sentence(profile, row) for row in rows.to_dict("records")]
    listed = tally(profile, Counter(rows["verdict"]))
    return [
        profile.pick(
            f"{len(rows)}个比率或增长率与全国相比：{listed}。",
            f"{len(rows)} rates and growth rates beside the nation's: {listed}.",
        )
    ]


def tally(profile: Profile, counts: Counter[str]) -> str:
    """Labels with their counts, the most frequent first."""
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    return profile.pick("、", ", ").join(f"{say(k, profile.lang)} {counts[k]}" for k in ordered)


def comparison_sentence(profile: Profile, row: dict[str, Any]) -> str:
    """One figure of the area beside the nation's, with both years where they differ."""
    here, there = (number(row[c]) + sign(row, profile.lang) for c in ("value", "benchmark"))
    years = [str(row["year"]), str(row["benchmark_year"])]
    same = years[0] == years[1]
    years = ["", f" ({years[0]})"] if same else [f" ({year})" for year in years]
    words = say(row["verdict"], profile.lang)
    return profile.pick(
        f"{profile.label(row)}：本地{here}{years[0]}，全国{there}{years[1]}，{words}。",
        f"{profile.label(row)}: {here} here{years[0]}, {there} in the nation{years[1]}: {words}.",
    )


def _ranks(profile: Profile) -> list[str]:
    if not profile.ranks:
        return []
    listed = profile.pick("；", "; ").join(rank_words(profile, row) for row in profile.ranks)
    return [profile.pick(f"排名：{listed}。", f"Ranks: {listed}.")]


def rank_words(profile: Profile, row: dict[str, Any]) -> str:
    """An indicator with its rank and pool."""
    name = indicator_name(row["indicator"], profile.lang)
    pool = profile.pool(row)
    en = f"{name}: no. {row['value']:g}" + (f" in {pool}" if pool else "")
    return profile.pick(f"{name}{pool}第{row['value']:g}", en)


def earlier_sentence(profile: Profile, row: dict[str, Any]) -> str:
    """What a level and its growth say of the year before."""
    low, high = (amount(_three(row[c]), profile.lang) for c in ("value_low", "value_high"))
    unit = unit_name(row["unit"], profile.lang)
    name = indicator_name(row["indicator"], profile.lang)
    year = (row["period_end"] or row["period_start"])[:4]
    part = f"the same part of {year}" if not row["period_end"] else year
    when = profile.pick(f"{year}年同期" if year else "上年", part if year else "the year before")
    return profile.pick(
        f"{name}：由公布的水平和增长率推算，{when}为{low or '?'}–{high or '?'}{unit}。",
        f"{name}: the published level and growth imply {low or '?'}–{high or '?'} {unit} in {when}.",
    )


def _three(value: float | None) -> float | None:
    """Three digits say enough of a derived bound in a sentence; the table has more."""
    return None if value is None or value != value else float(f"{value:.3g}")


def sign(row: dict[str, Any], lang: str) -> str:
    """The unit behind a number: %, or a word behind a blank."""
    unit = unit_name(row["unit"], lang)
    if lang == "zh":  # 20.1/10万, not 20.11/10万
        return unit.removeprefix("1") if unit.startswith("1/") else unit
    return unit if unit in ("%", "‰") else f" {unit}".rstrip()
