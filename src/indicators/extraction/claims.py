"""Which indicator a figure measures: the wordings before it, behind it, or carried on."""

from __future__ import annotations

import re
from collections.abc import Callable

from indicators.codebook.indicators import Indicator, indicators
from indicators.extraction.aliases import Hit, find_aliases, hits_near
from indicators.extraction.claim import Claim, Subject
from indicators.extraction.classes import class_before, class_of, narrowed, widened
from indicators.extraction.distribution import distributed, paired
from indicators.extraction.measures import Measure
from indicators.extraction.parts import keep_in_kind, whole_of
from indicators.extraction.sentences import Sentence
from indicators.extraction.surroundings import EVENT_UNITS, Surroundings
from indicators.extraction.units import fits, same_sort
from indicators.language.units import unit_class

_HEAD_GOES_ON = re.compile(
    r"(?:的)?(?:院长|副院长|主任|书记|负责人|代表|科室|病房|病区|窗口|门口|周边|附近|志愿|大楼|院区|基本标准|领导|所在|服务站|工作站|名单|等级)"
)


_ATTENDED = re.compile(r"参加|参会|出席|参训|到会|到场")
NEW = "新增"
_NEAR = 14  # characters between a figure and the noun behind it
_Scored = tuple[float, Hit, str]
_INSTITUTION = re.compile(r"[一-鿿]{2,14}(?:医院|卫生院|保健院|妇保院|卫生服务中心)")


def claim_all(sentence: Sentence, subject: Subject | None = None) -> list[Claim | None]:
    """A claim, or None, for every figure of a sentence, from left to right."""
    lists = distributed(sentence)
    if not sentence.hits and not lists and subject is None:
        return [None] * len(sentence.figures)  # nothing that a figure could measure
    claims: list[Claim | None] = []
    pairs = paired(sentence)
    for number in range(len(sentence.figures)):
        reader = _Reader(sentence, number, claims, subject)
        claim = reader.listed(lists[number]) if number in lists else None
        claim = claim or reader.claim()
        if claim is None or (number in pairs and claim.measure.name.startswith("change")):
            claim = (reader.respective(pairs[number]) if number in pairs else None) or claim
        if claim is not None:
            claim.part_of = whole_of(sentence, number, claims, claim)
            keep_in_kind(sentence, number, claims, claim)
        claims.append(claim)
    return claims


