"""The figures of the ten years: what to draw, the finding as title, and the same in words."""

from __future__ import annotations

from typing import Any

from indicators import charts
from indicators.codebook.places import NATION
from indicators.reports.decade.data import Decade
from indicators.reports.decade.words import (
    labelled,
    judged,
    moves,
    per_year,
    place_name,
    places_title,
    trend_sentence,
    trends_title,
    yearly_title,
)
from indicators.reports.labels import indicator_name
from indicators.reports.show import Shown, figure, remark
from indicators.reports.wording import amount, number

MOST = 4  # panels of places, that fit one printed page


def trends_figure(decade: Decade) -> Shown:
    """The headline series with their trends, a panel each."""
    import pandas as pd

    drawn = [point for row in decade.headline for point in _line(decade, row)]
    names = (decade.pick("公布的数", "published"), decade.pick("趋势（泰尔–森）", "trend (Theil–Sen)"),
             decade.pick("斜率的95%区间", "95% interval of the slope"))  # fmt: skip
    shown = len(decade.headline)
    title = trends_title(decade) + decade.pick(f"；图为其中{shown}个", f"; {shown} of them shown")
    alt = " ".join(
        [title + decade.pick("。", "."), *(trend_sentence(decade, r) for r in decade.headline)]
    )
    return figure(charts.trend_lines(pd.DataFrame(drawn), title, names), "trends-figure", alt)


def _line(decade: Decade, row: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures of one series with its trend line; the interval turns about the middle."""
    figures = decade.of(row)
    middle = float(figures["year"].median())
    height = row["sen_intercept"] + row["sen_slope"] * middle
    drawn = []
    for point in figures.to_dict("records"):
        ends = sorted(
            height + row[name] * (point["year"] - middle) for name in ("sen_low", "sen_high")
        )
        words = amount(point["value"], decade.lang)
        drawn.append({
            "label": labelled(decade, row), "year": point["year"], "value": point["value"],
            "value_low": _number(point["value_low"]), "value_high": _number(point["value_high"]),
            "fit": row["sen_intercept"] + row["sen_slope"] * point["year"],
            "fit_low": ends[0], "fit_high": ends[1],
            "words": judged(decade, row), "first_words": words, "last_words": words,
        })  # fmt: skip
    return drawn


def _number(value: Any) -> float:
    return float("nan") if value is None else float(value)


def yearly_figure(decade: Decade) -> Shown:
    """Every series of the window, year after year."""
    import pandas as pd

    found = {(row["indicator"], row["year"]): row for row in decade.yearly}
    drawn = []
    for row in decade.trends:
        for year in range(decade.first + 1, decade.last + 1):
            direction = found.get((row["indicator"], year), {}).get("direction")
            drawn.append({
                "label": indicator_name(row["indicator"], decade.lang), "year": year,
                "direction": direction if isinstance(direction, str) else "missing",
            })  # fmt: skip
    title = yearly_title(decade)
    chart = charts.directions(pd.DataFrame(drawn), title, moves(decade))
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

    levels = [row for row in decade.beside if row["measure"] in ("level", "share")]
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in levels:
        groups.setdefault((row["indicator"], row["unit"]), []).append(row)
    ranked = sorted(groups, key=lambda key: (-len({r["area_code"] for r in groups[key]}), key))
    drawn = []
    for key in ranked[:MOST]:
        line = decade.national[decade.national["indicator"] == key[0]]
        line = line[line["unit"].isin([key[1], *line["unit"]])]
        since = min(decade.first, *(row["year"] - 1 for row in groups[key]))
        line = line[line["year"] >= since]
        label = labelled(decade, groups[key][0])
        common = {"label": label, "own": False, "place": None, "words": ""}
        drawn += [
            common | {"year": r["year"], "value": r["value"]} for r in line.to_dict("records")
        ]
        for row in groups[key]:
            name = place_name(decade, row["area_code"])
            mark = {"place": name, "own": row["own"], "words": f"{name} {number(row['value'])}"}
            drawn.append(common | mark | {"year": row["year"], "value": row["value"]})
    if not drawn:
        return remark(decade.pick("没有可画的比较。", "There is no comparison to draw."))
    title = places_title(decade)
    own = decade.pick("本地或所属", "this place or what contains it")
    names = (place_name(decade, NATION), decade.pick("其他地方", "other places"), own)
    told = [f"{d['label']}: {d['words']} ({d['year']})" for d in drawn if d["place"]]
    alt = title + decade.pick("。", ". ") + "; ".join(told)
    return figure(charts.places(pd.DataFrame(drawn), title, names), "places-figure", alt)
