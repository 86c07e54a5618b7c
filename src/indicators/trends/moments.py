"""When a figure is of: days as numbers that a year divides evenly, and the part of a year."""

from __future__ import annotations

from typing import Any

import narwhals as nw

# Months of 31 days, years of 372: a year apart is then exactly one, whatever the month.
_MONTH, A_YEAR = 31, 372
_HALVES = ("01-01/06-30", "07-01/12-31")
_QUARTERS = ("01-01/03-31", "04-01/06-30", "07-01/09-30", "10-01/12-31")
_MONTHS = (
    "01-01/01-31", "02-01/02-28", "02-01/02-29", "03-01/03-31", "04-01/04-30", "05-01/05-31",
    "06-01/06-30", "07-01/07-31", "08-01/08-31", "09-01/09-30", "10-01/10-31", "11-01/11-30",
    "12-01/12-31",
)  # fmt: skip


def days(name: str, dtype: Any) -> nw.Expr:
    """A moment in days of a calendar with 31 days a month; null when it is missing.

    Parameters
    ----------
    name : a column of years (numbers), of dates, or of text such as 2024, 2024-06, 2024-06-30
    dtype : the column's type
    """
    column = nw.col(name)
    if dtype.is_numeric():
        return (column * float(A_YEAR)).cast(nw.Float64)
    if dtype in (nw.Date, nw.Datetime):
        column = column.dt.to_string("%Y-%m-%d")
    return _of_text(column.cast(nw.String).fill_null(""))


def _of_text(day: nw.Expr) -> nw.Expr:
    # The end of February is one day, and a year or month alone is meant to its end.
    known = day.str.len_chars() >= 4
    full = nw.when(known).then(day).otherwise(nw.lit("0000"))
    month = nw.when(full.str.len_chars() >= 7).then(full.str.slice(5, 2)).otherwise(nw.lit("12"))
    date = nw.when(full.str.len_chars() >= 10).then(full.str.slice(8, 2)).otherwise(nw.lit("31"))
    february = (month == "02") & date.is_in(["28", "29", "31"])
    date = nw.when(february).then(nw.lit("29")).otherwise(date)
    year, months, dates = (part.cast(nw.Int64) for part in (full.str.slice(0, 4), month, date))
    total = year * A_YEAR + (months - 1) * _MONTH + dates - 1
    return nw.when(known).then(total.cast(nw.Float64))


def years(of_days: nw.Expr) -> nw.Expr:
    """Days of that calendar as years."""
    return of_days / float(A_YEAR)


def in_years(name: str, dtype: Any) -> nw.Expr:
    """A moment in years, those given as numbers as they are; null when it is missing."""
    if dtype.is_numeric():
        column = nw.col(name).cast(nw.Float64)
        return nw.when(~column.is_nan()).then(column)
    return years(days(name, dtype))


def day_of(moment: str | float, dtype: Any) -> int:
    """One moment as `days` has it.

    >>> import narwhals as nw
    >>> day_of(2015, nw.String) - day_of("2014-12-31", nw.String) == A_YEAR
    True
    """
    if dtype.is_numeric():
        return round(float(moment) * A_YEAR)
    month, date = "12", "31"
    year, *rest = str(moment).split("-")
    month, date = (*rest, *(month, date)[len(rest) :])
    if month == "02" and date in ("28", "31"):
        date = "29"
    return int(year) * A_YEAR + (int(month) - 1) * _MONTH + int(date) - 1


def year_of_text(name: str) -> nw.Expr:
    """The year of a day written as text, 0 when there is none."""
    known = nw.col(name).str.len_chars() >= 4
    digits = nw.when(known).then(nw.col(name)).otherwise(nw.lit("0000"))
    return digits.str.slice(0, 4).cast(nw.Int64)


def span(first: str, last: str) -> nw.Expr:
    """Which part of a year a flow was added up over, from its first and last day as text.

    year, half, quarter, month, "5 years", or the days themselves (01-01/11-30): eleven months
    are a series with eleven months of other years and with nothing else.
    """
    tag = nw.concat_str([nw.col(first).str.slice(5), nw.col(last).str.slice(5)], separator="/")
    length = year_of_text(last) - year_of_text(first)
    many = nw.concat_str([(length + 1).cast(nw.String), nw.lit(" years")])
    crossing = nw.concat_str([tag, nw.lit(" +"), length.cast(nw.String)])
    year = nw.when(length == 0).then(nw.lit("year")).otherwise(many)
    rest = nw.when(length == 0).then(tag).otherwise(crossing)
    for days_, name in ((_MONTHS, "month"), (_QUARTERS, "quarter"), (_HALVES, "half")):
        rest = nw.when((length == 0) & tag.is_in(days_)).then(nw.lit(name)).otherwise(rest)
    return nw.when(tag == "01-01/12-31").then(year).otherwise(rest)
