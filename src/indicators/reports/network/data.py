"""The partnerships of the collection, grouped in the ways that the page shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from indicators.reports.subject import Subject

Tie = dict[str, Any]


@dataclass(frozen=True)
class Network(Subject):
    """All ties of the tables, and the figures on partnership beside them."""

    area: str = ""
    lang: str = "zh"
    scope: ClassVar[str] = "partnerships"

    @cached_property
    def dated(self) -> list[Tie]:
        """Ties with a date, which may be a month or a year only; the oldest first."""
        return [tie for tie in self.ties if isinstance(tie["date"], str)]

    @cached_property
    def institutions(self) -> set[str]:
        """The names of all parties."""
        return {tie[side] for tie in self.ties for side in ("provider", "recipient")}

    @cached_property
    def providers(self) -> dict[str, list[Tie]]:
        """The ties of every provider, the one with most recipients first."""
        groups = self.grouped(lambda tie: tie["provider"])
        return dict(
            sorted(groups.items(), key=lambda g: (-len({t["recipient"] for t in g[1]}), g[0]))
        )

    @cached_property
    def places(self) -> dict[str, list[Tie]]:
        """The ties by the recipient's area, by code."""
        groups = self.grouped(
            lambda tie: tie["area_code"] if isinstance(tie["area_code"], str) else ""
        )
        return dict(sorted(groups.items()))

    @cached_property
    def pairs(self) -> dict[tuple[str, str], list[Tie]]:
        """The ties of every provider and recipient, the earliest pair first."""
        return self.grouped(lambda tie: (tie["provider"], tie["recipient"]))

    @cached_property
    def kinds(self) -> dict[str, list[Tie]]:
        """The ties of every kind, the most frequent first."""
        groups = self.grouped(lambda tie: tie["kind"])
        return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))

    def grouped(self, key: Callable[[Tie], Any]) -> dict[Any, list[Tie]]:
        """The ties by a key, in their own order."""
        groups: dict[Any, list[Tie]] = {}
        for tie in self.ties:
            groups.setdefault(key(tie), []).append(tie)
        return groups


def ids(ties: list[Tie]) -> list[str]:
    """What a statement about ties rests on."""
    return [tie["partnership_id"] for tie in ties]


def span(ties: list[Tie]) -> tuple[str, str]:
    """The first and the last date of some ties, "" where none has one."""
    dates = sorted(tie["date"] for tie in ties if isinstance(tie["date"], str))
    return (dates[0], dates[-1]) if dates else ("", "")
