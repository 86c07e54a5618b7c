"""Sources that disagree about one fact: one line each, or a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from indicators.codebook import areas
from indicators.reports.labels import indicator_name, unit_name
from indicators.reports.wording import bounds, number, period
from indicators.tables import load
from indicators.trends import same_facts


def disagreements(
    folder: str | Path = "data/processed", lang: str = "en", out: str | Path | None = None
) -> list[str]:
    """Facts that two figures of some tables tell differently, one line each.

    Both figures stay in the tables; which of them holds is for a reader to decide, and for
    corrections.csv to record. A repeat inside a source is compared through its first telling.

    Parameters
    ----------
    folder : tables that `indicators build` or `indicators extract` wrote
    lang : zh or en
    out : a CSV for the same pairs

    Returns
    -------
    Lines such as "Hospital beds, 000000, 2019-12-31: 8,807,000 beds (a#1-9) | 8,920,000 beds (b#4-11)"

    Raises
    ------
    TableFaults
        The tables break their contract.
    """
    observations = load(folder).observations
    told_first = observations[observations["repeat_of"].isna()]
    pairs = same_facts(told_first)
    pairs = pairs[pairs["relation"] == "conflict"].sort_values(["first_id", "second_id"])
    rows = told_first.set_index("observation_id", drop=False).to_dict("index")
    if out is not None:
        Path(out).write_text(pairs.to_csv(index=False, lineterminator="\n"), encoding="utf-8")
    return list(_lines(pairs.to_dict("records"), rows, lang))


def _lines(
    pairs: list[dict[str, Any]], rows: dict[str, dict[str, Any]], lang: str
) -> Iterator[str]:
    for pair in pairs:
        first, second = rows[pair["first_id"]], rows[pair["second_id"]]
        about = [indicator_name(first["indicator"], lang), _text(first["breakdown"]), _area(first)]
        name = ", ".join(filter(None, [*about, _text(first["organisation"]), period(first, lang)]))
        yield f"{name}: {_figure(first, lang)} | {_figure(second, lang)}"


def _figure(row: dict[str, Any], lang: str) -> str:
    """The value with its unit and bounds, and where it stands."""
    value = f"{number(row['value'])} {unit_name(row['unit'], lang)}".strip()
    range_ = bounds(row, lang)
    return f"{value} {f'[{range_}] ' if range_ else ''}({row['observation_id']})"


def _area(row: dict[str, Any]) -> str:
    code = _text(row["area_code"])
    return f"{areas()[code].name} {code}" if code else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
