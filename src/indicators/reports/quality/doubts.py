"""Figures that disagree, and figures decided by hand."""

from __future__ import annotations

from typing import Any

from indicators.reports.evidence import sign, value_words
from indicators.reports.labels import indicator_name
from indicators.reports.quality.data import Quality, partners
from indicators.reports.show import Amount, Shown, remark
from indicators.reports.wording import amount, period


def conflicts_table(quality: Quality) -> Shown:
    """Pairs of figures of one fact that cannot both be right."""
    if not quality.conflicts:
        return remark(
            quality.pick(
                "同一事实的两种说法没有不符的。",
                "No two tellings of one fact contradict each other.",
            )
        )
    heads = quality.pick(
        "指标|地方|时期|一说|另一说|相差", "Indicator|Place|Period|One says|Another says|Apart"
    )
    cells = [_conflict(quality, row) for row in quality.conflicts]
    caption = quality.pick("同一事实，两种说法", "One fact, two tellings")
    return quality.table(heads, cells, "conflicts-table", caption)


def _conflict(quality: Quality, pair: dict[str, Any]) -> tuple[tuple[Any, ...], tuple[str, str]]:
    ids = (pair["first_id"], pair["second_id"])
    first, second = (quality.by_id[key] for key in ids)
    cells = (
        quality.label(first), quality.place(first["area_code"]), period(first, quality.lang),
        Amount(value_words(quality, first), first["value"]),
        Amount(value_words(quality, second), second["value"]), f"{quality.apart(pair):.2%}",
    )  # fmt: skip
    return cells, ids


_CHECKS = {
    "growth": ("增长与两年的水平", "growth against two levels"),
    "part": ("部分与整体", "a part against its whole"),
    "share": ("占比与部分和整体", "a share against part and whole"),
    "rate": ("比率与分子分母", "a rate against what it is of"),
}


def checks_table(quality: Quality) -> Shown:
    """Figures that do not fit those they should follow from."""
    if not quality.contradicted:
        return remark(quality.pick("互相核对没有不符的。", "No check found a contradiction."))
    heads = quality.pick(
        "核对|指标|地方|时期|公布|由其他数得", "Check|Indicator|Place|Period|Stated|By the others"
    )
    cells = [
        (
            (
                quality.pick(*_CHECKS[row["check"]]), indicator_name(row["indicator"], quality.lang),
                quality.place(row["area_code"]), str(row["period_end"] or ""),
                _measured(quality, row, "stated"), _measured(quality, row, "computed"),
            ),
            partners(row),
        )
        for row in quality.contradicted
    ]  # fmt: skip
    caption = quality.pick("核对不符的数字", "Figures that do not fit others")
    return quality.table(heads, cells, "checks-table", caption)


def _measured(quality: Quality, row: dict[str, Any], name: str) -> Amount:
    value = float(f"{row[name]:.6g}")
    return Amount(amount(value, quality.lang) + sign(row, quality.lang), value)


def corrections_table(quality: Quality) -> Shown:
    """Figures decided by hand, with the reason of each decision."""
    if not quality.corrected:
        return remark(quality.pick("没有人工更正的数字。", "No figure was corrected by hand."))
    heads = quality.pick("指标|地方|数值与界限|理由", "Indicator|Place|Value and bounds|Reason")
    cells = [
        (
            (
                quality.label(row), quality.place(row["area_code"]),
                Amount(value_words(quality, row), row["value"]),
                row["rule"].split("corrected: ")[-1],
            ),
            (row["observation_id"],),
        )
        for row in quality.corrected
    ]  # fmt: skip
    caption = quality.pick("人工决定的数字", "Figures decided by hand")
    return quality.table(heads, cells, "corrections-table", caption)
