"""The profile's figures: what to draw, the finding as title, and the same in words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from indicators import charts
from indicators.reports.county.data import Profile
from indicators.reports.county.sentences import (
    comparison_sentence,
    comparisons,
    earlier_sentence,
    rank_words,
    tally,
)
from indicators.reports.labels import area_name, indicator_name, say, unit_name
from indicators.reports.show import Shown, figure, remark
from indicators.reports.wording import amount, bounds, missing_as_none, number, period, scale

MOST = 12  # rows of a figure; the table below it has them all


def intervals_figure(profile: Profile) -> Shown:
    """The figures that are not exact, as the intervals they are, one panel a unit."""
    import pandas as pd

    rows = [row for row in profile.inexact if row["value"]][:MOST]
    if not rows:
        return remark(profile.pick("没有可画的区间。", "There is no interval to draw."))
    widest: dict[str, float] = {}
    for row in rows:
        widest[row["unit"]] = max(widest.get(row["unit"], 0), abs(row["value"]))
    drawn = []
    for row in rows:
        step, name = scale(widest[row["unit"]], profile.lang)
        values = {c: row[c] / step for c in ("value", "value_low", "value_high")}
        words = f"{bounds(row, profile.lang)} ({say(row['qualifier'], profile.lang)})"
        unit = _unit(profile, row["unit"], name)
        drawn.append({"label": profile.label(row), **values, "unit": unit, "words": words})
    counts = Counter(row["qualifier"] for row in profile.inexact)
    listed, total = tally(profile, counts), len(profile.inexact)
    title = profile.pick(
        f"{total}个数字不是确数：{listed}", f"{total} figures are not exact: {listed}"
    )
    alt = _sentences(profile, title, [f"{row['label']} {row['words']}" for row in drawn])
    return figure(charts.intervals(pd.DataFrame(drawn), title, profile.lang), "intervals-figure", alt)


def benchmark_figure(profile: Profile) -> Shown:
    """Rates and growth of the area beside the nation's, one panel a unit."""
    rows = profile.compared.head(MOST)
    if rows.empty:
        return remark(profile.pick("没有可画的比较。", "There is no comparison to draw."))
    told = [comparison_sentence(profile, row) for row in rows.to_dict("records")]
    frame = rows.assign(
        label=[_with_years(profile, row) for row in rows.to_dict("records")],
        unit=[unit_name(unit, profile.lang) or unit for unit in rows["unit"]],
    )
    title = comparisons(profile)[0].rstrip("。.")
    names = (area_name(profile.area, profile.lang), profile.pick("全国", "Nation"))
    alt = " ".join(dict.fromkeys([*comparisons(profile), *told]))
    return figure(charts.benchmark(frame, title, names, profile.lang), "benchmark-figure", alt)


def _with_years(profile: Profile, row: dict[str, Any]) -> str:
    years = dict.fromkeys((str(row["year"]), str(row["benchmark_year"])))
    return f"{profile.label(row)} ({' / '.join(years)})"


def ranks_figure(profile: Profile) -> Shown:
    """Ranks the area holds."""
    import pandas as pd

    rows = profile.ranks[:MOST]
    if not rows:
        return remark(profile.pick("没有可画的排名。", "There is no rank to draw."))
    told = [rank_words(profile, row) for row in rows]
    drawn = [
        {
            "label": _pooled(profile, row),
            "value": row["value"],
            "size": _pool_size(row["rank_pool"]),
        }
        for row in rows
    ]
    first = sum(row["value"] <= 3 for row in profile.ranks)
    title = profile.pick(
        f"{len(profile.ranks)}项排名中，{first}项在前三",
        f"{first} of {len(profile.ranks)} ranks are among the first three",
    )
    axis = profile.pick("名次（1为最好）", "Rank (1 is best)")
    alt = _sentences(profile, title, told)
    return figure(charts.ranks(pd.DataFrame(drawn), title, axis, profile.lang), "ranks-figure", alt)


