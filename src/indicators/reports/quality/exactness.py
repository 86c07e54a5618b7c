"""How exact the figures are, and how well their time is known."""

from __future__ import annotations

from collections import Counter

from indicators.reports import show
from indicators.reports.labels import say
from indicators.reports.quality.data import Quality
from indicators.reports.quality.reading import by_source, counted, many, see_sources
from indicators.reports.show import Row, Shown


def exactness_figure(quality: Quality) -> Shown:
    """Figures by what their wording leaves open, as bars."""
    counts = _counts(quality, "qualifier")
    exact = dict(counts).get("exact", 0)
    total = len(quality.rows)
    title = quality.pick(
        f"{total:,}个数字中{exact:,}个是确数", f"{exact:,} of {total:,} figures are exact"
    )
    bars = [(say(name, quality.lang), count) for name, count in counts]
    return counted(quality, "exactness-figure", title, bars)


def exactness_table(quality: Quality) -> Shown:
    """Figures by what their wording leaves open."""
    heads = quality.pick("说法|个数|占比|依据", "Wording|Count|Share|Evidence")
    caption = quality.pick("数字有多准", "How exact the figures are")
    return _table(quality, "qualifier", heads, "exactness-table", caption)


def periods_table(quality: Quality) -> Shown:
    """Figures by how their period is known."""
    heads = quality.pick(
        "时期怎样得知|个数|占比|依据", "How the period is known|Count|Share|Evidence"
    )
    caption = quality.pick("时期有多清楚", "How well the time is known")
    return _table(quality, "period_basis", heads, "periods-table", caption)


def _table(quality: Quality, column: str, heads: str, name: str, caption: str) -> Shown:
    total = len(quality.rows) or 1
    rows = [
        Row([say(key, quality.lang), many(count), f"{count / total:.1%}", by_source(quality)])
        for key, count in _counts(quality, column)
    ]
    return show.table(heads.split("|"), rows, name, caption, see_sources(quality))


def _counts(quality: Quality, column: str) -> list[tuple[str, int]]:
    counts = Counter(row[column] for row in quality.rows)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
