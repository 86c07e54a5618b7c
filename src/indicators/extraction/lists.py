"""Which indicators the figures of a list are of: A、B和C分别为x、y和z."""

from __future__ import annotations

import re

from indicators.codebook.indicators import indicators
from indicators.extraction.aliases import Hit, find_aliases
from indicators.extraction.claim import NEW, Claim
from indicators.extraction.classes import class_of, narrowed, widened
from indicators.extraction.comparisons import Comparisons
from indicators.extraction.measures import Measure
from indicators.extraction.per_head import per_head_of
from indicators.extraction.surroundings import JOINT
from indicators.extraction.units import same_sort

_SAME_THINGS = re.compile(
    r"(?:这|上述|以上)?(?:[两二三四五]|几)?(?:项|个|者|类)?(?:指标|数据|数字|比例|率)?"
)
_BEGINS_NEW = re.compile(r"(?:[全本我][省市县区旗州])?新(?:增|建成?|设|添|创建)")


class Lists(Comparisons):
    """Reads a figure of a list that shares its predicate, or answers figures before it."""

    def listed(self, wordings: list[str]) -> Claim | None:
        """The indicator of one item of a list that shares its predicate and its last words."""
        before = self.claims[-1] if self.claims else None
        measure = self.measure
        if before is not None and before.rule == "listed" and measure.name == "level":
            measure = before.measure
        best: tuple[int, int, Hit] | None = None
        per_head = ""
        for wording in wordings:
            for hit in find_aliases(wording):
                if hit.end < len(wording) or not self._fits_listed(hit, measure):
                    continue
                if "每" in wordings[0] and hit.head >= len(wordings[0]):
                    continue  # per head all items are nouns: 医生 is not what 注册护士 names
                # A whole item (执业医师); else the fuller wording: 职工 + 参保人数, not 职工人数.
                size = hit.size + 9 * (wording is wordings[0] and hit.start == 0), len(wording)
                if best is None or size > best[:2]:
                    best = *size, hit
                    per_head = per_head_of(wording, hit.head, hit.end, len(wording))
        short = best is not None and best[2].size < 3 and not per_head
        if best is not None and not (short and not self._related(self._indicator(best[2]))):
            found = self._indicator(best[2])
            name, unknown = narrowed(found.indicator, per_head)
            if unknown and found.kind != "ratio":
                return None
            found = found if unknown else indicators()[name]
            new = NEW if found.timing == "stock" and self._list_is_new() else ""
            base = widened(found.indicator)
            claim = Claim(found, new, measure, base, "listed", used_to=self.end)
            return self._as_rate(claim) if measure.name == "share" else claim
        group = class_of(wordings[0])
        level = self._previous(levels_only=True)
        if group is None or level is None or not same_sort(self._unit_of(level), self.unit):
            return None
        whole = self.claims[level]
        assert whole is not None
        name, breakdown = narrowed(whole.base, group)
        return Claim(indicators()[name], breakdown, measure, whole.base, "listed", used_to=self.end)

    def _list_is_new(self) -> bool:
        """新增省级、市级重点专科各2个: none of the items is all there are."""
        clause = max(self.text.rfind(mark, 0, self.start) for mark in ",;:。") + 1
        return _BEGINS_NEW.match(self.text, clause) is not None

    def each(self, items: list[list[str]]) -> Claim | None:
        """A、B管理率均达75%: the claim of the first, with those of the others beside it."""
        claims = [self.listed(wordings) for wordings in items]
        found = [claim for claim in claims if claim is not None]
        names = {(claim.indicator.indicator, claim.breakdown) for claim in found}
        if len(names) < len(items):
            return None
        found[0].others = found[1:]
        return found[0]

    def _fits_listed(self, hit: Hit, measure: Measure) -> bool:
        return measure.name != "level" or self._fits_level(self._indicator(hit))

    def goes_on(self) -> bool:
        """The second or third of 分别下降了5.55/10万、2.07‰和2.6‰ is a fall like the first."""
        before = self.claims[-1] if self.claims else None
        return before is not None and before.rule == "respective" and self.measure.name == "level"

    def respective(self, steps: int) -> Claim | None:
        """A和B,同比分别增长x和y: the figure `steps` before this one names what it is about."""
        number = self.number - steps
        earlier = self.claims[number] if 0 <= number < len(self.claims) else None
        if earlier is None or earlier.measure.name != "level":
            return None
        measure = self.measure
        before = self.claims[-1] if self.claims else None
        if before is not None and before.rule == "respective" and measure.name == "level":
            measure = before.measure
        if measure.name.startswith("change") or measure.name == "share":
            return Claim(
                earlier.indicator,
                earlier.breakdown,
                measure,
                earlier.base,
                "respective",
                used_to=self.end,
            )
        return self._rate_of(number, measure) or self._level_of(number, earlier)

    def _level_of(self, number: int, earlier: Claim) -> Claim | None:
        """两项指标分别降至34.94/10万和4.32‰; 千人均分别为1.42人和0.73人: the same things again."""
        group = self._again
        if group is None or not same_sort(self._unit_of(number), self.unit):
            return None
        name, breakdown = narrowed(earlier.base if group else earlier.indicator.indicator, group)
        if group and breakdown:
            return None
        return Claim(
            indicators()[name],
            breakdown or earlier.breakdown,
            self.measure,
            earlier.base,
            "respective",
            used_to=self.end,
        )

    @property
    def _again(self) -> str | None:
        """The class that a list behind 分别 narrows what came before to, "" for 这两项指标."""
        before = self.claims[-1] if self.claims else None
        first = self.number - (before is not None and before.rule == "respective")
        while first and JOINT.fullmatch(
            self.text[self.sentence.figures[first - 1].end : self.sentence.figures[first].start]
        ):
            first -= 1
        floor = self.sentence.figures[first - 1].end if first else 0
        words = self._rest(floor, self.sentence.figures[first].start)
        return "" if _SAME_THINGS.fullmatch(words) else class_of(words)

    def _rate_of(self, number: int, measure: Measure) -> Claim | None:
        """高血压患者6120人、糖尿病患者1890人,规范管理率分别为...: whose rate a figure is."""
        figure = self.sentence.figures[number]
        stop = (
            self.sentence.figures[number + 1].start
            if number + 1 < len(self.sentence.figures)
            else figure.end
        )
        first = self.sentence.figures[self.number - 1 if self.claims[-1] is None else self.number]
        tail = re.search(r"[一-鿿]{2,8}率(?=分别)", self.text[figure.end : max(stop, self.start)])
        named = [h for h in self.sentence.hits if h.end <= figure.start][-3:]
        for hit in reversed(named) if tail and first else []:
            for found in find_aliases(self.text[hit.head : hit.end] + tail[0] if tail else ""):
                if self._fits_level(self._indicator(found)):
                    return Claim(
                        self._indicator(found),
                        "",
                        measure,
                        found.indicator,
                        "respective",
                        used_to=self.end,
                    )
        return None
