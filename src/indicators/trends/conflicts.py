"""The same fact told twice: repeats that agree, and conflicts that cannot both be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_FACT = (
    "indicator", "measure", "status", "area_code", "organisation", "breakdown",
    "period_start", "period_end", "rank_pool",
)  # fmt: skip
_COLUMNS = [
    "relation", "indicator", "measure", "area_code", "breakdown", "period_start", "period_end",
    "first_id", "first_value", "second_id", "second_value",
]  # fmt: skip


def same_facts(observations: pd.DataFrame) -> pd.DataFrame:
    """Pairs of rows about one fact: each row beside the first that tells it.

    One fact is one indicator, measure, status, area, organisation, breakdown and period. Rows
    without a period are left out: they need not speak of one time.

    Parameters
    ----------
    observations : the observations table, pandas

    Returns
    -------
    DataFrame, one row a pair; `relation` is "repeat" when the bounds of the two figures overlap
    and "conflict" when they do not

    >>> import pandas as pd
    >>> row = dict.fromkeys(_FACT, "x") | {"value_low": 9.5, "value_high": 10.5, "value": 10.0}
    >>> rows = [row | {"observation_id": "a"}, row | {"observation_id": "b", "value_high": 9.8}]
    >>> same_facts(pd.DataFrame(rows))["relation"].tolist()
    ['repeat']
    """
    import pandas as pd

    first: dict[tuple[Any, ...], dict[str, Any]] = {}
    pairs = []
    for row in observations.to_dict("records"):
        fact = tuple("" if row[c] is None or row[c] != row[c] else row[c] for c in _FACT)
        if not row["period_end"] or row["period_end"] != row["period_end"]:
            continue
        earlier = first.setdefault(fact, row)
        if earlier is not row:
            pairs.append(_pair(earlier, row))
    return pd.DataFrame(pairs, columns=_COLUMNS)


def _pair(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    return {
        "relation": "repeat" if _overlap(first, second) else "conflict",
        **{
            c: first[c]
            for c in (
                "indicator",
                "measure",
                "area_code",
                "breakdown",
                "period_start",
                "period_end",
            )
        },
        "first_id": first["observation_id"],
        "first_value": first["value"],
        "second_id": second["observation_id"],
        "second_value": second["value"],
    }


def _overlap(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Whether some number satisfies both wordings."""
    lows = [
        r["value_low"]
        for r in (first, second)
        if r["value_low"] == r["value_low"] and r["value_low"] is not None
    ]
    highs = [
        r["value_high"]
        for r in (first, second)
        if r["value_high"] == r["value_high"] and r["value_high"] is not None
    ]
    if not lows or not highs:
        return True
    return bool(max(lows) <= min(highs))
