"""The codebook's wordings around a figure: before it, behind it, and how well they fit."""

from __future__ import annotations

import re
from collections.abc import Callable

from indicators.codebook.indicators import Indicator, indicators
from indicators.extraction.aliases import Hit, hits_near
from indicators.extraction.claim import NEW, Claim
from indicators.extraction.classes import class_before, class_of, narrowed, widened
from indicators.extraction.per_head import per_head_of
from indicators.extraction.roles import by_carers
from indicators.extraction.surroundings import EVENT_UNITS, Surroundings
from indicators.extraction.units import fits, same_sort
from indicators.language.units import unit_class

_HEAD_GOES_ON = re.compile(
    r"(?:的)?(?:院长|副院长|主任|书记|负责人|代表|科室|病房|病区|窗口|门口|周边|附近|志愿|大楼|院区|基本标准|领导|所在|服务站|工作站|名单|等级)"
)
_PREDICATE = re.compile(r"[共均都]?(?:设有?|建有|建起|配备|下辖|拥有|实现|达到|开展)")
_HONOURED = re.compile(r"[一-鿿]{0,4}(?:获|荣获|获评|被评为|被授予|入选|当选)")
_REBUILT = re.compile(r"[^,。;、\d]{0,6}(?:改造|新建|改建|扩建|迁建)")
_ATTENDED = re.compile(r"参加|参会|出席|参训|到会|到场")
_FOR = frozenset("为给")  # 为2万名妇女开展筛查: what was done for those who are counted
_NEAR = 14  # characters between a figure and the noun behind it
Scored = tuple[float, Hit, str]


