"""Which indicator each figure of a sentence measures."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.codebook.indicators import indicators
from indicators.extraction.claim import Claim, Subject
from indicators.extraction.distribution import distributed, paired, shared
from indicators.extraction.levels import Levels
from indicators.extraction.lists import Lists
from indicators.extraction.parts import keep_in_kind, whole_of
from indicators.extraction.roles import (
    TEAMS,
    in_consortium,
    in_pairing,
    names_carers,
    of_aid,
    recruited,
)
from indicators.extraction.sentences import Sentence

# An item of a list that ends so is named in full, and does not share its last words.
_NAMED = ("率", "比", "比例", "数", "量", "费用", "人次", "水平", "时间")


def claim_all(sentence: Sentence, subjects: Sequence[Subject] = ()) -> list[Claim | None]:
    """A claim, or None, for every figure of a sentence, from left to right.

    `subjects` are what the sentence before measured, the last first.
    """
    lists = distributed(sentence)
    silent = not sentence.hits and not lists and not subjects
    if silent and not names_carers(sentence.text):
        return [None] * len(sentence.figures)  # nothing that a figure could measure
    claims: list[Claim | None] = []
    pairs = paired(sentence)
    several = shared(sentence)
    for number in range(len(sentence.figures)):
        reader = _Reader(sentence, number, claims, subjects)
        claim = reader.listed(lists[number]) if number in lists else None
        if claim is None and number in several:
            claim = reader.each(several[number])
        if claim is None and number in pairs and reader.goes_on():
            claim = reader.respective(pairs[number])
        claim = claim or reader.claim()
        if number in pairs and _may_answer(claim):
            claim = reader.respective(pairs[number]) or claim
        own = lists.get(number - 1, [""])[0].endswith(_NAMED)
        if claim is not None and number in lists and own and claim.rule in ("carried", "beside"):
            claim = None  # 参保率、结算率分别为: the item names something else, and no indicator
        if claim is not None:
            claim.part_of = whole_of(sentence, number, claims, claim)
            keep_in_kind(sentence, number, claims, claim)
        claims.append(claim)
    return claims


def _may_answer(claim: Claim | None) -> bool:
    """Whether a figure of a list may be of what stands as far back in the list before it."""
    return claim is None or claim.measure.name.startswith("change") or claim.rule == "carried"


class _Reader(Levels, Lists):
    """Reads one figure, given what the figures before it were."""

    def claim(self) -> Claim | None:
        """The best indicator, by the rules of the figure's measure."""
        match self.measure.name:
            case "level":
                found = self._level()
            case "share":
                found = self._share()
            case "rank":
                found = self._rank()
            case _:
                found = self._change()
        return self._by_role(found) if found is not None and self._sensible(found) else None

    def _by_role(self, claim: Claim) -> Claim:
        """A count by the part that its things play: 牵头, 成员, or done by a team from elsewhere."""
        name = claim.indicator.indicator
        team = any(subject.base in TEAMS for subject in self.subjects)
        role = of_aid(name, self.text, self.start, self.end, team)
        role = in_consortium(role, self.text, self.start, self.end)
        role = in_pairing(role, self.text, self.start, self.end)
        role = recruited(role, self.text, self.start, self.end)
        if role != name:
            claim.indicator, claim.base, claim.breakdown = indicators()[role], role, ""
        return claim
