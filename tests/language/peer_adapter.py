"""Mentions said in the neutral facts of a formal suite of cases for Chinese figures and dates.

The suite and this project agree on what a text says and differ in how they put it:

- a number may be wanted bare where we read it with its unit or as a percentage (in a fraction it
  is then the ratio), and a range where we read a bound and a qualifier;
- our spans hold units, qualifiers and what stands before 百分之, theirs sometimes do not: the
  spans must overlap;
- the last day of our periods is inside; their ends are the first day after, or, when two
  dates are joined (2016-2018), the first day of the last one; 之前 and 之后 name the day itself;
- they list what a date without a year can mean before and after the reference date; ours is one.
"""

from __future__ import annotations

import datetime
import math

from indicators.language import Mention, find_mentions

_PARTS = {"%": 100.0, "‰": 1000.0, "1/万": 1e4, "1/10万": 1e5}
_MEASURED = ("number", "quantity", "percent", "money", "range", "rank", "ordinal", "age_band")


def passes(case: dict) -> bool:
    """Whether the text of a case is read as the case wants, and nothing else of that sort."""
    mentions = find_mentions(case["text"], case["reference"])
    left = list(mentions)
    for wanted in case["expected"]:
        hit = next((m for m in left if _says(m, wanted)), None)
        if hit is None:
            return False
        if hit.kind not in ("date", "period"):  # a date holds several numbers
            left.remove(hit)
    return not any(_is_of(case["file"], m) and not _touches(m, case["expected"]) for m in left)


def _is_of(file: str, mention: Mention) -> bool:
    """Whether a mention is of the sort that the cases of a file are about."""
    if file.startswith("Date"):
        return mention.kind in ("date", "period")
    sorts = {
        "PercentModel": ("percent",),
        "CurrencyModel": ("money",),
        "NumberRangeModel": ("range",),
    }
    return mention.kind in sorts.get(file, _MEASURED)


def _touches(mention: Mention, expected: list[dict]) -> bool:
    return any(mention.start < e["end"] and e["start"] < mention.end for e in expected)


def _says(mention: Mention, wanted: dict) -> bool:
    if mention.start >= wanted["end"] or mention.end <= wanted["start"]:
        return False
    check = _CHECKS[wanted["kind"]]
    return any(check(mention, answer) for answer in wanted["answers"])


def _close(one: object, other: object) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(float(str(one)), float(str(other)), rel_tol=1e-9)


def _number(mention: Mention, answer: list) -> bool:
    """The value; of a share also the ratio; of a year, month or day of a date its number."""
    if mention.kind in ("date", "period"):
        days = f"{mention.low or ''}-{mention.high or ''}".split("-")
        return any(part.isdigit() and int(part) == answer[0] for part in days)
    if mention.kind not in _MEASURED:
        return False
    ratio = isinstance(mention.value, float) and mention.value / _PARTS.get(mention.unit, 1.0)
    return _close(mention.value, answer[0]) or _close(ratio, answer[0])


def _percent(mention: Mention, answer: list) -> bool:
    if mention.unit == "百分点":
        return _close(mention.value, answer[0])
    if mention.kind != "percent" or not isinstance(mention.value, float):
        return False
    return _close(100 * mention.value / _PARTS[mention.unit], answer[0])


def _money(mention: Mention, answer: list) -> bool:
    return mention.kind == "money" and _close(mention.value, answer[0])


def _range(mention: Mention, answer: list) -> bool:
    if mention.kind not in _MEASURED:
        return False
    low, high = mention.low, mention.high
    if mention.qualifier == "more_than" and answer[1] is None:
        high = None  # 多 and 余 reach to the next step; the suite leaves the range open
    return _close(low, answer[0]) and _close(high, answer[1])


def _date(mention: Mention, answer: list) -> bool:
    return mention.kind == "date" and mention.low == mention.high == answer[0]


def _period(mention: Mention, answer: list) -> bool:
    if mention.kind not in ("date", "period"):
        return False
    first, last = answer
    return _first(mention, first) and _last(mention, last)


def _first(mention: Mention, wanted: str | None) -> bool:
    if wanted is None or mention.low is None:
        return wanted is mention.low
    return mention.low == wanted or (mention.high is None and _shifted(mention.low, -1) == wanted)


def _last(mention: Mention, wanted: str | None) -> bool:
    if wanted is None or mention.high is None:
        return wanted is mention.high
    if wanted in (mention.high, _shifted(str(mention.high), 1)):
        return True
    joined = mention.unit == "span"
    year_or_month = {f"{str(mention.high)[:4]}-01-01", f"{str(mention.high)[:7]}-01"}
    return (
        joined and str(_shifted(str(mention.high), 1)).endswith("-01") and (wanted in year_or_month)
    )


def _shifted(day: object, days: int) -> str:
    try:
        date = datetime.date.fromisoformat(str(day)) + datetime.timedelta(days=days)
    except (ValueError, OverflowError):
        return ""
    return date.isoformat()


_CHECKS = {
    "number": _number, "percent": _percent, "money": _money, "range": _range,
    "date": _date, "period": _period,
}  # fmt: skip
