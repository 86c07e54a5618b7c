"""Computed sentences of the ten years: no number in them is typed."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import Any

from indicators.codebook import areas, indicators
from indicators.codebook.places import NATION
from indicators.reports.county.sentences import sign
from indicators.reports.decade.data import TOLD, Decade
from indicators.reports.labels import area_name, indicator_name, say, unit_name
from indicators.reports.show import Shown, findings
from indicators.reports.wording import amount, number, scale

_WAYS = {
    "rise": ("上升", "rising"), "fall": ("下降", "falling"), "none": ("无显著趋势", "no clear trend"),
    "unsure": ("不能断定", "cannot tell"),
}  # fmt: skip
_REASONS = {
    "too few points": ("点太少", "too few points"),
    "no significant trend": ("趋势不显著", "no significant trend"),
    "bounds too wide": ("界限太宽", "bounds too wide"),
    "break inside": ("中间有口径变化", "break inside"),
    "no figure of the deadline": ("没有期限当年的数", "no figure of the deadline"),
    "no deadline stated": ("没有写明期限", "no deadline stated"),
    "the target is approximate": ("目标是约数", "the target is approximate"),
    "the figure's bounds reach over the target": ("界限跨过目标", "bounds reach over the target"),
    "met": ("达到", "met"), "missed": ("未达到", "missed"), "not yet due": ("未到期", "not yet due"),
    "unknown": ("不能判断", "unknown"), "reached": ("已达", "reached"), "short": ("未达", "short"),
    "growth": ("增长与水平", "growth against levels"), "part": ("部分与整体", "part against whole"),
    "share": ("占比与数量", "share against numbers"), "rate": ("比率与分子", "rate against numbers"),
    "telling": ("同一事实两种说法", "one fact told twice"),
}  # fmt: skip


def way(decade: Decade, key: str) -> str:
    """A direction of a trend in words."""
    return decade.pick(*_WAYS[key])


def told(decade: Decade, key: Any) -> str:
    """A reason or verdict in words; "" for none."""
    return decade.pick(*_REASONS[key]) if isinstance(key, str) and key in _REASONS else ""


def place(decade: Decade) -> Shown:
    """The years and the place this edition is about."""
    name = area_name(decade.area, decade.lang)
    years = f"{decade.first}–{decade.last}"
    return Shown(f'<p class="place">{years} · <span lang="zh-Hans">{escape(name)}</span></p>')


def measured(decade: Decade, value: float, row: dict[str, Any], digits: int = 3) -> str:
    """A computed number in the unit of its series, to so many digits: +0.15人, +23.1万张."""
    rounded = float(f"{value:.{digits}g}")
    return amount(rounded, decade.lang) + sign(row, decade.lang)


def per_year(decade: Decade, row: dict[str, Any]) -> str:
    """The Theil-Sen slope with its interval: 每年+0.15人（0.14–0.16）."""
    slope, low, high = (row[name] for name in ("sen_slope", "sen_low", "sen_high"))
    if slope != slope:
        return ""
    step, name = scale(slope, decade.lang)
    ends = ""
    if low == low and high == high:
        ends = " to ".join(_signed(end / step, 3) for end in (low, high))
        ends = decade.pick(f"（{ends.replace(' to ', '至')}）", f" ({ends})")
    unit = sign(row, decade.lang)
    head = f"{_signed(slope / step, 3)}{name}{unit}"
    return decade.pick(f"每年{head}{ends}", f"{head} a year{ends}")


def _signed(value: float, digits: int) -> str:
    rounded = float(f"{value:.{digits}g}")
    return ("+" if rounded > 0 else "−" if rounded < 0 else "") + number(abs(rounded))


def trend_sentence(decade: Decade, row: dict[str, Any]) -> str:
    """From the first figure to the last, by how much a year, and the verdict."""
    figures = decade.of(row)
    ends = [figures.iloc[n] for n in (0, -1)]
    values = [amount(end["value"], decade.lang) + sign(row, decade.lang) for end in ends]
    years = [int(end["year"]) for end in ends]
    name, verdict = indicator_name(row["indicator"], decade.lang), judged(decade, row)
    return decade.pick(
        f"{name}：{years[0]}年{values[0]}，{years[1]}年{values[1]}；{per_year(decade, row)}，{verdict}。",
        f"{name}: {values[0]} in {years[0]}, {values[1]} in {years[1]}; "
        f"{per_year(decade, row)}, {verdict}.",
    )


def judged(decade: Decade, row: dict[str, Any]) -> str:
    """The direction, and whether that is good."""
    words = way(decade, row["direction"])
    polarity = indicators()[row["indicator"]].polarity
    if row["direction"] == "unsure":
        return decade.pick(
            f"{words}（{told(decade, row['reason'])}）", f"{words} ({told(decade, row['reason'])})"
        )
    if row["direction"] == "none" or polarity == "neutral":
        return words
    good = (row["direction"] == "rise") == (polarity == "higher_better")
    mark = decade.pick("好转" if good else "变差", "improving" if good else "worsening")
    return decade.pick(f"{words}（{mark}）", f"{words} ({mark})")


def trends_title(decade: Decade) -> str:
    """How many series rise, fall or do neither."""
    counts = Counter(row["direction"] for row in decade.trends)
    total = len(decade.trends)
    listed = _listed(decade, {way(decade, key): n for key, n in counts.items()})
    return decade.pick(
        f"{decade.first}—{decade.last}年全国{total}个序列：{listed}",
        f"{total} national series {decade.first}–{decade.last}: {listed}",
    )


def _listed(decade: Decade, counts: dict[str, int]) -> str:
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    return decade.pick("、", ", ").join(
        decade.pick(f"{key}{counts[key]}个", f"{counts[key]} {key}") for key in ordered
    )


def yearly_title(decade: Decade) -> str:
    """How often a series surely moved against its trend, and the year with most of that."""
    ways = {row["indicator"]: row["direction"] for row in decade.trends}
    sure = [row for row in decade.yearly if row["direction"] in ("rise", "fall")]
    against = [r for r in sure if {ways[r["indicator"]], r["direction"]} == {"rise", "fall"}]
    if not against:
        return decade.pick(
            f"{len(sure)}次确有升降，没有一次逆着十年的趋势",
            f"{len(sure)} sure rises and falls, none against the trend of the ten years",
        )
    years = Counter(row["year"] for row in against)
    year = min(years, key=lambda y: (-years[y], y))
    names = decade.pick("、", ", ").join(
        indicator_name(r["indicator"], decade.lang) for r in against if r["year"] == year
    )
    return decade.pick(
        f"{len(sure)}次确有升降，{len(against)}次逆着十年的趋势；{year}年最多：{names}",
        f"{len(against)} of {len(sure)} sure rises and falls went against the ten-year trend, "
        f"most of them in {year}: {names}",
    )


def places_title(decade: Decade) -> str:
    """How the figures of places compare with the nation's of the same year."""
    counts = Counter(row["verdict"] for row in decade.beside)
    total = len(decade.beside)
    listed = _listed(decade, {say(key, decade.lang): n for key, n in counts.items()})
    return decade.pick(
        f"各地{total}个比率或增长率与全国同年或邻年相比：{listed}",
        f"{total} rates and growth rates of places against the nation's: {listed}",
    )