def _pooled(profile: Profile, row: dict[str, Any]) -> str:
    name, pool = indicator_name(row["indicator"], profile.lang), profile.pool(row)
    return f"{name} ({pool})" if pool else name


def _pool_size(pool: object) -> float:
    """How many are ranked, where the pool says it (全国80家): else missing."""
    found = re.search(r"\d+", pool) if isinstance(pool, str) else None
    return float(found[0]) if found else float("nan")


def earlier_figure(profile: Profile) -> Shown:
    """Published levels and the earlier levels that growth implies, at most three pairs."""
    import pandas as pd

    pairs = [row for row in profile.earlier if row["value_low"] is not None][:3]
    if not pairs:
        return remark(profile.pick("没有可推算的上年水平。", "No earlier level can be derived."))
    drawn = []
    for row in pairs:
        level = profile.by_id[row["level_id"]]
        step, name = scale(max(level["value"], row["value"]), profile.lang)
        axis = f"{indicator_name(row['indicator'], profile.lang)} ({_unit(profile, row['unit'], name)})"
        for one, derived in ((row, True), (level, False)):
            mark = profile.pick("推算", "derived") if derived else profile.pick("公布", "published")
            drawn.append({
                "panel": row["level_id"], "label": f"{period(one, profile.lang)} · {mark}",
                **{c: _in(one[c], step) for c in ("value", "value_low", "value_high")},
                "derived": derived, "words": _span(profile, one), "axis": axis,
            })  # fmt: skip
    told = [earlier_sentence(profile, row) for row in pairs]
    alt = " ".join(told) + " " + "; ".join(f"{d['label']}: {d['words']}" for d in drawn)
    chart = charts.earlier(pd.DataFrame(drawn), told[0].rstrip("。."), profile.lang)
    return figure(chart, "earlier-figure", alt)


def _in(value: float | None, step: float) -> float:
    return float("nan") if missing_as_none(value) is None else float(value) / step  # type: ignore[arg-type]


def _span(profile: Profile, row: dict[str, Any]) -> str:
    ends = [missing_as_none(row[c]) for c in ("value_low", "value_high")]
    told = [amount(float(f"{end:.4g}"), profile.lang) if end is not None else "?" for end in ends]
    return told[0] if told[0] == told[1] else "–".join(told)


def parts_figure(profile: Profile) -> Shown:
    """The whole with most parts in its own unit, divided."""
    fitting = [
        (whole, same)
        for whole, pieces in profile.wholes
        if (same := [p for p in pieces if p["unit"] == whole["unit"] and p["measure"] == "level"])
        and sum(p["value"] for p in same) <= whole["value"]
    ]
    if not fitting:
        return remark(profile.pick("没有可画的分解。", "There is no breakdown to draw."))
    whole, pieces = max(fitting, key=lambda pair: (len(pair[1]), pair[0]["observation_id"]))
    unit = unit_name(whole["unit"], profile.lang)
    name, total = indicator_name(whole["indicator"], profile.lang), number(whole["value"])
    shown = sum(p["value"] for p in pieces)
    share = f"{shown / whole['value']:.0%}"
    title = profile.pick(
        f"{name}{total}{unit}，其中{number(shown)}{unit}（{share}）写明了类别",
        f"{name}: {total} {unit}, {number(shown)} of them ({share}) in named parts",
    )
    labels = [(indicator_name(p["indicator"], profile.lang), p["value"]) for p in pieces]
    chart = charts.parts(whole["value"], labels, profile.pick("其余", "rest"), title, unit, profile.lang)
    alt = _sentences(profile, title, [f"{label} {number(value)}" for label, value in labels])
    return figure(chart, "parts-figure", alt)


def _unit(profile: Profile, unit: str, step: str) -> str:
    words = unit_name(unit, profile.lang) or profile.pick("", "number")
    return f"{step}{words}" if profile.lang == "zh" else f"{step.strip()} {words}".strip()


def _sentences(profile: Profile, title: str, told: list[str]) -> str:
    return profile.pick(f"{title}。{'；'.join(told)}。", f"{title}. {'; '.join(told)}.")
