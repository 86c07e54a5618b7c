"""What a topic's figures say, in computed sentences."""

from __future__ import annotations

from typing import Any

from indicators.reports.county.sentences import comparisons, earlier_told, rank_words, told_title
from indicators.reports.evidence import said, value_words
from indicators.reports.labels import area_name, indicator_name
from indicators.reports.show import Shown, Told, findings
from indicators.reports.topic.data import Topic
from indicators.reports.wording import period

LISTED = 6  # figures that a summary names one by one


def highlights(topic: Topic) -> Shown:
    """What a reader in a hurry should take away."""
    told = [_known(topic), *_figures(topic), *comparisons(topic), *_ranks(topic)]
    told += [earlier_told(topic, row) for row in topic.earlier[:2]]
    return findings([*told, *_elsewhere(topic)])


def _known(topic: Topic) -> Told:
    rows = topic.own
    name = area_name(topic.area, topic.lang)
    if rows.empty:
        words = topic.pick(
            f"资料中没有{name}在这个主题上的数字；以下是全国和其他地方公布的。",
            f"No source has a figure of {name} on this topic; what the nation and other places "
            "publish follows.",
        )
        return topic.see(words, "figures-table")
    counts = len(rows), rows["indicator"].nunique(), rows["source_id"].nunique(), topic.published
    words = topic.pick(
        "{}在这个主题上公布了{}个数字，涉及{}项指标，来自{}份资料（{}）。",
        "Published figures of {} on this topic: {}, on {} indicator(s), in {} source(s) ({}).",
    )
    return topic.see(words.format(name, *counts), "own-table")


def _figures(topic: Topic) -> list[Told]:
    """The area's first levels one by one, in one sentence."""
    rows = [r for r in topic.own.to_dict("records") if r["measure"] in ("level", "share")]
    if not rows:
        return []
    listed = topic.pick("；", "; ").join(figure_words(topic, row) for row in rows[:LISTED])
    more = len(rows) - LISTED
    rest = topic.pick(f"；另有{more}个", f"; and {more} more") if more > 0 else ""
    ids = (row["observation_id"] for row in rows[:LISTED])
    return [topic.told(topic.pick(f"{listed}{rest}。", f"{listed}{rest}."), *ids)]


def figure_words(topic: Topic, row: dict[str, Any]) -> str:
    """An indicator with its figure and period."""
    when = period(row, topic.lang)
    value = said(topic, row)
    known = isinstance(row["period_end"], str) or isinstance(row["period_start"], str)
    told = topic.pick(f"{topic.label(row)}{value}", f"{topic.label(row)}: {value}")
    return f"{told} ({when})" if known else told


def _ranks(topic: Topic) -> list[Told]:
    if not topic.ranks:
        return []
    listed = topic.pick("；", "; ").join(rank_words(topic, row) for row in topic.ranks)
    words = topic.pick(f"排名：{listed}。", f"Ranks: {listed}.")
    return [topic.told(words, *(row["observation_id"] for row in topic.ranks))]


def _elsewhere(topic: Topic) -> list[Told]:
    """How many series of the nation there are, and which way they went."""
    if not topic.years:
        return []
    return [topic.see(told_title(topic, years_title(topic)), "years-table")]


def years_title(topic: Topic) -> str:
    """Which way the nation's series of the topic went, first year to last, with bounds."""
    if len(topic.years) == 1:
        return _one_series(topic, topic.years[0])
    ways = [_way(series[0], series[-1]) for series in topic.years]
    first = min(series[0]["year"] for series in topic.years)
    last = max(series[-1]["year"] for series in topic.years)
    words = _words(topic)
    listed = topic.pick("、", ", ").join(
        topic.pick(f"{words[way]}{ways.count(way)}项", f"{ways.count(way)} {words[way]}")
        for way in words
        if way in ways
    )
    return topic.pick(
        f"全国{first}—{last}年{len(ways)}个序列：{listed}",
        f"{len(ways)} national series, {first}–{last}: {listed}",
    )


def _one_series(topic: Topic, series: list[dict[str, Any]]) -> str:
    first, last = series[0], series[-1]
    name = indicator_name(first["indicator"], topic.lang)
    values = [said(topic, row) for row in (first, last)]
    way = _words(topic)[_way(first, last)]
    return topic.pick(
        f"全国{name}：{first['year']}年{values[0]}，{last['year']}年{values[1]}，{way}",
        f"{name} in the nation: {values[0]} in {first['year']}, {values[1]} in {last['year']}: {way}",
    )


def _words(topic: Topic) -> dict[str, str]:
    return {
        "rise": topic.pick("上升", "rose"), "fall": topic.pick("下降", "fell"),
        "open": topic.pick("升降不能断定", "cannot tell"),
    }  # fmt: skip


def _way(first: dict[str, Any], last: dict[str, Any]) -> str:
    """A rise or a fall where the two intervals lie apart, else open."""
    if last["value_low"] > first["value_high"]:
        return "rise"
    return "fall" if last["value_high"] < first["value_low"] else "open"


def peers_title(topic: Topic, name: str, rows: list[dict[str, Any]]) -> str:
    """Where the area stands among the places that publish an indicator, or how far they lie apart."""
    ordered = sorted(rows, key=lambda row: -row["value"])
    here = next((place for place, row in enumerate(ordered, 1) if topic.is_own(row)), 0)
    if here:
        return topic.pick(
            f"{name}：{len(rows)}个地方中，本地第{here}高",
            f"{name}: this place is no. {here} from the top of {len(rows)}",
        )
    ends = [topic.place(row["area_code"]) for row in (ordered[0], ordered[-1])]
    values = [value_words(topic, row) for row in (ordered[0], ordered[-1])]
    return topic.pick(
        f"{name}：{ends[0]}最高（{values[0]}），{ends[1]}最低（{values[1]}）",
        f"{name}: highest in {ends[0]} ({values[0]}), lowest in {ends[1]} ({values[1]})",
    )
