"""The profile's tables; every figure links to its sentence, every sentence to its source."""

from __future__ import annotations

from collections import Counter
from typing import Any

from indicators.codebook import indicators
from indicators.reports.county.data import Profile
from indicators.reports.county.sentences import sign
from indicators.reports.labels import domain, indicator_name, say, unit_name
from indicators.reports.show import Link, Quote, Row, Shown, remark, table
from indicators.reports.wording import amount, bounds, number, period, printed


def figures_table(profile: Profile) -> Shown:
    """Every figure: as printed, with bounds, measure, period, its sentence and source."""
    heads = profile.pick(
        "指标|原文写法|数值与界限|口径|时期|原句|资料",
        "Indicator|As printed|Value and bounds|Measure|Period|Sentence|Source",
    )
    rows = [_figure_row(profile, row) for row in profile.own.to_dict("records")]
    return table(heads.split("|"), rows, "figures-table", profile.pick("全部数字", "All figures"))


def _figure_row(profile: Profile, row: dict[str, Any]) -> Row:
    text, start, end = printed(row)
    measure = say(row["measure"], profile.lang)
    if row["status"] == "target":
        measure += f" ({say('target', profile.lang)})"
    when = period(row, profile.lang)
    if row["period_basis"] in ("inherited", "carried", "published"):
        when += f" ({say(row['period_basis'], profile.lang)})"
    name = profile.label({**row, "measure": "level"})
    cells = [
        name, Quote(text) if text else "", _value(profile, row), measure, when,
        Quote(row["evidence"], start, end), _source_link(profile, row),
    ]  # fmt: skip
    group = domain(indicators()[row["indicator"]].domain, profile.lang)
    return Row(cells, anchor(row["observation_id"]), group)


def _value(profile: Profile, row: dict[str, Any]) -> str:
    if row["measure"] == "rank":
        pool = profile.pool(row)
        return f"{row['value']:g}" + (f" ({pool})" if pool else "")
    within = bounds(row, profile.lang)
    value = (within or amount(row["value"], profile.lang)) + sign(row, profile.lang)
    return value + (f" ({say(row['qualifier'], profile.lang)})" if within else "")


def benchmark_table(profile: Profile) -> Shown:
    """Every comparison with its years and verdict."""
    rows = profile.compared.to_dict("records")
    if not rows:
        return remark(
            profile.pick(
                "没有可与全国相比的比率或增长率。", "No rate or growth compares with the nation."
            )
        )
    heads = profile.pick(
        "指标|本地|本地年份|全国|全国年份|判断|全国原句|资料",
        "Indicator|Here|Year here|Nation|Year, nation|Verdict|Sentence, nation|Source",
    )
    cells = []
    for row in rows:
        other = profile.by_id[row["benchmark_id"]]
        _, start, end = printed(other)
        cells.append(
            Row([
                Link(profile.label(row), "#" + anchor(row["id"])),
                number(row["value"]) + sign(row, profile.lang), row["year"],
                number(row["benchmark"]) + sign(row, profile.lang), row["benchmark_year"],
                say(row["verdict"], profile.lang),
                Quote(other["evidence"], start, end), _source_link(profile, other),
            ])
        )  # fmt: skip
    caption = profile.pick("与全国相比", "Against the nation")
    return table(heads.split("|"), cells, "benchmark-table", caption)


def ranks_table(profile: Profile) -> Shown:
    """Ranks with their pools."""
    if not profile.ranks:
        return remark(profile.pick("资料没有给出排名。", "The sources state no rank."))
    heads = profile.pick("指标|名次|范围|时期", "Indicator|Rank|Among|Period")
    rows = [
        Row([
            Link(indicator_name(r["indicator"], profile.lang), "#" + anchor(r["observation_id"])),
            number(r["value"]), profile.pool(r), period(r, profile.lang),
        ])
        for r in profile.ranks
    ]  # fmt: skip
    return table(heads.split("|"), rows, "ranks-table", profile.pick("排名", "Ranks"))


def earlier_table(profile: Profile) -> Shown:
    """All implied earlier levels; derived."""
    if not profile.earlier:
        return remark(
            profile.pick(
                "没有同时公布水平和增长率的指标。", "No level is published with its growth."
            )
        )
    heads = profile.pick(
        "指标|推算值|下限|上限|单位|时期|依据",
        "Indicator|Derived value|Low|High|Unit|Period|Rests on",
    )
    rows = []
    for row in profile.earlier:
        values = [number(_whole(row[c])) for c in ("value", "value_low", "value_high")]
        words = profile.pick("水平和增长率", "level and growth")
        rows.append(
            Row([
                indicator_name(row["indicator"], profile.lang), *values,
                unit_name(row["unit"], profile.lang), period(row, profile.lang),
                Link(words, "#" + anchor(row["level_id"])),
            ])
        )  # fmt: skip
    caption = profile.pick("推算的上年水平", "Implied earlier levels")
    return table(heads.split("|"), rows, "earlier-table", caption)


