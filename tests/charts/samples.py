"""Small and crowded tables for every chart; as a script, their hashes or a page to look at.

python tests/charts/samples.py            one line a figure: name and SHA-256 of its SVG
python tests/charts/samples.py OUT.html   all of them on one page
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from functools import cache
from itertools import product
from pathlib import Path

import pandas as pd

from indicators import charts
from indicators.charts.figure import Chart

NAN = float("nan")
Drawn = Callable[[str], Chart]
PLACES = "上城 拱墅 西湖 滨江 萧山 余杭 临平 钱塘 富阳 临安 奉化 嵊泗".split()
LONG = "每千人口医疗卫生机构执业（助理）医师和注册护士数（含乡镇卫生院与村卫生室）"
LONG_EN = "Physicians and registered nurses per 1,000 residents, township hospitals included"
LIMITS = {"lower_95": 76.1, "upper_95": 83.9, "lower_998": 73.8, "upper_998": 86.2}
TIES = pd.DataFrame(
    [
        ("2013", "branch", "浙江大学医学院附属妇产科医院", "常山县人民医院", "actual"),
        ("2015-04", "partnership", "浙江大学医学院附属第一医院", "常山县人民医院", "actual"),
        ("2015-04", "workstation", "浙江大学医学院附属第一医院", "常山县人民医院", "actual"),
        (None, "trusteeship", "常山县人民医院", "招贤中心卫生院", "actual"),
        ("2021-04-22", "agreement", "浙江医院", "嵊泗县人民政府", "planned"),
        ("2021-04-22", "assistance", "上海交通大学医学院附属上海儿童医学中心", "嵊泗", "actual"),
    ],
    columns=["date", "kind", "provider", "recipient", "status"],
)


def _long(lang: str) -> str:
    return LONG if lang == "zh" else LONG_EN


def _verdicts(lang: str) -> pd.DataFrame:
    words = ["better", "worse (95%)", "similar", "unsure", "higher", "lower", None, "not compared"]
    cells = product([_long(lang), "床位", "IMR"], PLACES)
    return pd.DataFrame(
        [(row, place, words[n % 8]) for n, (row, place) in enumerate(cells)],
        columns=["row", "column", "verdict"],
    )


def _years(lang: str) -> pd.DataFrame:
    """Close values, an open end, one that is only about so, a gap, a new code."""
    return pd.DataFrame(
        {
            "label": _long(lang), "unit": "人次", "year": [2013, 2014, 2019, 2023, 2024],
            "value": [123456.0, 23000, 24000, 28140, 36000],
            "value_low": [123450.0, 23000, NAN, 27748, 35500],
            "value_high": [123460.0, NAN, NAN, 28532, 36500],
            "benchmark": [123450.0, 25000, NAN, 30000, 36100],
            "derived": [0, 0, 0, 1, 0], "break_before": [None, None, "330213", None, None],
        }
    )  # fmt: skip


def _fitted(lang: str, n: int) -> pd.DataFrame:
    """A series with its trend, and a few words about it."""
    rows = _years(lang)
    return rows.assign(
        label=f"{n} {_long(lang)}", note="下降（变差）" if lang == "zh" else "falling (worsening)",
        fit=rows["value"], fit_low=rows["value"] - 1000, fit_high=rows["value"] + 2000,
    )  # fmt: skip


def _moves(lang: str) -> pd.DataFrame:
    ways = ["rise", "fall", "same", "unsure", None]
    cells = product([_long(lang), "床位", "IMR"], range(2016, 2025))
    return pd.DataFrame(
        [(row, year, ways[n % 5]) for n, (row, year) in enumerate(cells)],
        columns=["row", "column", "verdict"],
    )


def _places(lang: str) -> pd.DataFrame:
    """A nation's line with a crowd of places at its end, one of them with three years."""
    line = [(year, 74.8 + 0.4 * (year - 2010), None) for year in range(2010, 2025)]
    ends = [(2024 - n % 2, 79 + 0.7 * n, place) for n, place in enumerate(PLACES)]
    longer = [(2020, 79.2, "奉化"), (2022, 79.9, "奉化")]
    rows = pd.DataFrame([*line, *ends, *longer], columns=["year", "value", "place"])
    rows = rows.drop_duplicates(["year", "place"])
    more = pd.DataFrame({"year": [2023, 2024], "value": [8, 9], "place": [None, _long(lang)]})
    return pd.concat([
        rows.assign(label=_long(lang), unit="岁" if lang == "zh" else "years"),
        more.assign(label="IMR", unit="‰"),
    ]).assign(here=lambda table: table["place"] == "奉化")  # fmt: skip


