"""其中 and brackets: which figure is a part of which."""

from __future__ import annotations

import re

from indicators.extraction.claim import Claim
from indicators.extraction.sentences import Sentence
from indicators.extraction.units import same_sort

_PART = re.compile(r"其中|包括|包含|含(?!量)|分别是")


def whole_of(
    sentence: Sentence, number: int, claims: list[Claim | None], claim: Claim
) -> int | None:
    """The figure that this one is a part of: 其中 and brackets."""
    if not number or claim.measure.name not in ("level", "share"):
        return None
    figures = sentence.figures
    whole = number - 1
    while whole > 0 and (claims[whole] is None or _is_share_or_change(claims[whole])):
        whole -= 1
    earlier = claims[whole]
    between = sentence.text[figures[whole].end : figures[number].start]
    if earlier is None or earlier.measure.name != "level" or ";" in between:
        return None
    if earlier.part_of is not None and ":" not in between:
        unit = figures[number].mention.unit
        return (
            earlier.part_of if unit == "%" or same_sort(figures[whole].mention.unit, unit) else None
        )
    opens = _PART.search(between) or (between.startswith("(") and ")" not in between)
    return whole if opens else None


def _is_share_or_change(claim: Claim | None) -> bool:
    return claim is not None and claim.measure.name != "level"


def keep_in_kind(sentence: Sentence, number: int, claims: list[Claim | None], claim: Claim) -> None:
    """招聘68名,其中管理人员3名: a part of what came in a period is no stock, but a class of it."""
    whole = claims[claim.part_of] if claim.part_of is not None else None
    if whole is None or whole.indicator.timing != "flow" or claim.indicator.timing != "stock":
        return
    units = (
        sentence.figures[claim.part_of or 0].mention.unit,
        sentence.figures[number].mention.unit,
    )
    if same_sort(*units):
        claim.breakdown = claim.indicator.name_zh.removesuffix("数")
        claim.indicator, claim.base = whole.indicator, whole.base
