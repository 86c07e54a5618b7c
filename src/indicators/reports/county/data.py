"""One area's rows of the tables: no words yet, only what is shown later."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from indicators.codebook import indicators
from indicators.codebook.places import NATION
from indicators.reports.subject import Subject
from indicators.trends import against, implied

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Profile(Subject):
    """What the tables hold of one area beside the nation's, and the language to show it in."""

    scope: ClassVar[str] = "county"

    @cached_property
    def own(self) -> pd.DataFrame:
        """The area's observations, those under a former code included, in the codebook's order."""
        rows = self.tables.observations
        order = {name: place for place, name in enumerate(_by_domain())}
        mine = rows[[self.is_own(row) for row in rows.to_dict("records")]]
        mine = mine.assign(order=mine["indicator"].map(order))
        return mine.sort_values(["order", "source_id", "start"], ignore_index=True)

    @cached_property
    def evidence(self) -> list[dict[str, Any]]:
        """The area's observations, then those of the nation they are compared with."""
        others = dict.fromkeys(self.compared["benchmark_id"])
        return [*self.own.to_dict("records"), *(self.by_id[key] for key in others)]

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
    def unread(self) -> pd.DataFrame:
        """Numerals of the area's own sources that became no figure."""
        rows = self.tables.unclaimed
        return rows[rows["source_id"].isin(set(self.own["source_id"]))]


def _by_domain() -> list[str]:
    """The codebook's indicators, those of one domain together, domains as they first come."""
    domains = list(dict.fromkeys(i.domain for i in indicators().values()))
    return sorted(indicators(), key=lambda name: domains.index(indicators()[name].domain))
