"""What a date without its year belongs to, and mentions of periods made of it."""

from __future__ import annotations

import re

from indicators.language.calendar import day, months
from indicators.language.mentions import Mention


class Context:
    """The publication date, and the year and month that shorter dates belong to."""

    def __init__(self, reference: str) -> None:
        parts = [int(part) for part in reference.split("-")] if reference else []
        self.ref_year, self.ref_month, self.ref_day = (*parts, None, None, None)[:3]
        self.year = self.ref_year
        self.month = self.ref_month
        self.plan = ("", "")
        self.reference = self._reference()

    def year_of(self, month: int) -> int | None:
        """The last named year; the one before for a month that is still to come."""
        if self.year is None or self.ref_month is None or self.year != self.ref_year:
            return self.year
        return self.year - (month > self.ref_month)

    def today(self) -> str:
        """The publication day, "" when it is known less precisely."""
        if self.ref_year is None or self.ref_month is None or self.ref_day is None:
            return ""
        return day(self.ref_year, self.ref_month, self.ref_day)

    def _reference(self) -> tuple[str, str]:
        """First and last day of the publication date, as precise as it is known."""
        if self.ref_year is None:
            return "", ""
        if self.ref_month is None:
            return f"{self.ref_year:04d}-01-01", f"{self.ref_year:04d}-12-31"
        today = self.today()
        return (today, today) if today else months(self.ref_year, self.ref_month, self.ref_month)


def span(
    text: str, start: int, end: int, low: str | None, high: str | None, unit: str, how: str
) -> Mention:
    """A date (one day) or a period; "" and None are open."""
    kind = "date" if low and low == high else "period"
    return Mention(start, end, kind, text[start:end], None, low or None, high or None, unit, how)


def of(match: re.Match[str], low: str | None, high: str | None, unit: str, how: str) -> Mention:
    """The mention of a match; partial where neither day is known."""
    if not low and not high and how != "relative":
        how = "partial"
    return span(match.string, match.start(), match.end(), low, high, unit, how)
