"""The tables of a topic; every row leads to its evidence."""

from __future__ import annotations

from typing import Any

from indicators.reports import show
from indicators.reports.evidence import said, sign, value_words
from indicators.reports.labels import indicator_name, say, unit_name
from indicators.reports.show import Amount, Quote, Shown, remark
from indicators.reports.subject import anchor
from indicators.reports.topic.data import Topic
from indicators.reports.wording import period, printed


def own_table(topic: Topic) -> Shown:
    """The area's figures on the topic, as printed and as meant."""
    rows = topic.own.to_dict("records")
    if not rows:
        return remark(
            topic.pick("资料中没有本地的数字。", "The sources have no figure of the area.")
        )
    heads = topic.pick(
        "指标|原文写法|数值与界限|口径|时期", "Indicator|As printed|Value and bounds|Measure|Period"
    )
    cells = [
        (
            (
                topic.label({**row, "measure": "level"}), Quote(printed(row)[0]),
                Amount(value_words(topic, row), row["value"]), measure_words(topic, row),
                period(row, topic.lang),
            ),
            (row["observation_id"],),
        )
        for row in rows
    ]  # fmt: skip
    return topic.table(heads, cells, "own-table", topic.pick("本地的数字", "Figures of the area"))


def measure_words(topic: Topic, row: dict[str, Any]) -> str:
    """What a figure measures, and whether it is a target."""
    words = say(row["measure"], topic.lang)
    return words + (f" ({say('target', topic.lang)})" if row["status"] == "target" else "")


def years_table(topic: Topic) -> Shown:
    """The nation's series, a row a figure."""
    if not topic.years:
        return remark(
            topic.pick("没有够长的全国序列可列。", "There is no national series to list.")
        )
    years = sorted({row["year"] for series in topic.years for row in series})
    heads = [topic.pick("年份", "Year"), *(_head(topic, series[0]) for series in topic.years)]
    found = {(n, row["year"]): row for n, series in enumerate(topic.years) for row in series}
    rows = [
        show.Row([year, *(_cell(topic, found.get((n, year))) for n in range(len(topic.years)))])
        for year in years
    ]
    caption = topic.pick("全国历年的数字", "The nation's figures over the years")
    note = topic.credit(row["observation_id"] for row in found.values())
    return show.table(heads, rows, "years-table", caption, note)


def _head(topic: Topic, row: dict[str, Any]) -> str:
    """An indicator with its unit."""
    name, unit = indicator_name(row["indicator"], topic.lang), unit_name(row["unit"], topic.lang)
    return f"{name} ({unit})" if unit else name


def _cell(topic: Topic, row: dict[str, Any] | None) -> show.Link | str:
    """A year's figure as printed or said, leading to its sentence."""
    if row is None:
        return ""
    words = said(topic, row).removesuffix(sign(row, topic.lang))
    return show.Link(words, "#" + anchor(row["observation_id"]), row["value"])


def peers_table(topic: Topic) -> Shown:
    """The latest figure of every place for each indicator, the area first."""
    if not topic.peers:
        return remark(
            topic.pick(
                "没有别的地方公布同样的指标。", "No other place publishes the same indicators."
            )
        )
    heads = topic.pick("指标|地方|数值与界限|时期", "Indicator|Place|Value and bounds|Period")
    cells = [
        (
            (
                topic.label(row), topic.place(row["area_code"]),
                Amount(value_words(topic, row), row["value"]), period(row, topic.lang),
            ),
            (row["observation_id"],),
        )
        for group in topic.peers
        for row in group
    ]  # fmt: skip
    caption = topic.pick("各地最近的数字", "The latest figure of each place")
    return topic.table(heads, cells, "peers-table", caption)