class Wordings(Surroundings):
    """A figure with the wordings that may name it."""

    def _behind(self) -> list[Scored]:
        """32个山区海岛县, 帮扶10个卫生院: the noun behind the figure."""
        found: list[Scored] = []
        if not self.unit:
            return found
        for hit in hits_near(self.sentence.hits, self.end, self.end + _NEAR + 1):
            spans = hit.head < self.start
            if hit.start < self.end or hit.end > (
                self._clause_end() + 20 if spans else self.right_end
            ):
                continue
            if spans and (hit.head_end > self.start or hit.start > self._clause_end()):
                continue
            if (
                spans
                and self.text.find(self.text[hit.head : hit.head_end], self.end, hit.start) >= 0
            ):
                continue  # 远程影像诊断3万例、远程会诊960例: the wording begins anew behind it
            if self.text.startswith("(", self.end):
                continue  # 医院9个(公立医院4个: what stands in the brackets is a part
            offset = hit.start - self.end
            done_for = (
                same_sort(self.unit, "人")
                and self.text[max(0, self.start - 1) : self.start] in _FOR
            )
            if not (spans or done_for) and _PREDICATE.search(self.text, self.end, hit.start):
                continue  # 109个行政村共设卫生室154所 counts villages first
            if spans and offset > self._reach():
                continue
            if offset > _NEAR or not fits(self._indicator(hit), self.unit):
                continue
            if not spans and (not self._counts() or self._refers(hit)):
                continue
            if not spans and self._counts_carers(hit):
                continue
            score = 100 + 3 * hit.size - 3 * offset
            score += self._kinship(self._indicator(hit)) + 30 * spans
            if unit_class(self.unit) in EVENT_UNITS and not spans and self.unit != "年":
                score -= 30
            if _HEAD_GOES_ON.match(self.text, hit.end):
                score -= 60
            found.append((score, hit, "behind"))
        return found

    def _refers(self, hit: Hit) -> bool:
        """两家医院的医生 are doctors of hospitals that were told of."""
        return self._is_lone_numeral() and self.text.startswith("的", hit.end)

    def _counts_carers(self, hit: Hit) -> bool:
        """5名专家到村里义诊, 1人获评“优秀乡村医生”: persons are counted, not what follows."""
        if not same_sort(self.unit, "人"):
            return False
        if by_carers(hit.indicator, self.text, self.end, hit.end):
            return True
        return _HONOURED.match(self.text, self.end, hit.start) is not None

    def _kinship(self, indicator: Indicator) -> int:
        """派驻专家11名 are persons, 派驻专家11人次 are person-times."""
        if indicator.unit == self.unit:
            return 6
        return 3 if same_sort(indicator.unit, self.unit) else 0

    def _before(
        self, stop: int, allowed: Callable[[Indicator], bool], floor: int | None = None
    ) -> list[Scored]:
        """互认率80.85%: the noun before the figure, with nothing but connectives between."""
        floor = self.floor if floor is None else floor
        found: list[Scored] = []
        noun_behind = self._has_noun_behind()
        for hit in hits_near(self.sentence.hits, floor, stop):
            if hit.end > stop or hit.start < floor:
                continue
            indicator = self._indicator(hit)
            if not allowed(indicator):
                continue
            gap = self._rest(hit.end, stop)
            gap = "" if self._class_within(hit, stop) else gap
            # A noun between an institution and its figure is what is counted (公立医院费用).
            score = 100.0 + 3 * hit.size - (15 if indicator.unit in ("家", "个") else 6) * len(gap)
            score += self._kinship(indicator)
            score -= 12 * (
                self.text.count(",", hit.end, stop) + self.text.count(";", hit.end, stop)
            )
            if stop == self.start and _ATTENDED.match(self.text, self.end):
                score -= 25
            if noun_behind and stop == self.start:
                score -= 40 if self.text[hit.end : stop].strip() else 15
            found.append((score, hit, "before"))
        return found

    def _rebuilt(self, hit: Hit) -> bool:
        """30所村卫生室标准化改造: what was built in the period, not all there are."""
        counted = self._indicator(hit).unit in ("家", "个")
        return counted and hit.start >= self.end and bool(_REBUILT.match(self.text, hit.end))

    def _per_head_claim(self, hit: Hit, per_head: str, rule: str) -> Claim | None:
        """每千人口有护士2.1人, 全科医生每万人口仅2.9名: the ratio, if the codebook has it."""
        indicator = self._indicator(hit)
        name, unknown = narrowed(hit.indicator, per_head)
        if unknown and indicator.kind != "ratio":
            return None
        found = indicators()[hit.indicator if unknown else name]
        used_to = max(hit.end, self.end)
        return Claim(found, "", self.measure, found.indicator, rule, used_to=used_to)

    def _claimed(self, hit: Hit, rule: str) -> Claim | None:
        group, _ = class_before(self.text, self._without_particle(hit.head))
        per_head = per_head_of(self.text, hit.head, hit.end, self.start)
        if per_head:
            return self._per_head_claim(hit, per_head, rule)
        group = self._class_within(hit, self.start) or group or self._class_in_brackets(hit)
        group = group or self._class_of_place(hit) or self._class_of_subject(hit)
        if not group and hit.head_end < hit.start and widened(hit.indicator) == hit.indicator:
            group = class_of(self.text[hit.head : hit.head_end])  # 居民医保基金收入…,支出3亿元
        base = widened(hit.indicator) if group and hit.end <= self.start else hit.indicator
        indicator, breakdown = narrowed(hit.indicator, group or "")
        wider = narrowed(base, group or "")
        own = indicators()[hit.indicator].unit in ("家", "个") and base != hit.indicator
        if breakdown and not wider[1] and not own:  # 公立医院 + 医院诊疗 is a class of all visits
            indicator, breakdown = wider
        if not _has_classes(indicators()[indicator]):
            breakdown = ""
        new = self._is_new(hit) or self._rebuilt(hit)
        if not breakdown and new and indicators()[indicator].timing == "stock":
            breakdown = NEW
        ratio = narrowed(hit.indicator, self._per_head())
        if not group and not ratio[1]:
            indicator = ratio[0]
        return Claim(
            indicators()[indicator],
            breakdown,
            self.measure,
            widened(hit.indicator),
            rule,
            used_to=max(hit.end, self.end),
        )


def best_of(scored: list[Scored]) -> Scored | None:
    """The highest score, of equal ones the longest wording."""
    return max(scored, key=lambda item: (item[0], item[1].size), default=None)


def _has_classes(indicator: Indicator) -> bool:
    """Scores, indices and ranks are of one institution; a class before them is part of a name."""
    return indicator.unit not in ("分", "位", "分钟", "")
