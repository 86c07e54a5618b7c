"""Which indicator a figure measures: the wordings before it, behind it, or carried on."""

from __future__ import annotations

import re

from indicators.codebook.indicators import Indicator, indicators
from indicators.extraction.aliases import Hit, find_aliases
from indicators.extraction.claim import Claim, Subject
from indicators.extraction.classes import class_before, class_of, narrowed, widened
from indicators.extraction.distribution import distributed, paired
from indicators.extraction.measures import Measure, measure_of
from indicators.extraction.parts import keep_in_kind, whole_of
from indicators.extraction.sentences import Figure, Sentence
from indicators.extraction.units import fits, same_sort
from indicators.language.units import unit_class

_PUNCTUATION = re.compile(r"[,。;:!?、\n]")
_RIGHT_END = re.compile(r"[,。;:!?\n、]")
_CONNECTIVE = re.compile(
    r"\([^()]{0,24}\)|数量|总数|总量|总额|人数|人次数?|数|量|金额|规模|水平|比例|已经?|达到?|为|是|共有?|共计|总计|合计"
    r"|累计|分别|依次|由|从|至|到|上升|提高|提升|增长|增加|升|下降|降低|减少|降|稳定|保持|维持|稳步|在|仅|只|了|的|均|都|全部"
    r"|全年|目前|现有?|拥有|有|约|近|超过?|突破|实现|完成|其中|包括|包含|含|各|等|又|也|还|并|其(?!他|它)|平均|左右|年末|年底|末|底"
    r"|按(?:当年|可比)价格|分(?:性别|类别|类型|项目|机构|地区)看|规划|要求|力争|控制|目标|前者|后者|全国|全省|全市|全区|全县|全州|全旗|我国|我省|我市|我区|我县|及以上|以上|服务|年度|当年|同期|每年|年|实有|设有?|配备|新增|[,;:、()\s~-]"
)
_FOLLOWS = re.compile(
    r"(?:以上|以下|左右|参加|参与|参会|用于|和|及|与|的|等|是|为|被|在|获|均|都|提|增|下|上升|减|降|比|较|同比|占|,|居)"
)
_HEAD_GOES_ON = re.compile(
    r"(?:的)?(?:院长|副院长|主任|书记|负责人|代表|科室|病房|病区|窗口|门口|周边|附近|志愿|大楼|院区|基本标准|领导|所在|服务站|工作站|名单|等级)"
)
_PER = re.compile(
    r"(?:每(?:千|万|百|十|名|位|个|家|所|床|户|人|辆|年|月|次|天|日|村|平均)|人均|户均|平均每|日均|次均|院均|科均)"
)


def _has_classes(indicator: Indicator) -> bool:
    """Scores, indices and ranks are of one institution; a class before them is part of a name."""
    return indicator.unit not in ("分", "位", "分钟", "")


_COUNTING = re.compile(
    r"(?:派出?|派遣|选派|举办|开展|完成|办|有|共|设立?|建成?|组建?|成|整合|托管|下辖|辖|新增|新建|拥有|含|覆盖|的|[,:、(]|唯一|等|计|了|达|为)$"
)
_ATTENDED = re.compile(r"参加|参会|出席|参训|到会|到场")
NEW = "新增"
_NEW = re.compile(r"(?:新增|新建成?|新设|新添|新增加|净增|新创建|新改扩建)(?:了|各类|市级|省级)?$")
_INSTITUTION = re.compile(r"[一-鿿]{2,14}(?:医院|卫生院|保健院|妇保院|卫生服务中心)")
_BRACKET = re.compile(r"数?\(([^()]{1,14})\)")
_EVENT_UNITS = frozenset(("event", "rate", "money", "time", "measure"))


def claim_all(sentence: Sentence, subject: Subject | None = None) -> list[Claim | None]:
    """A claim, or None, for every figure of a sentence, from left to right."""
    claims: list[Claim | None] = []
    lists, pairs = distributed(sentence), paired(sentence)
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


