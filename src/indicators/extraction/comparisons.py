"""Which indicator a share, a change or a rank is of: what the clause names, else the figure before."""

from __future__ import annotations

import re

from indicators.codebook.indicators import Indicator, indicators
from indicators.codebook.places import codes_by_name
from indicators.extraction.aliases import Hit
from indicators.extraction.claim import Claim
from indicators.extraction.classes import class_of, narrowed
from indicators.extraction.measures import PLACES, moves_in_ranking
from indicators.extraction.units import fits
from indicators.extraction.wordings import Wordings, best_of

_REVIEW = re.compile(r"(?:测评|评价|考核|考评|调查|评估)(?:结果|中|里|,|[在排居列得])")
_AMONG = re.compile(r"(?:中|里|内)(?:的|只|仅|还|则)?(?:排名|排位|排第|位列|名列|位居|居|列|排)")


class Comparisons(Wordings):
    """Reads a share, a change or a rank."""

    def _share(self) -> Claim | None:
        rates = self._before(self.start, lambda i: i.unit == "%")
        best = best_of(rates)
        if best is not None and best[0] >= 70:
            return self._claimed(best[1], "rate")
        wholes = self._before(self.measure.word, lambda i: i.kind in ("count", "money"))
        best = best_of(wholes)
        if best is not None and best[0] >= 70:
            return self._as_rate(self._claimed(best[1], "share"))
        return self._as_rate(self._same_subject(self.measure.word, "share"))

    def _as_rate(self, claim: Claim | None) -> Claim | None:
        """Some shares are indicators of their own: primary-care visits as part of all visits."""
        if claim is not None and not claim.breakdown:
            rate, breakdown = narrowed(claim.indicator.indicator, "占比")
            if not breakdown:
                claim.indicator = indicators()[rate]
        return claim

    def _change(self) -> Claim | None:
        named = self._before(self.measure.word, self._fits_change)
        best = best_of(named)
        if best is not None and best[0] >= 60:
            return self._claimed(best[1], "change")
        return self._same_subject(self.measure.word, "change")

    def _fits_change(self, indicator: Indicator) -> bool:
        if moves_in_ranking(self.text, self.figure):
            return indicator.kind == "rank" or indicator.unit == "分"
        if self.measure.name == "change_abs":
            return self._fits_level(indicator)
        if self.measure.name == "change_pp":
            return indicator.unit in ("%", "‰")
        return indicator.kind != "rank"

    def _rank(self) -> Claim | None:
        """An indicator that is itself a rank, one named in the clause, or the figure before."""
        clause = max(self.text.rfind(mark, 0, self.start) for mark in ",;:。") + 1
        earlier = [h for h in self.sentence.hits if h.end <= self.start]
        ranks = [h for h in earlier if self._indicator(h).kind == "rank"]
        if ranks and ranks[-1].head >= clause:
            return self._claimed(max(ranks, key=lambda h: (h.head >= clause, h.size)), "rank")
        named = [h for h in earlier if h.head >= max(clause, self.floor) and self._rankable(h)]
        if named:
            return self._claimed(max(named, key=lambda h: (h.size, h.end)), "rank")
        goes_on = self._same_subject(self.start, "rank", strict=False)
        carried = self._before_pool() if self._in_pool() else goes_on
        if carried is None and not ranks:
            reviewed = [h for h in earlier if self._is_reviewed(h)]
            return self._claimed(reviewed[-1], "rank") if reviewed else None
        counts_pool = carried is not None and carried.indicator.unit in ("家", "个") and ranks
        if carried is not None and carried.indicator.unit != "年" and not counts_pool:
            return carried
        return self._claimed(max(ranks, key=lambda h: h.size), "rank") if ranks else None

    def _in_pool(self) -> bool:
        """27家三级中医院中排名第五: the count right before is what the rank is a place among."""
        if not self.number or self._unit_of(self.number - 1) not in ("家", "个", "所"):
            return False
        pool = self.sentence.figures[self.number - 1]
        return _AMONG.search(self.text, pool.end, self.start) is not None

    def _before_pool(self) -> Claim | None:
        """What was measured before the pool was counted, with nothing else named in between."""
        pool = self.sentence.figures[self.number - 1]
        for number in reversed(range(self.number - 1)):
            claim = self.claims[number]
            if claim is not None and claim.indicator.unit not in ("家", "个"):
                rest = self._rest(self.sentence.figures[number].end, pool.start)
                rest = rest.replace("参评", "")
                if len(rest) > 2 and rest not in codes_by_name():
                    return None
                return Claim(
                    claim.indicator,
                    claim.breakdown,
                    self.measure,
                    claim.base,
                    "rank",
                    used_to=self.end,
                )
        return None

    def _is_reviewed(self, hit: Hit) -> bool:
        """A score, or what a review is of: 群众满意度测评中,我县列第4位."""
        return self._indicator(hit).unit == "分" or bool(_REVIEW.match(self.text, hit.end))

    def _rankable(self, hit: Hit) -> bool:
        """An institution that is ranked (医院位列第三) is not the count of institutions."""
        return self._indicator(hit).unit not in ("家", "个") or self.text[hit.end - 1] == "数"

    def _same_subject(self, stop: int, rule: str, strict: bool = True) -> Claim | None:
        """A change, share or rank right behind a figure speaks of what that figure measured."""
        absolute = rule == "change" and self.measure.name == "change_abs"
        before = self._previous(levels_only=False)
        if before is not None and absolute and self._unit_of(before) == "%":
            before = self._previous(levels_only=True)  # 占全县的48%,比去年多5万人次
        if before is None:
            return None
        claim = self.claims[before]
        assert claim is not None
        rest = self._rest(max(self.sentence.figures[self.number - 1].end, claim.used_to), stop)
        rest = re.sub(
            r"同比|环比|按可比价格|按当年价格|同口径|比上年|较上年|比去年|较去年|上一?[次期轮回]|[一-鿿]{1,6}前的?(?=$|比|较)|同期|相比|占比|比重|比例|比|较|与|[这该][一两几]?[个项]?(?:指标|数字|数据|数)?$"
            r"|(?:改革|帮扶|结对|托管|组建|建设|实施|签约|合作)前|[一-鿿]{1,8}之初的?|[国省市县]定|国家|规定|既定|预期|任务|标准|要求|期初|年初|上年末|(?:在|的)?基础上|前|年均|居|位居|位列|名列|列|的",
            "",
            rest,
        )
        if rest and class_of(rest) is None and (strict or len(rest) > 6):
            return None
        indicator, breakdown = claim.indicator.indicator, claim.breakdown
        if rest and class_of(rest):
            indicator, breakdown = narrowed(claim.base, class_of(rest) or "")
        found = indicators()[indicator]
        moved = claim.measure.name == "rank" and self.unit in PLACES
        if absolute and not moved and not fits(found, self.unit):
            return None
        return Claim(found, breakdown, self.measure, claim.base, rule, used_to=self.end)