class _Reader(Surroundings):
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
        return found if found is not None and self._sensible(found) else None

    def listed(self, wordings: list[str]) -> Claim | None:
        """The indicator of one item of a list that shares its predicate and its last words."""
        before = self.claims[-1] if self.claims else None
        measure = before.measure if before is not None and before.rule == "listed" else self.measure
        best: tuple[int, Hit] | None = None
        for wording in wordings:
            for hit in find_aliases(wording):
                fits_it = measure.name != "level" or self._fits_level(self._indicator(hit))
                if hit.end == len(wording) and fits_it and (best is None or hit.size > best[0]):
                    best = hit.size, hit
        if best is not None:
            found = indicators()[best[1].indicator]
            if best[0] < 3 and not self._related(found):
                return None
            claim = Claim(found, "", measure, widened(found.indicator), "listed", used_to=self.end)
            return self._as_rate(claim) if measure.name == "share" else claim
        group = class_of(wordings[0])
        level = self._previous(levels_only=True)
        if group is None or level is None or not same_sort(self._unit_of(level), self.unit):
            return None
        whole = self.claims[level]
        assert whole is not None
        name, breakdown = narrowed(whole.base, group)
        return Claim(indicators()[name], breakdown, measure, whole.base, "listed", used_to=self.end)

    def respective(self, steps: int) -> Claim | None:
        """A和B,同比分别增长x和y: the figure `steps` before this one names what it is about."""
        number = self.number - steps
        earlier = self.claims[number] if 0 <= number < len(self.claims) else None
        if earlier is None or earlier.measure.name != "level":
            return None
        measure = self.measure
        before = self.claims[-1] if self.claims else None
        if before is not None and before.rule == "respective":
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
        return self._rate_of(number, measure)

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

    # --- levels -------------------------------------------------------------------------

    def _level(self) -> Claim | None:
        scored = [*self._behind(), *self._before(self.start, self._fits_level)]
        best = _best(scored)
        if best is not None and best[0] >= 70:
            return self._claimed(best[1], best[2])
        return self._carried()

    def _behind(self) -> list[_Scored]:
        """32个山区海岛县, 帮扶10个卫生院: the noun behind the figure."""
        found: list[_Scored] = []
        if not self.unit:
            return found
        for hit in hits_near(self.sentence.hits, self.end, self.end + _NEAR + 1):
            spans = hit.head < self.start
            if hit.start < self.end or hit.end > self.right_end + (20 if spans else 0):
                continue
            if spans and (hit.head_end > self.start or hit.start > self.right_end):
                continue
            offset = hit.start - self.end
            if spans and offset > self._reach():
                continue
            if offset > _NEAR or not fits(self._indicator(hit), self.unit):
                continue
            if not spans and not self._counts():
                continue
            score = 100 + 3 * hit.size - 3 * offset
            score += 6 * (self._indicator(hit).unit == self.unit) + 30 * spans
            if unit_class(self.unit) in EVENT_UNITS and not spans and self.unit != "年":
                score -= 30
            if _HEAD_GOES_ON.match(self.text, hit.end):
                score -= 60
            found.append((score, hit, "behind"))
        return found

    def _before(self, stop: int, allowed: Callable[[Indicator], bool]) -> list[_Scored]:
        """互认率80.85%: the noun before the figure, with nothing but connectives between."""
        found: list[_Scored] = []
        noun_behind = self._has_noun_behind()
        for hit in hits_near(self.sentence.hits, self.floor, stop):
            if hit.end > stop or hit.start < self.floor:
                continue
            indicator = self._indicator(hit)
            if not allowed(indicator):
                continue
            gap = self._rest(hit.end, stop)
            gap = "" if self._class_within(hit, stop) else gap
            # A noun between an institution and its figure is what is counted (公立医院费用).
            score = 100.0 + 3 * hit.size - (15 if indicator.unit in ("家", "个") else 6) * len(gap)
            score += 6 * (indicator.unit == self.unit)
            score -= 12 * (
                self.text.count(",", hit.end, stop) + self.text.count(";", hit.end, stop)
            )
            if stop == self.start and _ATTENDED.match(self.text, self.end):
                score -= 25
            if noun_behind and stop == self.start:
                score -= 40 if self.text[hit.end : stop].strip() else 15
            found.append((score, hit, "before"))
        return found

    def _carried(self) -> Claim | None:
        """The indicator of the figure before goes on: 2008年403.9万张,2009年441.7万张; 女性84.61岁."""
        if not any(self.claims):
            return self._from_sentence_before()
        before = self._previous(levels_only=True, over_unclaimed=True)
        if before is None or not same_sort(self._unit_of(before), self.unit):
            return None
        claim = self.claims[before]
        assert claim is not None
        if self._has_noun_behind():
            return None
        rest = self._rest(self.sentence.figures[self.number - 1].end, self.start)
        group = class_of(rest) if rest else None
        if group is None and _INSTITUTION.fullmatch(rest):
            group = ""  # 县人民医院92.6%,县中医医院85.3%: the row's organisation
        if (rest and group is None) or (not rest and self.claims[-1] is None):
            return None
        indicator, breakdown = narrowed(claim.base, group or "")
        if not rest:
            indicator, breakdown = claim.indicator.indicator, claim.breakdown
        found = indicators()[indicator]
        return Claim(found, breakdown, self.measure, claim.base, "carried", used_to=self.end)

    def _from_sentence_before(self) -> Claim | None:
        """分性别看,男性79.8岁: a class alone goes on about what the sentence before measured."""
        if self.subject is None or not same_sort(self.subject.unit, self.unit):
            return None
        group = class_of(self._rest(self.floor, self.start))
        if not group or self._has_noun_behind():
            return None
        name, breakdown = narrowed(self.subject.base, group)
        return Claim(
            indicators()[name],
            breakdown,
            self.measure,
            self.subject.base,
            "carried",
            used_to=self.end,
        )

    # --- shares, changes, ranks ---------------------------------------------------------

    def _share(self) -> Claim | None:
        rates = self._before(self.start, lambda i: i.unit == "%")
        best = _best(rates)
        if best is not None and best[0] >= 70:
            return self._claimed(best[1], "rate")
        wholes = self._before(self.measure.word, lambda i: i.kind in ("count", "money"))
        best = _best(wholes)
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
        best = _best(named)
        if best is not None and best[0] >= 60:
            return self._claimed(best[1], "change")
        return self._same_subject(self.measure.word, "change")

    def _fits_change(self, indicator: Indicator) -> bool:
        if self.measure.name == "change_abs":
            return self._fits_level(indicator)
        if self.measure.name == "change_pp":
            return indicator.unit == "%"
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
        carried = self._same_subject(self.start, "rank", strict=False)
        counts_pool = carried is not None and carried.indicator.unit in ("家", "个") and ranks
        if carried is not None and carried.indicator.unit != "年" and not counts_pool:
            return carried
        return self._claimed(max(ranks, key=lambda h: h.size), "rank") if ranks else None

    def _rankable(self, hit: Hit) -> bool:
        """An institution that is ranked (医院位列第三) is not the count of institutions."""
        return self._indicator(hit).unit not in ("家", "个") or self.text[hit.end - 1] == "数"

    def _same_subject(self, stop: int, rule: str, strict: bool = True) -> Claim | None:
        """A change, share or rank right behind a figure speaks of what that figure measured."""
        before = self._previous(levels_only=False)
        if before is None:
            return None
        claim = self.claims[before]
        assert claim is not None
        rest = self._rest(max(self.sentence.figures[self.number - 1].end, claim.used_to), stop)
        rest = re.sub(
            r"同比|环比|按可比价格|按当年价格|同口径|比上年|较上年|比去年|较去年|同期|相比|比|较|前|年均|居|位居|位列|名列|列",
            "",
            rest,
        )
        if rest and class_of(rest) is None and (strict or len(rest) > 6):
            return None
        indicator, breakdown = claim.indicator.indicator, claim.breakdown
        if rest and class_of(rest):
            indicator, breakdown = narrowed(claim.base, class_of(rest) or "")
        found = indicators()[indicator]
        if rule == "change" and self.measure.name == "change_abs" and not fits(found, self.unit):
            if claim.measure.name != "rank" or self.unit not in ("位", "名"):
                return None
            self.measure = self.measure._replace(
                sign=-self.measure.sign
            )  # a rise is a lower number
        return Claim(found, breakdown, self.measure, claim.base, rule, used_to=self.end)

    # --- shared -------------------------------------------------------------------------

    def _claimed(self, hit: Hit, rule: str) -> Claim:
        group, _ = class_before(self.text, self._without_particle(hit.head))
        group = self._class_within(hit, self.start) or group or self._class_in_brackets(hit)
        group = group or self._class_of_place(hit)
        base = widened(hit.indicator) if group and hit.end <= self.start else hit.indicator
        indicator, breakdown = narrowed(hit.indicator, group or "")
        wider = narrowed(base, group or "")
        if breakdown and not wider[1]:  # 公立医院 + 医院诊疗 is a class of all visits
            indicator, breakdown = wider
        if not _has_classes(indicators()[indicator]):
            breakdown = ""
        if not breakdown and self._is_new(hit) and indicators()[indicator].timing == "stock":
            breakdown = NEW
        per_head = narrowed(hit.indicator, self._per_head())
        if not group and not per_head[1]:
            indicator = per_head[0]
        return Claim(
            indicators()[indicator],
            breakdown,
            self.measure,
            widened(hit.indicator),
            rule,
            used_to=max(hit.end, self.end),
        )


def _best(scored: list[_Scored]) -> _Scored | None:
    """The highest score, of equal ones the longest wording."""
    return max(scored, key=lambda item: (item[0], item[1].size), default=None)


def _has_classes(indicator: Indicator) -> bool:
    """Scores, indices and ranks are of one institution; a class before them is part of a name."""
    return indicator.unit not in ("分", "位", "分钟", "")
