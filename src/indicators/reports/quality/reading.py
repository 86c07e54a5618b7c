"""What was read and what was not, by reason and by source."""

from __future__ import annotations

from collections import Counter
from typing import Any

from indicators import charts
from indicators.reports import show
from indicators.reports.labels import say
from indicators.reports.markup import Link, Notes, Quote
from indicators.reports.quality.data import OPEN, Quality
from indicators.reports.show import Amount, Row, Shown, remark

_LISTED = 200  # numerals shown one by one; unclaimed.csv has them all


def reasons_figure(quality: Quality) -> Shown:
    """What became of every numeral, as bars."""
    total = sum(count for _, count in quality.reasons)
    title = quality.pick(
        f"{total:,}个数码中，{len(quality.rows):,}个成了数字，{len(quality.open)}个可能含有数字而没有读成",
        f"Of {total:,} numerals {len(quality.rows):,} became figures; {len(quality.open)} may hold one "
        "that was not read",
    )
    return counted(quality, "reasons-figure", title, [
        (reason_words(quality, reason), count) for reason, count in quality.reasons
    ])  # fmt: skip


def counted(quality: Quality, name: str, title: str, bars: list[tuple[str, int]]) -> Shown:
    """Bars of counts under a title, with words for those who cannot see them."""
    import pandas as pd

    bars = [bar for bar in bars if bar[1]]
    if not bars:
        return show.nothing()
    drawn = pd.DataFrame([{"label": label, "value": count} for label, count in bars])
    listed = quality.pick("；", "; ").join(f"{label} {count:,}" for label, count in bars)
    alt = quality.pick(f"{title}。{listed}。", f"{title}. {listed}.")
    chart = charts.ranked(drawn, quality.lang, title=title)
    return show.figure(chart, name, alt, see_sources(quality))


def see_sources(quality: Quality) -> str:
    """Where the counts come from: all sources, table by table."""
    link = Link(quality.pick("各份资料的计数", "counts by source"), "#by-source-table")
    return quality.pick("资料：", "Sources: ") + link.html()


def by_source(quality: Quality) -> Notes:
    """The way from a count to the sources behind it."""
    return Notes([Link(quality.pick("按资料", "by source"), "#by-source-table")])


def many(count: int) -> Amount:
    """A count with thousands separated."""
    return Amount(f"{count:,}", count)


def reason_words(quality: Quality, reason: str) -> str:
    """A reason in words; that a numeral became a figure is one too."""
    if reason == "figure":
        return quality.pick("成为数字", "became a figure")
    return say(reason, quality.lang)


def reasons_table(quality: Quality) -> Shown:
    """What became of every numeral, with counts and shares."""
    total = sum(count for _, count in quality.reasons) or 1
    heads = quality.pick("去处|个数|占比|依据", "What became of it|Count|Share|Evidence")
    rows = [
        Row(
            [reason_words(quality, reason), many(count), f"{count / total:.1%}", by_source(quality)]
        )
        for reason, count in quality.reasons
    ]
    caption = quality.pick("每个数码的去处", "What became of every numeral")
    return show.table(heads.split("|"), rows, "reasons-table", caption, see_sources(quality))


def by_source_table(quality: Quality) -> Shown:
    """Every source with what was read of it."""
    figures = Counter(row["source_id"] for row in quality.rows)
    ties = Counter(quality.tables.partnerships["source_id"])
    dates = Counter(row["source_id"] for row in quality.ledger if row["reason"] == "date")
    missed = Counter(row["source_id"] for row in quality.open)
    every = Counter(row["source_id"] for row in quality.ledger)
    heads = quality.pick(
        "资料|发布|数字|合作|日期|其他|可能漏读|编号",
        "Source|Published|Figures|Partnerships|Dates|Others|May be missed|No.",
    )
    rows = []
    for source in quality.sources:
        key = source["source_id"]
        others = every[key] - dates[key] - missed[key]
        cells: list[Any] = [
            Quote(source["title"]), source["published"], *map(many, (figures[key], ties[key], dates[key], others, missed[key])), quality.source_link(source),
        ]  # fmt: skip
        rows.append(Row(cells))
    caption = quality.pick("每份资料读成了什么", "What was read of every source")
    return show.table(heads.split("|"), rows, "by-source-table", caption)


def unread_table(quality: Quality) -> Shown:
    """Numerals that may hold a figure that was not read, one by one, with what follows them."""
    if not quality.open:
        return remark(quality.pick("没有可能漏读的数码。", "No numeral may have been missed."))
    heads = quality.pick("数码|原因|位置|资料", "Numeral|Reason|Place|Source")
    ordered = sorted(
        quality.open, key=lambda row: (OPEN.index(row["reason"]), row["source_id"], row["start"])
    )
    rows = [
        Row([
            Quote(row["text"]), say(row["reason"], quality.lang), row["start"],
            quality.source_link(row),
        ])
        for row in ordered[:_LISTED]
    ]  # fmt: skip
    shown = min(_LISTED, len(ordered))
    caption = quality.pick(
        f"可能漏读的数码（{len(ordered)}个中的{shown}个）",
        f"Numerals that may have been missed ({shown} of {len(ordered)})",
    )
    return show.table(heads.split("|"), rows, "unread-table", caption)