def place_name(decade: Decade, code: str) -> str:
    """The name of a place without what contains it."""
    return areas()[code].name if code != NATION else decade.pick("全国", "Nation")


def own_sentence(decade: Decade) -> str:
    """What the area and those that contain it have to compare."""
    mine = [row for row in decade.beside if row["own"]]
    name = area_name(decade.area, decade.lang)
    if not mine:
        return decade.pick(
            f"{name}及其所属的市、省，没有可与全国相比的数字。",
            f"{name} and what contains it have no figure that compares with the nation's.",
        )
    return decade.pick("；", "; ").join(_beside(decade, row) for row in mine) + decade.pick(
        "。", "."
    )


def _beside(decade: Decade, row: dict[str, Any]) -> str:
    unit = sign(row, decade.lang)
    label = decade.label(row)
    years = [int(row["year"]), int(row["benchmark_year"])]
    here, there = number(row["value"]) + unit, number(row["benchmark"]) + unit
    name, verdict = place_name(decade, row["area_code"]), say(row["verdict"], decade.lang)
    return decade.pick(
        f"{name}{years[0]}年{label}{here}，全国{years[1]}年{there}，{verdict}",
        f"{name} {years[0]}: {label} {here}, nation {years[1]} {there}, {verdict}",
    )


def checks_title(decade: Decade) -> str:
    """How many checks could be made and how many contradict."""
    rows = decade.checks[decade.checks["check"] != "telling"]
    wrong = int((rows["verdict"] == "contradicts").sum())
    twice = int((decade.checks["check"] == "telling").sum())
    return decade.pick(
        f"{len(rows)}次互相核对，{wrong}次不符；另有{twice}处同一事实两种说法",
        f"Of {len(rows)} checks of figures against others {wrong} "
        f"contradict{'s' if wrong == 1 else ''}; "
        f"{twice} facts are told in two ways",
    )


def highlights(decade: Decade) -> Shown:
    """What a reader in a hurry should take away."""
    stop = decade.pick("。", ".")
    lead = [trend_sentence(decade, r) for r in decade.headline if r["indicator"] in TOLD]
    titles = [trends_title(decade), yearly_title(decade), places_title(decade)]
    return findings(
        [titles[0] + stop, *lead, titles[1] + stop, titles[2] + stop, own_sentence(decade),
         checks_title(decade) + stop]
    )  # fmt: skip
