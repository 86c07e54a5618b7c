"""What a piece of text says: a span with a meaning."""

from __future__ import annotations

from typing import NamedTuple


class Mention(NamedTuple):
    """A span of text and what it means.

    `start` and `end` are offsets into the text that was read, `text[start:end]` is `text`.

    Numbers of any kind carry `value` with its bounds `low` and `high` (None = open), in `unit`,
    and a `qualifier`: exact, rounded, more_than, at_least, nearly, up_to, approx or range.

    Periods and dates carry their first and last day as ISO text in `low` and `high` (None =
    open); `unit` is the granularity and `qualifier` how the period was resolved: stated, relative
    to the reference date, or from the context. Places and organisations carry a code or a name
    in `value`.

    >>> Mention(0, 3, "quantity", "85名", 85.0, 85.0, 85.0, "名", "exact").value
    85.0
    """

    start: int
    end: int
    kind: str
    text: str
    value: float | str | None = None
    low: float | str | None = None
    high: float | str | None = None
    unit: str = ""
    qualifier: str = ""
