"""One topic's rows of the tables: an area's, the nation's over the years, those of other places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from indicators.codebook import areas, indicators
from indicators.codebook.places import NATION, current
from indicators.reports.county.data import Profile
from indicators.trends.periods import year_of

Row = dict[str, Any]
FEWEST = 4  # years that make a series worth a panel
MOST = 8  # panels, which fit one printed page
# The order in which a place's level counts beside an area.
_LEVELS = ("county", "prefecture", "province", "nation")


@dataclass(frozen=True)
class Topic(Profile):
    """The rows of some domains, of all areas; the area's own come first.

    Unlike a profile, a topic may be one on which the area has published nothing.
    """

    @cached_property
    def levels(self) -> list[Row]:
        """Levels and shares that speak of a whole place, each year of it once."""
        rows = self.tables.observations
        rows = rows[rows["measure"].isin(["level", "share"]) & (rows["status"] == "actual")]
        rows = rows[
            rows["breakdown"].isna() & rows["organisation"].isna() & rows["area_code"].notna()
        ]
        return [row | {"year": year_of(row)} for row in rows.to_dict("records")]

    @cached_property
    def years(self) -> list[list[Row]]:
        """The nation's series with enough years, one figure a year, the area's indicators first."""
        groups: dict[tuple[str, str], dict[int, Row]] = {}
        for row in self.levels:
            if row["area_code"] == NATION and row["year"] and _yearly(row):
                series = groups.setdefault((row["indicator"], row["unit"]), {})
                series[row["year"]] = min(series.get(row["year"], row), row, key=_exactness)
        told = set(self.own["indicator"])
        long = [[s[year] for year in sorted(s)] for s in groups.values() if len(s) >= FEWEST]
        long.sort(key=lambda s: (s[0]["indicator"] not in told, -len(s), s[0]["observation_id"]))
        return long[:MOST]

    @cached_property
    def peers(self) -> list[list[Row]]:
        """The latest figure of every place for each indicator the area publishes.

        For every indicator that a place below the nation publishes, when the area publishes none.
        """
        told = set(self.own["indicator"]) or {
            row["indicator"] for row in self.levels if row["area_code"] != NATION
        }
        groups: dict[tuple[str, str], dict[str, Row]] = {}
        for row in self.levels:
            if row["indicator"] in told:
                places = groups.setdefault((row["indicator"], row["unit"]), {})
                code = current(row["area_code"])
                places[code] = max(places.get(code, row), row, key=_recency)
        order = {name: place for place, name in enumerate(indicators())}
        return [
            sorted(groups[key].values(), key=self._nearness)
            for key in sorted(groups, key=lambda key: (order[key[0]], key[1]))
            if len(groups[key]) > 1
        ]

    def _nearness(self, row: Row) -> tuple[bool, int, str]:
        """The area itself, then counties, prefectures, provinces, the nation."""
        level = areas()[row["area_code"]].level if row["area_code"] in areas() else "county"
        return not self.is_own(row), _LEVELS.index(level), row["area_code"]

    @cached_property
    def evidence(self) -> list[Row]:
        """The area's figures, those they are compared with, then the series and other places."""
        rows = [row for group in (*self.years, *self.peers) for row in group]
        ids = dict.fromkeys([*self.compared["benchmark_id"], *(r["observation_id"] for r in rows)])
        own = self.own.to_dict("records")
        mine = {row["observation_id"] for row in own}
        order = {name: place for place, name in enumerate(indicators())}
        others = sorted(
            (self.by_id[key] for key in ids if key not in mine),
            key=lambda row: (order[row["indicator"]], row["area_code"], *_recency(row)),
        )
        return [*own, *others]


@dataclass(frozen=True)
class Referrals(Topic):
    """Referrals, where patients are seen, and results accepted elsewhere."""

    scope: ClassVar[str] = "referrals"


@dataclass(frozen=True)
class Talent(Topic):
    """Staff, experts sent down, disciplines, and money."""

    scope: ClassVar[str] = "talent"


def _yearly(row: Row) -> bool:
    """Whether a figure is of a whole year or of a year's end."""
    first, last = row["period_start"], row["period_end"]
    if not isinstance(last, str) or not last.endswith("12-31"):
        return False
    return not isinstance(first, str) or first == last or first == f"{last[:4]}-01-01"


def _exactness(row: Row) -> tuple[float, str]:
    """The narrower bounds first; an open end is the widest."""
    width = row["value_high"] - row["value_low"]
    return (width if width == width else float("inf")), row["observation_id"]


def _recency(row: Row) -> tuple[str, str]:
    """The day a figure speaks of, unknown first; then its id."""
    days = (row["period_end"], row["period_start"])
    return next((day for day in days if isinstance(day, str)), ""), row["observation_id"]
