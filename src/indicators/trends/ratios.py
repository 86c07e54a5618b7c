"""Which published ratios are made of which published numbers."""

from __future__ import annotations

from typing import NamedTuple


class Ratio(NamedTuple):
    """`indicator` is `per` times `numerator` over `denominator`.

    Visits and expenditure per resident are not here: the bulletins divide them by other counts of
    residents than beds and staff (of 2019, beds imply 1,397 to 1,399 million, expenditure 1,400).
    """

    indicator: str
    numerator: str
    denominator: str
    per: float


_SHARES = (
    ("primary_care_visit_share", "primary_care_visits", "total_visits"),
    ("hospital_visit_share", "hospital_visits", "total_visits"),
    ("government_health_expenditure_share", "government_health_expenditure",
     "total_health_expenditure"),
    ("social_health_expenditure_share", "social_health_expenditure", "total_health_expenditure"),
    ("out_of_pocket_health_expenditure_share", "out_of_pocket_health_expenditure",
     "total_health_expenditure"),
    ("grade3_4_surgery_share", "grade3_4_surgeries", "surgeries"),
)  # fmt: skip
_AT_YEAR_END = (
    ("beds_per_1000", "hospital_beds", 1e3),
    ("physicians_per_1000", "physicians", 1e3),
    ("nurses_per_1000", "nurses", 1e3),
    ("health_technicians_per_1000", "health_technicians", 1e3),
    ("general_practitioners_per_10000", "general_practitioners", 1e4),
    ("beds_per_10000", "hospital_beds", 1e4),
    ("hospital_beds_per_10000", "beds_in_hospitals", 1e4),
    ("physicians_per_10000", "physicians", 1e4),
    ("nurses_per_10000", "nurses", 1e4),
    ("health_technicians_per_10000", "health_technicians", 1e4),
)
RATIOS = (
    *(Ratio(*share, 100.0) for share in _SHARES),
    *(Ratio(rate, of, "resident_population", per) for rate, of, per in _AT_YEAR_END),
)
