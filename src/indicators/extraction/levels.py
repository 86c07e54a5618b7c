"""Which indicator a level is of: named before or behind it, or carried on from a figure before."""

from __future__ import annotations

import re

from indicators.codebook.indicators import indicators
from indicators.codebook.places import codes_by_name
from indicators.extraction.aliases import find_aliases
from indicators.extraction.claim import NEW, Claim
from indicators.extraction.classes import class_of, narrowed
from indicators.extraction.measures import REACHES
from indicators.extraction.per_head import per_head_of
from indicators.extraction.rates import bare_rate
from indicators.extraction.roles import arrive, free_clinic, sent_down, team_before
from indicators.extraction.surroundings import JOINT
from indicators.extraction.units import fits, same_sort
from indicators.extraction.wordings import Wordings, best_of

_BETWEEN_RATE = re.compile(
    r"(?:已|达到?|为|是|约|近|超过?|均|都|提高到|提升至|提升到|降至|降到|稳定在|保持在|[,:\s])*$"
)
_OF_TEAM = re.compile(
    r"(?:[一-鿿]{0,4}(?:专家|医疗人才|医疗骨干|业务骨干|技术骨干|队员)|(?:医生|医师|医务人员|骨干))(?![^,。;]{0,4}(?:进修|培训|学习))"
)
# 比2016年的83%高, 离定下的90%还差: the same of another year, or as it should be.
_COMPARED = re.compile(
    r"[比较而]|[离距]离?(?:[国省市县区]家?里?)?(?:定下|确定|下达?|设定|提出|要求)?"
)
_LEVEL = re.compile(r"(?:国家|自治区|省|市|州|县|区|旗|乡镇?|村|[一二三])级(?:[甲乙]等)?|三甲|二甲")
_SETS_OUT = re.compile(
    r"[一-鿿]{2}(?:率|比例?|比重|数|量|额|费|费用|水平|标准|人次)(?:要|将|已)?[由从][^,。;]{0,12}$"
)
_NEXT_BATCH = re.compile(r"第[二三四五六七八九十]+批(?:专家|医生|队员|医疗队)?(?:共|有)*")
_ALTOGETHER = re.compile(r"总数|总量|总计|共计|累计|达到?")
_INSTITUTION = re.compile(r"[一-鿿]{2,14}(?:医院|卫生院|保健院|妇保院|卫生服务中心)")


