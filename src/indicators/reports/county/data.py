"""One area's rows of the tables: no words yet, only what is shown later."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from indicators.codebook import areas, indicators
from indicators.codebook.places import NATION, current
from indicators.reports.errors import ReportError
from indicators.reports.labels import LANGUAGES, indicator_name, say
from indicators.tables import Tables
from indicators.trends import against, implied

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Profile:
    """What the tables hold of one area, and the language to show it in.

    Raises
    ------
    ReportError
        A language that is not offered, or an area without figures (those with figures are named).
    """

    tables: Tables
    area: str
    lang: str

    def __post_init__(self) -> None:
        if self.lang not in LANGUAGES:
            raise ReportError(f"lang is '{self.lang}'; use {' or '.join(LANGUAGES)}")
        if self.own.empty:
            codes = sorted(set(self.tables.observations["area_code"].dropna()))
            known = ", ".join(
                f"{c} {areas()[c].name}" for c in codes if c in areas() and c != NATION
            )
            name = f" ({areas()[self.area].name})" if self.area in areas() else ""
            raise ReportError(
                f"nothing is known of area '{self.area}'{name}; areas with figures: {known}"
            )

    def pick(self, zh: str, en: str) -> str:
        """The words in the profile's language."""
        return zh if self.lang == "zh" else en

    def label(self, row: dict[str, Any]) -> str:
        """The indicator of a row with its measure, breakdown and hospital."""
        words = indicator_name(row["indicator"], self.lang)
        if row["measure"] != "level":
            words += self.pick("", ", ") + say(row["measure"], self.lang)
        for name in ("breakdown", "organisation"):
            if isinstance(row.get(name), str):
                words += f" · {row[name]}"
        return words

    def pool(self, row: dict[str, Any]) -> str:
        """Among whom a rank is held, "" when not stated."""
        return say(row["rank_pool"], self.lang) if isinstance(row["rank_pool"], str) else ""

    @cached_property
    def own(self) -> pd.DataFrame:
        """The area's observations, those under a former code included, in the codebook's order."""
        rows = self.tables.observations
        order = {name: place for place, name in enumerate(_by_domain())}
        mine = rows[self._here(rows["area_code"])]
        mine = mine.assign(order=mine["indicator"].map(order))
        return mine.sort_values(["order", "source_id", "start"], ignore_index=True)

    @cached_property
    def by_id(self) -> dict[str, dict[str, Any]]:
        """Every observation of the tables by its id."""
        return {row["observation_id"]: row for row in self.tables.observations.to_dict("records")}

    @cached_property
    def compared(self) -> pd.DataFrame:
        """The area's rates and growth beside the nation's; none for the nation itself."""
        rows = self.tables.observations
        return against(rows.iloc[:0] if self.area == NATION else rows, self.area)

    @cached_property
    def earlier(self) -> list[dict[str, Any]]:
        """Earlier levels that published growth implies; derived, not published."""
        return list(implied(self.own.drop(columns="order")).to_dict("records"))

    @cached_property
    def inexact(self) -> list[dict[str, Any]]:
        """Figures whose wording leaves something open, the widest first."""
        rows = self.own
        rows = rows[(rows["value_low"] != rows["value_high"]) & (rows["measure"] != "rank")]
        span = (rows["value_high"] - rows["value_low"]) / rows["value"].abs()
        rows = rows.assign(span=span.fillna(float("inf")))
        return list(
            rows.sort_values(["span", "order", "start"], ascending=[False, True, True]).to_dict(
                "records"
            )
        )

    @cached_property
    def ranks(self) -> list[dict[str, Any]]:
        """Ranks the area holds, the best first."""
        rows = self.own[self.own["measure"] == "rank"]
        return list(rows.sort_values(["value", "order"]).to_dict("records"))

    @cached_property
    def wholes(self) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
        """Figures with their parts (其中), wherever both belong to the area."""
        rows = {row["observation_id"]: row for row in self.own.to_dict("records")}
        groups: dict[str, list[dict[str, Any]]] = {}
        for row in rows.values():
            if isinstance(row["part_of"], str) and row["part_of"] in rows:
                groups.setdefault(row["part_of"], []).append(row)
        return [
            (rows[key], sorted(parts, key=lambda r: r["start"])) for key, parts in groups.items()
        ]

    @cached_property
    def partnerships(self) -> list[dict[str, Any]]:
        """Ties of the area's institutions, oldest first, undated last."""
        rows = self.tables.partnerships
        mine = rows[self._here(rows["area_code"])]
        return list(mine.sort_values(["date", "partnership_id"]).to_dict("records"))

    @cached_property
    def sources(self) -> list[dict[str, Any]]:
        """The sources of the area's figures and of what they are compared with."""
        ids = [*self.own["observation_id"], *self.compared["benchmark_id"]]
        used = {self.by_id[key]["source_id"] for key in ids}
        used |= {row["source_id"] for row in self.partnerships}
        rows = self.tables.sources
        return list(rows[rows["source_id"].isin(used)].sort_values("source_id").to_dict("records"))

    @cached_property
    def unread(self) -> pd.DataFrame:
        """Numerals of the area's own sources that became no figure."""
        rows = self.tables.unclaimed
        return rows[rows["source_id"].isin(set(self.own["source_id"]))]

    def _here(self, codes: pd.Series) -> Any:
        return codes.map(lambda c: isinstance(c, str) and current(c) == current(self.area)).astype(
            bool
        )


def _by_domain() -> list[str]:
    """The codebook's indicators, those of one domain together, domains as they first come."""
    domains = list(dict.fromkeys(i.domain for i in indicators().values()))
    return sorted(indicators(), key=lambda name: domains.index(indicators()[name].domain))