def _xmr(points: int) -> pd.DataFrame:
    rows = [
        {
            "period": f"{2020 + n // 12}-{n % 12 + 1:02d}", "value": 100.0 + n % 5, "mean": 102.0,
            "lower": 95.0, "upper": 109.0, "segment": n // 20, "unit": "人次", "target": 120,
            "cause": ["", "shift"][n % 7 == 3],
            "meaning": ["", "improvement", "concern", "high", "low"][(n % 7 == 3) * (1 + n % 4)],
        }
        for n in range(points)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _spine(lang: str, rows: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": _long(lang), "unit": "1/10万", "value": [12.345 + n for n in range(rows)],
            "benchmark": 14.0, "area_min": 3, "area_max": 30.0, "area_q25": 10, "area_q75": 16,
            "verdict": ["better", "worse", "similar", "unsure", "higher", "lower"][:rows],
            "polarity": "lower_better",
        }
    )  # fmt: skip


def _targets(lang: str) -> pd.DataFrame:
    verdicts = ["met", "missed", "not yet due", "unknown"]
    return pd.DataFrame(
        {
            "label": _long(lang), "target": [16.0, 90, 2000, 75], "reached": [14.3, 86.2, 4200, NAN],
            "needed": ["at_most", "at_least", "at_least", "at_least"], "verdict": verdicts,
            "reached_low": [14.25, 86.15, 4200, NAN], "reached_high": [14.35, 86.25, NAN, NAN],
            "unit": ["1/10万", "%", "人次", "%"], "deadline": "2025-12-31",
            "so_far": ["reached", "short", "reached", None],
        }
    )  # fmt: skip


def _pairs(n: int) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"label": place, "year": year, "value": 80 + 0.1 * (k % 4) + 0.3 * (k % 3) * late,
             "unit": "%", "here": place == "奉化"}
            for k, place in enumerate(PLACES[:n])
            for late, year in enumerate((2015, 2024))
        ]
    )  # fmt: skip


def _bump(n: int) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"label": place, "year": year, "rank": 1 + (k * (1 + year % 4) + year) % n}
            for year in (2020, 2024, 2028)
            for k, place in enumerate(PLACES[:n])
        ]
    )


def _ranked(lang: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": [*PLACES[:-1], _long(lang)], "value": [70.0 + 2 * n for n in range(11)] + [NAN],
            "value_low": [69.5 + 2 * n for n in range(11)] + [NAN], "average": 80.0, "unit": "%",
            "value_high": [NAN] + [70.5 + 2 * n for n in range(1, 11)] + [NAN],
            "limit_low": 74.0, "limit_high": 86.0, "here": [n == 10 for n in range(12)],
        }
    )  # fmt: skip


