"""The one way from text to mentions: periods first, figures in what is left."""

from __future__ import annotations

from operator import itemgetter

from indicators.documents.layout import half_width
from indicators.language.mentions import Mention
from indicators.language.periods import find_periods
from indicators.language.quantities import find_quantities

_START = itemgetter(0)


def find_mentions(text: str, reference_date: str = "") -> list[Mention]:
    """Everything numeric that a text says, in order and without overlaps.

    Parameters
    ----------
    text : Chinese text, half- or full-width
    reference_date : ISO date of any precision that 今年, 去年, 3月 ... are resolved against

    Returns
    -------
    list of Mention: numbers, quantities, percentages, money, ranges and ranks with value and
    bounds; periods and dates with first and last day; numerals that measure nothing (ordinal,
    name, list_marker, age_band).

    >>> [(m.kind, m.text) for m in find_mentions("2024年双向转诊3.6万人次", "2025")]
    [('period', '2024年'), ('quantity', '3.6万人次')]
    """
    plain = half_width(text)
    periods = find_periods(plain, reference_date)
    found = sorted([*periods, *find_quantities(plain, periods)], key=_START)
    if plain == text:
        return found
    return [m._replace(text=text[m.start : m.end]) for m in found]