class _Reader:
    """Reads one figure, given what the figures before it were."""

    def __init__(
        self,
        sentence: Sentence,
        number: int,
        claims: list[Claim | None],
        subject: Subject | None,
    ) -> None:
        self.subject = subject
        self.sentence, self.text, self.number, self.claims = sentence, sentence.text, number, claims
        self.figure = sentence.figures[number]
        self.unit = self.figure.mention.unit
        self.start, self.end = self.figure.start, self.figure.end
        self.floor = self._floor()
        self.measure = measure_of(self.text, self.start, self.floor, self.figure.mention)
        self.right_end = self._right_end()

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

    def _related(self, indicator: Indicator) -> bool:
        """Part of, or beside, what the figure before measured (政府, 社会, 个人 of 卫生总费用)."""
        before = self.claims[-1] if self.claims else None
        if before is None or not indicator.parent:
            return False
        return indicator.parent in (before.base, indicators()[before.base].parent)

    def _floor(self) -> int:
        """Where the words that belong to this figure begin."""
        if not self.number:
            return 0
        last = self.number - 1
        while last and self.claims[last] is None and _is_duration(self.sentence.figures[last]):
            last -= 1
        before, claim = self.sentence.figures[last], self.claims[last]
        if claim is None and _is_duration(before):
            return 0
        if claim is not None and claim.used_to > before.end:
            return min(claim.used_to, self.start)
        between = self.text[before.end : self.start]
        cut = _PUNCTUATION.search(between)
        if cut is not None and cut.start() and not _FOLLOWS.match(between):
            return before.end + cut.start()
        return before.end

    def _right_end(self) -> int:
        stop = len(self.text)
        if self.number + 1 < len(self.sentence.figures):
            stop = self.sentence.figures[self.number + 1].start
        cut = _RIGHT_END.search(self.text, self.end, stop)
        return cut.start() if cut is not None else stop

    # --- levels -------------------------------------------------------------------------

    def _level(self) -> Claim | None:
        scored = [*self._behind(), *self._before(self.start, self._fits_level)]
        best = max(scored, key=lambda item: (item[0], item[1].size), default=None)
        if best is not None and best[0] >= 70:
            return self._claimed(best[1], best[2])
        return self._carried()

    def _fits_level(self, indicator: Indicator) -> bool:
        if fits(indicator, self.unit):
            return True
        text = self.figure.mention.text
        if self.unit:
            return False
        nought = self.figure.mention.value == 0 and indicator.unit in ("%", "‰", "1/10万")
        # 每名医师日均诊疗人次 9.36: in a list of ratios the name says the unit.
        listed = indicator.kind == "ratio" and "." in text and self.end == len(self.text)
        return nought or listed or (text[-1:] in "万亿" and indicator.kind in ("count", "money"))

    def _behind(self) -> list[tuple[float, Hit, str]]:
        """32个山区海岛县, 帮扶10个卫生院: the noun behind the figure."""
        found: list[tuple[float, Hit, str]] = []
        for hit in self.sentence.hits:
            spans = hit.head < self.start
            if hit.start < self.end or hit.end > self.right_end + (20 if spans else 0):
                continue
            if spans and (hit.head_end > self.start or hit.start > self.right_end):
                continue
            offset = hit.start - self.end
            if spans and offset > self._reach():
                continue
            if offset > 14 or not fits(self._indicator(hit), self.unit) or not self.unit:
                continue
            if not spans and not self._counts():
                continue
            score = 100 + 3 * hit.size - 3 * offset
            score += 6 * (self._indicator(hit).unit == self.unit) + 30 * spans
            if unit_class(self.unit) in _EVENT_UNITS and not spans and self.unit != "年":
                score -= 30
            if _HEAD_GOES_ON.match(self.text, hit.end):
                score -= 60
            found.append((score, hit, "behind"))
        return found

    def _reach(self) -> int:
        """How far behind a figure its noun may stand when a verb opens before it (引进85名人才)."""
        if self.unit == "年":
            return 14
        return 1 if unit_class(self.unit) in _EVENT_UNITS - {"event"} else 8

    def _counts(self) -> bool:
        """两家医院 in 对两家医院 only refers; a lone Chinese numeral counts after 有, 设, 共 ..."""
        written = self.figure.mention.text
        if len(written) > 3 or written[0] not in "一二两三四五六七八九十":
            return True
        return bool(_COUNTING.search(self.text, max(0, self.start - 6), self.start))

    def _before(self, stop: int, allowed: object) -> list[tuple[float, Hit, str]]:
        """互认率80.85%: the noun before the figure, with nothing but connectives between."""
        found = []
        noun_behind = self._has_noun_behind()
        for hit in self.sentence.hits:
            if hit.end > stop or hit.start < self.floor:
                continue
            indicator = self._indicator(hit)
            if not allowed(indicator):  # type: ignore[operator]
                continue
            gap = self._rest(hit.end, stop)
            gap = "" if self._class_within(hit, stop) else gap
            # A noun between an institution and its figure is what is counted (公立医院费用).
            score = 100.0 + 3 * hit.size - (15 if indicator.unit in ("家", "个") else 6) * len(gap)
            score += 6 * (indicator.unit == self.unit)
            score -= 12 * len(re.findall(r"[,;]", self.text[hit.end : stop]))
            if stop == self.start and _ATTENDED.match(self.text, self.end):
                score -= 25
            if noun_behind and stop == self.start:
                score -= 40 if self.text[hit.end : stop].strip() else 15
            found.append((score, hit, "before"))
        return found

    def _class_within(self, hit: Hit, stop: int) -> str:
        """总诊疗人次中,医院860.5万人次: a class between the noun and its figure, "" if none."""
        words = self.text[hit.end : stop]
        if not words.startswith(("中", "总数中", "人次中", "数中")):
            return ""
        return class_of(self._rest(hit.end + words.index("中") + 1, stop)) or ""

    def _class_in_brackets(self, hit: Hit) -> str:
        """孕产妇死亡率(农村): a class in brackets behind the noun."""
        if self._indicator(hit).unit in ("家", "个"):
            return ""  # 社区卫生服务中心(卫生院)34家 counts both
        bracket = _BRACKET.match(self.text, hit.end)
        return (class_of(bracket[1]) or "") if bracket else ""

    def _class_of_place(self, hit: Hit) -> str:
        """乡镇卫生院33753个,床位150.5万张: the beds of the institutions just counted."""
        if not self.claims or self.claims[-1] is None or self.figure.mention.unit == "":
            return ""
        last, before = self.claims[-1], self.sentence.figures[self.number - 1]
        between = self.text[before.end : hit.head]
        counted = last.measure.name == "level" and last.part_of is None
        if (
            not counted
            or between not in (",", "、")
            or indicators()[hit.indicator].parent == "hospitals"
        ):
            return ""
        group = class_of(self.text[before.start - self._noun_before(before) : before.start]) or ""
        stays = group and last.indicator.unit in ("家", "个") and group not in ("医院", "公立医院")
        return group if stays and indicators()[hit.indicator].unit not in ("家", "个") else ""

    def _noun_before(self, figure: Figure) -> int:
        """How many characters before a figure name a class (社区卫生服务中心(站)33个 -> 11)."""
        for size in range(min(16, figure.start), 1, -1):
            if class_of(self.text[figure.start - size : figure.start]):
                return size
        return 0

    def _has_noun_behind(self) -> bool:
        behind = self.text[self.end : self.right_end].lstrip("(")
        if len(behind) < 2 or _FOLLOWS.match(behind):
            return False
        return unit_class(self.unit) not in _EVENT_UNITS and "一" <= behind[0] <= "鿿"

    def _rest(self, start: int, stop: int) -> str:
        """What stands between two places besides connectives, periods and places."""
        pieces, place = [], start
        for period in self.sentence.periods:
            if start <= period.start and period.end <= stop:
                pieces.append(self.text[place : period.start])
                place = period.end
        pieces.append(self.text[place:stop])
        return _CONNECTIVE.sub("", "".join(pieces))

    def _carried(self) -> Claim | None:
        """The indicator of the figure before goes on: 2008年403.9万张,2009年441.7万张; 女性84.61岁."""
        before = self._previous(levels_only=True, over_unclaimed=True)
        if before is None and not any(self.claims):
            return self._from_sentence_before()
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
        best = max(rates, key=lambda item: (item[0], item[1].size), default=None)
        if best is not None and best[0] >= 70:
            return self._claimed(best[1], "rate")
        wholes = self._before(self.measure.word, lambda i: i.kind in ("count", "money"))
        best = max(wholes, key=lambda item: (item[0], item[1].size), default=None)
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
        best = max(named, key=lambda item: (item[0], item[1].size), default=None)
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

    def _previous(self, levels_only: bool, over_unclaimed: bool = False) -> int | None:
        """The claimed figure right before this one, over changes and ranks if asked."""
        number = self.number - 1
        while number >= 0:
            claim = self.claims[number]
            if claim is None:
                if over_unclaimed and self._unit_of(number) == self.unit:
                    number -= 1
                    continue
                if _is_duration(self.sentence.figures[number]):
                    number -= 1
                    continue
                return None
            rate = claim.measure.name == "share" and claim.indicator.unit == "%"
            if not levels_only or claim.measure.name == "level" or rate:
                return number
            number -= 1
        return None

    def _unit_of(self, number: int) -> str:
        return self.sentence.figures[number].mention.unit

    def _indicator(self, hit: Hit) -> Indicator:
        return indicators()[hit.indicator]

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

    def _is_new(self, hit: Hit) -> bool:
        """新增床位200张 is no stock of beds, but what came new in the period."""
        return _NEW.search(self.text, max(0, hit.head - 6), hit.head) is not None

    def _per_head(self) -> str:
        """每千人口 said once governs a list: 医师2.77人,护士3.18人."""
        last = self.claims[-1] if self.claims else None
        if last is None or last.indicator.kind != "ratio" or "." not in self.figure.mention.text:
            return ""
        return "每千人口" if "_per_1000" in last.indicator.indicator + "_" else ""

    def _without_particle(self, place: int) -> int:
        while place and self.text[place - 1] in "的各":
            place -= 1
        return place

    def _sensible(self, claim: Claim) -> bool:
        """Averages (每名, 人均) are not counts."""
        if claim.indicator.kind not in ("count", "money") or claim.rule == "carried":
            return True
        clause = max(self.text.rfind(mark, 0, self.start) for mark in ",;。:") + 1
        left = self.text[clause : self.start]
        per = _PER.search(left)
        if per is None:
            return True
        return any(
            per[0] in alias for alias in claim.indicator.aliases
        ) or claim.measure.name not in ("level",)


def _is_duration(figure: Figure) -> bool:
    return unit_class(figure.mention.unit) == "time" and figure.mention.kind == "quantity"