def _funnel(lang: str) -> pd.DataFrame:
    places = [*PLACES, *(f"{place}{n}" for n in range(3) for place in PLACES)]
    rows = [
        {"label": place, "size": 40 + 7 * n, "value": 72 + (n * 7) % 17, "average": 80.0,
         "unit": "%", "here": place == "奉化", **LIMITS}
        for n, place in enumerate(places)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _tiles() -> pd.DataFrame:
    codes = ["330203", "330213", "330922", "330902", "330822", "330109"]
    return pd.DataFrame(
        {"area_code": codes, "value": [3.61, 4, NAN, 123456, 5.5, 7.25], "unit": "人次",
         "value_low": [3.6, 4, NAN, NAN, 5.5, NAN], "value_high": [3.62, NAN, NAN, 123456, 5.5, NAN]}
    )  # fmt: skip


def _row(**cells: object) -> pd.DataFrame:
    return pd.DataFrame([cells])


_POINT = {"label": "床位", "year": 2024, "value": 3.0}
SMALLEST: dict[str, Drawn] = {
    "trend": lambda lang: charts.trend(_row(year=2024, value=0), lang),
    "multiples": lambda lang: charts.multiples(_row(**_POINT), lang),
    "ranked": lambda lang: charts.ranked(_row(label="奉化", value=0.0), lang),
    "spine": lambda lang: charts.spine(_spine(lang, 1), lang),
    "heat": lambda lang: charts.heat(_row(row="床位", column="奉化", verdict="better"), lang),
    "funnel": lambda lang: charts.funnel(
        _row(label="奉化", size=9, value=80, average=80, **LIMITS), lang
    ),
    "xmr": lambda lang: charts.xmr(_row(period="2024", value=5, mean=5, lower=5, upper=5), lang),
    "slope": lambda lang: charts.slope(_pairs(1), lang),
    "bump": lambda lang: charts.bump(_row(label="奉化", year=2024, rank=1), lang),
    "targets": lambda lang: charts.targets(_targets(lang).head(1), lang),
    "timeline": lambda lang: charts.timeline(TIES.head(1), lang),
    "network": lambda lang: charts.network(TIES.head(1), lang),
    "tiles": lambda lang: charts.tiles(_row(area_code="330922", value=0), lang),
    "places": lambda lang: charts.places(
        pd.DataFrame([_POINT | {"place": None}, _POINT | {"place": "奉化"}]), lang
    ),
}
CROWDED: dict[str, Drawn] = {
    "trend": lambda lang: charts.trend(_years(lang), lang, ("宁波市奉化区 (330213)", "全国")),
    "multiples": lambda lang: charts.multiples(
        pd.concat([_years(lang).assign(label=f"{n} {_long(lang)}") for n in range(3)]), lang
    ),
    "ranked": lambda lang: charts.ranked(_ranked(lang), lang, _long(lang)),
    "spine": lambda lang: charts.spine(_spine(lang, 6), lang, ("宁波市奉化区", "全国")),
    "heat": lambda lang: charts.heat(_verdicts(lang), lang),
    "funnel": lambda lang: charts.funnel(_funnel(lang), lang, _long(lang), "人次"),
    "xmr": lambda lang: charts.xmr(_xmr(47), lang, _long(lang)),
    "slope": lambda lang: charts.slope(_pairs(12), lang, _long(lang)),
    "bump": lambda lang: charts.bump(_bump(5), lang, _long(lang)),
    "targets": lambda lang: charts.targets(_targets(lang), lang, "宁波市奉化区"),
    "timeline": lambda lang: charts.timeline(TIES, lang),
    "network": lambda lang: charts.network(TIES, lang),
    "tiles": lambda lang: charts.tiles(_tiles(), lang, _long(lang), here="330922"),
    "places": lambda lang: charts.places(
        _places(lang), lang, ("全国", "本地或所属", "其他地方") if lang == "zh" else ("",) * 3
    ),
    "trend with its line": lambda lang: charts.trend(_fitted(lang, 1), lang),
    "multiples with trends": lambda lang: charts.multiples(
        pd.concat([_fitted(lang, n) for n in range(3)]), lang
    ),
    "heat of moves": lambda lang: charts.heat(_moves(lang), lang),
}
CASES = [
    (kind, name, lang)
    for kind, drawn in (("smallest", SMALLEST), ("crowded", CROWDED))
    for name in drawn
    for lang in ("zh", "en")
]


@cache
def draw(kind: str, name: str, lang: str) -> Chart:
    """One of the samples."""
    return {"smallest": SMALLEST, "crowded": CROWDED}[kind][name](lang)


def _main(out: str) -> None:
    figures = {" ".join(case): draw(*case) for case in CASES}
    if out:
        body = "".join(f"<h2>{name}</h2>{figure._repr_html_()}" for name, figure in figures.items())
        Path(out).write_text(f'<!DOCTYPE html><meta charset="utf-8">{body}', encoding="utf-8")
        return
    for name, figure in figures.items():
        print(name, hashlib.sha256(figure._repr_html_().encode()).hexdigest())


if __name__ == "__main__":
    _main(*(sys.argv[1:] or [""]))
