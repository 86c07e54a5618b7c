"""The profile's tables; every figure links to its sentence, every sentence to its source."""

from __future__ import annotations

from collections import Counter
from typing import Any

from indicators.reports.county.data import Profile
from indicators.reports.evidence import sign
from indicators.reports.labels import indicator_name, say, unit_name
from indicators.reports.show import Amount, Notes, Quote, Row, Shown, remark, table
from indicators.reports.wording import bounds, number, period, printed


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
        "指标|本地|本地年份|全国|全国年份|判断",
        "Indicator|Here|Year here|Nation|Year, nation|Verdict",
    )
    cells = [
        (
            (
                profile.label(row), _value(profile, row, "value"), row["year"],
                _value(profile, row, "benchmark"), row["benchmark_year"],
                say(row["verdict"], profile.lang),
            ),
            (row["id"], row["benchmark_id"]),
        )
        for row in rows
    ]  # fmt: skip
    return profile.table(
        heads, cells, "benchmark-table", profile.pick("与全国相比", "Against the nation")
    )


def _value(profile: Profile, row: dict[str, Any], name: str) -> Amount:
    return Amount(number(row[name]) + sign(row, profile.lang), row[name])


def ranks_table(profile: Profile) -> Shown:
    """Ranks with their pools."""
    if not profile.ranks:
        return remark(profile.pick("资料没有给出排名。", "The sources state no rank."))
    heads = profile.pick("指标|名次|范围|时期", "Indicator|Rank|Among|Period")
    rows = [
        (
            (
                indicator_name(r["indicator"], profile.lang), number(r["value"]),
                profile.pool(r), period(r, profile.lang),
            ),
            (r["observation_id"],),
        )
        for r in profile.ranks
    ]  # fmt: skip
    return profile.table(heads, rows, "ranks-table", profile.pick("排名", "Ranks"))


def earlier_table(profile: Profile) -> Shown:
    """All implied earlier levels; derived."""
    if not profile.earlier:
        return remark(
            profile.pick(
                "没有同时公布水平和增长率的指标。", "No level is published with its growth."
            )
        )
    heads = profile.pick(
        "指标|推算值|下限|上限|单位|时期", "Indicator|Derived value|Low|High|Unit|Period"
    )
    rows = [
        (
            (
                indicator_name(row["indicator"], profile.lang),
                *(number(_whole(row[c])) for c in ("value", "value_low", "value_high")),
                unit_name(row["unit"], profile.lang), period(row, profile.lang),
            ),
            (row["level_id"], row["growth_id"]),
        )
        for row in profile.earlier
    ]  # fmt: skip
    caption = profile.pick("推算的上年水平", "Implied earlier levels")
    return profile.table(heads, rows, "earlier-table", caption)


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
    rows = [
        (
            (
                profile.label(whole), _value(profile, whole, "value"),
                profile.label(part), _value(profile, part, "value"),
                f"{part['value'] / whole['value']:.1%}" if _same_kind(whole, part) else "",
            ),
            (whole["observation_id"], part["observation_id"]),
        )
        for whole, pieces in profile.wholes
        for part in pieces
    ]  # fmt: skip
    return profile.table(heads, rows, "parts-table", profile.pick("整体与部分", "Wholes and parts"))


def _same_kind(whole: dict[str, Any], part: dict[str, Any]) -> bool:
    return bool(whole["unit"] == part["unit"] and whole["value"] and part["measure"] == "level")


def intervals_table(profile: Profile) -> Shown:
    """The figures that are not exact."""
    if not profile.inexact:
        return remark(profile.pick("所有数字都是确数。", "All figures are exact."))
    heads = profile.pick("指标|原文写法|界限|单位|说法", "Indicator|As printed|Bounds|Unit|Wording")
    rows = [
        (
            (
                profile.label(r), Quote(printed(r)[0]), Amount(bounds(r, profile.lang), r["value"]),
                unit_name(r["unit"], profile.lang), say(r["qualifier"], profile.lang),
            ),
            (r["observation_id"],),
        )
        for r in profile.inexact
    ]  # fmt: skip
    caption = profile.pick("不是确数的数字", "Figures that are not exact")
    return profile.table(heads, rows, "intervals-table", caption)


def unread_table(profile: Profile) -> Shown:
    """Numerals of the area's sources that became no figure, by reason, with examples."""
    if profile.unread.empty:
        return remark(profile.pick("每个数码都成了数字。", "Every numeral became a figure."))
    heads = profile.pick("原因|个数|例|资料", "Reason|Count|Examples|Sources")
    rows = []
    for reason, count in Counter(profile.unread["reason"]).most_common():
        of_it = profile.unread[profile.unread["reason"] == reason]
        shown = "、".join(dict.fromkeys(of_it["text"].dropna().head(4)))
        links = [profile.source_link({"source_id": s}) for s in dict.fromkeys(of_it["source_id"])]
        rows.append(Row([say(reason, profile.lang), count, Quote(shown), Notes(links)]))
    rows.sort(key=lambda row: (-row.cells[1], row.cells[0]))
    caption = profile.pick("没有成为数字的数码", "Numerals that became no figure")
    return table(heads.split("|"), rows, "unread-table", caption)
