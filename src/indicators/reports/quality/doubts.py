"""Figures that disagree, and figures decided by hand."""

from __future__ import annotations

from typing import Any

from indicators.reports.evidence import value_words
from indicators.reports.quality.data import Quality
from indicators.reports.show import Amount, Shown, remark
from indicators.reports.wording import period


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
