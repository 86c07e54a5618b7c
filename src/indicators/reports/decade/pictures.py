"""The figures of the ten years: what to draw, the finding as title, and the same in words."""

from __future__ import annotations

from typing import Any

from indicators import charts
from indicators.codebook.places import NATION
from indicators.reports.decade.data import Decade
from indicators.reports.decade.words import (
    judged,
    place_name,
    places_title,
    trend_sentence,
    trends_title,
    yearly_title,
)
from indicators.reports.labels import indicator_name, unit_name
from indicators.reports.show import Shown, figure, remark

MOST = 4  # panels of places, that fit one printed page


def trends_figure(decade: Decade) -> Shown:
    """The headline series with their trends, a panel each."""
    import pandas as pd

    drawn = [point for row in decade.headline for point in _line(decade, row)]
    names = (decade.pick("公布的数", "published"), "")
    shown = len(decade.headline)
    title = trends_title(decade) + decade.pick(f"；图为其中{shown}个", f"; {shown} of them shown")
    alt = " ".join(
        [title + decade.pick("。", "."), *(trend_sentence(decade, r) for r in decade.headline)]
    )
    chart = charts.multiples(pd.DataFrame(drawn), decade.lang, names, title=title)
    return figure(chart, "trends-figure", alt)


def _line(decade: Decade, row: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures of one series with its trend line; the interval turns about the middle."""
    figures = decade.of(row)
    middle = float(figures["year"].median())
    height = row["sen_intercept"] + row["sen_slope"] * middle
    drawn = []
    for point in figures.to_dict("records"):
        away = point["year"] - middle
        ends = sorted(height + row[name] * away for name in ("sen_low", "sen_high"))
        drawn.append({
            "label": indicator_name(row["indicator"], decade.lang),
            "unit": unit_name(row["unit"], decade.lang), "note": judged(decade, row),
            **{name: point[name] for name in ("year", "value", "value_low", "value_high")},
            "fit": height + row["sen_slope"] * away, "fit_low": ends[0], "fit_high": ends[1],
        })  # fmt: skip
    return drawn


def yearly_figure(decade: Decade) -> Shown:
    """Every series of the window, year after year."""
    import pandas as pd

    found = {(row["indicator"], row["year"]): row["direction"] for row in decade.yearly}
    drawn = [
        {"row": indicator_name(row["indicator"], decade.lang), "column": year,
         "verdict": found.get((row["indicator"], year))}
        for row in decade.trends
        for year in range(decade.first + 1, decade.last + 1)
    ]  # fmt: skip
    title = yearly_title(decade)
    chart = charts.heat(pd.DataFrame(drawn), decade.lang, title=title)
    return figure(chart, "yearly-figure", _falls_in_words(decade, title))


def _falls_in_words(decade: Decade, title: str) -> str:
    """The title, and which series fell in which years."""
    falls: dict[str, list[str]] = {}
    for row in decade.yearly:
        if row["direction"] == "fall":
            falls.setdefault(row["indicator"], []).append(str(row["year"]))
    told = [
        f"{indicator_name(name, decade.lang)} {', '.join(years)}" for name, years in falls.items()
    ]
    listed = decade.pick("；", "; ").join(told)
    return decade.pick(f"{title}。确有下降的：{listed}。", f"{title}. Sure falls: {listed}.")


def places_figure(decade: Decade) -> Shown:
    """Figures of places against the nation's line, an indicator a panel."""
    import pandas as pd

    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in decade.beside:
        if row["measure"] in ("level", "share"):
            groups.setdefault((row["indicator"], row["unit"]), []).append(row)
    ranked = sorted(groups, key=lambda key: (-len({r["area_code"] for r in groups[key]}), key))
    drawn = [row for key in ranked[:MOST] for row in _beside(decade, key[0], groups[key])]
    if not drawn:
        return remark(decade.pick("没有可画的比较。", "There is no comparison to draw."))
    own = decade.pick("本地或所属", "this place or what contains it")
    names = (place_name(decade, NATION), own, decade.pick("其他地方", "other places"))
    title = places_title(decade)
    chart = charts.places(pd.DataFrame(drawn), decade.lang, names, title=title)
    return figure(chart, "places-figure")


def _beside(decade: Decade, indicator: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The figures of places and the nation's since the first of them, or of the ten years."""
    line = decade.national[decade.national["indicator"] == indicator]
    line = line[line["year"] >= min(decade.first, *(row["year"] - 1 for row in rows))]
    common = {
        "label": indicator_name(indicator, decade.lang),
        "unit": unit_name(rows[0]["unit"], decade.lang),
    }
    kept = ("year", "value", "value_low", "value_high")
    nation = [{**common, "place": None, "here": False, **{k: r[k] for k in kept}}
              for r in line.to_dict("records")]  # fmt: skip
    return nation + [
        {**common, "place": place_name(decade, row["area_code"]), "here": row["own"],
         **{k: row[k] for k in kept}}
        for row in rows
    ]  # fmt: skip
