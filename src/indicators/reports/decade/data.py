"""Ten years of the nation's series, and the figures of places against them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from indicators.codebook import areas, indicators
from indicators.codebook.places import NATION, ancestors, current
from indicators.reports.county.data import Profile
from indicators.reports.errors import ReportError
from indicators.reports.labels import LANGUAGES
from indicators.trends import against, change, consistency, series, targets, trend

if TYPE_CHECKING:
    import pandas as pd

YEARS = 10
FEWEST = 8  # years of the ten that a series must have
WITHIN = 1  # years between the figure of a place and the nation's
# What the summary tells.
TOLD = (
    "life_expectancy",
    "maternal_mortality_ratio",
    "hospital_beds",
    "physicians",
    "total_visits",
)
PANELS = 8  # that fit one printed page
# What the first figure shows, as far as there are series.
HEADLINE = (
    "life_expectancy", "maternal_mortality_ratio", "infant_mortality_rate", "total_visits",
    "hospital_beds", "beds_per_1000", "physicians", "physicians_per_1000", "nurses_per_1000",
    "under5_mortality_rate",
)  # fmt: skip


@dataclass(frozen=True)
class Decade(Profile):
    """The nation's series over the last ten years with figures, and an area against them.

    Raises
    ------
    ReportError
        A language that is not offered, or a code that is no area's.
    """

    def __post_init__(self) -> None:
        if self.lang not in LANGUAGES:
            raise ReportError(f"lang is '{self.lang}'; use {' or '.join(LANGUAGES)}")
        if self.area not in areas():
            raise ReportError(f"'{self.area}' is no GB/T 2260 code of mainland China")
        if self.window.empty:
            raise ReportError(
                f"no national series has {FEWEST} of {YEARS} years; add bulletins of the nation"
            )

    @cached_property
    def points(self) -> pd.DataFrame:
        """One value a period of every series; of several tellings, the one published last."""
        return series(self.tables.observations, sources=self.tables.sources).points

    @cached_property
    def national(self) -> pd.DataFrame:
        """The nation's own yearly figures: levels without breakdown."""
        rows = self.points[
            (self.points["area_code"] == NATION) & (self.points["measure"] == "level")
        ]
        rows = rows[rows["breakdown"].isna() & rows["organisation"].isna()]
        yearly = (rows["span"] == "year") | rows["period_end"].str.endswith("12-31")
        return rows[rows["span"].isin(["year", "moment"]) & yearly]

    @cached_property
    def last(self) -> int:
        """The last year of which at least half as many series have a figure as of the best one."""
        counts = self.national.groupby("year").size()
        return int(counts[counts * 2 >= counts.max()].index.max())

    @property
    def first(self) -> int:
        """The first of the ten years."""
        return self.last - YEARS + 1

    @cached_property
    def window(self) -> pd.DataFrame:
        """The series with enough figures in the ten years, in the codebook's order of domains."""
        rows = self.national[self.national["year"].between(self.first, self.last)]
        enough = rows.groupby(["indicator", "unit"])["year"].transform("nunique") >= FEWEST
        domains = list(dict.fromkeys(i.domain for i in indicators().values()))
        order = {
            i.indicator: (domains.index(i.domain), n) for n, i in enumerate(indicators().values())
        }
        rows = rows[enough]
        rows = rows.assign(order=rows["indicator"].map(order))
        return rows.sort_values(["order", "unit", "year"], ignore_index=True)

    @cached_property
    def trends(self) -> list[dict[str, Any]]:
        """The trend of every series of the window, in its order."""
        made = trend(self.window, by=["indicator", "unit"], time="year")
        rows = {(row["indicator"], row["unit"]): row for row in made.to_dict("records")}
        keys = dict.fromkeys(zip(self.window["indicator"], self.window["unit"], strict=True))
        return [rows[key] for key in keys]

    @cached_property
    def headline(self) -> list[dict[str, Any]]:
        """The trends that the first figure shows."""
        found = {row["indicator"]: row for row in self.trends}
        return [found[name] for name in HEADLINE if name in found][:PANELS]

    def of(self, trended: dict[str, Any]) -> pd.DataFrame:
        """The figures of a series."""
        rows = self.window
        return rows[(rows["indicator"] == trended["indicator"]) & (rows["unit"] == trended["unit"])]

    @cached_property
    def yearly(self) -> list[dict[str, Any]]:
        """The change of every figure of the window on the year before."""
        made = change(self.window, "year_before", by=["indicator", "unit"], time="year")
        return list(made.to_dict("records"))

    @cached_property
    def family(self) -> tuple[str, ...]:
        """The area, and what contains it below the nation."""
        return tuple(code for code in (current(self.area), *ancestors(self.area)) if code != NATION)

    @cached_property
    def beside(self) -> list[dict[str, Any]]:
        """Rates and growth of every place beside the nation's; the area's family first."""
        rows = against(self.tables.observations, within=WITHIN).to_dict("records")
        near = {code: place for place, code in enumerate(self.family)}
        found = [row | {"own": row["area_code"] in near} for row in rows]
        return sorted(
            found,
            key=lambda r: (
                near.get(r["area_code"], len(near)),
                r["area_code"],
                r["indicator"],
                r["year"],
            ),
        )

    @cached_property
    def promised(self) -> list[dict[str, Any]]:
        """Targets of the nation and of the area's family, by deadline."""
        made = targets(self.tables.observations)
        mine = made[made["area_code"].isin([NATION, *self.family])]
        return list(mine.sort_values(["deadline", "indicator", "target_id"]).to_dict("records"))

    @cached_property
    def checks(self) -> pd.DataFrame:
        """Every check of a figure of the window's series against others, in the ten years."""
        made = consistency(self.tables.observations, sources=self.tables.sources)
        years = made["period_end"].str[:4].astype(float)
        inside = (made["area_code"] == NATION) & years.between(self.first, self.last)
        inside &= made["indicator"].isin(set(self.window["indicator"]))
        return made[inside].reset_index(drop=True)

    @cached_property
    def own(self) -> pd.DataFrame:
        """Every observation that the page rests on, in the codebook's order."""
        ids = set(self.window["observation_id"])
        ids |= {row[name] for row in self.beside for name in ("id", "benchmark_id")}
        ids |= {row[name] for row in self.promised for name in ("target_id", "reached_id")}
        wrong = self.checks[self.checks["verdict"] == "contradicts"]
        for role in ("first_id", "second_id", "third_id"):
            ids |= set(wrong[role].dropna())
        rows = self.tables.observations
        order = {i: n for n, i in enumerate(indicators())}
        rows = rows[rows["observation_id"].isin(ids)]
        rows = rows.assign(order=rows["indicator"].map(order))
        return rows.sort_values(["order", "period_end", "source_id", "start"], ignore_index=True)

    @cached_property
    def sources(self) -> list[dict[str, Any]]:
        """The sources of those."""
        rows = self.tables.sources
        used = rows[rows["source_id"].isin(set(self.own["source_id"]))]
        return list(used.sort_values("source_id").to_dict("records"))