class Levels(Wordings):
    """Reads a level."""

    def _level(self) -> Claim | None:
        scored = [*self._behind(), *self._before(self.start, self._fits_level)]
        best = best_of(scored)
        rate = self._bare_rate(best[1].size if best is not None and best[0] >= 70 else 0)
        if rate is not None:
            return rate
        if best is not None and best[0] >= 70:
            return self._claimed(best[1], best[2])
        return (
            self._of_team()
            or self._with_batches()
            or self._of_next_batch()
            or self._carried()
            or self._beside()
            or self._as_part()
        )

    def _beside(self) -> Claim | None:
        """补偿58.6万人次、2.21亿元: one wording for two figures in different units."""
        number = self.number - 1
        if number < 0:
            return None
        before = self.sentence.figures[number]
        if self.text[before.end : self.start] not in ("", "、", ",", "和"):
            return None
        floor = self.sentence.figures[number - 1].end if number else 0
        named = self._before(before.start, self._fits_level, floor)
        best = best_of(named)
        return self._claimed(best[1], "beside") if best is not None and best[0] >= 85 else None

    def _as_part(self) -> Claim | None:
        """总投资6.8亿元,其中县人民医院搬迁4.5亿元: a part of what was just counted."""
        before = self._previous(levels_only=True)
        if before is None or self.unit != "元" or self._unit_of(before) != "元":
            return None
        claim = self.claims[before]
        between = self.text[self.sentence.figures[before].end : self.start]
        opened = between.startswith((",其中", ";其中", "(其中")) or (
            claim is not None and claim.rule == "part" and between[:1] in ",、;"
        )
        if claim is None or not opened or len(between) > 24:
            return None
        return Claim(
            claim.indicator,
            _named_part(between),
            self.measure,
            claim.base,
            "part",
            used_to=self.end,
        )

    def _bare_rate(self, size: int) -> Claim | None:
        """规范管理率70.4% of the patients just counted; a wording of `size` that is as good wins."""
        if self.unit not in ("%", "‰", "1/10万"):
            return None
        words = self.text[: self.start]
        end = len(words) - len(_BETWEEN_RATE.search(words)[0])  # type: ignore[index]
        if size > 4 or not words[:end].endswith(("率", "比")):
            return None
        floor = self.sentence.figures[self.number - 2].end if self.number > 1 else 0
        name = bare_rate(self.text, end, floor)
        if not name or not fits(indicators()[name], self.unit):
            return None
        return Claim(indicators()[name], "", self.measure, name, "rate", used_to=self.end)

    def _of_team(self) -> Claim | None:
        """援疆医疗人才抵达,23名专家分布在14个科室; 6位专家走进医院: persons from elsewhere."""
        if not same_sort(self.unit, "人") or not _OF_TEAM.match(self.text, self.end):
            return None
        if free_clinic(self.text, self.end):
            found = indicators()["free_clinic_experts"]
            return Claim(found, "", self.measure, found.indicator, "team", used_to=self.end)
        down = sent_down(self.text, self.start, self.end)
        if not (down or arrive(self.text, self.end) or team_before(self.text, self.start)):
            return None
        found = indicators()["experts_seconded_down" if down else "experts_dispatched"]
        return Claim(found, "", self.measure, found.indicator, "team", used_to=self.end)

    def _with_batches(self) -> Claim | None:
        """5批、42名专家; 医疗队23批、116人次: the persons of the teams just counted."""
        before = self.claims[-1] if self.claims else None
        if before is None or before.indicator.indicator != "expert_team_batches":
            return None
        between = self.text[self.sentence.figures[self.number - 1].end : self.start]
        if between not in ("", "、", ",") or (
            not same_sort(self.unit, "人") and self.unit != "人次"
        ):
            return None
        name = "expert_downward_visits" if self.unit == "人次" else "experts_dispatched"
        return Claim(indicators()[name], "", self.measure, name, "carried", used_to=self.end)

    def _of_next_batch(self) -> Claim | None:
        """首批6位专家走进医院,今年第二批8位: persons like those of the batch before."""
        before = self._previous(levels_only=True, over_unclaimed=True)
        claim = self.claims[before] if before is not None else None
        if claim is None or not same_sort(self._unit_of(before or 0), self.unit):
            return None
        last = self.text.rfind("第", 0, self.start)
        if last < 0 or not _NEXT_BATCH.fullmatch(self.text, last, self.start):
            return None
        return Claim(
            claim.indicator, claim.breakdown, self.measure, claim.base, "carried", used_to=self.end
        )

    def _carried(self) -> Claim | None:
        """The indicator of the figure before goes on: 2008年403.9万张,2009年441.7万张; 女性84.61岁."""
        if not any(self.claims):
            return self._from_sentence_before()
        before = self._previous(levels_only=True, over_unclaimed=True)
        if before is not None and not same_sort(self._unit_of(before), self.unit):
            before = self._before_its_rate(before)
        if before is None:
            return None
        claim = self.claims[before]
        assert claim is not None
        if self._has_noun_behind():
            return None
        last = self.sentence.figures[self.number - 1].end
        if self.claims[-1] is None and self._ends_a_change(last):
            return None
        rest = self._rest(last, self.start)
        rest = "" if JOINT.fullmatch(rest) or _COMPARED.fullmatch(rest) else rest
        rest = self._whole_class(last, self.start) or rest
        group = class_of(rest) if rest else per_head_of(self.text, self.start, last, self.start)
        if group is None and (other := self._of_other_level(rest, claim)) is not None:
            return other
        rest = rest or group or ""
        if rest in codes_by_name():
            rest = ""  # 怀柔同期2.41人: the same of another place
        if group is None and _INSTITUTION.fullmatch(rest):
            group = ""  # 县人民医院92.6%,县中医医院85.3%: the row's organisation
        if (rest and group is None) or (not rest and group is None and self.claims[-1] is None):
            return None
        indicator, breakdown = narrowed(claim.base, group or "")
        if not rest:
            indicator, breakdown = claim.indicator.indicator, claim.breakdown
            if breakdown == NEW and _ALTOGETHER.search(self.text, last, self.start):
                breakdown = ""  # 新增2个,总数达到14个
        found = indicators()[indicator]
        return Claim(found, breakdown, self.measure, claim.base, "carried", used_to=self.end)

    def _of_other_level(self, rest: str, claim: Claim) -> Claim | None:
        """省级重点专科4个、市级7个: the last words of what was counted hold for the other level."""
        if not _LEVEL.fullmatch(rest):
            return None
        before = self.sentence.figures[self.number - 1].start
        named = [
            self.text[hit.head : hit.end]
            for hit in self.sentence.hits
            if hit.indicator == claim.indicator.indicator and hit.end <= before
        ]
        for noun in named[-1:]:
            for size in range(len(noun) - 1, 1, -1):
                for hit in find_aliases(rest + noun[-size:]):
                    whole = hit.head == 0 and hit.end == len(rest) + size
                    if whole and fits(self._indicator(hit), self.unit):
                        return Claim(
                            self._indicator(hit), claim.breakdown, self.measure, hit.indicator,
                            "carried", used_to=self.end,
                        )  # fmt: skip
        return None

    def _before_its_rate(self, rate: int) -> int | None:
        """签约58万人,签约率43%;其中重点人群24万人: the count before the rate, of a class of it."""
        last = self.sentence.figures[self.number - 1].end
        alike = rate == self.number - 1 and rate and same_sort(self._unit_of(rate - 1), self.unit)
        counted = alike and self.claims[rate - 1] is not None and self._unit_of(rate) == "%"
        return rate - 1 if counted and self._whole_class(last, self.start) else None

    def _ends_a_change(self, last: int) -> bool:
        """结算率从83%提高到90%: what 83% is of is named, and no indicator."""
        first = self.sentence.figures[self.number - 1].start
        named = _SETS_OUT.search(self.text, max(0, first - 24), first)
        return named is not None and bool(REACHES.fullmatch(self.text, last, self.start))

    def _from_sentence_before(self) -> Claim | None:
        """分性别看,男性79.8岁: a class alone goes on about what the sentence before measured."""
        subject = next((s for s in self.subjects if same_sort(s.unit, self.unit)), None)
        if subject is None:
            return None
        clause = max(self.floor, *(self.text.rfind(mark, 0, self.start) + 1 for mark in ",;:"))
        words = self._whole_class(clause, self.start) or self._rest(clause, self.start)
        group = class_of(words)
        of_all = group == "" and words and self.text.startswith("其中")
        if not (group or of_all) or self._has_noun_behind():
            return None
        name, breakdown = narrowed(subject.base, group or "")
        return Claim(
            indicators()[name],
            breakdown,
            self.measure,
            subject.base,
            "carried",
            used_to=self.end,
        )


def _named_part(words: str) -> str:
    """What a part is called: the words before its figure without their joints."""
    return re.sub(r"^[,;、(]?(?:其中)?:?|(?:投资|为|共|达|约)$", "", words).strip()
