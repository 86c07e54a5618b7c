"""Counts over the whole collection: figures, numerals that became none, and pairs that disagree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from indicators.codebook import areas, indicators
from indicators.codebook.places import current
from indicators.reports.subject import Subject
from indicators.trends import consistency, same_facts
from indicators.trends.periods import year_of

Row = dict[str, Any]
# Numerals that say something but not what the codebook knows, or that nobody understood; all
# other reasons are numerals that are no figures at all (dates, names, ordinals).
OPEN = ("no_indicator", "no_unit", "not_understood")


@dataclass(frozen=True)
class Quality(Subject):
    """What was read of every source, and how sure it is."""

    area: str = ""
    lang: str = "zh"
    scope: ClassVar[str] = "everything"

    @cached_property
    def rows(self) -> list[Row]:
        """All observations."""
        return list(self.by_id.values())

    @cached_property
    def ledger(self) -> list[Row]:
        """All numerals that became no figure."""
        return list(self.tables.unclaimed.to_dict("records"))

    @cached_property
    def open(self) -> list[Row]:
        """Those that may hold a figure that was not read."""
        return [row for row in self.ledger if row["reason"] in OPEN]

    @cached_property
    def reasons(self) -> list[tuple[str, int]]:
        """What became of every numeral: a figure, or the reason why not; the most frequent first."""
        counts = Counter(row["reason"] for row in self.ledger) | {"figure": len(self.rows)}
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    @cached_property
    def conflicts(self) -> list[Row]:
        """Pairs of figures of one fact whose bounds do not meet, the farthest apart first."""
        found = same_facts(self.tables.observations)
        rows = found[found["relation"] == "conflict"].to_dict("records")
        return sorted(rows, key=lambda row: (-self.apart(row), row["first_id"], row["second_id"]))

    def apart(self, pair: Row) -> float:
        """How far two figures lie apart, as a share of the larger one."""
        values = [self.by_id[pair[key]]["value"] for key in ("first_id", "second_id")]
        return float(abs(values[0] - values[1]) / (max(map(abs, values)) or 1))

    @cached_property
    def repeats(self) -> int:
        """Pairs of figures of one fact that agree."""
        found = same_facts(self.tables.observations)
        return int((found["relation"] == "repeat").sum())

    @cached_property
    def checks(self) -> list[Row]:
        """Checks of figures against others: growth, parts, shares and rates with what they are of."""
        found = consistency(self.tables.observations, sources=self.tables.sources)
        return list(found[found["check"] != "telling"].to_dict("records"))

    @cached_property
    def contradicted(self) -> list[Row]:
        """Those that no numbers inside the bounds satisfy."""
        wrong = [row for row in self.checks if row["verdict"] == "contradicts"]
        return sorted(wrong, key=lambda row: (row["check"], row["indicator"], row["first_id"]))

    @cached_property
    def corrected(self) -> list[Row]:
        """Figures that a human decided, each with its reason."""
        return [
            row for row in self.rows if "corrected: " in row["rule"] or row["rule"] == "by hand"
        ]

    @cached_property
    def by_place(self) -> dict[str, list[Row]]:
        """The figures of every area, under its present code."""
        groups: dict[str, list[Row]] = {}
        for row in self.rows:
            code = row["area_code"] if isinstance(row["area_code"], str) else ""
            groups.setdefault(current(code) if code in areas() else code, []).append(row)
        return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))

    @cached_property
    def by_year(self) -> dict[int, list[Row]]:
        """The figures of every year."""
        groups: dict[int, list[Row]] = {}
        for row in self.rows:
            if year := year_of(row):
                groups.setdefault(year, []).append(row)
        return dict(sorted(groups.items()))

    @cached_property
    def evidence(self) -> list[Row]:
        """The figures that the page names one by one: those in doubt, and those corrected."""
        ids = [row[key] for row in self.conflicts for key in ("first_id", "second_id")]
        ids += [key for row in self.contradicted for key in partners(row)]
        ids += [row["observation_id"] for row in self.corrected]
        order = {name: place for place, name in enumerate(indicators())}
        rows = [self.by_id[key] for key in dict.fromkeys(ids)]
        return sorted(rows, key=lambda row: (order[row["indicator"]], row["observation_id"]))

    @cached_property
    def ties(self) -> list[Row]:
        """None: partnerships are counted here and shown on a page of their own."""
        return []

    @cached_property
    def sources(self) -> list[Row]:
        """All sources."""
        return list(self.tables.sources.sort_values("source_id").to_dict("records"))


def partners(check: Row) -> list[str]:
    """The figure that a check is about, and those it is held against."""
    ids = (check[f"{role}_id"] for role in ("first", "second", "third"))
    return [key for key in ids if isinstance(key, str)]