def _whole(value: float | None) -> float | None:
    """Large derived numbers to the unit, small ones to two decimals."""
    if value is None or value != value:
        return None
    return round(value) if abs(value) >= 1000 else round(value, 2)


def parts_table(profile: Profile) -> Shown:
    """Wholes and their parts."""
    if not profile.wholes:
        return remark(profile.pick("没有“其中”的分解。", "No figure is broken down into parts."))
    heads = profile.pick("整体|数值|部分|部分数值|占比", "Whole|Value|Part|Value of the part|Share")
    rows = []
    for whole, pieces in profile.wholes:
        for part in pieces:
            share = f"{part['value'] / whole['value']:.1%}" if _same_kind(whole, part) else ""
            rows.append(
                Row([
                    Link(profile.label(whole), "#" + anchor(whole["observation_id"])),
                    number(whole["value"]) + sign(whole, profile.lang),
                    Link(profile.label(part), "#" + anchor(part["observation_id"])),
                    number(part["value"]) + sign(part, profile.lang), share,
                ])
            )  # fmt: skip
    return table(
        heads.split("|"), rows, "parts-table", profile.pick("整体与部分", "Wholes and parts")
    )


def _same_kind(whole: dict[str, Any], part: dict[str, Any]) -> bool:
    return bool(whole["unit"] == part["unit"] and whole["value"] and part["measure"] == "level")


def intervals_table(profile: Profile) -> Shown:
    """The figures that are not exact."""
    if not profile.inexact:
        return remark(profile.pick("所有数字都是确数。", "All figures are exact."))
    heads = profile.pick("指标|原文写法|界限|单位|说法", "Indicator|As printed|Bounds|Unit|Wording")
    rows = [
        Row([
            Link(profile.label(r), "#" + anchor(r["observation_id"])), Quote(printed(r)[0]),
            bounds(r, profile.lang), unit_name(r["unit"], profile.lang),
            say(r["qualifier"], profile.lang),
        ])
        for r in profile.inexact
    ]  # fmt: skip
    caption = profile.pick("不是确数的数字", "Figures that are not exact")
    return table(heads.split("|"), rows, "intervals-table", caption)


def partnerships_table(profile: Profile) -> Shown:
    """Who supports whom in the area, since when."""
    if not profile.partnerships:
        return remark(
            profile.pick(
                "资料中没有写明双方的合作。",
                "The sources name no partnership with both its parties.",
            )
        )
    heads = profile.pick(
        "日期|方式|支持方|受援方|状态|原句|资料",
        "Date|Kind|Provider|Recipient|Status|Sentence|Source",
    )
    rows = [
        Row([
            r["date"] if isinstance(r["date"], str) else say("unknown", profile.lang),
            say(r["kind"], profile.lang), Quote(r["provider"]), Quote(r["recipient"]),
            say(r["status"], profile.lang), Quote(r["evidence"]), _source_link(profile, r),
        ])
        for r in profile.partnerships
    ]  # fmt: skip
    return table(
        heads.split("|"), rows, "partnerships-table", profile.pick("合作关系", "Partnerships")
    )


def unread_table(profile: Profile) -> Shown:
    """Numerals of the area's sources that became no figure, by reason, with examples."""
    if profile.unread.empty:
        return remark(profile.pick("每个数码都成了数字。", "Every numeral became a figure."))
    counts = Counter(profile.unread["reason"])
    heads = profile.pick("原因|个数|例", "Reason|Count|Examples")
    rows = []
    for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        texts = profile.unread[profile.unread["reason"] == reason]["text"]
        shown = "、".join(dict.fromkeys(texts.dropna().head(4)))
        rows.append(Row([say(reason, profile.lang), count, Quote(shown)]))
    caption = profile.pick("没有成为数字的数码", "Numerals that became no figure")
    return table(heads.split("|"), rows, "unread-table", caption)


def sources_table(profile: Profile) -> Shown:
    """Where everything comes from."""
    heads = profile.pick("编号|题名|出版者|日期|说明", "No.|Title|Publisher|Date|Note")
    rows = []
    for place, source in enumerate(profile.sources, 1):
        title = Quote(source["title"])
        if isinstance(source["url"], str) and source["url"]:
            title = Link(source["title"], source["url"])  # type: ignore[assignment]
        cells = [f"[{place}]", title, source["publisher"], source["published"], source["note"]]
        rows.append(Row(cells, f"source-{source['source_id']}"))
    return table(heads.split("|"), rows, "sources-table", profile.pick("资料", "Sources"))


def _source_link(profile: Profile, row: dict[str, Any]) -> Link:
    ids = [source["source_id"] for source in profile.sources]
    return Link(f"[{ids.index(row['source_id']) + 1}]", f"#source-{row['source_id']}")


def anchor(observation_id: object) -> str:
    """The id of a figure's row on the page.

    >>> anchor("2025-fenghua#10-14")
    'f-2025-fenghua-10-14'
    """
    return "f-" + str(observation_id).replace("#", "-")
