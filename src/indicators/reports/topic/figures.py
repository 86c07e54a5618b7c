"""The charts of a topic: the nation's years, and the places that publish the same indicator."""

from __future__ import annotations

from typing import Any

from indicators import charts
from indicators.codebook import indicators
from indicators.codebook.places import NATION
from indicators.reports.labels import indicator_name, say, unit_name
from indicators.reports.show import Shown, nothing
from indicators.reports.topic.data import Topic
from indicators.reports.topic.sentences import peers_title, years_title
from indicators.reports.wording import missing_as_none

_PLACES = 12  # bars that fit a phone
_RELATIVE = ("rate", "ratio", "duration")


def years_figure(topic: Topic) -> Shown:
    """The nation's series of the topic, a small panel each."""
    import pandas as pd

    if not topic.years:
        return nothing()
    rows = [row for series in topic.years for row in series]
    drawn = [
        {
            "label": indicator_name(row["indicator"], topic.lang), "year": row["year"],
            "unit": unit_name(row["unit"], topic.lang), **_bounds(row),
        }
        for row in rows
    ]  # fmt: skip
    chart = charts.multiples(
        pd.DataFrame(drawn), topic.lang, (say("全国", topic.lang), ""), title=years_title(topic)
    )
    return topic.figure(chart, "years-figure", [row["observation_id"] for row in rows])


def peers_figure(topic: Topic) -> Shown:
    """The rate that most places publish, place by place; counts of unlike places are not ranked."""
    import pandas as pd

    fitting = [rows for rows in map(_below_nation, topic.peers) if len(rows) >= 2]
    if not fitting:
        return nothing()
    rows = max(fitting, key=lambda group: (any(map(topic.is_own, group)), len(group)))
    rows = sorted(rows, key=lambda row: (not topic.is_own(row), -row["value"]))[:_PLACES]
    name = indicator_name(rows[0]["indicator"], topic.lang)
    drawn = [
        {
            "label": f"{topic.place(row['area_code'])} ({row['year'] or say('unknown', topic.lang)})",
            "unit": unit_name(row["unit"], topic.lang), "here": topic.is_own(row), **_bounds(row),
        }
        for row in rows
    ]  # fmt: skip
    chart = charts.ranked(
        pd.DataFrame(drawn), topic.lang, name, title=peers_title(topic, name, rows)
    )
    return topic.figure(chart, "peers-figure", [row["observation_id"] for row in rows])


def _below_nation(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The places of a group below the nation, when their figures can stand side by side."""
    if indicators()[rows[0]["indicator"]].kind not in _RELATIVE:
        return []
    return [row for row in rows if row["area_code"] != NATION]


def _bounds(row: dict[str, Any]) -> dict[str, Any]:
    ends = {name: missing_as_none(row[name]) for name in ("value_low", "value_high")}
    return {"value": row["value"], **ends}
