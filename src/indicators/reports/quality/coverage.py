"""Which places, years and domains the figures speak of."""

from __future__ import annotations

from collections import Counter

from indicators import charts
from indicators.codebook import areas, indicators
from indicators.codebook.places import NATION
from indicators.reports import show
from indicators.reports.labels import domain, say
from indicators.reports.quality.data import Quality
from indicators.reports.quality.reading import by_source, many, see_sources
from indicators.reports.show import Link, Notes, Row, Shown, nothing

_LEVELS = ("nation", "province", "prefecture", "county")
_MOST = 40  # counties that a chart has room for


def areas_figure(quality: Quality) -> Shown:
    """The counties that figures speak of, a square each, darker for more figures."""
    import pandas as pd

    counties = [
        (code, len(rows)) for code, rows in quality.by_place.items() if _level(code) == "county"
    ]
    if not counties:
        return nothing()
    rows = [{"area_code": code, "value": count} for code, count in counties[:_MOST]]
    number, total = len(counties), sum(count for _, count in counties)
    title = quality.pick(
        f"{number}个县（市、区）有自己的数字，共{total}个",
        f"{number} counties have figures of their own, {total} in all",
    )
    what = quality.pick("数字的个数", "number of figures")
    chart = charts.tiles(pd.DataFrame(rows), quality.lang, what, title=title)
    return show.figure(chart, "areas-figure", chart.alt, see_sources(quality))


def areas_table(quality: Quality) -> Shown:
    """Every area with how much is known of it."""
    heads = quality.pick(
        "地区|级别|数字|指标|时期|资料", "Area|Level|Figures|Indicators|Period|Sources"
    )
    rows = []
    for code, found in quality.by_place.items():
        days = sorted(row["period_end"][:4] for row in found if isinstance(row["period_end"], str))
        links = [quality.source_link(row) for row in found]
        unique = list({link.target: link for link in links}.values())
        rows.append(
            Row([
                quality.place(code) or say("unknown", quality.lang), _level_words(quality, code),
                many(len(found)), len({row["indicator"] for row in found}),
                "–".join(dict.fromkeys(days[:1] + days[-1:])), _few(quality, unique),
            ])
        )  # fmt: skip
    caption = quality.pick("各地区有多少数字", "How much is known of each area")
    return show.table(heads.split("|"), rows, "areas-table", caption)


def _few(quality: Quality, links: list[Link]) -> Notes:
    """The sources themselves when they are few."""
    return Notes(links) if len(links) <= 6 else by_source(quality)


def _level(code: str) -> str:
    return areas()[code].level if code in areas() else ""


def _level_words(quality: Quality, code: str) -> str:
    words = {
        "nation": ("全国", "nation"), "province": ("省", "province"),
        "prefecture": ("地市", "prefecture"), "county": ("县", "county"),
    }.get(_level(code), ("", ""))  # fmt: skip
    return quality.pick(*words)


def years_figure(quality: Quality) -> Shown:
    """How many figures speak of each year, the nation's and those of other places."""
    import pandas as pd

    if not quality.by_year:
        return nothing()
    drawn = [
        {
            "year": year, "value": sum(row["area_code"] != NATION for row in rows),
            "benchmark": sum(row["area_code"] == NATION for row in rows),
        }
        for year, rows in quality.by_year.items()
    ]  # fmt: skip
    most = max(quality.by_year, key=lambda year: (len(quality.by_year[year]), year))
    title = quality.pick(
        f"说到{most}年的数字最多（{len(quality.by_year[most])}个）",
        f"Most figures speak of {most} ({len(quality.by_year[most])})",
    )
    names = quality.pick("其他地方", "other places"), say("全国", quality.lang)
    frame = pd.DataFrame(drawn).assign(label=quality.pick("数字的个数", "number of figures"))
    chart = charts.trend(frame, quality.lang, names, title=title)
    return show.figure(chart, "years-figure", chart.alt, see_sources(quality))


def years_table(quality: Quality) -> Shown:
    """Every year with how many figures speak of it."""
    heads = quality.pick(
        "年份|全国|其他地方|地区|指标|依据", "Year|Nation|Other places|Areas|Indicators|Evidence"
    )
    rows = []
    for year, found in quality.by_year.items():
        nation = sum(row["area_code"] == NATION for row in found)
        places = {row["area_code"] for row in found if isinstance(row["area_code"], str)}
        names = {row["indicator"] for row in found}
        cells = [year, nation, len(found) - nation, len(places), len(names), by_source(quality)]
        rows.append(Row(cells))
    caption = quality.pick("各年份有多少数字", "How many figures speak of each year")
    return show.table(heads.split("|"), rows, "years-table", caption, see_sources(quality))


def domains_table(quality: Quality) -> Shown:
    """Figures by domain and level of area: what is known of whom."""
    counts = Counter(
        (indicators()[row["indicator"]].domain, _level(code))
        for code, found in quality.by_place.items()
        for row in found
    )
    domains = sorted(
        {name for name, _ in counts}, key=lambda d: (-sum(counts[d, x] for x in _LEVELS), d)
    )
    heads = quality.pick(
        "领域|全国|省|地市|县|依据", "Domain|Nation|Provinces|Prefectures|Counties|Evidence"
    )
    rows = [
        Row(
            [
                domain(name, quality.lang),
                *(many(counts[name, level]) for level in _LEVELS),
                by_source(quality),
            ]
        )
        for name in domains
    ]
    caption = quality.pick("各领域有多少数字", "How many figures on each domain")
    return show.table(heads.split("|"), rows, "domains-table", caption, see_sources(quality))
